"""Telling where to turn: which partner or office, for what, and how the way there was made easier.

The page puts the partners of the directory into `partner_ids`; a service that names some keeps their names too.
"""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Condition, Field
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext, pgettext


def _summary(details: Details) -> Text:
    names, chosen = details.get("partner", ""), details.get("partner_ids") or ()
    count = len(chosen.split() if isinstance(chosen, str) else chosen)
    told: Text = Plain(names) if names or not count else ngettext("{n} partner", "{n} partners", count)
    return Joined((label("partner_kind", details.get("partner_kind")), told))


_OTHER = Condition("partner_ids", ("",))  # somebody who is not in the directory
KIND = Kind(
    code="signpost",
    title=pgettext("kind of help", "Where to turn"),
    icon="map-pin",
    tone="info",
    fields=(
        Field("partner_ids", _("Partners of the directory"), "several"),
        Field(
            "partner_kind", _("To whom"), "choice", options=options("partner_kind"), required=True, width=6, when=_OTHER
        ),
        Field("partner", _("Name of the partner or office"), width=6, when=_OTHER),
        Field("given", _("What the person got"), "choices", options=options("signpost_given")),
    ),
    summary=_summary,
    places=("office", "phone", "online"),
    minutes=10,
    needs_person=False,
)
