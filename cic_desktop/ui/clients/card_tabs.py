"""The row of tabs under the head of a card, and the section on view. Sections are made when they are first visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from cic_desktop.i18n import Text, _, pgettext
from cic_desktop.ui.clients.sections import OVERVIEW, SECTIONS, CardSection, Section
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import line, vbox

if TYPE_CHECKING:
    from cic_desktop.ui.clients.card_view import CardView

_OVERVIEW: Text = pgettext("card section", "Overview")


class SectionTabs(QWidget):
    """Tabs for a card. Ctrl+Tab and Ctrl+Shift+Tab walk through them, the arrow keys too when they have the focus."""

    visited = Signal()  # another section is on view

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._sections = [section for section in SECTIONS if shell.ctx.may(section.right)]
        self._made: dict[str, CardSection] = {}
        self._person_id = ""
        self.key = self.wanted = OVERVIEW  # on view; to be shown with the next card
        self.bar = self._make_bar()
        self._overview = QWidget()
        self.column = vbox(self.bar, line(), 12, spacing=0, parent=self)

    def set_overview(self, overview: QWidget) -> None:
        """What the first tab shows; the page fills it itself."""
        self._overview = overview
        self.column.addWidget(overview)

    @property
    def section(self) -> CardSection | None:
        """The section on view; none on the overview."""
        return self._made.get(self.key)

    @property
    def watches(self) -> tuple[str, ...]:
        return self.section.watches if self.section else ()

    def show_card(self, view: CardView) -> None:
        """Another card, or the same one changed: the tabs it has, and the section on view read again."""
        self._person_id = view.card.id
        shown = [OVERVIEW, *(section.key for section in self._sections if section.of(view))]
        wanted = self.wanted if self.wanted in shown else OVERVIEW
        self.bar.blockSignals(True)
        for at, key in enumerate(self._keys()):
            self.bar.setTabVisible(at, key in shown)
        self.bar.setCurrentIndex(self._keys().index(wanted))
        self._retitle()  # the tabs move together: Qt leaves the place of a hidden one open
        self.bar.blockSignals(False)
        self._visit(wanted)

    def visit(self, key: str) -> None:
        """Show a section by its key."""
        self.bar.setCurrentIndex(self._keys().index(key))

    def step(self, by: int) -> None:
        """Go so many tabs on, around the end."""
        count, at = self.bar.count(), self.bar.currentIndex()
        places = ((at + by * n) % count for n in range(1, count + 1))
        self.bar.setCurrentIndex(next(place for place in places if self.bar.isTabVisible(place)))

    def _keys(self) -> list[str]:
        return [OVERVIEW, *(section.key for section in self._sections)]

    def _chosen(self, at: int) -> None:
        self.wanted = self._keys()[at]
        if self._person_id:
            self._visit(self.wanted)
            self.visited.emit()

    def _visit(self, key: str) -> None:
        self.key = key
        if key != OVERVIEW and key not in self._made:
            self._make(next(section for section in self._sections if section.key == key))
        self._overview.setVisible(key == OVERVIEW)
        for other, widget in self._made.items():
            widget.setVisible(other == key)
        if self.section:
            self.section.show_person(self._person_id)

    def _make(self, section: Section) -> None:
        made = self._made[section.key] = section.make(self._shell)
        language.bind(made, "setAccessibleName", section.title)
        self.column.addWidget(made)

    def _make_bar(self) -> QTabBar:
        bar = QTabBar()
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        bar.setCursor(Qt.CursorShape.PointingHandCursor)
        language.bind(bar, "setAccessibleName", _("Sections of the record"))
        for title in self._titles():
            bar.addTab(language.text(title))
        language.on_change(bar, self._retitle)
        bar.currentChanged.connect(self._chosen)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            made = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            made.activated.connect(lambda by=by: self.step(by))
        return bar

    def _titles(self) -> list[Text]:
        return [_OVERVIEW, *(section.title for section in self._sections)]

    def _retitle(self) -> None:
        for at, title in enumerate(self._titles()):
            self.bar.setTabText(at, language.text(title))
