"""The accompanied visit in three acts: prepared at the desk, being there, told afterwards.

It becomes a recorded service with its sitting. No act asks for a diagnosis: there is no field for one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cic_desktop import diary, projects
from cic_desktop.assistance.kinds.accompanied_visit import INTERPRETS
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.assistance.service import record, withdraw
from cic_desktop.assistance.tables import Service, Visit
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers, Condition, Field, Option
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Text, _

__all__ = [
    "AFTER", "NO_CHILD", "PREPARE", "STAGES", "VisitLine", "Which", "amend_visit", "call_off_visit", "finish_visit",
    "interpreted_by", "prepare_visit", "reopen_visit", "still_missing", "step", "step_back", "visit", "visits",
    "visits_of", "withdraw_visit",
]  # fmt: skip

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
_COLUMNS = ("institution_kind", "institution", "address", "day", "starts_at", "interprets")
_OUTCOMES = {
    "done": "done", "next_date": "continued", "papers_missing": "continued", "refused": "not_possible",
    "not_held": "not_possible",
}  # fmt: skip
_PLACES = {"clinic": "clinic", "school": "school"}
_TOPICS = {
    "clinic": "health", "voivode": "stay", "commune": "civil", "zus": "benefits", "labour_office": "work",
    "school": "school", "bank": "bank",
}  # fmt: skip
_USUAL_MINUTES = 60


@dataclass(frozen=True)
class VisitLine:
    """A visit with everything its three acts know."""

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
        own = {name: getattr(self, name) for name in _COLUMNS}
        return {**told, **own, "day": self.day.isoformat(), "authorised": "yes" if self.authorised else ""}


def prepare_visit(work: Work, person_id: str, answers: Answers, appointment_id: str = "") -> str:
    """Prepare a visit; it stands in the agenda like any appointment. Returns its id. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    columns, told = _prepared(answers)
    if not appointment_id:
        when: Answers = {name: str(answers[name]) for name in ("day", "starts_at")}
        place = _PLACES.get(columns["institution_kind"], "authority")
        about = str(columns["institution"])
        agreed = {**when, "minutes": str(_USUAL_MINUTES), "place": place, "about": about}
        appointment_id = diary.agree(work, agreed, _kind(columns["institution_kind"]), person_id)
    row = Visit(
        person_id=person_id, account_id=work.actor.id, appointment_id=appointment_id, answers=_json(told),
        authorised_on=clock.today() if columns["authorised"] else None, **columns,
    )  # fmt: skip
    return work.add(row).id


def amend_visit(work: Work, visit_id: str, answers: Answers, revision: int) -> None:
    """Change the preparation. Raises Invalid, Stale."""
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    columns, told = _prepared(answers)
    seen = row.authorised_on or clock.today()
    changes = {**columns, "answers": _json({**json.loads(row.answers), **told})}
    moved = (columns["day"], columns["starts_at"]) != (row.day, row.starts_at)
    work.amend(row, {**changes, "authorised_on": seen if columns["authorised"] else None}, revision)
    if moved and row.state == "prepared" and (agreed := _agreed(work, row)):
        diary.move(work, agreed, columns["day"], columns["starts_at"])


def step(work: Work, visit_id: str) -> None:
    """The next of the STAGES is now: left, begun, over, back."""
    row, told = _open(work, visit_id)
    name = next((stage for stage in STAGES if not told.get(stage)), None)
    if name is None:
        return
    told[name] = f"{clock.local(work.now):%H:%M}"
    _keep(work, row, told, "under_way")


def step_back(work: Work, visit_id: str) -> None:
    """The last of the STAGES was pressed too early."""
    row, told = _open(work, visit_id)
    for name in reversed(STAGES):
        if told.pop(name, ""):
            break
    _keep(work, row, told, "under_way" if any(told.get(stage) for stage in STAGES) else "prepared")


def interpreted_by(work: Work, visit_id: str, who: str) -> None:
    """Who interprets after all. Raises Invalid for a child."""
    row, _told = _open(work, visit_id)
    _refuse_child(who)
    work.amend(row, {"interprets": who})


def finish_visit(work: Work, visit_id: str, answers: Answers) -> str:
    """The third act: the visit becomes a service with its sitting; returns the service's id. Raises Invalid."""
    row, told = _open(work, visit_id)
    after = read_answers(AFTER, answers)
    told |= {name: _plain(value) for name, value in after.items() if value not in ("", None)}
    sitting_id = record(work, _sitting(work, row, told))
    [(service_id,)] = work.sql("SELECT id FROM service WHERE sitting_id = ?", (sitting_id,))
    work.amend(row, {"state": "done", "service_id": service_id, "answers": _json(told)})
    return str(service_id)


def reopen_visit(work: Work, visit_id: str) -> None:
    """The end was written down by mistake: the service is taken back, the visit is to be finished again."""
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    if row.service_id:
        withdraw(work, work.get(Service, row.service_id).sitting_id)


def call_off_visit(work: Work, visit_id: str, *, off: bool = True) -> None:
    """It will not take place (or it will after all); the agenda is told."""
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    work.amend(row, {"state": "called_off" if off else "prepared"})
    if agreed := _agreed(work, row):
        diary.set_state(work, agreed, "called_off" if off else "planned")


def withdraw_visit(work: Work, visit_id: str) -> None:
    """Take back a visit prepared by mistake, with its place in the agenda."""
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    if agreed := _agreed(work, row):
        diary.withdraw(work, agreed)
    work.retire(row)


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


_DAY = "coalesce(d.day, v.day)"  # the agenda says when it is: it may have been moved there
_LINE = f"""
SELECT v.id, v.person_id, trim(p.surname || ' ' || p.given), p.case_number,
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), ''),
  a.name, v.account_id, v.state, {_DAY}, coalesce(d.starts_at, v.starts_at), v.institution_kind,
  v.institution, v.address, v.authorised, v.interprets, coalesce(v.appointment_id, ''), coalesce(v.service_id, ''),
  v.revision, v.answers
FROM visit v JOIN person p ON p.id = v.person_id JOIN account a ON a.id = v.account_id
LEFT JOIN appointment d ON d.id = v.appointment_id AND d.deleted_at IS NULL
WHERE v.deleted_at IS NULL
"""
# One recorded straight from the agenda is told already.
_TOLD = "coalesce(d.state, 'planned') <> 'planned'"
_STATES: dict[Which, str] = {
    "coming": f"v.state = 'prepared' AND {_DAY} >= :today AND NOT {_TOLD} ORDER BY 9, 10, v.id",
    "under_way": f"v.state = 'under_way' AND {_DAY} >= :today ORDER BY 9, 10, v.id",
    "to_finish": f"(v.state = 'prepared' AND NOT {_TOLD} OR v.state = 'under_way') AND {_DAY} < :today "
    "ORDER BY 9, 10, v.id",
    "done": "v.state IN ('done', 'called_off') ORDER BY 9 DESC, 10 DESC, v.id",
}


def visits(read: Read, which: Which = "coming", account_id: str = "", limit: int = 500) -> list[VisitLine]:
    """Visits to come (tomorrow's first), under way today, to be told afterwards, or over; one colleague's or all."""
    params = {"today": clock.today().isoformat(), "account": account_id, "limit": limit}
    mine = "AND (:account = '' OR v.account_id = :account)"
    return _lines(read, f"{mine} AND {_STATES[which]} LIMIT :limit", params)


def visits_of(read: Read, person_id: str) -> list[VisitLine]:
    """Somebody's visits, the newest first."""
    return _lines(read, "AND v.person_id = :person ORDER BY 9 DESC, v.id DESC", {"person": person_id})


def visit(read: Read, visit_id: str) -> VisitLine | None:
    found = _lines(read, "AND v.id = :id", {"id": visit_id})
    return found[0] if found else None


def _lines(read: Read, more: str, params: dict[str, Any]) -> list[VisitLine]:
    read.require(Right.READ_CLIENTS)
    return [_line(row) for row in read.sql(_LINE + more, params)]


def _line(row: Sequence[Any]) -> VisitLine:
    shown = {8: date.fromisoformat(row[8]), 13: bool(row[13]), 18: json.loads(row[18])}
    return VisitLine(*({**dict(enumerate(row)), **shown}.values()))


def _open(work: Work, visit_id: str) -> tuple[Visit, dict[str, Any]]:
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    if row.state in ("done", "called_off"):
        raise CicError(_("This visit is over already."))
    return row, json.loads(row.answers)


def _agreed(work: Work, row: Visit) -> str:
    """Its appointment, unless somebody took that out of the agenda."""
    found = diary.appointment(work, row.appointment_id) if row.appointment_id else None
    return found.id if found else ""


def _keep(work: Work, row: Visit, told: dict[str, Any], state: str) -> None:
    times = {name: told.get(name, "") for name in ("left_at", "returned_at")}
    work.amend(row, {"state": state, "answers": _json(told), **times})


def _prepared(answers: Answers) -> tuple[Values, dict[str, Any]]:
    """The columns and the other answers of the first act."""
    values = read_answers(PREPARE, answers)
    _refuse_child(values["interprets"])
    columns = {name: values[name] for name in _COLUMNS} | {"authorised": values["authorised"] == "yes"}
    told = {name: _plain(value) for name, value in values.items() if name not in columns}
    return columns, told


def _refuse_child(who: str) -> None:
    if who == "child":
        raise Invalid(Problem("interprets", NO_CHILD))


def _sitting(work: Work, row: Visit, told: dict[str, Any]) -> SittingDraft:
    """What the three acts know, as the record page would have asked it."""
    began, ended = (str(told.get(name, "")) for name in ("began_at", "ended_at"))
    minutes = _minutes(began, ended) or _USUAL_MINUTES
    agreed = diary.appointment(work, _agreed(work, row))
    day, starts_at = (agreed.day, agreed.starts_at) if agreed else (row.day, row.starts_at)
    talk: Answers = {
        "day": min(day, clock.today()).isoformat(), "starts_at": began or starts_at, "minutes": str(minutes),
        "place": _PLACES.get(row.institution_kind, "authority"), "signature": told["signature"],
        "unsigned_reason": told.get("unsigned_reason", ""),
        "interpreter": told.get("interpreter", "") if row.interprets == "interpreter" else "",
    }  # fmt: skip
    service = ServiceDraft(_kind(row.institution_kind), _service(work, row, told, minutes), (row.person_id,))
    return SittingDraft(talk, (service,), _agreed(work, row))


def _service(work: Work, row: Visit, told: dict[str, Any], minutes: int) -> Answers:
    away = _minutes(row.left_at, row.returned_at)
    next_step = told["next"] != "nothing"
    words = next(option.label for option in options("visit_next") if option.code == told["next"]).render("pl")
    details = {
        "institution_kind": row.institution_kind, "institution": row.institution, "address": row.address,
        "meeting_time": row.starts_at, "purpose": told.get("purpose", ""), "insurance": told.get("insurance", ""),
        "authorised": "yes" if row.authorised else "no", "interprets": row.interprets,
        "left_at": row.left_at, "returned_at": row.returned_at, "risk_note": told.get("risk_note", ""),
        "travel_minutes": str(max(0, away - minutes)) if away else "", "kilometres": str(told.get("kilometres", "")),
        "confidential": "yes" if row.institution_kind == "clinic" else "",
    }  # fmt: skip
    return details | {
        "topic": _TOPICS.get(row.institution_kind, "other"), "minutes": str(minutes),
        "outcome": _OUTCOMES[told["result"]], "project_id": projects.current_project(work),
        "next_step": words if next_step else "", "next_step_on": str(told.get("next_on", "")) if next_step else "",
    }  # fmt: skip


def _kind(institution_kind: str) -> str:
    return "medical_visit" if institution_kind == "clinic" else "accompanied_visit"


def _minutes(first: str, last: str) -> int:
    """From one time of the day to a later one; 0 when one is not known."""
    if not first or not last:
        return 0
    (h1, m1), (h2, m2) = (map(int, moment.split(":")) for moment in (first, last))
    return max(0, (h2 - h1) * 60 + m2 - m1)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)
