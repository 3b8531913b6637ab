"""Taking a referral a step on, from the list or from a client's card: a click, or a dialog where the step asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from cic_desktop import assistance, security
from cic_desktop.assistance.referrals import BOOKED_AS, NEED, STEPS
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError, Invalid, Missing, Stale
from cic_desktop.core.fields import Answers, Option
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.assistance.appointment import AppointmentDialog
from cic_desktop.ui.assistance.follow_ups import new_follow_up
from cic_desktop.ui.assistance.late_dialog import LateDialog
from cic_desktop.ui.assistance.person_finder import PersonFinder, person_words
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.clients.versions import Versions
from cic_desktop.ui.diary.printing import show_slip
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import hide_unless, strong
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.assistance.referrals import ReferralBefore, ReferralLine
    from cic_desktop.clients.rows import ClientLine

__all__ = ["TONES", "NeedDialog", "StepDialog", "Steps", "state_words"]

TONES: dict[str, Tone] = {
    "need": "warn", "qualified": "violet", "proposed": "info", "booked": "primary", "held": "ok", "no_show": "bad",
    "called_off": "", "declined": "",
}  # fmt: skip


def state_words(line: ReferralLine) -> Text:
    return code_label("referral_state", line.state)


class Steps:
    """What can be done with a referral on a page; every step can be undone."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def main(self, line: ReferralLine) -> str:
        """The state that usually comes next; empty at the end."""
        return next(iter(line.next_states), "") if self._shell.ctx.may(Right.RECORD_HELP) else ""

    def choices(self, line: ReferralLine) -> list[tuple[Text, Callable[[], object]]]:
        """Everything that can be done with it, for a menu."""
        shell = self._shell
        found: list[tuple[Text, Callable[[], object]]] = []
        if shell.ctx.may(Right.RECORD_HELP):
            found = [(STEPS[state].title, partial(self.take, line, state)) for state in line.next_states]
            if line.state in ("booked", "held") and not line.service_id:
                found.append((_("Record help"), lambda: self.record(line)))
            about = ("referral", line.id)
            found.append((_("New follow-up…"), lambda: new_follow_up(shell, line.person_id, about)))
            if line.state not in ("held", "declined"):
                found.append((_("Correct the need…"), lambda: NeedDialog(shell, line=line).open()))
        found += [
            (_("Print the slip"), lambda: show_slip(shell, line.id, line.language)),
            (_("Open the client's record"), lambda: shell.open("client", person_id=line.person_id)),
        ]
        return found

    def take(self, line: ReferralLine, state: str) -> None:
        """Go on to a state, asking what the step asks. The specialist's own meeting is recorded as help."""
        if state == "booked":
            AppointmentDialog(self._shell, referral=line).open()
        elif state == "held" and line.account_id == self._shell.ctx.actor.id:
            self.record(line)
        elif STEPS[state].fields:
            StepDialog(self._shell, line, state).open()
        else:
            take_step(self._shell, line, state, {})

    def record(self, line: ReferralLine) -> None:
        """Write down the help; saved with its appointment, the referral has been held."""
        self._shell.open("sitting", appointment_id=line.appointment_id, person_ids=(line.person_id,), kind=BOOKED_AS)


def take_step(
    shell: Shell,
    line: ReferralLine,
    state: str,
    answers: Answers,
    then: Callable[[], object] = lambda: None,
    failed: Callable[[CicError], None] | None = None,
) -> None:
    """Take the step, say so, offer to undo it."""
    ctx = shell.ctx

    def taken(before: ReferralBefore) -> None:
        def undo() -> None:
            ctx.do(lambda work: assistance.put_referral_back(work, before), verb="undo a step", owner=ctx)

        then()
        shell.note(Joined((Plain(line.person), code_label("referral_state", state)), ": "), "ok", _("Undo"), undo)

    ctx.do(
        lambda work: assistance.take_step(work, line.id, state, answers),
        verb="lead a referral",
        owner=ctx,
        then=taken,
        failed=failed or (lambda error: shell.note(error.text, "bad")),
    )


class StepDialog(LateDialog):
    """What a step asks: the criteria met, which specialist, why it ended."""

    def __init__(self, shell: Shell, line: ReferralLine, state: str) -> None:
        step = STEPS[state]
        hint = Joined((Plain(line.person), code_label("specialist", line.specialist), Plain(line.reason)))
        super().__init__(shell, step.title, hint, width=620)
        self._line, self._state = line, state
        self.grid: FieldGrid | None = None
        self.begin()
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(step.title, self.save, step.icon))
        shell.ctx.ask(lambda read: security.colleagues(read), owner=self, then=self._start)

    def save(self) -> None:
        if self.grid is not None:
            take_step(self.shell, self._line, self._state, self.grid.values(), self.accept, self._refused)

    def _start(self, people: list[Any]) -> None:
        offered = tuple(Option(one.id, Plain(one.name)) for one in people if one.active)
        fields = [
            replace(field, options=offered) if field.kind == "account" else field for field in STEPS[self._state].fields
        ]
        self.grid = FieldGrid(fields)
        line = self._line
        known: Answers = {"urgency": line.urgency, "account_id": line.account_id, "criteria": list(line.criteria)}
        self.grid.set_values(known)
        self.show_questions(self.grid)
        self.grid.focus()
        self.fit()

    def _refused(self, error: CicError) -> None:
        if isinstance(error, Invalid) and self.grid is not None:
            self.grid.show_problems(error.problems)
        else:
            self.banner.say("bad", error.text)
        self.fit()


class NeedDialog(ClientDialog):
    """Somebody needs a specialist: for a client who is named or found here; with `line` it is corrected."""

    def __init__(self, shell: Shell, person_id: str = "", line: ReferralLine | None = None) -> None:
        super().__init__(shell, _("Correct the need") if line else _("A specialist is needed"), width=700)
        self._line = line
        self._person_id = line.person_id if line else person_id
        self.finder = PersonFinder(shell)
        self._name = strong(line.person if line else "", wrap=True)
        hide_unless(not self._person_id, self.finder)
        hide_unless(bool(line), self._name)
        self.finder.chosen.connect(self.choose)
        self.finder.resized.connect(self.fit)
        self.grid = FieldGrid(NEED)
        self.grid.set_values(_of(line) if line else {"urgency": "normal", "waiting_since": clock.today().isoformat()})
        self.choice = Versions()
        self.body.addWidget(DialogBody(self.choice, self._name, self.finder, self.grid), 1)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Save"), self.save))
        if self._person_id:
            self.grid.focus()
        else:
            self.finder.box.setFocus()

    def choose(self, person: ClientLine) -> None:
        """Who needs it."""
        self._person_id = person.id
        language.bind(self._name, "setText", person_words(person))
        self._name.show()
        self.finder.hide()
        if person.language and person.language != "pl":
            self.grid.set_values({"interpreter_language": person.language})
        self.grid.focus()

    def save(self) -> None:
        answers, person_id, line = self.grid.values(), self._person_id, self._line
        if not person_id:
            self.banner.say("bad", _("Choose the client first."))
            return
        if line:
            row_id, revision = line.id, line.revision
            self._do(lambda work: assistance.amend_need(work, row_id, revision, answers))
        else:
            self._do(lambda work: assistance.note_need(work, person_id, answers))

    def _do(self, change: Callable[[Any], Any]) -> None:
        self.ctx.do(change, verb="note a need", owner=self, then=self._saved, failed=self._refused)

    def _saved(self, referral_id: str | None) -> None:
        ctx, shell = self.ctx, self.shell
        self.accept()

        def undo() -> None:
            ctx.do(lambda work: assistance.retire_referral(work, str(referral_id)), verb="undo a need", owner=ctx)

        if referral_id:
            shell.note(_("The need is on the waiting list."), "ok", _("Undo"), undo)

    def _refused(self, error: CicError) -> None:
        if isinstance(error, Stale) and self._line:
            row_id = self._line.id
            self.ctx.ask(
                lambda read: assistance.referral(read, row_id), owner=self, then=self._show_both, failed=self._refused
            )
        elif isinstance(error, Invalid):
            self.grid.show_problems(error.problems)
        else:
            self.banner.say("bad", error.text)

    def _show_both(self, now: ReferralLine | None) -> None:
        """A colleague saved first: both values of everything that differs, and one of them is chosen."""
        before, self._line = self._line, now or self._line
        if now and before:
            self.choice.show_both(self.grid, _of(before), _of(now), self.save)
            QTimer.singleShot(0, self.grow)
        else:
            self.banner.say("warn", Missing().text)


def _of(line: ReferralLine) -> Answers:
    """A referral as the questions hold it."""
    return {
        "specialist": line.specialist, "urgency": line.urgency, "interpreter_language": line.interpreter_language,
        "waiting_since": line.waiting_since.isoformat(), "reason": line.reason,
    }  # fmt: skip
