"""Searches for a place to live: opened for a household, offers shown, closed with an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cic_desktop import clients
from cic_desktop.assistance.tables import HousingOffer, HousingSearch
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.partial_date import is_minor
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = [
    "CLOSING", "OFFER", "SEARCH", "OfferLine", "SearchLine", "amend_offer", "amend_search", "close_search",
    "household_size", "offers_of", "open_search", "reopen_search", "restore_offer", "restore_search", "search_line",
    "searches", "searches_of", "show_offer", "withdraw_offer", "withdraw_search",
]  # fmt: skip

SEARCH: tuple[Field, ...] = (
    Field("people", _("People in the household"), "number", required=True, width=4),
    Field("children", _("of them children"), "number", width=4),
    Field("rooms", _("Rooms at least"), "number", width=4),
    Field("budget", _("Up to, zł a month"), "number", required=True, width=4, help=_("With all charges.")),
    Field("needed_by", _("Needed by"), "date", width=4),
    Field("districts", _("Districts or towns"), width=12),
    Field("needs", _("What the flat must have"), "long_text", max_length=500),
)
OFFER: tuple[Field, ...] = (
    Field("place", _("Where"), required=True, width=8),
    Field("rent", _("Rent, zł a month"), "number", width=4),
    Field("source", _("Where it was found"), width=6),
    Field("outcome", _("What became of it"), "choice", options=options("offer_outcome"), width=6),
    Field("remarks", _("Remarks"), max_length=300),
)
CLOSING: tuple[Field, ...] = (
    Field("outcome", _("How it ended"), "choice", options=options("housing_outcome"), required=True, width=6),
    Field("closed_on", _("Ended on"), "date", required=True, width=6),
)


@dataclass(frozen=True)
class SearchLine:
    """A search in a list."""

    id: str
    person_id: str
    person: str
    opened_on: date
    people: int
    children: int
    rooms: int
    budget: int
    districts: str
    needed_by: date | None
    needs: str
    closed_on: date | None
    outcome: str
    advisor: str
    offers: int
    revision: int

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True)
class OfferLine:
    """An offer shown to the household."""

    id: str
    shown_on: date
    place: str
    rent: int
    source: str
    outcome: str
    remarks: str
    revision: int


def household_size(read: Read, person_id: str) -> tuple[int, int]:
    """(people, those of them under eighteen) of somebody's household, to start a search from."""
    card, today = clients.card(read, person_id), clock.today()
    births = [line.birth_date for line in (card.line, *card.household)]
    return len(births), sum(is_minor(born, today) for born in births)


def open_search(work: Work, person_id: str, answers: Answers) -> str:
    """Begin to look for a home; returns the search's id. Raises Invalid; one open search a household is enough."""
    work.require(Right.RECORD_HELP)
    values = _search(answers)
    if any(line.is_open for line in searches_of(work, person_id)):
        raise CicError(_("A search is open for this person already. Go on with that one."))
    today = clock.local(work.now).date()
    return work.add(HousingSearch(person_id=person_id, account_id=work.actor.id, opened_on=today, **values)).id


def amend_search(work: Work, search_id: str, answers: Answers, revision: int) -> None:
    """Correct what is looked for. Raises Invalid, Stale."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(HousingSearch, search_id), _search(answers), revision)


def close_search(work: Work, search_id: str, answers: Answers) -> None:
    """The search is over: how it ended and when. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    row, values = work.get(HousingSearch, search_id), read_answers(CLOSING, answers)
    if not row.opened_on <= values["closed_on"] <= clock.today():
        raise Invalid(Problem("closed_on", _("Give a day between the beginning of the search and today.")))
    work.amend(row, values)


def reopen_search(work: Work, search_id: str) -> None:
    """The search goes on after all."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(HousingSearch, search_id), {"closed_on": None, "outcome": ""})


def withdraw_search(work: Work, search_id: str) -> None:
    """Take back a search opened by mistake, with its offers."""
    work.require(Right.RECORD_HELP)
    for offer in offers_of(work, search_id):
        work.retire(work.get(HousingOffer, offer.id))
    work.retire(work.get(HousingSearch, search_id))


def restore_search(work: Work, search_id: str) -> None:
    """Undo that, with the offers it took along. Raises Missing."""
    work.require(Right.RECORD_HELP)
    for (offer_id,) in work.sql(_WENT, (search_id,)):
        work.bring_back(HousingOffer, offer_id)
    work.bring_back(HousingSearch, search_id)


_WENT = """
SELECT o.id FROM housing_offer o JOIN housing_search h ON h.id = o.search_id AND h.deleted_at = o.deleted_at
WHERE h.id = ?
"""


def show_offer(work: Work, search_id: str, answers: Answers) -> str:
    """An offer was shown to the household; returns its id. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    today = clock.local(work.now).date()
    return work.add(HousingOffer(search_id=search_id, shown_on=today, **_numbers(read_answers(OFFER, answers)))).id


def amend_offer(work: Work, offer_id: str, answers: Answers, revision: int) -> None:
    """What became of an offer. Raises Invalid, Stale."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(HousingOffer, offer_id), _numbers(read_answers(OFFER, answers)), revision)


def withdraw_offer(work: Work, offer_id: str) -> None:
    """Take back an offer noted by mistake."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(HousingOffer, offer_id))


def restore_offer(work: Work, offer_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(HousingOffer, offer_id)


_LINE = """
SELECT h.id, h.person_id, trim(p.surname || ' ' || p.given), h.opened_on, h.people, h.children, h.rooms, h.budget,
  h.districts, h.needed_by, h.needs, h.closed_on, h.outcome, a.name,
  (SELECT count(*) FROM housing_offer o WHERE o.search_id = h.id AND o.deleted_at IS NULL), h.revision
FROM housing_search h JOIN person p ON p.id = h.person_id JOIN account a ON a.id = h.account_id
WHERE h.deleted_at IS NULL
"""
_SOONEST = "ORDER BY coalesce(h.needed_by, '9999'), h.opened_on, h.id"


def searches(read: Read, *, closed: bool = False, limit: int = 1000) -> list[SearchLine]:
    """Open searches, those needed soonest first; or the closed ones, the newest first."""
    wanted = "IS NOT NULL ORDER BY h.closed_on DESC, h.id" if closed else f"IS NULL {_SOONEST}"
    return _lines(read, f"AND p.deleted_at IS NULL AND h.closed_on {wanted} LIMIT ?", (limit,))


def searches_of(read: Read, person_id: str) -> list[SearchLine]:
    """Somebody's searches, the newest first."""
    return _lines(read, "AND h.person_id = ? ORDER BY h.opened_on DESC, h.id DESC", (person_id,))


def search_line(read: Read, search_id: str) -> SearchLine | None:
    found = _lines(read, "AND h.id = ?", (search_id,))
    return found[0] if found else None


def offers_of(read: Read, search_id: str) -> list[OfferLine]:
    """The offers of a search, the newest first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT id, shown_on, place, rent, source, outcome, remarks, revision FROM housing_offer "
        "WHERE search_id = ? AND deleted_at IS NULL ORDER BY shown_on DESC, id DESC",
        (search_id,),
    )
    return [OfferLine(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows]


def _lines(read: Read, more: str, params: Sequence[Any]) -> list[SearchLine]:
    read.require(Right.READ_CLIENTS)
    return [_line(row) for row in read.sql(_LINE + more, params)]


def _line(row: Sequence[Any]) -> SearchLine:
    days = {place: row[place] and date.fromisoformat(row[place]) for place in (3, 9, 11)}
    return SearchLine(*(days.get(place, value) for place, value in enumerate(row)))


def _search(answers: Answers) -> Values:
    values = _numbers(read_answers(SEARCH, answers))
    if not values["people"]:
        raise Invalid(Problem("people", _("At least one person looks for a home.")))
    if values["children"] > values["people"]:
        raise Invalid(Problem("children", _("More children than people. Please check both numbers.")))
    return values


def _numbers(values: Values) -> Values:
    """A number not given is 0 in the register."""
    whole = {"people", "children", "rooms", "budget", "rent"}
    return {name: 0 if name in whole and value is None else value for name, value in values.items()}
