"""The centre's own papers for one client: chosen, printed in two languages, and recorded once they are signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from cic_desktop import clients, projects
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.forms import papers
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.forms.frame import bar, beside
from cic_desktop.ui.forms.intake_card import show_intake_card
from cic_desktop.ui.forms.language_chips import LanguageChips
from cic_desktop.ui.forms.papers_signing import PapersSigning
from cic_desktop.ui.forms.preview_card import PreviewCard
from cic_desktop.ui.forms.signing import ON_SCREEN
from cic_desktop.ui.forms.words import language_for
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, Page, box, button, card_head, clear, hbox, line, muted, small, vbox
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientCard
    from cic_desktop.forms.papers.model import Paper

SHARE = 58  # of a hundred parts of the width; the preview has the rest
FILE_NAME = "papers.pdf"  # nothing about the client
_SIGNED: dict[str, Field] = {  # paper -> what is recorded of it
    "enrolment": Field("enrolled_on", _("Enrolment form signed on"), "date", width=6),
    "rodo": Field("informed_on", _("Information on personal data handed over on"), "date", width=6),
    "declaration": Field(
        "declared_on",
        _("Participant's declaration signed on"),
        "date",
        width=6,
        help=_("Help is countable in the project from this day."),
    ),
}


@dataclass(frozen=True)
class Start:
    """What the page starts from, read in one go."""

    card: ClientCard
    project_id: str
    projects: tuple[Option, ...]

    def signed(self, project_id: str) -> Answers:
        """What was recorded before of the papers of a project."""
        rodo = self.card.rodo_given_on
        found: Answers = {"informed_on": rodo.isoformat() if rodo else ""}
        for part in self.card.parts_of("participation"):
            if part.answers["project_id"] == project_id:
                return found | {name: part.answers.get(name, "") for name in ("enrolled_on", "declared_on")}
        return found


@dataclass(frozen=True)
class Printed:
    """The papers as they will be printed."""

    pdf: bytes


class PapersPage(QWidget):
    """Choose, look, print; then keep in one step what was handed over and signed."""

    watches: tuple[str, ...] = ()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._person_id = ""
        self._start: Start | None = None
        self.banner, self.languages = Banner(), LanguageChips()
        self.preview = PreviewCard(shell.ctx)
        self.signing: PapersSigning | None = None
        self.ticks: dict[str, QCheckBox] = {}
        self.project = FieldGrid(())
        self.signed = FieldGrid(())
        self._build()
        self.languages.chosen.connect(lambda _code: self._draw())
        self.preview.filled.connect(lambda _form: self._set_printable(True))
        self.preview.refused.connect(self._refused)
        self.preview.enlarged.connect(self.print)

    # --- arriving -----------------------------------------------------------------------------------

    def arrive(self, person_id: str) -> None:
        """Show the papers of a client, all of them ticked."""
        self._person_id, self._start = person_id, None
        self.preview.clear_form()
        self._shell.ctx.ask(
            lambda read: read_start(read, person_id),
            owner=self,
            then=self._show_start,
            failed=self._refused,
            latest="start",
        )

    def reload(self) -> None:
        """Nothing: the client's data are read again for every preview."""

    def _show_start(self, start: Start) -> None:
        self._start, self._person_id = start, start.card.id  # another one than asked for, when it was merged
        self.banner.hide()
        person = start.card.line
        self.page.set_title(_("Papers to sign"), Joined((Plain(person.name), Plain(person.case_number))))
        self.languages.set(language_for(person.language))
        self._show_recording(False)
        for tick in self.ticks.values():
            tick.setChecked(True)
        self._show_projects(start)
        self._draw()
        self.print_button.setFocus()

    def _show_projects(self, start: Start) -> None:
        clear(self._project_place)
        self.project = FieldGrid([Field("project_id", _("Project"), "choice", required=True, options=start.projects)])
        self.project.set_values({"project_id": start.project_id})
        self.project.edited.connect(lambda _name: self._draw())
        self._project_place.addWidget(self.project)
        self._no_project.setVisible(not start.projects)
        self.project.setVisible(bool(start.projects))

    # --- printing -----------------------------------------------------------------------------------

    @property
    def chosen(self) -> list[str]:
        """The papers ticked, in their order."""
        return [paper_id for paper_id, tick in self.ticks.items() if tick.isChecked()]

    @property
    def project_id(self) -> str:
        return str(self.project.values().get("project_id", ""))

    def print(self) -> None:
        """Show what stands in the preview with Print and Save: the same bytes."""
        if self.preview.form is not None and self.chosen and self.print_button.isEnabled():
            show_pdf(self, self.preview.form.pdf, _("Papers to sign"), FILE_NAME, self._went_out)

    def sign(self) -> None:
        """The chosen papers signed on the screen, one after the other, instead of on paper."""
        if self._start is not None and self.chosen:
            self.signing = PapersSigning(self._shell, self, self._start.card.line, self.chosen)
            self.signing.finished.connect(self.offer_record)
            self.signing.refused.connect(self._refused)
            self.signing.start(self.languages.code, self.project_id)

    def print_card(self) -> None:
        """Show what is known of the client as an intake card, to be checked and completed by hand."""
        show_intake_card(self, self._shell.ctx, self.languages.code, self._refused, self._person_id)

    def _went_out(self, _how: str) -> None:
        person_id, ids = self._person_id, self.chosen
        self._shell.ctx.do(
            lambda work: papers.papers_printed(work, person_id, ids),
            verb="print papers",
            owner=self,
            then=lambda _done: self.offer_record(),
            failed=self._refused,
        )

    def _draw(self) -> None:
        """Make the papers anew, in the background."""
        ids, lang, project_id, person_id = self.chosen, self.languages.code, self.project_id, self._person_id
        self._set_printable(False)
        if not ids or self._start is None:
            self.preview.clear_form()
            return
        database, actor = self._shell.ctx.opened.database, self._shell.ctx.actor

        def make() -> Printed:
            with database.read(actor) as read:
                return Printed(papers.print_papers(read, person_id, ids, lang, project_id))

        self.preview.ask(make, pause=False)

    def _set_printable(self, ready: bool) -> None:
        """Only what the preview shows can be printed, not what it showed a moment ago."""
        for made in (self.print_button, self.again_button, self.sign_button):
            made.setEnabled(ready)

    def _ticked(self, _on: bool) -> None:
        self.preview.turn(0)
        self._draw()
        if not self.record_card.isHidden():
            self.offer_record()

    # --- recording ----------------------------------------------------------------------------------

    def offer_record(self) -> None:
        """Ask on which day each paper was handed over or signed: today, unless it was recorded before."""
        if self._start is None:
            return
        known = self._start.signed(self.project_id)
        today = clock.today().isoformat()
        fields = [_SIGNED[paper_id] for paper_id in self.chosen]
        clear(self._signed_place)
        self.signed = FieldGrid(fields)
        self.signed.set_values({item.name: known.get(item.name) or today for item in fields})
        self._signed_place.addWidget(self.signed)
        self._show_recording(True)
        self.record_button.setFocus()

    def record(self) -> None:
        """Keep what was signed; what is wrong is said beside its field."""
        try:
            values = read_answers(self.signed.fields, self.signed.values())
        except Invalid as error:
            self.signed.show_problems(error.problems)
            return
        signed = self._signed_now(values)
        person_id, lang = self._person_id, self.languages.code
        self._shell.ctx.do(
            lambda work: papers.record_papers(work, person_id, signed, lang),
            verb="record signed papers",
            owner=self,
            then=lambda _done: self._recorded(),
            failed=self._not_recorded,
        )

    def _signed_now(self, values: dict[str, Any]) -> papers.Signed:
        """Information handed over on a day that is known already is not handed over twice."""
        informed: date | None = values.get("informed_on")
        known = self._start.card.rodo_given_on if self._start else None
        return papers.Signed(
            informed_on=None if informed == known else informed,
            enrolled_on=values.get("enrolled_on"),
            declared_on=values.get("declared_on"),
            project_id=self.project_id,
        )

    def _recorded(self) -> None:
        self._shell.open("client", person_id=self._person_id)
        self._shell.note(_("Recorded with the client."))

    def _not_recorded(self, error: CicError) -> None:
        homeless = self.signed.show_problems(error.problems) if isinstance(error, Invalid) else [error]
        if homeless:
            self._refused(error)

    def _refused(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    # --- looks --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.page = Page(" ")
        self._project_place, self._signed_place = vbox(), vbox()
        self._no_project = muted(_("There is no project yet. A manager adds one in the settings."), wrap=True)
        self.record_button = button(_("Record"), "check", "primary", self.record)
        hint = _("One step: what was handed over and signed is kept with the client. Clear a day that does not hold.")
        self.record_card = Card(
            card_head(_("Signed?")),
            muted(hint, wrap=True),
            self._signed_place,
            hbox(self.record_button, None),
            spacing=12,
        )
        self.record_card.hide()
        self.page.add(self.banner, self.record_card, self._papers_card(), None)
        vbox((beside(self.page, self.languages, self.preview, SHARE), 1), self._bar(), spacing=0, parent=self)

    def _papers_card(self) -> Card:
        listed = papers.paper_list()
        rows = [self._paper_row(paper) for paper in listed]
        made = Card(card_head(_("Papers")), *rows, line(), self._project_place, self._no_project, spacing=10)
        note, doubtful = Banner(), _doubtful(listed)
        made.add(note)
        if doubtful is not None:
            note.say("warn", doubtful)
        return made

    def _paper_row(self, paper: Paper) -> QWidget:
        tick = language.bind(QCheckBox(), "setText", paper.title)
        tick.setChecked(True)
        tick.toggled.connect(self._ticked)
        self.ticks[paper.id] = tick
        version = _("version {version}", version=Plain(paper.version))
        return box(hbox((tick, 1), small(Joined((version, Day(paper.as_of, "short")))), spacing=10))

    def _bar(self) -> QFrame:
        self.print_button = button(_("Print or save"), "printer", "primary", self.print)
        self.again_button = button(_("Print or save"), "printer", slot=self.print)
        self.already = button(_("They are signed: record it"), kind="ghost", slot=self.offer_record)
        self.sign_button = button(ON_SCREEN, "signature", slot=self.sign)
        self.card_button = button(_("Intake card"), kind="ghost", slot=self.print_card)
        before = button(_("Back"), "chevron-left", slot=lambda: self._shell.back())
        return bar(before, None, self.card_button, self.already, self.sign_button, self.print_button, self.again_button)

    def _show_recording(self, on: bool) -> None:
        """While signatures are recorded, that is the main thing to do here."""
        self.record_card.setVisible(on)
        self.again_button.setVisible(on)
        self.print_button.setVisible(not on)
        self.already.setVisible(not on)


def _doubtful(listed: Sequence[Paper]) -> Text | None:
    """What the centre has to look at before it hands these papers out."""
    if not papers.unconfirmed(tuple(listed)):
        return None
    return _("Some statements of law in these papers are not confirmed. Have the data protection officer check them.")


def read_start(read: Any, person_id: str) -> Start:
    """Read what the page starts from. Raises Missing."""
    card = clients.card(read, person_id)
    facts = papers.paper_facts(read, card.id)
    return Start(card, facts.project_id, projects.project_options(read))
