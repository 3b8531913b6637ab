"""Rooms, interpreters, teachers and office hours in one kind of dialog: the list, and its questions beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget

from cic_desktop import diary, security
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid, Missing, Stale
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.core.rights import Right
from cic_desktop.diary.fields import INTERPRETER, OFFICE_HOURS, ROOM, TEACHER
from cic_desktop.i18n import Joined, LanguageName, Plain, Text, Weekday, _, languages, ngettext
from cic_desktop.ui.assistance.kept import with_kept
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.clients.versions import Versions
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import box, button, hbox, muted, vbox
from cic_desktop.ui.widgets.fields import FieldGrid

__all__ = ["HOURS", "INTERPRETERS", "ROOMS", "TEACHERS", "BookablesDialog"]

_COMMON = (
    "uk",
    "ru",
    "en",
    "be",
    "ka",
    "es",
    "fr",
    "ar",
    "fa",
    "fa_AF",
    "tr",
    "vi",
    "hi",
    "zh",
    "hy",
    "az",
    "uz",
    "kk",
)


@dataclass(frozen=True)
class Bookable:
    """A list that can be edited: its table, its questions, how it is read, said, answered and kept."""

    table: str
    title: Text
    hint: Text
    new: Text
    fields: tuple[Field, ...]
    read: Callable[[Any], list[Any]]
    told: Callable[[Any], Text]
    answers: Callable[[Any], Answers]
    keep: Callable[..., str]
    start: Callable[[str], Answers] = lambda _account: {}


class BookablesDialog(ClientDialog):
    """Choose a line to change it, or add one; what is taken away can be brought back."""

    def __init__(self, shell: Shell, what: Bookable) -> None:
        super().__init__(shell, what.title, what.hint, width=1090)
        self.what = what
        self.lines: list[Any] = []
        self._chosen: Any = None
        self.grid: FieldGrid | None = None
        self.list = QListWidget()
        self.list.setMinimumSize(320, 420)
        self.list.setProperty("role", "framed")
        self._empty = muted(_("Nothing here yet. Fill in the questions and save."), wrap=True)
        self._place, self.choice = vbox(), Versions()
        self._seen: tuple[int, Answers] = (0, {})
        self._build()
        self.reload()

    def reload(self, then: Callable[[], object] = lambda: None) -> None:
        what = self.what

        def shown(found: tuple[list[Any], tuple[Option, ...], tuple[Option, ...]]) -> None:
            self.lines = found[0]
            self._show(*found[1:])
            then()

        def look(read: Any) -> tuple[list[Any], tuple[Option, ...], tuple[Option, ...]]:
            people = tuple(Option(line.id, Plain(line.name)) for line in security.colleagues(read) if line.active)
            rooms = tuple(Option(line.id, Plain(line.name)) for line in diary.rooms(read))
            lines = what.read(read)
            offered = with_kept(read, {"account_id": people, "room_id": rooms}, *map(what.answers, lines))
            return lines, offered["account_id"], offered["room_id"]

        self.ctx.ask(look, owner=self, then=shown, failed=self._failed, latest="lines")

    def choose(self, row: int) -> None:
        """Show a line to be changed; -1 begins a new one."""
        if self.grid is None:
            return
        self._chosen = self.lines[row] if 0 <= row < len(self.lines) else None
        self.grid.clear_problems()
        blank: Answers = {field.name: [] if field.kind == "choices" else "" for field in self.grid.fields}
        known = self.what.answers(self._chosen) if self._chosen else self.what.start(self.ctx.actor.id)
        self.choice.hide()
        self._seen = self._chosen.revision if self._chosen else 0, {**blank, **known}
        self.grid.set_values(self._seen[1])
        self.remove.setVisible(self._chosen is not None and self.ctx.may(Right.RECORD_HELP))
        if self.list.currentRow() != row:
            self.list.setCurrentRow(row)

    def add(self) -> None:
        self.list.setCurrentRow(-1)
        self.choose(-1)
        if self.grid is not None:
            self.grid.focus()

    def save(self) -> None:
        if self.grid is None:
            return
        answers, line, keep = self.grid.values(), self._chosen, self.what.keep
        row_id, revision = line.id if line else "", self._seen[0]
        self.ctx.do(
            lambda work: keep(work, answers, row_id, revision),
            verb=f"keep {self.what.table}",
            owner=self,
            then=self._saved,
            failed=self._failed,
        )

    def take_away(self) -> None:
        """Off the list; the note brings it back."""
        ctx, table, row_id = self.ctx, self.what.table, self._chosen.id

        def gone(_done: object) -> None:
            self.banner.say("ok", _("Removed."), (_("Undo"), undo))
            self.reload(lambda: self.choose(-1))

        def undo() -> None:
            ctx.do(
                lambda work: diary.bring_back(work, table, row_id), verb="undo a removal", owner=self,
                then=lambda _done: self.reload(),
            )  # fmt: skip

        ctx.do(lambda work: diary.retire_bookable(work, table, row_id), verb=f"remove {table}", owner=self, then=gone)

    def _saved(self, row_id: str) -> None:
        self.banner.say("ok", _("Saved."))
        self.reload(lambda: self.choose(next((n for n, line in enumerate(self.lines) if line.id == row_id), -1)))

    def _failed(self, error: CicError) -> None:
        if isinstance(error, Stale):
            self.ctx.ask(self.what.read, owner=self, then=self._show_both, failed=self._failed)
        elif isinstance(error, Invalid) and self.grid is not None:
            self.grid.show_problems(error.problems)
        else:
            self.banner.say("bad", error.text)

    def _show_both(self, lines: list[Any]) -> None:
        """A colleague saved first: both values of everything that differs, and one of them is chosen."""
        now = next((line for line in lines if line.id == self._chosen.id), None)
        if now is None or self.grid is None:
            self.banner.say("warn", Missing().text)
            return
        before, self._seen = self._seen[1], (now.revision, {**self._seen[1], **self.what.answers(now)})
        self.choice.show_both(self.grid, before, self._seen[1], self.save)
        QTimer.singleShot(0, self.grow)

    def _show(self, people: tuple[Option, ...], rooms: tuple[Option, ...]) -> None:
        if self.grid is None:
            options = {"account_id": people, "room_id": rooms, "languages": _language_options()}
            fields = [replace(field, options=options.get(field.name, field.options)) for field in self.what.fields]
            self.grid = FieldGrid(fields)
            self._place.addWidget(DialogBody(self.choice, self.grid, None), 1)
            self.choose(-1)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([language.text(self.what.told(line)) for line in self.lines])
        self.list.blockSignals(False)
        self._empty.setVisible(not self.lines)
        self.list.setVisible(bool(self.lines))

    def _build(self) -> None:
        self.list.currentRowChanged.connect(lambda row: self.choose(row) if row >= 0 else None)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        language.bind(self.list, "setAccessibleName", self.what.title)
        left = box(vbox(self.list, self._empty, None, spacing=8))
        left.setFixedWidth(330)
        self.body.addLayout(hbox(left, (box(self._place), 1), spacing=22), 1)
        self.remove = button(_("Remove"), "trash", "ghost", self.take_away)
        self.remove.hide()
        may = self.ctx.may(Right.RECORD_HELP)
        if may:
            self.foot.addWidget(button(self.what.new, "plus", slot=self.add))
            self.foot.addWidget(self.remove)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        if may:
            self.foot.addWidget(default_button(_("Save"), self.save))


def _language_options() -> tuple[Option, ...]:
    """The languages interpreters are asked for most, by name; what else is stored stays."""
    known = dict(languages("pl"))
    return tuple(Option(code, LanguageName(code)) for code in _COMMON if code in known)


def _outside(teacher: diary.TeacherLine) -> Text:
    return Plain("") if teacher.account_id else _("from outside")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


ROOMS = Bookable(
    "room",
    _("Rooms"),
    _("What can be taken for a meeting."),
    _("New room"),
    ROOM,
    lambda read: diary.rooms(read),
    lambda line: Joined((Plain(line.name), ngettext("{n} seat", "{n} seats", line.seats))),
    lambda line: {"name": line.name, "seats": str(line.seats or "")},
    lambda *args: diary.keep_room(*args),
)
INTERPRETERS = Bookable(
    "interpreter",
    _("Interpreters"),
    _("Colleagues and people from outside who interpret. Never a child."),
    _("New interpreter"),
    INTERPRETER,
    lambda read: diary.interpreters(read),
    lambda line: Joined((Plain(line.name), Joined(tuple(LanguageName(code) for code in line.languages), ", "))),
    lambda line: {
        "name": line.name, "phone": line.phone, "languages": list(line.languages), "sworn": _yes(line.sworn),
        "adult": "yes",
    },
    lambda *args: diary.keep_interpreter(*args),
)  # fmt: skip
TEACHERS = Bookable(
    "teacher",
    _("Teachers"),
    _("Who teaches or speaks: colleagues and people from outside."),
    _("New teacher"),
    TEACHER,
    lambda read: diary.teachers(read),
    lambda line: Joined((Plain(line.name), Plain(line.account if line.account != line.name else ""), _outside(line))),
    lambda line: {"name": line.name, "phone": line.phone, "email": line.email, "account_id": line.account_id},
    lambda *args: diary.keep_teacher(*args),
)
HOURS = Bookable(
    "office_hours",
    _("Office hours"),
    _("When somebody is there every week. Free times are offered from these hours."),
    _("New office hours"),
    OFFICE_HOURS,
    lambda read: diary.office_hours(read),
    lambda line: Joined(
        (Plain(line.advisor), Weekday(line.weekday), Plain(f"{line.starts_at}–{line.ends_at}"))
    ),
    lambda line: {
        "account_id": line.account_id, "weekday": str(line.weekday), "starts_at": line.starts_at,
        "ends_at": line.ends_at, "slot_minutes": str(line.slot_minutes), "room_id": line.room_id,
        "every_weeks": str(line.every_weeks), "valid_from": line.valid_from.isoformat(),
        "valid_to": line.valid_to.isoformat() if line.valid_to else "",
    },
    lambda *args: diary.keep_hours(*args),
    lambda account: {
        "account_id": account, "slot_minutes": "30", "every_weeks": "1", "valid_from": clock.today().isoformat(),
    },
)  # fmt: skip
