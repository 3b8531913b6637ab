"""Keyboard and screen reader: what the style sheet looks at, names for everything that takes focus."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def ring_visible(widget: QWidget) -> bool:
    """Whether a widget that paints itself should paint its focus ring now."""
    return widget.hasFocus() and bool(widget.property("kbd"))


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and restyle."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def accessible_name(widget: QWidget) -> str:
    """What a screen reader says for a widget; empty when it would say nothing."""
    from PySide6.QtGui import QAccessible  # brings large enumerations; the first window needs none of them

    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def announce(widget: QWidget) -> None:
    """Let a screen reader speak a widget that appeared by itself (a banner, an error line)."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
