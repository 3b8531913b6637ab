"""An attendance list of anything: what for, where, who; seen and printed."""

from __future__ import annotations

from typing import Any

from cic_desktop import reports
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.i18n import _
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.reports.long_work import run_long
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import add
from cic_desktop.ui.widgets.fields import FieldGrid

USUAL_LINES = "20"


class AttendanceDialog(ClientDialog):
    """Names, or only a number of lines. Nothing typed here is kept."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, _("Attendance list"), _("For a training, a meeting, an event."), width=560)
        self.grid = FieldGrid(reports.ATTENDANCE)
        self.grid.set_values({"day": clock.today().isoformat(), "lines": USUAL_LINES})
        self.go = default_button(_("Show"), self.show_list, "printer")
        add(self.body, self.grid)
        add(self.foot, None, cancel_button(self), self.go)

    def show_list(self) -> None:
        """Draw the list and show it as it will be printed; what is wrong is said beside its field."""
        self.banner.hide()
        answers, ctx, lang = self.grid.values(), self.ctx, language.code

        def work(_tick: Any) -> bytes:
            with ctx.opened.database.read(ctx.actor) as read:
                return bytes(reports.attendance_pdf(read, answers, lang))

        title = _("Attendance list")
        run_long(self, ctx, title, work, lambda pdf: show_pdf(self, pdf, title, "attendance.pdf"), self._failed)

    def _failed(self, error: CicError) -> None:
        homeless = self.grid.show_problems(error.problems) if isinstance(error, Invalid) else [error]
        if homeless:
            self.banner.say("bad", error.text)
