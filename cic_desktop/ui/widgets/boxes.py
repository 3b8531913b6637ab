"""Layouts in one line: rows, columns and rules."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

# A widget or layout, one with its stretch, a gap in pixels, or None for what is left over.
Item: TypeAlias = QWidget | QLayout | tuple[QWidget | QLayout, int] | int | None
Margins: TypeAlias = tuple[int, int, int, int]
_Box = TypeVar("_Box", bound=QBoxLayout)


def vbox(*items: Item, margins: Margins = (0, 0, 0, 0), spacing: int = 8, parent: QWidget | None = None) -> QVBoxLayout:
    """A column; given a parent, its layout."""
    return _fill(QVBoxLayout(parent) if parent else QVBoxLayout(), items, margins, spacing)


def hbox(*items: Item, margins: Margins = (0, 0, 0, 0), spacing: int = 8, parent: QWidget | None = None) -> QHBoxLayout:
    """A row, centred vertically; given a parent, its layout."""
    return _fill(QHBoxLayout(parent) if parent else QHBoxLayout(), items, margins, spacing)


def add(layout: QBoxLayout, *items: Item) -> None:
    """Append items to a row or column."""
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, tuple):
            _add_one(layout, *item)
        else:
            _add_one(layout, item)


def box(layout: QLayout) -> QWidget:
    """A layout as a widget that takes the room left over.

    A word-wrapping label beside a stretch collapses; put in a box it gets the stretch itself.
    """
    from PySide6.QtWidgets import QSizePolicy  # the first window has no boxes

    made = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def hide_unless(wanted: bool, *widgets: QWidget) -> None:
    """Leave out of a new page what is not wanted.

    A part that stands nowhere yet must not be shown: it would be a window of its own for a moment, and take the
    keyboard from the page. What is not hidden is shown with what it will stand in.
    """
    for widget in widgets if not wanted else ():
        widget.hide()


def line() -> QFrame:
    """A hairline between rows."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def clear(layout: QLayout) -> None:
    """Empty a layout and delete what was in it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()


def _add_one(layout: QBoxLayout, item: QWidget | QLayout, stretch: int = 0) -> None:
    if isinstance(item, QLayout):
        layout.addLayout(item, stretch)
    else:
        layout.addWidget(item, stretch)


def _fill(layout: _Box, items: tuple[Item, ...], margins: Margins, spacing: int) -> _Box:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    add(layout, *items)
    return layout
