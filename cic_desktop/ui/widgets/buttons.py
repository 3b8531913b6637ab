"""Buttons. Every one has a name for the screen reader: its text, or the tool tip of an icon button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from cic_desktop.ui.icons import icon as make_icon
from cic_desktop.ui.language import Words, language

Kind = Literal["", "primary", "ghost", "danger"]
Slot = Callable[[], object]
_TONES = {"primary": "on_primary", "ghost": "primary_tx", "danger": "on_bad"}


def button(words: Words, icon: str | None = None, kind: Kind = "", slot: Slot | None = None) -> QPushButton:
    """A push button; one `primary` per page."""
    made = QPushButton()
    made.setProperty("kind", kind)
    language.bind(made, "setText", words)
    if icon:
        made.setIcon(make_icon(icon, _TONES.get(kind, "text")))
        made.setIconSize(QSize(21, 17))  # wider than high: Qt's own gap between icon and text is too small
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if slot:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def tool_button(icon: str, tip: Words, slot: Slot | None = None, tone: str = "muted") -> QToolButton:
    """A button that is only an icon; `tip` is its tool tip and its name."""
    made = QToolButton()
    made.setIcon(make_icon(icon, tone))
    made.setIconSize(QSize(18, 18))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
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
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if slot:
        made.toggled.connect(slot)
    return language.bind(made, "setText", words)


def nav_button(words: Words, icon: str) -> QPushButton:
    """An entry of the navigation at the left."""
    made = QPushButton()
    made.setProperty("role", "nav")
    made.setCheckable(True)
    made.setIcon(make_icon(icon, "muted"))
    made.setIconSize(QSize(26, 18))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return language.bind(made, "setText", words)
