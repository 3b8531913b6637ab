"""Writing a specialist's note: its words are the writer's alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cic_desktop import assistance
from cic_desktop.assistance.notes import NOTE
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.i18n import _
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.assistance.notes import NoteLine

__all__ = ["NoteDialog"]


class NoteDialog(ClientDialog):
    """A new note, or one of the writer's own to change or put away."""

    def __init__(self, shell: Shell, person_id: str, note: NoteLine | None = None) -> None:
        hint = _("Professional secrecy: colleagues see that there is a note, and nobody but you can open it.")
        super().__init__(shell, _("Specialist's note"), hint, width=680)
        self._person_id, self._note = person_id, note
        self.grid = FieldGrid(NOTE)
        day = note.day if note else clock.today()
        self.grid.set_values({"day": day.isoformat(), "words": note.words if note else ""})
        self.body.addWidget(DialogBody(self.grid), 1)
        if note:
            self.foot.addWidget(button(_("Remove"), "trash", "ghost", self.put_away))
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Save"), self.save))
        self.grid.focus("words")

    def save(self) -> None:
        answers, person_id, note = self.grid.values(), self._person_id, self._note
        if note:
            row_id, revision = note.id, note.revision
            self._do(lambda work: assistance.amend_note(work, row_id, revision, answers))
        else:
            self._do(lambda work: assistance.write_note(work, person_id, answers))

    def put_away(self) -> None:
        """Off the card; the toast brings it back."""
        assert self._note is not None
        ctx, shell, note_id = self.ctx, self.shell, self._note.id

        def undo() -> None:
            ctx.do(lambda work: assistance.note_back(work, note_id), verb="undo a removal", owner=ctx)

        self._do(lambda work: assistance.retire_note(work, note_id))
        shell.note(_("Removed."), "ok", _("Undo"), undo)

    def _do(self, change: Callable[[Any], Any]) -> None:
        self.ctx.do(change, verb="keep a note", owner=self, then=lambda _result: self.accept(), failed=self._refused)

    def _refused(self, error: CicError) -> None:
        if isinstance(error, Invalid):
            self.grid.show_problems(error.problems)
        else:
            self.banner.say("bad", error.text)
