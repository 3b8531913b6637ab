"""Beside the answers: by when to file, what is missing, what to attach, what it costs, who signs, what comes after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QWidget

from cic_desktop.forms import mos
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.forms.words import CONFIDENCE, STATES
from cic_desktop.ui.language import language
from cic_desktop.ui.stay.words import days_text
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Card,
    Flow,
    Glyph,
    IconTile,
    box,
    button,
    chip,
    clear,
    h2,
    hbox,
    label,
    muted,
    set_chip,
    small,
    strong,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.buttons import chip_button

if TYPE_CHECKING:
    from cic_desktop.forms.mos import Annex, Known, MosCase, Required

_MARGINS = (18, 14, 16, 14)
_NEEDS: dict[str, tuple[Text, Tone]] = {
    "required": (_("required"), "primary"),
    "usual": (_("usually asked for"), "info"),
    "if": (_("if it applies"), ""),
}
_FROM: dict[str, Text] = {
    "employer": _("from the employer"),
    "organiser": _("from the organiser"),
    "school": _("from the school"),
    "office": _("from an office"),
}
_FILLED: dict[str, Text] = {
    "client": _("the client fills it in inside MOS"),
    "employer": _("the employer fills it in"),
    "organiser": _("the organiser fills it in"),
    "school": _("the school fills it in"),
}
_DEPENDS = _("depends on answers still missing")


class DeadlineCard(Card):
    """The last day of legal stay, or why it is not known, and what is still to be answered."""

    def __init__(self, complete: Callable[[], object], show_missing: Callable[[], object]) -> None:
        super().__init__(spacing=8, margins=_MARGINS)
        self._place = vbox(spacing=8)
        self.missing = label("", "problem", wrap=True, tone="warn")
        self.complete = button(_("Complete the answers"), "pencil", "ghost", complete)
        self.go = tool_button("search", _("Go to the next of them"), show_missing)
        self._open = box(hbox(Glyph("alert", "warn", 16), (self.missing, 1), self.go, self.complete, spacing=8))
        self.add(box(self._place), self._open)

    def show_case(self, case: MosCase) -> None:
        clear(self._place)
        self._say_missing(case)
        if case.filed:
            self._say_filed(case)
            return
        standing, rule = case.standing, case.pack.deadline
        title: Text = _("By the last day of legal stay")
        said: list[QWidget] = []
        tone: Tone = "info"
        if standing is not None:
            tone = standing.tone or "info"
            said = [muted(words, wrap=True) for words in (standing.sentence, standing.why) if language.text(words)]
        if standing is not None and standing.until is not None:
            title = _("File by {day}", day=Day(standing.until))
            said.insert(0, box(hbox(chip(days_text(standing.until), tone), None)))
        self._say("clock", tone, title, said)
        if rule is not None:
            self._place.addWidget(small(mos.unsure(rule, rule.text), wrap=True))

    def _say_filed(self, case: MosCase) -> None:
        """What is with the office has no day any more by which to file it."""
        title = _("Filed on {day}", day=Day(case.filed_on)) if case.filed_on else STATES["submitted"][0]
        words, tone = STATES[case.state]
        self._say("check", "ok", title, [box(hbox(chip(words, tone), None))])

    def _say(self, icon: str, tone: Tone, title: Text, said: list[QWidget]) -> None:
        tile = IconTile(icon, tone, 40)
        head = hbox(tile, (box(vbox(h2(title, wrap=True), *said, spacing=4)), 1), spacing=14)
        head.setAlignment(tile, Qt.AlignmentFlag.AlignTop)
        self._place.addLayout(head)

    def _say_missing(self, case: MosCase) -> None:
        left = sum(line.state == "empty" or line.problem is not None for line in case.lines)
        self._open.setVisible(bool(left))
        words = ngettext("{n} field is empty or needs a look.", "{n} fields are empty or need a look.", left)
        language.bind(self.missing, "setText", words)


class KnowCard(Card):
    """Four lists of which one is on view: to attach, fees, who signs, afterwards."""

    def __init__(self) -> None:
        super().__init__(spacing=10, margins=_MARGINS)
        self._case: MosCase | None = None
        self._place = vbox(spacing=9)
        self._group = QButtonGroup(self)
        self.tabs = {
            name: chip_button(words, checked=name == "attach", slot=self._changed)
            for name, words in (
                ("attach", _("To attach")), ("fees", _("Fees")), ("sign", _("Who signs")),
                ("after", _("What comes next")),
            )
        }  # fmt: skip
        for made in self.tabs.values():
            self._group.addButton(made)
        self._foot, self._sure = small("", wrap=True), chip("")
        row = QWidget()
        Flow(*self.tabs.values(), gap=6, parent=row)
        self.add(row, box(self._place), self._foot, hbox(self._sure, None))

    def show_case(self, case: MosCase) -> None:
        self._case = case
        pack = case.pack
        words = _("As of {day}. Source: {source}", day=Day(pack.as_of), source=Plain(pack.source))
        language.bind(self._foot, "setText", words)
        set_chip(self._sure, *CONFIDENCE[pack.confidence])
        self._sure.setVisible(pack.confidence != "confirmed")
        self._show()

    def _changed(self, on: bool) -> None:
        if on:
            self._show()

    def _show(self) -> None:
        clear(self._place)
        case = self._case
        if case is None:
            return
        on_view = next(name for name, made in self.tabs.items() if made.isChecked())
        for item in _LISTS[on_view](case):
            self._place.addWidget(item)


def _attach(case: MosCase) -> Iterator[QWidget]:
    for one in mos.applying(case.pack.attachments, case.answers):
        yield _required(one, case)
    for annex in mos.applying(case.pack.annexes, case.answers):
        yield _annex(annex, case)


def _required(one: Required, case: MosCase) -> QWidget:
    words, tone = _NEEDS[one.need]
    who = (_FROM[one.given_by],) if one.given_by in _FROM else ()
    return _entry(one, case, one.title, Joined((*who, one.help or Plain(""))), chip(words, tone))


def _annex(annex: Annex, case: MosCase) -> QWidget:
    return _entry(annex, case, annex.title, Joined((_FILLED[annex.filled_by], annex.text)))


def _fees(case: MosCase) -> Iterator[QWidget]:
    for fee in mos.applying(case.pack.fees, case.answers):
        yield _entry(fee, case, mos.fee_words(fee), fee.help or Plain(""))
    if not case.pack.fees:
        yield muted(_("Nothing is known about fees."), wrap=True)


def _sign(case: MosCase) -> Iterator[QWidget]:
    if case.minor:
        yield label(_("The client is a minor: a parent, guardian or curator signs."), "strong", wrap=True)
    yield from _notes(case, "sign", "representative")


def _after(case: MosCase) -> Iterator[QWidget]:
    yield from _notes(case, "deadline", "receipt", "certificate", "after", "annexes", "warning", "unknown")


def _notes(case: MosCase, *topics: str) -> Iterator[QWidget]:
    for note in mos.applying(case.pack.told(*topics), case.answers):
        yield _entry(note, case, note.title, note.text)


def _entry(known: Known, case: MosCase, title: Text, words: Text, *chips: QWidget) -> QWidget:
    """Title with its chips, what is said below it, and how sure it is where it is not."""
    head = hbox((strong(title, wrap=True), 1), *chips, spacing=6)
    for made in chips:
        head.setAlignment(made, Qt.AlignmentFlag.AlignTop)
    if known.applies(case.answers) is None:
        words = Joined((_DEPENDS, words))
    column = vbox(head, spacing=1)
    if language.text(words):
        column.addWidget(small(words, wrap=True))
    if known.confidence not in ("confirmed", case.pack.confidence):  # the pack's own stands at the foot
        column.addLayout(hbox(chip(*CONFIDENCE[known.confidence]), None, margins=(0, 2, 0, 0)))
    made = box(column)
    language.bind(made, "setToolTip", Plain(known.source))
    return made


_LISTS: dict[str, Callable[[MosCase], Iterator[QWidget]]] = {
    "attach": _attach, "fees": _fees, "sign": _sign, "after": _after,
}  # fmt: skip
