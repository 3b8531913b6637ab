"""A consultation held by a specialist; what was said stays with the specialist."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Text, _, pgettext


def _summary(details: Details) -> Text:
    return label("specialist", details.get("specialist"))


KIND = Kind(
    code="consultation",
    title=pgettext("kind of help", "Specialist consultation"),
    icon="briefcase",
    tone="ok",
    fields=(Field("specialist", _("Specialist"), "choice", options=options("specialist"), required=True, width=6),),
    summary=_summary,
    minutes=60,
    counting_group="specialist",
    catalogues={"pilot-2021": "specialists", "centres-2025": "specialists"},
)
