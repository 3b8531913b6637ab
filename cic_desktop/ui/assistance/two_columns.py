"""Two columns side by side that stand below each other where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from cic_desktop.ui.widgets import hbox

_NARROW = 900  # pixels of the page
_ANY = 16_777_215  # Qt's own "no limit"


class TwoColumns(QWidget):
    """`right` has a fixed width in pixels, or a share of the room (`shares`). What expands gets all the height."""

    def __init__(
        self, left: QWidget, right: QWidget, *, shares: tuple[int, int] = (1, 0), right_width: int = 0
    ) -> None:
        super().__init__()
        self._right, self._right_width = right, right_width
        self._row = hbox((left, shares[0]), (right, shares[1]), spacing=18, parent=self)
        for column in (left, right):
            if column.sizePolicy().verticalPolicy() != QSizePolicy.Policy.Expanding:
                self._row.setAlignment(column, Qt.AlignmentFlag.AlignTop)

    def arrange(self, room: int) -> None:
        """Side by side or below each other, in a page of this width."""
        narrow = room < _NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        if self._right_width:
            self._right.setMinimumWidth(0 if narrow else self._right_width)
            self._right.setMaximumWidth(_ANY if narrow else self._right_width)
