"""A card that takes files: dropped on it or chosen; what was found of them, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from cic_desktop.i18n import Text
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Card, Glyph, add, box, button, card_head, hbox, label, small, vbox

if TYPE_CHECKING:
    from cic_desktop.forms.mos import Point

SIGNS: dict[str, tuple[str, Tone]] = {"ok": ("check", "ok"), "warn": ("alert", "warn"), "bad": ("x", "bad")}


class DropCard(Card):
    """`taken(paths)` for what was dropped or chosen. Nothing is kept by it."""

    taken = Signal(list)

    def __init__(self, title: Text, choose: Text, pattern: str, *, several: bool) -> None:
        super().__init__(spacing=8, margins=(18, 12, 16, 14))
        self._choose_words, self._pattern, self._several = choose, pattern, several
        self._round = 0  # a file looked at for somebody else comes too late
        self.setAcceptDrops(True)
        self.choose_button = button(choose, "upload", slot=self.choose)
        self.add(card_head(title, self.choose_button))

    def choose(self) -> None:
        """Let the user pick."""
        title, pattern = language.text(self._choose_words), f"({self._pattern})"
        if self._several:
            chosen, _filter = QFileDialog.getOpenFileNames(self, title, "", pattern)
        else:
            one, _filter = QFileDialog.getOpenFileName(self, title, "", pattern)
            chosen = [one] if one else []
        if chosen:
            self.taken.emit([Path(name) for name in chosen])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.taken.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


def point_rows(points: Iterable[Point]) -> QWidget:
    """What was found, each with its sign and, where something is wrong, what to do."""
    made = vbox(spacing=5)
    for point in points:
        icon, tone = SIGNS[point.verdict]
        words = vbox(label(point.words, wrap=True), spacing=0)
        if language.text(point.advice):
            add(words, small(point.advice, wrap=True))
        add(made, hbox(Glyph(icon, tone, 16), (box(words), 1), spacing=8))
    return box(made)
