"""How the attendance looks: names at the left, lessons as columns, a quiet sign in each cell, sums at the edges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from cic_desktop.i18n import Plain, Text, _
from cic_desktop.i18n.cldr import locale
from cic_desktop.ui.courses.sheet import ABSENT, EXCUSED, LATE, PRESENT, THERE, Sheet
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme

__all__ = ["COLUMN", "FOOT", "HEAD", "NAMES", "ROW", "SIGNS", "SUMS", "Face", "sign"]

NAMES, SUMS, HEAD, FOOT, ROW, COLUMN = 250, 112, 48, 30, 31, 46  # pixels
SIGNS: dict[str, tuple[str, Tone]] = {
    PRESENT: ("check", "ok"), LATE: ("clock", "warn"), ABSENT: ("x", "bad"), EXCUSED: ("file-text", "info"),
}  # fmt: skip
_SIGN, _ICON = 22, 14
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


def sign(mark: str, ratio: float = 1.0) -> QPixmap:
    """A mark as a small picture; being there is only a tick, so that whoever was not stands out."""
    return _sign(mark, theme.scheme, ratio)


@lru_cache(maxsize=32)
def _sign(mark: str, _scheme: str, ratio: float) -> QPixmap:
    made = QPixmap(round(_SIGN * ratio), round(_SIGN * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    name, tone = SIGNS[mark]
    back, front = theme.tone(tone)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark != PRESENT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(QRectF(0, 0, _SIGN, _SIGN), 6, 6)
    inset = (_SIGN - _ICON) / 2
    paint_icon(painter, QRectF(inset, inset, _ICON, _ICON), name, front, 2.2)
    painter.end()
    return made


@dataclass(frozen=True)
class Face:
    """A sheet laid out in a size and scrolled: from cells to pixels and back. `here` is (lesson, person)."""

    sheet: Sheet
    width: int
    height: int
    left: int = 0  # pixels scrolled
    top: int = 0
    here: tuple[int, int] = (0, 0)
    least: int = 0  # per cent of the lessons for a certificate
    typed: str = ""  # of a name, shown above the names
    lost: bool = False  # nobody's name begins so

    def lesson_rect(self, lesson: int) -> QRectF:
        """A lesson's whole column."""
        return QRectF(NAMES + lesson * COLUMN - self.left, 0, COLUMN, self.height)

    def row_rect(self, person: int) -> QRectF:
        return QRectF(0, HEAD + person * ROW - self.top, self.width, ROW)

    def cell_rect(self, lesson: int, person: int) -> QRectF:
        return self.lesson_rect(lesson).intersected(self.row_rect(person))

    def at(self, point: QPointF) -> tuple[int, int]:
        """(lesson, person) under a point; -1 for a head, a foot or the names."""
        inside = NAMES <= point.x() < self.width - SUMS
        lesson = int((point.x() - NAMES + self.left) // COLUMN) if inside else -1
        person = int((point.y() - HEAD + self.top) // ROW) if HEAD <= point.y() < self.height - FOOT else -1
        return (
            lesson if lesson < len(self.sheet.lessons) else -1,
            person if person < len(self.sheet.people) else -1,
        )

    def lessons(self) -> range:
        """The lessons in sight."""
        room = self.width - NAMES - SUMS
        return range(self.left // COLUMN, min((self.left + room) // COLUMN + 1, len(self.sheet.lessons)))

    def people(self) -> range:
        room = self.height - HEAD - FOOT
        return range(self.top // ROW, min((self.top + room) // ROW + 1, len(self.sheet.people)))

    # --- painting -----------------------------------------------------------------------------------

    def paint(self, painter: QPainter, *, ring: bool) -> None:
        """All of it; `ring` marks the cell the keyboard is on more strongly."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), theme.color("surface"))
        middle = QRectF(NAMES, 0, self.width - NAMES - SUMS, self.height)
        body = QRectF(0, HEAD, self.width, self.height - HEAD - FOOT)
        painter.setClipRect(body)
        self._paint_rows(painter)
        painter.setClipRect(body.intersected(middle))
        for lesson in self.lessons():
            self._paint_ground(painter, lesson)
        painter.setClipRect(body)
        painter.setPen(theme.color("border"))
        for person in self.people():
            y = self.row_rect(person).bottom() - 0.5
            painter.drawLine(QLineF(0, y, self.width, y))
        painter.setClipRect(body.intersected(middle))
        self._paint_cells(painter, ring=ring)
        painter.setClipRect(middle)
        self._paint_heads(painter)
        painter.setClipping(False)
        self._paint_frame(painter)

    def _paint_rows(self, painter: QPainter) -> None:
        if self.sheet.people:
            painter.fillRect(self.row_rect(self.here[1]), theme.color("sunken"))
        strong, plain = font(strong=True), font()
        small = font(9.5)
        for person in self.people():
            row, item = self.row_rect(person), self.sheet.people[person]
            here = person == self.here[1]
            ink = "text" if item.in_group else "muted"
            room = QRectF(16, row.y(), NAMES - 26, ROW)
            _write(painter, room, language.text(item.person), strong if here else plain, theme.color(ink))
            self._paint_share(painter, QRectF(self.width - SUMS + 12, row.y(), SUMS - 26, ROW), person, small)

    def _paint_share(self, painter: QPainter, room: QRectF, person: int, face: QFont) -> None:
        there, held = self.sheet.share(person)
        if not held:
            return
        percent = 100 * there // held  # as certificates reckon: 79.9 is not yet 80
        colour = theme.color("warn" if percent < self.least else "muted")
        _write(painter, room, f"{there}/{held}", face, theme.color("faint"))
        _write(painter, room, f"{percent} %", face, colour, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _paint_cells(self, painter: QPainter, *, ring: bool) -> None:
        ratio = painter.device().devicePixelRatio()
        for lesson in self.lessons():
            for person in self.people():
                self._paint_cell(painter, lesson, person, ratio)
        if self.sheet.people and self.sheet.lessons:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus" if ring else "border2"), 2))
            painter.drawRoundedRect(self.cell_rect(*self.here).adjusted(3, 2, -3, -3), 6, 6)

    def _paint_ground(self, painter: QPainter, lesson: int) -> None:
        column = self.lesson_rect(lesson)
        column.setBottom(min(self.row_rect(len(self.sheet.people) - 1).bottom(), column.bottom()))
        if lesson == self.here[0]:
            tint = QColor(theme.color("primary_bg"))
            tint.setAlphaF(0.55)
            painter.fillRect(column, tint)
        elif not self.sheet.open_on(lesson):
            painter.fillRect(column, theme.color("sunken"))

    def _paint_cell(self, painter: QPainter, lesson: int, person: int, ratio: float) -> None:
        sheet, cell = self.sheet, self.cell_rect(lesson, person)
        key = sheet.key(lesson, person)
        mark = sheet.marks.get(key, "")
        if mark:
            painter.drawPixmap(QPointF(cell.center().x() - _SIGN / 2, cell.center().y() - _SIGN / 2), sign(mark, ratio))
        elif sheet.open_on(lesson) and sheet.expects(lesson, person):
            painter.setPen(QPen(theme.color("border2"), 2))
            painter.drawPoint(cell.center())
        if mark != sheet.saved.get(key, ""):
            painter.fillRect(QRectF(cell.right() - 8, cell.y() + 5, 4, 4), theme.color("focus"))

    def _paint_heads(self, painter: QPainter) -> None:
        strong, small = font(9.5, strong=True), font(9)
        painter.fillRect(QRectF(0, 0, self.width, HEAD), theme.color("sunken"))
        painter.fillRect(QRectF(0, self.height - FOOT, self.width, FOOT), theme.color("sunken"))
        for lesson in self.lessons():
            line, column = self.sheet.lessons[lesson], self.lesson_rect(lesson)
            here, closed = lesson == self.here[0], not self.sheet.open_on(lesson)
            if here:
                painter.fillRect(QRectF(column.x(), 0, COLUMN, HEAD), theme.color("primary"))
            ink = theme.color("on_primary" if here else "faint" if closed else "text")
            under = theme.color("on_primary" if here else "muted")
            _write(painter, QRectF(column.x(), 6, COLUMN, 18), f"{line.day:%d.%m}", strong, ink, _MIDDLE)
            _write(
                painter,
                QRectF(column.x(), 24, COLUMN, 16),
                _shortened(line.day.weekday(), language.spoken),
                small,
                under,
                _MIDDLE,
            )
            self._paint_count(painter, lesson, QRectF(column.x(), self.height - FOOT, COLUMN, FOOT), small)

    def _paint_count(self, painter: QPainter, lesson: int, room: QRectF, face: QFont) -> None:
        counts = self.sheet.counts(lesson)
        if any(mark for mark in counts):
            _write(painter, room, str(sum(counts[mark] for mark in THERE)), face, theme.color("muted"), _MIDDLE)

    def _paint_frame(self, painter: QPainter) -> None:
        """What stays where it is: the corners, and the lines between names, lessons and sums."""
        for left, wide in ((0, NAMES), (self.width - SUMS, SUMS)):
            for top, high in ((0, HEAD), (self.height - FOOT, FOOT)):
                painter.fillRect(QRectF(left, top, wide, high), theme.color("sunken"))
        heads: tuple[tuple[QRectF, Text], ...]
        small, ink, right = font(9.5, strong=True), theme.color("muted"), self.width - SUMS
        if self.typed:
            self._paint_typed(painter)
        heads = (
            (QRectF(16, 0, NAMES - 26, HEAD), Plain("") if self.typed else _("People")),
            (QRectF(right + 12, 0, SUMS - 24, HEAD), _("Attended")),
            (QRectF(16, self.height - FOOT, NAMES - 26, FOOT), _("How many were there")),
        )
        for room, words in heads:
            _write(painter, room, language.text(words), small, ink)
        painter.setPen(theme.color("border"))
        for x in (NAMES - 0.5, self.width - SUMS + 0.5):
            painter.drawLine(QLineF(x, 0, x, self.height))
        for y in (HEAD - 0.5, self.height - FOOT + 0.5):
            painter.drawLine(QLineF(0, y, self.width, y))

    def _paint_typed(self, painter: QPainter) -> None:
        """What is being typed of a name, as a pill where the names begin."""
        face, words = font(strong=True), f"{self.typed}…"
        back, front = theme.tone("bad" if self.lost else "info")
        pill = QRectF(12, (HEAD - 26) / 2, min(QFontMetricsF(face).horizontalAdvance(words) + 24, NAMES - 24), 26)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(pill, 13, 13)
        _write(painter, pill.adjusted(12, 0, -12, 0), words, face, front)


def _write(
    painter: QPainter, room: QRectF, words: str, face: QFont, ink: QColor, align: Qt.AlignmentFlag = _LEFT
) -> None:
    painter.setFont(face)
    painter.setPen(ink)
    shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, align, shown)


@lru_cache(maxsize=64)
def _shortened(number: int, code: str) -> str:
    return str(locale(code).days["stand-alone"]["abbreviated"][number])
