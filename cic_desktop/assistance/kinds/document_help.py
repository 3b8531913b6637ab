"""Help with a document: which one, for which office, how far it got."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Condition, Field
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext


def _summary(details: Details) -> Text:
    return Joined(
        (
            label("document_help", details.get("document")),
            Plain(details.get("office", "")),
            label("document_state", details.get("state")),
            Plain(details.get("case_sign", "")),
        )
    )


KIND = Kind(
    code="document_help",
    title=pgettext("kind of help", "Help with a document"),
    icon="file",
    tone="primary",
    fields=(
        Field("document", _("Document"), "choice", options=options("document_help"), required=True, width=6),
        Field("state", _("State"), "choice", options=options("document_state"), width=6),
        Field("office", _("Office"), width=6),
        Field("deadline", _("Deadline set by the office"), "date", width=6),
        Field(
            "case_sign",
            _("Case number or receipt (UPO)"),
            width=6,
            max_length=80,
            when=Condition("state", ("submitted", "completed", "decided")),
            help=_("A receipt alone is not yet legal stay."),
        ),
    ),
    summary=_summary,
    minutes=45,
    deadline="deadline",
    variant="document",
)
