"""Today: what the day holds for the person at the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Text, _, ngettext
from cic_desktop.ui.assistance.two_columns import TwoColumns
from cic_desktop.ui.language import Words
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.today.agenda import AgendaCard
from cic_desktop.ui.today.board import SOON_DAYS, Board, read_board
from cic_desktop.ui.today.lists import AttendanceCard, DeadlinesCard, DraftsCard, FollowUpsCard
from cic_desktop.ui.widgets import Page, StatTile, box, button, vbox

_MY_AGENDA, _MY_STEPS = "today/my_agenda", "today/my_next_steps"


class TodayPage(Page):
    """The day's figures, agenda, deadlines, promises and drafts, read in one go."""

    watches = (
        "appointment",
        "gathering",
        "course",
        "follow_up",
        "step",
        "plan",
        "partner",
        "service",
        "sitting",
        "service_person",
        "person",
        "stay",
        "participation",
        "identity_document",
        "letter",
        "proceeding",
        "stay_event",
        "crossing",
        "stay_rule",
        "radar_mark",
    )

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(" ", " ", self._actions(), max_width=1360)
        self.tiles = _tiles()
        self.agenda = AgendaCard(shell, mine=self._set(_MY_AGENDA), on_mine=self._toggled(_MY_AGENDA))
        self.follow_ups = FollowUpsCard(shell, mine=self._set(_MY_STEPS), on_mine=self._toggled(_MY_STEPS))
        self.deadlines = DeadlinesCard(shell)
        self.attendance = AttendanceCard(shell)
        self.drafts = DraftsCard(shell, self.reload)
        self._build()
        self._connect()

    def arrive(self) -> None:
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.arrange(self.width())

    def reload(self) -> None:
        mine, steps = self._set(_MY_AGENDA), self._set(_MY_STEPS)
        self._shell.ctx.ask(
            lambda read: read_board(read, my_agenda=mine, my_follow_ups=steps),
            owner=self,
            then=self.show_board,
            latest="board",
        )

    def show_board(self, board: Board) -> None:
        """Put a day on the page."""
        now = clock.local(clock.now()).replace(second=0, microsecond=0)
        if not self.is_new((board, now)):
            return
        first_name = board.name.split()[0] if board.name.split() else board.name
        self.set_title(greeting(now.hour, first_name), Day(board.today, "weekday"))
        self._show_figures(board)
        self.agenda.show_lines(board.agenda, board.groups)
        self.follow_ups.show_lines(board.follow_ups, board.name)
        self.deadlines.show_radar(board.radar)
        self.attendance.show_courses(board.unmarked)
        self.drafts.show_notes(board.drafts)

    def _show_figures(self, board: Board) -> None:
        helped = board.helped
        figures: dict[str, tuple[Words, Text]] = {
            "helped": (
                str(helped.persons + helped.anonymous),
                _helped_words(helped.services, board.questions),
            ),
            "agenda": (str(len(board.agenda)), ngettext("{n} still open", "{n} still open", board.waiting)),
            "endings": (
                str(board.radar.soon),
                ngettext("within {n} day", "within {n} days", SOON_DAYS),
            ),
            "unsigned": (str(board.unsigned), _("conversations and lessons this month")),
        }
        for name, (figure, hint) in figures.items():
            self.tiles[name].set_value(figure, hint)

    def _actions(self) -> tuple[QWidget, ...]:
        ctx = self._shell.ctx
        find = button(_("Find a client"), "search", slot=lambda: self._shell.open("clients"))
        asked = button(_("Quick enquiry"), "message", slot=self.new_enquiry)
        new = button(_("New client"), "plus", "primary", self.new_client)
        wanted = ((asked, Right.RECORD_HELP), (find, Right.READ_CLIENTS), (new, Right.EDIT_CLIENTS))
        return tuple(made for made, right in wanted if ctx.may(right))

    def new_client(self) -> None:
        from cic_desktop.ui.clients.registration import RegistrationDialog

        RegistrationDialog(self._shell).open()

    def new_enquiry(self) -> None:
        from cic_desktop.ui.assistance.enquiry import EnquiryDialog

        EnquiryDialog(self._shell).open()

    def _build(self) -> None:
        row = QGridLayout()
        row.setSpacing(14)
        for number, tile in enumerate(self.tiles.values()):
            row.addWidget(tile, 0, number)
            row.setColumnStretch(number, 1)
        left = box(vbox(self.drafts, self.agenda, None, spacing=18))
        right = box(vbox(self.attendance, self.follow_ups, self.deadlines, None, spacing=18))
        self._columns = TwoColumns(left, right, shares=(3, 2))
        self.add(row, self._columns, None)

    def _connect(self) -> None:
        opened = {
            "helped": self._open_today,
            "agenda": lambda: self.show_widget(self.agenda),
            "endings": lambda: self.show_widget(self.deadlines),
            "unsigned": self._open_unsigned,
        }
        for name, run in opened.items():
            self.tiles[name].opens().activated.connect(run)

    def _open_today(self) -> None:
        self._shell.open("help", first=clock.today(), last=clock.today())

    def _open_unsigned(self) -> None:
        first = clock.today().replace(day=1)
        self._shell.open("help", first=first, last=clock.today(), unsigned=True)

    def _set(self, name: str) -> bool:
        return self._shell.ctx.settings.get(name) == "yes"

    def _toggled(self, name: str) -> Callable[[bool], None]:
        def keep(on: bool) -> None:
            self._shell.ctx.settings.set(name, "yes" if on else "")
            self.reload()

        return keep


def greeting(hour: int, name: str) -> Text:
    """Good morning, afternoon or evening, by the clock on the wall."""
    if 4 <= hour < 12:
        return _("Good morning, {name}", name=name)
    if 12 <= hour < 18:
        return _("Good afternoon, {name}", name=name)
    return _("Good evening, {name}", name=name)


def _helped_words(services: int, questions: int) -> Text:
    """In how many services, and the one-minute questions beside them."""
    counted = ngettext("{n} question (F7)", "{n} questions (F7)", questions)
    return Joined((ngettext("in {n} service", "in {n} services", services), counted))


def _tiles() -> dict[str, StatTile]:
    return {
        "helped": StatTile("–", _("Helped today"), " ", "hand-heart", "primary"),
        "agenda": StatTile("–", _("Appointments today"), " ", "calendar", "info"),
        "endings": StatTile("–", _("Stay deadlines"), " ", "alert", "warn"),
        "unsigned": StatTile("–", _("To sign"), " ", "signature", "violet"),
    }
