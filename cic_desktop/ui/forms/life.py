"""What is done with a form after print: the next step with its date, a step taken back, the PDF as it was printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import forms
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.forms.kept.life import LifeStep, step_of
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import Act, follow_up_act
from cic_desktop.ui.forms.life_words import Listed
from cic_desktop.ui.forms.others_dialog import OthersDialog
from cic_desktop.ui.forms.power_dialog import note_power
from cic_desktop.ui.forms.print_card import ended_words
from cic_desktop.ui.forms.signing import ON_SCREEN, SignTool
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.core.fields import Answers
    from cic_desktop.db.work import Read
    from cic_desktop.forms.page.strokes import Strokes

# What can come next, the likeliest first.
NEXT: dict[str, tuple[str, ...]] = {
    "filled": ("submitted", "signed"),
    "printed": ("signed", "submitted"),
    "signed": ("submitted",),
    "submitted": ("decided", "called"),
    "called": ("completed", "decided"),
}
_ICONS = {"signed": "signature", "submitted": "upload", "called": "mail", "completed": "check", "decided": "scales"}
_DO: dict[str, Text] = {
    "signed": _("It is signed…"),
    "submitted": _("It is submitted…"),
    "called": _("The office calls to complete…"),
    "completed": _("What was missing is handed in…"),
    "decided": _("The office decided…"),
}
_ASKED: dict[str, Text] = {
    "signed": _("When was it signed?"),
    "submitted": _("When and where was it submitted?"),
    "called": _("What does the office call for?"),
    "completed": _("When was what was missing handed in?"),
    "decided": _("What did the office decide?"),
}
_SAID: dict[str, Text] = {
    "signed": _("Noted: signed."),
    "submitted": _("Noted: it waits for the office."),
    "called": _("Noted: the deadline is among the stay deadlines."),
    "completed": _("Noted: completed, the deadline is settled."),
    "decided": _("Noted: decided."),
}
_SIGNED = ("signed", "submitted", "called", "decided")  # or gone further


class FormActs:
    """What can be done with a form, for whatever shows one. `failed` says what went wrong, `done` reads it again."""

    def __init__(
        self,
        shell: Shell,
        owner: QWidget,
        failed: Callable[[CicError], None],
        done: Callable[[], object] = lambda: None,
    ) -> None:
        self._shell, self._ctx, self._owner = shell, shell.ctx, owner
        self._failed, self._done = failed, done

    def of(self, item: Listed) -> list[Act]:
        """The next steps first, then what is always possible; a worksheet can be copied into its portal any time."""
        acts = [*self._steps(item), follow_up_act(self._shell, item.person_id, "filled_form", item.id)]
        if item.info is not None and item.info.group == "mos":
            return [self._act(_("Prepare for MOS"), "copy", lambda: self.prepare(item)), *acts]
        return acts

    def _steps(self, item: Listed) -> list[Act]:
        line = item.line
        if line.state == "started":
            return [
                self._act(_("Go on with it"), "pencil", lambda: self.go_on(item), "primary"),
                self._act(_("Begun by mistake"), "trash", lambda: self.retire(item), "ghost"),
            ]
        steps = NEXT.get(line.state, ())
        acts = [
            self._act(
                _DO[name], _ICONS[name], partial(self.ask_step, item, name, another=True), "" if at else "primary"
            )
            for at, name in enumerate(steps)
        ]
        if line.state in ("filled", "printed") and item.info is not None and item.info.signature == "screen":
            acts.append(self._act(ON_SCREEN, "signature", lambda: self.sign(item)))
        if item.gives_power and line.state in _SIGNED:
            ask = partial(note_power, self._shell, self._owner, item, self._failed)
            acts.append(Act(_("Note it among the powers of attorney…"), "scales", ask, right=Right.RECORD_HELP))
        acts.append(Act(_("Open the PDF"), "eye", lambda: self.open_pdf(item), right=Right.READ_CLIENTS))
        if line.state in _SIGNED:
            acts.append(self._act(_("Take the last step back"), "undo", lambda: self.take_back(item), "ghost"))
        acts.append(self._act(_("Use these answers again"), "copy", lambda: self.again(item), "ghost"))
        acts.append(self._act(_("The same for others…"), "users", lambda: self.for_others(item), "ghost"))
        if line.state in ("filled", "printed"):
            acts.append(self._act(_("Filled by mistake"), "trash", lambda: self.retire(item), "ghost"))
        return acts

    # --- steps --------------------------------------------------------------------------------------

    def ask_step(self, item: Listed, name: str, *, another: bool = False) -> None:
        """Ask what is to be known of a step, with what is known already; `another` call begins anew."""
        self._ctx.ask(
            lambda read: forms.life_answers(read, item.id),
            owner=self._owner,
            then=lambda known: self._open_step(item, step_of(name), known, another and bool(item.line.completed_on)),
            failed=self._failed,
        )

    def _open_step(self, item: Listed, step: LifeStep, known: Answers, another: bool) -> None:
        def latest(read: Read) -> tuple[int, Answers]:
            now, line = forms.life_answers(read, item.id), forms.filled_form(read, item.id)
            return line.revision, {field.name: now.get(field.name, "") for field in step.fields}

        AskDialog(
            self._shell,
            _ASKED[step.name],
            step.fields,
            lambda work, _person, answers, revision: forms.take_step(
                work, item.id, step.name, answers, revision, another=another
            ),
            verb=f"form {step.name}",
            start=_start(item, step, known, another),
            hint=Joined((item.symbol, Plain(item.line.name), step.hint)),
            then=lambda taken: self._taken(taken, _SAID[step.name]),
            revision=item.line.revision,
            latest=latest,
        ).open()

    def take_back(self, item: Listed) -> None:
        """The last step was noted by mistake."""
        revision = item.line.revision
        self._do(
            lambda work: forms.take_back(work, item.id, revision),
            "take a step back",
            lambda taken: self._taken(taken, _("The last step is taken back.")),
        )

    def _taken(self, taken: Any, said: Text) -> None:
        self._done()
        self._shell.note(said, "ok", _("Undo"), lambda: self._undo(taken))

    def _undo(self, taken: Any) -> None:
        self._do(lambda work: forms.undo_step(work, taken), "undo a step", lambda _nothing: self._done())

    # --- the form itself ----------------------------------------------------------------------------

    def go_on(self, item: Listed) -> None:
        """Take an unfinished form up where it was left."""
        self.again(item)

    def prepare(self, item: Listed) -> None:
        self._shell.open("mos", filled_id=item.id)

    def again(self, item: Listed) -> None:
        self._shell.open("form", form_id=item.line.form_id, person_id=item.person_id, filled_id=item.id)

    def for_others(self, item: Listed) -> OthersDialog:
        """The same form for the household, or for other clients."""
        dialog = OthersDialog(self._shell, item)
        dialog.open()
        return dialog

    def open_pdf(self, item: Listed) -> None:
        """Show the very pages that were printed, to look at or to print again."""

        def look(read: Read) -> tuple[bytes, Text | None]:
            return forms.filled_pdf(read, item.id), _ended(item)

        def show(found: tuple[bytes, Text | None]) -> None:
            pdf, ended = found
            dialog = show_pdf(self._owner, pdf, item.symbol, f"{item.line.form_id}.pdf", printed)
            if ended is not None:
                dialog.banner.say("warn", ended)

        def printed(_how: str) -> None:
            self._do(lambda work: forms.mark_printed(work, item.id), "print a form", lambda _nothing: self._done())

        self._ctx.ask(look, owner=self._owner, then=show, failed=self._failed)

    def sign(self, item: Listed) -> None:
        """Show the pages and hand the pen over."""

        def sign(work: Any, strokes: Strokes, signer: str) -> tuple[Any, bytes]:
            taken = forms.sign_form(work, item.id, strokes, signer, item.line.revision)
            return taken, forms.filled_pdf(work, item.id)

        def show(pdf: bytes) -> None:
            dialog = show_pdf(self._owner, pdf, item.symbol, f"{item.line.form_id}.pdf")
            then = partial(self._taken, said=_SAID["signed"])
            SignTool(self._ctx, dialog, item.line.name, Joined((item.symbol, item.title)), sign, then).ask()

        self._ctx.ask(lambda read: forms.filled_pdf(read, item.id), owner=self._owner, then=show, failed=self._failed)

    def retire(self, item: Listed) -> None:
        """Take it out of the lists; the note brings it back."""

        def restore() -> None:
            self._do(lambda work: forms.restore_form(work, item.id), "put a form back", lambda _n: self._done())

        def gone(_nothing: Any) -> None:
            self._done()
            self._shell.note(_("Taken out of the lists."), "ok", _("Undo"), restore)

        self._do(lambda work: forms.retire_form(work, item.id), "take a form out of the lists", gone)

    def _do(self, change: Callable[[Any], Any], verb: str, then: Callable[[Any], Any]) -> None:
        self._ctx.do(change, verb=verb, owner=self._owner, then=then, failed=self._failed)

    def _act(self, title: Text, icon: str, run: Callable[[], object], kind: Any = "") -> Act:
        return Act(title, icon, run, kind, Right.FILL_FORMS)


def _ended(item: Listed) -> Text | None:
    """What to say before a form is printed again whose own edition has ended; read beside the window."""
    try:
        return ended_words(forms.load(item.line.form_id, item.line.edition).info)
    except CicError:  # a form or an edition this machine does not have
        return None


def _start(item: Listed, step: LifeStep, known: Answers, another: bool) -> Answers:
    """What a step's dialog begins with: what was noted before, else today and what is usual."""
    own = {field.name for field in step.fields}
    if step.name == "called" and another:  # only the case sign is still the same
        known = {"reference": known["reference"]}
    office = item.info.office.render("pl") if item.info else ""
    how = "electronic" if item.info and item.info.channel == "electronic" else "in_person"
    usual: Answers = {
        step.day: clock.today().isoformat(), "submitted_how": how, "office": office, "kind": "call_defects",
    }  # fmt: skip
    return {name: known.get(name) or usual.get(name, "") for name in own}
