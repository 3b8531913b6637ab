"""The card's tab with scans and files: tiles, a place to drop files on, a look at one before it is printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from cic_desktop import attachments
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.attachments.dialog import AboutDialog, KeepDialog
from cic_desktop.ui.attachments.tile import PICTURE, FileTile
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, EmptyState, Flow, box, button, card_head, hide_unless, vbox

if TYPE_CHECKING:
    from cic_desktop.attachments import AttachmentLine, Checked

_FILTER = "(" + " ".join(f"*.{ending}" for ending in ("pdf", "jpg", "jpeg", "png", "tif", "tiff", "webp")) + ")"


class FilesSection(CardSection):
    """Files of one person. They are read, checked and drawn beside the window, one after another."""

    watches = ("attachment",)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._person_id = shell, ""
        self._may = shell.ctx.may(Right.EDIT_CLIENTS)
        self._waiting: list[Path] = []
        self.setAcceptDrops(self._may)
        self.banner = Banner()
        self.add_button = button(_("Add a file"), "plus", slot=self.choose)
        hide_unless(self._may, self.add_button)
        self._tiles = Flow(gap=14)
        self._place = box(self._tiles)
        self.tiles: list[FileTile] = []
        self._empty = EmptyState(
            "file", _("No files yet"), _("Drop scans or PDFs here, or add one. They are kept encrypted.")
        )
        card = Card(card_head(_("Files"), self.add_button), self.banner, self._place, self._empty)
        vbox(card, None, parent=self)

    def show_person(self, person_id: str) -> None:
        if person_id != self._person_id:
            self.banner.hide()
        self._person_id = person_id
        self._shell.ctx.ask(
            lambda read: attachments.attachments(read, person_id),
            owner=self, then=lambda lines: self._show(person_id, lines), failed=self._failed, latest="files",
        )  # fmt: skip

    # --- adding -------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let the user pick files."""
        chosen, _filter = QFileDialog.getOpenFileNames(
            self, language.text(_("Add a file")), "", f"{language.text(_('Scans and PDFs'))} {_FILTER}"
        )
        self.take([Path(name) for name in chosen])

    def take(self, paths: list[Path]) -> None:
        """Check files one by one and ask what each is."""
        self._waiting += paths
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            return
        path, person_id = self._waiting.pop(0), self._person_id
        self._shell.ctx.side(
            lambda _tick: attachments.read_file(path),
            owner=self, then=lambda file: self._ask(person_id, file, path.stem), failed=self._not_taken,
        )  # fmt: skip

    def _ask(self, person_id: str, file: Checked, name: str) -> None:
        dialog = KeepDialog(self._shell, person_id, file, name)
        dialog.finished.connect(lambda _code: self._next())
        dialog.open()

    def _not_taken(self, error: CicError) -> None:
        self._failed(error)
        self._next()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, person_id: str, lines: list[AttachmentLine]) -> None:
        if person_id != self._person_id:
            return
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = [self._tile(line) for line in lines]
        self._place.setVisible(bool(lines))
        self._empty.setVisible(not lines)

    def _tile(self, line: AttachmentLine) -> FileTile:
        tile = FileTile(line, self._may)
        tile.opened.connect(lambda: self.open_file(line))
        tile.edited.connect(lambda: AboutDialog(self._shell, line).open())
        self._tiles.addWidget(tile)
        self._shell.ctx.side(
            lambda _tick: attachments.thumbnail(self._content(line), line.media_type, PICTURE.width()),
            owner=tile, then=tile.show_picture, failed=lambda _error: None,
        )  # fmt: skip
        return tile

    def open_file(self, line: AttachmentLine) -> None:
        """See the whole file, as it would be printed; that somebody looked is written down."""
        name = Plain(line.title) if line.title else code_label("attachment_kind", line.kind)
        ctx = self._shell.ctx
        ctx.do(lambda work: work.note("view", "attachment", line.id), verb="view a file", owner=self)
        ctx.side(
            lambda _tick: attachments.as_pdf(self._content(line), line.media_type),
            owner=self, then=lambda pdf: self._open(pdf, name), failed=self._failed,
        )  # fmt: skip

    def _open(self, pdf: bytes, name: Text) -> None:
        show_pdf(self, pdf, name, "file.pdf")

    def _content(self, line: AttachmentLine) -> bytes:
        ctx = self._shell.ctx
        with ctx.opened.database.read(ctx.actor) as read:
            return attachments.content(read, line.id)

    def _failed(self, error: Any) -> None:
        self.banner.say("bad", error.text)
