"""The preparation for MOS on one screen: the answers to copy at the left, everything to check at the right.

Nothing goes out from here: the advisor copies line by line into the portal, where the client signs.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cic_desktop import attachments, forms
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.forms import mos
from cic_desktop.forms.mos import MosCase
from cic_desktop.i18n import Joined, Plain, _
from cic_desktop.ui.forms.life import FormActs
from cic_desktop.ui.forms.life_words import Listed, listed
from cic_desktop.ui.forms.mos_files import FilesCard
from cic_desktop.ui.forms.mos_list import CopyList
from cic_desktop.ui.forms.mos_photo import PhotoCard
from cic_desktop.ui.forms.mos_side import DeadlineCard, KnowCard
from cic_desktop.ui.forms.mos_start import StartCard
from cic_desktop.ui.forms.print_card import ended_words
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, box, button, h1, hbox, muted, tool_button, vbox
from cic_desktop.ui.widgets.gradual import unseen

if TYPE_CHECKING:
    from cic_desktop.db.work import Work

_SHARES = (60, 40)  # of the width: answers, checks
_ONLY_THERE = _("filed only in MOS, signed by the client")


class MosPage(QWidget):
    """One worksheet, or only the rules when none is filled yet."""

    watches = ("filled_form", "person", "stay", "proceeding")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._wanted: dict[str, str] = {}
        self.case: MosCase | None = None
        self.title, self.subtitle = h1(""), muted("", wrap=True)
        self.banner = Banner()
        self.print_button = button(_("Print the worksheet"), "printer", slot=self.print_worksheet)
        self.bring_button = button(_("Print: bring this"), "list", slot=self.print_bring)
        self.submitted_button = button(_("It is submitted…"), "upload", slot=self.submit)
        self.acts = FormActs(shell, self, self._failed, self.reload)
        self.lines, self.know = CopyList(), KnowCard()
        self.deadline = DeadlineCard(self.edit, self.lines.show_missing)
        self.photo, self.files = PhotoCard(shell), FilesCard(shell)
        self.start = StartCard(self._choose_form, self._choose_client, self.edit)
        self._checks = QWidget()  # all that stands at the right
        self._build()
        self.photo.changed.connect(lambda: self.files.count_photo(self.photo.taken_bytes))
        self.photo.kept.connect(self._keep)
        self.files.kept.connect(self._keep)

    # --- arriving and leaving -----------------------------------------------------------------------

    def arrive(self, form_id: str = "", person_id: str = "", filled_id: str = "") -> None:
        """A filled worksheet, the newest of a person, or the rules of a form alone."""
        self._wanted = {"form_id": form_id, "person_id": person_id, "filled_id": filled_id}
        self.banner.hide()
        self.reload()

    def reload(self) -> None:
        wanted = self._wanted
        self._shell.ctx.ask(
            lambda read: mos.mos_case(read, **wanted),
            owner=self, then=self.show_case, failed=self._failed, latest="mos",
        )  # fmt: skip

    def show_case(self, case: MosCase) -> None:
        """Put a case on the screen; photo and files stay as long as it is the same person's."""
        before, self.case = self.case, case
        if words := ended_words(case.definition.info):
            self.banner.say("warn", words)
        if before == case:
            return
        client = case.client
        about = (Plain(client.name), Plain(client.case_number)) if client else ()
        language.bind(self.title, "setText", case.pack.title)
        language.bind(self.subtitle, "setText", Joined((*about, _ONLY_THERE)))
        with unseen(self._checks):
            if before is None or _whose(before) != _whose(case) or before.pack is not case.pack:
                may_keep = client is not None and self._shell.ctx.may(Right.EDIT_CLIENTS)
                self.side.verticalScrollBar().setValue(0)
                self.photo.start(case.pack, may_keep=may_keep)
                self.files.start(case.pack, may_keep=may_keep)
            self.deadline.show_case(case)
            self.know.show_case(case)
        self.lines.setVisible(bool(case.sections))
        self.start.setVisible(not case.sections)
        for made in (self.print_button, self.change):
            made.setVisible(bool(case.sections))
        self.submitted_button.setVisible(case.to_submit)
        self.lines.show_case(case)
        self.start.show_case(case)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the lock: the clipboard holds nothing of the client. A minimised window still does."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.lines.clip.clear()

    # --- doing --------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Answer the questions, or change the answers: the ordinary interview."""
        case = self.case
        if case is not None:
            person_id = case.client.id if case.client else ""
            filled = {"filled_id": case.filled_id} if case.filled_id else {}
            self._shell.open("form", form_id=case.pack.form, person_id=person_id, **filled)

    def print_worksheet(self) -> None:
        """The filled form as it is kept; one that is not finished yet with its draft mark."""
        case = self.case
        if case is None:
            return
        title, name = case.definition.info.title, f"{case.pack.form}.pdf"

        def show(pdf: bytes) -> None:
            show_pdf(self, pdf, title, name, self._worksheet_printed)

        def draw(_tick: object) -> bytes:
            return forms.fill(case.definition, case.answers, draft=True, ahead=case.ahead).pdf

        if case.has_pdf:
            kept = partial(forms.filled_pdf, filled_id=case.filled_id)
            self._shell.ctx.ask(kept, owner=self, then=show, failed=self._failed)
        else:
            self._shell.ctx.side(draw, owner=self, then=show, failed=self._failed)

    def print_bring(self) -> None:
        """The sheet for the client, in Polish and their language."""
        ctx, wanted = self._shell.ctx, self._wanted
        lang = "" if self.case and self.case.client else language.code

        def draw(_tick: object) -> bytes:
            with ctx.opened.database.read(ctx.actor) as read:
                return mos.bring_sheet(read, **wanted, lang=lang)

        def show(pdf: bytes) -> None:
            show_pdf(self, pdf, _("What to bring and prepare"), "MOS.pdf", self._bring_printed)

        ctx.side(draw, owner=self, then=show, failed=self._failed)

    def submit(self) -> None:
        """The client signed and sent it: the day, and the number of the receipt."""
        assert self.case is not None
        filled_id = self.case.filled_id

        def ask(found: list[Listed]) -> None:
            self.acts.ask_step(found[0], "submitted")

        self._shell.ctx.ask(
            lambda read: listed([forms.filled_form(read, filled_id)]), owner=self, then=ask, failed=self._failed
        )

    def _worksheet_printed(self, _how: str) -> None:
        if self.case is not None and self.case.has_pdf:
            filled_id = self.case.filled_id
            self._shell.ctx.do(lambda work: forms.mark_printed(work, filled_id), verb="print a form", owner=self)

    def _bring_printed(self, _how: str) -> None:
        client = self.case.client if self.case else None
        if client is not None:
            note = partial(_note_print, person_id=client.id)
            self._shell.ctx.do(note, verb="print a sheet", owner=self)

    def _keep(self, path: Path) -> None:
        """Keep a file with the client: asked what it is, as everywhere."""
        client = self.case.client if self.case else None
        if client is None:
            return
        from cic_desktop.ui.attachments.dialog import KeepDialog

        def ask(file: attachments.Checked) -> None:
            KeepDialog(self._shell, client.id, file, path.stem).open()

        self._shell.ctx.side(lambda _tick: attachments.read_file(path), owner=self, then=ask, failed=self._failed)

    def _choose_form(self, form_id: str) -> None:
        self._shell.open("mos", form_id=form_id, person_id=self._wanted.get("person_id", ""))

    def _choose_client(self) -> None:
        from cic_desktop.ui.clients.person_picker import PersonPicker

        form_id = self.case.pack.form if self.case else ""
        PersonPicker(self._shell, lambda person: self._shell.open("mos", form_id=form_id, person_id=person.id)).open()

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _copy_address(self) -> None:
        if self.case is not None:
            QGuiApplication.clipboard().setText(self.case.pack.portal)
            self._shell.note(_("Copied."))

    def _build(self) -> None:
        address = tool_button("link", _("Copy the address of the MOS portal"), self._copy_address)
        self.change = tool_button("pencil", _("Change answers"), self.edit)
        self.title.setWordWrap(True)
        words = box(vbox(self.title, self.subtitle, spacing=2))
        tools = (address, self.change, self.bring_button, self.print_button, self.submitted_button)
        head = hbox((words, 1), *tools, margins=(0, 0, 22, 0), spacing=10)
        side = self._checks
        side.setProperty("role", "page")
        vbox(self.deadline, self.photo, self.files, self.know, None, margins=(2, 0, 8, 12), spacing=14, parent=side)
        self.side = QScrollArea()
        self.side.setProperty("role", "page")
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidget(side)
        left = box(vbox((self.lines, 1), (self.start, 1), spacing=0))
        halves = hbox((left, _SHARES[0]), (self.side, _SHARES[1]), spacing=16)
        inside = vbox(head, self.banner, (halves, 1), margins=(28, 24, 6, 16), spacing=16, parent=self)
        inside.setStretch(2, 1)


def _whose(case: MosCase) -> str:
    return case.client.id if case.client else ""


def _note_print(work: Work, person_id: str) -> None:
    work.note("print", "person", person_id, "mos")
