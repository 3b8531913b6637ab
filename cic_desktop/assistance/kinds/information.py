"""Information at the information point: the quick enquiry, no personal data needed."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Text, _, pgettext


def _summary(details: Details) -> Text:
    return Joined(tuple(label("enquiry_tag", code) for code in str(details.get("tags", "")).split()), ", ")


KIND = Kind(
    code="information",
    title=pgettext("kind of help", "Information"),
    icon="info",
    tone="info",
    fields=(Field("tags", _("More exactly"), "choices", options=options("enquiry_tag")),),
    summary=_summary,
    places=("office", "phone", "online"),
    minutes=10,
    needs_person=False,
)
