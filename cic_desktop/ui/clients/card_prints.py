"""What is printed about one client from the card's menu: the whole file, and the card of services to be signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from cic_desktop import assistance, forms, reports
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell

__all__ = ["print_services", "print_whole_file"]


def print_whole_file(parent: QWidget, shell: Shell, person_id: str) -> None:
    """Everything the register holds about the person, for an access request."""
    ctx = shell.ctx

    def printed(_how: str) -> None:
        ctx.do(lambda work: work.note("print", "person", person_id, "access"), verb="print a file", owner=ctx)

    _draw(parent, shell, lambda read: forms.print_file(read, person_id), _("Copy of the personal data"), printed)


def print_services(parent: QWidget, shell: Shell, person_id: str) -> None:
    """All help of this year with places to sign; lines not signed yet get their codes."""
    today = clock.today()
    first = date(today.year, 1, 1)
    wanted = assistance.SignList("person", first, today, person_id=person_id, everything=True)
    lang, title = language.code, _("Participant's card of services")

    def draw(_lines: object) -> None:
        _draw(parent, shell, lambda read: reports.person_card_pdf(read, wanted, lang), title)

    shell.ctx.do(
        lambda work: assistance.make_sign_list(work, wanted), verb="print a list of signatures", owner=parent, then=draw
    )


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
