"""A referral to a specialist: why, how urgent, agreed for when, how it went."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Condition, Field
from cic_desktop.i18n import Joined, Text, _, pgettext

_COUNTED = tuple(option for option in options("referral_state") if option.code not in ("need", "qualified"))
_AGREED = Condition("state", ("booked", "held", "no_show"))


def _summary(details: Details) -> Text:
    return Joined(
        (
            label("specialist", details.get("specialist")),
            label("referral_state", details.get("state") or "proposed"),
        )
    )


KIND = Kind(
    code="referral",
    title=pgettext("kind of help", "Referral to a specialist"),
    icon="share",
    tone="warn",
    fields=(
        Field("specialist", _("Specialist"), "choice", options=options("specialist"), required=True, width=6),
        Field("urgency", _("Urgency"), "radio", options=options("urgency"), width=6),
        Field(
            "reason",
            _("Reason, in one sentence"),
            max_length=300,
            help=_("What is said to the specialist stays with the specialist."),
        ),
        Field("state", _("State"), "choice", options=_COUNTED, width=6),
        Field("agreed_on", _("Agreed for"), "date", width=3, when=_AGREED),
        Field("agreed_at", _("Time"), "time", width=3, when=_AGREED),
        Field("interpreter_needed", _("An interpreter is needed"), "yes_no"),
        Field("declined_reason", _("Why declined"), when=Condition("state", ("declined", "called_off"))),
    ),
    summary=_summary,
    minutes=15,
    variant="specialist",
)
