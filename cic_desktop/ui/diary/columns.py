"""What the calendar's grid shows, worked out before anything is painted: its columns, its hours, its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop.diary.slots import Span, lanes, minute_of, united
from cic_desktop.i18n import Day, Plain, Text, Weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cic_desktop.diary.rows import AgendaLine, HoursLine, Week

__all__ = ["Block", "Column", "Grid", "day_grid", "week_grid"]

_FIRST, _LAST = 8 * 60, 17 * 60  # shown at least, minutes of the day
_WORKDAYS = 5


@dataclass(frozen=True)
class Column:
    """A day, or a colleague's day: its heading, its working hours, the holiday it is."""

    head: Text
    sub: Text
    day: date
    account_id: str = ""
    hours: tuple[Span, ...] = ()
    holiday: Text | None = None


@dataclass(frozen=True)
class Block:
    """An appointment in its column; what overlaps shares the width in lanes."""

    line: AgendaLine
    column: int
    lane: int
    lanes: int


@dataclass(frozen=True)
class Grid:
    """Columns and blocks from minute `first` to minute `last` of the day."""

    columns: tuple[Column, ...] = ()
    blocks: tuple[Block, ...] = ()
    first: int = _FIRST
    last: int = _LAST

    def at(self, column: int, span: Span) -> Block | None:
        """The block of a column that lies under a time, the one that starts latest first."""
        met = [
            block
            for block in self.blocks
            if block.column == column and Span(block.line.start, block.line.end).meets(span)
        ]
        return max(met, key=lambda block: (block.line.start, -block.lane), default=None)


def week_grid(week: Week) -> Grid:
    """A column a day; Saturday and Sunday only when somebody works or is expected."""
    used = {line.day for line in week.lines} | {day for day in week.days for line in week.hours if line.holds_on(day)}
    days = [day for number, day in enumerate(week.days) if number < _WORKDAYS or day in used]
    columns = [
        Column(Weekday(day.weekday()), Day(day, "short"), day, "", _hours(week.hours, day), week.free_days.get(day))
        for day in days
    ]
    return _grid(columns, [(days.index(line.day), line) for line in week.lines])


def day_grid(week: Week, day: date) -> Grid:
    """A column for each colleague who has office hours or appointments on the day, by name."""
    names = {line.account_id: line.advisor for line in week.hours if line.holds_on(day)}
    lines = [line for line in week.lines if line.day == day]
    names |= {line.account_id: line.advisor for line in lines}
    accounts = sorted(names, key=lambda account: names[account].casefold())
    columns = [
        Column(
            Plain(names[account]), Plain(""), day, account,
            _hours([line for line in week.hours if line.account_id == account], day), week.free_days.get(day),
        )
        for account in accounts
    ]  # fmt: skip
    if not columns:
        columns = [Column(Weekday(day.weekday()), Day(day, "short"), day, "", (), week.free_days.get(day))]
    return _grid(columns, [(accounts.index(line.account_id), line) for line in lines])


def _hours(hours: Sequence[HoursLine], day: date) -> tuple[Span, ...]:
    held = (line for line in hours if line.holds_on(day))
    return tuple(united(Span(minute_of(line.starts_at), minute_of(line.ends_at)) for line in held))


def _grid(columns: list[Column], placed: list[tuple[int, AgendaLine]]) -> Grid:
    blocks: list[Block] = []
    for number in range(len(columns)):
        lines = [line for column, line in placed if column == number]
        shares = lanes([Span(line.start, line.end) for line in lines])
        blocks += [Block(line, number, *share) for line, share in zip(lines, shares, strict=True)]
    spans = [span for column in columns for span in column.hours]
    first = min([_FIRST, *(span.start for span in spans), *(block.line.start for block in blocks)])
    last = max([_LAST, *(span.end for span in spans), *(block.line.end for block in blocks)])
    return Grid(tuple(columns), tuple(blocks), first // 60 * 60, min(-(-last // 60) * 60, 24 * 60))
