"""One thread that does one job after another."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QThread

from cic_desktop.app.runner import Job


class Lane(QThread):
    """Does its jobs in turn and tells `answer` of each; one that `drains` finishes what waits when it is closed."""

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
