"""A form in the catalogue: its name and a way to fill it; unfolded, the law behind it and the office's blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cic_desktop.forms.definition.model import Definition, FormInfo
from cic_desktop.i18n import Day, Joined, Plain, Text, Texts, _
from cic_desktop.ui.forms.finding import find_words
from cic_desktop.ui.forms.print_card import ended_words
from cic_desktop.ui.forms.words import BLANKS, CONFIDENCE, filed_words
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    IconTile,
    add,
    box,
    button,
    chip,
    hbox,
    line,
    muted,
    small,
    strong,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.forms.kept.blanks import Recognised

_ADD, _REPLACE = _("Add the office's blank"), _("Replace the blank")


class FormCard(Card):
    """One form: what it is, on what law it stands, how sure that is, and the state of its blank."""

    def __init__(self, definition: Definition, blank: Recognised | None) -> None:
        super().__init__(spacing=10, margins=(14, 7, 10, 7))
        info = definition.info
        self.words, self.group = find_words(info.title, info.symbol, info.id), info.group
        self.fill = button(_("Fill in"), "pencil")
        language.bind(self.fill, "setAccessibleName", _("Fill in: {form}", form=info.symbol))
        self.blank = button(_REPLACE if blank else _ADD, "upload")
        self.portal = button(_("Prepare for MOS"), "copy")
        self.more = tool_button("chevron-down", _("What form this is, and the office's blank"), self.unfold)
        for_portal = info.group == "mos"  # no paper to print on: the answers are copied into the portal
        whereto = filed_words(info) if for_portal else info.office
        about = muted(Joined((Plain(info.symbol), whereto)), wrap=True)
        words = box(vbox(strong(info.title, wrap=True), about, spacing=0))
        head = hbox(spacing=14)
        head.addWidget(IconTile("form", "primary", 36), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1)
        for tool in (*([self.portal] if for_portal else []), self.fill, self.more):
            head.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        self.state = chip(*(BLANKS[blank.status] if blank else (_("No blank of the office"), "")))
        self._info, self._on_blank, self._known = info, definition.layout != "flow", blank is not None
        self._room = vbox(spacing=12)
        self.details = box(self._room)
        self.details.hide()
        self.add(head)
        if (told := ended_words(info)) is not None:
            ended = Banner("warn")
            ended.say("warn", told)
            self.add(ended)
        self.add(self.details)

    def unfold(self) -> None:
        """Law, fee, source and the office's blank: shown, or hidden again."""
        if not self._room.count():  # made when somebody wants to know: there are many forms
            add(self._room, _facts(self._info), *([line(), self._blank_row()] if self._on_blank else []))
        self.details.setVisible(self.details.isHidden())

    def _blank_row(self) -> QWidget:
        hint = Texts({"pl": ""}) if self._known else _("Without it the form is drawn whole by this program.")
        return box(hbox(self.state, (small(hint, wrap=True), 1), self.blank, spacing=12))


def _facts(info: FormInfo) -> QWidget:
    """Law, fee, channel, how sure: label and value in two columns."""
    certain, tone = CONFIDENCE[info.confidence]
    rows: list[tuple[Text, QWidget]] = [
        (_("Legal basis"), small(info.legal_basis, wrap=True)),
        (_("Filed"), small(filed_words(info), wrap=True)),
        (_("Fee"), small(info.fee, wrap=True)),
        (_("As of"), _as_of(info, certain, tone)),
        (_("Valid"), small(_valid(info), wrap=True)),
        (_("Source"), small(info.source, wrap=True)),
    ]
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(50, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    for number, (words, value) in enumerate(rows):
        grid.addWidget(small(words), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTop)
    return made


def _valid(info: FormInfo) -> Text:
    """From when until when, as far as it is known."""
    said = []
    if info.valid_from:
        said.append(_("from {day}", day=Day(info.valid_from, "short")))
    if info.valid_to:
        said.append(_("until {day}", day=Day(info.valid_to, "short")))
    return Joined(tuple(said), " ") if said else _("no end known")


def _as_of(info: FormInfo, certain: Text, tone: Tone) -> QWidget:
    note = [small(info.note, wrap=True)] if info.note else []
    edition = _("edition {edition}", edition=info.edition)
    first = hbox(small(Joined((Day(info.as_of), edition))), chip(certain, tone), None, spacing=10)
    return box(vbox(first, *note, spacing=3))
