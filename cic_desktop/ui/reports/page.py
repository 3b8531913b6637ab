"""The month at a glance: numbers, charts, and the list behind each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from cic_desktop import reports
from cic_desktop.app.context import Tick
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.files import write_atomically
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Text, _, pgettext
from cic_desktop.reports.indicators import CUTS, INDICATORS, Cut, Indicator, Period, indicator
from cic_desktop.ui.language import language
from cic_desktop.ui.reports.behind import open_behind
from cic_desktop.ui.reports.cards import CutCard, FigureTile, TopicsCard
from cic_desktop.ui.reports.long_work import run_long
from cic_desktop.ui.reports.month_box import MonthBox
from cic_desktop.ui.reports.rules import RulesDialog
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Page, box, button, chip_button, hbox, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.reports import MonthSummary

_MEASURES = ("persons", "services")
# Cut → row, column and width on a grid of six columns.
_PLACES: dict[str, tuple[int, int, int]] = {
    "kind": (0, 0, 3), "topic": (0, 3, 3), "form_of_support": (1, 0, 3), "tag": (1, 3, 3),
    "stay_group": (2, 0, 3), "advisor": (2, 3, 3), "age_band": (3, 0, 2), "sex": (3, 2, 2), "countable": (3, 4, 2),
    "sex_age": (4, 0, 6),
}  # fmt: skip
_COLOURS = {
    "language": "chart2", "kind": "chart3", "topic": "chart1", "stay_group": "chart4", "advisor": "chart5",
    "form_of_support": "chart6", "tag": "chart2",
}  # fmt: skip
_FILE_NAME = pgettext("file name", "report")
_NOT_OVER = _("What was done so far; the month is not over")
_MOST = {"citizenship": 6, "language": 4}


class ReportsPage(Page):
    """The summary of a month. Every tile and every bar opens the list it stands for."""

    watches = (
        "service", "service_person", "sitting", "person", "filled_form", "account", "enrolment", "survey_answer",
        "event", "event_guest", "event_count",
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        self.save_button = button(_("Save as PDF"), "download", slot=self.save)
        self.print_button = button(_("Print"), "printer", "primary", slot=self.print)
        self.bundle_button = button(_("Reporting bundle"), "package", slot=lambda: shell.open("bundle"))
        super().__init__(
            _("Reports"), _("What was done in a month"), (self.bundle_button, self.save_button, self.print_button)
        )
        self._shell, self._ctx = shell, shell.ctx
        self.bundle_button.setVisible(self._ctx.may(Right.EXPORT_BUNDLE))
        self.summary: MonthSummary | None = None
        self.month, self.banner = MonthBox(), Banner()
        self._measure = "persons"
        self.measures = {code: chip_button(indicator(code).title) for code in _MEASURES}
        self.tiles = {item.code: FigureTile(item) for item in INDICATORS}
        self.topics = TopicsCard()
        self.cards = {item.code: _card(item) for item in CUTS}
        self._connect()
        self._build()

    # --- what the window asks -----------------------------------------------------------------------

    def arrive(self, month: str = "", **_args: Any) -> None:
        """Show a month (`2026-10`), or the one shown last."""
        if month:
            self.month.show_month(Month.parse(month))
        self.reload()

    def reload(self) -> None:
        of = self.month.month
        self._ctx.ask(
            lambda read: reports.month(read, of),
            owner=self,
            then=self._show,
            failed=self._failed,
            latest="month",
            lane="long",
        )

    # --- paper --------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask where to, then write the PDF in the background."""
        title = language.text(_("Save as PDF"))
        chosen, _filter = QFileDialog.getSaveFileName(self, title, self._file_name(), "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        self._make_pdf(lambda _pdf: self._saved(path), keep=lambda pdf: write_atomically(path, pdf))

    def print(self) -> None:
        """Show the very pages that will be printed."""
        self._make_pdf(self._preview)

    def _make_pdf(self, then: Callable[[bytes], object], keep: Callable[[bytes], object] = lambda _pdf: None) -> None:
        of, lang = self.month.month, language.code

        def work(tick: Tick) -> bytes:
            with self._ctx.opened.database.read(self._ctx.actor) as read:
                pdf = reports.month_report(read, of, lang, tick)
            keep(pdf)
            return pdf

        run_long(self, self._ctx, _("Preparing the report …"), work, then, self._failed)

    def _saved(self, path: Path) -> None:
        self._note("save the month's report")
        self._shell.note(_("Saved: {file}", file=path.name))

    def _preview(self, pdf: bytes) -> None:
        from cic_desktop.ui.printing import show_pdf

        title = Joined((_("Monthly report"), self.month.month.name))
        show_pdf(self, pdf, title, self._file_name(), self._printed)

    def _printed(self, how: str) -> None:
        self._note("print the month's report" if how == "printed" else "save the month's report")

    def _note(self, verb: str) -> None:
        of = str(self.month.month)
        self._ctx.do(lambda work: work.note(verb, detail=of), verb=verb, owner=self)

    def _file_name(self) -> str:
        return f"{language.text(_FILE_NAME)}-{self.month.month}.pdf"

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, summary: MonthSummary) -> None:
        self.banner.hide()
        if summary.empty:
            self.banner.say("info", _("Nothing was recorded in this month yet. Choose another month above."))
        if not self.is_new(summary):
            return
        self.summary = summary
        over = summary.month.last < clock.today()
        self.set_title(_("Reports"), _("What was done in a month") if over else _NOT_OVER)
        for code, tile in self.tiles.items():
            tile.show_figure(summary.figure(code), summary.month.previous())
        self.topics.show_summary(summary)
        self._show_cards()

    def _show_cards(self) -> None:
        if self.summary is not None:
            for code, card in self.cards.items():
                card.show_table(self.summary.table(code), self._measure, indicator(self._measure).rule)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text, (_("Try again"), self.reload))

    def _choose_measure(self, code: str) -> None:
        self._measure = code
        for other, chip in self.measures.items():
            chip.setChecked(other == code)
        self._show_cards()

    # --- the lists behind ---------------------------------------------------------------------------

    def open_figure(self, code: str) -> None:
        """The list behind a tile."""
        self._open(indicator(code), self._period())

    def open_category(self, by: Cut, category: str) -> None:
        """The list behind a bar."""
        self._open(indicator(self._measure), self._period(), by, category)

    def open_month(self, place: int) -> None:
        """The services behind a column of the series."""
        if self.summary is not None:
            self._open(indicator("services"), Period.of(self.summary.months[place]))

    def _open(self, of: Indicator, period: Period, by: Cut | None = None, category: str = "") -> None:
        found = reports.behind(of, period, by, category)
        open_behind(self, self._shell, self._title(of, period, by, category), found)

    def _title(self, of: Indicator, period: Period, by: Cut | None, category: str) -> Text:
        words: list[Text] = [of.title]
        if by is not None and self.summary is not None:
            words += [line.name for line in self.summary.table(by.code).lines if line.code == category]
        return Joined((*words, Month.of(period.first).name))

    def _period(self) -> Period:
        return Period.of(self.month.month)

    # --- inside -------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.month.changed.connect(self.reload)
        self.topics.activated.connect(self.open_month)
        for code, tile in self.tiles.items():
            tile.activated.connect(partial(self.open_figure, code))
        for card in self.cards.values():
            card.activated.connect(partial(self.open_category, card.cut))
        for code, chip in self.measures.items():
            chip.clicked.connect(partial(self._choose_measure, code))
        self._choose_measure("persons")

    def _build(self) -> None:
        rules = button(_("How we count"), "info", "ghost", slot=lambda: RulesDialog(self).open())
        side = vbox(self.cards["citizenship"], self.cards["language"], None, spacing=18)
        self.add(
            hbox(self.month, None, rules, 8, muted(_("Bars show")), *self.measures.values()),
            self.banner,
            _grid(5, self.tiles.values()),
            hbox((self.topics, 5), (box(side), 3), spacing=18),
            self._divided(),
            None,
        )

    def _divided(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(18)
        for code, (row, column, width) in _PLACES.items():
            grid.addWidget(self.cards[code], row, column, 1, width)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        return made


def _card(by: Cut) -> CutCard:
    return CutCard(by, _COLOURS.get(by.code, "chart1"), _MOST.get(by.code, 8))


def _grid(columns: int, widgets: Iterable[QWidget]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(18)
    for place, widget in enumerate(widgets):
        grid.addWidget(widget, place // columns, place % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return made
