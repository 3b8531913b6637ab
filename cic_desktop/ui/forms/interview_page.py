"""A guided interview: one group of questions per page, the form beside it, then the review and the print."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QWidget

from cic_desktop import forms
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Moment, Plain, Text, _, ngettext
from cic_desktop.ui.forms.differences_card import DifferencesCard
from cic_desktop.ui.forms.finish import DoneCard, Finish
from cic_desktop.ui.forms.frame import bar, beside
from cic_desktop.ui.forms.interview import Interview, Opening, Wanted, read_opening
from cic_desktop.ui.forms.language_chips import LanguageChips
from cic_desktop.ui.forms.preview_card import PreviewCard
from cic_desktop.ui.forms.print_card import PrintCard
from cic_desktop.ui.forms.questions import QuestionsCard
from cic_desktop.ui.forms.review import AnswersCard, problems_words, worst
from cic_desktop.ui.forms.words import language_for
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.private.client_window import ClientWindow, open_client_window
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Page, button, small, vbox
from cic_desktop.ui.widgets.stepper import StepTrail

if TYPE_CHECKING:
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.forms.pdf import FilledForm

SHARE = 62  # of a hundred parts of the width; the preview has the rest
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InterviewPage(QWidget):
    """One form for one client."""

    watches: tuple[str, ...] = ()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._wanted = Wanted()
        self._keeper: DraftKeeper | None = None
        self._insisted: tuple[str, Answers] | None = None
        self._reached = 0
        self.dirty = False
        self.interview: Interview | None = None
        self.finish: Finish | None = None
        self.trail, self.questions = StepTrail(), QuestionsCard()
        self.banner, self.preview = Banner(), PreviewCard(shell.ctx)
        self.languages, self.print_card = LanguageChips(), PrintCard()
        self.answers, self.differences = AnswersCard(), DifferencesCard(shell)
        self.done = DoneCard()
        self._build()
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
        self._close_keeper()
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
        self.interview = interview = Interview(opening)
        info, client = opening.definition.info, opening.client
        self._open_keeper()
        self._reached, self._insisted, self.finish = 0, None, None
        about = (Plain(client.name), Plain(client.case_number)) if client else ()
        self.page.set_title(info.title, Joined((Plain(info.symbol), *about)))
        self.languages.set(language_for(client.language if client else ""))
        self.print_card.start(opening.definition, opening.blank_state)
        language.bind(self._state, "setText", "")
        self._say_opening(opening)
        if draft is not None and draft.answers:
            self._take_up(draft)
        elif opening.earlier:
            interview.at = self._reached = len(interview.steps)
        self._show_step()

    def _say_opening(self, opening: Opening) -> None:
        info = opening.definition.info
        if opening.client is None:
            words = _("No client is chosen: nothing is filled in, and the form will not be kept.")
            self.banner.say("info", words, (_("Choose a client"), self._choose_client))
        elif info.pointless_text is not None and opening.sources.get(info.pointless_with):
            self.banner.say("warn", info.pointless_text)
        elif info.edition != forms.editions(info.id)[-1]:
            words = _("This is the older edition {edition}.", edition=info.edition)
            newest = partial(self._shell.open, "form", form_id=info.id, person_id=self._wanted.person_id)
            self.banner.say("info", words, (_("Start with the new one"), newest))
        else:
            self.banner.hide()

    def _take_up(self, draft: DraftNote) -> None:
        """Put a draft's typing back, and say that it is one."""
        interview, kept = self._interview, draft.answers or {}
        interview.answers = dict(kept.get("answers", {}))
        interview.go(draft.step)
        self._reached = int(kept.get("reached", draft.step))
        self.languages.set(language_for(kept.get("lang", self.languages.code)))
        self.dirty = True
        moment: Text = Moment(draft.saved_at) if draft.saved_at else _("earlier")
        words = _("You typed this earlier ({moment}) and did not print it yet.", moment=moment)
        self.banner.say("info", words, (_("Start afresh"), self._start_afresh))

    def _start_afresh(self) -> None:
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper = None
        self.banner.hide()
        self._begin(self._wanted, afresh=True)

    def _choose_client(self) -> None:
        from cic_desktop.ui.clients.person_picker import PersonPicker

        form_id = self._wanted.form_id
        PersonPicker(self._shell, lambda person: self._shell.open("form", form_id=form_id, person_id=person.id)).open()

    # --- going through ------------------------------------------------------------------------------

    @property
    def _interview(self) -> Interview:
        assert self.interview is not None
        return self.interview

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
        if self.interview is None or self.interview.at == 0 or not self.done.isHidden():
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
        errors = [p for p in interview.step_problems(self.languages.code) if p.severity == "error"]
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

    def _go(self, at: int, name: str = "") -> None:
        self.banner.hide()
        self._interview.go(at)
        self._reached = max(self._reached, self._interview.at)
        self._show_step(name)
        self._touch()

    def _show_step(self, name: str = "") -> None:
        interview = self._interview
        review = interview.step is None
        self.done.hide()
        self.questions.setVisible(not review)
        for card in (self.answers, self.print_card):
            card.setVisible(review)
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
        words = problems_words(problems)
        if words is not None:
            self.banner.say("warn", words, (_("Show it"), lambda: self.go_to(worst(problems).field)))

    def _show_trail(self) -> None:
        interview = self._interview
        names: list[Text] = [step.title for step in interview.steps]
        stopped = interview.stop is not None
        self.trail.setVisible(not stopped)
        self.trail.show_steps(names if stopped else [*names, _("Review")], interview.at, self._reached)
        review = interview.step is None
        language.bind(self.next, "setText", _("Print or save") if review else _("Next"))
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
        question = interview.definition.question(name)
        if question.place is not None:
            self.preview.turn(question.place.page - 1, question.place)
        self._preview_later()
        self._touch()

    def _preview_later(self, *, pause: bool = True) -> None:
        interview = self._interview
        definition, answers = interview.definition, dict(interview.answers)
        blank = interview.opening.blank if self.print_card.uses_blank else None
        self.preview.ask(lambda: forms.fill(definition, answers, blank=blank, draft=True), pause=pause)

    def _previewed(self, form: FilledForm) -> None:
        if self.interview is not None:
            self.questions.show_fits(form.overflows)
            self.print_card.show_overflows(self.interview.definition, form.overflows)

    def _speak(self, _code: str) -> None:
        if self.interview is not None:
            self._show_step()
            self._touch()

    # --- drafts -------------------------------------------------------------------------------------

    def _touch(self) -> None:
        self.dirty = True
        self._open_keeper().touch(self._typing)

    def _typing(self) -> tuple[str, int, dict[str, Any]]:
        interview, client = self._interview, self._interview.opening.client
        title = " · ".join(filter(None, (interview.definition.info.symbol, client.name if client else "")))
        kept = {"answers": interview.answers, "lang": self.languages.code, "reached": self._reached}
        return title, interview.at, kept

    def _draft_kept(self, moment: Any) -> None:
        if not self.dirty:
            return  # printed meanwhile
        language.bind(self._state, "setText", _("Draft kept {time}", time=Moment(moment, "time")))

    def _open_keeper(self) -> DraftKeeper:
        """The keeper of this draft; a printed form that is changed again gets a new one."""
        if self._keeper is None:
            wanted, edition = self._wanted, self._interview.definition.info.edition
            self._keeper = DraftKeeper(self._shell.ctx, wanted.draft_name, wanted.person_id, edition, page=self)
            self._keeper.kept.connect(self._draft_kept)
        return self._keeper

    def _close_keeper(self) -> None:
        if self._keeper is not None:
            self._keeper.flush()
            self._keeper.close()
            self._keeper = None

    def print(self, save_as: Path | None = None) -> None:
        """Show the finished form with Print and Save; what is wrong or unseen is said first."""
        errors = [found for found in self._interview.problems() if found.severity == "error"]
        if errors:
            self._show_review()
        elif not self.print_card.ready:
            self.banner.say("warn", _("This blank is not known here. Look at the preview, then tick that it is right."))
            self.page.show_widget(self.print_card)
        else:
            self.finish = Finish(self._shell.ctx, self, self._interview, on_blank=self.print_card.uses_blank)
            self.finish.kept.connect(self._kept)
            self.finish.refused.connect(self._refused)
            self.finish.start(save_as)

    def save_pdf(self, path: Path) -> Path:
        """Save the finished form as `path` and keep it with the client, as the dialog's button would."""
        self.print(path)
        return path

    def enlarge(self) -> None:
        """The whole draft in a window of its own."""
        form, info = self.preview.form, self._interview.definition.info
        if form is not None:
            show_pdf(self, form.pdf, _("Draft of {title}", title=info.title), f"{info.id}-draft.pdf")

    def _kept(self, filled_id: str) -> None:
        self.dirty = False
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper = None
        self.banner.hide()
        language.bind(self._state, "setText", "")
        for card in (self.answers, self.print_card, self.differences, self.next):
            card.hide()
        if self.finish is not None and self.finish.form is not None:
            self.preview.show_form(self.finish.form)
        self.done.say(self._interview, filled_id)
        self.done.show()

    def _record(self) -> None:
        self._shell.open("sitting", person_ids=(self._wanted.person_id,), kind="document_help")

    def _refused(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.page.show_widget(self.banner)

    def _build(self) -> None:
        self.page = Page(" ")
        cards = (self.questions, self.done, self.print_card, self.differences, self.answers)
        self.page.add(self.trail, self.banner, *cards, None)
        for card in cards:
            card.hide()
        halves = beside(self.page, self.languages, self.preview, SHARE)
        self._state = small("")
        self.next = button("", kind="primary", slot=self.forward)
        before = button(_("Back"), "chevron-left", slot=self.backward)
        vbox((halves, 1), bar(before, None, self._state, self.next), spacing=0, parent=self)

    def _connect(self) -> None:
        self.trail.chosen.connect(self._go)
        self.questions.edited.connect(self._edited)
        self.questions.left.connect(lambda: self._shell.open("forms"))
        self.languages.chosen.connect(self._speak)
        self.preview.filled.connect(self._previewed)
        self.preview.refused.connect(self._refused)
        self.preview.enlarged.connect(self.enlarge)
        self.print_card.changed.connect(lambda: self._preview_later(pause=False))
        self.answers.chosen.connect(self.go_to)
        self.differences.taken.connect(lambda: self._show_step())  # the record knows more now
        self.differences.refused.connect(self._refused)
        self.done.record.clicked.connect(self._record)
        self.done.client.clicked.connect(lambda: self._shell.open("client", person_id=self._wanted.person_id))
        self.done.again.clicked.connect(lambda: self.finish.show() if self.finish else None)
        self.done.other.clicked.connect(lambda: self._shell.open("forms"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; on a button it presses the button."""
        focused = self.focusWidget()
        if event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif isinstance(focused, QAbstractButton) and not isinstance(focused, QRadioButton):
            focused.click()
        elif self.next.isVisible():
            self.forward()
