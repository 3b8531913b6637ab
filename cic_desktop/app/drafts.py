"""Keeps a wizard's typing as a draft: less than half a second after a key, and before every lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from cic_desktop import clients, db
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError

T = TypeVar("T")
_PAUSE = 400  # milliseconds after the first unkept key; with the write itself well below a second


class DraftKeeper(QObject):
    """One wizard's draft. `touch` on every edit; `flush` before a lock; `drop` once it is saved.

    It ends with the `page` whose typing it keeps.
    """

    kept = Signal(object)  # datetime of the newest state on disk

    def __init__(
        self, ctx: AppContext, what: str, person_id: str = "", edition: str = "", page: QObject | None = None
    ) -> None:
        super().__init__()
        self._ctx = ctx
        self._what, self._person_id, self._edition = what, person_id, edition
        self._state: Callable[[], tuple[str, int, dict[str, Any]]] | None = None
        self._open = True
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.flush)
        ctx.keepers.add(self)
        if page is not None:
            page.destroyed.connect(self._abandon)

    @property
    def _blank(self) -> Any:
        return db.DraftNote(self._what, self._person_id, self._edition)

    def load(self, owner: QObject, then: Callable[[Any], None]) -> None:
        """Give the draft kept earlier (a `db.DraftNote`) or None."""
        blank = self._blank
        # On the write lane: behind the last typing of a page that was closed a moment ago.
        self._ctx.do(lambda work: db.load_draft(work, blank), verb="load a draft", owner=owner, then=then)

    def touch(self, state: Callable[[], tuple[str, int, dict[str, Any]]]) -> None:
        """Typing happened; `state` gives title, step and raw answers when the pause comes."""
        self._state = state
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write what was typed since the last time, now."""
        self._timer.stop()
        if self._state is None or not self._open:
            return
        title, step, answers = typed = self._state()
        self._state = None
        note = db.DraftNote(self._what, self._person_id, self._edition, title, step, answers)

        def keep(work: Any) -> Any:
            db.keep_draft(work, _at_home(work, note))
            return work.now

        def not_kept(error: CicError) -> None:
            if self._state is None:  # nothing newer: the next flush tries this again
                self._state = lambda: typed
            self._ctx.trouble.emit(error)

        self._ctx.do(keep, verb="keep a draft", owner=self, then=self.kept.emit, failed=not_kept)

    def saving(self, change: Callable[[Any], T]) -> Callable[[Any], T]:
        """`change` and forgetting the draft as one act: no crash leaves the draft of what was saved.

        Call `saved` when it is done; until then the draft is on disk.
        """
        self.flush()
        blank = self._blank

        def act(work: Any) -> T:
            result = change(work)
            db.drop_draft(work, _at_home(work, blank))
            return result

        return act

    def saved(self) -> None:
        """What was typed is in the register: keep no more."""
        self._state = None
        self._abandon()

    def drop(self) -> None:
        """Forget the draft: it was saved, or thrown away on purpose."""
        self._state = None
        self.close()
        blank = self._blank
        self._ctx.do(lambda work: db.drop_draft(work, _at_home(work, blank)), verb="drop a draft", owner=self._ctx)

    def close(self) -> None:
        """Write the last typing and keep no more; what is on disk stays."""
        self.flush()
        self._abandon()

    def _abandon(self) -> None:
        """Keep no more; a page that is gone can no longer be read."""
        self._timer.stop()
        self._open = False
        self._ctx.keepers.discard(self)


def _at_home(work: Any, note: Any) -> Any:
    """Where a draft lies: a merge takes it along to the record kept, except an intake, which waits for its undoing."""
    if note.what == "intake" or not note.person_id or db.load_draft(work, note):
        return note
    return replace(note, person_id=clients.living_id(work, note.person_id))
