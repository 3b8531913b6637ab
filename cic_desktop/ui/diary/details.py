"""One appointment opened: all that was agreed, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from cic_desktop import diary
from cic_desktop.assistance.kinds import VISITED, kind
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.rights import Right
from cic_desktop.diary.fields import CALL_OFF
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, _, ngettext
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.diary.looks import who
from cic_desktop.ui.diary.printing import save_file, show_card
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.today.agenda import STATES, called_off_words, record_help, shown_state
from cic_desktop.ui.widgets import Glyph, box, button, chip, hbox, label, small, vbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.menus import Choices, menu_button

if TYPE_CHECKING:
    from cic_desktop.diary.rows import AgendaLine

__all__ = ["AppointmentDetails", "CallOffDialog"]


class AppointmentDetails(ClientDialog):
    """What was agreed; the buttons below are what usually comes next."""

    def __init__(self, shell: Shell, line: AgendaLine) -> None:
        super().__init__(shell, who(line), width=660)
        self.line = line
        words, tone = STATES[shown_state(line, clock.local(clock.now()))]
        self.body.addLayout(hbox(chip(words, tone), None))
        for icon, name, text in _facts(line):
            self.body.addLayout(_fact(icon, name, text))
        self.body.addStretch(1)
        for made in self._buttons():
            self.foot.addWidget(made)

    def record(self) -> None:
        """Write down the help it was for, with what is known filled in; a visit is told on its own page."""
        shell, line = self.shell, self.line
        self.accept()
        record_help(shell, line)

    def change(self) -> None:
        from cic_desktop.ui.assistance.appointment import AppointmentDialog

        shell, appointment_id = self.shell, self.line.id
        self.accept()
        AppointmentDialog(shell, appointment_id=appointment_id).open()

    def follow_up(self) -> None:
        """Something to be done about it later."""
        from cic_desktop.ui.assistance.follow_ups import new_follow_up

        shell, line = self.shell, self.line
        self.accept()
        new_follow_up(shell, line.person_id or "", ("appointment", line.id))

    def call_off(self) -> None:
        shell, line = self.shell, self.line
        self.accept()
        CallOffDialog(shell, line).open()

    def set_state(self, state: str) -> None:
        """Nobody came, or planned again after all; it can be undone."""
        ctx, shell, line = self.ctx, self.shell, self.line
        said = _("{who} did not come.", who=who(line)) if state == "no_show" else _("Planned again.")

        def change(to: str) -> None:
            ctx.do(lambda work: diary.set_state(work, line.id, to), verb="change an appointment", owner=ctx)

        change(state)
        self.accept()
        shell.note(said, "ok", _("Undo"), lambda: change(line.state))

    def save_calendar(self) -> None:
        """The appointment as a file for a telephone or another calendar."""
        name, _filter = QFileDialog.getSaveFileName(self, self.windowTitle(), "wizyta.ics", "iCalendar (*.ics)")
        if name:
            line = self.line
            save_file(self.shell, name, lambda read: [line])

    def _buttons(self) -> list[QWidget]:
        line = self.line
        card = button(_("Card for the client"), "printer", slot=lambda: show_card(self.shell, line))
        close = button(_("Close"), kind="ghost", slot=self.reject)
        if not self.ctx.may(Right.RECORD_HELP):
            return [card, close]
        more = menu_button(self._choices)
        if line.state == "held":
            return [card, more, close]
        record = button(_("Record help"), "hand-heart", "primary", self.record)
        return [more, card, button(_("Move"), "calendar", slot=self.change), record]

    def _choices(self) -> Choices:
        line = self.line
        choices: list[tuple[Text, Callable[[], object]]] = []
        if line.state == "planned":
            choices = [(_("Nobody came"), partial(self.set_state, "no_show")), (_("Call off…"), self.call_off)]
        elif line.state != "held":
            choices = [(_("Planned again"), partial(self.set_state, "planned"))]
        if line.state == "planned" and line.kind in VISITED and line.person_id and not line.visit_id:
            choices.append((_("Prepare the visit…"), self._prepare))
        if line.person_id:
            choices.append((_("Open the client's record"), self._open_client))
            choices.append((_("Show to the client"), self._show_to_client))
        choices.append((_("New follow-up…"), self.follow_up))
        choices.append((_("Save for a calendar (.ics)…"), self.save_calendar))
        return choices

    def _prepare(self) -> None:
        shell, line = self.shell, self.line
        self.accept()
        shell.open("visit", person_id=line.person_id, appointment_id=line.id)

    def _show_to_client(self) -> None:
        from cic_desktop.ui.private.client_window import client_window

        shell, line = self.shell, self.line
        self.accept()
        client_window(shell).show_appointment(line)

    def _open_client(self) -> None:
        shell, person_id = self.shell, self.line.person_id
        self.accept()
        shell.open("client", person_id=person_id)


class CallOffDialog(ClientDialog):
    """Why an appointment will not take place; it can be undone."""

    def __init__(self, shell: Shell, line: AgendaLine) -> None:
        when = Joined((Day(line.day, "weekday"), Plain(line.starts_at), who(line)))
        super().__init__(shell, _("Call the appointment off"), when, width=520)
        self._line = line
        self.grid = FieldGrid(CALL_OFF)
        self.body.addWidget(DialogBody(self.grid), 1)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Call off"), self.save))
        self.grid.focus()

    def save(self) -> None:
        answers, line = self.grid.values(), self._line
        self.ctx.do(
            lambda work: diary.call_off(work, line.id, answers),
            verb="call an appointment off",
            owner=self,
            then=self._saved,
            failed=self._refused,
        )

    def _saved(self, before: Any) -> None:
        ctx, shell = self.ctx, self.shell
        self.accept()

        def undo() -> None:
            ctx.do(lambda work: diary.put_back(work, before), verb="undo an appointment", owner=ctx)

        shell.note(called_off_words(self._line, who(self._line)), "ok", _("Undo"), undo)

    def _refused(self, error: CicError) -> None:
        if isinstance(error, Invalid):
            self.grid.show_problems(error.problems)
        else:
            self.banner.say("bad", error.text)


def _facts(line: AgendaLine) -> list[tuple[str, Text, Text]]:
    """Icon, name and words of what is known."""
    length = ngettext("{n} minute", "{n} minutes", line.minutes)
    interpreter: Text = Joined((Plain(line.interpreter), _language(line)))
    where = Joined((code_label("place", line.place), Plain(line.room), Plain(line.address)))
    facts: list[tuple[str, Text, Text]] = [
        ("clock", _("When"), Joined((Day(line.day, "weekday"), Plain(f"{line.starts_at}–{line.ends_at}"), length))),
        (kind(line.kind).icon, _("Kind of help"), kind(line.kind).title),
        ("user", _("With"), Plain(line.advisor)),
        ("map-pin", _("Where"), where),
        ("languages", _("Interpreter"), interpreter),
        ("message", _("About"), Plain(line.about if line.person else "")),
        ("list", _("What to bring"), Joined(diary.bring_words(line.bring), ", ")),
        ("info", _("Why it was called off"), Plain(line.reason if line.state == "called_off" else "")),
    ]
    return [fact for fact in facts if language.text(fact[2])]


def _language(line: AgendaLine) -> Text:
    return LanguageName(line.interpreted) if line.interpreted else Plain("")


def _fact(icon: str, name: Text, words: Text) -> Any:
    lines = box(vbox(small(name), label(words, wrap=True), spacing=0))
    return hbox(Glyph(icon, "primary", 20), (lines, 1), spacing=14)
