"""The cards beside the agenda: deadlines of stay, promises to keep, drafts to continue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from cic_desktop import assistance, db
from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Moment, Number, Plain, Text, _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.today.rows import Row, days_words, promise_words
from cic_desktop.ui.widgets import (
    Card,
    EmptyState,
    button,
    card_head,
    chip,
    chip_button,
    clear,
    hbox,
    line,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import FollowUp
    from cic_desktop.courses.rows import Unmarked
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.stay.radar import Bucket
    from cic_desktop.stay.rows import Due
    from cic_desktop.ui.today.board import Radar

_SHOWN = 4  # rows before "Show all"
_RADAR: dict[Bucket, Text] = {"overdue": _("Overdue"), "today": _("Today"), "14": _("Next 14 days")}


class ListCard(Card):
    """A card of rows: a few at first, the others on demand; a friendly word when there is none."""

    def __init__(self, shell: Shell, title: Text, empty: EmptyState, *head: QWidget) -> None:
        super().__init__(spacing=6)
        self._shell, self._empty = shell, empty
        self._rows = vbox(spacing=0)
        self._all = button("", kind="ghost", slot=self._show_all)
        self._rest: Sequence[Callable[[], QWidget]] = ()
        empty.hide()  # nobody knows yet
        self.add(card_head(title, *head), empty, self._rows, self._all, None)

    def show_rows(self, makers: Sequence[Callable[[], QWidget]]) -> None:
        """Show rows; each is made only when it comes into sight."""
        clear(self._rows)
        self._empty.setVisible(not makers)
        self._rest = makers[_SHOWN:]
        self._all.setVisible(bool(self._rest))
        language.bind(self._all, "setText", ngettext("Show {n} more", "Show {n} more", len(self._rest)))
        self._put(makers[:_SHOWN])

    def _show_all(self) -> None:
        self._put(self._rest)
        self._rest = ()
        self._all.hide()

    def _put(self, makers: Sequence[Callable[[], QWidget]]) -> None:
        for make in makers:
            if self._rows.count():
                self._rows.addWidget(line())
            self._rows.addWidget(make())


class DeadlinesCard(ListCard):
    """The first lines of the radar: what was missed not long ago, and what comes within a month."""

    def __init__(self, shell: Shell) -> None:
        hint = _("Deadlines of bases of stay, documents, letters and events come here.")
        super().__init__(shell, _("Stay deadlines"), EmptyState("clock", _("No deadline comes soon"), hint))
        self.counts = {bucket: self._count(bucket) for bucket in _RADAR}
        self.column.insertLayout(1, hbox(*self.counts.values(), None, spacing=6))

    def show_counts(self, counts: Mapping[Bucket, int]) -> None:
        """How many deadlines of every kind wait on the radar; each number opens its list."""
        for bucket, made in self.counts.items():
            language.bind(made, "setText", Joined((_RADAR[bucket], Number(counts[bucket])), "  "))

    def _count(self, bucket: Bucket) -> QPushButton:
        made = button(_RADAR[bucket], slot=lambda: self._shell.open("deadlines", bucket=bucket))
        made.setProperty("role", "chip")
        return made

    def show_radar(self, radar: Radar) -> None:
        """The lines by name, and how many there are of every kind."""
        self.show_counts(radar.counts)
        self.show_rows([partial(self._row, name, due, radar.law.rule(due.rule).title) for name, due in radar.lines])

    def _row(self, name: str, due: Due, rule: Text) -> Row:
        days = (due.due_on - clock.today()).days
        tone = deadline_tone(days)
        row = Row("clock", tone, name, Joined((rule, Day(due.due_on, "short"))), chip(days_words(days), tone))
        return row.opens(lambda: self._shell.open("client", person_id=due.person_id, section="stay"))


class FollowUpsCard(ListCard):
    """What was promised to clients: overdue, today, the next two weeks. A tick keeps the promise."""

    def __init__(self, shell: Shell, *, mine: bool, on_mine: Callable[[bool], object]) -> None:
        hint = _("A next step with a date, written down with the help given, comes back here.")
        empty = EmptyState("check", _("Nothing promised for these days"), hint)
        self.mine = chip_button(_("Only mine"), checked=mine, slot=on_mine)
        every = button(_("All follow-ups"), kind="ghost", slot=lambda: shell.open("follow_ups"))
        super().__init__(shell, _("Next steps"), empty, every, self.mine)
        self._me = ""  # the user's name: their own promises do not repeat it

    def show_lines(self, lines: tuple[FollowUp, ...], me: str) -> None:
        self._me = me
        self.show_rows([partial(self._row, item) for item in lines])

    def set_done(self, item: FollowUp) -> None:
        """Tick a promise; the note can undo it."""

        def told(_done: object) -> None:
            self._shell.note(_("Done: {what}", what=item.text or item.person), "ok", _("Undo"), undo)

        def undo() -> None:
            self._tick(item, False, lambda _done: None)

        self._tick(item, True, told)

    def _tick(self, item: FollowUp, done: bool, then: Callable[[object], None]) -> None:
        self._shell.ctx.do(
            lambda work: assistance.follow_up_done(work, item.id, done),
            verb="tick a next step",
            owner=self,
            then=then,
        )

    def _row(self, item: FollowUp) -> Row:
        days = (item.day - clock.today()).days
        tone: Tone = "bad" if days < 0 else "warn" if days == 0 else ""
        title = promise_words(item.text, item.source)
        words = ngettext("{n} day late", "{n} days late", -days) if days < 0 else days_words(days)
        tick = QCheckBox()
        tick.setEnabled(self._shell.ctx.may(Right.RECORD_HELP) and item.source not in ("plan", "partner"))
        language.bind(tick, "setToolTip", _("Done"))
        language.bind(tick, "setAccessibleName", Joined((_("Done"), Plain(item.text), Plain(item.person))))
        tick.clicked.connect(lambda: self.set_done(item))
        advisor = "" if item.advisor == self._me else item.advisor
        meta = Joined((Plain(item.person), Plain(advisor)))
        row = Row("flag", tone or "primary", title, meta, chip(words, tone), left=tick)
        if item.person_id:
            section = {"section": "plan"} if item.source in ("plan", "step") else {}
            row.opens(lambda: self._shell.open("client", person_id=item.person_id, **section))
        elif item.source == "partner":
            row.opens(lambda: self._shell.open("partners", which="review", chosen=item.id))
        return row


class AttendanceCard(ListCard):
    """Courses with lessons that are over and have no attendance; nothing at all where there is none."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, _("Attendance missing"), EmptyState("check", _("Every lesson is marked")))
        self.hide()

    def show_courses(self, found: tuple[Unmarked, ...]) -> None:
        self.setVisible(bool(found))
        self.show_rows([partial(self._row, each) for each in found])

    def _row(self, found: Unmarked) -> Row:
        lessons = ngettext("{n} lesson", "{n} lessons", found.lessons)
        since = _("from {day}", day=Day(found.since, "short"))
        row = Row("graduation-cap", "warn", Plain(found.course), since, chip(lessons, "warn"))
        return row.opens(
            lambda: self._shell.open("course", course_id=found.course_id, section="lessons", chosen=found.lesson_id)
        )


class DraftsCard(ListCard):
    """Typing that was not finished: continue it, or throw it away."""

    def __init__(self, shell: Shell, on_discard: Callable[[], None]) -> None:
        super().__init__(shell, _("To continue"), EmptyState("pencil", _("Nothing is unfinished")))
        self._on_discard = on_discard
        self.hide()

    def show_notes(self, notes: tuple[DraftNote, ...]) -> None:
        self.setVisible(bool(notes))
        self.show_rows([partial(self._row, note) for note in notes])

    def proceed(self, note: DraftNote) -> None:
        """Open the page the draft belongs to; it takes the draft up by itself."""
        what, _colon, rest = note.what.partition(":")
        if what == "form":
            form_id, _slash, filled_id = rest.partition("/")
            more = {"filled_id": filled_id} if filled_id else {}
            self._shell.open("form", form_id=form_id, person_id=note.person_id, **more)
        elif what == "sitting":
            talk = {"sitting_id": note.edition} if note.edition else {}
            self._shell.open("sitting", person_ids=(note.person_id,) if note.person_id else (), **talk)
        elif what == "visit":
            self._shell.open("visit", person_id=note.person_id, appointment_id=note.edition)
        elif what == "registration":
            self._register()
        elif what == "attendance":
            self._shell.open("course", course_id=note.edition, section="attendance")
        else:
            self._shell.open(what, person_id=note.person_id)

    def _register(self) -> None:
        """The quick registration offers its draft by itself."""
        from cic_desktop.ui.clients.registration import RegistrationDialog

        RegistrationDialog(self._shell).open()

    def discard(self, note: DraftNote) -> None:
        """Throw a draft away; the note can bring it back."""

        def told(_done: object) -> None:
            self._on_discard()
            self._shell.note(_("The draft was thrown away."), "ok", _("Undo"), undo)

        def undo() -> None:
            ctx.do(
                lambda work: db.keep_draft(work, note),
                verb="keep a draft",
                owner=self,
                then=lambda _done: self._on_discard(),
            )

        ctx = self._shell.ctx
        ctx.do(lambda work: db.drop_draft(work, note), verb="drop a draft", owner=self, then=told)

    def _row(self, note: DraftNote) -> Row:
        icon, words = draft_words(note.what)
        when = (_("kept {moment}", moment=Moment(note.saved_at)),) if note.saved_at else ()
        go = button(_("Continue"), slot=lambda: self.proceed(note))
        drop = tool_button("trash", _("Throw the draft away"), lambda: self.discard(note))
        row = Row(icon, "violet", note.title or words, Joined((words, *when)), go, drop)
        return row.opens(lambda: self.proceed(note))


def deadline_tone(days: int) -> Tone:
    """Red when it is over or a matter of days, amber within a month, green further away."""
    return "bad" if days <= 7 else "warn" if days <= 30 else "ok"


def draft_words(what: str) -> tuple[str, Text]:
    """The icon and the words of a draft's kind (`registration`, `intake`, `sitting`, `form:EL-W-1`)."""
    head, _colon, rest = what.partition(":")
    if head == "form":
        return "form", _("Form {code}", code=rest.partition("/")[0].replace("-", "/"))
    known = {
        "registration": ("user-plus", _("Registration")),
        "intake": ("user-plus", _("Intake")),
        "sitting": ("hand-heart", _("Help being recorded")),
        "visit": ("map-pin", _("Visit being prepared")),
        "attendance": ("graduation-cap", _("Attendance not saved")),
    }
    return known.get(head, ("pencil", _("Draft")))
