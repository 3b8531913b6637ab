"""From the last look at a pack to paper: every form filled for good, all kept in one act, then printed one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.forms.packs.model import Member
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
        self.busy = False  # until all is kept: a second press is the same one
        self.ids: list[str] = []

    def start(self, _save_as: Path | None = None) -> None:
        """Fill every form beside the window; nothing is kept unless all of them could be filled."""
        self.busy = True
        answers, blanks = dict(self._interview.answers), tuple(self._interview.opening.blanks)
        makers = [(one, self._interview.filled(one)) for one in self._interview.pack.needed(answers)]
        then = partial(self._keep, answers, blanks)
        self._ctx.side(lambda _tick: _made(makers), owner=self, then=then, failed=self._refused)

    def show(self) -> None:
        """Nothing: each form of the pack is shown from its own row."""

    def _keep(self, answers: Answers, blanks: tuple[str, ...], made: Made) -> None:
        """Keep what was filled, with the answers it was filled from."""
        interview, language = self._interview, self._language
        client = interview.opening.client
        assert client is not None
        self.form = together([filled for _one, filled in made])
        person_id, started = client.id, interview.started(language)

        def keep(work: Any) -> list[str]:
            return forms.keep_pack(work, person_id, answers, made, started, blanks)

        self._ctx.do(keep, verb="keep a pack of forms", owner=self, then=self._was_kept, failed=self._refused)

    def _was_kept(self, ids: list[str]) -> None:
        self.ids, self.busy = ids, False
        self.kept.emit(ids)

    def _refused(self, error: CicError) -> None:
        self.busy = False
        self.refused.emit(error)


def _made(makers: list[tuple[Member, Callable[[], FilledForm]]]) -> Made:
    return [(one, make()) for one, make in makers]
