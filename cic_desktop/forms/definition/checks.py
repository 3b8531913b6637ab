"""Named checks a form's TOML may ask for. Each looks at an answer and says what to do, or nothing.

A paired check also looks at other answers: those of the questions named in `with`, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from cic_desktop.core import checks, clock
from cic_desktop.core.errors import Severity
from cic_desktop.core.partial_date import PartialDate, is_minor
from cic_desktop.i18n import Day, Plain, Text, _, ngettext


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


def whole_date(text: str) -> Finding | None:
    """A date without its day or month may be all that is known: a warning."""
    if len(text) < len("2026-11-23"):
        return Finding(_("The office asks for day, month and year. Leave it so only if no more is known."), "warning")
    return None


def not_expired(text: str) -> Finding | None:
    if text < clock.today().isoformat():
        return Finding(_("The document has expired. The office may ask for a valid one."), "warning")
    return None


def future_date(text: str) -> Finding | None:
    """A day still to come, or today."""
    if text < clock.today().isoformat()[: len(text)]:
        return Finding(_("This date has already passed. Check it."), "warning")
    return None


def three_days(text: str) -> Finding | None:
    """Loss or damage is reported within 3 days of noticing it (Foreigners Act art. 232): how long that still is."""
    try:
        noticed = PartialDate.from_iso(text)
    except checks.BadValue:  # `possible_date` says so
        return None
    last = noticed.earliest + timedelta(days=3)
    if clock.today() > last:
        return Finding(_("The 3 days for the report ended on {day}. File it at once.", day=Day(last)), "warning")
    return None


def email(text: str) -> Finding | None:
    return _finding(checks.complaint(checks.email, text))


def phone(text: str) -> Finding | None:
    return _finding(checks.complaint(checks.phone, text))


def pesel_birth(text: str, birth_date: str, sex: str = "") -> Finding | None:
    """The PESEL says when its holder was born and of which sex: a warning, for numbers carry errors."""
    try:
        facts = checks.pesel(text, today=clock.today())
    except checks.BadValue:  # `pesel` says so
        return None
    if birth_date and not facts.birth_date.isoformat().startswith(birth_date):
        said, known = Day(facts.birth_date, "short"), Plain(".".join(reversed(birth_date.split("-"))))
        words = _("By this PESEL the person was born on {said}, the date of birth known is {known}. Check both.",
                  said=said, known=known)  # fmt: skip
        return Finding(words, "warning")
    problems = checks.pesel_disagreements(facts, "", {"K": "F"}.get(sex, sex))
    return Finding(problems[0].text, "warning") if problems else None


def not_before(text: str, start: str) -> Finding | None:
    """The end of a period is not before its start, by the parts both dates have."""
    parts = min(len(text), len(start))
    if text[:parts] < start[:parts]:
        return Finding(_("This date is before the start. Check both dates."))
    return None


def of_age(text: str, birth_date: str) -> Finding | None:
    """For a child a parent or guardian files: a warning, for it is the office that decides."""
    try:
        minor = is_minor(birth_date, clock.today())
    except checks.BadValue:  # `possible_date` says so
        return None
    words = _("A minor cannot file for themselves. Choose the parent or guardian.")
    return Finding(words, "warning") if minor and text == "self" else None


def thirty_days_left(text: str, purpose: str) -> Finding | None:
    """The next residence card is applied for 30 days before the present one ends: art. 230(2) of the Foreigners Act.

    Only for `issue`; a card is replaced whenever the need arises.
    """
    if purpose == "issue" and text < (clock.today() + timedelta(days=30)).isoformat():
        return Finding(_("Apply for the next card at least 30 days before this one ends. Do not wait."), "warning")
    return None


def possible_date(text: str) -> Finding | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` that the calendar knows."""
    return _finding(checks.complaint(PartialDate.from_iso, text))


def nip(text: str) -> Finding | None:
    return _finding(checks.complaint(checks.nip, text))


def regon(text: str) -> Finding | None:
    return _finding(checks.complaint(checks.regon, text))


def _cells(count: int, text: str) -> Finding | None:
    """Longer than the boxes of the office's model: an electronic form need not follow it, so a warning."""
    if len(text) <= count:
        return None
    return Finding(
        ngettext(
            "Longer than the {n} box of the official form. See whether the portal takes all of it.",
            "Longer than the {n} boxes of the official form. See whether the portal takes all of it.",
            count,
        ),
        "warning",
    )


def _finding(complaint: Text | None) -> Finding | None:
    return Finding(complaint) if complaint else None


CHECKS: Mapping[str, Callable[[str], Finding | None]] = {
    "pesel": pesel,
    "postcode": postcode,
    "past_date": past_date,
    "whole_date": whole_date,
    "not_expired": not_expired,
    "future_date": future_date,
    "three_days": three_days,
    "email": email,
    "phone": phone,
    "nip": nip,
    "regon": regon,
    **{f"cells_{count}": partial(_cells, count) for count in (2, 7, 12, 20, 40)},
}
PAIRED: Mapping[str, Callable[..., Finding | None]] = {
    "pesel_birth": pesel_birth,  # with the questions of the birth date and, if asked, the sex
    "of_age": of_age,  # with the question of the birth date
    "not_before": not_before,  # with the question of the start
    "thirty_days_left": thirty_days_left,  # with the question whether a card is issued or replaced
}
OF_FACTS = frozenset({"pesel_birth", "of_age"})  # compares with what is known, whether the paper asks for it or not
