"""What is done about legal stay: proceedings, letters, events and crossings, lines marked, rules corrected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from cic_desktop.clients.tables import Person
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.base import Row
from cic_desktop.db.work import Work
from cic_desktop.i18n import _
from cic_desktop.stay import tables
from cic_desktop.stay.fields import LATER, RULE, form_of
from cic_desktop.stay.law import law_in_force, shipped
from cic_desktop.stay.radar import dues_of, marks

__all__ = [
    "add_record", "amend_record", "mark_line", "put_off", "reset_rule", "restore_record", "restore_rule",
    "retire_record", "save_rule", "unmark",
]  # fmt: skip

TABLES: dict[str, type[Row]] = {
    "proceeding": tables.Proceeding,
    "letter": tables.Letter,
    "event": tables.StayEvent,
    "crossing": tables.Crossing,
}
# What cannot come before what, and what cannot lie ahead.
_ORDER = (
    ("filed_on", "complete_on"), ("filed_on", "suspended_on"), ("filed_on", "decided_on"), ("decided_on", "final_on"),
    ("dated_on", "noticed_on"), ("dated_on", "served_on"), ("noticed_on", "served_on"), ("happened_on", "settled_on"),
    ("entered_on", "left_on"),
)  # fmt: skip
_PAST = (
    "filed_on", "complete_on", "suspended_on", "decided_on", "dated_on", "noticed_on", "served_on", "answered_on",
    "happened_on", "settled_on", "entered_on",
)  # fmt: skip
_LONGEST_TERM = 1000


def add_record(work: Work, person_id: str, kind: str, answers: Answers) -> str:
    """Write down a proceeding, a letter, an event or a crossing; returns its id. Raises Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.get(Person, person_id)
    values = _read(work, kind, person_id, answers)
    made: Any = TABLES[kind]
    return work.add(made(person_id=person_id, **values)).id


def amend_record(work: Work, kind: str, row_id: str, revision: int, answers: Answers) -> None:
    """Change a record. Raises Invalid, Stale, Missing."""
    work.require(Right.EDIT_CLIENTS)
    row: Any = work.get(TABLES[kind], row_id)
    work.amend(row, _read(work, kind, row.person_id, answers), revision)


def retire_record(work: Work, kind: str, row_id: str) -> None:
    """Take a record off the card; its history stays."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(work.get(TABLES[kind], row_id))


def restore_record(work: Work, kind: str, row_id: str) -> None:
    """Undo `retire_record`."""
    work.require(Right.EDIT_CLIENTS)
    work.bring_back(TABLES[kind], row_id)


def mark_line(work: Work, person_id: str, rule: str, due_on: date, state: str) -> str:
    """Say that a line of the radar is `done` or `not_applicable`; it does not come back for that day.

    Done, what a letter called for is answered, and an event is settled (once no other deadline of it is open).
    """
    work.require(Right.EDIT_CLIENTS)
    work.get(Person, person_id)
    mark = work.add(tables.RadarMark(person_id=person_id, rule=rule, due_on=due_on, state=state))
    if state == "done":
        _settle(work, person_id, rule, due_on)
    return mark.id


def put_off(work: Work, person_id: str, rule: str, due_on: date, answers: Answers) -> str:
    """Hide a line until a later day. Raises Invalid."""
    work.require(Right.EDIT_CLIENTS)
    work.get(Person, person_id)
    values = read_answers(LATER, answers)
    if values["later_on"] <= clock.local(work.now).date():
        raise Invalid(Problem("later_on", _("Choose a day after today.")))
    return work.add(tables.RadarMark(person_id=person_id, rule=rule, due_on=due_on, state="later", **values)).id


def unmark(work: Work, mark_id: str) -> None:
    """Take a mark back: the line returns, and so does what was answered or settled by it."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(work.get(tables.RadarMark, mark_id))
    for table, column in _MEANS.values():
        for row_id, day in work.sql(_SETTLED_BY, {"mark": mark_id, "table": table.__tablename__, "column": column}):
            row = work.rows(table, "id = ? AND deleted_at IS NULL", (row_id,))
            if row and getattr(row[0], column) == date.fromisoformat(json.loads(day)):  # not written over since
                work.amend(row[0], {column: None})


# What a done deadline says of the record it comes from, by what the rule is about.
_MEANS: dict[str, tuple[type[Row], str]] = {
    "letter": (tables.Letter, "answered_on"),
    "event": (tables.StayEvent, "settled_on"),
}
_SETTLED_BY = """
SELECT o."row", o.val FROM op m JOIN op o ON o.act = m.act AND o.tbl = :table AND o.col = :column
WHERE m."row" = :mark AND m.col IS NULL
"""


def _settle(work: Work, person_id: str, rule: str, due_on: date) -> None:
    whole, today = law_in_force(work), clock.local(work.now).date()
    about = whole.rule(rule).trigger
    if about not in _MEANS:
        return
    table, column = _MEANS[about]
    dealt_with = {(mark.rule, mark.due_on) for mark in marks(work, person_id) if mark.state != "later"}
    lines = [line for line in dues_of(work, person_id, whole, today) if whole.rule(line.rule).trigger == about]
    left = {line.ref for line in lines if (line.rule, line.due_on) not in dealt_with}
    for line in lines:
        if (line.rule, line.due_on) == (rule, due_on) and line.ref not in left:
            work.amend(work.get(table, line.ref), {column: today})


def save_rule(work: Work, code: str, answers: Answers, revision: int = 0) -> str:
    """Keep the centre's own version of a rule; `revision` is the one seen (0: the shipped rule).

    Raises Invalid, Stale, Missing.
    """
    work.require(Right.EDIT_LAW)
    if all(rule.code != code for rule in shipped().rules):
        raise Missing()
    values = _rule_values(code, answers, clock.local(work.now).date())
    there = _own_rules(work, code)
    if not there:
        return work.add(tables.StayRule(code=code, **values)).id
    return work.amend(there[-1], values, revision).id


def reset_rule(work: Work, code: str) -> list[str]:
    """Go back to the shipped rule; returns the ids taken out, for `restore_rule`."""
    work.require(Right.EDIT_LAW)
    return [work.retire(row).id for row in _own_rules(work, code)]


def restore_rule(work: Work, ids: list[str]) -> None:
    """Undo `reset_rule`."""
    work.require(Right.EDIT_LAW)
    for row_id in ids:
        work.bring_back(tables.StayRule, row_id)


def _own_rules(work: Work, code: str) -> list[tables.StayRule]:
    return work.rows(tables.StayRule, "code = ? AND deleted_at IS NULL ORDER BY created_at, id", (code,))


def _read(work: Work, kind: str, person_id: str, answers: Answers) -> Values:
    values = read_answers(form_of(kind).fields, answers)
    problems = [*_out_of_order(values), *_ahead(values, clock.local(work.now).date()), *_too_long(values)]
    if problems:
        raise Invalid(*problems)
    if "proceeding_id" in values:
        values["proceeding_id"] = values["proceeding_id"] or None
        _require_own(work, person_id, values["proceeding_id"])
    return values


def _require_own(work: Work, person_id: str, proceeding_id: str | None) -> None:
    """A letter belongs to a proceeding of the same person."""
    if proceeding_id and work.get(tables.Proceeding, proceeding_id).person_id != person_id:
        raise Invalid(Problem("proceeding_id", _("Please choose one of the list.")))


def _out_of_order(values: Values) -> Iterator[Problem]:
    for first, second in _ORDER:
        if values.get(first) and values.get(second) and values[second] < values[first]:
            yield Problem(second, _("The end is before the start. Please check both dates."))


def _ahead(values: Values, today: date) -> Iterator[Problem]:
    for name in _PAST:
        if values.get(name) and values[name] > today:
            yield Problem(name, _("This date is in the future. Please check it."))


def _too_long(values: Values) -> Iterator[Problem]:
    term = values.get("term_days")
    if term is not None and not 1 <= term <= _LONGEST_TERM:
        yield Problem("term_days", _("A term has 1 to {n} days. Please check it.", n=_LONGEST_TERM))


def _rule_values(code: str, answers: Answers, today: date) -> Values:
    values = read_answers(RULE, answers)
    values["warn_days"] = " ".join(values["warn_days"].replace(",", " ").split())
    values["active"] = values["active"] == "yes"
    problems = list(_rule_problems(shipped().rule(code).trigger, values, today))
    if problems:
        raise Invalid(*problems)
    return values


def _rule_problems(trigger: str, values: Values, today: date) -> Iterator[Problem]:
    if values["as_of"] > today:
        yield Problem("as_of", _("This date is in the future. Please check it."))
    if not re.fullmatch(r"\d{1,3}( \d{1,3})*", values["warn_days"]):
        yield Problem("warn_days", _("Write whole numbers of days with spaces between them."))
    if values["amount"] > _LONGEST_TERM:
        yield Problem("amount", _("A term has {n} days at most. Please check it.", n=_LONGEST_TERM))
    if trigger == "fixed" and values["fixed_on"] is None:
        yield Problem("fixed_on", _("This rule needs its day. Please fill it in."))
