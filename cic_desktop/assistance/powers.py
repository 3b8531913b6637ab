"""Powers of attorney given and withdrawn. The advisor is never the default attorney.

With a power of attorney the office writes to the attorney, no longer to the client (KPA art. 40 § 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cic_desktop.assistance.tables import PowerOfAttorney
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import options
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.core.text import fold
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = [
    "POWER", "WITHDRAWAL", "PowerLine", "Which", "amend_power", "bring_power_back", "give_power", "power", "powers",
    "powers_of", "restore_power", "retire_power", "withdraw_power",
]  # fmt: skip

Which = Literal["valid", "over"]

POWER: tuple[Field, ...] = (
    Field("attorney", _("Attorney"), required=True, width=6, help=_("Somebody the client chose: family, a lawyer.")),
    Field("kind", _("Kind"), "radio", options=options("attorney_kind"), required=True, width=6),
    Field("scope", _("For what"), required=True, max_length=300),
    Field("office", _("Office"), width=6),
    Field("duty", _("Stamp duty"), "choice", options=options("stamp_duty"), width=6),
    Field("given_on", _("Given on"), "date", required=True, width=6),
    Field("valid_to", _("Valid until"), "date", width=6),
    Field(
        "account_id",
        _("A colleague of the centre is the attorney after all"),
        "account",
        width=12,
        help=_("Letters from the office then go to the colleague and no longer to the client (KPA art. 40 § 2)."),
    ),
    Field("remarks", _("Remarks"), max_length=300),
)
WITHDRAWAL: tuple[Field, ...] = (
    Field("withdrawn_on", _("Withdrawn on"), "date", required=True, width=6, help=_("Tell the office in writing too.")),
)


@dataclass(frozen=True)
class PowerLine:
    """A power of attorney in the register."""

    id: str
    person_id: str
    person: str
    attorney: str
    kind: str
    scope: str
    office: str
    given_on: date
    valid_to: date | None
    withdrawn_on: date | None
    duty: str
    account_id: str
    remarks: str
    revision: int

    def valid(self, day: date) -> bool:
        return self.withdrawn_on is None and (self.valid_to is None or self.valid_to >= day)


def give_power(work: Work, person_id: str, answers: Answers) -> str:
    """Note a power of attorney; returns its id. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    return work.add(PowerOfAttorney(person_id=person_id, **_checked(work, answers))).id


def amend_power(work: Work, power_id: str, answers: Answers, revision: int) -> None:
    """Correct what was noted. Raises Invalid, Stale."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(PowerOfAttorney, power_id), _checked(work, answers), revision)


def withdraw_power(work: Work, power_id: str, answers: Answers) -> None:
    """The client took it back. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    row, day = work.get(PowerOfAttorney, power_id), read_answers(WITHDRAWAL, answers)["withdrawn_on"]
    if not row.given_on <= day <= clock.today():
        raise Invalid(Problem("withdrawn_on", _("Give a day between the day it was given and today.")))
    work.amend(row, {"withdrawn_on": day})


def restore_power(work: Work, power_id: str) -> None:
    """It was not withdrawn after all."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(PowerOfAttorney, power_id), {"withdrawn_on": None})


def retire_power(work: Work, power_id: str) -> None:
    """Take back what was noted by mistake."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(PowerOfAttorney, power_id))


def bring_power_back(work: Work, power_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(PowerOfAttorney, power_id)


_LINE = """
SELECT w.id, w.person_id, trim(p.surname || ' ' || p.given), w.attorney, w.kind, w.scope, w.office, w.given_on,
  w.valid_to, w.withdrawn_on, w.duty, coalesce(w.account_id, ''), w.remarks, w.revision
FROM power_of_attorney w JOIN person p ON p.id = w.person_id
WHERE w.deleted_at IS NULL
"""
_OVER = "(w.withdrawn_on IS NOT NULL OR coalesce(w.valid_to, '9999') < ?)"


def powers(read: Read, which: Which = "valid", limit: int = 1000) -> list[PowerLine]:
    """The register: those valid today, or those withdrawn and run out; the newest first."""
    condition = f"p.deleted_at IS NULL AND {'' if which == 'over' else 'NOT'} {_OVER}"
    today = clock.today().isoformat()
    return _lines(read, f"AND {condition} ORDER BY w.given_on DESC, w.id DESC LIMIT ?", (today, limit))


def powers_of(read: Read, person_id: str) -> list[PowerLine]:
    """The powers somebody gave, the newest first."""
    return _lines(read, "AND w.person_id = ? ORDER BY w.given_on DESC, w.id DESC", (person_id,))


def power(read: Read, power_id: str) -> PowerLine | None:
    found = _lines(read, "AND w.id = ?", (power_id,))
    return found[0] if found else None


def _lines(read: Read, more: str, params: Sequence[Any]) -> list[PowerLine]:
    read.require(Right.READ_CLIENTS)
    return [_line(row) for row in read.sql(_LINE + more, params)]


def _line(row: Sequence[Any]) -> PowerLine:
    days = {place: date.fromisoformat(row[place]) for place in (7, 8, 9) if row[place]}
    return PowerLine(*(days.get(place, value) for place, value in enumerate(row)))


def _checked(work: Work, answers: Answers) -> Values:
    values = read_answers(POWER, answers)
    problems = []
    if values["given_on"] > clock.today():
        problems.append(Problem("given_on", _("This day is still to come.")))
    if values["valid_to"] and values["valid_to"] < values["given_on"]:
        problems.append(Problem("valid_to", _("The end lies before the beginning.")))
    values["account_id"] = values["account_id"] or None
    if not values["account_id"] and _is_colleague(work, values["attorney"]):
        problems.append(
            Problem("attorney", _("This is a colleague. The client should choose somebody else, or say so below."))
        )
    if problems:
        raise Invalid(*problems)
    return values


def _is_colleague(work: Work, name: str) -> bool:
    names = {frozenset(fold(row[0]).split()) for row in work.sql("SELECT name FROM account WHERE deleted_at IS NULL")}
    return frozenset(fold(name).split()) in names
