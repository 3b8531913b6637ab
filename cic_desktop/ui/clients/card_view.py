"""All a card shows, read in one look; how its project standing is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cic_desktop import clients, projects, protection
from cic_desktop.core import clock
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Day, Plain, Text, _
from cic_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from cic_desktop.clients import ClientCard, MergeLine, Part
    from cic_desktop.reports.timeline import TimelineEntry


@dataclass(frozen=True)
class CardView:
    """A card, its timeline, and the projects to choose from."""

    card: ClientCard
    entries: list[TimelineEntry]
    projects: tuple[Option, ...]
    numbers: dict[str, str]  # project id → its number
    merges: tuple[MergeLine, ...]  # other records that were made one with this
    limit: int  # entries asked for; as many of them mean there may be more
    unguarded: bool = False  # a minor whom nobody represents today
    protected: bool = False  # a minor, or somebody who was one with something written down


def load(read: Any, person_id: str, limit: int) -> CardView:
    """The card with its `limit` newest events; of somebody merged, the card kept. Raises Missing."""
    from cic_desktop.reports.timeline import timeline

    card = clients.card(read, person_id)
    person_id = card.id
    return CardView(
        card=card,
        entries=timeline(read, person_id, limit),
        projects=projects.project_options(read),
        numbers={line.id: line.number for line in projects.projects(read)},
        merges=tuple(clients.merges_of(read, person_id)),
        limit=limit,
        unguarded=protection.is_unguarded(read, person_id, card.line.birth_date),
        protected=protection.is_protected(read, person_id, card.line.birth_date),
    )


def project_chips(view: CardView) -> list[tuple[Text, Tone]]:
    """Whether help counts, for each project the person takes part in now; a plain warning when in none."""
    today = clock.today().isoformat()
    parts = view.card.parts_of("participation")
    now = [part for part in parts if (part.answers["exited_on"] or "9999") >= today]
    chips: list[tuple[Text, Tone]] = [(_counted(view, part), "ok") for part in now if part.answers["declared_on"]]
    return chips or [(_("no declaration yet: help is not countable"), "warn")]


def _counted(view: CardView, part: Part) -> Text:
    number = view.numbers.get(part.answers["project_id"], "")
    since = Day(date.fromisoformat(part.answers["declared_on"]), "short")
    return _("{project}: counted since {day}", project=Plain(number), day=since)
