"""The centre's papers signed on the screen: one after the other, each by itself, before the advisor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cic_desktop import forms
from cic_desktop.core.errors import CicError
from cic_desktop.forms import papers
from cic_desktop.i18n import Joined, Text, _, ngettext
from cic_desktop.ui.forms.signature_pad import SignatureDialog
from cic_desktop.ui.forms.signing import ask_signature
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.work import Read, Work
    from cic_desktop.forms.page.strokes import Strokes

Drawn = list[tuple[str, bytes]]  # a paper and its PDF, nobody's signature in it yet


class PapersSigning(QObject):
    """`finished` fires when each of the papers is signed; whoever closes a dialog leaves those before it signed."""

    finished = Signal()
    refused = Signal(object)  # CicError

    def __init__(self, shell: Shell, window: QWidget, person: ClientLine, ids: Sequence[str]) -> None:
        super().__init__(window)
        self._shell, self._window, self._person, self._ids = shell, window, person, list(ids)
        self._titles: dict[str, Text] = {paper.id: paper.title for paper in papers.paper_list()}
        self._left: Drawn = []
        self._signed: list[str] = []
        self.asking: SignatureDialog | None = None

    def start(self, lang: str, project_id: str) -> None:
        """Draw each paper by itself, then ask for the first signature."""
        database, actor, person_id = self._shell.ctx.opened.database, self._shell.ctx.actor, self._person.id

        def draw(_tick: Any) -> Drawn:
            with database.read(actor) as read:
                return [(one, _drawn(read, person_id, one, lang, project_id)) for one in self._ids]

        self._shell.ctx.side(draw, owner=self, then=self._begin, failed=self.refused.emit)

    def _begin(self, drawn: Drawn) -> None:
        self._left = drawn
        self._next()

    def _next(self) -> None:
        if self._left:
            title = self._titles[self._left[0][0]]
            at = _("{n} of {count}", n=len(self._signed) + 1, count=len(self._ids))
            what = Joined((title, at)) if len(self._ids) > 1 else title
            self.asking = ask_signature(self._window, self._person.name, what, self._keep)
            return
        words = ngettext("{n} paper is signed.", "{n} papers are signed.", len(self._signed))
        self._shell.note(words, "ok", _("Undo"), self._undo)
        self.finished.emit()

    def _keep(self, strokes: Strokes, signer: str) -> None:
        person_id, (paper, pdf) = self._person.id, self._left[0]

        def keep(work: Work) -> str:
            return forms.sign_paper(work, person_id, paper, pdf, strokes, signer)

        self._shell.ctx.do(keep, verb="sign on the screen", owner=self, then=self._kept, failed=self._failed)

    def _kept(self, signature_id: str) -> None:
        self._signed.append(signature_id)
        self._left.pop(0)
        self._next()

    def _undo(self) -> None:
        made = list(self._signed)

        def retire(work: Work) -> None:
            for signature_id in made:
                forms.retire_signature(work, signature_id)

        self._shell.ctx.do(retire, verb="take a signature back", owner=self, failed=self._failed)

    def _failed(self, error: CicError) -> None:
        self.refused.emit(error)


def _drawn(read: Read, person_id: str, paper: str, lang: str, project_id: str) -> bytes:
    return papers.print_papers(read, person_id, [paper], lang, project_id)
