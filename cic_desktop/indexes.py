"""What is kept ready beside the rows: the find box's names, the deadlines. True in every act, made anew when old."""

from __future__ import annotations

from typing import Any

from cic_desktop.clients import indexing as names
from cic_desktop.db.changes import Changes
from cic_desktop.stay import indexing as deadlines

__all__ = ["are_current", "ensure", "rebuild", "reindex"]

_ALL = (names, deadlines)


def reindex(raw: Any, changes: Changes) -> None:
    """Index anew what an act touched, inside its transaction."""
    for index in _ALL:
        index.reindex(raw, changes)


def are_current(raw: Any) -> bool:
    """Whether all indexes are there, made by this program's rules."""
    return all(index.is_current(raw) for index in _ALL)


def ensure(raw: Any) -> None:
    """Make the indexes that are missing or old."""
    for index in _ALL:
        index.ensure_index(raw)


def rebuild(raw: Any) -> None:
    """Make all indexes from the rows: after rows were written past them."""
    for index in _ALL:
        index.rebuild_index(raw)
