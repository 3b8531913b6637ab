"""The month at a glance: numbers, charts, and the list behind each of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from cic_desktop import reports
from cic_desktop.core.errors import CicError
from cic_desktop.core.files import write_atomically
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, MonthName, Text, _
from cic_desktop.reports.indicators import CUTS, INDICATORS, Cut, Indicator, Period, cut, indicator
from cic_desktop.ui.language import language
from cic_desktop.ui.reports.behind import open_behind
from cic_desktop.ui.reports.cards import CutCard, FigureTile, TopicsCard
from cic_desktop.ui.reports.month_box import MonthBox
from cic_desktop.ui.reports.rules import RulesDialog
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Page, ProgressDialog, button, chip_button, hbox

if TYPE_CHECKING:
    from cic_desktop.reports import MonthSummary

_MEASURES = ("persons", "services")
# Cut → row, column and width on a grid of six columns.
_PLACES: dict[str, tuple[int, int, int]] = {
    "kind": (0, 0, 3), "topic": (0, 3, 3), "stay_group": (1, 0, 3), "advisor": (1, 3, 3),
    "age_band": (2, 0, 2), "sex": (2, 2, 2), "countable": (2, 4, 2),
}  # fmt: skip


class ReportsPage(Page):
    """The summary of a month. Every tile and every bar opens the list it stands for."""

    watches = ("service", "service_person", "sitting", "person", "filled_form", "account")

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
        )

    # --- paper --------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask where to, then write the PDF in the background."""
        name = f"{language.text(_('report'))}-{self.month.month}.pdf"
        chosen, _filter = QFileDialog.getSaveFileName(self, language.text(_("Save as PDF")), name, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        self._make_pdf(lambda pdf: self._saved(path), lambda pdf: write_atomically(path, pdf))

    def print(self) -> None:
        """Show the very pages that will be printed."""
        self._make_pdf(self._preview)

    def _make_pdf(
        self, then: Callable[[bytes], object], keep: Callable[[bytes], object] = lambda pdf: None
    ) -> None:
        of, lang = self.month.month, language.code
        waiting = ProgressDialog(self, _("Preparing the report …"))

        def work(tick: Callable[[float], None]) -> bytes:
            with self._ctx.opened.database.read(self._ctx.actor) as read:
                pdf = reports.month_report(read, of, lang, tick)
            keep(pdf)
            return pdf

        task = self._ctx.side(work, owner=self, then=then, failed=self._failed)
        waiting.cancelled.connect(task.cancel)
        task.progress.connect(lambda share: waiting.show_progress(round(share * 100), 100))
        task.finished.connect(lambda: waiting.done(0))
        ...

    def _saved(self, path: Path) -> None:
        self._note("save the month's report")
        self._shell.note(_("Saved: {file}", file=path.name))

    def _preview(self, pdf: bytes) -> None:
        from cic_desktop.ui.printing import show_pdf

        title = Joined((_("Monthly report"), self.month.month.name))
        name = f"{language.text(_('report'))}-{self.month.month}.pdf"
        show_pdf(self, pdf, title, name, lambda how: self._note(f"{how} the month's report"))

    def _note(self, verb: str) -> None:
        of = str(self.month.month)
        self._ctx.do(lambda work: work.note(verb, detail=of), verb=verb, owner=self)
