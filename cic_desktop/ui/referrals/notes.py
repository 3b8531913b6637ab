"""Writing a specialist's note: its words are the writer's alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import assistance
from cic_desktop.assistance.notes import NOTE
from cic_desktop.core import clock
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import _
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.assistance.notes import NoteLine

__all__ = ["NoteDialog"]

_VERB = "keep a note"


class NoteDialog(RowDialog):
    """A new note, or one of the writer's own to change or put away."""

    def __init__(self, shell: Shell, person_id: str, note: NoteLine | None = None) -> None:
        super().__init__(
            shell,
            _("Specialist's note"),
            NOTE,
            _acts(person_id, note),
            _seen(note) if note else None,
            start={"day": clock.today().isoformat()},
            hint=_("Professional secrecy: colleagues see that there is a note, and nobody but you can open it."),
        )
        self.grid.focus("words")


def _seen(note: NoteLine) -> Seen:
    return note.revision, {"day": note.day.isoformat(), "words": note.words}


def _acts(person_id: str, note: NoteLine | None) -> RowActs:
    if note is None:
        return RowActs(lambda work, _new, answers: assistance.write_note(work, person_id, answers), _VERB)
    note_id = note.id

    def save(work: Any, revision: int, answers: Answers) -> None:
        assistance.amend_note(work, note_id, revision, answers)

    def latest(read: Any) -> Seen | None:
        own = assistance.specialist_notes(read, person_id).own
        return next((_seen(one) for one in own if one.id == note_id), None)

    return RowActs(
        save,
        _VERB,
        latest,
        lambda work: assistance.retire_note(work, note_id),
        lambda work: assistance.note_back(work, note_id),
    )
