"""The calendar: the month, the week or the day of the centre, of a colleague, a teacher, a room or an interpreter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from cic_desktop import diary, security
from cic_desktop.core import clock
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.diary.rows import Month, Week, WeekFilter
from cic_desktop.i18n import Day, Joined, MonthName, Plain, Text, _
from cic_desktop.ui.diary.columns import Grid, day_grid, week_grid
from cic_desktop.ui.diary.details import AppointmentDetails
from cic_desktop.ui.diary.grid import CalendarGrid
from cic_desktop.ui.diary.month import MonthGrid
from cic_desktop.ui.diary.moving import carry_appointment, carry_group
from cic_desktop.ui.diary.printing import save_file, show_agenda
from cic_desktop.ui.diary.sums import month_summed, week_summed
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, Page, button, chip_button, hbox, tool_button
from cic_desktop.ui.widgets.editors import OptionCombo
from cic_desktop.ui.widgets.menus import Choices, menu_button

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.ui.diary.looks import Timed

_VIEW = "diary/view"
_EVERYBODY = Option("", _("Everybody"))
_WEEK = timedelta(days=7)
_MINUTE = 60_000  # the line of now moves


_WHAT = (
    Option("", _("Everything")),
    Option("appointments", _("Appointments")),
    Option("groups", _("Lessons and events")),
)


@dataclass(frozen=True)
class _View:
    """What the page reads in one go: some days laid out as a grid, or a month; how much it is in all."""

    week: Week
    whose: tuple[Option, ...]
    total: Text
    grid: Grid
    month: Month | None = None


class CalendarPage(Page):
    """A week as a grid; a click opens, a double click or Enter books, dragging moves. A month's days open."""

    watches = (
        "appointment", "office_hours", "room", "interpreter", "person", "account", "gathering", "course", "event",
        "teacher",
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(_("Calendar"), " ", self._actions(), max_width=1640)
        self.day = clock.today()
        self.view: _View | None = None
        self.grid, self.month, self.banner = CalendarGrid(), MonthGrid(), Banner()
        self.grid.movable = shell.ctx.may(Right.RECORD_HELP)
        self.whose, self.what = OptionCombo((_EVERYBODY,)), OptionCombo(_WHAT)
        self._make_views()
        self._build()
        self._connect()

    def arrive(self, day: str = "", whose: str = "") -> None:
        """Show a day (today), of somebody or something (`account:…`, `teacher:…`, `room:…`, `interpreter:…`)."""
        if day:
            self.day = date.fromisoformat(day)
        if whose:
            self.whose.set_code(whose)
        self.reload()

    def reload(self) -> None:
        day, shown = self.day, self.filter()
        by = next(name for name, made in self.views.items() if made.isChecked())
        self._shell.ctx.ask(
            lambda read: _look(read, day, shown, by),
            owner=self,
            then=self._show,
            failed=lambda error: self.banner.say("bad", error.text),
            latest="week",
        )

    def filter(self) -> WeekFilter:
        """Whose diary is chosen, and what of it."""
        kind, _colon, row_id = self.whose.code().partition(":")
        whose = {f"{kind}_id": row_id} if row_id else {}
        return WeekFilter(what=self.what.code(), **whose)

    def turn(self, by: int) -> None:
        """To the page before or after."""
        if self.shows("month"):
            first = self.day.replace(day=1)
            self.go((first + timedelta(days=31)).replace(day=1) if by > 0 else first - timedelta(days=1))
        else:
            self.go(self.day + (timedelta(days=by) if self.shows("day") else _WEEK * by))

    def go(self, day: date) -> None:
        self.day = day
        self.reload()

    def shows(self, name: str) -> bool:
        """Whether it is the `month`, the `week` or the `day` that is on view."""
        return self.views[name].isChecked()

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, view: _View) -> None:
        self.view = view
        self._fill_whose(view.whose)
        self._draw()

    def _draw(self) -> None:
        if self.view is None:
            return
        week, month = self.view.week, self.view.month
        self.grid.setVisible(month is None)
        self.month.setVisible(month is not None)
        if month is not None:
            self.month.show_month(month, self.day)
            title: Text = MonthName(month.first.year, month.first.month)
        else:
            self.grid.show_grid(self.view.grid)
            days = Joined((Day(week.days[0], "short"), Day(week.days[-1], "short")), " – ")
            title = Day(self.day, "weekday") if self.shows("day") else days
        self.set_title(_("Calendar"), Joined((title, self.view.total)))

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

    def open_line(self, row_id: str) -> None:
        """An appointment opens as a whole, a group where its course or event is kept."""
        week = self.view.week if self.view else None
        for line in week.lines if week else ():
            if line.id == row_id:
                AppointmentDetails(self._shell, line).open()
        for group in week.gatherings if week else ():
            if group.id == row_id:
                self.open_group(group.course_id, group.event_id)

    def open_group(self, course_id: str, event_id: str) -> None:
        if course_id:
            self._shell.open("course", course_id=course_id)
        else:
            self._shell.open("event", event_id=event_id)

    def open_entry(self, sort: str, row_id: str, day: date) -> None:
        """A line of a month's day."""
        month = self.view.month if self.view else None
        there = next((line for line in month.days if line.day == day), None) if month else None
        if sort == "event":
            self.open_group("", row_id)
        for mark in there.lessons if there else ():
            if mark.id == row_id:
                self.open_group(mark.course_id, "")
        for line in there.lines if there else ():
            if line.id == row_id:
                AppointmentDetails(self._shell, line).open()

    def open_day(self, day: date) -> None:
        """A day of the month or week, hour by hour; the view that was chosen is still the one to come back to."""
        self.views["day"].setChecked(True)
        self.go(day)

    def carry(self, row_id: str, day: date, starts_at: str, account_id: str) -> None:
        """Dragged to another time or colleague; it can be undone."""
        groups = self.view.week.gatherings if self.view else ()
        group = next((line for line in groups if line.id == row_id), None)
        if group:
            carry_group(self._shell, self, group, day, starts_at, self._draw)
        else:
            carry_appointment(self._shell, self, row_id, day, starts_at, account_id, self._draw)

    def save_shown(self) -> None:
        """The month or week on view as a file for another calendar."""
        name, _filter = QFileDialog.getSaveFileName(self, language.text(_("Calendar")), "terminarz.ics", "*.ics")
        first, days, shown = *self.days(), self.filter()
        if not name:
            return

        def lines(read: Read) -> list[Timed]:
            week = diary.week(read, first, days, shown)
            found: list[Timed] = [*week.lines, *week.gatherings]
            return [line for line in found if line.state != "called_off"]

        save_file(self._shell, name, lines)

    def print_shown(self) -> None:
        """What is on view as a list on paper."""
        first, days, shown, whose = *self.days(), self.filter(), Plain(self.whose.currentText())
        if self.shows("day"):
            first, days = self.day, 1
        show_agenda(self._shell, self, first, days, shown, whose)

    def days(self) -> tuple[date, int]:
        """The first of the days on view, and how many they are; a day stands in its week."""
        if self.shows("month"):
            first = self.day.replace(day=1)
            return first, ((first + timedelta(days=31)).replace(day=1) - first).days
        return self.day - timedelta(days=self.day.weekday()), 7

    def edit(self, what: str) -> None:
        """Office hours, rooms, interpreters, teachers."""
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
            (_("Teachers…"), lambda: self.edit("TEACHERS")),
            (_("Print what is shown…"), self.print_shown),
            (_("Save what is shown for a calendar (.ics)…"), self.save_shown),
        )

    def _make_views(self) -> None:
        self.views = {
            "month": chip_button(_("Month")), "week": chip_button(_("Week")), "day": chip_button(_("Day")),
        }  # fmt: skip
        group = QButtonGroup(self)
        for name, made in self.views.items():
            group.addButton(made)
            made.clicked.connect(lambda _checked=False, name=name: self._chose_view(name))
        self.views[self._shell.ctx.settings.get(_VIEW) or "week"].setChecked(True)

    def _chose_view(self, name: str) -> None:
        self._shell.ctx.settings.set(_VIEW, name)
        self.reload()

    def _build(self) -> None:
        self.whose.setCurrentIndex(0)
        self.whose.setMinimumWidth(220)
        language.bind(self.whose, "setAccessibleName", _("Whose calendar"))
        self.what.setCurrentIndex(0)
        self.what.setMinimumWidth(200)
        language.bind(self.what, "setAccessibleName", _("What is shown"))
        before = tool_button("chevron-left", _("Before"), lambda: self.turn(-1))
        after = tool_button("chevron-right", _("After"), lambda: self.turn(1))
        today = button(_("Today"), slot=lambda: self.go(clock.today()))
        bar = hbox(before, today, after, 8, *self.views.values(), None, self.what, self.whose, spacing=6)
        self.month.hide()
        card = Card(self.grid, self.month, spacing=0, margins=(1, 6, 8, 8))
        self.column.setSpacing(12)
        self.add(self.banner, bar, (card, 1))

    def _connect(self) -> None:
        for combo in (self.whose, self.what):
            combo.activated.connect(lambda _row: self.reload())
        self.grid.opened.connect(self.open_line)
        self.grid.event_opened.connect(lambda event_id: self.open_group("", event_id))
        self.month.day_opened.connect(self.open_day)
        self.month.entry_opened.connect(self.open_entry)
        self.month.turned.connect(self.turn)
        self.grid.wanted.connect(self.book)
        self.grid.moved.connect(self.carry)
        self.grid.turned.connect(self.turn)
        self.grid.day_wanted.connect(self.open_day)
        self._clock = QTimer(self, interval=_MINUTE)
        self._clock.timeout.connect(self.grid.update)
        self._clock.start()


def _look(read: Read, day: date, shown: WeekFilter, by: str) -> _View:
    people = [("account", line.id, line.name) for line in security.colleagues(read) if line.active]
    teachers = [("teacher", line.id, line.name) for line in diary.teachers(read) if not line.account_id]
    rooms = [("room", line.id, line.name) for line in diary.rooms(read)]
    interpreters = [("interpreter", line.id, line.name) for line in diary.interpreters(read)]
    names: dict[str, Text] = {
        "account": Plain(""), "teacher": _("teacher"), "room": _("room"), "interpreter": _("interpreter"),
    }  # fmt: skip
    whose = tuple(
        Option(f"{kind}:{row_id}", Joined((Plain(name), names[kind])))
        for kind, row_id, name in (*people, *teachers, *rooms, *interpreters)
    )
    if by == "month":
        month = diary.month(read, day, shown)
        return _View(Week((), (), (), {}), whose, month_summed(month), Grid(), month)
    week = diary.week(read, day - timedelta(days=day.weekday()), shown=shown)
    if by == "day":
        return _View(week, whose, week_summed(week, day), day_grid(week, day))
    return _View(week, whose, week_summed(week), week_grid(week))
