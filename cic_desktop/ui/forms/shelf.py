"""Above the catalogue: what is open among the forms, and the packs of several forms at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import Joined, Number, Text, _
from cic_desktop.ui.forms.finding import find_words
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, Flow, IconTile, box, button, h2, hbox, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.forms.packs.model import PackDefinition

_LISTS: tuple[tuple[str, Text, str], ...] = (
    ("started", _("Unfinished"), "pencil"),
    ("waiting", _("Waiting for the office"), "clock"),
    ("called", _("Called to complete"), "mail"),
    ("", _("All filled forms"), "list"),
)


class OpenLists(QWidget):
    """A calm row of ways to the lists, each with how many wait there."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.links = {
            which: button(title, icon, slot=partial(shell.open, "filled_forms", which=which))
            for which, title, icon in _LISTS
        }
        Flow(*self.links.values(), gap=10, parent=self)

    def show_counts(self, counts: dict[str, int]) -> None:
        for which, title, _icon in _LISTS:
            words = Joined((title, Number(counts[which])), "  ") if counts.get(which) else title
            language.bind(self.links[which], "setText", words)


class PackRow(Card):
    """Several forms in one interview."""

    def __init__(self, pack: PackDefinition) -> None:
        super().__init__(spacing=12, margins=(14, 10, 14, 10))
        self.words, self.group = find_words(pack.info.title), ""
        self.begin = button(_("Begin"), "pencil", "primary")
        language.bind(self.begin, "setAccessibleName", _("Begin: {pack}", pack=pack.info.title))
        words = box(vbox(h2(pack.info.title, wrap=True), muted(pack.about or "", wrap=True), spacing=1))
        head = hbox(spacing=14)
        head.addWidget(IconTile("package", "violet", 36), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1)
        head.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignTop)
        self.add(head)
