"""Where in the dated rows of a client's record the answers of a form lie: documents and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cic_desktop.clients.rows import ClientCard, Part
from cic_desktop.core import clock
from cic_desktop.core.fields import Answer

__all__ = ["PLACES", "Place", "place_of", "travel_document"]

_TRAVEL_DOCUMENTS = ("passport", "passport_bio", "travel_document", "id_card")  # what proves who somebody is
_ADDRESS = ("street", "house", "flat", "postcode", "town")
_SHORT = timedelta(days=62)  # a registration for no longer is not asked for
# What of an address no longer holds when this part of it is another one.
_BELOW = {
    "country": ("region", "town", "street", "postcode", "house", "flat"),
    "town": ("street", "postcode", "house", "flat"),
    "street": ("postcode", "house", "flat"),
    "house": ("flat",),
}


@dataclass(frozen=True)
class Place:
    """Rows of one part of the card: of `kinds`, new ones of the first. `columns` maps source → the part's question.

    Another answer to one of `renewed_by` is another document or address: a row beside the old one.
    """

    part: str
    kinds: tuple[str, ...]
    columns: Mapping[str, str]
    renewed_by: tuple[str, ...]

    def newest(self, card: ClientCard) -> Part | None:
        """The newest row that still holds; of documents else the newest that ended: it may be what is exchanged."""
        today = clock.today().isoformat()
        found = [one for one in card.parts_of(self.part) if one.answers.get("kind") in self.kinds and _lasts(one)]
        holding = (one for one in found if (one.answers.get("valid_to") or today) >= today)
        return next(holding, found[0] if found and self.part == "document" else None)

    def sources(self, card: ClientCard) -> dict[str, Answer]:
        """What the newest row tells a form; empty without one."""
        row = self.newest(card)
        return {source: row.answers.get(name, "") if row else "" for source, name in self.columns.items()}

    def renewed(self, row: Part, answers: Mapping[str, str]) -> bool:
        """Whether these answers are about another document or address than the row."""
        old = row.answers
        return any(answers.get(name, "") and old.get(name) not in ("", None, answers[name]) for name in self.renewed_by)

    def begun(self, row: Part | None, answers: Mapping[str, str], citizenship: str) -> dict[str, str]:
        """What a row beside the old one takes over: the kind, the country, and of an address what stays true."""
        old = row.answers if row else {"kind": self.kinds[0], "country": self._country(citizenship)}
        kept = {"kind", "country", *(self.columns.values() if self.part == "address" else ())}
        gone = {below for name in answers if answers[name] != old.get(name) for below in _BELOW.get(name, ())}
        return {name: answer for name, answer in old.items() if name in kept - gone}

    def _country(self, citizenship: str) -> str:
        """Residence cards and registrations are Polish; where somebody comes from is not concluded from a passport."""
        if self.part == "address":
            return "" if "origin" in self.kinds else "PL"
        return "PL" if "residence_card" in self.kinds else citizenship


def _lasts(row: Part) -> bool:
    """A temporary registration counts when its days say it is for long; any other row does."""
    if row.answers.get("kind") != "registered_temporary":
        return True
    first, last = (row.answers.get(name, "") for name in ("valid_from", "valid_to"))
    return bool(first and last) and date.fromisoformat(last) - date.fromisoformat(first) > _SHORT


def _document(prefix: str, *kinds: str, **columns: str) -> Place:
    return Place("document", kinds, {f"{prefix}{source}": name for source, name in columns.items()}, ("number",))


def _address(prefix: str, *kinds: str, **columns: str) -> Place:
    usual = dict(zip(("street", "house", "flat", "postal_code", "city"), _ADDRESS, strict=True)) | columns
    return Place("address", kinds, {f"{prefix}.{source}": name for source, name in usual.items()}, _ADDRESS)


PLACES: tuple[Place, ...] = (
    _document("client.document_", *_TRAVEL_DOCUMENTS, number="number", expiry="valid_to", issued="issued_on",
              authority="issuer"),
    _document("card.", "residence_card", number="number", expiry="valid_to", issued="issued_on", authority="issuer"),
    _address("registered", "registered", "registered_permanent", "registered_temporary", voivodeship="region"),
    _address("home", "origin", country="country", region="region"),
)  # fmt: skip


def travel_document(card: ClientCard) -> Part | None:
    """The newest document that says who its holder is, one that is valid before those that ended."""
    return PLACES[0].newest(card)


def place_of(source: str) -> Place | None:
    """The rows a source is read from; None for what lies elsewhere."""
    return next((place for place in PLACES if source in place.columns), None)
