"""What is asked about help given, as data: the sitting, what every service has, the quick enquiry."""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Condition, Field
from cic_desktop.i18n import _

__all__ = ["ANONYMOUS", "ENQUIRY", "SERVICE", "SITTING"]

_TOPIC = Field("topic", _("Topic"), "choice", options=options("topic"), required=True, width=6)
_OUTCOME = Field("outcome", _("Outcome"), "choice", options=options("outcome"), width=6)

SITTING: tuple[Field, ...] = (
    Field("day", _("Date"), "date", required=True, width=3),
    Field("starts_at", _("From"), "time", width=3),
    Field("minutes", _("Minutes"), "minutes", required=True, width=6),
    Field("place", _("Place"), "choice", options=options("place"), required=True, width=6),
    Field("language", _("Language of the talk"), "language", width=6),
    Field("interpreter", _("Interpreter"), width=6),
    Field("signature", _("Participant's signature"), "radio", options=options("signature"), required=True),
    Field(
        "unsigned_reason",
        _("Why there is no signature"),
        required=True,
        when=Condition("signature", ("none",)),
    ),
)

SERVICE: tuple[Field, ...] = (
    _TOPIC,
    _OUTCOME,
    Field("minutes", _("Minutes"), "minutes", required=True, width=6),
    Field("project_id", _("Project"), "choice", required=True, width=6),
    Field("description", _("What was done"), "long_text", max_length=4000),
    Field("next_step", _("Next step"), width=8, max_length=300),
    Field("next_step_on", _("By"), "date", width=4),
)

ENQUIRY: tuple[Field, ...] = (
    _TOPIC,
    Field(
        "place",
        _("Channel"),
        "radio",
        options=tuple(option for option in options("place") if option.code in ("office", "phone", "online")),
        required=True,
        width=6,
    ),
    Field("language", _("Language of the talk"), "language", required=True, width=6),
    Field("citizenship", _("Citizenship, if said"), "country", width=6),
    _OUTCOME,
    Field("minutes", _("Minutes"), "minutes", required=True, width=6),
)

ANONYMOUS: tuple[Field, ...] = (  # somebody without a card, as far as they said
    Field("citizenship", _("Citizenship, if said"), "country", width=6),
    Field("sex", _("Sex"), "radio", options=options("sex"), width=6),
    Field("language", _("Language"), "language", width=6),
)
