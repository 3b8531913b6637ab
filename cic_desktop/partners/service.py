"""Keeping the directory: partners registered, amended, checked again, no longer active; the people to call there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cic_desktop.core import checks, clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, Problem, Stale
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.core.text import fold
from cic_desktop.db.work import Work
from cic_desktop.i18n import Plain, _
from cic_desktop.partners.fields import CONTACT, PARTNER, REVIEW, TEXTS
from cic_desktop.partners.queries import partner
from cic_desktop.partners.tables import Partner, PartnerContact, PartnerLanguage, PartnerText, PartnerTopic

__all__ = [
    "Checked", "add_contact", "amend_contact", "amend_partner", "bring_contact_back", "bring_partner_back",
    "check_partner", "register_partner", "retire_contact", "retire_partner", "set_active", "uncheck_partner",
]  # fmt: skip

Given = Mapping[str, Answer]


@dataclass(frozen=True)
class Checked:
    """The days a partner had before it was checked again."""

    checked_on: date
    review_on: date


def register_partner(work: Work, answers: Given) -> str:
    """Put a partner into the directory, checked today; returns its id. Raises Invalid.

    Every text has somebody who keeps it true: unless another is named, whoever wrote it.
    """
    work.require(Right.RECORD_HELP)
    values, hanging = _read(work, answers)
    values["account_id"] = values["account_id"] or work.actor.id
    row = work.add(Partner(checked_on=clock.today(), **values))
    _keep(work, row.id, hanging)
    return row.id


def amend_partner(work: Work, partner_id: str, answers: Given, revision: int) -> None:
    """Correct it; another day to check it again means it was checked today. Raises Invalid, Stale, Missing."""
    work.require(Right.RECORD_HELP)
    row, seen = work.get(Partner, partner_id), partner(work, partner_id)
    if seen is None or seen.revision != revision:
        raise Stale()
    values, hanging = _read(work, answers, row)
    checked = clock.today() if values["review_on"] != row.review_on else row.checked_on
    work.amend(row, {**values, "checked_on": checked})
    _keep(work, partner_id, hanging)


def check_partner(work: Work, partner_id: str, answers: Given) -> Checked:
    """Somebody made sure today that all of it is true; returns what undoes it. Raises Invalid, Missing."""
    work.require(Right.RECORD_HELP)
    row, day = work.get(Partner, partner_id), read_answers(REVIEW, answers)["review_on"]
    before = Checked(row.checked_on, row.review_on)
    if day <= clock.today():
        raise Invalid(_OVER)
    work.amend(row, {"checked_on": clock.today(), "review_on": day})
    return before


def uncheck_partner(work: Work, partner_id: str, before: Checked) -> None:
    """Undo that."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(Partner, partner_id), {"checked_on": before.checked_on, "review_on": before.review_on})


def set_active(work: Work, partner_id: str, active: bool) -> None:
    """The centre no longer works with them, or does again; what was told before keeps their name."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(Partner, partner_id), {"active": active})


def retire_partner(work: Work, partner_id: str) -> None:
    """Take out of the directory what never should have been there."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(Partner, partner_id))


def bring_partner_back(work: Work, partner_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(Partner, partner_id)


def add_contact(work: Work, partner_id: str, answers: Given) -> str:
    """Note somebody to call there. Raises Invalid, Missing."""
    work.require(Right.RECORD_HELP)
    work.get(Partner, partner_id)
    return work.add(PartnerContact(partner_id=partner_id, **read_answers(CONTACT, answers))).id


def amend_contact(work: Work, contact_id: str, answers: Given, revision: int) -> None:
    """Correct it. Raises Invalid, Stale, Missing."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(PartnerContact, contact_id), read_answers(CONTACT, answers), revision)


def retire_contact(work: Work, contact_id: str) -> None:
    """Somebody no longer works there."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(PartnerContact, contact_id))


def bring_contact_back(work: Work, contact_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(PartnerContact, contact_id)


_OVER = Problem("review_on", _("This day is over. Choose a later one."))
_NUMBERS: dict[str, Callable[[str], str]] = {
    "regon": checks.regon, "nip": checks.nip, "krs": checks.krs, "web": checks.web,
}  # fmt: skip


@dataclass(frozen=True)
class _Hanging:
    """What hangs on a partner."""

    topics: tuple[str, ...]
    languages: tuple[str, ...]
    texts: dict[str, str]


def _read(work: Work, answers: Given, row: Partner | None = None) -> tuple[Values, _Hanging]:
    """The partner's own columns and what hangs on it, checked. Raises Invalid."""
    values = read_answers(PARTNER, answers)
    problems = [*_numbers(values), *_days(values, row), *_reach(values), *_twice(work, values, row)]
    if problems:
        raise Invalid(*problems)
    texts = {code: words for name, code in TEXTS.items() if (words := values.pop(name))}
    topics, languages = (tuple(values.pop(name).split()) for name in ("topics", "languages"))
    return {**values, "account_id": values["account_id"] or None}, _Hanging(topics, languages, texts)


def _numbers(values: Values) -> Iterable[Problem]:
    """Bring the numbers to the form that is stored."""
    for name, check in _NUMBERS.items():
        if values[name]:
            try:
                values[name] = check(values[name])
            except checks.BadValue as bad:
                yield Problem(name, bad.text)


def _days(values: Values, row: Partner | None) -> Iterable[Problem]:
    since, until, review = (values[name] for name in ("agreement_from", "agreement_to", "review_on"))
    if since and until and until < since:
        yield Problem("agreement_to", _("The end is before the start. Please check both dates."))
    if review <= clock.today() and (row is None or review != row.review_on):
        yield _OVER


def _reach(values: Values) -> Iterable[Problem]:
    if not any(values[name] for name in ("street", "phone", "email", "web")):
        yield Problem("phone", _("Give an address, a telephone or a web page: something a client can use."))


def _twice(work: Work, values: Values, row: Partner | None) -> Iterable[Problem]:
    """One name in one town is one partner; offices of a commune may share its numbers."""
    asked = (fold(values["name"]), fold(values["town"]))
    others = work.sql("SELECT id, name, town FROM partner WHERE deleted_at IS NULL")
    if any((fold(name), fold(town)) == asked and row_id != (row.id if row else "") for row_id, name, town in others):
        yield Problem("name", _("{name} is in the directory already.", name=Plain(values["name"])))


def _keep(work: Work, partner_id: str, hanging: _Hanging) -> None:
    """Bring what hangs on a partner to what was answered: only what differs is written."""
    _keep_codes(work, PartnerTopic, "topic", partner_id, hanging.topics)
    _keep_codes(work, PartnerLanguage, "language", partner_id, hanging.languages)
    _keep_codes(work, PartnerText, "language", partner_id, tuple(hanging.texts))
    for row in _living(work, PartnerText, partner_id):
        work.amend(row, {"words": hanging.texts[row.language]})


def _keep_codes(work: Work, table: type[Any], column: str, partner_id: str, wanted: tuple[str, ...]) -> None:
    there = {getattr(row, column): row for row in _living(work, table, partner_id)}
    for code in there.keys() - set(wanted):
        work.retire(there[code])
    for code in wanted:
        if code not in there:
            work.add(table(partner_id=partner_id, **{column: code}))


def _living(work: Work, table: type[Any], partner_id: str) -> list[Any]:
    return work.rows(table, "partner_id = ? AND deleted_at IS NULL ORDER BY id", (partner_id,))
