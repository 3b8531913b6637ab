"""What is said of events and guests in several places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cic_desktop import diary, events, partners, projects
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Field, Option
from cic_desktop.i18n import Day, Plain, Text, _, ngettext
from cic_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cic_desktop.db.work import Read
    from cic_desktop.events.rows import EventLine

__all__ = [
    "ICONS", "TONES", "agreement", "event_offers", "guest_count", "people_told", "places", "point_fields",
    "point_offers", "state_told",
]  # fmt: skip

TONES: dict[str, Tone] = {"planned": "info", "held": "ok", "called_off": "bad"}
ICONS: dict[str, tuple[str, Tone]] = {
    "training": ("briefcase", "primary"), "conference": ("users", "info"), "event": ("star", "violet"),
    "action": ("flag", "ok"),
}  # fmt: skip


def state_told(line: EventLine) -> tuple[Text, Tone]:
    """How it stands; of one that is over nobody has said yet that it was held."""
    if line.to_settle(clock.today()):
        return _("was it held?"), "warn"
    return code_label("event_state", line.state), TONES[line.state]


def guest_count(number: int) -> Text:
    return ngettext("{n} guest", "{n} guests", number)


def people_told(line: EventLine) -> Text:
    """In short who was there, or before that who comes."""
    if line.people or line.state == "held":
        return ngettext("{n} person there", "{n} people there", line.people)
    return ngettext("{n} will come", "{n} will come", line.coming)


def places(line: EventLine) -> tuple[Text, Tone] | None:
    """Whether more have said they come than there are places; None where nobody counts them."""
    if not line.capacity or line.state != "planned":
        return None
    over = line.coming - line.capacity
    if over > 0:
        return ngettext("{n} more than places", "{n} more than places", over), "warn"
    return ngettext("{n} place left", "{n} places left", -over), "ok" if over else "warn"


def agreement(line: EventLine) -> tuple[Text, Tone] | None:
    """That the partner's agreement has run out by the event."""
    if not line.agreement_ended or line.agreement_to is None:
        return None
    return _("agreement ended {day}", day=Day(line.agreement_to, "short")), "bad"


def event_offers(read: Read) -> dict[str, tuple[Option, ...]]:
    """What the questions about an event let one choose from."""
    return {
        "partner_id": partners.partner_options(read),
        "room_id": _options(diary.rooms(read)),
        "project_id": tuple(projects.project_options(read)),
    }


def point_offers(read: Read) -> dict[str, tuple[Option, ...]]:
    return {
        "teacher_id": _options(diary.teachers(read)),
        "room_id": _options(diary.rooms(read)),
        "interpreter_id": _options(diary.interpreters(read)),
    }


def point_fields() -> tuple[Field, ...]:
    """Minutes as a plain number: their quick choices need more room than a third of a line has."""
    return tuple(replace(field, kind="number") if field.kind == "minutes" else field for field in events.POINT)


def _options(lines: Sequence[Any]) -> tuple[Option, ...]:
    return tuple(Option(line.id, Plain(line.name)) for line in lines)
