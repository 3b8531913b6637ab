"""An enquiry from the host society: a teacher, an official, an employer asks how to work with newcomers."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext


def _summary(details: Details) -> Text:
    return Joined((label("host_enquirer", details.get("enquirer")), Plain(details.get("organisation", ""))))


def _asker(details: Details) -> Text | None:
    """The organisation by its name, else what kind of person asked."""
    named, asked = str(details.get("organisation") or ""), details.get("enquirer")
    return Plain(named) if named else label("host_enquirer", asked) if asked else None


KIND = Kind(
    code="host_society",
    title=pgettext("kind of help", "Enquiry from the host society"),
    icon="building",
    tone="info",
    fields=(
        Field("enquirer", _("Who asks"), "choice", options=options("host_enquirer"), required=True, width=6),
        Field("organisation", _("Organisation"), width=6),
        Field("asked_about", _("What was asked"), max_length=300),
    ),
    summary=_summary,
    places=("office", "phone", "online", "authority", "school"),
    minutes=15,
    needs_person=False,
    asker=_asker,
)
