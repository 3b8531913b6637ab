"""Time without a calendar: minutes of a day, what overlaps, what is free. No register, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["DAY_LONG", "Span", "clock_time", "free_slots", "lanes", "minute_of", "united"]


DAY_LONG = 24 * 60


@dataclass(frozen=True, order=True)
class Span:
    """From minute `start` up to, not including, minute `end` of a day."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """An overlap; touching is none."""
        return self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        return f"{clock_time(self.start)}–{clock_time(self.end)}"


def minute_of(clock_time: str) -> int:
    """Minutes since midnight of HH:MM."""
    return int(clock_time[:2]) * 60 + int(clock_time[3:])


def clock_time(minute: int) -> str:
    """HH:MM of a minute of the day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def united(spans: Iterable[Span]) -> list[Span]:
    """The same minutes as few spans in their order; spans that touch become one."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def free_slots(hours: Span, step: int, minutes: int, taken: Iterable[Span]) -> Iterator[int]:
    """Minutes at which a meeting of so many minutes could start within the hours, `step` apart.

    After something taken the slots go on from its end, so that an odd appointment does not waste the hour.
    """
    step, busy, at = max(step, 5), united(taken), hours.start
    while at + minutes <= hours.end:
        meeting = Span(at, at + minutes)
        met = next((span for span in busy if span.meets(meeting)), None)
        if met is None:
            yield at
            at += step
        else:
            at = max(met.end, at + 1)


def lanes(spans: list[Span]) -> list[tuple[int, int]]:
    """For each span its lane and how many lanes its group takes, so that what overlaps stands side by side."""
    order = sorted(range(len(spans)), key=lambda n: (spans[n].start, -spans[n].end, n))
    placed: dict[int, tuple[int, int]] = {}
    group: list[tuple[int, int]] = []  # index, lane
    ends: list[int] = []  # of the group's lanes
    for n in order:
        if ends and spans[n].start >= max(ends):
            placed |= {index: (lane, len(ends)) for index, lane in group}
            group, ends = [], []
        lane = next((at for at, end in enumerate(ends) if end <= spans[n].start), len(ends))
        ends[lane : lane + 1] = [spans[n].end]
        group.append((n, lane))
    placed |= {index: (lane, len(ends)) for index, lane in group}
    return [placed[n] for n in range(len(spans))]
