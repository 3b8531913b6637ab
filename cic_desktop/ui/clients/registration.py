"""Registration in a minute and a half: nine answers, the register searched meanwhile, the rest later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cic_desktop import clients
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.clients.fields import INTAKE, QUICK
from cic_desktop.clients.rules import warnings
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.clients.dialog import Choice, ClientDialog, DialogBody, default_button
from cic_desktop.ui.clients.document_dialog import DocumentDialog, scan_button
from cic_desktop.ui.clients.draft_choice import offer
from cic_desktop.ui.clients.duplicates_panel import DuplicatesPanel
from cic_desktop.ui.clients.prefill import language_of
from cic_desktop.ui.clients.spelling import SpellingHint, in_tab_order
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import box, button, hbox, hide_unless, small, vbox
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, Registered

DRAFT = "registration"


def asked(answers: Answers) -> tuple[Field, ...]:
    """The quick questions, and those of the intake that are answered already (a PESEL found by, a Cyrillic name)."""
    quick = {item.name for item in QUICK}
    further = (item for step in INTAKE for item in step.fields if answers.get(item.name) and item.name not in quick)
    return (*QUICK, *further)


class RegistrationDialog(ClientDialog):
    """Registers a person. `answers` start it; `then` gets the `Registered` instead of their card being opened.

    `hint` says where the answers come from.
    """

    def __init__(
        self,
        shell: Shell,
        answers: Answers | None = None,
        then: Callable[[Registered], object] | None = None,
        hint: Text | None = None,
    ) -> None:
        short = _("A minute and a half is enough; the rest can be completed later.")
        super().__init__(shell, _("New client"), hint or short, width=1016)
        self._then = then
        self._own_language = False  # the user chose the language; citizenship no longer does
        self._saving = False
        self._keeper = DraftKeeper(self.ctx, DRAFT, page=self)
        self.choice = Choice()
        same = _("Take this person") if then else _("Open this card")
        self.panel = DuplicatesPanel(self.ctx, lambda: self.grid.values(), self._same_person, same)
        self.spelling = SpellingHint(self._spell)
        self.grid = self._make_grid(answers or {})
        self._build()
        self._keeper.load(self, self._offer_draft)
        self.panel.look()

    # --- saving -------------------------------------------------------------------------------------

    def save(self, after: Callable[[Registered], object] | None = None) -> None:
        """Register; `after` is what comes next, by default the new card."""
        if self._saving:
            return
        self._saving = True
        answers = self.grid.values()
        self.ctx.do(
            self._keeper.saving(lambda work: clients.register(work, answers)),
            verb="register a client",
            owner=self,
            then=lambda person: self._saved(person, after or self._then or self._show_card),
            failed=self._failed,
        )

    def save_and_help(self) -> None:
        """Register, then record what was done for the person."""
        self.save(lambda person: self.shell.open("sitting", person_ids=(person.id,)))

    def save_and_complete(self) -> None:
        """Register, then go on with the whole intake."""
        self.save(lambda person: self.shell.open("intake", person_id=person.id))

    def read_document(self) -> None:
        """A passport or card on the reader: its answers proposed beside what stands here."""
        DocumentDialog(self.shell, self.grid.values(hidden=True), self._take_read).open()

    def reject(self) -> None:
        """Close; typing stays as a draft and the next registration offers it."""
        self._keeper.flush()
        self._keeper.close()
        super().reject()

    def _saved(self, person: Registered, after: Callable[[Registered], object]) -> None:
        self._keeper.saved()
        self.accept()
        after(person)
        words = _("Registered: {name}, {number}.", name=Plain(person.name), number=Plain(person.case_number))
        if self._then is None:
            self.shell.note(words, "ok", _("Undo"), lambda: self._take_back(person))
        else:  # an enquiry, a household or a talk holds on to the person already
            self.shell.note(words)

    def _same_person(self, line: ClientLine) -> None:
        """Nobody has to be registered: it is somebody the register knows."""
        if self._then is None:
            self.shell.open("client", person_id=line.id)
        else:
            self._then(clients.Registered(line.id, line.case_number, line.name))
        self.reject()

    def _take_back(self, person: Registered) -> None:
        """Registered by mistake: out of the lists again, right away."""
        ctx, shell = self.ctx, self.shell
        ctx.do(
            lambda work: clients.retire_client(work, person.id, clients.card(work, person.id).revision),
            verb="undo a registration",
            owner=ctx,
            then=lambda _done: shell.open("clients"),
        )

    def _show_card(self, person: Registered) -> None:
        self.shell.open("client", person_id=person.id)

    def _failed(self, error: CicError) -> None:
        self._saving = False
        homeless = self.grid.show_problems(error.problems) if isinstance(error, Invalid) else []
        if homeless or not isinstance(error, Invalid):
            self.banner.say("bad", homeless[0].text if homeless else error.text)

    # --- while typing -------------------------------------------------------------------------------

    def _edited(self, name: str) -> None:
        self._keeper.touch(self._state)
        self.panel.typed(name)
        if name == "language":
            self._own_language = True
        elif name == "citizenship":
            self._propose_language()
        self._warn()
        self.spelling.look(self.grid.values())

    def _spell(self, proposed: Answers) -> None:
        """Take the proposed passport spelling; the name as typed stays as the one in its own script."""
        self._ask_anew({**self.grid.values(hidden=True), **proposed})
        self._keeper.touch(self._state)
        self.panel.look()
        self.grid.focus("citizenship")

    def _take_read(self, read: Answers) -> None:
        self._ask_anew({**self.grid.values(hidden=True), **read})
        self._propose_language()
        self._keeper.touch(self._state)
        self.panel.look()
        self.grid.focus("phone")

    def _propose_language(self) -> None:
        spoken = language_of(str(self.grid.values()["citizenship"]))
        if spoken and not self._own_language:
            self.grid.set_values({"language": spoken})

    def _warn(self) -> None:
        """Odd but possible: said in amber, never in the way."""
        boxes = self.grid.boxes
        for problem in warnings(self.grid.values(), clock.today()):
            if problem.field in boxes and not boxes[problem.field].severity:
                boxes[problem.field].show_problem(problem.text, problem.severity)

    def _state(self) -> tuple[str, int, dict[str, Any]]:
        answers = self.grid.values(hidden=True)
        return f"{answers['surname']} {answers['given']}".strip(), 0, dict(answers)

    # --- an earlier draft ---------------------------------------------------------------------------

    def _offer_draft(self, note: Any) -> None:
        if note is None or not any(note.answers.values()):
            return
        self._whole.hide()
        self._buttons.hide()
        offer(self.choice, note, lambda: self._go_on(note.answers), self._begin)
        self.fit()

    def _go_on(self, answers: Answers) -> None:
        """Continue the draft, with the very questions it had."""
        self._ask_anew(answers)
        self._begin()
        self.panel.look()

    def _ask_anew(self, answers: Answers) -> None:
        """The grid again, with the questions these answers call for."""
        old, self.grid = self.grid, self._make_grid(answers)
        self.pane.column.replaceWidget(old, self.grid)
        old.hide()
        old.deleteLater()
        self.spelling.look(answers)
        in_tab_order(self.grid, self._buttons)
        self.fit()

    def _begin(self) -> None:
        self._whole.show()
        self._buttons.show()
        self.grid.focus()

    # --- building -----------------------------------------------------------------------------------

    def _make_grid(self, answers: Answers) -> FieldGrid:
        grid = FieldGrid(asked(answers))
        grid.set_values(answers)
        grid.edited.connect(self._edited)
        self._own_language = bool(answers.get("language"))
        return grid

    def _build(self) -> None:
        self.pane = DialogBody(self.spelling, self.grid, None)
        side = QWidget()
        side.setFixedWidth(270)
        vbox(scan_button(self.read_document), (self.panel, 1), spacing=12, parent=side)
        self._whole = box(hbox((self.pane, 1), side, spacing=22))
        self.body.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._whole, 1)
        self.save_button = default_button(_("Save"), self.save)
        self.help_button = button(_("Save and record help"), slot=self.save_and_help)
        self.complete_button = button(_("Save and complete"), slot=self.save_and_complete)
        hide_unless(self.ctx.may(Right.RECORD_HELP) and self._then is None, self.help_button)
        hide_unless(self._then is None, self.complete_button)
        self._buttons = box(
            hbox(
                button(_("Cancel"), kind="ghost", slot=self.reject),
                small(_("Typing is kept as a draft.")),
                None,
                self.complete_button,
                self.help_button,
                self.save_button,
                spacing=10,
            )
        )
        self.foot.addWidget(self._buttons)
        self.grid.focus()
