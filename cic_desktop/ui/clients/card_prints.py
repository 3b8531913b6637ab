"""What is printed about one client from the card's menu: the whole file, and the card of services to be signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import assistance, forms, reports
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.i18n import Text, _
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import add
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.assistance.signing import SignList

__all__ = ["CardPeriodDialog", "print_services", "print_whole_file"]

_TITLE = _("Participant's card of services")


def print_whole_file(parent: QWidget, shell: Shell, person_id: str) -> None:
    """Everything the register holds about the person, for an access request."""
    ctx = shell.ctx

    def printed(_how: str) -> None:
        ctx.do(lambda work: work.note("print", "person", person_id, "access"), verb="print a file", owner=ctx)

    _draw(parent, shell, lambda read: forms.print_file(read, person_id), _("Copy of the personal data"), printed)


def print_services(parent: QWidget, shell: Shell, person_id: str) -> None:
    """All help of a period with places to sign; lines not signed yet get their codes."""
    CardPeriodDialog(parent, shell, person_id).open()


class CardPeriodDialog(ClientDialog):
    """The help of which days the card holds; then the card is shown."""

    def __init__(self, parent: QWidget, shell: Shell, person_id: str) -> None:
        super().__init__(shell, _TITLE, _("Lines not signed yet get their codes."), width=700)
        self._parent, self._person_id = parent, person_id
        self.grid = FieldGrid(reports.CARD_PERIOD)
        self.grid.set_values(reports.usual_period(clock.today()))
        self.grid.edited.connect(lambda _name: self.fit())
        self.go = default_button(_("Show"), self.show_card, "printer")
        add(self.body, self.grid)
        add(self.foot, None, cancel_button(self), self.go)

    def show_card(self) -> None:
        """Give the codes and draw; what is wrong is said beside its field."""
        person_id, answers = self._person_id, self.grid.values()

        def make(work: Any) -> SignList:
            wanted = reports.card_list(work, person_id, answers)
            assistance.make_sign_list(work, wanted)
            return wanted

        self.ctx.do(make, verb="print a list of signatures", owner=self, then=self._made, failed=self._failed)

    def _made(self, wanted: SignList) -> None:
        lang = language.code
        self.accept()
        _draw(self._parent, self.shell, lambda read: reports.person_card_pdf(read, wanted, lang), _TITLE)

    def _failed(self, error: CicError) -> None:
        homeless = self.grid.show_problems(error.problems) if isinstance(error, Invalid) else [error]
        if homeless:
            self.banner.say("bad", error.text)
        self.fit()


def _draw(
    parent: QWidget,
    shell: Shell,
    make: Callable[[Any], bytes],
    title: Text,
    printed: Callable[[str], object] | None = None,
) -> None:
    """Draw beside the window, then show what will be printed."""
    database, actor = shell.ctx.opened.database, shell.ctx.actor

    def work(_tick: object) -> bytes:
        with database.read(actor) as read:
            return make(read)

    def show(pdf: bytes) -> None:
        show_pdf(parent, pdf, title, "client.pdf", printed)

    def refused(error: CicError) -> None:
        shell.note(error.text, "bad")

    shell.ctx.side(work, owner=parent, then=show, failed=refused)
