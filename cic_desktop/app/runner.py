"""Lanes: named threads that run work one piece after another and answer on the window's thread."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from cic_desktop.app.lane import Lane

# Seconds until a lane that computes lets the window have Python. Painting a page calls into Python hundreds of times
# and may wait as often: at Python's own 5 ms that was 0.2 s beside two busy lanes. They lose about a tenth by it.
_HANDOVER = 0.0001
# Looking through all objects for garbage stops the window for 0.1 s; what is young is looked through as often as ever.
_SELDOM = 200


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


class Runner(Protocol):
    """How jobs are run: on lanes in the program, at once in tests of pages."""

    def submit(self, lane: str, job: Job) -> Job: ...

    def stop(self) -> None: ...


class InlineRunner:
    """Runs each job at once: page tests are synchronous."""

    def submit(self, lane: str, job: Job) -> Job:
        try:
            result = job.work()
        except BaseException as error:  # told to whoever asked, like on a lane
            job.failed(error)
        else:
            job.then(result)
        return job

    def stop(self) -> None:
        pass


class LaneRunner(QObject):
    """One thread per lane (`read`, `write`, `side`); answers arrive through the window's event loop."""

    _answer = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        sys.setswitchinterval(_HANDOVER)
        gc.set_threshold(*gc.get_threshold()[:2], _SELDOM)
        self._lanes: dict[str, Lane] = {}
        self._newest: dict[str, Job] = {}
        self._open_jobs = 0
        self._stopped = False
        self._answer.connect(self._deliver)

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

        lane = Lane(name, self._answer.emit, drains=name == "write")
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

    @Slot(object, object, object)
    def _deliver(self, job: Job, result: Any, error: BaseException | None) -> None:
        self._open_jobs -= 1
        if self._newest.get(job.latest) is job:
            del self._newest[job.latest]
        if job.cancelled or self._stopped:
            return
        if error is not None:
            job.failed(error)
        else:
            job.then(result)
