"""A sheet to sign on with a pen, a finger or the mouse, and the dialog that asks for a signature."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from cic_desktop.forms.page.strokes import Strokes
from cic_desktop.i18n import Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import button, h2, hbox, muted, small, vbox

NIB = 2.4  # pixels
FEET = 0.78  # where of the height the line to sign on lies
MARGIN = 28.0  # of that line, in pixels


class SignaturePad(QWidget):
    """Takes strokes while a button or the pen's tip is down. `changed` fires after each stroke."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[list[QPointF]] = []
        self._drawing = False
        self.setMinimumSize(420, 160)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking, False)
        language.bind(self, "setAccessibleName", _("Sheet to sign on"))

    @property
    def strokes(self) -> Strokes:
        """What was drawn, in parts of the sheet's width."""
        width = max(self.width(), 1)
        return Strokes(tuple(tuple((p.x() / width, p.y() / width) for p in line) for line in self._lines))

    def undo(self) -> None:
        """Take the last stroke away."""
        if self._lines:
            self._lines.pop()
            self._redrawn()

    def clear(self) -> None:
        self._lines.clear()
        self._redrawn()

    def sizeHint(self) -> QSize:
        return QSize(640, 220)

    # --- pen, finger, mouse ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._draw(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen is heard as a pen: as a mouse it would come in coarser steps."""
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._draw(event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) or event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _begin(self, at: QPointF) -> None:
        self._drawing = True
        self._lines.append([at])
        self.update()

    def _draw(self, at: QPointF) -> None:
        """A stroke that runs off the sheet goes along its edge."""
        if self._drawing:
            inside = QPointF(min(max(at.x(), 0.0), self.width()), min(max(at.y(), 0.0), self.height()))
            self._lines[-1].append(inside)
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self._redrawn()

    def _redrawn(self) -> None:
        self.update()
        self.changed.emit()

    # --- painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.color("focus") if ring_visible(self) else theme.color("border")
        painter.setPen(QPen(edge, 2))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(QPen(theme.color("rule"), 1))
        y = self.height() * FEET
        painter.drawLine(QPointF(MARGIN, y), QPointF(self.width() - MARGIN, y))
        painter.setPen(
            QPen(theme.color("ink"), NIB, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self._lines:
            painter.drawPath(_path(line))


class SignatureDialog(QDialog):
    """Asks somebody to sign. `signed` carries the `Strokes`; closing it signs nothing.

    Who signs is the person themselves unless another name is written: a parent signs for a child.
    """

    signed = Signal(object)

    def __init__(self, parent: QWidget, who: Text, what: Text) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._who = language.text(who)
        language.bind(self, "setWindowTitle", _("Signature"))
        self.pad = SignaturePad()
        self.state = small("")
        self.undo = button(_("Undo the last stroke"), "undo", slot=self.pad.undo)
        self.again = button(_("Start again"), "refresh", slot=self.pad.clear)
        self.cancel = button(_("Sign on paper instead"), slot=self.reject)
        self.keep = button(_("Keep the signature"), kind="primary", slot=self._keep)
        self.name = QLineEdit(self._who, maxLength=120)
        language.bind(self.name, "setAccessibleName", _("Who signs"))
        head = vbox(h2(what, wrap=True), hbox(muted(_("Who signs")), (self.name, 1), spacing=10), spacing=8)
        below = hbox(self.undo, self.again, None, self.cancel, self.keep, spacing=10)
        vbox(head, (self.pad, 1), self.state, below, margins=(24, 20, 24, 18), spacing=14, parent=self)
        self.pad.changed.connect(self._changed)
        self.resize(760, 400)
        self._changed()
        self.pad.setFocus()

    @property
    def signer(self) -> str:
        """Who signs for the person; "" when they sign themselves."""
        name = " ".join(self.name.text().split())
        return "" if name == self._who else name

    def _changed(self) -> None:
        ready = bool(self.pad.strokes)
        self.keep.setEnabled(ready)
        for tool in (self.undo, self.again):
            tool.setEnabled(bool(self.pad.strokes.lines))
        words = _("It is kept in the encrypted register only.") if ready else _("Sign above the line.")
        language.bind(self.state, "setText", words)

    def _keep(self) -> None:
        self.signed.emit(self.pad.strokes)
        self.accept()


def _path(line: list[QPointF]) -> QPainterPath:
    """A smooth line through the middles of a stroke's steps; a dot for a touch."""
    path = QPainterPath(line[0])
    for one, other in pairwise(line):
        path.quadTo(one, (one + other) / 2)
    path.lineTo(line[-1] if len(line) > 1 else line[0] + QPointF(0.1, 0))
    return path
