"""Named checks a form's TOML may ask for. Each looks at one answer and says what to do, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from cic_desktop.core import clock
from cic_desktop.core.errors import Severity
from cic_desktop.i18n import Text, _


@dataclass(frozen=True)
class Finding:
    """What is wrong with an answer. A warning never blocks."""

    text: Text
    severity: Severity = "error"


def pesel(text: str) -> Finding | None:
    """Eleven digits, a possible birth date and the right check digit."""
    from stdnum.exceptions import ValidationError
    from stdnum.pl import pesel as number

    try:
        number.validate(text)
    except ValidationError:
        return Finding(_("This is not a PESEL number. Compare the 11 digits with the document."))
    return None


def postcode(text: str) -> Finding | None:
    if re.fullmatch(r"\d{2}-?\d{3}", text.strip()):
        return None
    return Finding(_("Postal code looks like {example}.", example="00-000"))


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
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    try:
        if match:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            return None
    except ValueError:
        pass
    return Finding(_("There is no such date. Check the day and the month."))


CHECKS: Mapping[str, Callable[[str], Finding | None]] = {
    "pesel": pesel,
    "postcode": postcode,
    "past_date": past_date,
    "not_expired": not_expired,
}
