"""The section "Survey": what the anonymous sheets about an event say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cic_desktop.i18n import Plain
from cic_desktop.ui.events.papers import EventPapers
from cic_desktop.ui.surveys.panel import SurveyPanel

if TYPE_CHECKING:
    from cic_desktop.events.rows import EventCard

__all__ = ["EventSurvey"]


class EventSurvey(SurveyPanel):
    card: EventCard

    def show_event(self, card: EventCard, chosen: str = "") -> None:
        self.card = card
        self.show_about(event_id=card.line.id, name=Plain(card.line.name))

    def print_sheets(self) -> None:
        EventPapers(self._shell, self.card, paper="survey").open()
