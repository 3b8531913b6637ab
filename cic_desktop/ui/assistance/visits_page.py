"""Accompanied visits: tomorrow's, under way, still to be told, over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cic_desktop import assistance
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, _, pgettext
from cic_desktop.ui.assistance.register_page import (
    TAKEN_OUT,
    UNCOUNTED,
    Act,
    Found,
    RegisterPage,
    Shown,
    follow_up_act,
    mistake_act,
    person_act,
)
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column

if TYPE_CHECKING:
    from cic_desktop.assistance.visits import VisitLine, Which
    from cic_desktop.db.work import Read

_STATES: dict[str, tuple[Text, Tone]] = {
    "under_way": (pgettext("visit", "under way"), "info"),
    "done": (pgettext("visit", "told"), "ok"),
    "called_off": (pgettext("visit", "called off"), ""),
    "no_show": (pgettext("visit", "nobody came"), "bad"),
}


HIDDEN: Text = _("What was prepared and told is open to the advisor who went.")


def state(line: VisitLine) -> tuple[Text, Tone]:
    """How far it is; a prepared one says whether something is missing."""
    if line.state in _STATES:
        return _STATES[line.state]
    if line.day < clock.today():
        return pgettext("visit", "to be told"), "bad"
    if assistance.visits.still_missing(line):
        return pgettext("visit", "something is missing"), "warn"
    return pgettext("visit", "prepared"), "ok"


def _when(line: VisitLine) -> Cell:
    days = (line.day - clock.today()).days
    near = {0: _("today"), 1: _("tomorrow")}.get(days, Day(line.day, "short"))
    return Cell(near, Plain(line.starts_at))


_LOOKS: dict[str, tuple[str, Tone]] = {"clinic": ("stethoscope", "violet"), "home": ("home", "primary")}


def _where(line: VisitLine) -> Cell:
    icon, tone = _LOOKS.get(line.institution_kind, ("building", "info"))
    kind = code_label("institution_kind", line.institution_kind)
    below = kind if line.institution else Plain(line.address)
    return Cell(line.where, below, icon=icon, tone=tone)


def _state(line: VisitLine) -> Cell:
    words, tone = state(line)
    return Cell(words, chip=tone)


class VisitsPage(RegisterPage):
    """The next visits first; one that is over waits until it is told."""

    watches = ("visit", "appointment", "person")
    heading = _("Accompanied visits")
    about = _("Prepare at the desk, be there with one hand free, tell it in three taps.")
    lists = (
        ("coming", _("To come")),
        ("under_way", _("Under way")),
        ("to_finish", _("To be told")),
        ("done", pgettext("visit", "Over")),
    )
    empty = ("car", _("No visits here"), _("Prepare one: where, when, what to bring, who interprets."))
    new_title = _("Prepare a visit")
    columns = (
        Column(_("When"), 13, _when),
        Column(_("Client"), 27, lambda line: Cell(Plain(line.person), _spoken(line)), strong=True),
        Column(_("Where"), 36, _where, strong=True),
        Column(_("State"), 22, _state),
    )

    def look(self, read: Read, which: str) -> Found:
        visits, keys = assistance.visits, tuple(key for key, _title in self.lists)
        counted: dict[str, int] = {}
        found: list[VisitLine] = []
        for key in keys:
            lines = visits.visits(read, _which(key)) if key != "done" or which == key else []
            found = lines if key == which else found
            counted |= {key: len(lines)} if key != "done" else {}
        return Found(found, counted)

    def shown(self, line: VisitLine) -> Shown:
        told = line.answers
        facts = (
            (_("When"), Joined((Day(line.day, "weekday"), Plain(line.starts_at)))),
            (_("Where"), Joined((line.where, Plain(str(told.get("department", "")))))),
            (_("Address"), Plain(line.address)),
            (_("We meet"), Plain(str(told.get("meet_at", "")))),
            (_("Interprets"), interprets_words(line)),
            (_("Advisor"), Plain(line.advisor)),
            (_("Who was met there"), Plain(str(told.get("person_met", "")))),
            (_("Result"), code_label("visit_result", told.get("result"))),
            (_("Safety note"), Plain(str(told.get("risk_note", "")))),
        )
        missing = assistance.visits.still_missing(line) if line.state == "prepared" else []
        chips: tuple[tuple[Text, Tone], ...] = tuple((words, "warn") for words in missing) or (state(line),)
        body = HIDDEN if line.hidden else NOTHING
        return Shown(Plain(line.person), _spoken(line), chips, facts, body, self._acts(line))

    def new(self) -> None:
        self._shell.open("visit")

    def open_line(self, line: VisitLine) -> None:
        if not line.hidden:
            self._shell.open("visit", visit_id=line.id)

    def _acts(self, line: VisitLine) -> tuple[Act, ...]:
        who = person_act(self._shell, line.person_id)
        go = Act(_("Open the visit"), "arrow-right", lambda: self.open_line(line))
        promise = follow_up_act(self._shell, line.person_id, "visit", line.id)
        last = (promise, mistake_act(lambda: self._withdraw(line)), who)
        if line.hidden:
            return (who,)
        if line.state == "done":
            return (go, *last)
        if line.over:
            return (Act(_("It will take place"), "undo", lambda: self._call_off(line, off=False)), *last)
        return (go, Act(_("Call off"), "x", lambda: self._call_off(line), "ghost"), *last)

    def _withdraw(self, line: VisitLine) -> None:
        visits = assistance.visits
        self.do(
            lambda work: visits.withdraw_visit(work, line.id),
            "take a visit back",
            UNCOUNTED if line.service_id else TAKEN_OUT,
            lambda work: visits.restore_visit(work, line.id),
        )

    def _call_off(self, line: VisitLine, *, off: bool = True) -> None:
        visits = assistance.visits
        self.do(
            lambda work: visits.call_off_visit(work, line.id, off=off),
            "call a visit off",
            _("The visit is called off.") if off else _("The visit will take place."),
            lambda work: visits.call_off_visit(work, line.id, off=not off),
        )


def interprets_words(line: VisitLine) -> Text:
    """Who interprets, with the name of somebody from outside."""
    asked = next(field for field in assistance.visits.PREPARE if field.name == "interprets")
    who = next((option.label for option in asked.options if option.code == line.interprets), NOTHING)
    return Joined((who, Plain(line.interpreted_by if line.interprets == "interpreter" else "")))


def _spoken(line: VisitLine) -> Text:
    return LanguageName(line.language) if line.language else NOTHING


def _which(key: str) -> Which:
    return key  # type: ignore[return-value]
