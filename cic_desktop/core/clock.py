"""The only source of time. UTC inside, local time on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")
_frozen: datetime | None = None


def now() -> datetime:
    """This moment in UTC, to the millisecond (what the register stores)."""
    moment = _frozen or datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def local(moment: datetime) -> datetime:
    """The same moment as the wall clock in Poland shows it."""
    return moment.astimezone(WARSAW)


def today() -> date:
    """The day in Poland; a service entered at 23:30 belongs to that day, not to UTC's next one."""
    return local(now()).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock still (tests, the demo register, the tour)."""
    global _frozen
    before, _frozen = _frozen, moment.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before
