"""Lists for one course or event: people, attendance; a dry run first, run again without doubling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cic_desktop import clients, courses, events, reports, startup
from cic_desktop.core.errors import CicError, Missing, NotAllowed
from cic_desktop.core.rights import Role
from cic_desktop.events.rows import GuestLine
from cic_desktop.exchange import importing
from cic_desktop.exchange.importing import Counts, Plan, Result, Table, What
from cic_desktop.i18n import LANGUAGES
from tests.exchange.importing.conftest import Desk
from tests.groups import PEOPLE, Groups, on


@pytest.fixture
def groups(register: startup.Opened) -> Groups:
    made = Groups(register)
    made.plan_course()
    made.enrol_people(PEOPLE[:2])
    made.plan_event()
    return made


def planned(groups: Groups, what: What, table: Table) -> Plan:
    columns = importing.propose(what, table.headings)
    return groups.ask(lambda read: importing.dry_run(read, what, table, columns, into=groups.course))


def taken(groups: Groups, plan: Plan, answer: str = "skip") -> Result:
    decisions = {line.row: importing.Decision(answer, line.lookalikes[0].person_id) for line in plan.of("undecided")}
    return groups.do(lambda work: importing.carry_out(work, plan, decisions))


def names(groups: Groups) -> list[str]:
    return [line.person for line in groups.card().people]


# --- people of a course -----------------------------------------------------------------------------------


def test_known_people_are_enrolled_by_name_and_new_ones_registered_first(desk: Desk, groups: Groups) -> None:
    desk.do(lambda work: clients.register(work, dict(PEOPLE[2])))
    table = desk.table(
        ["Imię i nazwisko", "Obywatelstwo", "Data ur.", "Poziom", "Zapisano"],
        ["Anna Maria Aleksandra Szczerbakiwska-Żółć", "UA", "", "A0", "10.09.2026"],
        ["Oksana Iryna Kovalenko", "UA", "", "A0", ""],
        ["Amir Karimi", "Afganistan", "1.02.1999", "A1", ""],
        ["Ali Reza", "Kosmos", "", "", ""],
    )
    plan = planned(groups, "participants", table)
    assert plan.counts == Counts(imported=2, unchanged=1, rejected=1)
    assert len(names(groups)) == 2, "a dry run writes nothing"
    assert taken(groups, plan).counts == plan.counts
    assert names(groups) == [
        "Bondar Daryna", "Karimi Amir", "Kovalenko Oksana Iryna", "Szczerbakiwska-Żółć Anna Maria Aleksandra",
    ]  # fmt: skip
    late = next(line for line in groups.card().people if line.person.startswith("Szczer"))
    assert (str(late.enrolled_on), late.entry_level) == ("2026-09-10", "A0")


def test_the_same_list_again_doubles_nobody(desk: Desk, groups: Groups) -> None:
    table = desk.table(["Nazwisko", "Imię", "Obywatelstwo"], ["Karimi", "Amir", "AF"], ["Karimi", "Amir", "AF"])
    assert taken(groups, planned(groups, "participants", table)).counts == Counts(imported=1, unchanged=1)
    again = planned(groups, "participants", table)
    assert again.counts == Counts(unchanged=2)
    taken(groups, again)
    assert len(names(groups)) == 3
    assert len(desk.sql("SELECT id FROM person")) == 3


def test_a_name_nobody_knows_is_told_with_its_line_and_what_to_do(desk: Desk, groups: Groups) -> None:
    plan = planned(groups, "participants", desk.table(["Imię i nazwisko"], ["Zenon Nieznany"]))
    [line] = plan.of("rejected")
    [note] = line.problems
    assert note.cell == "A2"
    assert "citizenship" in note.text.render("en")


@pytest.mark.parametrize("born", ["15.04.1992", ""])
def test_another_spelling_of_somebody_is_asked_about_and_not_enrolled_twice(
    desk: Desk, groups: Groups, born: str
) -> None:
    table = desk.table(["Imię i nazwisko", "Data urodzenia", "Obywatelstwo"], ["Oksana Kowalenko", born, "UA"])
    plan = planned(groups, "participants", table)
    assert [line.lookalikes[0].name for line in plan.of("undecided")] == ["Kovalenko Oksana Iryna"]
    assert taken(groups, plan, "same").counts == Counts(unchanged=1)
    assert len(names(groups)) == 2


OTHER_SPELLING = {
    "surname": "Kowalenko", "given": "Oksana", "citizenship": "UA", "language": "uk", "birth_date": "1992-04-15",
}  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "counts", "people"),
    [("skip", Counts(undecided=1), 2), ("same", Counts(unchanged=1), 2), ("new", Counts(imported=1), 3)],
)
def test_somebody_with_two_records_is_told_before_coming_in_twice(
    desk: Desk, groups: Groups, answer: str, counts: Counts, people: int
) -> None:
    """She is in the course already, under the passport's spelling; the list has the other record's."""
    desk.do(lambda work: clients.register(work, dict(OTHER_SPELLING)))
    table = desk.table(["Imię i nazwisko", "Data ur."], ["Oksana Kowalenko", "15.04.1992"])
    plan = planned(groups, "participants", table)
    assert plan.counts == Counts(undecided=1)
    [alike] = plan.lines[0].lookalikes
    assert alike.name == "Kovalenko Oksana Iryna"
    assert alike.about.render("en").startswith("perhaps already in the course: ")
    assert taken(groups, plan, answer).counts == counts
    assert len(names(groups)) == people


def test_both_records_in_one_list_are_told_too(desk: Desk, groups: Groups) -> None:
    desk.do(lambda work: clients.register(work, {**OTHER_SPELLING, "surname": "Nazarenko"}))
    desk.do(lambda work: clients.register(work, {**OTHER_SPELLING, "surname": "Nasarenko"}))
    table = desk.table(["Nazwisko", "Imię"], ["Nazarenko", "Oksana"], ["Nasarenko", "Oksana"])
    assert [line.state for line in planned(groups, "participants", table).lines] == ["new", "undecided"]


def test_two_people_once_told_apart_come_in_without_a_word(desk: Desk, groups: Groups) -> None:
    other = desk.do(lambda work: clients.register(work, dict(OTHER_SPELLING))).id
    oksana = next(line.person_id for line in groups.card().people if line.person.startswith("Kovalenko"))
    groups.do(lambda work: clients.hold_apart(work, other, oksana))
    table = desk.table(["Imię i nazwisko", "Data ur."], ["Oksana Kowalenko", "15.04.1992"])
    assert planned(groups, "participants", table).counts == Counts(imported=1)


def test_a_name_alone_that_looks_like_somebody_can_only_be_that_person(desk: Desk, groups: Groups) -> None:
    plan = planned(groups, "participants", desk.table(["Imię i nazwisko"], ["Oksana Kowalenko"]))
    assert taken(groups, plan, "new").counts == Counts(undecided=1), "too little is said to register somebody"
    assert len(desk.sql("SELECT id FROM person")) == 2


def test_whoever_finds_no_place_waits_and_is_told_before(desk: Desk, groups: Groups) -> None:
    card = groups.card()
    few = {**card.answers, "capacity": "3"}
    groups.do(lambda work: courses.amend_course(work, groups.course, card.line.revision, few))
    table = desk.table(
        ["Nazwisko", "Imię", "Obywatelstwo"],
        ["Karimi", "Amir", "AF"],
        ["Diallo", "Awa", "SN"],
        ["Petrov", "Ivan", "BG"],
    )
    plan = planned(groups, "participants", table)
    assert [bool(line.notes) for line in plan.lines] == [False, True, True]
    taken(groups, plan)
    assert [line.person for line in groups.card().waiting] == ["Diallo Awa", "Petrov Ivan"]


def test_a_free_place_that_others_wait_for_is_theirs(desk: Desk, groups: Groups) -> None:
    card = groups.card()
    few = {**card.answers, "capacity": "2"}
    groups.do(lambda work: courses.amend_course(work, groups.course, card.line.revision, few))
    groups.enrol_people(PEOPLE[2:3])
    gone = {"left_on": "2026-11-20", "left_reason": "work"}
    groups.do(lambda work: courses.leave(work, card.group[0].id, gone))
    assert (groups.card().line.free, groups.card().line.waiting) == (1, 1)
    table = desk.table(["Nazwisko", "Imię", "Obywatelstwo"], ["Karimi", "Amir", "AF"])
    plan = planned(groups, "participants", table)
    assert [bool(line.notes) for line in plan.lines] == [True]
    taken(groups, plan)
    assert [line.person for line in groups.card().waiting][-1] == "Karimi Amir"


def test_somebody_who_came_in_meanwhile_makes_the_rows_be_checked_again(desk: Desk, groups: Groups) -> None:
    plan = planned(groups, "participants", desk.table(["Nazwisko", "Obywatelstwo"], ["Karimi", "AF"]))
    groups.enrol_people(PEOPLE[3:])
    with pytest.raises(importing.Moved):
        taken(groups, plan)


def test_a_course_that_is_gone_is_missing(desk: Desk, groups: Groups) -> None:
    table = desk.table(["Nazwisko"], ["Karimi"])
    with pytest.raises(Missing):
        groups.ask(lambda read: importing.dry_run(read, "participants", table, {0: "surname"}, into="gone"))


def test_an_advisor_may_take_in_a_list_for_a_course_but_not_one_for_the_whole_register(
    desk: Desk, groups: Groups, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = desk.table(["Nazwisko", "Obywatelstwo"], ["Karimi", "AF"])
    advisor = replace(desk.register.actor, role=Role.ADVISOR)
    monkeypatch.setattr(desk.register, "actor", advisor)
    assert planned(groups, "participants", table).counts.imported == 1
    with pytest.raises(NotAllowed):
        planned(groups, "clients", table)


def test_what_the_course_would_refuse_is_told_before(desk: Desk, groups: Groups) -> None:
    """Somebody who left, a day to come, points without a level: the dry run says what the run will do."""
    gone = groups.card().people[0]
    groups.do(lambda work: courses.leave(work, gone.id, {"left_on": "2026-09-10", "left_reason": "work"}))
    table = desk.table(
        ["Nazwisko", "Imię", "Obywatelstwo", "Zapisano", "Punkty"],
        ["Bondar", "Daryna", "BY", "", ""],
        ["Karimi", "Amir", "AF", "1.02.2030", ""],
        ["Diallo", "Awa", "SN", "", "12"],
        ["Petrov", "Ivan", "BG", "", ""],
    )
    plan = planned(groups, "participants", table)
    assert plan.counts == Counts(imported=1, rejected=3)
    told = [line.problems[0].text.render("en") for line in plan.of("rejected")]
    assert "Bring them back" in told[0] and "still to come" in told[1] and told[2]
    assert taken(groups, plan).counts == plan.counts


def test_a_course_that_is_over_takes_no_list(desk: Desk, groups: Groups) -> None:
    groups.do(lambda work: courses.call_off_course(work, groups.course, "za mało osób"))
    with pytest.raises(CicError, match="Open it again first"):
        planned(groups, "participants", desk.table(["Imię i nazwisko"], ["Oksana Kovalenko"]))


# --- attendance -------------------------------------------------------------------------------------------


def marks(groups: Groups) -> dict[tuple[str, str], str]:
    """Marks by day and surname."""
    found = groups.ask(lambda read: courses.register(read, groups.course))
    days = {lesson.id: str(lesson.day) for lesson in found.lessons}
    people = {line.id: line.person.split()[0] for line in found.people}
    return {(days[lesson], people[who]): mark for (lesson, who), mark in found.marks.items()}


def test_a_list_with_a_column_for_each_lesson_goes_in(desk: Desk, groups: Groups) -> None:
    table = desk.table(
        ["Lp.", "Nazwisko i imię", "7.09.2026", "9.09", "2026-09-14", "Uwagi"],
        ["1", "Bondar Daryna", "+", "nb", "sp.", "x"],
        ["2", "Kovalenko Oksana Iryna", "obecność", "", "usprawiedliwiona", ""],
    )
    plan = planned(groups, "attendance", table)
    assert plan.counts == Counts(imported=2)
    assert not marks(groups)
    taken(groups, plan)
    assert marks(groups) == {
        ("2026-09-07", "Bondar"): "present", ("2026-09-07", "Kovalenko"): "present", ("2026-09-09", "Bondar"): "absent",
        ("2026-09-14", "Bondar"): "late", ("2026-09-14", "Kovalenko"): "excused",
    }  # fmt: skip
    assert planned(groups, "attendance", table).counts == Counts(unchanged=2)


def test_a_list_with_a_row_for_each_day_goes_in(desk: Desk, groups: Groups) -> None:
    table = desk.table(
        ["Imię i nazwisko", "Data zajęć", "Obecność"],
        ["Daryna Bondar", "7.09.2026", "tak"], ["Daryna Bondar", "9.09.2026", "nie"],
    )  # fmt: skip
    taken(groups, planned(groups, "attendance", table))
    assert marks(groups) == {("2026-09-07", "Bondar"): "present", ("2026-09-09", "Bondar"): "absent"}


def test_our_own_spreadsheet_comes_back_as_it_went_out(desk: Desk, groups: Groups, tmp_path: Path) -> None:
    groups.hold_lessons()
    raw = groups.ask(lambda read: reports.attendance_workbook(read, groups.course, "uk"))
    (tmp_path / "o.xlsx").write_bytes(raw)
    table = importing.read_table(importing.Source(tmp_path / "o.xlsx"))
    assert planned(groups, "attendance", table).counts == Counts(unchanged=2)
    lesson = groups.card().lessons[0].id
    before = marks(groups)
    groups.do(lambda work: courses.unhold(work, lesson))
    taken(groups, planned(groups, "attendance", table))
    assert marks(groups) == before


def test_what_was_marked_here_stays_and_is_told(desk: Desk, groups: Groups) -> None:
    lesson, bondar = groups.card().lessons[0].id, groups.card().people[0].id
    groups.do(lambda work: courses.save_marks(work, lesson, {bondar: "late"}))
    plan = planned(groups, "attendance", desk.table(["Nazwisko i imię", "7.09.2026"], ["Bondar Daryna", "+"]))
    [line] = plan.of("unchanged")
    assert [note.cell for note in line.notes] == ["B2"]
    taken(groups, plan)
    assert marks(groups) == {("2026-09-07", "Bondar"): "late"}


def test_rows_and_cells_that_cannot_be_taken_say_why(desk: Desk, groups: Groups) -> None:
    table = desk.table(
        ["Nazwisko i imię", "7.09.2026", "8.09.2026", "9.09.2026"],
        ["Bondar Daryna", "może", "", ""], ["Obcy Ktoś", "+", "", ""], ["Kovalenko Oksana Iryna", "+", "+", ""],
    )  # fmt: skip
    plan = planned(groups, "attendance", table)
    told = {line.row: [note.cell for note in (*line.problems, *line.notes)] for line in plan.lines}
    assert told == {2: ["B2"], 3: ["A3"], 4: ["C4"]}
    assert plan.counts == Counts(imported=1, rejected=2)


def test_a_list_without_marks_is_refused_with_a_sentence(desk: Desk, groups: Groups) -> None:
    with pytest.raises(CicError, match="attendance"):
        planned(groups, "attendance", desk.table(["Nazwisko", "Imię"], ["Bondar", "Daryna"]))


# --- guests -----------------------------------------------------------------------------------------------


def test_our_own_list_of_guests_comes_back(groups: Groups, tmp_path: Path) -> None:
    raw = groups.ask(lambda read: reports.guest_workbook(read, groups.event, "pl"))
    (tmp_path / "g.xlsx").write_bytes(raw)
    table = importing.guest_table(importing.as_text(tmp_path / "g.xlsx"))
    rows = importing.guest_rows(table, table.columns)
    sifted = groups.ask(lambda read: events.sift_guests(read, groups.event, rows))
    assert (len(sifted.good), len(sifted.known), len(sifted.broken)) == (0, 3, 0)


def read_in(raw: bytes, folder: Path) -> tuple[events.GuestRow, ...]:
    """A spreadsheet as it is taken in."""
    (folder / "g.xlsx").write_bytes(raw)
    table = importing.guest_table(importing.as_text(folder / "g.xlsx"))
    return importing.guest_rows(table, table.columns)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_list_of_guests_brings_back_who_was_there_in_every_language(
    groups: Groups, tmp_path: Path, lang: str
) -> None:
    people = groups.whole_event().guests
    oksana = groups.ask(lambda read: read.sql("SELECT id FROM person WHERE surname = 'Kovalenko'"))[0][0]
    groups.do(lambda work: events.add_client_guest(work, groups.event, oksana, {"guest_group": "foreigner"}))
    first, second, third = (guest.id for guest in people)
    with on(date(2026, 12, 3)):
        for ids, mark in (
            ([first, third], ("attended", "yes")), ([second], ("attended", "no")), ([first], ("answer", "yes")),
            ([second], ("answer", "no")), ([second], ("photo", "yes")), ([third], ("photo", "no")),
        ):  # fmt: skip
            groups.do(lambda work, ids=ids, mark=mark: events.mark_guests(work, ids, *mark))
        groups.do(lambda work: events.invite_guests(work, [first]))
        was = groups.whole_event().guests
        rows = read_in(groups.ask(lambda read: reports.guest_workbook(read, groups.event, lang)), tmp_path)
        assert not any(row.problems for row in rows)
        known = groups.ask(lambda read: events.sift_guests(read, groups.event, rows))
        assert (len(known.known), len(known.good), len(known.completed)) == (4, 0, 0), "nobody twice, clients neither"
        for ids, name in (([first, second, third], "attended"), ([first, second], "answer"), ([second], "photo")):
            groups.do(lambda work, ids=ids, name=name: events.mark_guests(work, ids, name, ""))
        bare = groups.whole_event().guests
        sifted = groups.ask(lambda read: events.sift_guests(read, groups.event, rows))
        assert (len(sifted.completed), len(sifted.known), len(sifted.good)) == (3, 1, 0)
        taken = groups.do(lambda work: events.add_guests(work, groups.event, rows))
        assert [noted(guest) for guest in groups.whole_event().guests] == [noted(guest) for guest in was]
        again = groups.do(lambda work: events.add_guests(work, groups.event, rows))
        assert (again.added, again.completed) == ((), ()), "run again it writes nothing"
        groups.do(lambda work: events.take_guests_back(work, taken))
        assert [noted(guest) for guest in groups.whole_event().guests] == [noted(guest) for guest in bare]


def noted(guest: GuestLine) -> tuple[str, ...]:
    return guest.name, guest.answer, guest.attended, guest.photo


def test_guests_of_one_event_taken_into_another_come_with_everything(groups: Groups, tmp_path: Path) -> None:
    with on(date(2026, 12, 3)):
        here = [guest.id for guest in groups.whole_event().guests[:2]]
        groups.do(lambda work: events.mark_guests(work, here, "attended", "yes"))
        groups.do(lambda work: events.invite_guests(work, here))
        was = groups.whole_event().guests
        rows = read_in(groups.ask(lambda read: reports.guest_workbook(read, groups.event, "pl")), tmp_path)
        groups.plan_event()
        groups.do(lambda work: events.retire_guests(work, [guest.id for guest in groups.whole_event().guests]))
        assert len(groups.do(lambda work: events.add_guests(work, groups.event, rows)).added) == 3
        now = groups.whole_event().guests
    assert [(*noted(guest), guest.answers) for guest in now] == [(*noted(guest), guest.answers) for guest in was]


def test_what_is_noted_stays_and_nobody_was_there_before_it_began(groups: Groups) -> None:
    """A list says that one was there whom the register says was not: the register is right."""
    ewa = groups.whole_event().guests[0]
    text = f"Imię i nazwisko\tInstytucja\tObecność\n{ewa.name}\t{ewa.organisation}\t+\n"
    table = importing.guest_table(text)
    rows = importing.guest_rows(table, table.columns)
    early = groups.ask(lambda read: events.sift_guests(read, groups.event, rows))
    assert [problem.field for row in early.broken for problem in row.problems] == ["attended"]
    with on(date(2026, 12, 3)):
        groups.do(lambda work: events.mark_guests(work, [ewa.id], "attended", "no"))
        taken = groups.do(lambda work: events.add_guests(work, groups.event, rows))
    assert (taken.added, taken.completed) == ((), ())
    assert groups.whole_event().guests[0].attended == "no"
