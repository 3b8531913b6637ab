"""Small words about a client that several pages say in the same way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cic_desktop.core import partial_date
from cic_desktop.core.codes import label
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine

NOTHING = Plain("")
TO_COMPLETE = _("to be completed")
SOON, NEAR = 30, 90  # days before the end of a stay: amber, blue


def initials(line: ClientLine) -> str:
    """One letter of each name."""
    return (line.surname[:1] + line.given[:1]).upper()


def days_left(end: date, today: date) -> tuple[Text, Tone]:
    """How long until a date nobody may miss; nothing while it is far off."""
    left = (end - today).days
    if left > NEAR:
        return NOTHING, ""
    if left < 0:
        return _("ended"), "bad"
    words = ngettext("{n} day", "{n} days", left) if left else _("ends today")
    return words, "warn" if left <= SOON else "info"


def stay_end(end: date | None, today: date) -> tuple[Text, Tone]:
    """When a basis of stay ends, and how urgent that is; the tone is empty while it is far off."""
    if end is None:
        return NOTHING, ""
    words, tone = days_left(end, today)
    if tone == "bad":
        return _("ended {day}", day=Day(end, "short")), tone
    if not tone:
        return _("until {day}", day=Day(end, "short")), tone
    return Joined((Day(end, "short"), words)), tone


def purpose(code: str) -> Text:
    """Of a permit or of a visa: one column, two code lists."""
    return label("visa_purpose" if code.startswith("visa_") else "stay_purpose", code)


def birth(iso: str | None) -> Text:
    """A birth date as far as it is known."""
    if not iso:
        return NOTHING
    try:
        return partial_date.PartialDate.from_iso(iso).text()
    except CicError:
        return Plain(iso)


def age(iso: str | None, today: date) -> Text:
    """Full years; about so many when only the year or month of birth is known."""
    if not iso:
        return NOTHING
    known = partial_date.PartialDate.from_iso(iso).age_on(today)
    if known.approximate:
        return ngettext("about {n} year", "about {n} years", known.years)
    return ngettext("{n} year old", "{n} years old", known.years)


def who(line: ClientLine) -> Text:
    """Name, birth date and case number: enough to tell namesakes apart."""
    return Joined((Plain(line.name), birth(line.birth_date), Plain(line.case_number)))
