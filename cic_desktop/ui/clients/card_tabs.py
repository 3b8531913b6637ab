"""The row of tabs under the head of a card, and the section on view. Sections are made when they are first visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import Text, _, pgettext
from cic_desktop.ui.clients.sections import OVERVIEW, SECTIONS, CardSection, Section
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import line, vbox
from cic_desktop.ui.widgets.tabs import Tabs

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
        with QSignalBlocker(self.bar):
            for at, key in enumerate(self._keys()):
                self.bar.setTabVisible(at, key in shown)
            self.bar.setCurrentIndex(self._keys().index(wanted))
            self.bar.retitle()
        self._visit(wanted)

    def visit(self, key: str) -> None:
        """Show a section by its key."""
        self.bar.setCurrentIndex(self._keys().index(key))

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

    def _make_bar(self) -> Tabs:
        titles = [_OVERVIEW, *(section.title for section in self._sections)]
        bar = Tabs(titles, _("Sections of the record"), self, Qt.ShortcutContext.WindowShortcut)
        bar.currentChanged.connect(self._chosen)
        return bar
