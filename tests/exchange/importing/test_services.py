"""Lists of help given: whom, by whom, which kind, and what a second run finds."""

from __future__ import annotations

import pytest

from cic_desktop import assistance, clients
from cic_desktop.exchange import importing
from tests.exchange.importing.conftest import Desk
from tests.people import AMIR, OKSANA

HEADS = ("Nr klienta", "Nazwisko i imię", "Data urodzenia", "Data wizyty", "Godz.", "Rodzaj wsparcia", "Temat",
         "Czas (min)", "Doradca", "Uwagi")  # fmt: skip


@pytest.fixture
def oksana(desk: Desk) -> clients.Registered:
    registered: clients.Registered = desk.do(
        lambda work: clients.register(work, {**OKSANA, "stay_valid_from": "2024-01-01"})
    )
    return registered


def row(number: str = "", name: str = "Kovalenko Oksana", **said: str) -> tuple[str, ...]:
    """One line of the list; what is not said is a question about PESEL on 12 October 2025."""
    usual = {"born": "", "day": "12.10.2025", "at": "", "kind": "informacja", "topic": "PESEL", "minutes": "10",
             "by": "", "notes": ""}  # fmt: skip
    return number, name, *{**usual, **said}.values()


def told(line: importing.Line) -> list[str]:
    return [note.text.render("en") for note in (*line.problems, *line.notes)]


def test_help_is_recorded_with_the_snapshot_of_its_day(desk: Desk, oksana: clients.Registered) -> None:
    done = desk.take_in(desk.table(HEADS, row(notes="pomogłam")), "services")
    assert done.counts == importing.Counts(imported=1)
    ((service_id, kind, topic, minutes, words),) = desk.sql("SELECT id, kind, topic, minutes, description FROM service")
    assert (kind, topic, minutes, words) == ("information", "civil", 10, "pomogłam")
    snapshot = desk.sql("SELECT stay_title, citizenship, sex, age FROM service_person WHERE service_id = ?", service_id)
    assert snapshot == [("temporary_protection", "UA", "F", 33)]
    assert desk.sql("SELECT signature, unsigned_reason FROM sitting") == [("none", "import")]


def test_the_snapshot_is_the_one_the_program_takes(desk: Desk, oksana: clients.Registered) -> None:
    desk.take_in(desk.table(HEADS, row()), "services")
    ((project,),) = desk.sql("SELECT id FROM project")
    talk = {"day": "2025-10-12", "minutes": "10", "place": "office", "signature": "now"}
    service = {"topic": "civil", "minutes": "10", "project_id": project}
    draft = assistance.SittingDraft(talk, (assistance.ServiceDraft("information", service, (oksana.id,)),))
    desk.do(lambda work: assistance.record(work, draft))
    columns = "stay_title, citizenship, sex, age, age_approximate, language, countable"
    first, second = desk.sql(f"SELECT {columns} FROM service_person ORDER BY id")
    assert first == second


def test_one_talk_is_one_sitting(desk: Desk, oksana: clients.Registered) -> None:
    documents = row(at="9:00", kind="pomoc w dokumentach", minutes="30")
    rows = (row(at="9:00"), documents, row(at="11:00"), row(day="13.10.2025"))
    desk.take_in(desk.table(HEADS, *rows), "services")
    assert desk.sql("SELECT day, starts_at, minutes FROM sitting ORDER BY day, starts_at") == [
        ("2025-10-12", "09:00", 40), ("2025-10-12", "11:00", 10), ("2025-10-13", "", 10),
    ]  # fmt: skip


def test_people_are_found_by_number_name_and_birth(desk: Desk, oksana: clients.Registered) -> None:
    desk.do(lambda work: clients.register(work, dict(AMIR)))
    found = desk.plan(
        desk.table(
            HEADS, row(oksana.case_number, ""), row(name="KOVALENKO OKSANA"),
            row(name="Kowalenko Oksana", born="15.04.1992"),
            row(name="Коваленко Оксана", born="1992", day="14.10.2025"),
            row(name="Amiri", day="15.10.2025"),
            row(name="Nikt Taki"), row("A-26-0099-A", ""),
        ),
        "services",
    ).lines  # fmt: skip
    assert [line.state for line in found] == ["new", "unchanged", "unchanged", "new", "new", "rejected", "rejected"]
    assert [line.problems[0].cell for line in found[5:]] == ["B7", "A8"]


def test_the_centres_own_numbers_lead_to_the_imported_people(desk: Desk) -> None:
    desk.take_in(
        desk.table(("Nr klienta", "Nazwisko", "Imię"), ("17/2023", "Moroz", "Alina"), ("18/2023", "Moroz", "Ala"))
    )
    done = desk.take_in(desk.table(HEADS, row("18/2023", "")), "services")
    assert done.counts.imported == 1
    assert desk.sql("SELECT given FROM person p JOIN service_person s ON s.person_id = p.id") == [("Ala",)]


def test_two_of_one_name_are_asked_for_more(desk: Desk, oksana: clients.Registered) -> None:
    desk.do(lambda work: clients.register(work, {**OKSANA, "birth_date": "2001-02-03"}))
    first, second = desk.plan(desk.table(HEADS, row(), row(born="3.02.2001")), "services").lines
    assert told(first) == ["Several people have this name. Add the birth date, PESEL or client number."]
    assert second.state == "new"


def test_advisors_by_login_or_name(desk: Desk, oksana: clients.Registered) -> None:
    lines = desk.plan(
        desk.table(HEADS, row(by="anna"), row(by="Nowak Anna", day="13.10.2025"), row(by="Kowalska")), "services"
    ).lines
    assert [line.state for line in lines] == ["new", "new", "rejected"]
    assert lines[2].problems[0].cell == "I4"


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Porada prawna", "consultation"), ("psycholog", "consultation"), ("wizyta u lekarza", "medical_visit"),
     ("Asysta w urzędzie", "accompanied_visit"), ("pomoc w dokumentach - wniosek", "document_help"),
     ("Information", "information"), ("Пошук житла", "housing_search"), ("tłumaczenie pisemne", "translation")],
)  # fmt: skip
def test_kinds_by_their_words(desk: Desk, oksana: clients.Registered, words: str, kind: str) -> None:
    (line,) = desk.plan(desk.table(HEADS, row(kind=words)), "services").lines
    assert line.state == "new"
    assert line.found.help.kind == kind


def test_every_kind_has_words_that_are_known(desk: Desk, oksana: clients.Registered) -> None:
    from cic_desktop.assistance.kinds import KINDS, kind
    from cic_desktop.exchange.importing import mapping, services

    known = {item.code for item in KINDS}
    assert {entry["code"] for entry in mapping.data("services")["kinds"]} <= known
    assert {services._kind_of(item.title.render("pl"))[0] for item in KINDS} == known
    for entry in mapping.data("services")["kinds"]:
        asked = {field.name: {option.code for option in field.options} for field in kind(entry["code"]).fields}
        assert all(code in asked[name] for name, code in entry.get("details", {}).items()), entry


def test_every_topic_and_value_of_the_files_is_a_code() -> None:
    from cic_desktop.core.codes import code_list
    from cic_desktop.exchange.importing import mapping

    assert set(mapping.data("services")["topics"]) <= set(code_list("topic").codes)
    for name, words in mapping.data("values")["choices"].items():
        assert set(words) <= set(code_list(name).codes), name


def test_what_is_not_said_is_taken_as_usual_and_told(desk: Desk, oksana: clients.Registered) -> None:
    (line,) = desk.plan(desk.table(HEADS, row(minutes="", topic="remont", kind="porada prawna")), "services").lines
    assert "No minutes given; 60 taken, as usual for this help." in told(line)
    assert line.found.help.common["topic"] == "other"
    assert line.found.help.common["description"] == "remont"


def test_help_that_cannot_have_been_is_refused(desk: Desk, oksana: clients.Registered) -> None:
    lines = desk.plan(
        desk.table(
            HEADS, row(day="1.01.2030"), row(day="1.01.1980"), row(minutes="5000"), row(kind="taniec"), row(day="")
        ),
        "services",
    ).lines
    assert [line.problems[0].cell for line in lines] == ["D2", "D3", "H4", "F5", "D6"]


def test_a_second_run_doubles_nothing_and_takes_corrections(desk: Desk, oksana: clients.Registered) -> None:
    rows = [row(), row(kind="pomoc w dokumentach", minutes="30"), row()]
    first = desk.take_in(desk.table(HEADS, *rows), "services")
    assert (first.counts.imported, first.counts.unchanged) == (2, 1)
    assert desk.take_in(desk.table(HEADS, *rows), "services").counts == importing.Counts(unchanged=3)
    rows[1] = row(kind="pomoc w dokumentach", minutes="50", notes="dłużej")
    assert desk.take_in(desk.table(HEADS, *rows), "services").counts == importing.Counts(updated=1, unchanged=2)
    assert desk.sql("SELECT minutes, description FROM service WHERE kind = 'document_help'") == [(50, "dłużej")]
    assert desk.sql("SELECT minutes FROM sitting") == [(60,)]


def test_help_taken_back_here_stays_taken_back(desk: Desk, oksana: clients.Registered) -> None:
    desk.take_in(desk.table(HEADS, row()), "services")
    ((sitting,),) = desk.sql("SELECT id FROM sitting")
    desk.do(lambda work: assistance.withdraw(work, sitting))
    assert desk.take_in(desk.table(HEADS, row()), "services").counts == importing.Counts(unchanged=1)
    (line,) = desk.plan(desk.table(HEADS, row(notes="inaczej")), "services").lines
    assert told(line) == ["This help was taken back here; nothing was changed."]


def test_after_a_merge_the_same_list_doubles_nothing(desk: Desk, oksana: clients.Registered) -> None:
    other = desk.do(lambda work: clients.register(work, {**OKSANA, "surname": "Kowalenko", "birth_date": "1992"}))
    rows = [row(), row(name="Kowalenko Oksana"), row(name="Kowalenko Oksana", day="13.10.2025")]
    assert desk.take_in(desk.table(HEADS, *rows), "services").counts == importing.Counts(imported=3)
    merged = desk.do(lambda work: clients.merge_people(work, other.id, oksana.id, {"surname": "gone"}))
    rows = [row(number=merged.kept_number), *(row(number=merged.kept_number, day=said[3]) for said in rows[2:])]
    assert desk.take_in(desk.table(HEADS, *rows), "services").counts == importing.Counts(unchanged=2)
    desk.do(lambda work: clients.undo_merge(work, merged.id))
    assert desk.take_in(desk.table(HEADS, row()), "services").counts == importing.Counts(unchanged=1)
