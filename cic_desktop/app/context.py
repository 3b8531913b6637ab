"""What every page works with: `ask` reads, `do` changes, `changed` tells what was changed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from cic_desktop.app.runner import Job, Runner
from cic_desktop.app.settings import Settings
from cic_desktop.core.errors import Cancelled, CicError, described
from cic_desktop.core.rights import Right, allowed
from cic_desktop.i18n import _

if TYPE_CHECKING:
    from cic_desktop.db.work import Read, Work
    from cic_desktop.startup import Opened

T = TypeVar("T")
Tick = Callable[[float], None]
log = logging.getLogger(__name__)


class Unexpected(CicError):
    """A fault of the program: said plainly, its place (never its data) is in the log."""

    def __init__(self) -> None:
        super().__init__(
            _("Something went wrong in the program. Check whether the last step was saved, then try again.")
        )


class Task(QObject):
    """A long task on the side lane: its progress, and a way to stop it."""

    progress = Signal(float)  # 0..1
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.over = False
        self._stop = False
        self.finished.connect(self._end)

    def _end(self) -> None:
        self.over = True

    def cancel(self) -> None:
        self._stop = True

    def tick(self, share: float) -> None:
        """Called by the work; raises Cancelled when the user stopped it."""
        if self._stop:
            raise Cancelled()
        self.progress.emit(share)


class AppContext(QObject):
    """One open register and its user. Results come back on the window's thread, never to a dead owner."""

    changed = Signal(object)  # db.Changes
    trouble = Signal(object)  # CicError nobody else handles

    def __init__(self, opened: Opened, runner: Runner, settings: Settings) -> None:
        super().__init__()
        self.opened, self.settings = opened, settings
        self._runner = runner
        self._tasks: set[Task] = set()  # running on the side lane
        self.keepers: set[Any] = set()  # drafts being typed (`app.drafts`)

    def flush_drafts(self) -> None:
        """Write every draft's last typing now: before a lock, before closing."""
        for keeper in list(self.keepers):
            keeper.flush()

    @property
    def actor(self) -> Any:
        return self.opened.actor

    def may(self, right: Right) -> bool:
        """Whether to offer something; the services decide."""
        return allowed(self.opened.actor.role, right)

    def ask(
        self,
        look: Callable[[Read], T],
        *,
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[CicError], None] | None = None,
        latest: str = "",
        lane: str = "read",
    ) -> Job:
        """Read beside the window. `latest` names a question of which only the newest matters.

        What may take seconds in a large register is asked on the lane `long`, so that the find box need not wait.
        """

        def work() -> T:
            with self.opened.database.read(self.actor) as read:
                return look(read)

        name = f"{id(owner)}:{latest}" if latest else ""
        return self._submit(lane, work, owner, then, failed, name)

    def do(
        self,
        change: Callable[[Work], T],
        *,
        verb: str,
        owner: QObject,
        then: Callable[[T], None] | None = None,
        failed: Callable[[CicError], None] | None = None,
    ) -> Job:
        """Change the register on the write lane: one act, named by a verb (`register a client`)."""

        def work() -> tuple[T, Any]:
            with self.opened.database.write(self.actor, verb) as unit:
                result = change(unit)
            return result, unit.changes

        def after(answer: tuple[T, Any]) -> None:
            result, changes = answer
            try:
                if then and isValid(owner):
                    then(result)
            finally:  # whatever a page makes of it, the register was changed
                if changes:
                    self.changed.emit(changes)

        def refused(error: CicError) -> None:
            if failed and isValid(owner):
                failed(error)
            else:
                self.trouble.emit(error)

        return self._submit("write", work, self, after, refused)

    def side(
        self,
        work: Callable[[Tick], T],
        *,
        owner: QObject,
        then: Callable[[T], None],
        failed: Callable[[CicError], None] | None = None,
        lane: str = "side",
    ) -> Task:
        """Work beside the window with progress and cancel; it opens its own read.

        What takes seconds (a report, a bundle, a backup) goes on the lane `long`, so that previews need not wait.
        """
        task = Task()
        self._tasks.add(task)

        def done() -> None:
            self._tasks.discard(task)
            task.finished.emit()

        self._submit(lane, lambda: work(task.tick), owner, then, failed, done=done)
        return task

    def stop(self) -> None:
        """Stop long tasks, let the lanes finish and close the register."""
        for task in self._tasks:
            task.cancel()
        self._runner.stop()
        self.opened.close()

    def _submit(
        self,
        lane: str,
        work: Callable[[], Any],
        owner: QObject,
        then: Callable[[Any], None],
        failed: Callable[[CicError], None] | None,
        latest: str = "",
        done: Callable[[], None] | None = None,
    ) -> Job:
        def told(result: Any) -> None:
            if done:
                done()
            if isValid(owner):
                then(result)

        def refused(error: BaseException) -> None:
            if done:
                done()
            known = expected(error)
            if isValid(owner) and failed:
                failed(known)
            elif not isinstance(known, Cancelled):
                self.trouble.emit(known)

        return self._runner.submit(lane, Job(work, told, refused, latest))


def expected(error: BaseException) -> CicError:
    """The error as the user may read it; an unexpected one goes to the log without its message."""
    if isinstance(error, CicError):
        return error
    log.error("fault: %s", described(error))
    return Unexpected()
