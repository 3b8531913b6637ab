"""Surfaces and small painted pieces: cards, icon tiles, avatars, figures, empty states."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets.boxes import Item, Margins, add, hbox, vbox
from cic_desktop.ui.widgets.labels import h2, label, small, strong


class Card(QFrame):
    """A white surface with a column of items (`add` appends)."""

    def __init__(self, *items: Item, spacing: int = 12, margins: Margins = (20, 18, 20, 18)) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.column = vbox(*items, margins=margins, spacing=spacing, parent=self)

    def add(self, *items: Item) -> None:
        add(self.column, *items)


def card_head(words: Words, *right: QWidget) -> QWidget:
    """The heading of a card with its tools; one height with or without them, so neighbours align."""
    made = QWidget()
    hbox(h2(words), None, *right, parent=made)
    made.setFixedHeight(36)
    return made


class IconTile(QWidget):
    """An icon on a tinted square; decoration only."""

    def __init__(self, icon: str, tone: Tone = "primary", size: int = 36) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setFixedSize(size, size)

    def show_icon(self, icon: str, tone: Tone) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_tile(QPainter(self), self.rect(), self._icon, self._tone)


def paint_tile(painter: QPainter, square: QRect, icon: str, tone: Tone) -> None:
    """Paint an icon on a tinted square."""
    back, front = theme.tone(tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawRoundedRect(QRectF(square), 10, 10)
    inset = round(square.width() * 0.24)
    paint_icon(painter, square.adjusted(inset, inset, -inset, -inset), icon, front)


class Glyph(QWidget):
    """A bare icon beside a text, in a tone's colour."""

    def __init__(self, icon: str, tone: Tone = "", size: int = 18) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setFixedSize(size, size)

    def show_icon(self, icon: str, tone: Tone) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self.rect(), self._icon, theme.tone(self._tone)[1])


class Avatar(QWidget):
    """A person's initials in a circle."""

    def __init__(self, initials: str, size: int = 56) -> None:
        super().__init__()
        self._initials = initials
        self.setFixedSize(size, size)

    def set_initials(self, initials: str) -> None:
        self._initials = initials
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        back, front = theme.tone("primary")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(font(self.height() * 0.28, strong=True))
        painter.setPen(front)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)


class StatTile(Card):
    """A figure with its name; opens the list behind it when somebody listens to `activated`."""

    activated = Signal()

    def __init__(self, value: Words, name: Words, hint: Words = "", icon: str = "", tone: Tone = "primary") -> None:
        super().__init__(spacing=2, margins=(18, 15, 18, 15))
        self._figure, self._hint = label(value, "stat"), small(hint, wrap=True)
        tile: list[Item] = [IconTile(icon, tone), 4] if icon else []
        self.add(hbox(*tile, self._figure, None), 2, strong(name, wrap=True), self._hint)
        self._hint.setVisible(bool(hint))
        language.bind(self, "setAccessibleName", name)
        self._opens = False

    def set_value(self, value: Words, hint: Words | None = None) -> None:
        language.bind(self._figure, "setText", value)
        if hint is not None:
            language.bind(self._hint, "setText", hint)
            self._hint.setVisible(bool(hint))

    def opens(self) -> StatTile:
        """Make the tile a button: pointer, keyboard focus, `activated`."""
        self._opens = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        return self

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if ring_visible(self):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)


class EmptyState(QWidget):
    """What a list says when there is nothing in it, and what to do next."""

    def __init__(self, icon: str, title: Words, hint: Words = "", button: QPushButton | None = None) -> None:
        super().__init__()
        words = [strong(title, wrap=True), *([label(hint, "muted", wrap=True)] if hint else [])]
        for text in words:
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        centred = [hbox(None, widget, None) for widget in (IconTile(icon, "", 52), button) if widget]
        vbox(
            None,
            centred[0],
            4,
            *words,
            6,
            *centred[1:],
            None,
            margins=(40, 28, 40, 28),
            spacing=4,
            parent=self,
        )
