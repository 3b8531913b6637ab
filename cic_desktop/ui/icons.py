"""Our own stroke icons (24 x 24, resources/icons/<name>.svg), coloured by the theme when painted.

An icon needs no rebuilding on a theme switch: its engine asks the theme each time it paints.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from cic_desktop.paths import data_root
from cic_desktop.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

STROKE = 1.8


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (data_root() / "resources" / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # only with the first icon: it costs the start some milliseconds

    source = _source(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(source.replace(f'"{STROKE}"', f'"{stroke}"').encode()))


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: QColor, stroke: float = STROKE) -> None:
    """Paint an icon into a square; `stroke` is in units of the 24 x 24 drawing."""
    _renderer(name, color.name(), stroke).render(painter, QRectF(rect))


class _Engine(QIconEngine):
    def __init__(self, name: str, tone: str, tone_on: str) -> None:
        super().__init__()
        self._name, self._tone, self._tone_on = name, tone, tone_on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into the left square of the rectangle; what is left of a wide one is the gap to the text."""
        side = min(rect.width(), rect.height())
        top = rect.y() + (rect.height() - side) / 2
        paint_icon(painter, QRectF(rect.x(), top, side, side), self._name, self._colour(mode, state))

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme.color("faint")
        return theme.color(self._tone_on if state == QIcon.State.On else self._tone)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Drawn once for every look of it: a page has dozens of the same."""
        key = f"icon {self._name} {self._colour(mode, state).name()} {size.width()}x{size.height()}"
        made = QPixmap(size)
        if size.isEmpty() or QPixmapCache.find(key, made):  # empty: squeezed while its row is being laid out
            return made
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        QPixmapCache.insert(key, made)
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone, self._tone_on)


def icon(name: str, tone: str = "text", tone_on: str = "primary_tx") -> QIcon:
    """The icon `name` in a colour token; checked buttons show it in `tone_on`, disabled ones faint."""
    return QIcon(_Engine(name, tone, tone_on))


def icon_names() -> list[str]:
    """Every icon there is, sorted (the gallery and the tests)."""
    return sorted(path.stem for path in (data_root() / "resources" / "icons").glob("*.svg"))
