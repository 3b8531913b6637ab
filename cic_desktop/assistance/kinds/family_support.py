"""Accompaniment of a family in a hard situation: what is hard, who else helps, what was agreed."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Text, _, pgettext


def _summary(details: Details) -> Text:
    return Joined(tuple(label("hardship", code) for code in str(details.get("hardships", "")).split()), ", ")


KIND = Kind(
    code="family_support",
    title=pgettext("kind of help", "Support of a family in a hard situation"),
    icon="family",
    tone="warn",
    fields=(
        Field("hardships", _("What is hard now"), "choices", options=options("hardship"), required=True),
        Field("involved", _("Who else helps the family"), max_length=300),
        Field("agreed", _("What was agreed with the family"), "long_text", max_length=1000),
        Field("safe", _("Is everybody safe now?"), "yes_no", help=_("In danger call 112 first; write afterwards.")),
        Field("confidential", _("Keep this out of overviews"), "yes_no"),
    ),
    summary=_summary,
    places=("office", "home", "authority", "school", "other"),
    minutes=60,
    defaults={"confidential": "yes"},
)
