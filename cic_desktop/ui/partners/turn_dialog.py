"""Telling where to turn: partners chosen, the sheet seen and printed, the help recorded, all in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cic_desktop import assistance, clients, forms, partners
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers, Option
from cic_desktop.i18n import LANGUAGES, Joined, Plain, Text, _
from cic_desktop.ui.assistance.late_dialog import LateDialog
from cic_desktop.ui.assistance.person_finder import PersonFinder, person_words
from cic_desktop.ui.clients.dialog import cancel_button, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import PdfDialog, show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import box, button, hbox, muted, strong, tool_button, vbox
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.work import Read
    from cic_desktop.partners.rows import PartnerLine

__all__ = ["TurnDialog"]

_PARTNERS = "partner_ids"
_TITLE: Text = _("Where to turn")


class TurnDialog(LateDialog):
    """A client is found by name; left empty, it was somebody without a record. Printing records the help."""

    def __init__(
        self, shell: Shell, partner_ids: Sequence[str] = (), *, person_id: str = "", topic: str = "", spoken: str = ""
    ) -> None:
        super().__init__(shell, _TITLE, _("The sheet has no name on it. What is printed is recorded as help given."))
        self._start: Answers = {
            _PARTNERS: list(partner_ids), "topic": topic, "language": spoken if spoken in LANGUAGES else "uk",
            "given": ["address"], "place": "office", "minutes": "10", "signature": "list",
        }  # fmt: skip
        self._known: dict[str, PartnerLine] = {}
        self._person: ClientLine | None = None
        self._sitting_id = ""
        self.grid: FieldGrid | None = None
        self.preview: PdfDialog | None = None
        self._build()
        self.ctx.ask(lambda read: _look(read, person_id), owner=self, then=self._begin, failed=self._failed)

    def choose(self, person: ClientLine | None) -> None:
        """Whom it is told; None: somebody without a record."""
        self._person = person
        self._who.setVisible(person is not None)
        self._nobody.setVisible(person is None)
        language.bind(self._name, "setText", person_words(person) if person else "")
        if self.grid is not None:
            said = {"with_card": "yes" if person else "no"}
            self.grid.set_values(said | ({"language": person.language} if person and person.language else {}))
        self.fit()

    def show_sheet(self) -> None:
        """See the sheet; the help is recorded once it goes to paper."""
        if self.grid is None:
            return
        answers, person_id = self.grid.values(), self._person_id()

        def look(read: Read) -> bytes:
            values = assistance.signposts.telling(read, answers, person_id)
            return forms.print_turn(read, values[_PARTNERS].split(), values["language"])

        self.ctx.ask(look, owner=self, then=self._preview, failed=self._failed)

    def record(self) -> None:
        """Told without a sheet, or printed just now; only once."""
        if self.grid is None or self._sitting_id:
            return
        answers, person_id = self.grid.values(), self._person_id()
        self.ctx.do(
            lambda work: assistance.signposts.tell(work, answers, person_id),
            verb="tell where to turn", owner=self, then=self._recorded, failed=self._failed,
        )  # fmt: skip

    # --- inside -------------------------------------------------------------------------------------

    def _person_id(self) -> str:
        return self._person.id if self._person else ""

    def _preview(self, pdf: bytes) -> None:
        self.preview = show_pdf(self, pdf, _TITLE, "dokad-sie-zwrocic.pdf", lambda _how: self.record())
        self.preview.finished.connect(lambda _result: self._preview_closed())

    def _preview_closed(self) -> None:
        self.preview = None
        if self._sitting_id:
            self.accept()

    def _recorded(self, sitting_id: str) -> None:
        self._sitting_id, ctx = sitting_id, self.ctx

        def undo() -> None:
            ctx.do(lambda work: assistance.withdraw(work, sitting_id), verb="undo: tell where to turn", owner=ctx)

        self.shell.note(_("Recorded: told where to turn."), "ok", _("Undo"), undo)
        if self.preview is None:
            self.accept()

    def _begin(self, found: tuple[list[PartnerLine], ClientLine | None]) -> None:
        lines, person = found
        self._known = {line.id: line for line in lines}
        today = clock.today()
        offered = tuple(Option(line.id, line.title(today)) for line in lines)
        fields = (replace(field, options=offered) if field.name == _PARTNERS else field
                  for field in assistance.signposts.TELL)  # fmt: skip
        self.grid = FieldGrid(tuple(fields))
        self.grid.set_values(self._start)
        self.grid.edited.connect(lambda name: self._warn() if name == _PARTNERS else self.fit())
        self.show_questions(self.grid)
        self.choose(person)
        self._warn()
        self.finder.box.setFocus()

    def _warn(self) -> None:
        """An agreement that has ended does not forbid to send somebody there: one should ask first."""
        if self.grid is None:
            return
        chosen = self.grid.values().get(_PARTNERS) or []
        known = (self._known[code] for code in chosen if code in self._known)
        names = [Plain(line.name) for line in known if line.ended(clock.today())]
        if names:
            words = _("The agreement has ended: {names}. Ask them before you send somebody there.",
                      names=Joined(tuple(names), ", "))  # fmt: skip
            self.grid.boxes[_PARTNERS].show_problem(words, "warning")
        self.fit()

    def _failed(self, error: CicError) -> None:
        homeless = error.problems if isinstance(error, Invalid) else ()
        if self.grid is not None and homeless:
            homeless = tuple(self.grid.show_problems(replace(one, field=_own(one.field)) for one in homeless))
        if homeless or not isinstance(error, Invalid):
            self.banner.say("bad", homeless[0].text if homeless else error.text)
        self.fit()

    def _build(self) -> None:
        self.finder = PersonFinder(self.shell)
        self._name = strong("", wrap=True)
        self._who = box(hbox((self._name, 1), tool_button("x", _("Somebody else"), lambda: self.choose(None))))
        hint = muted(_("Leave empty for somebody without a record: the help is counted without a name."), wrap=True)
        self._nobody = box(vbox(self.finder, hint, spacing=6))
        self._who.hide()
        self.begin(self._nobody, self._who)
        self.finder.chosen.connect(self.choose)
        self.finder.resized.connect(self.fit)
        self.foot.addWidget(button(_("Record without a sheet"), slot=self.record))
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Show the sheet"), self.show_sheet, "printer"))


def _look(read: Read, person_id: str) -> tuple[list[PartnerLine], ClientLine | None]:
    found = clients.client_lines(read, [clients.living_id(read, person_id)]) if person_id else []
    return list(partners.directory(read, partners.Wanted()).lines), found[0] if found else None


def _own(name: str) -> str:
    """The dialog's question behind a problem of the only service (`0.topic`)."""
    return name.partition(".")[2] or name
