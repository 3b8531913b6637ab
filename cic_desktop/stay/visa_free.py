"""The calculator of 90 days in any 180 (Schengen Borders Code art. 6 (1)).

A visit is (entered, left); `left` is None while the person is still here. The days of entry and of exit both count,
a day of two visits counts once. Window and allowance come from the rules of law, in days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Balance", "Visit", "balance", "days_used", "last_day"]

Visit = tuple[date, date | None]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Balance:
    """How a day stands: days used in its window, days left, and the last day one may be here without a break.

    `last_day` is None when not even this day is allowed; `next_entry` then is the first day that is.
    """

    day: date
    used: int
    left: int
    last_day: date | None
    next_entry: date | None
    inside: bool  # still here: a visit without an end


def balance(visits: Iterable[Visit], day: date, allowed: int = 90, window: int = 180) -> Balance:
    """Where the person stands on a day, counting the day itself only when they are here."""
    known = [visit for visit in visits if visit[0] <= day]
    closed = _merged([(start, min(end or day, day)) for start, end in known])
    used = _used(closed, day, window)
    last = _last_day(closed, day, allowed, window)
    inside = any(end is None or end >= day for _start, end in known)
    entry = None if last else _next_entry(closed, day, allowed, window)
    return Balance(day, used, max(allowed - used, 0), last, entry, inside)


def days_used(visits: Iterable[Visit], day: date, window: int = 180) -> int:
    """Days of presence among the `window` days that end with `day`."""
    return _used(_merged([(start, min(end or day, day)) for start, end in visits if start <= day]), day, window)


def last_day(visits: Iterable[Visit], day: date, allowed: int = 90, window: int = 180) -> date:
    """The last allowed day of somebody who stays on: ahead, or behind when the days are used up already."""
    known = list(visits)
    ahead = balance(known, day, allowed, window).last_day
    while ahead is None:
        day -= _DAY
        ahead = day if days_used(known, day, window) <= allowed else None
    return ahead


def _merged(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans in order, without overlaps: a day counts once however often it was written down."""
    merged: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + _DAY:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _used(spans: Sequence[tuple[date, date]], day: date, window: int) -> int:
    first = day - timedelta(days=window - 1)
    overlaps = ((min(end, day) - max(start, first)).days + 1 for start, end in spans)
    return sum(days for days in overlaps if days > 0)


def _last_day(spans: list[tuple[date, date]], day: date, allowed: int, window: int) -> date | None:
    """The last day of a stay without a break from `day` on; old days leave the window while it lasts."""
    here, last = day, None
    for _number in range(allowed):
        if _used(_merged([*spans, (day, here)]), here, window) > allowed:
            break
        last, here = here, here + _DAY
    return last


def _next_entry(spans: list[tuple[date, date]], day: date, allowed: int, window: int) -> date:
    """The first later day on which a new visit may begin, if the person leaves today."""
    entry = day + _DAY
    while _used(_merged([*spans, (entry, entry)]), entry, window) > allowed:
        entry += _DAY
    return entry
