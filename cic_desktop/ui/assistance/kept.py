"""What was chosen once and is no longer offered keeps its name in the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cic_desktop import diary, partners, security
from cic_desktop.core.fields import Answers, Option
from cic_desktop.i18n import Plain, Text, _

if TYPE_CHECKING:
    from cic_desktop.db.work import Read

__all__ = ["gone", "with_kept"]

Offers = dict[str, tuple[Option, ...]]


def gone(name: str) -> Text:
    """A name that is not offered any more."""
    return _("{name} (no longer on the list)", name=Plain(name))


def with_kept(read: Read, offered: Offers, *answers: Answers) -> Offers:
    """The options by question, and beside them whatever these answers name that was taken off its list."""
    return {name: (*options, *_missing(read, name, options, answers)) for name, options in offered.items()}


def _missing(read: Read, name: str, options: tuple[Option, ...], answers: tuple[Answers, ...]) -> list[Option]:
    named = _NAMED.get(name)
    chosen = {str(each.get(name) or "") for each in answers} - {"", *(option.code for option in options)}
    if named is None or not chosen:
        return []
    found = ((row_id, named(read, row_id)) for row_id in sorted(chosen))
    return [Option(row_id, gone(words)) for row_id, words in found if words]


def _partner(read: Read, row_id: str) -> str:
    found = partners.partner(read, row_id)
    return found.name if found else ""


def _colleague(read: Read, row_id: str) -> str:
    return next((line.name for line in security.colleagues(read) if line.id == row_id), "")


_NAMED: dict[str, Callable[[Read, str], str]] = {
    "teacher_id": lambda read, row_id: diary.name_kept(read, "teacher", row_id),
    "room_id": lambda read, row_id: diary.name_kept(read, "room", row_id),
    "interpreter_id": lambda read, row_id: diary.name_kept(read, "interpreter", row_id),
    "partner_id": _partner,
    "account_id": _colleague,
}
