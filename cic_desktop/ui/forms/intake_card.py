"""The intake card, empty or of a client, shown as it will be printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.forms import papers
from cic_desktop.i18n import Text, _
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.reports.long_work import run_long

TITLE: Text = _("Intake card")
FILE_NAME = "intake-card.pdf"  # nothing about the client


def show_intake_card(
    parent: QWidget, ctx: AppContext, lang: str, failed: Callable[[CicError], object], person_id: str = ""
) -> None:
    """In Polish and `lang`; without a person the lines are empty, to be filled by hand."""

    def work(_tick: Any) -> bytes:
        with ctx.opened.database.read(ctx.actor) as read:
            return papers.intake_card(read, lang, person_id)

    run_long(parent, ctx, TITLE, work, lambda pdf: show_pdf(parent, pdf, TITLE, FILE_NAME), failed)
