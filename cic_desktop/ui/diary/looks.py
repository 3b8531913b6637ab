"""How a time of the diary is said and shown: an appointment, a lesson, a point of an event's programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cic_desktop.assistance.kinds import kind
from cic_desktop.core.codes import label as code_label
from cic_desktop.diary.rows import AgendaLine, GatheringLine
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.today.agenda import shown_state

__all__ = ["EVENT_ICON", "LESSON_ICON", "LESSON_TONE", "Look", "Timed", "look_of", "told", "who"]

Timed = AgendaLine | GatheringLine
LESSON_ICON, EVENT_ICON = "graduation-cap", "star"
LESSON_TONE: Tone = "info"


@dataclass(frozen=True)
class Look:
    """A block: its two lines of words, its colour and sign. `solid` stands out, `gone` is crossed out."""

    first: Text
    second: Text
    tone: Tone
    icon: str = ""
    solid: bool = False
    gone: bool = False


def look_of(line: Timed, now: datetime) -> Look:
    """How a block of the calendar looks at a moment."""
    if isinstance(line, GatheringLine):
        return _group_look(line, now)
    state, what = shown_state(line, now), kind(line.kind)
    second = Joined((what.title, Plain(line.room), Plain(line.interpreter)))
    tone: Tone = _TONES.get(state, what.tone or "primary")
    return Look(who(line), second, tone, _ICONS.get(state, ""), gone=state == "called_off")


def who(line: Timed) -> Text:
    """For whom it is, as far as that is known; for a group its course or event."""
    if isinstance(line, GatheringLine):
        return Plain(line.owner)
    named = line.person or line.about
    return Plain(named) if named else _("Somebody new")


def told(line: Timed, now: datetime) -> Text:
    """A block in one sentence: the tool tip, and what a screen reader says."""
    words = _group_words(line) if isinstance(line, GatheringLine) else _appointment_words(line)
    state = _SAID.get(_group_state(line, now) if isinstance(line, GatheringLine) else shown_state(line, now))
    return Joined((Plain(f"{line.starts_at}–{line.ends_at}"), who(line), *words, state or Plain("")))


def _appointment_words(line: AgendaLine) -> tuple[Text, ...]:
    where = Plain(line.room) if line.room else code_label("place", line.place)
    return kind(line.kind).title, Plain(line.advisor), where, Plain(line.interpreter)


def _group_words(line: GatheringLine) -> tuple[Text, ...]:
    what = code_label("course_kind" if line.course_id else "event_kind", line.owner_kind)
    led = Plain(line.teacher or line.speaker)
    people = ngettext("{n} person", "{n} people", line.people) if line.people else Plain("")
    return Plain(line.title), what, led, Plain(line.room or line.place), Plain(line.interpreter), people


def _group_look(line: GatheringLine, now: datetime) -> Look:
    state, is_event = _group_state(line, now), bool(line.event_id)
    icon = _ICONS.get(state) or (EVENT_ICON if is_event else LESSON_ICON)
    second = Joined((Plain(line.title), Plain(line.teacher or line.speaker), Plain(line.room or line.place)))
    tone = _TONES.get(state, LESSON_TONE)
    return Look(who(line), second, tone, icon, solid=is_event and state != "called_off", gone=state == "called_off")


def _group_state(line: GatheringLine, now: datetime) -> str:
    """A lesson is written down one by one, an event as a whole: a point of it is never overdue."""
    return line.state if line.event_id else shown_state(line, now)


_TONES: dict[str, Tone] = {"past": "warn", "now": "info", "held": "", "no_show": "bad", "called_off": ""}
_ICONS = {"held": "check", "no_show": "x", "past": "alert"}
_SAID: dict[str, Text] = {
    "now": pgettext("appointment", "Now"),
    "past": pgettext("appointment", "Not recorded yet"),
    "held": pgettext("appointment", "Held"),
    "no_show": pgettext("appointment", "No-show"),
    "called_off": pgettext("appointment", "Called off"),
}
