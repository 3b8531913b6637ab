"""Named checks a form's TOML may ask for. Each looks at one answer and says what to do, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cic_desktop.core import checks, clock
from cic_desktop.core.errors import Severity
from cic_desktop.core.partial_date import PartialDate
from cic_desktop.i18n import Text, _


@dataclass(frozen=True)
class Finding:
    """What is wrong with an answer. A warning never blocks."""

    text: Text
    severity: Severity = "error"


def pesel(text: str) -> Finding | None:
    return _finding(checks.complaint(lambda typed: checks.pesel(typed, today=clock.today()), text))


def postcode(text: str) -> Finding | None:
    return _finding(checks.complaint(checks.postcode, text))


def past_date(text: str) -> Finding | None:
    """A day that has already come; a partial date is compared by the parts it has."""
    today = clock.today().isoformat()
    if text > today[: len(text)]:
        return Finding(_("This date is still to come. Check the year."))
    return None


def not_expired(text: str) -> Finding | None:
    if text < clock.today().isoformat():
        return Finding(_("The document has expired. The office may ask for a valid one."), "warning")
    return None


def possible_date(text: str) -> Finding | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` that the calendar knows."""
    return _finding(checks.complaint(PartialDate.from_iso, text))


def _finding(complaint: Text | None) -> Finding | None:
    return Finding(complaint) if complaint else None


CHECKS: Mapping[str, Callable[[str], Finding | None]] = {
    "pesel": pesel,
    "postcode": postcode,
    "past_date": past_date,
    "not_expired": not_expired,
}
