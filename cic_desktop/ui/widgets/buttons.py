"""Buttons. Every one has a name for the screen reader: its text, or the tool tip of an icon button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from cic_desktop.ui.language import Words, language
from cic_desktop.ui.later import later

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

Kind = Literal["", "primary", "ghost", "danger"]
Slot = Callable[[], object]
_TONES = {"primary": "on_primary", "ghost": "primary_tx", "danger": "on_bad"}


def button(words: Words, icon: str | None = None, kind: Kind = "", slot: Slot | None = None) -> QPushButton:
    """A push button; one `primary` per page."""
    made = QPushButton()
    made.setProperty("kind", kind)
    language.bind(made, "setText", words)
    if icon:
        made.setIcon(_icon(icon, _TONES.get(kind, "text")))
        made.setIconSize(QSize(21, 17))  # wider than high: Qt's own gap between icon and text is too small
    _point(made)
    made.setAutoDefault(False)
    if slot:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def tool_button(icon: str, tip: Words, slot: Slot | None = None, tone: str = "muted") -> QToolButton:
    """A button that is only an icon; `tip` is its tool tip and its name."""
    made = QToolButton()
    made.setIcon(_icon(icon, tone))
    made.setIconSize(QSize(18, 18))
    made.setProperty("focusPolicy", "TabFocus")
    _point(made)
    language.bind(made, "setToolTip", tip)
    language.bind(made, "setAccessibleName", tip)
    if slot:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def chip_button(words: Words, *, checked: bool = False, slot: Callable[[bool], object] | None = None) -> QPushButton:
    """A filter or an answer that is on or off."""
    made = QPushButton()
    made.setProperty("role", "chip")
    made.setCheckable(True)
    made.setChecked(checked)
    _point(made)
    made.setAutoDefault(False)
    if slot:
        made.toggled.connect(slot)
    return language.bind(made, "setText", words)


def nav_button(words: Words, icon: str) -> QPushButton:
    """An entry of the navigation at the left."""
    made = QPushButton()
    made.setProperty("role", "nav")
    made.setCheckable(True)
    made.setIcon(_icon(icon, "muted"))
    made.setIconSize(QSize(26, 18))
    _point(made)
    return language.bind(made, "setText", words)


def _icon(name: str, tone: str) -> QIcon:
    from cic_desktop.ui.icons import icon  # the first window has its marks from the style sheet

    return icon(name, tone)


def _point(made: QWidget) -> None:
    """The pointing hand over a widget."""

    def point() -> None:
        from PySide6.QtCore import Qt  # twenty milliseconds: see `ui.later`

        made.setCursor(Qt.CursorShape.PointingHandCursor)

    later(point)
