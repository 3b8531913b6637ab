"""Lists of clients: what is new, what changed, what somebody here wrote since, and who looks like whom."""

from __future__ import annotations

import pytest

from cic_desktop import clients
from cic_desktop.core.errors import NotAllowed
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.exchange import importing
from tests.exchange.importing.conftest import Desk
from tests.people import OKSANA, OKSANA_WHOLE

HEADS = ("Nazwisko", "Imię", "Data urodzenia", "Obywatelstwo", "Telefon", "Uwagi")
ROW = ("Kovalenko", "Oksana", "15.04.1992", "ukraińskie", "512 345 678", "")


def only(desk: Desk) -> clients.ClientCard:
    """The card of the only person."""
    ((person_id,),) = desk.sql("SELECT id FROM person WHERE deleted_at IS NULL")
    card: clients.ClientCard = desk.ask(lambda read: clients.card(read, person_id))
    return card


def amend(desk: Desk, **answers: str) -> None:
    """Somebody changes the card in the program."""
    card = only(desk)
    whole = {**card.answers, "language": "uk", "citizenship": "UA", "rodo_given": "yes", **answers}
    desk.do(lambda work: clients.complete(work, card.id, whole))


def told(line: importing.Line) -> list[str]:
    return [note.text.render("en") for note in (*line.problems, *line.notes)]


def test_a_changed_cell_changes_the_record_and_nothing_else(desk: Desk) -> None:
    desk.take_in(desk.table(HEADS, ROW))
    done = desk.take_in(desk.table(HEADS, (*ROW[:4], "600 100 200", "zna polski")))
    assert done.counts == importing.Counts(updated=1)
    assert only(desk).answers["phone"] == "600 100 200"
    assert only(desk).answers["remarks"] == "zna polski"
    assert only(desk).answers["given"] == "Oksana"


def test_what_somebody_changed_here_is_kept_and_told(desk: Desk) -> None:
    desk.take_in(desk.table(HEADS, ROW))
    amend(desk, phone="700 700 700")
    table = desk.table(HEADS, (*ROW[:4], "600 100 200", "zna polski"))
    (line,) = desk.plan(table).lines
    assert line.state == "update"
    assert told(line) == ["Kept as it is in the register: 700 700 700."]
    assert line.notes[0].cell == "E2"
    desk.take_in(table)
    assert only(desk).answers["phone"] == "700 700 700"
    assert only(desk).answers["remarks"] == "zna polski"
    assert desk.take_in(table).counts == importing.Counts(unchanged=1)


def test_a_file_that_did_not_change_says_nothing_about_what_changed_here(desk: Desk) -> None:
    desk.take_in(desk.table(HEADS, ROW))
    amend(desk, phone="700 700 700")
    assert desk.take_in(desk.table(HEADS, ROW)).counts == importing.Counts(unchanged=1)
    (line,) = desk.plan(desk.table(HEADS, (*ROW[:5], "nowe"))).lines
    assert line.notes == (), "the telephone in the file is the one of the last time"


def test_an_emptied_cell_empties_nothing(desk: Desk) -> None:
    desk.take_in(desk.table(HEADS, ROW))
    desk.take_in(desk.table(HEADS, (*ROW[:4], "", "")))
    assert only(desk).answers["phone"] == "512 345 678"


def test_the_same_pesel_is_the_same_person_and_fills_what_is_empty(desk: Desk) -> None:
    known = {**OKSANA, "pesel": "92041517621", "phone": "512 345 678"}
    desk.do(lambda work: clients.register(work, known))
    heads = ("PESEL", *HEADS, "E-mail")
    row = ("92041517621", "Kowalenko", *ROW[1:4], "600 100 200", "", "oksana@example.org")
    done = desk.take_in(desk.table(heads, row))
    assert done.counts == importing.Counts(updated=1)
    assert sorted(told(done.noted[0])) == [
        "Kept as it is in the register: 512 345 678.",
        "Kept as it is in the register: Kovalenko.",
    ]
    assert only(desk).answers["email"] == "oksana@example.org"
    assert desk.take_in(desk.table(heads, row)).counts == importing.Counts(unchanged=1)


def test_the_same_document_and_name_is_the_same_person(desk: Desk) -> None:
    desk.do(lambda work: clients.register(work, dict(OKSANA_WHOLE), full=True))
    (line,) = desk.plan(desk.table(("Nazwisko", "Imię", "Nr paszportu"), ("Коваленко", "Оксана", "FA123456"))).lines
    assert line.state in ("update", "unchanged")
    assert line.target == only(desk).id


def test_somebody_alike_waits_for_a_word(desk: Desk) -> None:
    desk.do(lambda work: clients.register(work, dict(OKSANA)))
    table = desk.table(HEADS, ("Kowalenko", *ROW[1:]))
    (line,) = desk.plan(table).lines
    assert line.state == "undecided"
    (alike,) = line.lookalikes
    assert alike.name == "Kovalenko Oksana"
    assert "same birth date" in [reason.render("en") for reason in alike.reasons]
    assert desk.take_in(table).counts == importing.Counts(undecided=1)
    assert len(desk.sql("SELECT id FROM person")) == 1


def test_the_word_same_joins_and_is_remembered(desk: Desk) -> None:
    desk.do(lambda work: clients.register(work, dict(OKSANA)))
    table = desk.table(HEADS, ("Kowalenko", *ROW[1:5], "zna polski"))
    assert desk.take_in(table, answer="same").counts == importing.Counts(updated=1)
    assert (only(desk).answers["surname"], only(desk).answers["remarks"]) == ("Kovalenko", "zna polski")
    assert desk.take_in(table).counts == importing.Counts(unchanged=1)


def test_the_word_new_registers_and_is_remembered(desk: Desk) -> None:
    desk.do(lambda work: clients.register(work, dict(OKSANA)))
    table = desk.table(HEADS, ("Kowalenko", *ROW[1:]))
    assert desk.take_in(table, answer="new").counts == importing.Counts(imported=1)
    assert desk.take_in(table).counts == importing.Counts(unchanged=1)
    assert len(desk.sql("SELECT id FROM person")) == 2


def test_a_person_twice_in_the_file_is_named_with_the_other_row(desk: Desk) -> None:
    table = desk.table(HEADS, ROW, ROW, (*ROW[:5], "inaczej"))
    first, second, third = desk.plan(table).lines
    assert (first.state, second.state, third.state) == ("new", "unchanged", "rejected")
    assert told(second) == ["The same as row 2."]
    assert told(third) == ["This person is in row 2 already. Keep one of the two rows."]


def test_two_rows_that_look_alike_are_asked_about(desk: Desk) -> None:
    table = desk.table(HEADS, ROW, ("Kowalenko", *ROW[1:]))
    first, second = desk.plan(table).lines
    assert (first.state, second.state) == ("new", "undecided")
    assert second.lookalikes[0].row == 2


def test_two_people_of_one_name_and_birth_date_with_other_pesels_are_two(desk: Desk) -> None:
    heads = (*HEADS, "PESEL")
    table = desk.table(heads, (*ROW, "92041517621"), (*ROW[:4], "", "", "92041512345"[:10] + "1"))
    assert desk.plan(table).lines[1].state != "unchanged"


def test_a_person_taken_out_here_is_not_put_in_again(desk: Desk) -> None:
    desk.take_in(desk.table(HEADS, ROW))
    card = only(desk)
    desk.do(lambda work: clients.retire_client(work, card.id, card.revision))
    assert desk.take_in(desk.table(HEADS, ROW)).counts == importing.Counts(unchanged=1)
    (line,) = desk.plan(desk.table(HEADS, (*ROW[:5], "inaczej"))).lines
    assert (line.state, told(line)) == (
        "unchanged",
        ["This person was taken out of the register; nothing was changed."],
    )


def test_cyrillic_names_get_the_passports_spelling(desk: Desk) -> None:
    done = desk.take_in(desk.table(HEADS, ("Борщагівський", "Андрій", "1990", "Україна", "", "")))
    assert told(done.noted[0]) == ["Spelled as passports do: Borshchahivskyi. Check it."]
    answers = only(desk).answers
    assert (answers["surname"], answers["original_surname"]) == ("Borshchahivskyi", "Борщагівський")
    assert (answers["given"], answers["original_given"]) == ("Andrii", "Андрій")


def test_several_telephones_and_citizenships_are_all_kept(desk: Desk) -> None:
    desk.take_in(
        desk.table(HEADS, ("Petrenko", "Ivan", "1980", "ukraińskie, polskie i mołdawskie", "600100200; 600100201", ""))
    )
    card = only(desk)
    assert {part.answers["value"] for part in card.parts_of("contact")} == {"600100200", "600100201"}
    assert {part.answers["country"] for part in card.parts_of("citizenship")} == {"UA", "PL", "MD"}
    assert card.line.citizenship == "UA"


def test_a_declaration_goes_to_the_project(desk: Desk) -> None:
    heads = (*HEADS, "Data deklaracji", "RODO", "Data rejestracji")
    desk.take_in(desk.table(heads, (*ROW, "2.03.2024", "tak", "1.03.2024")))
    card = only(desk)
    assert card.answers["declared_on"] == "2024-03-02"
    assert str(card.registered_on) == str(card.rodo_given_on) == "2024-03-01"


def test_what_cannot_be_is_refused_beside_its_cell(desk: Desk) -> None:
    heads = (*HEADS, "Pobyt od", "Pobyt do", "Ulica")
    rows = (
        ("Nowak", "Anna", "1.01.2030", "Polska", "", "", "", "", ""),
        ("Nowak", "Ewa", "1990", "Polska", "12", "", "", "", ""),
        ("Nowak", "Iza", "1991", "Polska", "", "", "2026-01-02", "2025-01-02", ""),
        ("Nowak", "Ala", "1992", "Polska", "", "", "", "", "Damrota"),
        ("#N/A", "Ola", "1993", "Polska", "", "", "", "", ""),
    )
    lines = desk.plan(desk.table(heads, *rows)).lines
    assert [line.state for line in lines] == ["rejected"] * 5
    assert [line.problems[0].cell for line in lines] == ["C2", "E3", "H4", "5", "A6"]


def test_empty_rows_and_lines_of_sums_are_passed_over(desk: Desk) -> None:
    lines = desk.plan(desk.table((*HEADS, "Razem"), (*ROW, ""), ("", "", "", "", "", "", "1"))).lines
    assert [line.row for line in lines] == [2]


def test_a_register_changed_meanwhile_is_checked_again(desk: Desk) -> None:
    plan = desk.plan(desk.table(HEADS, ROW))
    desk.do(lambda work: clients.register(work, dict(OKSANA)))
    with pytest.raises(importing.Moved):
        desk.do(lambda work: importing.carry_out(work, plan, {}))
    assert len(desk.sql("SELECT id FROM person")) == 1


def test_only_those_who_may_import_do(desk: Desk) -> None:
    actor = Actor(desk.register.actor.id, "ewa", Role.ADVISOR)
    table = desk.table(HEADS, ROW)
    with desk.register.database.read(actor) as read, pytest.raises(NotAllowed):
        importing.dry_run(read, "clients", table, {0: "surname"})


def test_nothing_of_a_row_stands_in_the_ledger(desk: Desk) -> None:
    desk.take_in(desk.table(HEADS, ROW))
    ((key, digest, cells),) = desk.sql("SELECT key, digest, cells FROM imported_row")
    # Long enough that no fingerprint holds them by chance.
    for secret in ("Kovalenko", "Oksana", "15.04.1992", "1992-04-15", "512 345 678", "512345678"):
        assert secret not in key + digest + cells


def test_the_rows_that_stayed_out_are_saved_to_be_corrected(desk: Desk, tmp_path) -> None:
    table = desk.table(
        HEADS, ROW, ("", "Ewa", "1990", "", "", "=1+1"), ("Nowak", "Iza", "x", "Kosmos", "+48 600 100 200", "")
    )
    result = desk.take_in(table)
    for name in ("left.csv", "left.xlsx"):
        importing.write_left(table, result.left, tmp_path / name, "pl")
        back = importing.read_table(importing.Source(tmp_path / name))
        assert back.headings[:6] == HEADS
        assert len(back.rows) == 2
        assert "D4 (Obywatelstwo)" in back.rows[1].cells[6]
        assert desk.plan(back).counts.rejected == 2
    assert back.rows[0].cells[5] == "=1+1", "still text"
