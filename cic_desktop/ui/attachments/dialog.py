"""What is said about a kept file: asked when it is added, changed later, or the file taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import attachments
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.attachments import AttachmentLine, Checked


class KeepDialog(RowDialog):
    """A new file: what it is. Its name on the disk is proposed as the title."""

    def __init__(self, shell: Shell, person_id: str, file: Checked, name: str) -> None:
        def save(work: Any, _new: int, answers: Answers) -> str:
            return attachments.attach(work, person_id, file, answers)

        acts, start = RowActs(save, "keep a file"), {"title": name}
        super().__init__(shell, _("Keep a file"), attachments.ATTACHMENT, acts, start=start, hint=Plain(name))


class AboutDialog(RowDialog):
    """A kept file: what is said about it, or away with it."""

    def __init__(self, shell: Shell, line: AttachmentLine) -> None:
        hint = _("Kept by {name}", name=line.kept_by)
        super().__init__(shell, _("About this file"), attachments.ATTACHMENT, _acts(line), _seen(line), hint=hint)


def _seen(line: AttachmentLine) -> Seen:
    seen = line.seen_on.isoformat() if line.seen_on else ""
    return line.revision, {"kind": line.kind, "title": line.title, "seen_on": seen}


def _acts(line: AttachmentLine) -> RowActs:
    def save(work: Any, revision: int, answers: Answers) -> None:
        attachments.amend_attachment(work, line.id, revision, answers)

    def latest(read: Any) -> Seen | None:
        kept = attachments.attachments(read, line.person_id)
        return next((_seen(one) for one in kept if one.id == line.id), None)

    return RowActs(
        save,
        "change a kept file",
        latest,
        lambda work: attachments.retire_attachment(work, line.id),
        lambda work: attachments.bring_back(work, line.id),
    )
