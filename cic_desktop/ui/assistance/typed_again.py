"""The way back to what was typed: recorded or thrown away a moment ago, it is opened again as a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from cic_desktop import assistance, db
from cic_desktop.i18n import Text, _
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.ui.assistance.sitting_page import SittingPage

__all__ = ["note_typed"]


def note_typed(
    shell: Shell,
    page: SittingPage,
    said: Text,
    typed: db.DraftNote,
    sitting_id: str = "",
    more: Sequence[tuple[Text, Callable[[], None]]] = (),
) -> None:
    """Say what became of the typing, and offer it again; the sitting it was recorded as is withdrawn then."""

    def change(work: Any) -> None:
        if sitting_id:
            assistance.withdraw(work, sitting_id)
        db.keep_draft(work, typed)

    def reopen(_done: object) -> None:
        page.dirty = False
        corrected = {"sitting_id": typed.edition} if typed.edition else {}
        shell.open("sitting", person_ids=(typed.person_id,) if typed.person_id else (), **corrected)

    def back() -> None:
        verb = "undo: record help" if sitting_id else "keep a draft"
        shell.ctx.do(change, verb=verb, owner=page, then=reopen)

    shell.note(said, "ok", _("Undo"), back, more)
