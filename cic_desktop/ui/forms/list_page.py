"""The forms there are, the office's blanks, and what was filled lately."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from cic_desktop import clients, forms
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Definition
from cic_desktop.i18n import Day, Joined, Moment, Plain, Text, _
from cic_desktop.ui.forms.elsewhere import ELSEWHERE, Elsewhere, ElsewhereRow
from cic_desktop.ui.forms.finding import is_meant
from cic_desktop.ui.forms.form_card import FormCard
from cic_desktop.ui.forms.life import FormActs
from cic_desktop.ui.forms.life_dialog import open_path
from cic_desktop.ui.forms.life_words import Listed, listed, state_chip
from cic_desktop.ui.forms.shelf import OpenLists, PackRow
from cic_desktop.ui.forms.words import GROUPS
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    Page,
    button,
    card_head,
    chip,
    clear,
    label,
    line,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.find_box import FindBox
from cic_desktop.ui.widgets.gradual import Gradual
from cic_desktop.ui.widgets.notes import NoteTone

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.forms.kept.blanks import Recognised
    from cic_desktop.forms.packs.model import PackDefinition

MOST = 12  # forms filled lately
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

    watches = ("filled_form", "letter", "person")

    def __init__(self, shell: Shell) -> None:
        find_box = FindBox(_("Find a form: a part of its name or symbol"), _("Find a form"))
        find_box.setMinimumWidth(360)
        subtitle = _("Answered once in the client's language, printed as the office accepts it.")
        super().__init__(_("Forms"), subtitle, (find_box,))
        self._shell, self.find_box = shell, find_box
        find_box.textChanged.connect(lambda _text: self._sift())
        find_box.returnPressed.connect(self._fill_first)
        find_box.down.connect(self._go_to_first)
        self._person_id = ""
        self.cards: dict[str, FormCard] = {}
        self.links: list[ElsewhereRow] = []
        self.banner = Banner()
        self._forms = vbox(spacing=6)
        self._headings: dict[str, QWidget] = {}  # by group
        hint = _("Type a part of its name or symbol, in any of the four languages.")
        self.unknown = EmptyState("form", _("There is no such form here"), hint)
        self.unknown.hide()
        self._gradual = Gradual(self)
        self.acts = FormActs(shell, self, lambda error: self.banner.say("bad", error.text))
        self.rows: dict[str, Row] = {}
        self._filled = vbox(spacing=0)
        self._nothing = EmptyState("form", _("No form was filled yet"), _("Choose a form above, then the client."))
        recent = Card(card_head(_("Filled lately")), self._nothing, self._filled, spacing=4)
        self.packs: dict[str, PackRow] = {}
        self.lists = OpenLists(shell)
        self._packs = vbox(spacing=16)
        self.add(self.banner, self.lists, self._packs, self._forms, self.unknown, recent, None)

    def arrive(self, person_id: str = "") -> None:
        """Show the forms; with a client chosen, a form opens for them at once."""
        self._person_id = person_id
        self.find_box.setFocus()
        self.reload()

    def reload(self) -> None:
        person_id = self._person_id
        self._shell.ctx.ask(
            lambda read: read_forms(read, person_id),
            owner=self,
            then=self.show_forms,
            failed=lambda error: self.banner.say("bad", error.text),
            latest="forms",
        )

    def show_forms(self, shelf: Shelf) -> None:
        """Put the catalogue and what was filled on the page."""
        if not self.is_new(shelf):
            return
        subtitle: Text = _("Answered once in the client's language, printed as the office accepts it.")
        self.set_title(_("Forms"), _("For {name}", name=shelf.person) if shelf.person else subtitle)
        self.lists.show_counts(shelf.counts)
        if shelf.faulty:
            self.banner.say("warn", Joined((_("A form cannot be used."), *shelf.faulty), " "))
        self._show_packs(shelf.packs)
        clear(self._forms)
        self.cards, self.links, self._headings = {}, [], {}
        self._gradual.begin([partial(self._show_filled, shelf.filled), *self._catalogue(shelf)])

    def _catalogue(self, shelf: Shelf) -> Iterator[Callable[[], object]]:
        """What makes the catalogue, group by group."""
        for group, found in groupby(shelf.forms, key=lambda form: form[0].info.group):
            yield partial(self._add, self._heading, group)
            for form in list(found):
                yield partial(self._add, self._card, *form)
        yield from (partial(self._add, self._link, paper) for paper in ELSEWHERE)

    def _add(self, make: Callable[..., QWidget], *args: Any) -> None:
        self._forms.addWidget(make(*args))
        self._sift()

    def _heading(self, group: str) -> QWidget:
        self._headings[group] = made = label(GROUPS.get(group, Plain(group)), "field")
        made.setContentsMargins(0, 8, 0, 0)
        return made

    def _card(self, definition: Definition, blank: Recognised | None) -> FormCard:
        self.cards[definition.info.id] = card = FormCard(definition, blank)
        card.fill.clicked.connect(partial(self.choose, definition.info.id))
        card.blank.clicked.connect(partial(self._choose_blank, definition))
        card.portal.clicked.connect(partial(self.prepare, definition.info.id))
        return card

    def _link(self, paper: Elsewhere) -> QWidget:
        self.links.append(made := ElsewhereRow(paper, partial(self._go, paper)))
        return made

    def _go(self, paper: Elsewhere) -> None:
        """Where the paper is printed: at the client's when it is a client's."""
        if paper.of_client:
            self._with_client(partial(self._shell.open, paper.page), _("Whose paper is it?"))
        else:
            self._shell.open(paper.page)

    def _show_packs(self, packs: Sequence[PackDefinition]) -> None:
        clear(self._packs)
        self.packs = {}
        for pack in packs:
            self.packs[pack.info.id] = made = PackRow(pack)
            made.begin.clicked.connect(partial(self.choose, pack.info.id))
            self._packs.addWidget(made)

    def _sift(self) -> None:
        """Show only what is meant by what was typed."""
        typed = self.find_box.text()
        every: list[FormCard | PackRow | ElsewhereRow] = [*self.packs.values(), *self.cards.values(), *self.links]
        shown = [card for card in every if _sifted(card, typed)]
        groups = {card.group for card in shown}
        for group, heading in self._headings.items():
            heading.setVisible(group in groups)
        self.unknown.setVisible(bool(self.cards) and not shown)

    def _found(self) -> list[FormCard | ElsewhereRow]:
        every: list[FormCard | ElsewhereRow] = [*self.cards.values(), *self.links]
        return [card for card in every if not card.isHidden()]

    def _fill_first(self) -> None:
        if self.find_box.text() and (found := self._found()):
            found[0].fill.click()

    def _go_to_first(self) -> None:
        for card in self._found()[:1]:
            card.fill.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, form_id: str, _checked: bool = False) -> None:
        """Fill a form: for the client chosen already, else for one to choose now."""
        self._with_client(partial(self._shell.open, "form", form_id=form_id), _("Whose form is it?"))

    def _with_client(self, go: Callable[..., object], title: Text) -> None:
        """Go there for the client chosen already, else for one to choose now."""
        if self._person_id:
            go(person_id=self._person_id)
            return
        from cic_desktop.ui.clients.person_picker import PersonPicker

        def then(person: ClientLine) -> None:
            go(person_id=person.id)

        PersonPicker(self._shell, then, title=title).open()

    def prepare(self, form_id: str, _checked: bool = False) -> None:
        """What the portal wants, for the client chosen already or for nobody yet."""
        self._shell.open("mos", form_id=form_id, person_id=self._person_id)

    def keep_blank(self, definition: Definition, path: Path) -> None:
        """Keep a file as the office's blank; says what it is, or why it cannot be used."""
        then = partial(self._take_blank, definition)
        self._shell.ctx.side(lambda _tick: forms.read_blank(path), owner=self, then=then, failed=self._blank_refused)

    def _take_blank(self, definition: Definition, pdf: bytes) -> None:
        self._shell.ctx.do(
            lambda work: forms.keep_blank(work, definition, pdf),
            verb="keep a blank",
            owner=self,
            then=self._blank_kept,
            failed=self._blank_refused,
        )

    def _blank_refused(self, error: CicError) -> None:
        self._say("bad", error.text)

    def _say(self, tone: NoteTone, words: Text) -> None:
        """Above the list, where it is seen from any card."""
        self.banner.say(tone, words)
        self.verticalScrollBar().setValue(0)

    def _choose_blank(self, definition: Definition, _checked: bool = False) -> None:
        title = language.text(_("Choose the office's blank"))
        path, _filter = QFileDialog.getOpenFileName(self, title, "", "PDF (*.pdf)")
        if path:
            self.keep_blank(definition, Path(path))

    def _blank_kept(self, found: Recognised) -> None:
        words, tone = _TOLD[found.status]
        self._say("ok" if tone == "ok" else "warn", words)
        self.reload()

    def _show_filled(self, filled: Sequence[Listed]) -> None:
        clear(self._filled)
        self.rows = {}
        self._nothing.setVisible(not filled)
        for item in filled:
            if self.rows:
                self._filled.addWidget(line())
            self.rows[item.id] = self._row(item)
            self._filled.addWidget(self.rows[item.id])

    def _row(self, item: Listed) -> Row:
        moment = item.line.printed_at or item.line.filled_at
        meta = Joined((item.symbol, item.title, Day(clock.local(moment).date()), Plain(item.line.by)))
        name = Joined((Plain(item.line.name), Plain(item.line.case_number)))
        row = Row("form", "primary", name, meta, chip(*state_chip(item.line)), *self._buttons(item))
        language.bind(row, "setToolTip", Moment(moment))
        return row.opens(partial(open_path, self._shell, self.acts, item))

    def _buttons(self, item: Listed) -> tuple[QWidget, ...]:
        if item.line.state == "started":
            return (button(_("Go on with it"), "pencil", slot=partial(self.acts.go_on, item)),)
        again = tool_button("copy", _("Use these answers again"), partial(self.acts.again, item))
        return again, button(_("Open the PDF"), "eye", slot=partial(self.acts.open_pdf, item))


def _sifted(card: FormCard | PackRow | ElsewhereRow, typed: str) -> bool:
    """Show a card or not, by what was typed."""
    card.setVisible(meant := is_meant(card.words, typed))
    return meant


@dataclass(frozen=True)
class Shelf:
    """What the page shows, read in one go."""

    forms: tuple[tuple[Definition, Recognised | None], ...]
    packs: tuple[PackDefinition, ...]
    filled: tuple[Listed, ...]
    counts: dict[str, int]
    person: str = ""  # the name of the client chosen already
    faulty: tuple[Text, ...] = ()  # why forms of the catalogue cannot be used


def read_forms(read: Any, person_id: str = "") -> Shelf:
    """The catalogue by groups, each form with its blank; the packs; what was filled lately, for one client or all."""
    order = list(GROUPS)
    definitions = [it for info in forms.catalogue() if (it := _usable(info.id)) is not None]
    definitions.sort(key=lambda it: order.index(it.info.group) if it.info.group in order else len(order))
    return Shelf(
        tuple((it, forms.blank_state(read, it)) for it in definitions),
        tuple(forms.load_pack(pack_id) for pack_id in forms.pack_ids()),
        tuple(listed(forms.filled_forms(read, person_id, MOST))),
        forms.form_counts(read, person_id),
        clients.display_name(read, person_id) if person_id else "",
        tuple(forms.faulty()),
    )


def _usable(form_id: str) -> Definition | None:
    """A form; None when its file is faulty, which the page tells."""
    try:
        return forms.load(form_id)
    except CicError:
        return None
