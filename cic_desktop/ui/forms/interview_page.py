"""A guided interview: one group of questions per page, the form beside it, then the review and the print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from cic_desktop.core.errors import CicError, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.forms.calibration import CalibrationDialog
from cic_desktop.ui.forms.finish import Finish
from cic_desktop.ui.forms.interview import Opening, Wanted, read_opening
from cic_desktop.ui.forms.kept_interview import KeptInterview
from cic_desktop.ui.forms.opening_words import opening_words
from cic_desktop.ui.forms.pack_finish import PackFinish
from cic_desktop.ui.forms.pack_interview import PackInterview, interview_of
from cic_desktop.ui.forms.print_card import say_overflows
from cic_desktop.ui.forms.proof import Proof
from cic_desktop.ui.forms.review import problems_words, worst
from cic_desktop.ui.forms.words import language_for
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.private.client_window import ClientWindow, open_client_window
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.forms.pdf import FilledForm


class InterviewPage(KeptInterview):
    """One form for one client; or a pack of forms."""

    watches: tuple[str, ...] = ()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._insisted: tuple[str, Answers] | None = None
        self.finish: Finish | PackFinish | None = None
        self.proof: Proof | None = None
        self._filled_ids: list[str] = []  # in the register since they were printed
        self._connect()

    # --- arriving -----------------------------------------------------------------------------------

    def arrive(self, form_id: str, person_id: str = "", filled_id: str = "") -> None:
        """Begin a form, go on with the one being typed, or start from one filled before."""
        wanted = Wanted(form_id, person_id, filled_id)
        if not (self.dirty and wanted == self._wanted):
            self._begin(wanted)

    def reload(self) -> None:
        """Nothing: what is being typed must not change under the hands."""

    def _begin(self, wanted: Wanted, *, afresh: bool = False) -> None:
        self._typed.close()
        self._wanted, self.dirty, self.interview = wanted, False, None
        self.preview.clear_form()
        self._shell.ctx.ask(
            lambda read: read_opening(read, wanted),
            owner=self,
            then=lambda opening: self._opened(opening, None if afresh else opening.draft),
            failed=self._refused,
            latest="opening",
        )

    def _opened(self, opening: Opening, draft: DraftNote | None) -> None:
        self._wanted = opening.wanted  # of another person than asked for, when that record was merged
        self.interview = interview = interview_of(opening)
        info, client = opening.definition.info, opening.client
        self._typed.begin(opening)
        self._reached, self._insisted, self.finish = 0, None, None
        self.proof, self._filled_ids, self._kept_words = None, [], None
        about = (Plain(client.name), Plain(client.case_number)) if client else ()
        self.page.set_title(info.title, Joined((Plain(info.symbol), *about)))
        self.languages.set(language_for(opening.started.language or (client.language if client else "")))
        self.print_card.start(opening.definition, opening.blank_state)
        self.later.setVisible(client is not None)
        language.bind(self.state, "setText", "")
        if (said := opening_words(self._shell, opening, self._choose_client)) is None:
            self.banner.hide()
        else:
            self.banner.say(*said)
        if opening.earlier:
            interview.go(opening.started.step if opening.started.id else len(interview.steps))
            self._reached = interview.at
        if draft is not None and draft.answers:
            self._take_up(draft)
        self._show_step()

    def _choose_client(self) -> None:
        from cic_desktop.ui.clients.person_picker import PersonPicker

        form_id = self._wanted.form_id
        PersonPicker(self._shell, lambda person: self._shell.open("form", form_id=form_id, person_id=person.id)).open()

    # --- going through ------------------------------------------------------------------------------

    def forward(self) -> None:
        """Check this page and go on; on the review, print. Wrong answers stop once, never twice."""
        if self.interview is None or (self._at_stop and self.interview.step):
            return
        if self.interview.step is None:
            self.print()
        elif self._step_fits():
            self._go(self.interview.at + 1)

    def backward(self) -> None:
        """One page back; from the first, back to where the user came from."""
        if self.interview is None or self.interview.at == 0 or not (self.done.isHidden() and self.pack_done.isHidden()):
            self._shell.back()
        else:
            self._go(self.interview.at - 1)

    def fill_in(self, answers: Answers) -> None:
        """Answer what is still open with these answers and go to the review."""
        self._interview.fill_in(answers)
        self._go(len(self._interview.steps))

    def go_to(self, name: str) -> None:
        """Go to the page of a question, and to the question."""
        self._go(self._interview.place_of(name), name)

    def _step_fits(self) -> bool:
        interview = self._interview
        errors = self._step_errors()
        now = (interview.step.name if interview.step else "", dict(interview.answers))
        if not errors or self._insisted == now:
            return True
        self._insisted = now
        homeless = self.questions.show_problems(errors)
        words = ngettext(
            "{n} answer is missing or cannot be right. Press Next again to leave it for later.",
            "{n} answers are missing or cannot be right. Press Next again to leave them for later.",
            len(errors) - len(homeless),
        )
        self.banner.say("warn", words)
        return False

    def _step_errors(self) -> list[Problem]:
        return [found for found in self._interview.step_problems() if found.severity == "error"]

    def _go(self, at: int, name: str = "") -> None:
        self.banner.hide()
        self._kept_words = None
        self._interview.go(at)
        self._reached = max(self._reached, self._interview.at)
        self._show_step(name)
        self._touch()

    def _show_step(self, name: str = "") -> None:
        interview = self._interview
        review = interview.step is None
        pack = isinstance(interview, PackInterview)
        for card in (self.done, self.pack_done):
            card.hide()
        self.questions.setVisible(not review)
        self.answers.setVisible(review)
        self.print_card.setVisible(review and not pack and self.print_card.needed)
        self.pack_card.setVisible(review and pack)
        self.later.setVisible(interview.opening.client is not None)
        self.differences.hide()
        if review:
            self._show_review()
        else:
            self.questions.show_step(interview, self.languages.code)
            self.preview.turn(interview.page())
            self.tell_client(open_client_window(self._shell))
        self._show_trail()
        self._preview_later(pause=False)
        self.page.verticalScrollBar().setValue(0)
        if review:
            self.next.setFocus()
        elif name:
            self.questions.show_problems(interview.step_problems())
            QTimer.singleShot(0, self, lambda: self.questions.grid.focus(name))  # once it has its place
        else:
            self.questions.focus()

    def tell_client(self, window: ClientWindow | None) -> None:
        """Ask the present questions in the client's own window too."""
        if window and self.interview and self.interview.step:
            window.show_questions(*self.interview.asked_now(), self.languages.code)

    def _show_review(self) -> None:
        interview, lang = self._interview, self.languages.code
        problems = interview.problems()
        self.answers.show_answers(interview, lang, problems)
        self.differences.show_differences(interview, lang)
        if isinstance(interview, PackInterview):
            self.pack_card.show_pack(interview)
        words = problems_words(problems)
        if words is not None and self._kept_words is not None:
            kept, action = self._kept_words
            self.banner.say("warn", Joined((kept, words), " "), action)
        elif words is not None:
            self.banner.say("warn", words, (_("Show it"), lambda: self.go_to(worst(problems).field)))

    def _show_trail(self) -> None:
        interview = self._interview
        names: list[Text] = [step.title for step in interview.steps]
        stopped = interview.stop is not None
        self.trail.setVisible(not stopped)
        shown = names if stopped else [*names, _("Review")]
        self.trail.show_steps(shown, interview.at, self._reached, interview.open_steps())
        review = interview.step is None
        last = _("Keep and prepare for MOS") if interview.for_portal else _("Print or save")
        language.bind(self.next, "setText", last if review else _("Next"))
        self.next.setVisible(not self._at_stop)
        self.next.setEnabled(True)

    @property
    def _at_stop(self) -> bool:
        interview = self._interview
        return interview.stop is not None and interview.at >= len(interview.steps) - 1

    # --- typing -------------------------------------------------------------------------------------

    def _edited(self, name: str) -> None:
        interview, grid = self._interview, self.questions.grid
        suggested = interview.take(grid.values(hidden=True), name)
        if suggested:
            grid.set_values(suggested)
        self.questions.refresh(interview)
        self._show_trail()
        if self._insisted is not None and not self._step_errors():
            self._insisted = None
            self.banner.hide()  # what it asks for is done
        if (place := interview.place(name)) is not None:
            self.preview.turn(place.page - 1, place)
        self._preview_later()
        self._touch()

    def _preview_later(self, *, pause: bool = True) -> None:
        self.preview.ask(self._interview.draft(on_blank=self.print_card.uses_blank), pause=pause)

    def _previewed(self, form: FilledForm) -> None:
        if self.interview is not None:
            wrong = self.interview.impossible_days()
            overflows = [found for found in self.interview.overflows(form) if found.field not in wrong]
            self.questions.show_fits(overflows)
            for card in (self.print_card, self.pack_card):
                say_overflows(card.long, self.interview.definition, overflows)

    def _speak(self, _code: str) -> None:
        if self.interview is not None:
            bar = self.page.verticalScrollBar()
            there = bar.value()
            self._show_step()
            self._touch()
            QTimer.singleShot(0, self, lambda: bar.setValue(there))  # the same questions, where they were

    # --- printing -----------------------------------------------------------------------------------

    def print(self, save_as: Path | None = None) -> None:
        """Show the finished form with Print and Save; what is wrong or unseen is said first."""
        if self.finish is not None and self.finish.busy:
            return
        problems = self._interview.problems()
        if any(found.severity == "error" for found in problems):
            self._show_review()
        elif not self._spelt(problems):
            return
        elif not self.print_card.ready:
            self.banner.say("warn", _("This blank is not known here. Look at the preview, then tick that it is right."))
            self.page.show_widget(self.print_card)
        elif self._interview.opening.client is None and isinstance(self._interview, PackInterview):
            self.banner.say(
                "warn", _("The forms of a pack are kept with a client."), (_("Choose a client"), self._choose_client)
            )
        else:
            self.finish = self._finishing()
            self.finish.refused.connect(self._refused)
            self.finish.start(save_as)

    def _spelt(self, problems: list[Problem]) -> bool:
        """Whether no name is left in Cyrillic, or is to stay so: that is asked once."""
        left = [found.field for found in problems if self._interview.spelling(found.field)]
        now = ("", dict(self._interview.answers))
        if not left or self._insisted == now:
            return True
        self._insisted = now
        words = ngettext(
            "{n} answer is in Cyrillic. The office expects the passport's spelling. Press again to leave it so.",
            "{n} answers are in Cyrillic. The office expects the passport's spelling. Press again to leave them so.",
            len(left),
        )
        self.banner.say("warn", words, (_("Show it"), lambda: self.go_to(left[0])))
        self.page.show_widget(self.banner)
        return False

    def _finishing(self) -> Finish | PackFinish:
        ctx, interview, lang = self._shell.ctx, self._interview, self.languages.code
        if isinstance(interview, PackInterview):
            pack = PackFinish(ctx, self, interview, lang)
            pack.kept.connect(self._pack_kept)
            return pack
        finish = Finish(ctx, self, interview, on_blank=self.print_card.uses_blank, language=lang)
        finish.kept.connect(self._kept)
        return finish

    def save_pdf(self, path: Path) -> Path:
        """Save the finished form as `path` and keep it with the client, as the dialog's button would."""
        self.print(path)
        return path

    def enlarge(self) -> None:
        """The whole draft in a window of its own."""
        form, info = self.preview.form, self._interview.definition.info
        if form is not None:
            show_pdf(self, form.pdf, _("Draft of {title}", title=info.title), f"{info.id}-draft.pdf")

    def print_proof(self) -> None:
        """What the client reads and signs, in the language of the interview."""
        self.proof = Proof(self._shell.ctx, self, self._interview, self.languages.code)
        self.proof.refused.connect(self._refused)
        self.proof.show(self._filled_ids)

    def calibrate(self) -> CalibrationDialog:
        """See how this machine's printer lies; what is printed here is moved by as much."""
        dialog = CalibrationDialog(self._shell)
        dialog.open()
        return dialog

    def _kept(self, filled_id: str) -> None:
        self._over([filled_id] if filled_id else [])
        self.done.say(self._interview, filled_id, to_sign=isinstance(self.finish, Finish) and self.finish.to_sign)
        if self._interview.for_portal:
            self.done.prepare()

    def _pack_kept(self, filled_ids: list[str]) -> None:
        self._over(filled_ids)
        client = self._interview.opening.client
        assert client is not None
        self.pack_done.say(client.id, client.name, filled_ids)

    def _over(self, filled_ids: list[str]) -> None:
        """It is kept: nothing of it is a draft any more."""
        self._filled_ids = filled_ids
        if self.proof is not None:
            self.proof.kept(filled_ids, dict(self._interview.answers))
        self.dirty = False
        self._typed.drop()
        self.banner.hide()
        language.bind(self.state, "setText", "")
        for card in (self.answers, self.print_card, self.pack_card, self.differences, self.next, self.later):
            card.hide()
        if self.finish is not None and self.finish.form is not None:
            self.preview.show_form(self.finish.form)

    def _record_changed(self) -> None:
        """The record knows more now, or less again; what is out already stays as it is shown."""
        if self.interview is not None and self.done.isHidden() and self.pack_done.isHidden():
            self._show_step()

    def _refused(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.page.show_widget(self.banner)

    def _connect(self) -> None:
        self.trail.chosen.connect(self._go)
        self.questions.edited.connect(self._edited)
        self.questions.left.connect(lambda: self._shell.open("forms", person_id=self._wanted.person_id))
        self.languages.chosen.connect(self._speak)
        self.preview.filled.connect(self._previewed)
        self.preview.refused.connect(self.preview.say_why)  # the page stays where it is being typed in
        self.preview.enlarged.connect(self.enlarge)
        self.print_card.changed.connect(lambda: self._preview_later(pause=False))
        self.answers.chosen.connect(self.go_to)
        self.differences.taken.connect(self._record_changed)
        self.differences.refused.connect(self._refused)
        self.done.again.clicked.connect(lambda: self.finish.show() if self.finish else None)
        self.done.sign.clicked.connect(lambda: self.finish.sign() if isinstance(self.finish, Finish) else None)
        for made in (self.answers, self.done, self.pack_done):
            made.proof.clicked.connect(self.print_proof)
        self.print_card.calibrate.clicked.connect(self.calibrate)
