"""What the centre holds for others: trainings for other bodies, conferences, events, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from cic_desktop import events, reports
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Joined, Number, Plain, _, pgettext
from cic_desktop.ui.assistance.register_page import Act, Found, RegisterPage, Shown, mistake_act
from cic_desktop.ui.courses.papers import save_sheet
from cic_desktop.ui.events.acts import EventActs
from cic_desktop.ui.events.filters import EventFilters
from cic_desktop.ui.events.words import ICONS, agreement, guest_count, people_told, places, state_told
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.events.rows import EventFilter, EventLine, Which

__all__ = ["EventsPage"]


def _what(line: EventLine) -> Cell:
    icon, tone = ICONS.get(line.kind, ("star", "primary"))
    about = Joined((code_label("event_kind", line.kind), Plain(line.held_with)))
    return Cell(Plain(line.name), about, icon=icon, tone=tone, hint=Joined((Plain(line.name), about), ": "))


def _people(line: EventLine) -> Cell:
    return Cell(people_told(line), guest_count(line.guests) if line.guests else NOTHING)


def _state(line: EventLine) -> Cell:
    """What one should know first."""
    settled = line.state != "planned" or line.to_settle(clock.today())
    ended = agreement(line)
    if ended and not settled:
        return Cell(pgettext("event", "agreement ended"), chip="bad", hint=ended[0])
    words, tone = (None if settled else places(line)) or state_told(line)
    return Cell(words, chip=tone, hint=words)


class EventsPage(RegisterPage):
    """Enter opens the event."""

    watches = ("event", "event_guest", "event_count", "partner", "room")
    heading = pgettext("page", "Events")
    about = _("Trainings for other bodies, conferences, events and actions: who is invited, who was there.")
    lists = (("planned", _("Planned")), ("held", _("Held")), ("called_off", pgettext("list", "Called off")))
    empty = ("star", _("No event here"), _("Look in another list or for other words, or plan an event."))
    new_title = _("New event")
    columns = (
        Column(_("Event"), 41, _what, strong=True),
        Column(_("When"), 25, lambda line: Cell(line.days, Plain(line.where), hint=Plain(line.where))),
        Column(_("People"), 19, _people),
        Column(_("State"), 30, _state),
    )

    def __init__(self, shell: Shell) -> None:
        self.filters = EventFilters()
        super().__init__(shell)
        self.acts = EventActs(shell, self, self._failed)
        self.filters.changed.connect(self.arrive)

    def tools(self) -> tuple[QWidget, ...]:
        return (self.filters,)

    def arrive(self, which: str = "", chosen: str = "") -> None:
        if chosen:
            self.filters.clear()  # whoever comes for one event finds it
        super().arrive(which, chosen)

    def reload(self) -> None:
        wanted = self.wanted()
        self._shell.ctx.ask(
            lambda read: _look(read, wanted), owner=self, then=self._show, failed=self._failed, latest="list"
        )

    def open_line(self, line: EventLine) -> None:
        self._shell.open("event", event_id=line.id)

    def new(self) -> None:
        self.acts.ask_new()

    def wanted(self) -> EventFilter:
        """What the list shows."""
        return events.EventFilter(cast("Which", self.which), self.filters.kinds.code(), self.filters.words.text())

    def export(self, path: str = "") -> None:
        """The list on view as a spreadsheet."""
        wanted = self.wanted()
        save_sheet(
            self, self._shell, pgettext("file", "events"),
            lambda read, lang: reports.event_workbook(read, wanted, lang), path, table="event",
        )  # fmt: skip

    def _head_acts(self) -> tuple[QWidget, ...]:
        return (button(_("Save as a spreadsheet"), "download", "ghost", self.export), *super()._head_acts())

    def shown(self, line: EventLine) -> Shown:
        chips = (state_told(line), *filter(None, (places(line), agreement(line))))
        facts = (
            (_("When"), line.days),
            (_("Where"), Plain(line.where)),
            (_("With"), Plain(line.held_with)),
            (_("Places"), Number(line.capacity) if line.capacity else NOTHING),
            (_("Guests"), Number(line.guests)),
            (_("Will come"), Number(line.coming)),
            (pgettext("guests", "Were there"), Number(line.attended)),
            (_("Counted by head"), Number(line.heads) if line.heads else NOTHING),
            (_("Who runs it"), Plain(line.runs_it)),
            (_("Why it is called off"), Plain(line.reason)),
        )
        kind = code_label("event_kind", line.kind)
        return Shown(Plain(line.name), kind, tuple(chips), facts, Plain(line.about), self._acts(line))

    def _acts(self, line: EventLine) -> tuple[Act, ...]:
        acts, planned = self.acts, line.state == "planned"
        again = _("Was not held") if line.state == "held" else _("Takes place after all")
        return (
            Act(_("Open"), "arrow-right", lambda: self.open_line(line), "primary"),
            Act(_("Edit"), "pencil", lambda: acts.ask_change(line)),
            *([Act(_("It was held"), "check", lambda: acts.hold(line))] if planned else []),
            *([Act(_("Call off"), "x", lambda: acts.ask_call_off(line), "ghost")] if planned else []),
            *([] if planned else [Act(again, "undo", lambda: acts.plan_again(line), "ghost")]),
            mistake_act(lambda: acts.retire(line)),
        )


def _look(read: Read, wanted: EventFilter) -> Found:
    found = events.event_list(read, wanted)
    return Found(found.lines, {str(name): count for name, count in found.counts.items()})
