"""What was promised: overdue, today, the next fourteen days; of one advisor or of the centre."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from cic_desktop import assistance, security
from cic_desktop.assistance.promises import FOLLOW_UP
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers, Option
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, Weekday, _, ngettext
from cic_desktop.ui.assistance.late_dialog import LateDialog
from cic_desktop.ui.clients.dialog import cancel_button, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.today.rows import days_words, promise_words
from cic_desktop.ui.widgets import Banner, Card, EmptyState, Flow, Page, box, button, chip_button, hbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.menus import menu
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import FollowUp

__all__ = ["FollowUpDialog", "FollowUpsPage", "new_follow_up"]

AHEAD, MOST = timedelta(days=14), 500
_DONE = 4  # the column that is pressed
_MINE = "follow_ups/mine"
_GROUPS: tuple[tuple[str, Text], ...] = (
    ("all", _("All")),
    ("late", _("Overdue")),
    ("today", _("Today")),
    ("ahead", _("Next 14 days")),
)
# The tab of the card on which the record stands that something was promised about.
_SECTIONS = {
    "plan": "plan", "step": "plan", "letter": "stay", "proceeding": "stay", "stay_event": "stay",
    "filled_form": "forms", "referral": "referrals",
}  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """What a dialog asks of a follow-up, and what it does with the answers."""

    title: Text
    names: tuple[str, ...]
    answers: Answers
    keep: Callable[[Any, Answers], Any]
    said: Text
    undo: Callable[[Any, Any], Any]  # with what `keep` gave


class FollowUpsPage(Page):
    """One list of next steps and follow-ups; ticking, moving and handing over can be undone."""

    watches = ("service", "follow_up", "step", "plan", "partner", "person")

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(_("Follow-ups"), _("What was promised, until two weeks from now."), self._actions(), 1400)
        self.banner = Banner()
        self.lines: list[FollowUp] = []
        self._at: int | None = None  # the row to be at after a line was ticked by key
        self.groups = {code: chip_button(words) for code, words in _GROUPS}
        mine = shell.ctx.settings.get(_MINE) != "no"
        self.mine = chip_button(_("Only mine"), checked=mine)
        self.table: LineTable[FollowUp] = LineTable(self._columns(), _("Follow-ups"))
        self._build()

    def arrive(self, group: str = "") -> None:
        if group:
            self.groups[group].setChecked(True)
        self.reload()

    def reload(self) -> None:
        account = self._shell.ctx.actor.id if self.mine.isChecked() else ""
        until = clock.today() + AHEAD
        self._shell.ctx.ask(
            lambda read: assistance.follow_ups(read, until, account, MOST),
            owner=self,
            then=self._show,
            failed=lambda error: self.banner.say("bad", error.text),
            latest="list",
        )

    # --- what the user does -------------------------------------------------------------------------

    def set_done(self, line: FollowUp) -> None:
        """Tick it; the note takes the tick back. A review is done where the plan or the partner stands."""
        if line.source in ("plan", "partner"):
            self._open(line)
            return
        ctx, shell = self._shell.ctx, self._shell

        def tick(done: bool, then: Callable[[Any], None] = lambda _done: None) -> None:
            ctx.do(
                lambda work: assistance.follow_up_done(work, line.id, done), verb="tick a next step", owner=ctx,
                then=then,
            )  # fmt: skip

        def told(_done: object) -> None:
            shell.note(_("Done: {what}", what=line.text or line.person), "ok", _("Undo"), lambda: tick(False))

        tick(True, told)

    def move_on(self, line: FollowUp) -> None:
        """To another day."""
        tomorrow = max(line.day, clock.today() + timedelta(days=1))

        def back(work: Any, before: date) -> None:
            assistance.put_follow_up_back(work, line.id, before)

        self._ask(
            _Asked(
                _("Move to another day"), ("due_on",), {"due_on": tomorrow.isoformat()},
                lambda work, answers: assistance.move_follow_up(work, line.id, answers), _("Moved."), back,
            )
        )  # fmt: skip

    def give(self, line: FollowUp) -> None:
        """To a colleague, who finds it on their own list."""
        self._ask(
            _Asked(
                _("Give to a colleague"), ("account_id",), {"account_id": line.account_id},
                lambda work, answers: assistance.give_follow_up(work, line.id, str(answers["account_id"])),
                _("Handed over."), lambda work, given: assistance.follow_up_given_back(work, given),
            )
        )  # fmt: skip

    def new(self) -> None:
        new_follow_up(self._shell)

    def choices(self, line: FollowUp) -> list[tuple[Text, Callable[[], object]]]:
        """Everything that can be done with one, for a menu."""
        found: list[tuple[Text, Callable[[], object]]] = []
        if self._shell.ctx.may(Right.RECORD_HELP):
            found = [
                (_("Done"), partial(self.set_done, line)),
                (_("Move to another day…"), partial(self.move_on, line)),
                (_("Give to a colleague…"), partial(self.give, line)),
            ]
        if line.person_id:
            found.append((_("Open the client's record"), partial(self._open, line)))
        elif line.source == "partner":
            found.append((_("Open the directory of partners"), partial(self._open, line)))
        return found

    def _open(self, line: FollowUp) -> None:
        if line.source == "partner":
            self._shell.open("partners", which="review", chosen=line.id)
        else:
            about = line.source if line.source in ("plan", "step") else line.about_table
            section = {"section": _SECTIONS[about]} if about in _SECTIONS else {}
            self._shell.open("client", person_id=line.person_id, **section)

    def _ask(self, asked: _Asked) -> None:
        FollowUpDialog(self._shell, asked).open()

    # --- inside -------------------------------------------------------------------------------------

    def _show(self, lines: list[FollowUp]) -> None:
        self.lines = lines
        today = clock.today()
        for code, words in _GROUPS:
            number = sum(code in ("all", _group(line, today)) for line in lines)
            language.bind(self.groups[code], "setText", _counted(words, number))
        self._draw()

    def _draw(self) -> None:
        wanted, today = next(code for code, made in self.groups.items() if made.isChecked()), clock.today()
        shown = [line for line in self.lines if wanted in ("all", _group(line, today))]
        self.table.rows.show_lines(shown)
        self._empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        if shown and self._at is not None:
            self.table.selectRow(min(self._at, len(shown) - 1))
        self._at = None

    def _chose_mine(self) -> None:
        self._shell.ctx.settings.set(_MINE, "yes" if self.mine.isChecked() else "no")
        self.reload()

    def _pressed(self, row: int, column: int) -> None:
        if column == _DONE and self._shell.ctx.may(Right.RECORD_HELP):
            self.set_done(self.table.rows.lines[row])

    def _tick(self) -> None:
        """Space: the line one is at is done, and one is at the next."""
        if self.table.chosen() and self._shell.ctx.may(Right.RECORD_HELP):
            self._at = self.table.currentIndex().row()
            self.set_done(self.table.chosen()[0])

    def _popup(self, row: int, at: QPoint) -> None:
        menu(self.table, self.choices(self.table.rows.lines[row])).popup(self.table.viewport().mapToGlobal(at))

    def _popup_at(self, point: QPoint) -> None:
        index = self.table.indexAt(point)
        if index.isValid():
            self._popup(index.row(), point)

    def _columns(self) -> tuple[Column[FollowUp], ...]:
        done = _("Done") if self._shell.ctx.may(Right.RECORD_HELP) else NOTHING
        return (
            Column(_("By"), 16, lambda line: Cell(Day(line.day, "short"), Weekday(line.day.weekday()))),
            Column(_("What"), 36, _what, strong=True),
            Column(_("Who"), 18, lambda line: Cell(Plain(line.advisor))),
            Column(_("Days"), 18, _days),
            Column(done, 12, lambda line: Cell(done, chip="primary")),
        )

    def _actions(self) -> tuple[QWidget, ...]:
        if not self._shell.ctx.may(Right.RECORD_HELP):
            return ()
        return (button(_("New follow-up"), "plus", "primary", self.new),)

    def _build(self) -> None:
        group = QButtonGroup(self)
        for made in self.groups.values():
            group.addButton(made)
            made.clicked.connect(lambda: self._draw())
        self.groups["all"].setChecked(True)
        self.mine.clicked.connect(lambda: self._chose_mine())
        hint = _("A next step with a date, or a follow-up of its own, comes back here in time.")
        self._empty = EmptyState("check", _("Nothing promised for these days"), hint)
        card = Card(self.table, self._empty, spacing=0, margins=(1, 8, 1, 8))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._popup_at)
        self.table.pressed_cell.connect(self._pressed)
        done = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        done.activated.connect(self._tick)
        self.table.opened.connect(
            lambda row: self._popup(row, self.table.visualRect(self.table.rows.index(row, 1)).bottomLeft())
        )
        self.add(self.banner, hbox((box(Flow(*self.groups.values(), self.mine)), 1)), (card, 1))


def new_follow_up(shell: Shell, person_id: str = "", about: tuple[str, str] = ("", ""), title: Text = NOTHING) -> None:
    """Ask what is to be done by when, about a record (its table and id) or about none; `title` is proposed."""
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    asked = _Asked(
        _("New follow-up"), ("title", "due_on", "account_id"),
        {"title": language.text(title), "due_on": tomorrow, "account_id": shell.ctx.actor.id},
        lambda work, answers: assistance.promise(work, answers, person_id, *about), _("Noted."),
        lambda work, made: assistance.retire_follow_up(work, made),
    )  # fmt: skip
    FollowUpDialog(shell, asked).open()


class FollowUpDialog(LateDialog):
    """A question or two about a follow-up; what was done with the answers can be undone."""

    def __init__(self, shell: Shell, asked: _Asked) -> None:
        super().__init__(shell, asked.title, width=560)
        self._asked = asked
        self.grid: FieldGrid | None = None
        self.begin()
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Save"), self.save))
        shell.ctx.ask(lambda read: security.colleagues(read), owner=self, then=self._start)

    def save(self) -> None:
        if self.grid is None:
            return
        answers, keep = self.grid.values(), self._asked.keep
        self.ctx.do(
            lambda work: keep(work, answers),
            verb="keep a follow-up",
            owner=self,
            then=self._saved,
            failed=self._refused,
        )

    def _start(self, people: list[Any]) -> None:
        offered = tuple(Option(one.id, Plain(one.name)) for one in people if one.active)
        fields = [
            replace(field, options=offered) if field.kind == "account" else field
            for field in FOLLOW_UP
            if field.name in self._asked.names
        ]
        self.grid = FieldGrid(fields)
        self.grid.set_values(self._asked.answers)
        self.show_questions(self.grid)
        self.grid.focus()
        self.fit()

    def _saved(self, result: Any) -> None:
        ctx, shell, asked = self.ctx, self.shell, self._asked
        self.accept()

        def undo() -> None:
            ctx.do(lambda work: asked.undo(work, result), verb="undo a follow-up", owner=ctx)

        shell.note(asked.said, "ok", _("Undo"), undo)

    def _refused(self, error: CicError) -> None:
        if isinstance(error, Invalid) and self.grid is not None:
            self.grid.show_problems(error.problems)
        else:
            self.banner.say("bad", error.text)
        self.fit()


def _group(line: FollowUp, today: date) -> str:
    return "late" if line.day < today else "today" if line.day == today else "ahead"


def _what(line: FollowUp) -> Cell:
    icon = {"service": "hand-heart", "step": "list", "plan": "list", "partner": "building"}.get(line.source, "flag")
    return Cell(promise_words(line.text, line.source), Plain(line.person), icon=icon, tone="primary")


def _days(line: FollowUp) -> Cell:
    days = (line.day - clock.today()).days
    tone: Tone = "bad" if days < 0 else "warn" if days == 0 else ""
    words = ngettext("{n} day late", "{n} days late", -days) if days < 0 else days_words(days)
    return Cell(words, chip=tone)


def _counted(words: Text, number: int) -> Text:
    return Joined((words, Number(number)), "  ")
