"""A picture of papers that shows nothing while names are hidden: its letters cannot be covered one by one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from cic_desktop.i18n import Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme

__all__ = ["PaperPicture"]

_COVER: Text = _("Hidden (F9)")


class PaperPicture(QLabel):
    """A label for a page of a PDF, a scan, a photograph."""

    def __init__(self) -> None:
        super().__init__()
        language.on_change(self, self.update)

    @property
    def covered(self) -> bool:
        return language.veil is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.covered:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        painter.setPen(theme.color("muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _COVER.render(language.code))
