"""What is written down about a stay, marked on the radar and corrected in the law; every slip has its sentence."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from cic_desktop import stay
from cic_desktop.core.errors import Invalid, Missing, NotAllowed, Stale
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Role
from tests.stay.conftest import Desk

DUE = date(2026, 12, 1)
RULE: Answers = {
    "amount": "0", "unit": "days", "fixed_on": "2028-03-04", "basis": "Decyzja 2026/1912", "source": "eur-lex",
    "as_of": "2026-11-20", "warn_days": "180, 90 30", "active": "yes",
}  # fmt: skip


def problems(caught: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {problem.field for problem in caught.value.problems}


def test_a_record_is_written_changed_taken_away_and_put_back(desk: Desk) -> None:
    person = desk.register()
    row = desk.add(person, "event", kind="card_lost", happened_on="2026-11-22")
    (record,) = desk.file(person).of("event")
    changed: Answers = {"kind": "card_lost", "happened_on": "2026-11-21"}
    desk.do(lambda work: stay.amend_record(work, "event", row, record.revision, changed))
    assert desk.lines() == [("card_lost", "2026-11-24", "")]
    with pytest.raises(Stale):
        desk.do(lambda work: stay.amend_record(work, "event", row, record.revision, changed))
    desk.do(lambda work: stay.retire_record(work, "event", row))
    assert desk.lines() == []
    desk.do(lambda work: stay.restore_record(work, "event", row))
    assert desk.lines() == [("card_lost", "2026-11-24", "")]


@pytest.mark.parametrize(
    ("kind", "answers", "field"),
    [
        ("proceeding", {"kind": "temporary", "filed_on": "2026-11-24"}, "filed_on"),
        ("proceeding", {"kind": "temporary", "filed_on": "2026-11-20", "complete_on": "2026-11-19"}, "complete_on"),
        ("proceeding", {"filed_on": "2026-11-20"}, "kind"),
        ("letter", {"kind": "decision", "served_on": "2027-01-01"}, "served_on"),
        ("letter", {"kind": "decision", "term_days": "0"}, "term_days"),
        ("letter", {"kind": "decision", "noticed_on": "2026-11-10", "served_on": "2026-11-09"}, "served_on"),
        ("event", {"kind": "job_lost"}, "happened_on"),
        ("crossing", {"entered_on": "2026-11-10", "left_on": "2026-11-01"}, "left_on"),
        ("crossing", {"entered_on": "31.02.2026"}, "entered_on"),
    ],
)
def test_every_slip_is_told_beside_its_field(desk: Desk, kind: str, answers: Answers, field: str) -> None:
    person = desk.register()
    with pytest.raises(Invalid) as caught:
        desk.do(lambda work: stay.add_record(work, person, kind, answers))
    assert problems(caught) == {field}


def test_a_letter_belongs_to_a_proceeding_of_the_same_person(desk: Desk) -> None:
    other = desk.add(desk.register(), "proceeding", kind="card")
    person = desk.register(surname="Bondar")
    with pytest.raises(Invalid) as caught:
        desk.add(person, "letter", kind="decision", proceeding_id=other)
    assert problems(caught) == {"proceeding_id"}


def test_nobody_unknown_gets_a_record(desk: Desk) -> None:
    with pytest.raises(Missing):
        desk.add("0" * 32, "event", kind="job_lost", happened_on="2026-11-20")


@pytest.mark.parametrize("state", ["done", "not_applicable"])
def test_a_marked_line_leaves_and_comes_back_when_undone(desk: Desk, state: str) -> None:
    person = desk.register("visa_d", "2026-12-01")
    mark = desk.do(lambda work: stay.mark_line(work, person, "visa", DUE, state))
    assert desk.lines() == []
    assert desk.file(person).deadlines == ()
    desk.do(lambda work: stay.unmark(work, mark))
    assert desk.lines() == [("visa", "2026-12-01", "")]


def test_a_line_put_off_comes_back_on_its_day(desk: Desk) -> None:
    person = desk.register("visa_d", "2026-12-01")
    desk.do(lambda work: stay.put_off(work, person, "visa", DUE, {"later_on": "2026-11-27"}))
    assert desk.lines() == []
    assert desk.ask(lambda read: stay.deadlines(read, date(2026, 11, 26))).lines == ()
    assert len(desk.ask(lambda read: stay.deadlines(read, date(2026, 11, 27))).lines) == 1
    with pytest.raises(Invalid) as caught:
        desk.do(lambda work: stay.put_off(work, person, "visa", DUE, {"later_on": "2026-11-23"}))
    assert problems(caught) == {"later_on"}


def test_another_day_of_the_same_rule_is_another_line(desk: Desk) -> None:
    person = desk.register("visa_d", "2026-12-01")
    desk.do(lambda work: stay.mark_line(work, person, "visa", DUE, "done"))
    desk.part(person, "stay", title="visa_d", valid_to="2026-12-20")
    assert desk.lines() == [("visa", "2026-12-20", "")]


@pytest.mark.parametrize(
    ("kind", "answers", "rule", "table", "column"),
    [
        ("letter", {"kind": "call_documents", "served_on": "2026-11-20", "term_days": "7"}, "documents", "letter",
         "answered_on"),
        ("event", {"kind": "card_lost", "happened_on": "2026-11-22"}, "card_lost", "stay_event", "settled_on"),
    ],
)  # fmt: skip
def test_done_is_written_where_it_belongs_and_taken_back_with_the_tick(
    desk: Desk, kind: str, answers: Answers, rule: str, table: str, column: str
) -> None:
    person = desk.register()
    desk.add(person, kind, **{name: str(value) for name, value in answers.items()})
    [(code, day, _hint)] = desk.lines()
    assert code == rule
    due = date.fromisoformat(day)
    mark = desk.do(lambda work: stay.mark_line(work, person, rule, due, "done"))
    written = f"SELECT {column} FROM {table}"
    assert desk.ask(lambda read: read.sql(written)) == [("2026-11-23",)]
    desk.do(lambda work: stay.unmark(work, mark))
    assert desk.ask(lambda read: read.sql(written)) == [(None,)]
    assert [line[:2] for line in desk.lines()] == [(rule, day)]


def test_what_does_not_apply_is_neither_answered_nor_settled(desk: Desk) -> None:
    person = desk.register()
    desk.add(person, "event", kind="card_lost", happened_on="2026-11-22")
    [(rule, day, _hint)] = desk.lines()
    desk.do(lambda work: stay.mark_line(work, person, rule, date.fromisoformat(day), "not_applicable"))
    assert desk.ask(lambda read: read.sql("SELECT settled_on FROM stay_event")) == [(None,)]


def test_an_event_with_two_deadlines_is_settled_by_the_last_of_them(desk: Desk) -> None:
    person = desk.register()
    desk.add(person, "event", kind="job_lost", happened_on="2026-11-22")
    dues = desk.file(person).deadlines
    assert {due.rule for due in dues} == {"job_lost", "job_grace"}
    settled: list[Any] = []
    for due in dues:
        desk.do(partial(stay.mark_line, person_id=person, rule=due.rule, due_on=due.due_on, state="done"))
        settled += desk.ask(lambda read: read.sql("SELECT settled_on FROM stay_event"))
    assert settled == [(None,), ("2026-11-23",)]


def test_a_day_corrected_since_stays_when_the_tick_is_taken_back(desk: Desk) -> None:
    person = desk.register()
    event = desk.add(person, "event", kind="card_lost", happened_on="2026-11-20")
    [(rule, day, _hint)] = desk.lines()
    mark = desk.do(lambda work: stay.mark_line(work, person, rule, date.fromisoformat(day), "done"))
    corrected = {"kind": "card_lost", "happened_on": "2026-11-20", "settled_on": "2026-11-21"}
    desk.do(lambda work: stay.amend_record(work, "event", event, 2, corrected))
    desk.do(lambda work: stay.unmark(work, mark))
    assert desk.ask(lambda read: read.sql("SELECT settled_on FROM stay_event")) == [("2026-11-21",)]


# --- the centre's own law ---------------------------------------------------------------------------


def test_the_council_extends_protection_and_the_centre_changes_the_day(desk: Desk) -> None:
    person = desk.register("temporary_protection")
    row = desk.do(lambda work: stay.save_rule(work, "temporary_protection", RULE))
    rule = desk.ask(stay.law_in_force).rule("temporary_protection")
    assert (rule.fixed_on, rule.as_of, rule.warn) == (date(2028, 3, 4), date(2026, 11, 20), (180, 90, 30))
    assert (rule.confidence, rule.own_id) == ("centre", row)
    assert desk.file(person).standing.until == date(2028, 3, 4)
    taken = desk.do(lambda work: stay.reset_rule(work, "temporary_protection"))
    assert desk.ask(stay.law_in_force).rule("temporary_protection").fixed_on == date(2027, 3, 4)
    desk.do(lambda work: stay.restore_rule(work, taken))
    assert desk.ask(stay.law_in_force).rule("temporary_protection").fixed_on == date(2028, 3, 4)


def test_a_centre_may_warn_earlier_than_any_shipped_rule(desk: Desk) -> None:
    desk.register("visa_d", "2027-10-01")
    assert desk.lines() == []
    desk.do(lambda work: stay.save_rule(work, "visa", {**RULE, "fixed_on": "", "warn_days": "365"}))
    assert desk.lines() == [("visa", "2027-10-01", "")]


def test_a_rule_switched_off_is_silent(desk: Desk) -> None:
    desk.register("visa_d", "2026-12-01")
    desk.do(lambda work: stay.save_rule(work, "visa", {**RULE, "active": "no"}))
    assert desk.lines() == []


def test_two_people_editing_a_rule_see_it(desk: Desk) -> None:
    desk.do(lambda work: stay.save_rule(work, "visa", RULE))
    desk.do(lambda work: stay.save_rule(work, "visa", {**RULE, "amount": "1"}, 1))
    with pytest.raises(Stale):
        desk.do(lambda work: stay.save_rule(work, "visa", {**RULE, "amount": "2"}, 1))


@pytest.mark.parametrize(
    ("slip", "field"),
    [
        ({"as_of": "2027-01-01"}, "as_of"), ({"warn_days": "soon"}, "warn_days"), ({"amount": "5000"}, "amount"),
        ({"fixed_on": ""}, "fixed_on"), ({"unit": "weeks"}, "unit"), ({"basis": ""}, "basis"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(desk: Desk, slip: Answers, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.do(lambda work: stay.save_rule(work, "temporary_protection", {**RULE, **slip}))
    assert problems(caught) == {field}


def test_advisors_read_the_law_and_managers_change_it(desk: Desk) -> None:
    from dataclasses import replace

    desk.opened.actor = replace(desk.opened.actor, role=Role.ADVISOR)
    assert desk.ask(stay.law_in_force).rules
    with pytest.raises(NotAllowed):
        desk.do(lambda work: stay.save_rule(work, "visa", RULE))
    with pytest.raises(NotAllowed):
        desk.do(lambda work: stay.reset_rule(work, "visa"))
