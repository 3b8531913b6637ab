"""Interpreting: a talk carried from one language into another. Never by a child."""

from cic_desktop.assistance.kinds.accompanied_visit import INTERPRETS
from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.assistance.kinds.translation import pair
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext


def _summary(details: Details) -> Text:
    return Joined((pair(details), Plain(details.get("for_whom", ""))))


KIND = Kind(
    code="interpreting",
    title=pgettext("kind of help", "Interpreting"),
    icon="message",
    tone="ok",
    fields=(
        Field("from_language", _("From which language"), "language", required=True, width=4),
        Field("to_language", _("Into which language"), "language", required=True, width=4),
        Field("sworn", _("Sworn"), "yes_no", width=4),
        Field(
            "interprets",
            _("Who interprets"),
            "radio",
            options=tuple(option for option in INTERPRETS if option.code != "none"),
            required=True,
            width=6,
        ),
        Field("for_whom", _("With whom the talk was"), width=6),
    ),
    summary=_summary,
    places=("office", "clinic", "authority", "school", "phone", "online", "other"),
    minutes=60,
)
