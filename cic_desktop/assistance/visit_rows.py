"""What an accompanied visit is asked about, and a visit as the screens show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cic_desktop.assistance.kinds.accompanied_visit import INTERPRETS
from cic_desktop.core.codes import code_list, label, options
from cic_desktop.core.fields import Answers, Condition, Field, Option
from cic_desktop.diary.bringing import bring_parts
from cic_desktop.diary.rows import AgendaLine
from cic_desktop.i18n import Plain, Text, _

__all__ = [
    "AFTER", "COLUMNS", "NO_CHILD", "PREPARE", "STAGES", "USUAL_MINUTES", "VisitLine", "When", "Which",
    "prepared_from", "still_missing",
]  # fmt: skip

When = tuple[date, str]  # a day, and the time as HH:MM
Which = Literal["coming", "under_way", "to_finish", "done"]
STAGES = ("left_at", "began_at", "ended_at", "returned_at")  # what the one big button notes, in their order
USUAL_MINUTES = 60
NO_CHILD: Text = _("A child must not interpret. Choose the advisor or call an interpreter.")

_AT_A_DOCTOR = Condition("institution_kind", ("clinic",))
_NAMED = tuple(code for code in code_list("institution_kind").codes if code != "home")
_AN_INSTITUTION = Condition("institution_kind", ("", *_NAMED))
_BY_AN_INTERPRETER = Condition("interprets", ("interpreter",))
PREPARE: tuple[Field, ...] = (
    Field("institution_kind", _("Where"), "choice", options=options("institution_kind"), required=True, width=6),
    Field("institution", _("Name of the institution"), required=True, width=6, when=_AN_INSTITUTION),
    Field("address", _("Address"), width=8),
    Field("department", _("Department, room"), width=4, when=_AN_INSTITUTION),
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
    Field("interprets", _("Who interprets"), "radio", options=INTERPRETS, required=True),
    Field("interpreter_id", _("Interpreter"), "choice", width=6, when=_BY_AN_INTERPRETER),
    Field("interpreter", _("Somebody not on the list: name and telephone"), width=6, when=_BY_AN_INTERPRETER),
    Field("bring", _("What to bring"), "choices", options=options("visit_bring")),
    Field("risk_note", _("Safety note"), "long_text", max_length=500),
)
_SIGNED = (
    Option("now", _("signed there")),
    Option("list", _("on the list later")),
    Option("none", _("no signature")),
)
_SEEN_BY = (
    Option("no", _("all of it")),
    Option("yes", _("only that it took place (health)")),
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
    Field("person_met", _("Who was met there"), width=5, help=_("Position or department rather than a name.")),
    Field("confidential", _("What colleagues see of this visit"), "choice", options=_SEEN_BY, width=4),
    Field("kilometres", _("Kilometres"), "number", width=3),
)
COLUMNS = ("institution_kind", "institution", "address", "day", "starts_at", "interprets")


@dataclass(frozen=True)
class VisitLine:
    """A visit with everything its three acts know; `hidden` leaves out what is confidential.

    `state` is `prepared`, `under_way`, `done`, `called_off` or, when the agenda says so, `no_show`.
    """

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
    interpreter_id: str  # of the list of interpreters, as the agenda has it
    interpreter: str  # name and telephone
    appointment_id: str
    service_id: str
    confidential: bool  # as it was told
    revision: int  # of the visit and its appointment together: both are prepared on one page
    answers: dict[str, Any]
    hidden: bool = False

    @property
    def stage(self) -> int:
        """How many of the STAGES have been noted."""
        return sum(bool(self.answers.get(name)) for name in STAGES)

    @property
    def over(self) -> bool:
        return self.state not in ("prepared", "under_way")

    @property
    def where(self) -> Text:
        """The institution's name, or what kind of place it is."""
        return Plain(self.institution) if self.institution else label("institution_kind", self.institution_kind)

    @property
    def told_elsewhere(self) -> bool:
        """Recorded as help without its three acts: straight from the agenda."""
        return self.state == "done" and not self.hidden and not self.answers.get("result")

    @property
    def at_a_doctor(self) -> bool:
        return self.institution_kind == "clinic"

    @property
    def interpreted_by(self) -> str:
        """Name and telephone of somebody who interprets."""
        return self.interpreter or str(self.answers.get("interpreter", ""))

    def told(self) -> Answers:
        """The answers of the third act; a visit to a doctor is confidential until somebody says otherwise."""
        usual: Answers = {"confidential": "yes" if self.at_a_doctor else "no"}
        return usual | {name: str(self.answers[name]) for name in (f.name for f in AFTER) if name in self.answers}

    def prepared(self) -> Answers:
        """The answers of the first act, as its page shows them."""
        told = {name: self.answers.get(name, "") for name in (field.name for field in PREPARE)}
        told["bring"] = str(told["bring"]).split()
        own = {name: getattr(self, name) for name in (*COLUMNS, "interpreter_id")}
        return {**told, **own, "day": self.day.isoformat(), "authorised": "yes" if self.authorised else ""}


def prepared_from(agreed: AgendaLine) -> Answers:
    """What an appointment knows already of the visit that is prepared for it."""
    known: Answers = {name: getattr(agreed, name) for name in ("starts_at", "address", "interpreter_id")}
    kinds = {"clinic": "clinic", "school": "school", "home": "home"}
    return known | {
        "day": agreed.day.isoformat(), "institution": agreed.about,
        "institution_kind": "clinic" if agreed.kind == "medical_visit" else kinds.get(agreed.place, ""),
        "interprets": "interpreter" if agreed.interpreter_id else "advisor",
        "bring": bring_parts(agreed.bring)[0].split(),
    }  # fmt: skip


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
    if line.interprets == "interpreter" and not line.interpreted_by:
        missing.append(_("An interpreter to be agreed with"))
    return missing
