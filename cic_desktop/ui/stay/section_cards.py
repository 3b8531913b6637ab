"""The parts of the stay section: status, deadlines, titles over time, proceedings and letters, 90 days in 180."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Country, Dated, Day, Joined, Plain, Text, _
from cic_desktop.ui.clients.facts import Fact, FactRow, tip
from cic_desktop.ui.clients.words import purpose
from cic_desktop.ui.language import language
from cic_desktop.ui.stay.words import days_text, hints, icon, tone
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Card,
    Glyph,
    IconTile,
    box,
    card_head,
    clear,
    h2,
    hbox,
    label,
    muted,
    small,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.stay.law import Law
    from cic_desktop.stay.rows import Due, Held, Record, Standing, StayFile
    from cic_desktop.stay.visa_free import Balance

NOTHING: Text = Plain("")
_STANDING_ICONS: dict[str, str] = {"ok": "check", "warn": "alert", "bad": "alert", "info": "info", "": "info"}
_CODES = {"proceeding": "proceeding_kind", "letter": "letter_kind", "event": "stay_event"}
Open = Callable[..., object]


class StandingCard(Card):
    """Today's status in one sentence, the reason, and a check list of what an application still needs."""

    def __init__(self, *tools: QWidget) -> None:
        super().__init__(spacing=10)
        self._place = vbox(spacing=10)
        row = hbox((box(self._place), 1), *tools, spacing=12)
        for tool in tools:
            row.setAlignment(tool, Qt.AlignmentFlag.AlignTop)
        self.add(row)

    def show_standing(self, standing: Standing) -> None:
        clear(self._place)
        words = [h2(standing.sentence, wrap=True)]
        if language.text(standing.why):
            words.append(muted(standing.why, wrap=True))
        tile = IconTile(_STANDING_ICONS[standing.tone], standing.tone, 44)
        self._place.addLayout(hbox(tile, (box(vbox(*words, spacing=3)), 1), spacing=14))
        for check in standing.checks:
            glyph = Glyph("check" if check.held else "x", "ok" if check.held else "bad", 16)
            self._place.addLayout(hbox(58, glyph, (label(check.words, wrap=True), 1), spacing=8))


class DeadlinesCard(Card):
    """What comes next for this person; a tick says it is done."""

    def __init__(self, done: Callable[[Due], object] | None, promise: Callable[[Due], object] | None) -> None:
        super().__init__(spacing=6, margins=(14, 18, 14, 14))
        self._done, self._promise, self._rows = done, promise, vbox(spacing=0)
        self._empty = muted(_("Nothing to watch for now."))
        self._empty.setContentsMargins(6, 0, 6, 6)
        head = card_head(_("Deadlines"))
        head.setContentsMargins(6, 0, 0, 0)
        self.add(head, self._empty, box(self._rows))

    def show_lines(self, file: StayFile, law: Law) -> None:
        clear(self._rows)
        self._empty.setVisible(not file.deadlines)
        for due in file.deadlines:
            self._rows.addWidget(self._row(due, law))

    def _row(self, due: Due, law: Law) -> QWidget:
        rule = law.rule(due.rule)
        words = Joined((Day(due.due_on, "weekday"), hints(due)))
        fact = Fact(icon(law, due.rule), rule.title, words, (days_text(due.due_on), tone(due.due_on)),
                    tone=tone(due.due_on))  # fmt: skip
        row = FactRow(fact)
        language.bind(row, "setToolTip", Joined((rule.text, Dated(rule.basis)), "\n"))
        tools: list[QWidget] = [tool_button("check", _("Done"), partial(self._done, due))] if self._done else []
        if self._promise:
            tools.append(_flag(rule.title, partial(self._promise, due)))
        return box(hbox((row, 1), *tools, spacing=4))


class TitlesCard(Card):
    """Bases of stay over time, the newest first; they are changed on the overview."""

    def __init__(self) -> None:
        super().__init__(spacing=6, margins=(14, 18, 14, 14))
        self._rows = vbox(spacing=0)
        self._empty = muted(_("No basis of stay is written down yet."), wrap=True)
        self._empty.setContentsMargins(6, 0, 6, 6)
        head = card_head(_("Bases of stay"))
        head.setContentsMargins(6, 0, 0, 0)
        self.add(head, self._empty, box(self._rows))

    def show_titles(self, titles: Sequence[Held]) -> None:
        clear(self._rows)
        self._empty.setVisible(not titles)
        for held in titles:
            name = Joined((code_label("stay_title", held.title), purpose(held.purpose)))
            chip = (_("now"), "ok") if held.now else None
            self._rows.addWidget(FactRow(Fact("passport", span(held.first, held.last), name, chip,  # type: ignore[arg-type]
                                              tone="primary" if held.now else "")))  # fmt: skip


class RecordsCard(Card):
    """Proceedings, letters or events, each with the end of its term and why; choose one to change it."""

    def __init__(self, title: Text, sign: str, opened: Open | None, promise: Open | None) -> None:
        super().__init__(spacing=6, margins=(14, 18, 14, 14))
        self._icon, self._open, self._promise, self._rows = sign, opened, promise, vbox(spacing=0)
        tools = [tool_button("plus", Joined((_("Add"), title), ": "), opened)] if opened else []
        head = card_head(title, *tools)
        head.setContentsMargins(6, 0, 0, 0)
        self._empty = muted(_("None yet."))
        self._empty.setContentsMargins(6, 0, 6, 6)
        self.add(head, self._empty, box(self._rows))
        self.rows: list[FactRow] = []

    def show_records(self, records: Sequence[Record], law: Law) -> None:
        clear(self._rows)
        self._empty.setVisible(not records)
        self.rows = [self._row(record, law) for record in records]
        for row, record in zip(self.rows, records, strict=True):
            flag = [_flag(row.fact.title, partial(self._promise, record))] if self._promise else []
            self._rows.addWidget(box(hbox((row, 1), *flag, spacing=4)))

    def _row(self, record: Record, law: Law) -> FactRow:
        term, chip = NOTHING, None
        if record.dues:
            soonest = record.dues[0]
            term = Joined((law.rule(soonest.rule).title, Day(soonest.due_on)), ": ")
            chip = (days_text(soonest.due_on), tone(soonest.due_on))
        name = code_label(_CODES[record.kind], record.answers["kind"])
        words = Joined((_about(record.answers), record.note, term))
        row = FactRow(Fact(self._icon, name, words, chip), partial(self._open, record) if self._open else None)
        return tip(row, _("Change or remove")) if self._open else row


class BalanceCard(Card):
    """90 days in any 180: used, left, the latest day to leave, and the visits behind it."""

    def __init__(self, opened: Open | None) -> None:
        super().__init__(spacing=6, margins=(14, 18, 14, 14))
        self._open, self._rows = opened, vbox(spacing=4)
        tools = [tool_button("plus", _("Add a visit"), opened)] if opened else []
        head = card_head(_("90 days in any 180"), *tools)
        head.setContentsMargins(6, 0, 0, 0)
        hint = _("Without a visa: write down entries and exits, and the last allowed day is reckoned.")
        self._empty = muted(hint, wrap=True)
        self._empty.setContentsMargins(6, 0, 6, 6)
        self._sums = vbox(spacing=2, margins=(6, 0, 6, 6))
        self.add(head, self._empty, box(self._sums), box(self._rows))

    def show_file(self, file: StayFile) -> None:
        clear(self._sums)
        clear(self._rows)
        visits = file.of("crossing")
        self._empty.setVisible(not visits)
        if file.balance is not None:
            for shown in _balance_labels(file.balance):
                self._sums.addWidget(shown)
        for visit in visits:
            self._rows.addWidget(self._row(visit))

    def _row(self, visit: Record) -> FactRow:
        first, last = _day(visit.answers["entered_on"]), _day(visit.answers["left_on"])
        chip: tuple[Text, Tone] | None = None if last else (_("still here"), "info")
        country = Country(visit.answers["country"]) if visit.answers["country"] else Plain("–")
        row = FactRow(
            Fact("globe", span(first, last), country, chip), partial(self._open, visit) if self._open else None
        )
        return tip(row, _("Change or remove")) if self._open else row


def _flag(what: Text, promise: Callable[[], object]) -> QWidget:
    return tool_button("flag", Joined((_("New follow-up"), what), ": "), promise)


def _balance_labels(balance: Balance) -> list[QWidget]:
    used = label(_("Used: {used} days. Left: {left}.", used=balance.used, left=balance.left), "strong", wrap=True)
    if balance.last_day is None:
        again = Day(balance.next_entry) if balance.next_entry else NOTHING
        said = _("The days are used up: leave at once. A new visit may begin on {day}, if they leave today.", day=again)
        return [used, label(said, wrap=True, tone="bad")]
    said = _("Latest day to leave: {day}.", day=Day(balance.last_day))
    if not balance.inside:
        said = _("Entering today, the latest day to leave is {day}.", day=Day(balance.last_day))
    leave_out = _("Days under a national visa or a residence permit do not count: leave them out.")
    return [used, label(said, wrap=True), small(leave_out, wrap=True)]


def span(first: date | None, last: date | None) -> Text:
    """From – to, as far as known."""
    if first and last:
        return Joined((Day(first, "short"), Day(last, "short")), " – ")
    if first:
        return _("since {day}", day=Day(first, "short"))
    return _("until {day}", day=Day(last, "short")) if last else _("dates not known")


_SAID: tuple[tuple[str, Callable[[Text], Text]], ...] = (
    ("filed_on", lambda day: _("filed {day}", day=day)),
    ("complete_on", lambda day: _("without defects since {day}", day=day)),
    ("suspended_on", lambda day: _("suspended {day}", day=day)),
    ("decided_on", lambda day: _("decided {day}", day=day)),
    ("final_on", lambda day: _("final since {day}", day=day)),
    ("dated_on", lambda day: _("of {day}", day=day)),
    ("answered_on", lambda day: _("answered {day}", day=day)),
    ("happened_on", lambda day: day),
    ("settled_on", lambda day: _("settled {day}", day=day)),
)


def _about(answers: dict[str, str]) -> Text:
    """What is worth a glance of a record: its sign, its days in order, the decision, who represents."""
    days = (say(Day(date.fromisoformat(answers[name]), "short")) for name, say in _SAID if answers.get(name))
    who = answers.get("representative", "")
    represented = _("represented by {name}", name=Plain(who)) if who else NOTHING
    outcome = code_label("proceeding_outcome", answers.get("outcome", ""))
    return Joined((Plain(answers.get("case_sign", "")), *days, outcome, represented))


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
