"""The filters over the directory: words anywhere, a topic, a language."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Option
from cic_desktop.i18n import LanguageName, _
from cic_desktop.i18n.collation import sort_key
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import FindBox, hbox
from cic_desktop.ui.widgets.editors import OptionCombo

_ALL_TOPICS, _ALL_LANGUAGES = Option("", _("All topics")), Option("", _("All languages"))


class PartnerFilters(QWidget):
    """`changed` when the user looks for something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = FindBox(_("Name, town, what they help with"), _("Find a partner"))
        self.topics = OptionCombo((_ALL_TOPICS, *options("topic")))
        self.languages = OptionCombo((_ALL_LANGUAGES,))
        self._spoken: frozenset[str] = frozenset()
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        for combo, name in ((self.topics, _("What they help with")), (self.languages, _("Languages spoken there"))):
            combo.setCurrentIndex(0)
            combo.setMinimumWidth(210)
            combo.activated.connect(lambda _row: self.changed.emit())
            language.bind(combo, "setAccessibleName", name)
        hbox((self.words, 1), self.topics, self.languages, spacing=12, parent=self)

    def offer(self, spoken: Iterable[str]) -> None:
        """The languages to choose from: those somebody there speaks."""
        if frozenset(spoken) != self._spoken:
            self._spoken = frozenset(spoken)
            named = sorted(self._spoken, key=lambda code: sort_key(language.text(LanguageName(code))))
            self.languages.set_options((_ALL_LANGUAGES, *(Option(code, LanguageName(code)) for code in named)))

    def clear(self) -> None:
        """Everything again."""
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self.topics.setCurrentIndex(0)
        self.languages.setCurrentIndex(0)
