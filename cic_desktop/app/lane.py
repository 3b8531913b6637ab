"""One thread that does one job after another."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QThread

from cic_desktop.app.runner import Job

# How far a lane steps back behind the window. Only where whoever steps back still gets a share of a busy processor:
# elsewhere a lane could be kept waiting while it holds Python, and the window with it.
_NICE = 5


class Lane(QThread):
    """Does its jobs in turn and says `told` after each; one that `drains` finishes what waits when it is closed.

    A job holds the page that asked, and a page must go on the window's thread. So the lane keeps nothing of a job it
    has given back: `collect` hands out the done ones only when that is so.
    """

    def __init__(self, name: str, told: Callable[[], None], *, drains: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self._drains = drains
        self._jobs: deque[Job] = deque()
        self._done: deque[Job] = deque()
        self._wake = threading.Condition()
        self._giving_back = threading.Lock()
        self._told = told
        self._open = True

    def put(self, job: Job) -> None:
        with self._wake:
            self._jobs.append(job)
            self._wake.notify()

    def collect(self) -> Job | None:
        """The oldest job that is done and not collected yet."""
        with self._giving_back:
            return self._done.popleft() if self._done else None

    def close(self) -> None:
        with self._wake:
            self._open = False
            self._wake.notify()

    def run(self) -> None:
        if sys.platform == "linux":
            with suppress(OSError):  # a sandbox may forbid it
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        while (job := self._next()) is not None:
            if not job.cancelled:
                job.do()
            with self._giving_back:
                self._done.append(job)
                del job
            self._told()

    def _next(self) -> Job | None:
        """The job whose turn it is, waited for; None when the lane is closed."""
        with self._wake:
            while self._open and not self._jobs:
                self._wake.wait()
            if not self._open and not (self._drains and self._jobs):
                return None
            return self._jobs.popleft()
