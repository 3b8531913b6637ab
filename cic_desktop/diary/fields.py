"""What is asked about appointments, office hours, rooms and interpreters, as data. Nothing heavy is imported here."""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Condition, Field, Option
from cic_desktop.i18n import Text, Weekday, _, pgettext

__all__ = ["AWAY", "APPOINTMENT", "CALL_OFF", "DAY_OVER", "GATHERING", "INTERPRETER", "OFFICE_HOURS", "ROOM", "TEACHER"]

AWAY = ("home", "clinic", "authority", "school", "other")  # places with an address of their own

APPOINTMENT: tuple[Field, ...] = (
    Field("day", _("Date"), "date", required=True, width=3),
    Field("starts_at", _("From"), "time", required=True, width=3),
    Field("minutes", _("Minutes"), "minutes", required=True, width=6),
    Field("place", _("Place"), "choice", options=options("place"), required=True, width=6),
    Field("room_id", _("Room"), "choice", width=6, when=Condition("place", ("office",))),
    Field("address", _("Address"), width=6, when=Condition("place", AWAY)),
    Field("language", _("Language to interpret"), "language", width=6),
    Field("interpreter_id", _("Interpreter"), "choice", width=6),
    Field("about", _("About"), width=12, max_length=200),
    Field(
        "bring_codes",
        _("What to bring"),
        "choices",
        options=options("visit_bring"),
        help=_("On the card it is in the client’s language."),
    ),
    Field("bring", _("Anything else to bring, a line each"), "long_text", max_length=600),
)

GATHERING: tuple[Field, ...] = (
    Field("day", _("Date"), "date", required=True, width=4),
    Field("starts_at", _("From"), "time", required=True, width=4),
    Field("minutes", _("Minutes"), "minutes", required=True, width=4),
    Field("title", _("Subject"), max_length=200),
    Field("teacher_id", _("Who teaches"), "choice", width=6),
    Field("speaker", _("Who speaks, when not on the list"), width=6, max_length=100),
    Field("room_id", pgettext("lesson", "Room"), "choice", width=6),
    Field("place", _("Place outside the centre"), width=6, max_length=200),
    Field("interpreter_id", _("Interpreter"), "choice", width=6),
    Field("block", _("Block"), "choice", options=options("adaptation_block"), width=6),
)

CALL_OFF: tuple[Field, ...] = (Field("reason", _("Why it is called off"), required=True, max_length=200),)

ROOM: tuple[Field, ...] = (
    Field("name", _("Name"), required=True, width=8, max_length=60),
    Field("seats", _("Seats"), "number", width=4),
)

TEACHER: tuple[Field, ...] = (
    Field("name", _("Name and surname"), required=True, max_length=100),
    Field("phone", _("Telephone"), "phone", width=5),
    Field("email", _("E-mail"), "email", width=7),
    Field(
        "account_id",
        _("Colleague of the centre"),
        "account",
        help=_("When chosen, the colleague's appointments and lessons are seen together."),
    ),
)

INTERPRETER: tuple[Field, ...] = (
    Field("name", _("Name and surname"), required=True, width=7, max_length=100),
    Field("phone", _("Telephone"), "phone", width=5),
    Field("languages", _("Languages"), "choices", required=True),
    Field("sworn", _("Sworn translator"), "yes_no", width=6),
    Field(
        "adult",
        _("Of age"),
        "yes_no",
        required=True,
        width=6,
        help=_("A child never interprets, not even for its own family."),
    ),
)

OFFICE_HOURS: tuple[Field, ...] = (
    Field("account_id", _("Who"), "account", required=True, width=6),
    Field(
        "weekday",
        _("Day of the week"),
        "choice",
        options=tuple(Option(str(number), Weekday(number)) for number in range(7)),
        required=True,
        width=6,
    ),
    Field("starts_at", _("From"), "time", required=True, width=3),
    Field("ends_at", _("Until"), "time", required=True, width=3),
    Field("slot_minutes", _("Minutes for one person"), "minutes", required=True, width=6),
    Field("room_id", _("Room"), "choice", width=6),
    Field(
        "every_weeks",
        _("How often"),
        "choice",
        options=(Option("1", _("every week")), Option("2", _("every second week"))),
        required=True,
        width=6,
    ),
    Field("valid_from", _("Valid from"), "date", required=True, width=6),
    Field("valid_to", _("Valid until"), "date", width=6),
)

DAY_OVER: Text = _("This day is over. Choose another one, or record the help that was given.")
"""Why no appointment is agreed on for a day."""
