"""Pictures of the events: the list, every tab of the one with most guests, its dialogs."""

from __future__ import annotations

from typing import Any

from cic_desktop.tour.guide import Guide
from cic_desktop.ui.events.event_page import PARTS

__all__ = ["event_shots"]

_BUSIEST = (
    "SELECT e.id FROM event e JOIN event_guest g ON g.event_id = e.id WHERE e.deleted_at IS NULL "
    "GROUP BY e.id ORDER BY count(*) DESC, e.id LIMIT 1"
)
_LIST = """Lp.\tImię i nazwisko\tInstytucja\tStanowisko\tE-mail
1\tEWA KOWALSKA\tSP nr 5\tnauczycielka\te.kowalska@example.org
2\tJan Lis\tMOPS\tkierownik\tto nie adres
3\tŁucja Żak\tSP nr 9\tpedagożka\tl.zak@example.org
4\t\t\tdyrektor\t
"""


def event_shots(guide: Guide, folder: str) -> None:
    """Into `folder`."""
    guide.page("events")
    guide.shot(guide.window, f"{folder}/events")
    opened = guide.program.window.ctx.opened
    with opened.database.read(opened.actor) as read:
        event_id = str(read.sql(_BUSIEST)[0][0])
    for part in PARTS:
        guide.page("event", event_id=event_id, section=part.key)
        guide.shot(guide.window, f"{folder}/event-{part.key}")
    for name, dialog in _dialogs(guide, event_id).items():
        dialog.show()
        guide.shot(dialog, f"{folder}/dialog-{name}")
        dialog.close()
        guide.settle()


def _dialogs(guide: Guide, event_id: str) -> dict[str, Any]:
    from cic_desktop.ui.surveys.dialog import SurveyDialog

    page = guide.page("event", event_id=event_id, section="guests")
    paste = page.part.paste()
    paste.paste(_LIST)
    guide.settle()
    return {
        "event": page.acts.ask_change(page.card.line), "guests-from-a-list": paste, "event-print": page.ask_print(),
        "survey": SurveyDialog(guide.window, event_id=event_id),
    }  # fmt: skip
