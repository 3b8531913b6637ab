"""The import: a file is chosen, its columns named, its rows checked; then all of it goes in, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from cic_desktop.core.errors import CicError
from cic_desktop.exchange import importing
from cic_desktop.i18n import Text, _
from cic_desktop.ui.imports.check_step import CheckStep
from cic_desktop.ui.imports.columns_step import SHOWN, ColumnsStep
from cic_desktop.ui.imports.file_step import WHAT, FileStep
from cic_desktop.ui.imports.result_step import ResultStep
from cic_desktop.ui.language import language
from cic_desktop.ui.reports.long_work import run_long
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Page, button
from cic_desktop.ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from cic_desktop.exchange.importing import Plan, Result, Source, Table, What

_STEPS = (_("File"), _("Columns"), _("Check"), _("Result"))
_FILE, _COLUMNS, _CHECK, _DONE = range(4)
_NEXT: dict[int, Text] = {_FILE: _("Next"), _COLUMNS: _("Check the rows"), _CHECK: _("Import")}


class ImportPage(Page):
    """Spreadsheets of clients and of help given, taken in step by step."""

    watches: tuple[str, ...] = ()
    heading: Text = _("Import")
    about: Text = _("Lists of clients or of help given. The same file can be imported again: nothing is doubled.")
    whats: tuple[tuple[What, Text], ...] = WHAT

    def __init__(self, shell: Shell, into: str = "") -> None:
        self.next = button(_("Next"), kind="primary", slot=self.forward)
        self.before = button(_("Back"), "chevron-left", slot=lambda: self.show_step(self.stepper.current - 1))
        super().__init__(self.heading, self.about, (self.before, self.next), max_width=1640)
        self._shell, self._ctx, self._into = shell, shell.ctx, into
        self.table: Table | None = None
        self.plan: Plan | None = None
        self.result: Result | None = None
        self.banner, self.stepper = Banner(), Stepper(_STEPS)
        self.file, self.columns = FileStep(self.whats), ColumnsStep()
        self.check, self.done = CheckStep(), ResultStep()
        self._steps = (self.file, self.columns, self.check, self.done)
        self._build()
        self.show_step(_FILE)

    def arrive(self, path: str = "", **_args: Any) -> None:
        """Show the page; `path` is read at once."""
        if path:
            self.read_file(Path(path))

    def reload(self) -> None:
        """What was checked stays on view; the import itself asks whether it is still true."""

    # --- steps --------------------------------------------------------------------------------------

    def show_step(self, step: int) -> None:
        self.stepper.go(step)
        for place, shown in enumerate(self._steps):
            shown.setVisible(place == step)
        self.before.setVisible(step in (_COLUMNS, _CHECK))
        self.next.setVisible(step != _DONE)
        if step in _NEXT:
            language.bind(self.next, "setText", _NEXT[step])
        self._enable()

    def forward(self) -> None:
        step = self.stepper.current
        self.banner.hide()
        if step == _FILE:
            self.show_step(_COLUMNS)
            self.preview()
        elif step == _COLUMNS:
            self.check_rows()
        elif step == _CHECK:
            self.run()

    def _enable(self) -> None:
        self.next.setEnabled(self.table is not None)

    # --- the file -----------------------------------------------------------------------------------

    def read_file(self, path: Path) -> None:
        """Read a file from the beginning: nothing is known of it yet."""
        self._read(importing.Source(path), fresh=True)

    def _read_again(self) -> None:
        if self.table is not None:
            source = self.file.source(self.table.source.path)
            if source.sheet != self.table.source.sheet:
                source = importing.Source(source.path, source.sheet)  # its headings may stand elsewhere
            self._read(source)

    def _read(self, source: Source, fresh: bool = False) -> None:
        self.banner.hide()
        run_long(
            self,
            self._ctx,
            _("Reading the file"),
            lambda tick: importing.read_table(source, tick),
            lambda table: self._show_table(table, fresh),
            self._not_read,
        )

    def _not_read(self, error: CicError) -> None:
        self._failed(error)
        if self.table is not None:
            self.file.show_table(self.table)

    def _show_table(self, table: Table, fresh: bool) -> None:
        self.table = table
        if fresh and len(self.whats) > 1:
            self.file.set_what(importing.guess_what(table.headings))
        self.file.show_table(table)
        self._enable()
        self._propose()

    def _propose(self) -> None:
        """The mapping used before for such headings, else the one the headings suggest."""
        table, what = self.table, self.file.what
        if table is None:
            return
        self._ctx.ask(
            lambda read: importing.remembered(read, what, table.headings) or importing.propose(what, table.headings),
            owner=self,
            then=lambda columns: self.columns.show_table(what, table, columns),
            failed=self._failed,
            latest="mapping",
        )

    # --- columns and rows ---------------------------------------------------------------------------

    def preview(self) -> None:
        """Say of the first rows which cells could not be taken."""
        table, what, columns, into = self.table, self.file.what, dict(self.columns.columns), self._into
        if table is None or importing.lacking(what, columns):
            self.columns.show_lines(())
            return
        self._ctx.ask(
            lambda read: importing.preview(read, what, table, columns, SHOWN, into),
            owner=self,
            then=self.columns.show_lines,
            failed=self._failed,
            latest="preview",
        )

    def check_rows(self) -> None:
        """The dry run."""
        table, what, columns = self.table, self.file.what, dict(self.columns.columns)
        if table is None:
            return
        if lacking := importing.lacking(what, columns):
            self._failed(lacking)
            return
        opened, into = self._ctx.opened, self._into

        def look(tick: Any) -> Plan:
            with opened.database.read(opened.actor) as read:
                return importing.dry_run(read, what, table, columns, tick, into)

        run_long(self, self._ctx, _("Checking the rows"), look, self._checked, self._failed)

    def _checked(self, plan: Plan) -> None:
        self.plan = plan
        self.check.show_plan(plan)
        self.show_step(_CHECK)

    # --- importing ----------------------------------------------------------------------------------

    def run(self) -> None:
        """Everything in one act; stopped, nothing is in."""
        table, plan, columns = self.table, self.plan, dict(self.columns.columns)
        if table is None or plan is None:
            return
        decisions, opened = dict(self.check.decisions), self._ctx.opened

        def change(tick: Any) -> tuple[Result, Any]:
            with opened.database.write(opened.actor, f"import {plan.what}") as work:
                result = importing.carry_out(work, plan, decisions, tick)
                importing.remember(work, plan.what, table.headings, columns)
            return result, work.changes

        run_long(self, self._ctx, _("Importing"), change, self._imported, self._not_imported, lane="write")

    def _imported(self, answer: tuple[Result, Any]) -> None:
        self.result, changes = answer
        self.done.show_result(self.result)
        self.show_step(_DONE)
        self._ctx.changed.emit(changes)

    def _not_imported(self, error: CicError) -> None:
        self._failed(error)
        if isinstance(error, importing.Moved):
            self.check_rows()

    def save_left(self) -> None:
        """Ask where to; the rows that stayed out, each with its reason."""
        name = language.text(_("to-correct")) + ".xlsx"
        title = language.text(_("Save the rows that stayed out"))
        path, _filter = QFileDialog.getSaveFileName(self, title, name, "Excel (*.xlsx);;CSV (*.csv)")
        if path:
            self.save_left_to(Path(path))

    def save_left_to(self, path: Path) -> None:
        table, result, lang = self.table, self.result, language.code
        if table is None or result is None:
            return
        run_long(
            self,
            self._ctx,
            _("Save the rows that stayed out"),
            lambda _tick: importing.write_left(table, result.left, path, lang),
            lambda _none: self._shell.note(_("Saved. Correct the rows and import the file again.")),
            self._failed,
        )

    def start_again(self) -> None:
        self.table = self.plan = self.result = None
        self.file.forget()
        self.stepper.reached = _FILE
        self.show_step(_FILE)

    # --- inside -------------------------------------------------------------------------------------

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.show_widget(self.banner)

    def _build(self) -> None:
        self.file.chosen.connect(self.read_file)
        self.file.changed.connect(self._read_again)
        self.file.what_changed.connect(self._propose)
        self.columns.changed.connect(self.preview)
        self.stepper.chosen.connect(self.show_step)
        self.done.save.connect(self.save_left)
        self.done.again.connect(self.start_again)
        self.done.show_all.connect(self._show_all)
        self.add(self.stepper, self.banner, *((step, 1) for step in self._steps))

    def _show_all(self) -> None:
        self._shell.open("help" if self.result and self.result.what == "services" else "clients")
