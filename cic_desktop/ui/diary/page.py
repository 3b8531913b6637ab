"""The calendar: the week or the day of the centre, of a colleague, a room or an interpreter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from cic_desktop import diary, security
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.diary.rows import AgendaLine, Week, WeekFilter
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.diary.columns import day_grid, week_grid
from cic_desktop.ui.diary.details import AppointmentDetails
from cic_desktop.ui.diary.grid import CalendarGrid
from cic_desktop.ui.diary.printing import save_file
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, Page, button, chip_button, hbox, muted, tool_button
from cic_desktop.ui.widgets.editors import OptionCombo
from cic_desktop.ui.widgets.menus import Choices, menu_button

if TYPE_CHECKING:
    from cic_desktop.db.work import Read

_VIEW = "diary/view"
_EVERYBODY = Option("", _("Everybody"))
_WEEK = timedelta(days=7)
_MINUTE = 60_000  # the line of now moves


@dataclass(frozen=True)
class _View:
    """What the page reads in one go."""

    week: Week
    whose: tuple[Option, ...]


class CalendarPage(Page):
    """A week as a grid; a click opens, a double click or Enter books, dragging moves."""

    watches = ("appointment", "office_hours", "room", "interpreter", "person", "account")

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(_("Calendar"), " ", self._actions(), max_width=1640)
        self.day = clock.today()
        self.view: _View | None = None
        self.grid, self.banner, self.total = CalendarGrid(), Banner(), muted("")
        self.grid.movable = shell.ctx.may(Right.RECORD_HELP)
        self.whose = OptionCombo((_EVERYBODY,))
        self._make_views()
        self._build()
        self._connect()

    def arrive(self, day: str = "", whose: str = "") -> None:
        """Show the week of a day (today's), of somebody or something (`account:…`, `room:…`, `interpreter:…`)."""
        if day:
            self.day = date.fromisoformat(day)
        if whose:
            self.whose.set_code(whose)
        self.reload()

    def reload(self) -> None:
        first, shown = self.day - timedelta(days=self.day.weekday()), self.filter()
        self._shell.ctx.ask(
            lambda read: _look(read, first, shown),
            owner=self,
            then=self._show,
            failed=lambda error: self.banner.say("bad", error.text),
            latest="week",
        )

    def filter(self) -> WeekFilter:
        """Whose diary is chosen."""
        kind, _colon, row_id = self.whose.code().partition(":")
        return WeekFilter(**{f"{kind}_id": row_id}) if row_id else WeekFilter()

    def turn(self, by: int) -> None:
        """To the page before or after."""
        self.go(self.day + (timedelta(days=by) if self.by_day else _WEEK * by))

    def go(self, day: date) -> None:
        self.day = day
        self.reload()

    @property
    def by_day(self) -> bool:
        return self.views["day"].isChecked()

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, view: _View) -> None:
        self.view = view
        self._fill_whose(view.whose)
        self._draw()

    def _draw(self) -> None:
        if self.view is None:
            return
        week = self.view.week
        if self.by_day:
            self.grid.show_grid(day_grid(week, self.day))
            lines = [line for line in week.lines if line.day == self.day]
            title: Text = Day(self.day, "weekday")
        else:
            self.grid.show_grid(week_grid(week))
            lines = list(week.lines)
            title = Joined((Day(week.days[0], "short"), Day(week.days[-1], "short")), " – ")
        self.set_title(_("Calendar"), title)
        language.bind(self.total, "setText", _summed(lines))

    def _fill_whose(self, options: tuple[Option, ...]) -> None:
        """Rebuild the list only when somebody came or went: the choice stays."""
        offered = (_EVERYBODY, *options)
        if [self.whose.itemData(n) for n in range(self.whose.count())] != [option.code for option in offered]:
            self.whose.set_options(offered)

    # --- what the user does -------------------------------------------------------------------------

    def book(self, day: date | None = None, starts_at: str = "", account_id: str = "") -> None:
        """A new appointment, at the grid's place when one was chosen there."""
        from cic_desktop.ui.assistance.appointment import AppointmentDialog

        if not self._shell.ctx.may(Right.RECORD_HELP):
            return
        wanted = day if day and day >= clock.today() else max(self.day, clock.today())
        account = account_id or self.filter().account_id
        AppointmentDialog(self._shell, day=wanted.isoformat(), starts_at=starts_at, account_id=account).open()

    def open_line(self, appointment_id: str) -> None:
        found = [line for line in self.view.week.lines if line.id == appointment_id] if self.view else []
        if found:
            AppointmentDetails(self._shell, found[0]).open()

    def carry(self, appointment_id: str, day: date, starts_at: str, account_id: str) -> None:
        """Dragged to another time or colleague; it can be undone."""
        ctx, shell = self._shell.ctx, self._shell

        def told(before: Any) -> None:
            def undo() -> None:
                ctx.do(lambda work: diary.put_back(work, before), verb="undo an appointment", owner=ctx)

            when = Joined((Day(day, "weekday"), Plain(starts_at)), ", ")
            shell.note(_("Moved to {when}.", when=when), "ok", _("Undo"), undo)

        def failed(error: CicError) -> None:
            shell.note(error.text, "bad")
            self._draw()

        ctx.do(
            lambda work: diary.move(work, appointment_id, day, starts_at, account_id),
            verb="move an appointment",
            owner=self,
            then=told,
            failed=failed,
        )

    def save_week(self) -> None:
        """What is on view as a file for another calendar."""
        name, _filter = QFileDialog.getSaveFileName(self, language.text(_("Calendar")), "terminarz.ics", "*.ics")
        if name and self.view:
            lines = [line for line in self.view.week.lines if line.state != "called_off"]
            save_file(self._shell, name, lambda read: lines)

    def edit(self, what: str) -> None:
        """Office hours, rooms, interpreters."""
        from cic_desktop.ui.diary import bookables

        bookables.BookablesDialog(self._shell, getattr(bookables, what)).open()

    # --- building -----------------------------------------------------------------------------------

    def _actions(self) -> tuple[QWidget, ...]:
        more = menu_button(self._choices)
        if not self._shell.ctx.may(Right.RECORD_HELP):
            return (more,)
        return more, button(_("New appointment"), "plus", "primary", self.book)

    def _choices(self) -> Choices:
        return (
            (_("Office hours…"), lambda: self.edit("HOURS")),
            (_("Rooms…"), lambda: self.edit("ROOMS")),
            (_("Interpreters…"), lambda: self.edit("INTERPRETERS")),
            (_("Save this week for a calendar (.ics)…"), self.save_week),
        )

    def _make_views(self) -> None:
        self.views = {"week": chip_button(_("Week")), "day": chip_button(_("Day"))}
        group = QButtonGroup(self)
        for name, made in self.views.items():
            group.addButton(made)
            made.clicked.connect(lambda _checked=False, name=name: self._chose_view(name))
        self.views[self._shell.ctx.settings.get(_VIEW) or "week"].setChecked(True)

    def _chose_view(self, name: str) -> None:
        self._shell.ctx.settings.set(_VIEW, name)
        self._draw()

    def _build(self) -> None:
        self.whose.setCurrentIndex(0)
        self.whose.setMinimumWidth(240)
        language.bind(self.whose, "setAccessibleName", _("Whose calendar"))
        before = tool_button("chevron-left", _("Before"), lambda: self.turn(-1))
        after = tool_button("chevron-right", _("After"), lambda: self.turn(1))
        today = button(_("Today"), slot=lambda: self.go(clock.today()))
        bar = hbox(before, today, after, 8, *self.views.values(), None, self.total, 8, self.whose, spacing=6)
        card = Card(self.grid, spacing=0, margins=(1, 6, 8, 8))
        self.column.setSpacing(12)
        self.add(self.banner, bar, (card, 1))

    def _connect(self) -> None:
        self.whose.activated.connect(lambda _row: self.reload())
        self.grid.opened.connect(self.open_line)
        self.grid.wanted.connect(self.book)
        self.grid.moved.connect(self.carry)
        self.grid.turned.connect(self.turn)
        self._clock = QTimer(self, interval=_MINUTE)
        self._clock.timeout.connect(self.grid.update)
        self._clock.start()


def _summed(lines: list[AgendaLine]) -> Text:
    """How many, and how many of them nobody has written down yet."""
    now = clock.local(clock.now())
    over = [
        line for line in lines if line.state == "planned" and (line.day, line.ends_at) < (now.date(), f"{now:%H:%M}")
    ]
    parts: list[Text] = [ngettext("{n} appointment", "{n} appointments", len(lines))]
    if over:
        parts.append(ngettext("{n} not recorded yet", "{n} not recorded yet", len(over)))
    return Joined(tuple(parts))


def _look(read: Read, first: date, shown: WeekFilter) -> _View:
    people = [("account", line.id, line.name) for line in security.colleagues(read) if line.active]
    rooms = [("room", line.id, line.name) for line in diary.rooms(read)]
    interpreters = [("interpreter", line.id, line.name) for line in diary.interpreters(read)]
    names: dict[str, Text] = {"account": Plain(""), "room": _("room"), "interpreter": _("interpreter")}
    whose = tuple(
        Option(f"{kind}:{row_id}", Joined((Plain(name), names[kind])))
        for kind, row_id, name in (*people, *rooms, *interpreters)
    )
    return _View(diary.week(read, first, shown=shown), whose)
