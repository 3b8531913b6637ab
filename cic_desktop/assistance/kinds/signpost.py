"""Telling where to turn: which partner or office, for what, and how the way there was made easier."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext


def _summary(details: Details) -> Text:
    return Joined((label("partner_kind", details.get("partner_kind")), Plain(details.get("partner", ""))))


KIND = Kind(
    code="signpost",
    title=pgettext("kind of help", "Where to turn"),
    icon="map-pin",
    tone="info",
    fields=(
        Field("partner_kind", _("To whom"), "choice", options=options("partner_kind"), required=True, width=6),
        Field("partner", _("Name of the partner or office"), width=6),
        Field("given", _("What the person got"), "choices", options=options("signpost_given")),
    ),
    summary=_summary,
    places=("office", "phone", "online"),
    minutes=10,
    needs_person=False,
    counting_group="information",
)
