"""The questions about legal stay in motion: a proceeding, a letter, an event, a crossing; and a rule of law."""

from __future__ import annotations

from dataclasses import dataclass

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Condition, Field, Option
from cic_desktop.i18n import Text, _, pgettext

__all__ = ["FORMS", "LATER", "RULE", "RecordForm", "form_of"]


@dataclass(frozen=True)
class RecordForm:
    """One kind of record of the stay section."""

    name: str
    title: Text
    add: Text
    fields: tuple[Field, ...]


_REMARKS = Field("remarks", _("Remarks"), "long_text", max_length=2000)

FORMS: tuple[RecordForm, ...] = (
    RecordForm(
        "proceeding",
        pgettext("stay", "Proceeding"),
        _("Add a proceeding"),
        (
            Field("kind", _("What it is about"), "choice", options=options("proceeding_kind"), required=True, width=6),
            Field(
                "purpose", _("Purpose of stay"), "choice", options=options("stay_purpose"), width=6,
                when=Condition("kind", ("temporary",)),
            ),
            Field("office", _("Office"), width=6),
            Field("case_sign", _("Case sign"), width=6, max_length=60),
            Field("filed_on", _("Filed on"), "date", width=6),
            Field("receipt_number", _("Number of the receipt (UPO)"), width=6, max_length=60),
            Field(
                "complete_on", _("Without defects since"), "date", width=6,
                help=_("The day the office confirmed it has no defects, or they were mended. The receipt alone "
                       "does not protect the stay."),
            ),
            Field(
                "certificate_number", _("Number of the certificate with the QR code"), width=6, max_length=60,
                help=_("It replaces the stamp in the passport (art. 108 (3))."),
            ),
            Field(
                "suspended_on", _("Suspended at the party's request on"), "date", width=6,
                help=_("From that day the application does not protect the stay."),
            ),
            Field(
                "representative", _("Representative"), width=6,
                help=_("Only when a power of attorney was given: letters then go to this person."),
            ),
            Field("decided_on", _("Decided on"), "date", width=4),
            Field("outcome", _("Decision"), "choice", options=options("proceeding_outcome"), width=4),
            Field("final_on", _("Final since"), "date", width=4),
            _REMARKS,
        ),
    ),
    RecordForm(
        "letter",
        pgettext("stay", "Letter"),
        _("Add a letter"),
        (
            Field("kind", _("Kind of letter"), "choice", options=options("letter_kind"), required=True, width=6),
            Field("proceeding_id", _("Proceeding it belongs to"), "choice", width=6),
            Field("office", _("Office"), width=6),
            Field("case_sign", _("Case sign"), width=6, max_length=60),
            Field("dated_on", _("Date of the letter"), "date", width=4),
            Field(
                "noticed_on", _("First notice left on"), "date", width=4,
                help=_("Not collected, it counts as served some days later (KPA art. 44)."),
            ),
            Field(
                "served_on", _("Served on"), "date", width=4,
                help=_("To the client or, if there is one, to the representative."),
            ),
            Field(
                "term_days", _("Term named in the letter, in days"), "number", width=6,
                help=_("When empty, the rule's term is taken."),
            ),
            Field("answered_on", _("Answered on"), "date", width=6),
            _REMARKS,
        ),
    ),
    RecordForm(
        "event",
        pgettext("stay", "Event"),
        _("Add an event"),
        (
            Field("kind", _("What happened"), "choice", options=options("stay_event"), required=True),
            Field("happened_on", _("On"), "date", required=True, width=6),
            Field("settled_on", _("Settled on"), "date", width=6),
            _REMARKS,
        ),
    ),
    RecordForm(
        "crossing",
        _("Visit without a visa"),
        _("Add a visit"),
        (
            Field("entered_on", _("Entered the Schengen area on"), "date", required=True, width=6),
            Field("left_on", _("Left it on"), "date", width=6, help=_("Empty while the person is still here.")),
            Field("country", _("First country"), "country", width=6),
        ),
    ),
)  # fmt: skip

LATER: tuple[Field, ...] = (
    Field("later_on", _("Show it again on"), "date", required=True, width=6),
    Field("remarks", _("Remarks"), "text"),
)

_UNITS = (
    Option("days", _("days")),
    Option("working_days", _("working days")),
    Option("months", _("months")),
)
RULE: tuple[Field, ...] = (
    Field("amount", _("Length of the term"), "number", required=True, width=3),
    Field("unit", pgettext("law", "Unit"), "choice", options=_UNITS, required=True, width=4),
    Field("fixed_on", _("The day fixed by law"), "date", width=5),
    Field("basis", _("Legal basis"), required=True),
    Field("source", _("Where it was read"), required=True),
    Field("as_of", _("As of"), "date", required=True, width=4, help=_("The day it was checked.")),
    Field(
        "warn_days", _("Warn so many days before"), required=True, width=5,
        help=_("Numbers with spaces, like {example}.", example="90 30 7 0"),
    ),
    Field("active", _("In use"), "yes_no", required=True, width=3),
)  # fmt: skip


def form_of(kind: str) -> RecordForm:
    """The questions of a kind of record."""
    return next(form for form in FORMS if form.name == kind)
