"""What is said about a kept file: asked when it is added, changed later, or the file taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import attachments
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.attachments import AttachmentLine, Checked


class _FileDialog(ClientDialog):
    """The questions of a file over its buttons."""

    def __init__(self, shell: Shell, title: Text, hint: Text) -> None:
        super().__init__(shell, title, hint, width=560)
        self.grid = FieldGrid(attachments.ATTACHMENT)
        self.body.addWidget(self.grid)
        self.save_button = default_button(_("Save"), self.save)

    def save(self) -> None:
        raise NotImplementedError

    def _failed(self, error: CicError) -> None:
        homeless = self.grid.show_problems(error.problems) if isinstance(error, Invalid) else [error]
        if homeless:
            self.banner.say("bad", homeless[0].text)


class KeepDialog(_FileDialog):
    """A new file: what it is. Its name on the disk is proposed as the title."""

    def __init__(self, shell: Shell, person_id: str, file: Checked, name: str) -> None:
        super().__init__(shell, _("Keep a file"), Plain(name))
        self._person_id, self._file = person_id, file
        self.grid.set_values({"title": name})
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(self.save_button)
        self.grid.focus()

    def save(self) -> None:
        """Keep the file with the client; problems appear beside the questions."""
        person_id, file, answers = self._person_id, self._file, self.grid.values()
        self.ctx.do(
            lambda work: attachments.attach(work, person_id, file, answers),
            verb="keep a file", owner=self, then=lambda _id: self.accept(), failed=self._failed,
        )  # fmt: skip


class AboutDialog(_FileDialog):
    """A kept file: what is said about it, or away with it."""

    def __init__(self, shell: Shell, line: AttachmentLine) -> None:
        super().__init__(shell, _("About this file"), _("Kept by {name}", name=line.kept_by))
        self._line = line
        seen = line.seen_on.isoformat() if line.seen_on else ""
        self.grid.set_values({"kind": line.kind, "title": line.title, "seen_on": seen})
        self.remove = button(_("Remove"), "trash", "ghost", self._remove)
        for widget in (self.remove, cancel_button(self), self.save_button):
            self.foot.addWidget(widget)
        self.foot.insertStretch(1, 1)
        self.grid.focus()

    def save(self) -> None:
        """Keep the changed words."""
        line, answers = self._line, self.grid.values()
        self._do(lambda work: attachments.amend_attachment(work, line.id, line.revision, answers), "change a kept file")

    def _remove(self) -> None:
        ctx, shell, file_id = self.ctx, self.shell, self._line.id

        def put_back() -> None:
            ctx.do(lambda work: attachments.bring_back(work, file_id), verb="undo a removal", owner=ctx)

        self.finished.connect(lambda _code: shell.note(_("Removed."), "ok", _("Undo"), put_back))
        self._do(lambda work: attachments.retire_attachment(work, file_id), "take a kept file away")

    def _do(self, change: Any, verb: str) -> None:
        self.ctx.do(change, verb=verb, owner=self, then=lambda _done: self.accept(), failed=self._failed)
