"""What is asked about an event and its guests, as data."""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import _, pgettext

__all__ = ["ATTENDED", "CALL_OFF", "CLIENT_GUEST", "COUNTS", "EVENT", "GUEST", "MARKS", "NOTES"]

EVENT: tuple[Field, ...] = (
    Field("name", _("Name"), required=True, width=8, max_length=160),
    Field("kind", _("Kind"), "choice", options=options("event_kind"), required=True, width=4),
    Field("starts_on", _("First day"), "date", required=True, width=4),
    Field("ends_on", _("Last day"), "date", width=4, help=_("Empty: the same day.")),
    Field("capacity", _("Places"), "number", width=4, help=_("Empty: as many as come.")),
    Field("partner_id", _("Partner it is held for or with"), "choice", width=6),
    Field("organiser", _("Who else organises it"), width=6, max_length=160, help=_("When not among the partners.")),
    Field("room_id", pgettext("event", "Room"), "choice", width=4),
    Field("place", _("Other place"), width=8, max_length=160, help=_("With the address, when not in a room.")),
    Field("about", _("What guests should know"), "long_text", max_length=1000, help=_("Printed on the invitation.")),
    Field("account_id", _("Who runs it"), "account", required=True, width=6),
    Field("project_id", _("Project"), "choice", required=True, width=6),
)  # fmt: skip

NOTES: tuple[Field, ...] = (
    Field(
        "photo_note", _("Photographs"), "long_text", max_length=600,
        help=_("How guests were told that photographs are taken, and where they are published."),
    ),
    Field("cost_note", _("Costs"), "long_text", max_length=600, help=_("What was paid, to whom, from which budget.")),
)  # fmt: skip

CALL_OFF: tuple[Field, ...] = (Field("reason", _("Why it is called off"), required=True, max_length=200),)

_ANSWERS: tuple[Field, ...] = (
    Field("guest_group", _("Group"), "choice", options=options("guest_group"), width=6),
    Field("invited_on", _("Invited on"), "date", width=6),
    Field("answer", _("Answer to the invitation"), "choice", options=options("invitation_answer"), width=6),
    Field("photo", _("Agrees to be photographed"), "yes_no", width=6),
    Field("note", _("Note"), max_length=300),
)

GUEST: tuple[Field, ...] = (
    Field("name", _("Name and surname"), width=6, max_length=120),
    Field("organisation", _("Organisation"), width=6, max_length=160),
    Field("role", _("Role"), width=6, max_length=120),
    Field("email", _("E-mail"), "email", width=6),
    Field("phone", _("Telephone"), "phone", width=6),
    *_ANSWERS,
)

ATTENDED = Field("attended", _("Was there"), "yes_no", width=6)
"""Noted at the door, or taken from a list: no question of the dialog."""

CLIENT_GUEST: tuple[Field, ...] = _ANSWERS
"""What is asked about a guest who is a client: the rest stands on the client's card."""

MARKS = ("answer", "attended", "photo")
"""What is noted of many guests one after another: yes, no or nothing."""

COUNTS: tuple[Field, ...] = tuple(
    Field(option.code, option.label, "number", width=4) for option in options("guest_group")
)
"""Heads of people nobody was named for, by group."""
