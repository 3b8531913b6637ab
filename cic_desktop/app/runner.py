"""Lanes: named threads that run work one piece after another and answer on the window's thread."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import QObject, QThread, Signal, Slot

log = logging.getLogger(__name__)


@dataclass
class Job:
    """One piece of work and whom to tell. Of jobs with the same `latest` only the newest is answered."""

    work: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    latest: str = ""
    cancelled: bool = field(default=False)


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
        self._lanes: dict[str, _Lane] = {}
        self._newest: dict[str, Job] = {}
        self._open_jobs = 0
        self._stopped = False
        self._answer.connect(self._deliver)

    def submit(self, lane: str, job: Job) -> Job:
        if self._stopped:  # a window that is closing may still ask; nobody is there to hear the answer
            job.cancelled = True
            return job
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane, self._answer.emit, drains=lane == "write")
            self._lanes[lane].start()
        self._open_jobs += 1
        if job.latest:
            self._supersede(job)
        self._lanes[lane].put(job)
        return job

    def _supersede(self, job: Job) -> None:
        """The question asked before is stale, whether it waits, runs, or its answer is on the way."""
        before = self._newest.get(job.latest)
        if before is not None:
            before.cancelled = True
        self._newest[job.latest] = job

    @property
    def idle(self) -> bool:
        """Whether nothing runs, waits, or is about to be answered."""
        return self._open_jobs == 0

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


class _Lane(QThread):
    def __init__(self, name: str, answer: Callable[[Job, Any, BaseException | None], None], *, drains: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self._drains = drains
        self._jobs: deque[Job] = deque()
        self._wake = threading.Condition()
        self._answer = answer
        self._open = True

    def put(self, job: Job) -> None:
        with self._wake:
            self._jobs.append(job)
            self._wake.notify()

    def close(self) -> None:
        with self._wake:
            self._open = False
            self._wake.notify()

    def run(self) -> None:
        while True:
            with self._wake:
                while self._open and not self._jobs:
                    self._wake.wait()
                if not self._open and not (self._drains and self._jobs):
                    return
                job = self._jobs.popleft()
            if job.cancelled:
                self._answer(job, None, None)
            else:
                self._do(job)
            del job  # while the lane waits it keeps neither a page nor a password alive

    def _do(self, job: Job) -> None:
        try:
            result = job.work()
        except BaseException as error:  # the lane must go on; whoever asked is told
            self._answer(job, None, error)
        else:
            self._answer(job, result, None)
