"""The month at a glance: the numbers, how they divide, what went before.

The month's rows are read once, as columns; every number and every table is counted from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.reports.indicators import CUTS, INDICATORS, TABLES, Cut, Help, Indicator, Period, cut, indicator
from cic_desktop.reports.indicators.cuts import TOPIC
from cic_desktop.reports.lists import COURSE_KIND, FROM_HELP, help_days, named_days

__all__ = [
    "Figure", "Line", "MonthSummary", "Table", "TopicLine",
    "change", "load_help", "month", "month_json", "stacked_topics",
]  # fmt: skip

MONTHS = 8  # of the series, this one included
_STACKED = 5  # topics with a colour of their own; the rest are one part


@dataclass(frozen=True)
class Figure:
    """One number of the month and of the month before; minutes where its unit says so."""

    code: str
    value: int
    before: int


@dataclass(frozen=True)
class Line:
    """One category of a table; `values` are those of the table's columns."""

    code: str
    name: Text
    values: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """How numbers divide: the cut's code, a column per indicator, a line per category."""

    code: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    def values(self, column: str) -> dict[str, int]:
        """The numbers of one column by category."""
        place = self.columns.index(column)
        return {line.code: line.values[place] for line in self.lines}


@dataclass(frozen=True)
class TopicLine:
    """Services of a topic in each month of the series, the oldest first."""

    code: str
    name: Text
    values: tuple[int, ...]


@dataclass(frozen=True)
class MonthSummary:
    """The month. `topics` covers `months`, the last of which is this one; the greatest topic first."""

    month: Month
    account_id: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    months: tuple[Month, ...]
    topics: tuple[TopicLine, ...]

    def figure(self, code: str) -> Figure:
        return next(figure for figure in self.figures if figure.code == code)

    def table(self, code: str) -> Table:
        return next(table for table in self.tables if table.code == code)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was done."""
        return not any(figure.value for figure in self.figures)


def month(read: Read, of: Month, account_id: str = "") -> MonthSummary:
    """The summary of a month, of one advisor's work where an account is named. Raises NotAllowed."""
    read.require(Right.READ_REPORTS)
    help_given = load_help(read, Period.of(of, account_id))
    now = _totals(read, Period.of(of, account_id), help_given)
    earlier = Period.of(of.previous(), account_id)
    before = _totals(read, earlier, load_help(read, earlier, (cut("countable"),)))
    figures = tuple(Figure(code, now[code], before[code]) for code in now)
    advisors = {row[0]: row[1] for row in read.sql("SELECT id, name FROM account")}
    period = Period.of(of, account_id)
    tables = tuple(_table(item, _columns(read, item, period, help_given), advisors) for item in TABLES)
    months = tuple(of.back(count) for count in range(MONTHS - 1, -1, -1))
    return MonthSummary(of, account_id, figures, tables, months, _topics(read, months, account_id))


_WHOLE = tuple(item for item in CUTS if not item.parts)


def load_help(read: Read, period: Period, cuts: tuple[Cut, ...] = _WHOLE) -> Help:
    """The help of a period with the categories of some cuts; a cut with `parts` has a place for each of them."""
    columns = ", ".join(["s.id", "p.person_id", "s.minutes", "t.signature", COURSE_KIND, *(item.sql for item in cuts)])
    of_help = FROM_HELP.format(join=" ".join(item.join for item in cuts))
    rows = read.sql(f"SELECT {columns} {of_help} ORDER BY s.day, s.id, p.id", help_days(period))
    if not rows:
        return Help(categories={item.code: () for item in cuts})
    services, persons, minutes, signatures, courses, *cut_columns = (
        tuple(row[place] for row in rows) for place in range(len(rows[0]))
    )
    categories = {item.code: column for item, column in zip(cuts, cut_columns, strict=True)}
    return Help(services, persons, minutes, signatures, courses, categories)


def change(figure: Figure) -> Text:
    """The difference to the month before, with its sign."""
    apart = figure.value - figure.before
    if not apart:
        return _("no change")
    return Joined((Plain("+" if apart > 0 else "−"), indicator(figure.code).shown(abs(apart))), "")


def stacked_topics(summary: MonthSummary) -> tuple[TopicLine, ...]:
    """The series as the chart shows it: the greatest topics, and all others as one."""
    shown, rest = summary.topics[:_STACKED], summary.topics[_STACKED:]
    if len(rest) < 2:
        return summary.topics
    together = tuple(map(sum, zip(*(line.values for line in rest), strict=True)))
    return (*shown, TopicLine("", _("other topics"), together))


def month_json(summary: MonthSummary, lang: str = "pl") -> dict[str, object]:
    """The summary as plain data for other programs; codes with their words in a language."""
    return {
        "month": str(summary.month),
        "figures": {item.code: {"value": item.value, "before": item.before} for item in summary.figures},
        "tables": {table.code: _lines_json(table, lang) for table in summary.tables},
        "topics": {
            "months": [str(item) for item in summary.months],
            "services": {line.code: list(line.values) for line in summary.topics},
        },
    }


def _lines_json(table: Table, lang: str) -> list[dict[str, object]]:
    return [
        {"code": line.code, "name": line.name.render(lang)} | dict(zip(table.columns, line.values, strict=True))
        for line in table.lines
    ]


def _totals(read: Read, period: Period, help_given: Help) -> dict[str, int]:
    return {item.code: _total(read, item, period, help_given) for item in INDICATORS}


def _total(read: Read, indicator: Indicator, period: Period, help_given: Help) -> int:
    if indicator.count is None:
        asked = indicator.summed or f"SELECT count(*) FROM ({indicator.listed})"
        return int(read.sql(asked, named_days(period))[0][0])
    return sum(indicator.count(help_given, None).values())


def _columns(read: Read, by: Cut, period: Period, help_given: Help) -> dict[str, Mapping[str, int]]:
    """The numbers of every indicator that is cut like this."""
    help_given = load_help(read, period, (by,)) if by.parts else help_given
    return {item.code: _cut(read, item, by, period, help_given) for item in INDICATORS if by in item.cuts}


def _cut(read: Read, item: Indicator, by: Cut, period: Period, help_given: Help) -> Mapping[str, int]:
    if item.count:
        return item.count(help_given, by)
    return dict(read.sql(f"SELECT category, count(*) FROM ({item.listed}) GROUP BY 1", named_days(period)))


def _table(by: Cut, columns: Mapping[str, Mapping[str, int]], advisors: Mapping[str, str]) -> Table:
    found = {category for counts in columns.values() for category in counts}
    sizes = {category: tuple(counts.get(category, 0) for counts in columns.values()) for category in found}
    none = (0,) * len(columns)
    by_size = sorted(
        found - set(by.fixed), key=lambda code: (code == by.beside, tuple(-size for size in sizes[code]), code)
    )
    lines = tuple(Line(code, _name(by, code, advisors), sizes.get(code, none)) for code in (*by.fixed, *by_size))
    return Table(by.code, tuple(columns), lines)


def _name(by: Cut, category: str, advisors: Mapping[str, str]) -> Text:
    return Plain(advisors.get(category, category)) if by.code == "advisor" else by.name(category)


def _topics(read: Read, months: tuple[Month, ...], account_id: str) -> tuple[TopicLine, ...]:
    # Only the count of one advisor's services has to look at the sittings.
    join = "JOIN sitting t ON t.id = s.sitting_id AND t.account_id = ?" if account_id else ""
    rows = read.sql(
        f"SELECT {TOPIC}, substr(s.day, 1, 7), count(*) FROM service s {join} "
        "WHERE s.deleted_at IS NULL AND s.day BETWEEN ? AND ? GROUP BY 1, 2",
        (*filter(None, (account_id,)), months[0].first.isoformat(), months[-1].last.isoformat()),
    )
    found = {(topic, when): count for topic, when, count in rows}
    codes = {topic for topic, _when in found}
    topics = {code: tuple(found.get((code, str(when)), 0) for when in months) for code in codes}
    ordered = sorted(topics, key=lambda topic: (-sum(topics[topic]), topic))
    named = cut("topic").name
    return tuple(TopicLine(topic, named(topic), topics[topic]) for topic in ordered)
