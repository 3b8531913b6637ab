"""How the form goes to paper: on the office's blank or drawn by us, and what to know before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton

from cic_desktop.core import clock
from cic_desktop.forms.definition.model import Definition, FormInfo
from cic_desktop.i18n import Day, Plain, Text, _
from cic_desktop.ui.forms.words import BLANKS
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Banner, Card, button, card_head, chip, hbox, muted, set_chip, vbox

if TYPE_CHECKING:
    from cic_desktop.forms.filling.answers import Overflow
    from cic_desktop.forms.kept.blanks import Recognised


def ended_words(info: FormInfo) -> Text | None:
    """What to say before an edition is printed that has ended; None while it holds."""
    if info.valid_to is None or not info.ended(clock.today()):
        return None
    return _("This edition was valid until {day}. Ask the office for the new one.", day=Day(info.valid_to))


def doubt_words(info: FormInfo) -> Text | None:
    """What somebody should look up before an edition nobody confirmed goes out; None while it is confirmed."""
    return info.note if info.confidence != "confirmed" else None


def say_overflows(banner: Banner, definition: Definition, overflows: Sequence[Overflow]) -> None:
    """Say before printing what will stand on an added sheet."""
    if not overflows:
        banner.hide()
        return
    boxes = dict.fromkeys(definition.question(found.field).official for found in overflows)
    names = " ".join(", ".join(boxes).split())
    banner.say("warn", _("Too long for their boxes, so printed whole on an added sheet: {boxes}.", boxes=Plain(names)))


class PrintCard(Card):
    """The way of printing. `changed` fires when the user chooses the other one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.on_blank = language.bind(QRadioButton(), "setText", _("On the office's own blank"))
        self.drawn = language.bind(QRadioButton(), "setText", _("Drawn whole by this program"))
        self._ways = QButtonGroup(self)
        for way in (self.on_blank, self.drawn):
            self._ways.addButton(way)
            way.toggled.connect(self._refresh)
            way.clicked.connect(lambda _checked=False: self.changed.emit())
        self.state = chip("", "")
        self.checked = language.bind(
            QCheckBox(), "setText", _("I have looked at every page of the preview: the answers lie in their boxes.")
        )
        self._none = muted(
            _("Without a blank of the office the form is drawn whole. Add a blank under Forms."), wrap=True
        )
        self.ended, self.long, self.doubt = Banner("warn"), Banner("warn"), Banner("info")
        self._status, self._has_boxes = "", True
        self.calibrate = button(_("Calibration page"), kind="ghost")
        self.add(card_head(_("Printing"), self.calibrate), self.ended, self.doubt, self.long)
        self.add(
            vbox(hbox(self.on_blank, self.state, None, spacing=10), self.checked, self.drawn, self._none, spacing=2)
        )

    @property
    def uses_blank(self) -> bool:
        return bool(self._status) and self.on_blank.isChecked()

    @property
    def needed(self) -> bool:
        """A running document has no blank to be printed on: nothing is to be chosen."""
        return self._has_boxes or not (self.ended.isHidden() and self.doubt.isHidden())

    @property
    def ready(self) -> bool:
        """An unknown blank is printed on only after a look at the preview."""
        return not self.uses_blank or self._status != "unknown" or self.checked.isChecked()

    def start(self, definition: Definition, blank: Recognised | None) -> None:
        """Offer what there is for this edition."""
        self._status, self._has_boxes = blank.status if blank else "", definition.layout != "flow"
        self.checked.setChecked(False)
        for way in (self.on_blank, self.drawn, self.state):
            way.setVisible(blank is not None)
        self._none.setVisible(blank is None)
        (self.on_blank if self._status in ("known", "alike") else self.drawn).setChecked(True)
        if blank is not None:
            set_chip(self.state, *BLANKS[blank.status])
        self._say_ended(definition)
        self._refresh()

    def _say_ended(self, definition: Definition) -> None:
        for banner, words in ((self.ended, ended_words(definition.info)), (self.doubt, doubt_words(definition.info))):
            if words is not None:
                banner.say("warn" if banner is self.ended else "info", words)
            else:
                banner.hide()

    def _refresh(self) -> None:
        self.checked.setVisible(self._status == "unknown" and self.on_blank.isChecked())
