"""The appointments of the day, with what is done with one when its hour comes, and its lessons and events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from cic_desktop import diary
from cic_desktop.assistance.kinds import kind
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, LanguageName, Plain, Text, _, pgettext
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets import (
    Card,
    EmptyState,
    button,
    card_head,
    chip,
    chip_button,
    clear,
    line,
    strong,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.gradual import Gradual

if TYPE_CHECKING:
    from cic_desktop.diary.rows import AgendaLine, GatheringLine

STATES: dict[str, tuple[Text, Tone]] = {
    "planned": (pgettext("appointment", "Planned"), ""),
    "now": (pgettext("appointment", "Now"), "info"),
    "past": (pgettext("appointment", "Not recorded yet"), "warn"),
    "held": (pgettext("appointment", "Held"), "ok"),
    "no_show": (pgettext("appointment", "No-show"), "bad"),
    "called_off": (pgettext("appointment", "Called off"), ""),
}


class AgendaCard(Card):
    """Agenda of the day. `mine` is told when the colleagues' appointments are shown or left out."""

    def __init__(self, shell: Shell, *, mine: bool, on_mine: Callable[[bool], object]) -> None:
        super().__init__(spacing=6)
        self._shell = shell
        self.mine = chip_button(_("Only mine"), checked=mine, slot=on_mine)
        head = [self.mine]
        if shell.ctx.may(Right.RECORD_HELP):
            head.append(button(_("New appointment"), "plus", "ghost", self.new_appointment))
        self._rows = vbox(spacing=0)
        self._gradual = Gradual(self)
        self.add(card_head(_("Appointments today"), *head), self._rows, None)

    def show_lines(self, lines: tuple[AgendaLine, ...], groups: tuple[GatheringLine, ...] = ()) -> None:
        clear(self._rows)
        if not lines and not groups:
            hint = _("Appointments made here or in a client's record appear in the order of the day.")
            self._rows.addWidget(EmptyState("calendar", _("No appointments today"), hint))
        timed = [(item.starts_at, partial(self._row, item)) for item in lines]
        timed += [(item.starts_at, partial(self._group_row, item)) for item in groups]
        self._gradual.begin(partial(self._put, make) for _at, make in sorted(timed, key=itemgetter(0)))

    def _put(self, make: Callable[[], Row]) -> None:
        if self._rows.count():
            self._rows.addWidget(line())
        self._rows.addWidget(make())

    def new_appointment(self) -> None:
        from cic_desktop.ui.assistance.appointment import AppointmentDialog

        AppointmentDialog(self._shell).open()

    def record(self, item: AgendaLine) -> None:
        """Go and write down the help this appointment was made for."""
        record_help(self._shell, item)

    def set_state(self, item: AgendaLine, state: str) -> None:
        """Note that nobody came, or that it was called off; it can be undone."""
        who = _who(item)
        said = _("{who} did not come.", who=who) if state == "no_show" else called_off_words(item, who)

        def told() -> None:
            self._shell.note(said, "ok", _("Undo"), lambda: self._change(item.id, item.state))

        self._change(item.id, state, told)

    def _change(self, appointment_id: str, state: str, then: Callable[[], None] = lambda: None) -> None:
        self._shell.ctx.do(
            lambda work: diary.set_state(work, appointment_id, state),
            verb="change an appointment",
            owner=self,
            then=lambda _done: then(),
        )

    def _row(self, item: AgendaLine) -> Row:
        what = kind(item.kind)
        title = _who(item)
        about = Plain(item.about) if item.about and item.person else what.title
        spoken = (LanguageName(item.language),) if item.language else ()
        advisor = "" if item.account_id == self._shell.ctx.actor.id else item.advisor
        meta = Joined((about, code_label("place", item.place), *spoken, Plain(advisor)))
        words, tone = STATES[shown_state(item, clock.local(clock.now()))]
        row = Row(what.icon, what.tone, title, meta, chip(words, tone), *self._tools(item), left=_hour(item))
        if item.person_id:
            row.opens(lambda: self._shell.open("client", person_id=item.person_id))
        return row

    def _group_row(self, item: GatheringLine) -> Row:
        """A lesson opens its attendance, a point of a programme its event."""
        who = item.teacher or item.speaker
        meta = Joined((Plain(item.title), Plain(who), Plain(item.room or item.place)))
        words, tone = STATES[shown_state(item, clock.local(clock.now()))]
        icon = "graduation-cap" if item.course_id else "star"
        row = Row(
            icon, "violet" if item.course_id else "info", Plain(item.owner), meta, chip(words, tone), left=_hour(item)
        )
        if item.course_id:
            row.opens(lambda: self._shell.open("course", course_id=item.course_id, section="attendance"))
        else:
            row.opens(lambda: self._shell.open("event", event_id=item.event_id))
        return row

    def _tools(self, item: AgendaLine) -> list[QWidget]:
        if not self._shell.ctx.may(Right.RECORD_HELP) or item.state == "held":
            return []
        more = tool_button("more", _("More"))
        more.clicked.connect(lambda: self._menu(item).popup(more.mapToGlobal(QPoint(0, more.height()))))
        record = tool_button("hand-heart", _("Record help"), lambda: self.record(item), "primary_tx")
        return [record, more] if item.state == "planned" else [more]

    def _menu(self, item: AgendaLine) -> QMenu:
        menu = QMenu(self)
        choices: list[tuple[Text, Callable[[], object]]] = [(_("Record help"), lambda: self.record(item))]
        if item.state != "no_show":
            choices.append((_("Nobody came"), lambda: self.set_state(item, "no_show")))
        if item.state != "called_off":
            choices.append((_("Called off"), lambda: self.set_state(item, "called_off")))
        if item.state != "planned":
            choices.append((_("Planned again"), lambda: self._change(item.id, "planned")))
        for words, run in choices:
            menu.addAction(language.text(words)).triggered.connect(lambda _checked=False, act=run: act())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


def record_help(shell: Shell, item: AgendaLine) -> None:
    """Where the help of an appointment is told: on the page of the visit prepared for it, else as a talk."""
    if item.visit_id:
        shell.open("visit", visit_id=item.visit_id)
    else:
        persons = (item.person_id,) if item.person_id else ()
        shell.open("sitting", appointment_id=item.id, person_ids=persons, kind=item.kind)


def called_off_words(item: AgendaLine, who: Text) -> Text:
    """What is said of an appointment called off, the referral it was booked for included."""
    if item.referral_id and item.state == "planned":
        return _("Called off: {who}. The referral waits again.", who=who)
    return _("Called off: {who}.", who=who)


def _hour(item: AgendaLine | GatheringLine) -> QLabel:
    hour = strong(item.starts_at)
    hour.setFixedWidth(46)
    return hour


def _who(item: AgendaLine) -> Text:
    named = item.person or item.about
    return Plain(named) if named else _("Somebody new")


def shown_state(item: AgendaLine | GatheringLine, now: datetime) -> str:
    """The state as the day shows it: a planned appointment is due now, or past and not yet recorded."""
    if item.state != "planned" or item.day > now.date():
        return item.state
    if item.day < now.date():
        return "past"
    start = int(item.starts_at[:2]) * 60 + int(item.starts_at[3:])
    minute = now.hour * 60 + now.minute
    if minute < start:
        return "planned"
    return "now" if minute < start + item.minutes else "past"
