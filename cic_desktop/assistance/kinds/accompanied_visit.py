"""An accompanied visit: at a doctor, an office, a school, a bank. No diagnosis is ever asked."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Condition, Field, Option
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext

_INTERPRETER = (
    Option("advisor", _("the advisor")),
    Option("interpreter", _("an interpreter")),
    Option("none", _("not needed")),
    Option("child", _("a child of the family")),
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
        Field("purpose", _("Purpose"), width=12, help=_("No diagnosis and no health details.")),
        Field(
            "authorised",
            _("The patient agreed in writing to the advisor's presence"),
            "yes_no",
            when=Condition("institution_kind", ("clinic",)),
        ),
        Field("interprets", _("Who interprets"), "radio", options=_INTERPRETER),
        Field("travel_minutes", _("Travel, minutes"), "number", width=6),
        Field("kilometres", _("Kilometres"), "number", width=6),
        Field("risk_note", _("Safety note"), "long_text", max_length=500),
        Field("confidential", _("Keep this visit out of overviews (health)"), "yes_no"),
    ),
    summary=_summary,
    places=("clinic", "authority", "school", "home", "other"),
    minutes=90,
    catalogues={"pilot-2021": "assistant_services", "centres-2025": "assistance"},
)
