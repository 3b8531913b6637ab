"""The forms there are, the office's blanks, and what was filled lately."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from cic_desktop import clients, forms
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.forms.model import Definition, FormInfo
from cic_desktop.i18n import Day, Joined, Moment, Plain, Text, Texts, _
from cic_desktop.ui.forms.words import BLANKS, CHANNELS, CONFIDENCE, STATES
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    IconTile,
    Page,
    box,
    button,
    card_head,
    chip,
    clear,
    h2,
    hbox,
    line,
    muted,
    set_chip,
    small,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.forms.blanks import Recognised
    from cic_desktop.forms.queries import FilledLine

MOST = 40  # forms filled lately
LARGEST = 20 * 1024 * 1024  # bytes read of a chosen file
_ADD, _REPLACE = _("Add the office's blank"), _("Replace the blank")
_TOLD: dict[str, tuple[Text, str]] = {
    "known": (_("This is the blank we know. Forms can be printed on it."), "ok"),
    "alike": (_("This blank looks right. Forms can be printed on it."), "ok"),
    "unknown": (
        _("This blank is not known here; it may be another edition. It can be used after a look at the preview."),
        "warn",
    ),
}


class FormsPage(Page):
    """Choose a form to fill; open again what was filled. A client may have been chosen already."""

    watches = ("filled_form", "person")

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Forms"), _("Answered once in the client's language, printed as the office accepts it."))
        self._shell = shell
        self._person_id = ""
        self.cards: dict[str, FormCard] = {}
        self.banner = Banner()
        self._forms = vbox(spacing=16)
        self.rows: dict[str, Row] = {}
        self._filled = vbox(spacing=0)
        self._nothing = EmptyState("form", _("No form was filled yet"), _("Choose a form above, then the client."))
        recent = Card(card_head(_("Filled lately")), self._nothing, self._filled, spacing=4)
        self.add(self.banner, self._forms, recent, None)

    def arrive(self, person_id: str = "") -> None:
        """Show the forms; with a client chosen, a form opens for them at once."""
        self._person_id = person_id
        self.reload()

    def reload(self) -> None:
        person_id = self._person_id
        self._shell.ctx.ask(
            lambda read: read_forms(read, person_id),
            owner=self,
            then=lambda found: self.show_forms(*found),
            failed=lambda error: self.banner.say("bad", error.text),
            latest="forms",
        )

    def show_forms(
        self, found: Sequence[tuple[Definition, Recognised | None]], filled: Sequence[FilledLine], person: str
    ) -> None:
        """Put the catalogue and what was filled on the page."""
        if not self.is_new((found, filled, person)):
            return
        subtitle: Text = _("Answered once in the client's language, printed as the office accepts it.")
        self.set_title(_("Forms"), _("For {name}", name=person) if person else subtitle)
        clear(self._forms)
        self.cards = {}
        for definition, blank in found:
            card = FormCard(definition, blank)
            card.fill.clicked.connect(partial(self.choose, definition.info.id))
            card.blank.clicked.connect(partial(self._choose_blank, definition))
            self.cards[definition.info.id] = card
            self._forms.addWidget(card)
        self._show_filled(filled, {definition.info.id: definition.info for definition, _blank in found})

    def choose(self, form_id: str, _checked: bool = False) -> None:
        """Fill a form: for the client chosen already, else for one to choose now."""
        if self._person_id:
            self._shell.open("form", form_id=form_id, person_id=self._person_id)
            return
        from cic_desktop.ui.clients.person_picker import PersonPicker

        def then(person: ClientLine) -> None:
            self._shell.open("form", form_id=form_id, person_id=person.id)

        PersonPicker(self._shell, then, title=_("Whose form is it?")).open()

    def keep_blank(self, definition: Definition, path: Path) -> None:
        """Keep a file as the office's blank; says what it is, or why it cannot be used."""
        try:
            if path.stat().st_size > LARGEST:
                raise CicError(_("This file is larger than 20 MB. Ask the office for a smaller one."))
            pdf = path.read_bytes()
        except OSError:
            self.banner.say("bad", _("This file cannot be read. Copy it to this computer and choose it again."))
            return
        except CicError as error:
            self.banner.say("bad", error.text)
            return
        self._shell.ctx.do(
            lambda work: forms.keep_blank(work, definition, pdf),
            verb="keep a blank",
            owner=self,
            then=self._blank_kept,
            failed=lambda error: self.banner.say("bad", error.text),
        )

    def open_pdf(self, filled: FilledLine) -> None:
        """Show what was printed, to look at or to print again."""
        self._shell.ctx.ask(
            lambda read: forms.filled_pdf(read, filled.id),
            owner=self,
            then=lambda pdf: self._show_pdf(filled, pdf),
            failed=lambda error: self.banner.say("bad", error.text),
        )

    def _show_pdf(self, filled: FilledLine, pdf: bytes) -> None:
        def printed(_how: str) -> None:
            self._shell.ctx.do(lambda work: forms.mark_printed(work, filled.id), verb="print a form", owner=self)

        show_pdf(self, pdf, Plain(_symbol(filled)), f"{filled.form_id}.pdf", printed)

    def _choose_blank(self, definition: Definition, _checked: bool = False) -> None:
        title = language.text(_("Choose the office's blank"))
        path, _filter = QFileDialog.getOpenFileName(self, title, "", "PDF (*.pdf)")
        if path:
            self.keep_blank(definition, Path(path))

    def _blank_kept(self, found: Recognised) -> None:
        words, tone = _TOLD[found.status]
        self.banner.say("ok" if tone == "ok" else "warn", words)
        self.reload()

    def _show_filled(self, filled: Sequence[FilledLine], infos: dict[str, FormInfo]) -> None:
        clear(self._filled)
        self.rows = {}
        self._nothing.setVisible(not filled)
        for item in filled:
            if self.rows:
                self._filled.addWidget(line())
            self.rows[item.id] = self._row(item, infos.get(item.form_id))
            self._filled.addWidget(self.rows[item.id])

    def _row(self, item: FilledLine, info: FormInfo | None) -> Row:
        words, tone = STATES.get(item.state, (Plain(item.state), ""))
        moment = item.printed_at or item.filled_at
        title = (info.title,) if info else ()
        meta = Joined((Plain(_symbol(item)), *title, Day(clock.local(moment).date()), Plain(item.by)))
        again = tool_button("copy", _("Fill it again from these answers"), partial(self._again, item))
        show = button(_("Open the PDF"), "eye", slot=partial(self.open_pdf, item))
        row = Row(
            "form", "primary", Joined((Plain(item.name), Plain(item.case_number))), meta, chip(words, tone), again, show
        )
        language.bind(row, "setToolTip", Moment(moment))
        return row

    def _again(self, item: FilledLine) -> None:
        self._shell.open("form", form_id=item.form_id, person_id=item.person_id, filled_id=item.id)


class FormCard(Card):
    """One form: what it is, on what law it stands, how sure that is, and the state of its blank."""

    def __init__(self, definition: Definition, blank: Recognised | None) -> None:
        super().__init__(spacing=12)
        info = definition.info
        self.fill = button(_("Fill in"), "pencil", "primary")
        language.bind(self.fill, "setAccessibleName", _("Fill in {form}", form=info.symbol))
        self.blank = button(_REPLACE if blank else _ADD, "upload")
        words = box(vbox(h2(info.title, wrap=True), muted(Joined((Plain(info.symbol), info.office))), spacing=1))
        head = hbox(spacing=14)
        head.addWidget(IconTile("form", "primary", 44), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1)
        head.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignTop)
        self.add(head, _facts(info), line(), self._blank_row(blank))

    def _blank_row(self, blank: Recognised | None) -> QWidget:
        state, tone = BLANKS[blank.status] if blank else (_("No blank of the office"), "")
        self.state = chip("", "")
        set_chip(self.state, state, tone)
        hint = _("Without it the form is drawn whole by this program.") if blank is None else Texts({"pl": ""})
        return box(hbox(self.state, (small(hint, wrap=True), 1), self.blank, spacing=12))


def _facts(info: FormInfo) -> QWidget:
    """Law, fee, channel, how sure: label and value in two columns."""
    certain, tone = CONFIDENCE[info.confidence]
    rows: list[tuple[Text, QWidget]] = [
        (_("Legal basis"), small(info.legal_basis, wrap=True)),
        (_("Filed"), small(CHANNELS[info.channel], wrap=True)),
        (_("Fee"), small(info.fee, wrap=True)),
        (_("As of"), _as_of(info, certain, tone)),
    ]
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(58, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    for number, (words, value) in enumerate(rows):
        grid.addWidget(small(words), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTop)
    return made


def _as_of(info: FormInfo, certain: Text, tone: Tone) -> QWidget:
    note = [small(info.note, wrap=True)] if info.note else []
    edition = _("edition {edition}", edition=info.edition)
    first = hbox(small(Joined((Day(info.as_of), edition))), chip(certain, tone), None, spacing=10)
    return box(vbox(first, *note, spacing=3))


def _symbol(filled: FilledLine) -> str:
    return filled.form_id.replace("-", "/")


def read_forms(
    read: Any, person_id: str = ""
) -> tuple[list[tuple[Definition, Recognised | None]], list[FilledLine], str]:
    """(forms with their blanks, what was filled lately, the name of the client chosen already)."""
    definitions = [forms.load(info.id) for info in forms.catalogue()]
    name = clients.display_name(read, person_id) if person_id else ""
    return [(it, forms.blank_state(read, it)) for it in definitions], forms.filled_forms(read, person_id, MOST), name
