"""Unfinished typing of an earlier day: go on with it, or begin anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cic_desktop.i18n import Moment, Plain, Text, _
from cic_desktop.ui.clients.dialog import Choice


def draft_words(note: Any) -> Text:
    """Whom the draft (a `db.DraftNote`) is about and when it was kept."""
    name = Plain(note.title) if note.title else _("somebody without a name yet")
    return _("You were here on {moment}: {name}.", moment=Moment(note.saved_at), name=name)


def offer(choice: Choice, note: Any, go_on: Callable[[], object], anew: Callable[[], object]) -> None:
    """Ask whether to go on with a draft; going on is what Enter does."""
    hint = _("Nothing that was typed is lost. Starting anew throws that typing away.")
    choice.ask(draft_words(note), (_("Continue"), go_on), (_("Start anew"), anew), hint)
