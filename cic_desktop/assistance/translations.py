"""Translation orders: a document given to a translator, returned, and received by the client with a signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cic_desktop import projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.assistance.service import put_talk_back, record, withdraw
from cic_desktop.assistance.tables import Service, TranslationOrder
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import code_list
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = [
    "ORDER", "OrderLine", "Which", "amend_order", "order_counts", "order_line", "order_translation", "orders",
    "orders_of", "page_size", "pages", "receive_order", "restore_order", "return_order", "unreceive_order",
    "withdraw_order",
]  # fmt: skip

Which = Literal["open", "overdue", "returned", "received"]

ORDER: tuple[Field, ...] = (
    Field("document", _("What is translated"), required=True, width=12),
    Field("from_language", _("From which language"), "language", required=True, width=6),
    Field("to_language", _("Into which language"), "language", required=True, width=6),
    Field("sworn", _("Sworn translation"), "yes_no", required=True, width=4),
    Field("characters", _("Characters with spaces"), "number", width=4, help=_("The pages follow from them.")),
    Field("due_on", _("Due on"), "date", width=4),
    Field("translator", _("Translator"), width=6),
    Field("remarks", _("Remarks"), max_length=300, width=6),
)
_MINUTES = 15  # of the desk's work an order takes


@dataclass(frozen=True)
class OrderLine:
    """An order in the list."""

    id: str
    person_id: str
    person: str
    document: str
    from_language: str
    to_language: str
    sworn: bool
    page_characters: int
    characters: int
    pages: int
    translator: str
    ordered_on: date
    due_on: date | None
    returned_on: date | None
    received_on: date | None
    advisor: str
    remarks: str
    service_id: str
    revision: int

    def state(self, today: date) -> Which:
        if self.received_on:
            return "received"
        if self.returned_on:
            return "returned"
        return "overdue" if self.due_on and self.due_on < today else "open"


def page_size(sworn: bool) -> int:
    """Characters with spaces on one page that is paid for."""
    return int(code_list("translation_page").attribute("sworn" if sworn else "ordinary", "characters"))


def pages(characters: int, sworn: bool) -> int:
    """Pages begun: of 1125 characters in a sworn translation, of 1800 in an ordinary one."""
    return -(-characters // page_size(sworn))


def order_translation(work: Work, person_id: str, answers: Answers) -> str:
    """Give a document to a translator; returns the order's id. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    today = clock.local(work.now).date()
    values = _checked(answers, today)
    return work.add(TranslationOrder(person_id=person_id, account_id=work.actor.id, ordered_on=today, **values)).id


def amend_order(work: Work, order_id: str, answers: Answers, revision: int) -> None:
    """Correct an order. Raises Invalid, Stale."""
    work.require(Right.RECORD_HELP)
    row = work.get(TranslationOrder, order_id)
    work.amend(row, _checked(answers, row.ordered_on), revision)


def return_order(work: Work, order_id: str, *, back: bool = True) -> None:
    """The translation came back from the translator (or not yet after all)."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(TranslationOrder, order_id), {"returned_on": clock.today() if back else None})


def receive_order(work: Work, order_id: str) -> str:
    """The client signed the receipt: the order becomes a service with that signature; returns its id."""
    work.require(Right.RECORD_HELP)
    row, today = work.get(TranslationOrder, order_id), clock.today()
    if row.service_id:  # a colleague was quicker
        return row.service_id
    talk: Answers = {
        "day": today.isoformat(), "starts_at": f"{clock.local(work.now):%H:%M}", "minutes": str(_MINUTES),
        "place": "office", "signature": "now",
    }  # fmt: skip
    draft = ServiceDraft("translation", _service_answers(work, row), (row.person_id,))
    sitting_id = record(work, SittingDraft(talk, (draft,)))
    [(service_id,)] = work.sql("SELECT id FROM service WHERE sitting_id = ?", (sitting_id,))
    changes = {"received_on": today, "returned_on": row.returned_on or today, "service_id": service_id}
    work.amend(row, changes)
    return str(service_id)


def unreceive_order(work: Work, order_id: str) -> None:
    """The receipt was noted by mistake: the service it became is taken back."""
    work.require(Right.RECORD_HELP)
    row = work.get(TranslationOrder, order_id)
    if row.service_id:
        withdraw(work, work.get(Service, row.service_id).sitting_id)


def withdraw_order(work: Work, order_id: str) -> None:
    """Take back an order noted by mistake, and the service a signed receipt made of it."""
    work.require(Right.RECORD_HELP)
    row = work.retire(work.get(TranslationOrder, order_id))
    if row.service_id:
        withdraw(work, work.get(Service, row.service_id).sitting_id)


def restore_order(work: Work, order_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    row = work.bring_back(TranslationOrder, order_id)
    for service in work.rows(Service, "id = ?", (row.service_id or "",)):
        put_talk_back(work, service.sitting_id)


_LINE = """
SELECT o.id, o.person_id, trim(p.surname || ' ' || p.given), o.document, o.from_language, o.to_language, o.sworn,
  o.page_characters, o.characters, o.pages, o.translator, o.ordered_on, o.due_on, o.returned_on, o.received_on,
  a.name, o.remarks, coalesce(o.service_id, ''), o.revision
FROM translation_order o JOIN person p ON p.id = o.person_id JOIN account a ON a.id = o.account_id
WHERE o.deleted_at IS NULL
"""
_STATES: dict[Which, str] = {
    "open": "o.returned_on IS NULL AND o.received_on IS NULL",
    "overdue": "o.returned_on IS NULL AND o.received_on IS NULL AND o.due_on < :today",
    "returned": "o.returned_on IS NOT NULL AND o.received_on IS NULL",
    "received": "o.received_on IS NOT NULL",
}


def orders(read: Read, which: Which = "open", limit: int = 1000) -> list[OrderLine]:
    """Orders at a translator (the overdue among them, soonest due first), back, or received (newest first)."""
    newest = "o.received_on DESC, o.id DESC" if which == "received" else "coalesce(o.due_on, '9999'), o.id"
    params = {"today": clock.today().isoformat(), "limit": limit}
    return _lines(read, f"AND p.deleted_at IS NULL AND {_STATES[which]} ORDER BY {newest} LIMIT :limit", params)


def order_counts(read: Read) -> dict[str, int]:
    """How many orders each list holds."""
    read.require(Right.READ_CLIENTS)
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _STATES.values())
    sql = (
        f"SELECT {sums} FROM translation_order o JOIN person p ON p.id = o.person_id "
        "WHERE o.deleted_at IS NULL AND p.deleted_at IS NULL"
    )
    return dict(zip(_STATES, read.sql(sql, {"today": clock.today().isoformat()})[0], strict=True))


def orders_of(read: Read, person_id: str) -> list[OrderLine]:
    """Somebody's orders, the newest first."""
    return _lines(read, "AND o.person_id = :person ORDER BY o.ordered_on DESC, o.id DESC", {"person": person_id})


def order_line(read: Read, order_id: str) -> OrderLine | None:
    found = _lines(read, "AND o.id = :id", {"id": order_id})
    return found[0] if found else None


def _lines(read: Read, more: str, params: dict[str, Any]) -> list[OrderLine]:
    read.require(Right.READ_CLIENTS)
    return [_line(row) for row in read.sql(_LINE + more, params)]


def _line(row: Sequence[Any]) -> OrderLine:
    shown: dict[int, Any] = {at: date.fromisoformat(row[at]) for at in (11, 12, 13, 14) if row[at]}
    return OrderLine(*({**dict(enumerate(row)), **shown, 6: bool(row[6])}.values()))


def _checked(answers: Answers, ordered_on: date) -> Values:
    values = read_answers(ORDER, answers)
    if values["from_language"] == values["to_language"]:
        raise Invalid(Problem("to_language", _("Both languages are the same.")))
    if values["due_on"] and values["due_on"] < ordered_on:
        raise Invalid(Problem("due_on", _("This is before the day of the order.")))
    sworn, characters = values["sworn"] == "yes", values["characters"] or 0
    computed = {"page_characters": page_size(sworn), "pages": pages(characters, sworn)}
    return {**values, "sworn": sworn, "characters": characters, **computed}


def _service_answers(work: Work, row: TranslationOrder) -> Answers:
    return {
        "topic": "other", "minutes": str(_MINUTES), "project_id": projects.current_project(work), "outcome": "done",
        "from_language": row.from_language, "to_language": row.to_language, "document": row.document,
        "pages": str(row.pages) if row.pages else "", "sworn": "yes" if row.sworn else "no",
    }  # fmt: skip
