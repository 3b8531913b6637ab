"""The filters over the deadlines: which list, which rule, language, citizenship, advisor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from cic_desktop import stay
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Joined, Number, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.stay.board import Board
from cic_desktop.ui.stay.words import BUCKET_WORDS
from cic_desktop.ui.widgets import Flow, box, chip_button, hbox, vbox
from cic_desktop.ui.widgets.editors import OptionCombo

if TYPE_CHECKING:
    from cic_desktop.stay.radar import Bucket, Cut

_NAMES: dict[str, Text] = {
    "rule": _("Rule"),
    "language": _("Language"),
    "citizenship": _("Citizenship"),
    "advisor": _("Advisor who helped last"),
}


class Filters(QWidget):
    """What the list shows. `changed` when the user chose something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buckets: dict[Bucket, QPushButton] = {}
        self.combos: dict[str, OptionCombo] = {}
        self._options: dict[str, tuple[Option, ...]] = {}
        self._group = QButtonGroup(self)
        self.by_language = chip_button(_("Group by language"))
        self.by_language.clicked.connect(lambda: self.changed.emit())
        self._lists = Flow()
        self._choices = Flow(gap=10)
        for bucket in BUCKET_WORDS:
            self._lists.addWidget(self._bucket(bucket))
        for name, words in _NAMES.items():
            self._choices.addWidget(self._combo(name, words))
        vbox(hbox((box(self._lists), 1), self.by_language), box(self._choices), spacing=12, parent=self)

    def wanted(self) -> Cut:
        bucket: Any = next(code for code, made in self.buckets.items() if made.isChecked())
        chosen = {name: combo.code() for name, combo in self.combos.items()}
        return stay.Cut(bucket, **chosen, by_language=self.by_language.isChecked())

    def choose(self, bucket: Bucket) -> None:
        """Show one of the lists."""
        self.buckets[bucket].setChecked(True)

    def show_board(self, board: Board) -> None:
        """The numbers on the lists, and what the filters can be set to now."""
        for bucket, made in self.buckets.items():
            language.bind(made, "setText", Joined((BUCKET_WORDS[bucket], Number(board.outlook.counts[bucket])), "  "))
        for name, options in board.choices.items():
            if self._options.get(name) != options:
                self._options[name] = options
                self._refill(self.combos[name], options)

    def _refill(self, combo: OptionCombo, options: tuple[Option, ...]) -> None:
        chosen = combo.code()
        combo.clear_options()
        for option in options:
            combo.add_option(option)
        combo.set_code(chosen if chosen in {option.code for option in options} else "")
        combo.setCurrentIndex(max(combo.currentIndex(), 0))

    def _bucket(self, bucket: Bucket) -> QPushButton:
        made = self.buckets[bucket] = chip_button(BUCKET_WORDS[bucket], checked=bucket == "30")
        made.clicked.connect(lambda: self.changed.emit())
        self._group.addButton(made)
        return made

    def _combo(self, name: str, words: Text) -> OptionCombo:
        made = self.combos[name] = OptionCombo(())
        made.setMinimumWidth(206)  # the longest "all …" of the four languages
        language.bind(made, "setAccessibleName", words)
        language.bind(made, "setToolTip", words)
        made.activated.connect(lambda _row: self.changed.emit())
        return made
