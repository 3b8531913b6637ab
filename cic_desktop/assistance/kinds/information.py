"""Information at the information point: the quick enquiry, no personal data needed."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.i18n import Plain, Text, pgettext


def _summary(_details: Details) -> Text:
    return Plain("")


KIND = Kind(
    code="information",
    title=pgettext("kind of help", "Information"),
    icon="info",
    tone="info",
    fields=(),
    summary=_summary,
    places=("office", "phone", "online"),
    minutes=10,
    needs_person=False,
    counting_group="information",
    catalogues={"pilot-2021": "info_point", "centres-2025": "information"},
)
