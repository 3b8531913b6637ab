"""Two records side by side: who they are, and the fields in which they differ, to look at or to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from cic_desktop.clients.fields import PARTS
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.clients.part_words import part_fact
from cic_desktop.ui.clients.value_tile import ValueTile
from cic_desktop.ui.clients.words import birth, initials
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Avatar, box, clear, h2, hbox, label, muted, small, vbox

if TYPE_CHECKING:
    from cic_desktop.clients import Comparison, Difference
    from cic_desktop.clients.comparing import Side
    from cic_desktop.core.fields import Option

_LABELS = 150  # width of the first column
BOTH = _("Keep both")


class SideHead(QWidget):
    """Whose record it is: name, own script, case number, when it began and how much was recorded."""

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar("", 44)
        self._name, self._own, self._more = h2("", wrap=True), muted("", wrap=True), small("", wrap=True)
        words = box(vbox(self._name, self._own, self._more, None, spacing=1))
        row = hbox(spacing=14, parent=self)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)

    def show_side(self, side: Side) -> None:
        line = side.line
        self._avatar.set_initials(initials(line))
        own = Joined((Plain(line.original), birth(line.birth_date)))
        began = _("registered {day}", day=Day(side.registered_on, "short"))
        help_given = ngettext("{n} service", "{n} services", side.services)
        for shown, words in (
            (self._name, Plain(line.name)),
            (self._own, own),
            (self._more, Joined((Plain(line.case_number), began, help_given))),
        ):
            language.bind(shown, "setText", words)


class Sides(QWidget):
    """The table of two records. With `choosing` each differing value can be picked (`picks`)."""

    picked = Signal()

    def __init__(self, *, choosing: bool) -> None:
        super().__init__()
        self._choosing = choosing
        self.heads = (SideHead(), SideHead())
        self.captions = (small(""), small(""))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnMinimumWidth(0, _LABELS)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        tops = [box(vbox(caption, head, spacing=6)) for caption, head in zip(self.captions, self.heads, strict=True)]
        heads = hbox((tops[0], 1), (tops[1], 1), spacing=14, margins=(_LABELS + 14, 0, 0, 0))
        self._once = muted("", wrap=True)
        vbox(heads, self._grid, self._once, parent=self, spacing=16)
        self._groups: dict[str, QButtonGroup] = {}
        self._shown: Comparison | None = None
        for caption in self.captions:
            caption.hide()

    def show_comparison(self, found: Comparison, *, whole: bool = False, projects: tuple[Option, ...] = ()) -> None:
        """Show both; only where they contradict each other unless `whole`. What was picked before stays picked."""
        before = self.picks() if self._shown is not None else {}
        self._shown = found
        for head, side in zip(self.heads, (found.kept, found.gone), strict=True):
            head.show_side(side)
        clear(self._grid)
        self._groups.clear()
        said = [field for field in found.fields if language.text(field.kept) or language.text(field.gone)]
        shown = said if whole else [field for field in said if _contradict(field)]
        for row, field in enumerate(shown):
            self._add_field(row, field, before.get(field.name, field.pick))
        for row, (title, mine, theirs) in enumerate(_part_rows(found, projects), len(shown)):
            self._add_part(row, title, mine, theirs)
        once = [field.label for field in said if not field.alike and field not in shown]
        self._once.setVisible(bool(once))
        language.bind(
            self._once, "setText", _("Only one record says, and it stays: {what}.", what=Joined(tuple(once), ", "))
        )

    def forget(self) -> None:
        """Begin anew: nothing was picked yet."""
        self._shown = None

    def picks(self) -> dict[str, str]:
        """Per field whose value was chosen: kept, gone or both."""
        fields = self._shown.fields if self._shown is not None else ()
        begun = {field.name: field.pick for field in fields if not field.alike}
        return begun | {name: _CHOICES[group.checkedId()] for name, group in self._groups.items()}

    def _add_field(self, row: int, field: Difference, pick: str) -> None:
        choosing = self._choosing and not field.alike
        group = QButtonGroup(self)
        self._label(row, field.label)
        for place, words in ((0, field.kept), (1, field.gone)):
            tile = ValueTile(words, field.label, choosing=choosing)
            group.addButton(tile, place)
            self._grid.addWidget(tile, row, place + 1)
        if choosing:
            if field.both and language.text(field.kept) and language.text(field.gone):
                both = ValueTile(BOTH, field.label, choosing=True)
                group.addButton(both, 2)
                self._grid.addWidget(both, row, 3)
            chosen = group.button(_CHOICES.index(pick)) or group.button(0)
            chosen.setChecked(True)
            self._groups[field.name] = group
            group.idClicked.connect(lambda _id: self.picked.emit())

    def _add_part(self, row: int, title: Text, mine: Text, theirs: Text) -> None:
        self._label(row, title)
        for place, words in ((1, mine), (2, theirs)):
            self._grid.addWidget(ValueTile(words, title, choosing=False), row, place)

    def _label(self, row: int, words: Text) -> None:
        made = label(words, "muted", wrap=True)
        made.setFixedWidth(_LABELS)
        self._grid.addWidget(made, row, 0)


_CHOICES = ("kept", "gone", "both")


def _contradict(field: Difference) -> bool:
    return not field.alike and bool(language.text(field.kept) and language.text(field.gone))


def _part_rows(found: Comparison, projects: tuple[Option, ...]) -> Iterable[tuple[Text, Text, Text]]:
    """The parts of both cards in which they differ: these all come along, so there is nothing to choose."""
    for form in PARTS:
        words = [
            [part_fact(form, part, projects).words for part in side.parts if part.kind == form.name]
            for side in (found.kept, found.gone)
        ]
        said = [[language.text(text) for text in texts] for texts in words]
        if any(said) and sorted(said[0]) != sorted(said[1]):
            yield form.title, Joined(tuple(words[0]), "\n"), Joined(tuple(words[1]), "\n")
