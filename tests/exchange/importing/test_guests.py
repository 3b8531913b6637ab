"""Lists of guests as people paste them: with headings and without, from Excel, from an e-mail, some broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from cic_desktop.core.codes import options
from cic_desktop.exchange import importing
from cic_desktop.exchange.importing import BadFile
from cic_desktop.i18n import LANGUAGES

HEADED = (
    "Lp.\tImię i nazwisko\tNazwa instytucji\tStanowisko (funkcja)\tE-mail\tTel.\tGrupa\tCzy weźmie udział\tWizerunek\n"
    "1\tEWA KOWALSKA\tSP nr 5\twychowawczyni\te.kowalska@example.org\t600 700 800\tszkoła\ttak\tnie\n"
    "2\tJan Nowak\tMOPS Opole\t\tj.nowak@example.org\t\tpomoc społeczna\tnie\ttak\n"
)


def rows(text, group=""):
    table = importing.guest_table(text)
    return importing.guest_rows(table, table.columns, group)


def test_headings_say_what_the_columns_hold():
    ewa, jan = rows(HEADED)
    assert (ewa.number, ewa.problems) == (2, ())
    assert ewa.answers == {
        "name": "Ewa Kowalska", "organisation": "SP nr 5", "email": "e.kowalska@example.org", "phone": "600 700 800",
        "role": "wychowawczyni", "guest_group": "school", "answer": "yes", "photo": "no",
    }  # fmt: skip
    assert (jan.answers["guest_group"], jan.answers["answer"]) == ("social", "no")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Bąk\tSP nr 5\ta.bak@example.org\t77 400 00 01\nJan Lis\tSP nr 9\tj.lis@example.org\t77 400 00 02",
        "Anna Bąk; SP nr 5; a.bak@example.org; 77 400 00 01\nJan Lis; SP nr 9; j.lis@example.org; 77 400 00 02",
        "1.\tAnna Bąk\tSP nr 5\ta.bak@example.org\t77 400 00 01\n2.\tJan Lis\tSP nr 9\tj.lis@example.org\t77 400 00 02",
    ],
)  # fmt: skip
def test_without_headings_the_cells_show_what_they_are(text):
    first, second = rows(text, "school")
    assert first.answers == {
        "name": "Anna Bąk", "organisation": "SP nr 5", "email": "a.bak@example.org", "phone": "77 400 00 01",
        "guest_group": "school",
    }  # fmt: skip
    assert second.number == 2


def test_names_alone_and_halves_of_names():
    assert [row.answers for row in rows("Anna Bąk\nJan Lis\n")] == [{"name": "Anna Bąk"}, {"name": "Jan Lis"}]
    [one] = rows("Nazwisko\tImię\nBĄK\tANNA\n")
    assert one.answers == {"name": "Anna Bąk"}


def test_what_cannot_be_read_is_told_with_its_row():
    broken = rows(HEADED.replace("szkoła", "kosmici").replace("\ttak\tnie", "\tbyć może\tnie"))[0]
    assert {problem.field for problem in broken.problems} == {"guest_group", "answer"}


def test_a_cell_of_several_lines_keeps_the_numbers_of_the_rows():
    found = rows('Imię i nazwisko\tUwagi\nAnna Bąk\t"dieta\nbez glutenu"\nJan Lis\t\n')
    assert [row.number for row in found] == [2, 4]


def test_nothing_and_too_much():
    assert importing.guest_table("").rows == ()
    assert importing.guest_table(" \n\t\n").rows == ()
    with pytest.raises(BadFile):
        importing.guest_table("Jan Lis\n" * (importing.MOST_GUESTS + 1))


def test_a_file_comes_in_as_if_it_were_pasted(tmp_path: Path):
    from openpyxl import Workbook

    book = Workbook()
    for line in HEADED.splitlines():
        book.active.append(line.split("\t"))
    book.save(tmp_path / "lista.xlsx")
    assert [row.answers for row in rows(importing.as_text(tmp_path / "lista.xlsx"))] == [
        row.answers for row in rows(HEADED)
    ]
    (tmp_path / "lista.csv").write_text(HEADED.replace("\t", ";"), "cp1250")
    assert rows(importing.as_text(tmp_path / "lista.csv"))[0].answers["name"] == "Ewa Kowalska"


def test_quotation_marks_in_a_cell_stay_where_they_are(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for line in (
        ("Nazwisko i imię", "Instytucja"),
        ("Ewa Lis", '"Razem" Fundacja'),
        ("Jan Bąk", '"Dom'),
        ("Ola Gaj", "SP 2"),
    ):
        book.active.append(line)
    book.save(tmp_path / "lista.xlsx")
    found = rows(importing.as_text(tmp_path / "lista.xlsx"))
    assert [row.answers["organisation"] for row in found] == ['"Razem" Fundacja', '"Dom', "SP 2"]


@pytest.mark.parametrize("heading", ["Obecność", "Obecność na miejscu", "był/była", "Był(a)", "Obecny", "Чи був/була",
                                     "Присутствие", "Was there"])  # fmt: skip
def test_who_was_there_is_read_as_people_write_it(heading: str) -> None:
    cells = {"tak": "yes", "+": "yes", "był": "yes", "obecna": "yes", "1": "yes", "так": "yes", "спізн.": None,
             "nie": "no", "-": "no", "nie była": "no", "nb": "no", "nieobecny": "no", "": ""}  # fmt: skip
    found = rows(f"Imię i nazwisko\t{heading}\n" + "".join(f"Anna {n}\t{cell}\n" for n, cell in enumerate(cells)))
    for row, (cell, said) in zip(found, cells.items(), strict=True):
        assert row.answers.get("attended", "") == (said or ""), cell
        assert [problem.field for problem in row.problems] == (["attended"] if said is None else []), cell


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_words_for_an_answer_are_read(lang: str) -> None:
    answers = [option.label.render(lang) for option in options("invitation_answer")]
    found = rows("Name\tRSVP\n" + "".join(f"Anna {n}\t{said}\n" for n, said in enumerate((*answers, "tak", "ні"))))
    assert [row.answers["answer"] for row in found] == ["yes", "no", "yes", "no"]
