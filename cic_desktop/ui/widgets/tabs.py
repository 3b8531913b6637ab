"""A row of tabs over the sections of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from cic_desktop.i18n import Text
from cic_desktop.ui.language import language

__all__ = ["Tabs"]


class Tabs(QTabBar):
    """Tabs by their titles, called `name`. Ctrl+Tab and Ctrl+Shift+Tab walk through them where `within` reaches."""

    def __init__(self, titles: Sequence[Text], name: Text, page: QWidget, within: Qt.ShortcutContext) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        language.bind(self, "setAccessibleName", name)
        for title in self._titles:
            self.addTab(language.text(title))
        language.on_change(self, self.retitle)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            made = QShortcut(QKeySequence(keys), page, context=within)
            made.activated.connect(lambda by=by: self.step(by))

    def step(self, by: int) -> None:
        """Go so many tabs on, around the end, past those that are hidden."""
        count, at = self.count(), self.currentIndex()
        places = ((at + by * n) % count for n in range(1, count + 1))
        self.setCurrentIndex(next(place for place in places if self.isTabVisible(place)))

    def show_at(self, at: int) -> None:
        """Light a tab without telling anybody."""
        with QSignalBlocker(self):
            self.setCurrentIndex(at)

    def retitle(self) -> None:
        """The titles as the language has them. The tabs move together: Qt leaves the place of a hidden one open."""
        for at, title in enumerate(self._titles):
            self.setTabText(at, language.text(title))
