"""The cards of the month: a figure, a cut as bars, the topics of the last months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cic_desktop import reports
from cic_desktop.i18n import Joined, MonthName, Plain, Text, _
from cic_desktop.reports.indicators import Cut, Indicator
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Card, StatTile, button, card_head, hbox, muted, small
from cic_desktop.ui.widgets.charts import Bars, StackedBars

if TYPE_CHECKING:
    from cic_desktop.core.periods import Month
    from cic_desktop.reports import Figure, MonthSummary, Table

COLOURS = ("chart1", "chart2", "chart3", "chart4", "chart5", "chart6")
_CHART_HEIGHT = 330


class FigureTile(StatTile):
    """A number of the month, how it stood a month ago, and its counting rule as the tool tip."""

    def __init__(self, indicator: Indicator) -> None:
        super().__init__(Plain("–"), indicator.title, Plain(" "))
        self._indicator = indicator
        self.opens()
        language.bind(self, "setToolTip", indicator.rule)
        language.bind(self, "setAccessibleDescription", indicator.rule)

    def show_figure(self, figure: Figure, before: Month) -> None:
        shown = self._indicator.shown
        self.set_value(
            shown(figure.value),
            _(
                "{month}: {number} ({change})",
                month=MonthName(before.year, before.month),
                number=shown(figure.before),
                change=reports.change(figure),
            ),
        )


class CutCard(Card):
    """How a number divides, as bars; `activated(category)` asks for the list behind one."""

    activated = Signal(str)

    def __init__(self, cut: Cut, colour: str = "chart1", most: int = 8) -> None:
        super().__init__(card_head(cut.title), spacing=8)
        self.cut = cut
        self.bars = Bars(cut.title, colour)
        self._most, self._all = most, False
        self._lines: Sequence[tuple[str, Text, int]] = ()
        self._nothing = muted(_("Nothing in this month."))
        self._more = button(_("Show all"), kind="ghost", slot=self._show_all)
        self.bars.activated.connect(lambda index: self.activated.emit(self._lines[index][0]))
        self.add(self.bars, self._nothing, hbox(self._more, None), None)

    def show_table(self, table: Table, column: str, rule: Text) -> None:
        """The bars of one column of the cut's table."""
        values = table.values(column)
        lines = [(line.code, line.name, values[line.code]) for line in table.lines if line.code != self.cut.beside]
        # Categories come by the first column's size; another column has its own order.
        if not self.cut.fixed:
            lines.sort(key=lambda line: -line[2])
        self._lines = [line for line in lines if line[2] or line[0] in self.cut.fixed]
        language.bind(self, "setToolTip", Joined((rule, *filter(None, (self.cut.rule,))), " "))
        self._show()

    def _show(self) -> None:
        shown = self._lines if self._all else self._lines[: self._most]
        self.bars.set_data([(name, value) for _code, name, value in shown])
        self.bars.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        self._more.setVisible(len(shown) < len(self._lines))
        language.bind(self._more, "setText", _("Show all {n}", n=len(self._lines)))

    def _show_all(self) -> None:
        self._all = True
        self._show()


class TopicsCard(Card):
    """Services by topic in the last months; `activated(place)` asks for the list behind a month."""

    activated = Signal(int)

    def __init__(self) -> None:
        self._span = small("")
        super().__init__(card_head(_("Services by topic"), self._span), spacing=8)
        self.chart = StackedBars(_("Services by topic"))
        self.chart.setMinimumHeight(_CHART_HEIGHT)
        self.chart.activated.connect(self.activated)
        self.add((self.chart, 1))

    def show_summary(self, summary: MonthSummary) -> None:
        months = [MonthName(month.year, month.month, "short") for month in summary.months]
        stacked = reports.stacked_topics(summary)
        self.chart.set_data(
            months, [(line.name, line.values, colour) for line, colour in zip(stacked, COLOURS, strict=False)]
        )
        first, last = summary.months[0], summary.months[-1]
        language.bind(
            self._span,
            "setText",
            _("{first} – {last}", first=MonthName(first.year, first.month), last=MonthName(last.year, last.month)),
        )
