"""A lesson of a course somebody was at: written by the course's register, never asked for by hand."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext


def _summary(details: Details) -> Text:
    name = details.get("course", "")
    return Joined(
        (
            Plain(name) if name else label("course_kind", details.get("course_kind", "")),
            Plain(details.get("subject", "")),
        )
    )


KIND = Kind(
    code="course",
    title=pgettext("kind of help", "Lesson of a course"),
    icon="graduation-cap",
    tone="violet",
    fields=(
        Field("course_kind", _("Kind of course"), "choice", options=options("course_kind"), required=True, width=6),
        Field("course", _("Course"), width=6),
        Field("subject", _("Subject of the lesson"), max_length=300),
    ),
    summary=_summary,
    places=("office", "school", "online", "other"),
    minutes=90,
    variant="course_kind",
    by_hand=False,
)
