"""What is done for the protection of minors: adults named, standards acknowledged, incidents noted, staff checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cic_desktop.clients.history import HistoryPart
from cic_desktop.clients.tables import Consent, Person
from cic_desktop.core import clock
from cic_desktop.core.answers import MISSING, Values, read_answers
from cic_desktop.core.errors import Invalid, NotAllowed, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _
from cic_desktop.protection.fields import ACKNOWLEDGED, CHECK, GUARDIAN, INCIDENT
from cic_desktop.protection.tables import Guardian, Incident, StaffCheck
from cic_desktop.security.tables import Account

__all__ = [
    "HISTORY", "STANDARDS", "acknowledge", "add_guardian", "amend_check", "amend_guardian", "amend_incident",
    "may_check_staff", "may_read_incident", "note_incident", "put_check_back", "put_guardian_back", "put_incident_back",
    "record_check", "take_check_off", "take_guardian_off", "take_incident_off", "withdraw_acknowledgement",
]  # fmt: skip

STANDARDS = "protection_standards"  # the kind of consent that acknowledging the standards leaves behind
Given = Mapping[str, Answer]

_BY_NAME = {field.name: field for field in GUARDIAN}
HISTORY: dict[str, HistoryPart] = {
    "guardian": HistoryPart(
        _("Guardian"),
        {name: _BY_NAME[name] for name in ("name", "phone", "relation", "legal", "may_collect", "valid_to")},
    ),
    "incident": HistoryPart(_("Incident"), {}, closed=True),
}
"""How a person's history words these tables; of incidents it tells only that something was noted."""


def add_guardian(work: Work, person_id: str, answers: Given) -> str:
    """Name an adult of a minor. Raises Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.get(Person, person_id)
    return work.add(Guardian(person_id=person_id, **_guardian(person_id, answers))).id


def amend_guardian(work: Work, guardian_id: str, revision: int, answers: Given) -> None:
    """Change what an adult may do and until when. Raises Stale, Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    row = work.get(Guardian, guardian_id)
    work.amend(row, _guardian(row.person_id, answers), revision)


def take_guardian_off(work: Work, guardian_id: str) -> None:
    """Take an adult named by mistake off the card; the history stays."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(work.get(Guardian, guardian_id))


def put_guardian_back(work: Work, guardian_id: str) -> None:
    """Undo `take_guardian_off`. Raises Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.bring_back(Guardian, guardian_id)


def acknowledge(work: Work, person_id: str, language: str, answers: Given) -> str:
    """The child's adults were told the centre's standards (art. 22b-c). Raises Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.get(Person, person_id)
    values = read_answers(ACKNOWLEDGED, answers)
    _refuse_future(values, "given_on")
    return work.add(Consent(person_id=person_id, kind=STANDARDS, language=language, **values)).id


def withdraw_acknowledgement(work: Work, consent_id: str) -> None:
    """Take back an acknowledgement recorded by mistake."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(work.get(Consent, consent_id))


def note_incident(work: Work, person_id: str, answers: Given) -> str:
    """Note something that endangered a minor; whoever helps people may, few may read it. Raises Invalid, Missing."""
    work.require(Right.RECORD_HELP)
    work.get(Person, person_id)
    return work.add(Incident(person_id=person_id, account_id=work.actor.id, **_incident(answers))).id


def amend_incident(work: Work, incident_id: str, revision: int, answers: Given) -> None:
    """Go on with an incident. Raises NotAllowed, Stale, Invalid, Missing."""
    work.amend(_readable(work, incident_id), _incident(answers), revision)


def take_incident_off(work: Work, incident_id: str) -> None:
    """Take an incident noted by mistake out of the log; it stays in the register."""
    work.retire(_readable(work, incident_id))


def put_incident_back(work: Work, incident_id: str) -> None:
    """Undo that. Raises NotAllowed, Missing."""
    work.require(Right.RECORD_HELP)
    for row in work.rows(Incident, "id = ?", (incident_id,)):
        _require_reader(work, row)
    work.bring_back(Incident, incident_id)


def may_read_incident(read: Read, account_id: str) -> bool:
    """Whether the reader may see what `account_id` noted."""
    return read.may(Right.INCIDENTS) or read.actor.id == account_id


def record_check(work: Work, account_id: str, answers: Given) -> str:
    """A colleague was looked up, or acknowledged the standards (art. 21, 22b). Raises NotAllowed, Invalid, Missing."""
    _require_staff(work)
    work.get(Account, account_id)
    return work.add(StaffCheck(account_id=account_id, **_check(answers))).id


def amend_check(work: Work, check_id: str, revision: int, answers: Given) -> None:
    """Put a check right. Raises NotAllowed, Stale, Invalid, Missing."""
    _require_staff(work)
    work.amend(work.get(StaffCheck, check_id), _check(answers), revision)


def take_check_off(work: Work, check_id: str) -> None:
    """Take back a check recorded by mistake."""
    _require_staff(work)
    work.retire(work.get(StaffCheck, check_id))


def put_check_back(work: Work, check_id: str) -> None:
    """Undo that. Raises NotAllowed, Missing."""
    _require_staff(work)
    work.bring_back(StaffCheck, check_id)


def may_check_staff(read: Read) -> bool:
    """Whoever runs the accounts or the centre keeps the checks of its staff."""
    return read.may(Right.MANAGE_ACCOUNTS) or read.may(Right.INCIDENTS)


def _require_staff(work: Work) -> None:
    if not may_check_staff(work):
        raise NotAllowed()


def _readable(work: Work, incident_id: str) -> Incident:
    work.require(Right.RECORD_HELP)
    row = work.get(Incident, incident_id)
    _require_reader(work, row)
    return row


def _require_reader(work: Work, row: Incident) -> None:
    if not may_read_incident(work, row.account_id):
        raise NotAllowed()


def _guardian(person_id: str, answers: Given) -> Values:
    values = read_answers(GUARDIAN, answers)
    if not values["adult_id"] and not values["name"]:
        raise Invalid(Problem("name", MISSING))
    if values["adult_id"] == person_id:
        raise Invalid(Problem("adult_id", _("Choose an adult.")))
    _refuse_order(values, "valid_from", "valid_to")
    flags: dict[str, Any] = {name: values[name] == "yes" for name in ("legal", "may_collect")}
    return {**values, **flags, "adult_id": values["adult_id"] or None}


def _incident(answers: Given) -> Values:
    values = read_answers(INCIDENT, answers)
    _refuse_future(values, "day", "reported_on", "closed_on")
    _refuse_order(values, "day", "reported_on")
    _refuse_order(values, "day", "closed_on")
    return values


def _check(answers: Given) -> Values:
    values = read_answers(CHECK, answers)
    _refuse_future(values, "checked_on")
    _refuse_order(values, "checked_on", "renew_on")
    return values


def _refuse_future(values: Values, *names: str) -> None:
    late = [name for name in names if values[name] and values[name] > clock.today()]
    if late:
        raise Invalid(*(Problem(name, _("This date is in the future. Please check it.")) for name in late))


def _refuse_order(values: Values, start: str, end: str) -> None:
    if values[start] and values[end] and values[end] < values[start]:
        raise Invalid(Problem(end, _("The end is before the start. Please check both dates.")))
