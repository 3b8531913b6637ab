"""Today's status in one plain sentence, with the reason; for a pending application, what it still needs to protect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cic_desktop.core.codes import label
from cic_desktop.i18n import Day, Text, _
from cic_desktop.stay.law import Law
from cic_desktop.stay.pending import Pending
from cic_desktop.stay.rows import Check, Standing, Tone
from cic_desktop.stay.visa_free import Balance

__all__ = ["Basis", "standing"]

_UNTOLD = ("", "none", "pending", "karta_polaka")  # not a basis of stay by themselves
_SOON = 30


@dataclass(frozen=True)
class Basis:
    """A basis of stay as it was written down."""

    title: str
    purpose: str
    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        return (self.first or date.min) <= day <= (self.last or date.max)


def standing(
    bases: Sequence[Basis], pending: Sequence[Pending], balance: Balance | None, law: Law, today: date
) -> Standing:
    """How a person's stay stands on a day. `bases` in the order they were written down."""
    told = [_with_law(basis, balance, law) for basis in bases if basis.title not in _UNTOLD]
    held = [basis for basis in told if basis.holds(today)]
    if held:
        best = max(enumerate(held), key=lambda pair: (pair[1].last or date.max, pair[0]))[1]
        return _held(best, pending, today)
    last = max((basis.last for basis in told if basis.last), default=None)
    if pending:
        return _waiting(pending, last)
    if last:
        said = _("The stay is not legal by what is written down: it ended on {day}.", day=Day(last))
        return Standing(said, _("Write down the new basis of stay, or the application filed."), "bad", last)
    if any(basis.title == "pending" for basis in bases):
        said = _("Not certain: an application is noted, but not when it was filed.")
        return Standing(said, _("Add the proceeding: only then can one see whether it protects."), "warn")
    return Standing(_("The basis of stay is not established."), _("Ask for a document and write it down."), "warn")


def _with_law(basis: Basis, balance: Balance | None, law: Law) -> Basis:
    """The end that the law sets: the fixed day of temporary protection, the last visa-free day."""
    for rule in law.by("fixed"):
        if basis.title in rule.only:
            return replace(basis, last=rule.fixed_on)
    counted = any(basis.title in rule.only for rule in law.by("crossing"))
    if counted and balance is not None and balance.inside:
        return replace(basis, last=balance.last_day or balance.day - timedelta(days=1))
    return basis


def _held(basis: Basis, pending: Sequence[Pending], today: date) -> Standing:
    title = label("stay_title", basis.title)
    if basis.last is None:
        return Standing(_("The stay is legal, without an end date: {title}.", title=title), tone="ok")
    left = (basis.last - today).days
    tone: Tone = "bad" if left <= 7 else "warn" if left <= _SOON else "ok"
    said = _("The stay is legal until {day}: {title}.", day=Day(basis.last), title=title)
    if not pending:
        return Standing(said, tone=tone, until=basis.last)
    best = _nearest(pending, basis.last)
    checks = _checks(best, basis.last)
    if all(check.held for check in checks):
        why = _("After that day it stays legal until the decision on the application is final (art. 108).")
        return Standing(said, why, "ok", basis.last, checks)
    why = _("The application under way does not protect yet after that day. Still missing is what is open below.")
    return Standing(said, why, tone, basis.last, checks)


def _waiting(pending: Sequence[Pending], last: date | None) -> Standing:
    """No title holds any more: everything hangs on the application."""
    best = _nearest(pending, last)
    checks = _checks(best, last)
    if all(check.held for check in checks):
        said = _("The stay is legal until the decision on the application is final.")
        why = _("Filed in time and without defects (art. 108 of the act on foreigners).")
        return Standing(said, why, "ok", None, checks)
    said = _("Not certain: the application does not protect the stay yet. Still missing is what is open below.")
    if not best.in_time(last):
        said = _("The stay is not legal by what is written down: the application was not filed in time.")
    return Standing(said, _("A receipt (UPO) alone is not legal stay."), "bad", last, checks)


def _nearest(pending: Sequence[Pending], last: date | None) -> Pending:
    """The application that protects, or comes nearest to it."""
    return max(pending, key=lambda item: sum(check.held for check in _checks(item, last)))


def _checks(item: Pending, last: date | None) -> tuple[Check, ...]:
    in_time = _("filed by the last day of legal stay")
    if item.filed_on:
        in_time = _("filed on {day}, by the last day of legal stay", day=Day(item.filed_on))
        if not item.in_time(last):
            in_time = _("filed on {day}: after the last day of legal stay", day=Day(item.filed_on))
    complete: Text = _("confirmed to have no defects, or defects mended")
    if item.complete_on:
        complete = _("without defects since {day}", day=Day(item.complete_on))
    free: Text = _("not suspended at the party's request")
    if item.suspended_on:
        free = _("suspended at the party's request on {day}", day=Day(item.suspended_on))
    return (
        Check(in_time, item.in_time(last)),
        Check(complete, item.complete_on is not None),
        Check(free, item.suspended_on is None),
    )
