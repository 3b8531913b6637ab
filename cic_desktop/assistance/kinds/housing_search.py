"""Help with looking for a place to live. The search itself is kept in `assistance.housing`."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext, pgettext


def _summary(details: Details) -> Text:
    people = str(details.get("people", ""))
    household = ngettext("{n} person", "{n} persons", int(people)) if people.isdecimal() else Plain("")
    return Joined((household, Plain(details.get("districts", "")), label("housing_outcome", details.get("found"))))


KIND = Kind(
    code="housing_search",
    title=pgettext("kind of help", "Housing search"),
    icon="home",
    tone="primary",
    fields=(
        Field("people", _("People in the household"), "number", width=4),
        Field("budget", _("Up to, zł a month"), "number", width=4),
        Field("offers_shown", _("Offers shown"), "number", width=4),
        Field("districts", _("Districts or towns"), width=6),
        Field("found", _("Outcome of the search"), "choice", options=options("housing_outcome"), width=6),
        Field("needs", _("What the flat must have"), max_length=300),
    ),
    summary=_summary,
    places=("office", "phone", "online", "other"),
    minutes=45,
)
