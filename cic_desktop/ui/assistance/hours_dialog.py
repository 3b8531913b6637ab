"""The month's record of somebody's hours with the protocol of acceptance: chosen, seen, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import reports, security
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.reports.long_work import run_long
from cic_desktop.ui.reports.month_box import MonthBox
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import add, label, vbox
from cic_desktop.ui.widgets.editors import OptionCombo

if TYPE_CHECKING:
    from cic_desktop.security import AccountLine


class HoursDialog(ClientDialog):
    """Whose hours, of which month. A manager chooses a colleague; everybody else prints their own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, _("Record of hours"), _("With the protocol of acceptance below it."), width=460)
        self.month = MonthBox()
        self.month.show_month(self.month.month.previous())
        self.who = OptionCombo(())
        language.bind(self.who, "setAccessibleName", _("Colleague"))
        self.go = default_button(_("Show"), self.show_hours, "printer")
        add(self.body, self.month, vbox(label(_("Colleague"), "field"), self.who, spacing=4))
        add(self.foot, None, cancel_button(self), self.go)
        self.ctx.ask(security.colleagues, owner=self, then=self._offer)

    def show_hours(self) -> None:
        """Draw the record and show it as it will be printed."""
        month, account_id = self.month.month, self.who.code()
        ctx, lang = self.ctx, language.code

        def work(_tick: Any) -> bytes:
            with ctx.opened.database.read(ctx.actor) as read:
                return bytes(reports.hours_pdf(read, month, account_id, lang))

        title = _("Monthly record of hours")
        name = f"hours-{month}.pdf"
        run_long(self, ctx, title, work, lambda pdf: show_pdf(self, pdf, title, name), self._failed)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _offer(self, colleagues: list[AccountLine]) -> None:
        everybody = self.ctx.may(Right.READ_REPORTS)
        for line in colleagues:
            if everybody or line.id == self.ctx.actor.id:
                self.who.add_option(Option(line.id, Plain(line.name)))
        self.who.set_code(self.ctx.actor.id)
