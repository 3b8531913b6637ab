"""Keeping files with a person: checked, counted, inside the encrypted register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cic_desktop.attachments import pictures
from cic_desktop.attachments.fields import ATTACHMENT
from cic_desktop.attachments.rows import AttachmentLine
from cic_desktop.attachments.tables import Attachment
from cic_desktop.clients.history import HistoryPart
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.files import CannotRead
from cic_desktop.core.rights import Right
from cic_desktop.db.blobs import LARGEST_FILE, bytes_of, keep_bytes
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _, ngettext

__all__ = [
    "Checked", "HISTORY", "amend_attachment", "attach", "attachments", "bring_back", "check_file", "content",
    "read_file", "retire_attachment",
]  # fmt: skip

Owner = tuple[str, str]
NO_OWNER: Owner = ("", "")
_MB = 1024 * 1024


HISTORY: dict[str, HistoryPart] = {"attachment": HistoryPart(_("Kept file"), {item.name: item for item in ATTACHMENT})}
"""How a person's history words the files kept with them."""


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its bytes, its type and its pages."""

    data: bytes = field(repr=False)
    media_type: str
    pages: int


def read_file(path: Path) -> Checked:
    """Read a file from the disk and check it; one too large is refused before it is read. Raises CicError."""
    try:
        _refuse_large(path.stat().st_size)
        data = path.read_bytes()
    except OSError:
        raise CannotRead() from None
    return check_file(data)


def check_file(data: bytes) -> Checked:
    """What the file is, or a sentence why it cannot be kept."""
    if not data:
        raise CicError(_("This file is empty. Scan it again."))
    _refuse_large(len(data))
    kind = pictures.media_type(data)
    return Checked(data, kind, pictures.page_count(data, kind))


def _refuse_large(size: int) -> None:
    if size > LARGEST_FILE:
        most, has = LARGEST_FILE // _MB, -(-size // _MB)
        raise CicError(
            ngettext(
                "This file has {n} MB; at most {most} MB can be kept. Scan it in grey at 200 dpi, or in parts.",
                "This file has {n} MB; at most {most} MB can be kept. Scan it in grey at 200 dpi, or in parts.",
                has,
                most=most,
            )
        )


def attach(work: Work, person_id: str, file: Checked, answers: Answers, owner: Owner = NO_OWNER) -> str:
    """Keep a file with a person; returns its id. Raises Invalid, and CicError when it is kept already."""
    work.require(Right.EDIT_CLIENTS)
    values = _read(answers)
    sha256 = keep_bytes(work, file.data)
    if work.sql(
        "SELECT 1 FROM attachment WHERE person_id = ? AND sha256 = ? AND deleted_at IS NULL", (person_id, sha256)
    ):
        raise CicError(_("This very file is kept with this person already."))
    row = Attachment(
        person_id=person_id, owner_table=owner[0], owner_id=owner[1], pages=file.pages, media_type=file.media_type,
        size=len(file.data), sha256=sha256, **values,
    )  # fmt: skip
    return work.add(row).id


def amend_attachment(work: Work, attachment_id: str, revision: int, answers: Answers) -> None:
    """Change what is said about a kept file. Raises Invalid, Stale."""
    work.require(Right.EDIT_CLIENTS)
    work.amend(work.get(Attachment, attachment_id), _read(answers), revision)


def retire_attachment(work: Work, attachment_id: str) -> None:
    """Take a file out of sight; its bytes stay with the history."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(work.get(Attachment, attachment_id))


def bring_back(work: Work, attachment_id: str) -> None:
    """Undo `retire_attachment`."""
    work.require(Right.EDIT_CLIENTS)
    work.bring_back(Attachment, attachment_id)


def attachments(read: Read, person_id: str, owner: Owner = NO_OWNER) -> list[AttachmentLine]:
    """The files of a person (of one record of theirs, when named), the newest first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT t.id, t.revision, t.person_id, t.owner_table, t.owner_id, t.kind, t.title, t.seen_on, t.pages, "
        "t.media_type, t.size, coalesce(a.name, '') FROM attachment t LEFT JOIN account a ON a.id = t.created_by "
        "WHERE t.person_id = :person AND t.deleted_at IS NULL "
        "AND (:owner = '' OR (t.owner_table = :table AND t.owner_id = :owner)) ORDER BY t.created_at DESC, t.id DESC",
        {"person": person_id, "table": owner[0], "owner": owner[1]},
    )
    return [_line(*row) for row in rows]


def content(read: Read, attachment_id: str) -> bytes:
    """The file itself; who looked is written to the audit by the window. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    return bytes_of(read, read.get(Attachment, attachment_id).sha256)


def _read(answers: Answers) -> Values:
    values = read_answers(ATTACHMENT, answers)
    if values["seen_on"] and values["seen_on"] > clock.today():
        raise Invalid(Problem("seen_on", _("This date is in the future. Please check it.")))
    return values


def _line(*row: Any) -> AttachmentLine:
    seen = date.fromisoformat(row[7]) if row[7] else None
    return AttachmentLine(row[0], row[1], row[2], (row[3], row[4]), row[5], row[6], seen, *row[8:])
