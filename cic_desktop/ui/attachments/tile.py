"""One kept file as a tile: its first page, what it is, when the original was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame

from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.icons import icon
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import image
from cic_desktop.ui.private.picture import PaperPicture
from cic_desktop.ui.widgets import hbox, hide_unless, small, strong, tool_button, vbox

if TYPE_CHECKING:
    from cic_desktop.attachments import AttachmentLine
    from cic_desktop.forms.page.preview import PageImage

WIDTH, HEIGHT, PICTURE = 228, 268, QSize(204, 150)  # pixels; longer words make a tile higher


class FileTile(QFrame):
    """A tile that opens its file on a click, Enter or Space; the pencil asks for its details."""

    opened = Signal()
    edited = Signal()

    def __init__(self, line: AttachmentLine, may_edit: bool) -> None:
        super().__init__()
        self.line = line
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.picture = PaperPicture()
        self.picture.setFixedSize(PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setPixmap(icon("file", "faint").pixmap(40, 40))
        name = Plain(line.title) if line.title else code_label("attachment_kind", line.kind)
        edit = tool_button("pencil", _("Change what is said about this file"), self.edited.emit)
        hide_unless(may_edit, edit)
        words = vbox(strong(name, wrap=True), small(_about(line), wrap=True), spacing=2)
        vbox(self.picture, hbox((words, 1), edit), margins=(12, 12, 12, 12), spacing=8, parent=self)
        language.bind(self, "setAccessibleName", Joined((name, _about(line))))

    def sizeHint(self) -> QSize:
        """High enough for the wrapped words: a flow does not ask for a height for a width."""
        layout = self.layout()
        return QSize(WIDTH, max(HEIGHT, layout.totalHeightForWidth(WIDTH) if layout else 0))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_picture(self, page: PageImage) -> None:
        """The first page, cut to the tile from its top."""
        shot = QPixmap.fromImage(image(page))
        self.picture.setPixmap(
            shot.copy(0, 0, min(shot.width(), PICTURE.width()), min(shot.height(), PICTURE.height()))
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def _about(line: AttachmentLine) -> Text:
    kind = code_label("attachment_kind", line.kind) if line.title else Plain("")
    seen = _("seen {day}", day=Day(line.seen_on, "short")) if line.seen_on else Plain("")
    return Joined((kind, ngettext("{n} page", "{n} pages", line.pages), seen))
