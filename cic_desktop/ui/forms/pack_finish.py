"""From the last look at a pack to paper: every form filled for good, all kept in one act, then printed one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.forms.packs import Member
from cic_desktop.forms.pdf import FilledForm
from cic_desktop.ui.forms.pack_interview import PackInterview, together

Made = list[tuple[Member, FilledForm]]


class PackFinish(QObject):
    """A pack on its way out. `kept` tells the ids of its forms, in their order."""

    kept = Signal(object)  # list of ids
    refused = Signal(object)  # CicError

    def __init__(self, ctx: AppContext, window: QObject, interview: PackInterview, language: str) -> None:
        super().__init__(window)
        self._ctx, self._interview, self._language = ctx, interview, language
        self.form: FilledForm | None = None
        self.ids: list[str] = []

    def start(self, _save_as: Path | None = None) -> None:
        """Fill every form beside the window; nothing is kept unless all of them could be filled."""
        wanted = self._interview.pack.needed(self._interview.answers)
        makers = [(one, self._interview.filled(one)) for one in wanted]
        self._ctx.side(lambda _tick: _made(makers), owner=self, then=self._keep, failed=self.refused.emit)

    def show(self) -> None:
        """Nothing: each form of the pack is shown from its own row."""

    def _keep(self, made: Made) -> None:
        interview, language = self._interview, self._language
        client = interview.opening.client
        assert client is not None
        self.form = together([filled for _one, filled in made])
        person_id, answers, started = client.id, dict(interview.answers), interview.started(language)
        blanks = tuple(interview.opening.blanks)

        def keep(work: Any) -> list[str]:
            return forms.keep_pack(work, person_id, answers, made, started, blanks)

        self._ctx.do(keep, verb="keep a pack of forms", owner=self, then=self._was_kept, failed=self._refused)

    def _was_kept(self, ids: list[str]) -> None:
        self.ids = ids
        self.kept.emit(ids)

    def _refused(self, error: CicError) -> None:
        self.refused.emit(error)


def _made(makers: list[tuple[Member, Callable[[], FilledForm]]]) -> Made:
    return [(one, make()) for one, make in makers]
