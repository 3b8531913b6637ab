"""Prevention of violence and trafficking. Data of special categories: kept out of overviews unless told otherwise."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Text, _, pgettext


def _summary(details: Details) -> Text:
    return Joined((label("prevention_form", details.get("form")), label("prevention_about", details.get("about"))))


KIND = Kind(
    code="violence_prevention",
    title=pgettext("kind of help", "Prevention of violence and trafficking"),
    icon="shield",
    tone="bad",
    fields=(
        Field("about", _("About"), "choice", options=options("prevention_about"), required=True, width=6),
        Field(
            "form", pgettext("prevention", "Form"), "choice", options=options("prevention_form"), required=True, width=6
        ),
        Field("safe", _("Is the person safe now?"), "yes_no", help=_("In danger call 112 first; write afterwards.")),
        Field("passed_on", _("Whom the person was put in touch with"), max_length=300),
        Field("confidential", _("Keep this out of overviews"), "yes_no"),
    ),
    summary=_summary,
    places=("office", "phone", "home", "other"),
    minutes=60,
    needs_person=False,
    defaults={"confidential": "yes"},
)
