"""Files as they come: encodings, separators, sheets, formulas, merged cells, and what is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from cic_desktop.core.errors import Cancelled
from cic_desktop.exchange import importing
from cic_desktop.exchange.importing import Source, Table, sniffing

TEXT = "Nazwisko;Imię;Data urodzenia\r\nŻółć;Łucja;15.04.1992\r\nŚwięch;Zdzisław;1985\r\n"


def read(path: Path, **how: Any) -> Table:
    return importing.read_table(Source(path, **how))


def text_file(folder: Path, text: str, encoding: str = "utf-8", bom: bytes = b"") -> Path:
    path = folder / "list.csv"
    path.write_bytes(bom + text.encode(encoding))
    return path


def book_file(folder: Path, fill: Any) -> Path:
    book = Workbook()
    fill(book)
    path = folder / "list.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("cp1250", b""), ("utf-16-le", b"\xff\xfe"),
     ("utf-16-be", b"\xfe\xff"), ("utf-16-le", b""), ("iso8859-2", b""), ("cp852", b"")],
)  # fmt: skip
def test_the_encoding_is_found(tmp_path: Path, encoding: str, bom: bytes) -> None:
    table = read(text_file(tmp_path, TEXT, encoding, bom))
    assert table.rows[0].cells == ("Żółć", "Łucja", "15.04.1992")
    assert table.headings == ("Nazwisko", "Imię", "Data urodzenia")


def test_cyrillic_of_windows_is_found(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "Прізвище;Ім'я\r\nШевченко;Тарас\r\nКоваленко;Оксана\r\n", "cp1251"))
    assert table.source.encoding == "cp1251"
    assert table.rows[0].cells == ("Шевченко", "Тарас")


def test_another_encoding_can_be_chosen(tmp_path: Path) -> None:
    path = text_file(tmp_path, TEXT, "cp1250")
    assert read(path, encoding="cp1251").rows[0].cells[0] != "Żółć"
    with pytest.raises(importing.BadFile):
        read(path, encoding="utf-8")


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, mark: str) -> None:
    text = TEXT.replace(";", mark).replace("Łucja", f'"Łucja{mark} zwana Lucy"')
    table = read(text_file(tmp_path, text))
    assert table.source.delimiter == mark
    assert table.rows[0].cells[1] == f"Łucja{mark} zwana Lucy"


def test_the_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, "sep=;\r\n" + TEXT))
    assert table.headings[0] == "Nazwisko"
    assert table.rows[0].number == 3


def test_headings_below_a_title_are_found(tmp_path: Path) -> None:
    table = read(text_file(tmp_path, f"Lista klientów 2024;;\r\n;;\r\nstan na;1.10;\r\n{TEXT}"))
    assert table.source.header == 4
    assert [row.number for row in table.rows] == [5, 6]
    assert read(table.source.path, header=1).headings[0] == "Lista klientów 2024"


def test_cells_of_a_workbook_become_text(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["Nazwisko", "Data urodzenia", "PESEL", "Godzina", "Kwota", "RODO"])
        book.active.append(["Nowak", date(1992, 4, 15), 92041517621, time(9, 30), 12.5, True])
        book.active.append(["Kowal", datetime(1992, 4, 15, 8, 30), 92041517621.0, None, None, False])

    table = read(book_file(tmp_path, fill))
    assert table.rows[0].cells == ("Nowak", "1992-04-15", "92041517621", "09:30", "12.5", "tak")
    assert table.rows[1].cells == ("Kowal", "1992-04-15 08:30", "92041517621", "", "", "nie")


def test_sheets_can_be_chosen_and_hidden_ones_are_not_taken(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.title = "słownik"
        book.active.sheet_state = "hidden"
        book.active.append(["Nazwisko"])
        book.active.append(["Ukryta"])
        book.create_sheet("2024").append(["Nazwisko"])
        book["2024"].append(["Jawna"])
        book.create_sheet("2025").append(["Nazwisko"])
        book["2025"].append(["Nowa"])

    path = book_file(tmp_path, fill)
    table = read(path)
    assert [(sheet.name, sheet.hidden) for sheet in table.sheets] == [
        ("słownik", True),
        ("2024", False),
        ("2025", False),
    ]
    assert (table.source.sheet, table.rows[0].cells) == ("2024", ("Jawna",))
    assert read(path, sheet="2025").rows[0].cells == ("Nowa",)
    with pytest.raises(importing.BadFile):
        read(path, sheet="2026")


def test_a_merged_cell_counts_for_each_of_its_rows(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.append(["Klienci", None, None])
        sheet.merge_cells("A1:C1")
        sheet.append(["Nazwisko", "Dane", None])
        sheet.append([None, "Imię", "Telefon"])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:C2")
        sheet.append(["Kovalenko", "Oksana", "600123456"])
        sheet.append([None, "Ivan", "600123457"])
        sheet.merge_cells("A4:A5")

    table = read(book_file(tmp_path, fill))
    assert table.headings == ("Nazwisko", "Imię", "Telefon")
    assert [row.cells[:2] for row in table.rows] == [("Kovalenko", "Oksana"), ("Kovalenko", "Ivan")]


def test_formulas_without_values_and_errors_are_named(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["Nazwisko", "Imię", "Uwagi"])
        book.active.append(["Nowak", '=UPPER("anna")', "#N/A"])

    table = read(book_file(tmp_path, fill))
    assert set(table.faults) == {(2, 1), (2, 2)}


def test_two_hundred_columns_are_read(tmp_path: Path) -> None:
    heads = ["Nazwisko", *(f"Pytanie {number}" for number in range(199))]
    table = read(text_file(tmp_path, ";".join(heads) + "\r\nNowak" + ";x" * 199))
    assert len(table.headings) == 200
    assert importing.propose("clients", table.headings) == {0: "surname"}
    with pytest.raises(importing.BadFile):
        read(text_file(tmp_path, "Nazwisko" + ";x" * 1001))


def refused(path: Path) -> str:
    with pytest.raises(importing.BadFile) as error:
        read(path)
    return error.value.text.render("en")


def test_what_is_no_spreadsheet_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    old = sniffing._OLE + b"\0" * 512
    locked = old + "EncryptedPackage".encode("utf-16-le")
    for content, word in (
        (b"", "empty"), (b"\r\n;;\r\n", "empty"), (old, ".xls"), (locked, "password"), (b"PK\x03\x04 no", "damaged"),
        (b"%PDF-1.7", "not a spreadsheet"), (bytes(range(256)) * 40, "not a spreadsheet"),
    ):  # fmt: skip
        path.write_bytes(content)
        assert word in refused(path)
    assert "no such file" in refused(tmp_path / "none.csv")


def test_a_document_in_a_zip_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "text.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert "not a spreadsheet" in refused(path)


def test_tricks_with_xml_are_refused(tmp_path: Path) -> None:
    path, out = book_file(tmp_path, lambda book: book.active.append(["Nazwisko", "Imię"])), io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            new.writestr(name, content)
    path.write_bytes(out.getvalue())
    assert "damaged" in refused(path)


def test_a_file_of_three_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(300 << 20)
    assert "larger than 50 MB" in refused(path)


def test_more_rows_than_anybody_means_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cic_desktop.exchange.importing.reading.MOST_ROWS", 10)
    assert "more than 10 rows" in refused(text_file(tmp_path, "Nazwisko\r\n" + "Nowak\r\n" * 11))


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    def stop(_share: float) -> None:
        raise Cancelled()

    for path in (
        text_file(tmp_path, "Nazwisko\r\n" + "Nowak\r\n" * 300),
        book_file(tmp_path, lambda book: [book.active.append(["Nowak"]) for _row in range(300)]),
    ):
        with pytest.raises(Cancelled):
            importing.read_table(Source(path), stop)
