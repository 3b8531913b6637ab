"""An accompanied visit at an office, a school, a bank. (At a doctor: `medical_visit`.)"""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Condition, Field, Option
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext

INTERPRETS = (
    Option("advisor", _("the advisor")),
    Option("interpreter", _("an interpreter")),
    Option("none", _("not needed")),
    Option("child", _("a child of the family")),
)
TRAVEL = (
    Field("left_at", _("Left at"), "time", width=3),
    Field("returned_at", _("Back at"), "time", width=3),
    Field("travel_minutes", _("Travel, minutes"), "number", width=3),
    Field("kilometres", _("Kilometres"), "number", width=3),
    Field("risk_note", _("Safety note"), "long_text", max_length=500),
)


def _summary(details: Details) -> Text:
    return Joined((label("institution_kind", details.get("institution_kind")), Plain(details.get("institution", ""))))


KIND = Kind(
    code="accompanied_visit",
    title=pgettext("kind of help", "Accompanied visit"),
    icon="hand-heart",
    tone="violet",
    fields=(
        Field(
            "institution_kind",
            _("Where"),
            "choice",
            options=options("institution_kind"),
            required=True,
            width=6,
        ),
        Field("institution", _("Name of the institution"), width=6),
        Field("address", _("Address"), width=8),
        Field("meeting_time", _("Meeting at"), "time", width=4),
        Field("purpose", _("Purpose"), width=6, help=_("No diagnosis and no health details.")),
        Field("person_met", _("Who was met there"), width=6, help=_("Position or department rather than a name.")),
        Field(
            "authorised",
            _("The patient agreed in writing to the advisor's presence"),
            "yes_no",
            when=Condition("institution_kind", ("clinic",)),
        ),
        Field("interprets", _("Who interprets"), "radio", options=INTERPRETS),
        *TRAVEL,
        Field("confidential", _("Keep this visit out of overviews (health)"), "yes_no"),
    ),
    summary=_summary,
    places=("authority", "school", "clinic", "home", "other"),
    minutes=90,
    variant="institution_kind",
)
