"""The whole intake: a wizard over `clients.fields.INTAKE`, kept as a draft with every key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cic_desktop import clients
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.clients.fields import INTAKE
from cic_desktop.core.errors import CicError, Invalid, Problem, Stale
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Moment, Plain, Text, _
from cic_desktop.ui.clients.dialog import Choice
from cic_desktop.ui.clients.document_dialog import DocumentDialog, scan_button
from cic_desktop.ui.clients.draft_choice import offer
from cic_desktop.ui.clients.duplicates_panel import DuplicatesPanel
from cic_desktop.ui.clients.intake_questions import IntakeQuestions
from cic_desktop.ui.clients.intake_review import ProgressCard, ReviewCard
from cic_desktop.ui.clients.intake_state import REVIEW, Start, clash_words, load, merge, problems_of, step_of
from cic_desktop.ui.clients.prefill import language_of
from cic_desktop.ui.clients.spelling import in_tab_order
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Page, box, button, hbox, vbox
from cic_desktop.ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, Registered

DRAFT = "intake"


class IntakePage(Page):
    """Registers a person with everything, or completes somebody registered in a hurry."""

    watches: tuple[str, ...] = ()

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Intake"), max_width=1400)
        self._shell, self._ctx = shell, shell.ctx
        self._start = Start("")
        self._answers: Answers = {}
        self.step = 0  # the step shown; `REVIEW` is the last
        self._underway = False
        self._saving = False
        self._keeper: DraftKeeper | None = None
        self._build()

    # --- arriving -----------------------------------------------------------------------------------

    def arrive(self, person_id: str = "", answers: Answers | None = None, **_args: Any) -> None:
        """Begin with a new person (`answers` known already) or complete one; come back to what is underway."""
        if self._underway and person_id == self._start.person_id and not answers:
            self._focus()
            return
        self._leave()
        self._start = Start(person_id)
        self._keeper = DraftKeeper(self._ctx, DRAFT, person_id, page=self)
        self._keeper.kept.connect(lambda at: self.progress.kept(Moment(at, "time")))
        self._show_whole(False)
        self._ctx.ask(
            lambda read: load(read, person_id),
            owner=self,
            then=lambda start: self._loaded(start, answers or {}),
            failed=self._gone,
            latest="intake",
        )

    def reload(self) -> None:
        """What is being typed is never overwritten by what others save."""

    def _leave(self) -> None:
        if self._keeper is not None:
            self._keeper.flush()
            self._keeper.close()
        self._underway = False

    def _loaded(self, start: Start, answers: Answers) -> None:
        if self._keeper is None:
            return
        if start.person_id != self._start.person_id:  # that record was merged into another one meanwhile
            self.arrive(start.person_id, answers)
            return
        self._start = start
        words = Joined((Plain(start.name), Plain(start.case_number))) if start.name else _("A new client")
        self.set_title(_("Intake"), words)
        self._keeper.load(self, lambda note: self._offer(note, answers))

    def _gone(self, error: CicError) -> None:
        self.banner.say("bad", error.text, (_("To the clients"), lambda: self._shell.open("clients")))

    def _offer(self, note: Any, answers: Answers) -> None:
        if note is None or not any(note.answers.values()):
            self._begin({**self._start.answers, **answers})
            return
        offer(
            self.choice,
            note,
            lambda: self._begin(note.answers, note.step),
            lambda: self._anew(note, answers),
        )

    def _anew(self, note: Any, answers: Answers) -> None:
        """Throw the old typing away, with a way to get it back."""
        self._begin({**self._start.answers, **answers})
        self._shell.note(
            _("Started anew."), "ok", _("Undo"), lambda: self._begin(note.answers, note.step, touched=True)
        )

    def _begin(self, answers: Answers, step: int = 0, *, touched: bool = False) -> None:
        self._answers = dict(answers)
        self.questions.begin(self._start.projects)
        self._underway, self._saving = True, False
        self.banner.hide()
        self.choice.hide()
        self.stepper.reached = REVIEW if self._start.complete else step
        self._show_whole(True)
        self._show_step(min(step, REVIEW))
        self.panel.look()
        if touched:
            self._touch()

    # --- moving -------------------------------------------------------------------------------------

    def go(self, step: int, name: str = "") -> None:
        """Show a step, at a question if one is named; what was typed is collected first."""
        self._collect()
        self._show_step(step)
        if name and step < REVIEW:
            self.questions.grid.focus(name)

    def next(self) -> None:
        """Go on when this step can be taken; from the review: save."""
        if not self._underway:
            return
        self._collect()
        if self.step == REVIEW:
            self.save()
            return
        problems = problems_of(self.questions.fields(self.step), self._answers)
        if problems:
            self._show_problems(problems)
        else:
            self.go(self.step + 1)

    def back(self) -> None:
        """One step back; from the first, to where one came from (typing stays as a draft)."""
        if self.step:
            self.go(self.step - 1)
        else:
            self.close_for_now()

    def close_for_now(self) -> None:
        """Leave; the draft is offered next time."""
        self._collect()
        if self._keeper is not None:
            self._keeper.flush()
        self._shell.back()

    def read_document(self) -> None:
        """A passport or card on the reader: its answers proposed beside what is known."""
        self._collect()
        DocumentDialog(self._shell, dict(self._answers), self._take_read).open()

    def _take_read(self, read: Answers) -> None:
        self._answers.update(read)
        if not self._answers.get("language"):
            self._answers["language"] = language_of(str(self._answers.get("citizenship", "")))
        self._touch()
        self._show_step(self.step)
        self.panel.look()

    def _show_step(self, step: int) -> None:
        self.step = step
        self.stepper.go(step)
        reviewing = step == REVIEW
        self.questions.setVisible(not reviewing)
        self.review.setVisible(reviewing)
        if reviewing:
            self.review.show_answers(self._answers, [self.questions.fields(number) for number in range(REVIEW)])
        else:
            self.questions.show_step(step)
            in_tab_order(self.stepper, self.questions, self._foot)
        language.bind(self.next_button, "setText", _("Save") if reviewing else _("Next"))
        self.progress.show_answers(self._answers)
        self.verticalScrollBar().setValue(0)
        self._focus()

    def _focus(self) -> None:
        if self.step < REVIEW and self._underway:
            self.questions.grid.focus()
        else:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- typing -------------------------------------------------------------------------------------

    def _edited(self, name: str) -> None:
        self._collect()
        if name == "citizenship" and not self._answers.get("language"):
            self._answers["language"] = language_of(str(self._answers["citizenship"]))
        self.panel.typed(name)
        self.progress.show_answers(self._answers)
        self._touch()

    def _collect(self) -> None:
        if self._underway and self.step < REVIEW:
            self._answers.update(self.questions.typed())

    def _touch(self) -> None:
        if self._keeper is not None:
            self._keeper.touch(self._state)

    def _state(self) -> tuple[str, int, dict[str, Any]]:
        self._collect()
        name = f"{self._answers.get('surname', '')} {self._answers.get('given', '')}".strip()
        return name, self.step, dict(self._answers)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        homeless = self.questions.show_problems(problems)
        if homeless:
            self.banner.say("bad", homeless[0].text)

    # --- saving -------------------------------------------------------------------------------------

    def save(self) -> None:
        """Put everything into the register."""
        if self._saving:
            return
        self._saving = True
        answers, start = dict(self._answers), self._start

        def change(work: Any) -> Registered:
            if start.person_id:
                return clients.complete(work, start.person_id, answers, start.revision)
            return clients.register(work, answers, full=True)

        act = self._keeper.saving(change) if self._keeper is not None else change
        verb = "complete the intake" if start.person_id else "register a client"
        self._ctx.do(act, verb=verb, owner=self, then=self._saved, failed=self._failed)

    def _saved(self, person: Registered) -> None:
        if self._keeper is not None:
            self._keeper.saved()
            self._keeper = None
        self._underway = self._saving = False
        self._shell.open("client", person_id=person.id)
        self._shell.note(
            _("Saved: {name}, {number}.", name=Plain(person.name), number=Plain(person.case_number)),
            "ok",
            _("Print papers"),
            lambda: self._shell.open("papers", person_id=person.id),
        )

    def _failed(self, error: CicError) -> None:
        self._saving = False
        if isinstance(error, Stale):
            self._look_again()
        elif isinstance(error, Invalid):
            self._show_step(min(step_of(problem.field) for problem in error.problems))
            here = [problem for problem in error.problems if step_of(problem.field) == self.step]
            self._show_problems(here)
        else:
            self.banner.say("bad", error.text)

    def _look_again(self) -> None:
        person_id = self._start.person_id
        self._ctx.ask(
            lambda read: load(read, person_id), owner=self, then=self._settle, failed=self._gone, latest="intake"
        )

    def _settle(self, now: Start) -> None:
        """A colleague saved first: take what only they changed; where both did, ask."""
        merged, clashes = merge(self._start.answers, self._answers, now.answers)
        self._start = now
        if not clashes:
            self._answers = merged
            self.save()
            return
        taken = {**merged, **{name: now.answers[name] for name in clashes}}
        fields = [item for number in range(REVIEW) for item in self.questions.fields(number)]
        self.choice.ask(
            Stale().text,
            (_("Keep mine"), lambda: self._resume(merged)),
            (_("Take theirs"), lambda: self._resume(taken)),
            clash_words(fields, clashes, self._answers, now.answers),
        )
        self.verticalScrollBar().setValue(0)

    def _resume(self, answers: Answers) -> None:
        self._answers = dict(answers)
        self._touch()
        self._show_step(REVIEW)

    # --- building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        titles: list[Text] = [*(step.title for step in INTAKE), _("Review")]
        self.stepper = Stepper(titles)
        self.stepper.chosen.connect(self.go)
        self.banner, self.choice = Banner(), Choice()
        self.questions = IntakeQuestions(lambda: self._answers)
        self.questions.edited.connect(self._edited)
        self.review = ReviewCard(INTAKE, self.go)
        self.progress = ProgressCard(INTAKE)
        self.panel = DuplicatesPanel(
            self._ctx, lambda: self._answers, self._same_person, _("Open this card"), self._own_id
        )
        self._whole = QWidget()
        side = QWidget()
        vbox(scan_button(self.read_document), self.progress, self.panel, None, spacing=18, parent=side)
        side.setFixedWidth(300)
        shown = box(vbox(self.questions, self.review, self._make_foot(), None, spacing=18))
        vbox(self.stepper, hbox((shown, 1), side, spacing=18), None, spacing=14, parent=self._whole)
        self.add(self.banner, self.choice, self._whole, None)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.next, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_foot(self) -> QWidget:
        self.back_button = button(_("Back"), "arrow-left", slot=self.back)
        self.later_button = button(_("Close for now"), kind="ghost", slot=self.close_for_now)
        self.next_button = button(_("Next"), kind="primary", slot=self.next)
        language.bind(self.next_button, "setToolTip", _("Ctrl+Enter"))
        for made in (self.back_button, self.later_button, self.next_button):
            made.setAutoDefault(True)  # Enter presses the one that has the focus
        self._foot = box(hbox(self.back_button, None, self.later_button, self.next_button, spacing=10))
        return self._foot

    def _show_whole(self, shown: bool) -> None:
        self._whole.setVisible(shown)

    def _own_id(self) -> str:
        return self._start.person_id

    def _same_person(self, line: ClientLine) -> None:
        self._collect()
        self._shell.open("client", person_id=line.id)
