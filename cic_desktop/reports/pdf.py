"""The month as a printed report: numbers, the topics of the last months, a table per cut, how we count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from cic_desktop.forms.pdf.typeface import width, wrapped
from cic_desktop.i18n import Moment, MonthName, Number, Plain, Text, _
from cic_desktop.reports.charts import Label, Line, Primitive, Rect, Series, legend, shortened, stacked_bars
from cic_desktop.reports.indicators import CUTS, INDICATORS, Cut, cut, indicator
from cic_desktop.reports.paper import BOTTOM, HEIGHT, MARGIN, ROOM, WIDTH, Sheets, Strong, moved, pdf
from cic_desktop.reports.summary import Figure, MonthSummary, Table, change, stacked_topics

__all__ = ["Head", "month_pdf"]

COLOURS = ("chart1", "chart2", "chart3", "chart4", "chart5", "chart6")
_ROW, _SIZE = 15.0, 9.5
_COLUMN = 62.0  # width of a column of numbers
_COLUMNS = 4  # of them beside each other
_LEADING = 9.5  # between the lines of a column's head
_NAMES = 190.0  # width of the categories' names
_CHART = 190.0
_TILES, _TILE = 3, 52.0
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Head:
    """Whose report it is, and when and by whom it was made."""

    centre: str
    address: str
    made_at: datetime
    made_by: str
    logo: bytes = field(default=b"", repr=False)  # PNG


def month_pdf(summary: MonthSummary, head: Head, lang: str = "pl") -> bytes:
    """The report in one of the four languages. Equal input gives equal bytes."""
    sheets = Sheets()
    title = _("Monthly report").render(lang)
    month = summary.month.name.render(lang)
    _heading(sheets, head, title, month)
    _figures(sheets, summary, lang)
    _topics(sheets, summary, lang)
    for table in summary.tables:
        for part in _side_by_side(table):
            _table(sheets, part, summary, lang)
    _rules(sheets, lang)
    _furniture(sheets, head, f"{title} · {month}", lang)
    return pdf(sheets.pages, f"{title}: {month}", head.centre, lang, head.logo)


def _heading(sheets: Sheets, head: Head, title: str, month: str) -> None:
    sheets.put([Strong(0, 6, head.centre, 11, "text")], 14)
    sheets.put([Label(0, 6, head.address, 9)], 18)
    sheets.put([Line(0, 0, ROOM, 0, "border")], 16)
    sheets.put([Strong(0, 12, title, 21, "text"), Strong(ROOM, 13, month, 15, "primary_tx", "end")], 36)


def _figures(sheets: Sheets, summary: MonthSummary, lang: str) -> None:
    gap = 6.0
    wide = (ROOM - gap * (_TILES - 1)) / _TILES
    before = summary.month.previous()
    drawn: list[Primitive] = []
    for place, figure in enumerate(summary.figures):
        x, y = (place % _TILES) * (wide + gap), (place // _TILES) * (_TILE + gap)
        drawn += [moved(item, x, y) for item in _tile(figure, MonthName(before.year, before.month), wide, lang)]
    rows = -(-len(summary.figures) // _TILES)
    sheets.put(drawn, rows * (_TILE + gap) + 14)


def _tile(figure: Figure, before: Text, wide: float, lang: str) -> list[Primitive]:
    of = indicator(figure.code)
    once = f"{of.title.render(lang)} {_note(figure.code)}"
    then = _("{month}: {number} ({change})", month=before, number=of.shown(figure.before), change=change(figure))
    return [
        Rect(0, 0, wide, _TILE, "sunken", 6),
        Strong(10, 15, of.shown(figure.value).render(lang), 17, "text"),
        Strong(10, 31, shortened(once, wide - 16, 8.5, width), 8.5, "text"),
        Label(10, 43, shortened(then.render(lang), wide - 16, 7.5, width), 7.5),
    ]


def _topics(sheets: Sheets, summary: MonthSummary, lang: str) -> None:
    stacked = stacked_topics(summary)
    series = [
        Series(line.name.render(lang), line.values, colour) for line, colour in zip(stacked, COLOURS, strict=False)
    ]
    names = [MonthName(month.year, month.month, "short").render(lang) for month in summary.months]
    head, tall = legend(series, ROOM, measure=width, size=8.5)
    body = stacked_bars(
        names, series, ROOM, _CHART, number=lambda value: Number(value).render(lang), measure=width, size=8.5
    )
    sheets.room_for(30 + tall + _CHART)
    _subheading(sheets, _("Services by topic").render(lang))
    sheets.put(head, tall + 6)
    sheets.put(body, _CHART + 14)


def _subheading(sheets: Sheets, words: str) -> None:
    sheets.put([Strong(0, 8, words, 11.5, "text")], 20)


def _side_by_side(table: Table) -> list[Table]:
    """A table wider than the page as several, each with some of its columns."""
    count = -(-len(table.columns) // _COLUMNS)
    wide = -(-len(table.columns) // count)
    parts = [slice(start, start + wide) for start in range(0, len(table.columns), wide)]
    return [
        replace(table, columns=table.columns[part], lines=tuple(
            replace(line, values=line.values[part]) for line in table.lines
        ))
        for part in parts
    ]  # fmt: skip


def _table(sheets: Sheets, table: Table, summary: MonthSummary, lang: str) -> None:
    by = cut(table.code)
    sheets.room_for(20 + _ROW * (min(len(table.lines), 4) + 2))
    _subheading(sheets, by.title.render(lang))
    _column_heads(sheets, table, lang)
    most = max((line.values[0] for line in table.lines), default=0)
    for line in table.lines:
        if sheets.y + _ROW > BOTTOM:
            sheets.room_for(_ROW * 2)
            _column_heads(sheets, table, lang)
        shown = [indicator(code).shown(value) for code, value in zip(table.columns, line.values, strict=True)]
        bar = _bar(line.values[0], most, _bar_room(table))
        sheets.put([*_row(line.name, shown, lang), *bar], _ROW)
    _in_all(sheets, table, summary, by, lang)


def _column_heads(sheets: Sheets, table: Table, lang: str) -> None:
    heads = [_head_lines(code, lang) for code in table.columns]
    tall = _ROW + (max(map(len, heads)) - 1) * _LEADING
    drawn: list[Primitive] = [Line(0, tall - 1, ROOM, tall - 1, "border")]
    for place, lines in enumerate(reversed(heads)):
        for above, words in enumerate(reversed(lines)):
            y = tall - _ROW / 2 - 1 - above * _LEADING
            drawn.append(Label(ROOM - place * _COLUMN, y, words, 8, anchor="end"))
    sheets.put(drawn, tall + 1)


def _head_lines(code: str, lang: str) -> list[str]:
    """A column's head; in several lines the note stays with the last word."""
    title, note, room = indicator(code).title.render(lang), _note(code), _COLUMN - 4
    once = f"{title} {note}"
    return [once] if width(once, 8) <= room else wrapped(title + note, 8, room)


def _row(name: Text, values: Sequence[Text], lang: str, *, strong: bool = False) -> list[Primitive]:
    made = Strong if strong else Label
    drawn: list[Primitive] = [made(0, _ROW / 2, shortened(name.render(lang), _NAMES - 8, _SIZE, width), _SIZE, "text")]
    for place, value in enumerate(reversed(values)):
        drawn.append(made(ROOM - place * _COLUMN, _ROW / 2, value.render(lang), _SIZE, "text", "end"))
    return drawn


def _bar_room(table: Table) -> float:
    return ROOM - _NAMES - _COLUMN * len(table.columns) - 4


def _bar(value: int, most: int, room: float) -> list[Primitive]:
    long = max(room * value / most, 5) if value else 0
    y = _ROW / 2 - 2.5
    return [Rect(_NAMES, y, room, 5, "surface2", 2.5), Rect(_NAMES, y, long, 5, "chart1", 2.5)]


def _in_all(sheets: Sheets, table: Table, summary: MonthSummary, by: Cut, lang: str) -> None:
    """The totals: those of the month, which overlapping categories do not add up to."""
    sheets.room_for(_ROW + 6)
    totals = [indicator(code).shown(summary.figure(code).value) for code in table.columns]
    adds_up = all(indicator(code).adds_up(by) for code in table.columns)
    name = _("in all") if adds_up else _("in all, each counted once")
    sheets.put([Line(0, 1, ROOM, 1, "border"), *_row(name, totals, lang, strong=True)], _ROW + 15)


def _rules(sheets: Sheets, lang: str) -> None:
    sheets.room_for(60)
    _subheading(sheets, _("How we count").render(lang))
    for item in INDICATORS:
        words = f"{item.title.render(lang)}: {item.rule.render(lang)}"
        sheets.room_for(26)
        sheets.pages[-1].append(moved(Label(0, 6.5, _note(item.code), 9), MARGIN, sheets.y))
        sheets.paragraph(words, 9, indent=12)
        sheets.gap(3)
    for by in CUTS:
        if by.rule:
            sheets.room_for(26)
            sheets.paragraph(f"{by.title.render(lang)}: {by.rule.render(lang)}", 9, indent=12)
            sheets.gap(3)


def _furniture(sheets: Sheets, head: Head, title: str, lang: str) -> None:
    """What every page carries; only now is the number of pages known."""
    made = _("Made {when} by {name}", when=Moment(head.made_at), name=Plain(head.made_by)).render(lang)
    count = len(sheets.pages)
    for number, page in enumerate(sheets.pages, 1):
        y = HEIGHT - 34
        of = _("page {n} of {count}", n=number, count=count).render(lang)
        page += [Line(MARGIN, y - 12, WIDTH - MARGIN, y - 12, "border"), Label(MARGIN, y, made, 8)]
        page.append(Label(WIDTH - MARGIN, y, of, 8, anchor="end"))
        if number > 1:
            page.append(Label(WIDTH - MARGIN, 28, title, 8, anchor="end"))
            page.append(Label(MARGIN, 28, head.centre, 8))


def _note(code: str) -> str:
    return str([item.code for item in INDICATORS].index(code) + 1).translate(_RAISED)
