"""Papers of an event: its programme, and invitations, a page for each guest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from cic_desktop import centre, events, projects
from cic_desktop.core.errors import Missing
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.events.rows import EventCard, GuestLine
from cic_desktop.forms.papers.courses import slip, spoken
from cic_desktop.forms.papers.model import Block, Paper, PaperFacts
from cic_desktop.forms.papers.service import centre_contact
from cic_desktop.forms.papers.turn import AsWritten
from cic_desktop.i18n import Day, Joined, Plain, Text

__all__ = ["event_invitations", "event_programme"]

_NOTHING = Plain("")
_LETTER = 1.2  # of the letters: an invitation is no form
Rows = tuple[tuple[Text, ...], ...]


def event_programme(read: Read, event_id: str, lang: str = "pl") -> bytes:
    """The programme in Polish and `lang`, as PDF. Raises Missing, Invalid (a letter that cannot be printed)."""
    from cic_desktop.forms.papers.sheet import draw

    return draw((slip("programme"),), _facts(read, whole_event(read, event_id), lang), spoken(lang))


def event_invitations(
    read: Read, event_id: str, guest_ids: Sequence[str] = (), lang: str = "pl",
    tick: Callable[[float], None] = lambda share: None,
) -> bytes:  # fmt: skip
    """An invitation for each of these guests; without any, one with no name on it, to be handed out.

    `tick` hears the share done, and may raise to stop. Raises Missing, Invalid.
    """
    from cic_desktop.forms.papers.sheet import draw_all

    read.require(Right.READ_CLIENTS)
    card = whole_event(read, event_id)
    known = {guest.id: guest for guest in card.guests}
    if set(guest_ids) - known.keys():
        raise Missing()
    guests: list[GuestLine | None] = [known[guest_id] for guest_id in guest_ids] or [None]
    facts, paper = _facts(read, card, lang), slip("invitation")
    return draw_all([(*_for_guest(paper, facts, guest), spoken(lang)) for guest in guests], tick)


def whole_event(read: Read, event_id: str) -> EventCard:
    """Everything known of an event. Raises Missing."""
    card = events.event(read, event_id)
    if card is None:
        raise Missing()
    return card


def _facts(read: Read, card: EventCard, lang: str) -> PaperFacts:
    line, home = card.line, centre.centre(read)
    reply = ", ".join(filter(None, (home.phone, home.email))) or home.name
    words: dict[str, Text] = {
        "event": Plain(line.name),
        "heading": AsWritten(Plain(line.name)),
        "when": event_days(card),
        "place": Plain(line.place or ", ".join(filter(None, (line.room, home.name, home.address)))),
        "held_with": Plain(line.held_with),
        "project": Plain(projects.project_title(read, line.project_id)),
        "reply": AsWritten(Plain(reply)),
    }
    tables: dict[str, Rows] = {
        "points": tuple(_points(card)),
        "about": _one(line.about),
        "photo": _one(line.photo_note),
        "host": ((Joined((Plain(home.name), Plain(line.runs_it)), ", "),),),
    }
    return PaperFacts("", "", lang, centre_contact(read), words, logo=centre.logo(read), tables=tables)


def event_days(card: EventCard) -> Text:
    """The days, and when it begins."""
    line = card.line
    first = next((point.starts_at for point in card.programme if point.state != "called_off"), "")
    if line.starts_on == line.ends_on:
        return Joined((Day(line.starts_on, "weekday"), Plain(first)), ", ")
    return Joined((Day(line.starts_on), Day(line.ends_on)), " – ")


def _points(card: EventCard) -> Iterator[tuple[Text, ...]]:
    """A line for each point that takes place; where it lasts several days, each day over its own."""
    living = [point for point in card.programme if point.state != "called_off"]
    several = card.line.starts_on != card.line.ends_on
    for day, points in groupby(living, key=lambda point: point.day):
        if several:
            yield _NOTHING, Day(day, "weekday"), _NOTHING
        for point in points:
            yield Plain(f"{point.starts_at}–{point.ends_at}"), Plain(point.title), _who_and_where(point, card)


def _who_and_where(point: GatheringLine, card: EventCard) -> Text:
    """The speaker; the room or place where it is not the event's own."""
    where = point.place or point.room
    own = where in (card.line.place, card.line.room)
    return Joined((Plain(point.speaker or point.teacher), _NOTHING if own else Plain(where)), " · ")


def _for_guest(paper: Paper, facts: PaperFacts, guest: GuestLine | None) -> tuple[Paper, PaperFacts]:
    """The invitation headed by whom it is for: the name, the role, the organisation, a line each."""
    told = [words for words in (guest.name, guest.role, guest.organisation) if words] if guest else []
    words = {f"guest{number}": AsWritten(Plain(line)) for number, line in enumerate(told)}
    lines = tuple(Plain(f"{{{name}}}") for name in words)
    head = (Block("heading", lines[:1]), Block("text", lines[1:])) if lines else ()
    return replace(paper, blocks=(*head, *paper.blocks), scale=_LETTER), replace(facts, words={**facts.words, **words})


def _one(words: str) -> Rows:
    """A table of one cell, or none."""
    return ((Plain(words),),) if words.strip() else ()
