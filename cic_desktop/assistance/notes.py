"""What a lawyer or a psychologist writes: its words are the author's alone, others learn only that it is there.

Professional secrecy of lawyers and psychologists: no role opens a colleague's note, not even one that writes notes
of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cic_desktop.assistance.tables import SpecialistNote
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, NotAllowed, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = [
    "NOTE", "NoteLine", "Notes", "amend_note", "note_back", "retire_note", "specialist_notes", "write_note",
]  # fmt: skip

NOTE: tuple[Field, ...] = (
    Field("day", _("Date"), "date", required=True, width=4),
    Field("words", _("Note"), "long_text", required=True, max_length=8000, help=_("Only you will read this.")),
)


@dataclass(frozen=True)
class NoteLine:
    """A note of the reader's own."""

    id: str
    revision: int
    day: date
    words: str
    referral_id: str


@dataclass(frozen=True)
class Notes:
    """The reader's own notes on a person, the newest first, and how many others keep."""

    own: tuple[NoteLine, ...]
    kept: int


def write_note(work: Work, person_id: str, answers: Answers, referral_id: str = "") -> str:
    """Keep a note of the actor's own; returns its id."""
    work.require(Right.READ_SECRETS)
    row = SpecialistNote(
        person_id=person_id, account_id=work.actor.id, referral_id=referral_id or None, **_read(answers)
    )
    return work.add(row).id


def amend_note(work: Work, note_id: str, revision: int, answers: Answers) -> None:
    """Change a note of one's own. Raises NotAllowed for a colleague's, Stale."""
    work.amend(_own(work, note_id), _read(answers), revision)


def retire_note(work: Work, note_id: str) -> None:
    """Put a note of one's own away."""
    work.retire(_own(work, note_id))


def note_back(work: Work, note_id: str) -> None:
    """Undo that."""
    work.require(Right.READ_SECRETS)
    for row in work.rows(SpecialistNote, "id = ? AND account_id = ?", (note_id, work.actor.id)):
        work.amend(row, {"deleted_at": None})


def specialist_notes(read: Read, person_id: str) -> Notes:
    """The reader's own notes on a person, and the number of those others keep."""
    read.require(Right.READ_CLIENTS)
    mine = {"person": person_id, "me": read.actor.id}
    (kept,) = read.sql(
        "SELECT count(*) FROM specialist_note WHERE person_id = :person AND account_id <> :me AND deleted_at IS NULL",
        mine,
    )[0]
    if not read.may(Right.READ_SECRETS):
        return Notes((), kept)
    rows = read.sql(
        "SELECT id, revision, day, words, coalesce(referral_id, '') FROM specialist_note "
        "WHERE person_id = :person AND account_id = :me AND deleted_at IS NULL ORDER BY day DESC, id DESC",
        mine,
    )
    return Notes(tuple(NoteLine(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) for row in rows), kept)


def _own(work: Work, note_id: str) -> SpecialistNote:
    work.require(Right.READ_SECRETS)
    row = work.get(SpecialistNote, note_id)
    if row.account_id != work.actor.id:
        raise NotAllowed()
    return row


def _read(answers: Answers) -> Values:
    values = read_answers(NOTE, answers)
    if values["day"] > clock.today():
        raise Invalid(Problem("day", _("This day is still to come.")))
    return values
