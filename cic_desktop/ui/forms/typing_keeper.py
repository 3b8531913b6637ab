"""What is typed in an interview: kept on this machine second by second, and in the register to go on from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.core.errors import CicError
from cic_desktop.ui.forms.interview import Interview, Opening

State = Callable[[], tuple[str, int, dict[str, Any]]]


class TypingKeeper(QObject):
    """The draft of one interview after another. `kept` tells the moment; a form changed after print gets a new one."""

    kept = Signal(object)  # datetime

    def __init__(self, ctx: AppContext, page: QObject, state: State) -> None:
        super().__init__(page)
        self._ctx, self._page, self._state = ctx, page, state
        self._keeper: DraftKeeper | None = None
        self._saving = False

    def touch(self, interview: Interview) -> None:
        """Something was typed."""
        if self._keeper is None:
            self.begin(interview.opening)
        assert self._keeper is not None
        self._keeper.touch(self._state)

    def begin(self, opening: Opening) -> None:
        person_id, edition = opening.wanted.person_id, opening.definition.info.edition
        self._keeper = DraftKeeper(self._ctx, opening.draft_name, person_id, edition, page=self._page)
        self._keeper.kept.connect(self.kept)

    def close(self) -> None:
        """Write the last typing and keep no more; what is on disk stays."""
        if self._keeper is not None:
            self._keeper.flush()
            self._keeper.close()
            self._keeper = None

    def drop(self) -> None:
        """It is printed, saved or thrown away: forget it."""
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper = None

    def save(self, interview: Interview, language: str, then: Callable[[str], None], failed: Callable[[CicError], None],
             ) -> None:  # fmt: skip
        """Keep the answers in the register. The draft stays until they are there, and when somebody was faster."""
        client = interview.opening.client
        assert client is not None
        if self._saving:  # a second press is the same one: it would keep the form twice
            return
        self._saving = True
        person_id, definition, answers = client.id, interview.definition, dict(interview.answers)
        started, keeper = interview.started(language), self._keeper

        def save(work: Any) -> str:
            return forms.save_started(work, person_id, definition, answers, started)

        def saved(row_id: str) -> None:
            self._saving = False
            if keeper is not None:
                keeper.saved()
                self._keeper = None
            then(row_id)

        def refused(error: CicError) -> None:
            self._saving = False
            failed(error)

        self._ctx.do(
            keeper.saving(save) if keeper is not None else save,
            verb="save a form for later",
            owner=self._page,
            then=saved,
            failed=refused,
        )
