"""The cards of a pack: which forms there will be and why not others; and, once they are kept, each to be printed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from cic_desktop import forms
from cic_desktop.core.errors import CicError
from cic_desktop.forms.packs.model import Member
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.forms.batch_dialog import BatchDialog
from cic_desktop.ui.forms.life import FormActs
from cic_desktop.ui.forms.life_words import Listed, listed, state_chip
from cic_desktop.ui.forms.pack_interview import PackInterview
from cic_desktop.ui.forms.print_card import doubt_words, ended_words
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    Flow,
    IconTile,
    box,
    button,
    card_head,
    chip,
    clear,
    h2,
    hbox,
    line,
    muted,
    small,
    strong,
    vbox,
)


class PackCard(Card):
    """What will be printed, on what, and what turned out not to be needed."""

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.rows: dict[str, QWidget] = {}
        self._rows = vbox(spacing=6)
        self.long = Banner("warn")
        self.add(card_head(_("Forms of this pack")), self.long, self._rows)

    def show_pack(self, interview: PackInterview) -> None:
        """List the forms as the answers stand."""
        clear(self._rows)
        self.rows = {}
        pack, answers = interview.pack, interview.answers
        for one in pack.needed(answers):
            on_blank = one.id in interview.opening.blanks
            how = _("On the office's own blank") if on_blank else _("Drawn whole by this program")
            letters = one.letters_to(answers)
            words = _("The office's letters will go to: {who}", who=letters) if letters else how
            info = one.definition.info
            ended, doubt = ended_words(info), doubt_words(info)
            told = tuple(text for text in (ended or words, doubt) if text)
            self._add(one, Joined(told, "\n"), "warn" if ended else "primary")
        for one, why in pack.needless(answers):
            self._add(one, why, "info")

    def _add(self, one: Member, words: Text, tone: Tone) -> None:
        if self.rows:
            self._rows.addWidget(line())
        tile = IconTile({"warn": "alert", "info": "info"}.get(tone, "form"), tone, 32)
        told = box(vbox(strong(one.title, wrap=True), small(words, wrap=True), spacing=1))
        self.rows[one.id] = made = box(hbox(tile, (told, 1), spacing=12))
        self._rows.addWidget(made)


class PackDoneCard(Card):
    """The forms are kept: print all of them, or each by itself."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(spacing=14, margins=(28, 26, 28, 26))
        self._shell, self._person_id = shell, ""
        self._ids: list[str] = []
        self.rows: dict[str, Row] = {}
        self.banner = Banner()
        self.acts = FormActs(shell, self, self._failed, self.read)
        self.words = h2("", wrap=True)
        hint = muted(_("Each is kept as a form of its own, with its edition and its path to the office."), wrap=True)
        self.all = button(_("Print all"), "printer", "primary", self.print_all)
        record = button(_("Record as help"), "hand-heart", slot=self._record)
        self.proof = button(_("Proof for the client to sign"), "signature")
        client = button(_("Open the client's record"), "user", slot=self._open_client)
        buttons = QWidget()
        Flow(self.all, self.proof, record, client, gap=10, parent=buttons)
        self._rows = vbox(spacing=0)
        head = hbox(IconTile("check", "ok", 44), (vbox(self.words, hint, spacing=2), 1), spacing=16)
        self.add(head, self.banner, self._rows, buttons)

    def say(self, person_id: str, name: str, ids: list[str]) -> None:
        """Show the forms that were kept with a client."""
        self._person_id, self._ids = person_id, ids
        self.banner.hide()
        words = ngettext("{n} form is with {name} now.", "{n} forms are with {name} now.", len(ids), name=Plain(name))
        language.bind(self.words, "setText", words)
        self.read()
        self.show()

    def read(self) -> None:
        """Read their states again."""
        ids = list(self._ids)
        self._shell.ctx.ask(
            lambda read: listed([forms.filled_form(read, one) for one in ids]),
            owner=self, then=self._show, failed=self._failed, latest="pack",
        )  # fmt: skip

    def print_all(self) -> None:
        """All of them, one after the other."""
        ids, title = list(self._ids), _("Print forms together")
        BatchDialog(
            self._shell, title, lambda read, tick: forms.reprint(read, ids, tick), lambda _kept: self.read()
        ).open()

    def _show(self, found: list[Listed]) -> None:
        clear(self._rows)
        self.rows = {}
        for item in found:
            if self.rows:
                self._rows.addWidget(line())
            show = button(_("Print"), "printer", slot=partial(self.acts.open_pdf, item))
            title = Joined((item.symbol, item.title))
            edition = _("edition {edition}", edition=item.line.edition)
            self.rows[item.id] = Row("form", "primary", title, edition, chip(*state_chip(item.line)), show)
            self._rows.addWidget(self.rows[item.id])

    def _record(self) -> None:
        self._shell.open("sitting", person_ids=(self._person_id,), filled_ids=tuple(self._ids))

    def _open_client(self) -> None:
        self._shell.open("client", person_id=self._person_id, section="forms")

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
