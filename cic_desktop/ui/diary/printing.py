"""The client's card and calendar files: made on a side lane, noted in the audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import forms, reports
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import LANGUAGES, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.diary.rows import AgendaLine, WeekFilter
    from cic_desktop.ui.diary.looks import Timed

__all__ = ["card_language", "save_file", "show_agenda", "show_card", "show_slip"]


def card_language(code: str) -> str:
    """The language a paper is printed in for somebody who speaks `code`: their own if we have it, else English."""
    return code if code in LANGUAGES else "en"


def show_card(shell: Shell, line: AgendaLine) -> None:
    """The take-away card of an appointment, in the client's language, in the preview."""
    lang = card_language(line.language or "pl")
    _show(shell, lambda read: forms.appointment_card(read, line.id, lang), "karta-wizyty.pdf", "appointment", line.id)


def show_slip(shell: Shell, referral_id: str, lang: str) -> None:
    """The slip of a referral in the client's language, in the preview."""
    shown = card_language(lang or "pl")
    _show(shell, lambda read: forms.referral_slip(read, referral_id, shown), "skierowanie.pdf", "referral", referral_id)


def show_agenda(shell: Shell, owner: QWidget, first: date, days: int, shown: WeekFilter, whose: Text) -> None:
    """Some days of the calendar as a list in the window's language, in the preview; made on a side lane."""
    opened, actor, lang = shell.ctx.opened, shell.ctx.actor, language.code

    def work(_tick: Any) -> bytes:
        with opened.database.read(actor) as read:
            return reports.agenda_pdf(read, first, days, shown, whose, lang)

    def noted(how: str) -> None:
        verb = "print the agenda" if how == "printed" else "save the agenda"
        shell.ctx.do(lambda work: work.note(verb), verb=verb, owner=shell.ctx)

    def made(pdf: bytes) -> None:
        show_pdf(owner, pdf, _("Calendar"), "terminarz.pdf", noted)

    shell.ctx.side(work, owner=owner, then=made, failed=lambda error: shell.note(error.text, "bad"))


def save_file(shell: Shell, name: str, lines: Callable[[Read], Sequence[Timed]]) -> None:
    """Write appointments and groups into an .ics file, and say so."""
    ctx = shell.ctx

    def made(work: Any) -> bytes:
        found = lines(work)
        work.note("export", "appointment", found[0].id if len(found) == 1 else "", "ics")
        return forms.appointments_file(work, found)

    def kept(raw: bytes) -> None:
        try:
            Path(name).write_bytes(raw)
        except OSError:
            shell.note(_("The file could not be written there. Choose another folder."), "bad")
            return
        shell.note(_("Saved. The file holds case numbers, no names."))

    ctx.do(made, verb="export appointments", owner=ctx, then=kept)


def _show(shell: Shell, draw: Callable[[Any], bytes], file_name: str, table: str, row_id: str) -> None:
    ctx = shell.ctx
    parent = shell if isinstance(shell, QWidget) else None

    def printed(_how: str) -> None:
        ctx.do(lambda work: work.note("print", table, row_id), verb="note a print", owner=ctx)

    def shown(pdf: bytes) -> None:
        show_pdf(parent, pdf, _("For the client"), file_name, printed)  # type: ignore[arg-type]

    def failed(error: CicError) -> None:
        shell.note(error.text, "bad")

    ctx.ask(draw, owner=ctx, then=shown, failed=failed)
