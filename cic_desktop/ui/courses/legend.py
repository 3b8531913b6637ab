"""Below the attendance: what the signs mean and which key makes each; what is being typed; what is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.courses.painting import SIGNS, sign
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Flow, box, hbox, small

__all__ = ["Legend"]

_KEYS: tuple[tuple[str, Text], ...] = (
    ("*", _("all others present")),
    ("A–Ż", _("find a name")),
    ("Del", _("no mark")),
)


class Legend(QWidget):
    """The signs with their keys, then the other keys, in as many lines as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        signs = [_entry(str(n), code_label("attendance_mark", mark), mark) for n, mark in enumerate(SIGNS, start=1)]
        Flow(*signs, *(_entry(key, words) for key, words in _KEYS), gap=14, parent=self)
        language.bind(self, "setAccessibleName", _("Signs and keys"))


class _Sign(QWidget):
    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedSize(22, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, sign(self._mark, self.devicePixelRatio()))


def _entry(key: str, words: Text, mark: str = "") -> QWidget:
    cap = small(Plain(key))
    cap.setProperty("role", "key")
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made = box(hbox(cap, *([_Sign(mark)] if mark else []), small(words), spacing=6))
    made.setFixedHeight(24)
    return made
