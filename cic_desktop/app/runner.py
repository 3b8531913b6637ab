"""Lanes: named threads that run work one piece after another and answer on the window's thread."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from cic_desktop.app.sweeper import Sweeper

if TYPE_CHECKING:
    from cic_desktop.app.lane import Lane

# Seconds until a lane that computes lets the window have Python. Painting a page calls into Python hundreds of times
# and may wait as often: at Python's own 5 ms that was 0.2 s beside two busy lanes. They lose about a tenth by it.
_HANDOVER = 0.00002


class Job:
    """One piece of work and whom to tell. Of jobs with the same `latest` only the newest is answered."""

    def __init__(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        latest: str = "",
    ) -> None:
        self.work, self.then, self.failed, self.latest = work, then, failed, latest
        self.cancelled = False
        self._result: Any = None
        self._error: BaseException | None = None

    def do(self) -> None:
        """Do the work, on whatever thread; what came of it is kept for `answer`."""
        try:
            self._result = self.work()
        except BaseException as error:  # the lane must go on; whoever asked is told
            self._error = error

    def answer(self) -> None:
        """Tell whoever asked, on the window's thread."""
        error, self._error = self._error, None  # its traceback holds the job: together they would never go
        if error is not None:
            self.failed(error)
        else:
            self.then(self._result)


class Runner(Protocol):
    """How jobs are run: on lanes in the program, at once in tests of pages."""

    def submit(self, lane: str, job: Job) -> Job: ...

    def stop(self) -> None: ...


class InlineRunner:
    """Runs each job at once: page tests are synchronous."""

    def submit(self, lane: str, job: Job) -> Job:
        job.do()
        job.answer()
        return job

    def stop(self) -> None:
        pass


class LaneRunner(QObject):
    """One thread per lane (`read`, `write`, `side`, `long`); answers arrive through the window's event loop."""

    _told = Signal(str)  # the lane that has finished a job

    def __init__(self) -> None:
        super().__init__()
        sys.setswitchinterval(_HANDOVER)
        self._lanes: dict[str, Lane] = {}
        self._newest: dict[str, Job] = {}
        self._open_jobs = 0
        self._stopped = False
        self._sweeper = Sweeper(self, lambda: self.idle)
        self._told.connect(self._deliver)

    def submit(self, lane: str, job: Job) -> Job:
        if self._stopped:  # a window that is closing may still ask; nobody is there to hear the answer
            job.cancelled = True
            return job
        if lane not in self._lanes:
            self._lanes[lane] = self._start(lane)
        self._open_jobs += 1
        if job.latest:
            self._supersede(job)
        self._lanes[lane].put(job)
        return job

    def _start(self, name: str) -> Lane:
        from cic_desktop.app.lane import Lane  # with the first job: the first window has none

        lane = Lane(name, partial(self._told.emit, name), drains=name == "write")
        lane.start()
        return lane

    def _supersede(self, job: Job) -> None:
        """The question asked before is stale, whether it waits, runs, or its answer is on the way."""
        before = self._newest.get(job.latest)
        if before is not None:
            before.cancelled = True
        self._newest[job.latest] = job

    @property
    def idle(self) -> bool:
        """Whether nothing runs, waits, or is about to be answered."""
        return self._stopped or self._open_jobs == 0  # what was dropped at the stop is never answered

    def stop(self) -> None:
        """Finish what is running; what waits to be written is written, other waiting work is dropped.

        Nobody is answered any more.
        """
        self._stopped = True
        for lane in self._lanes.values():
            lane.close()
        for lane in self._lanes.values():
            lane.wait()  # without a limit: a thread cut off while it writes would take the program down with it
        self._lanes.clear()
        self._sweeper.stop()

    @Slot(str)
    def _deliver(self, name: str) -> None:
        job = self._lanes[name].collect() if name in self._lanes else None
        if job is None:
            return
        self._open_jobs -= 1
        if self._newest.get(job.latest) is job:
            del self._newest[job.latest]
        if not job.cancelled:
            job.answer()
