"""What an accompanied visit is asked about, and a visit as the screens show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cic_desktop.assistance.kinds.accompanied_visit import INTERPRETS
from cic_desktop.core.codes import options
from cic_desktop.core.fields import Answers, Condition, Field, Option
from cic_desktop.i18n import Text, _

__all__ = ["AFTER", "COLUMNS", "NO_CHILD", "PREPARE", "STAGES", "VisitLine", "Which", "still_missing"]

Which = Literal["coming", "under_way", "to_finish", "done"]
STAGES = ("left_at", "began_at", "ended_at", "returned_at")  # what the one big button notes, in their order
NO_CHILD: Text = _("A child must not interpret. Choose the advisor or call an interpreter.")

_AT_A_DOCTOR = Condition("institution_kind", ("clinic",))
PREPARE: tuple[Field, ...] = (
    Field("institution_kind", _("Where"), "choice", options=options("institution_kind"), required=True, width=6),
    Field("institution", _("Name of the institution"), required=True, width=6),
    Field("address", _("Address"), width=8),
    Field("department", _("Department, room"), width=4),
    Field("day", _("Date"), "date", required=True, width=4),
    Field("starts_at", _("Be there at"), "time", required=True, width=4),
    Field("meet_at", _("Where and when we meet"), width=4),
    Field("purpose", _("Purpose"), width=12, help=_("No diagnosis and no health details.")),
    Field(
        "authorised",
        _("The patient agreed in writing to the advisor's presence and to being informed"),
        "yes_no",
        width=12,
        when=_AT_A_DOCTOR,
    ),
    Field("insurance", _("Health insurance"), "radio", options=options("insurance"), width=6, when=_AT_A_DOCTOR),
    Field("referral", _("E-referral"), "radio", options=options("referral_paper"), width=6, when=_AT_A_DOCTOR),
    Field("interprets", _("Who interprets"), "radio", options=INTERPRETS, required=True, width=6),
    Field(
        "interpreter",
        _("Interpreter's name and telephone"),
        width=6,
        when=Condition("interprets", ("interpreter",)),
    ),
    Field("bring", _("What to bring"), "choices", options=options("visit_bring")),
    Field("risk_note", _("Safety note"), "long_text", max_length=500),
)
_SIGNED = (
    Option("now", _("signed there")),
    Option("list", _("on the list later")),
    Option("none", _("no signature")),
)
AFTER: tuple[Field, ...] = (
    Field("result", _("How it went"), "radio", options=options("visit_result"), required=True),
    Field("next", _("What comes next"), "radio", options=options("visit_next"), required=True),
    Field("signature", _("Participant's signature"), "radio", options=_SIGNED, required=True),
    Field(
        "unsigned_reason",
        _("Why there is no signature"),
        required=True,
        when=Condition("signature", ("none",)),
    ),
    Field("next_on", _("When"), "date", width=6, when=Condition("next", ("again", "papers", "call"))),
    Field("kilometres", _("Kilometres"), "number", width=6),
)
COLUMNS = ("institution_kind", "institution", "address", "day", "starts_at", "interprets")


@dataclass(frozen=True)
class VisitLine:
    """A visit with everything its three acts know; `hidden` leaves out the health of one at a doctor's."""

    id: str
    person_id: str
    person: str
    case_number: str
    language: str  # the person's
    advisor: str
    account_id: str
    state: str
    day: date
    starts_at: str
    institution_kind: str
    institution: str
    address: str
    authorised: bool
    interprets: str
    appointment_id: str
    service_id: str
    revision: int
    answers: dict[str, Any]
    hidden: bool = False

    @property
    def stage(self) -> int:
        """How many of the STAGES have been noted."""
        return sum(bool(self.answers.get(name)) for name in STAGES)

    @property
    def at_a_doctor(self) -> bool:
        return self.institution_kind == "clinic"

    def prepared(self) -> Answers:
        """The answers of the first act, as its page shows them."""
        told = {name: self.answers.get(name, "") for name in (field.name for field in PREPARE)}
        told["bring"] = str(told["bring"]).split()
        own = {name: getattr(self, name) for name in COLUMNS}
        return {**told, **own, "day": self.day.isoformat(), "authorised": "yes" if self.authorised else ""}


def still_missing(line: VisitLine) -> list[Text]:
    """What the preparation lacks, each in words: to be settled before the day."""
    told: dict[str, Any] = line.answers
    missing: list[Text] = []
    if line.at_a_doctor and not line.authorised:
        missing.append(_("The patient's written authorisation"))
    if line.at_a_doctor and told.get("insurance", "check") != "yes":
        missing.append(_("Health insurance to be checked"))
    if line.at_a_doctor and told.get("referral", "missing") == "missing":
        missing.append(_("The e-referral"))
    if line.interprets == "interpreter" and not told.get("interpreter"):
        missing.append(_("An interpreter to be agreed with"))
    return missing
