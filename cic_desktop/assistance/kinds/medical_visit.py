"""An accompanied visit at a doctor. No diagnosis is ever asked: there is no field for one."""

from cic_desktop.assistance.kinds.accompanied_visit import INTERPRETS, TRAVEL
from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext


def _summary(details: Details) -> Text:
    return Joined((label("medical_visit", details.get("visit_kind")), Plain(details.get("institution", ""))))


KIND = Kind(
    code="medical_visit",
    title=pgettext("kind of help", "Visit at a doctor, accompanied"),
    icon="stethoscope",
    tone="violet",
    fields=(
        Field("visit_kind", _("What kind of visit"), "choice", options=options("medical_visit"), width=6),
        Field("institution", _("Clinic or hospital"), required=True, width=6),
        Field("address", _("Address"), width=8),
        Field("meeting_time", _("Meeting at"), "time", width=4),
        Field("authorised", _("The patient agreed in writing to the advisor's presence"), "yes_no", required=True),
        Field("insurance", _("Health insurance"), "radio", options=options("insurance"), width=6),
        Field("interprets", _("Who interprets"), "radio", options=INTERPRETS, required=True, width=6),
        Field("person_met", _("Who was met there"), width=6, help=_("Position or department rather than a name.")),
        *TRAVEL,
        Field("confidential", _("Keep this visit out of overviews (health)"), "yes_no"),
    ),
    summary=_summary,
    places=("clinic",),
    minutes=90,
    defaults={"confidential": "yes"},
)
