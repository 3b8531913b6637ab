"""The accompanied visit in three acts: prepared at the desk, being there, told afterwards.

It becomes a recorded service with its sitting. No act asks for a diagnosis: there is no field for one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from cic_desktop import diary, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.assistance.service import put_talk_back, record, withdraw
from cic_desktop.assistance.tables import Sitting, Visit
from cic_desktop.assistance.visit_lines import clashes_of_visit, home_address, visit, visits, visits_of, when_typed
from cic_desktop.assistance.visit_rows import (
    AFTER,
    COLUMNS,
    NO_CHILD,
    PREPARE,
    STAGES,
    USUAL_MINUTES,
    VisitLine,
    When,
    Which,
    prepared_from,
    still_missing,
)
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import code_list, options
from cic_desktop.core.errors import CicError, Invalid, Missing, NotAllowed, Problem, Stale
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Work
from cic_desktop.i18n import _

__all__ = [
    "AFTER", "Moved", "NO_CHILD", "PREPARE", "STAGES", "VisitLine", "When", "Which", "amend_visit", "call_off_visit",
    "clashes_of_visit", "finish_visit", "home_address", "interpreted_by", "prepare_visit", "prepared_from",
    "reopen_visit", "restore_visit", "still_missing", "step", "step_back", "visit", "visits", "visits_of",
    "when_typed", "withdraw_visit",
]  # fmt: skip

_OUTCOMES = {
    "done": "done", "next_date": "continued", "papers_missing": "continued", "refused": "not_possible",
    "not_held": "not_possible",
}  # fmt: skip
_OVER = _("This visit is over already.")


class Moved(CicError):
    """The appointment a visit is prepared for is at another time by now (`when`) than the preparation knew of."""

    def __init__(self, when: When) -> None:
        super().__init__(_("The appointment was moved in the calendar meanwhile."))
        self.when = when


def prepare_visit(
    work: Work, person_id: str, answers: Answers, appointment_id: str = "", known: When | None = None
) -> str:
    """Prepare a visit; it stands in the agenda like any appointment. Returns its id.

    An appointment there is already is moved to the day and time typed; `known` is when it was as far as the typist
    knew. Raises Invalid, and Moved when it is at neither of both.
    """
    work.require(Right.RECORD_HELP)
    columns, told = _prepared(answers)
    where = _whereabouts({**columns, **told})
    if appointment_id:
        _refuse_moved(work, appointment_id, known, (columns["day"], columns["starts_at"]))
        diary.move(work, appointment_id, columns["day"], columns["starts_at"])
        diary.lead_to(work, appointment_id, where)
    else:
        when: Answers = {name: str(answers[name]) for name in ("day", "starts_at")}
        agreed = {**when, "minutes": str(USUAL_MINUTES), **where}
        appointment_id = diary.agree(work, agreed, _kind(columns["institution_kind"]), person_id)
    row = Visit(
        person_id=person_id, account_id=work.actor.id, appointment_id=appointment_id, answers=_json(told),
        authorised_on=clock.today() if columns["authorised"] else None, **columns,
    )  # fmt: skip
    return work.add(row).id


def amend_visit(work: Work, visit_id: str, answers: Answers, revision: int) -> None:
    """Change the preparation; the agenda follows in what was changed here: the rest may have been changed there.

    Raises Invalid, Stale; NotAllowed where its health is not the actor's to see.
    """
    work.require(Right.RECORD_HELP)
    row, line = _seen(work, visit_id)
    if line.revision != revision:
        raise Stale()
    columns, told = _prepared(answers)
    kept = json.loads(row.answers)
    before = _whereabouts({**kept, **vars(row), "interpreter_id": line.interpreter_id})
    after = _whereabouts({**kept, **told, **columns})
    seen = row.authorised_on or clock.today()
    changes = {**columns, "answers": _json({**kept, **told})}
    work.amend(row, {**changes, "authorised_on": seen if columns["authorised"] else None})
    if row.state == "prepared" and (agreed := _agreed(work, row)):
        if (columns["day"], columns["starts_at"]) != (line.day, line.starts_at):
            diary.move(work, agreed, columns["day"], columns["starts_at"])
        if changed := {name: value for name, value in after.items() if value != before[name]}:
            diary.lead_to(work, agreed, changed)


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
    _keep(work, row, told, _come_to(told))


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
    if told.get("ended_at"):
        work.amend(work.get(Sitting, sitting_id), {"ends_at": told["ended_at"]})
    [(service_id,)] = work.sql("SELECT id FROM service WHERE sitting_id = ?", (sitting_id,))
    went = {"account_id": work.actor.id}  # whoever tells it, as in the service
    work.amend(row, {"state": "done", "service_id": service_id, "answers": _json(told), **went})
    return str(service_id)


def reopen_visit(work: Work, visit_id: str) -> None:
    """The end was written down by mistake: the service is taken back, the visit is to be finished again.

    Raises CicError when the talk it was recorded in holds other help too.
    """
    work.require(Right.RECORD_HELP)
    row, _line = _seen(work, visit_id)
    if row.service_id:
        for sitting_id in _told_alone(work, visit_id):
            withdraw(work, sitting_id)


def call_off_visit(work: Work, visit_id: str, *, off: bool = True) -> None:
    """It will not take place, or it will after all, as far as it had come; the agenda is told."""
    work.require(Right.RECORD_HELP)
    row, line = work.get(Visit, visit_id), visit(work, visit_id)
    if line and line.state == "done":
        raise CicError(_OVER)
    work.amend(row, {"state": "called_off" if off else _come_to(json.loads(row.answers))})
    before, after = (("planned",), "called_off") if off else (("called_off", "no_show"), "planned")
    agreed = diary.appointment(work, _agreed(work, row))
    if agreed and agreed.state in before:
        diary.set_state(work, agreed.id, after)


def withdraw_visit(work: Work, visit_id: str) -> None:
    """Take back a visit prepared by mistake: its place in the agenda, and the service it became.

    Raises CicError when the talk it was recorded in holds other help too.
    """
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    became = _told_alone(work, visit_id)
    if agreed := _agreed(work, row):
        diary.withdraw(work, agreed)
    work.retire(row)
    for sitting_id in became:
        withdraw(work, sitting_id)


def restore_visit(work: Work, visit_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    went = work.sql(_WENT, (visit_id,))
    work.bring_back(Visit, visit_id)
    for appointment_id, sitting_id in went:
        if appointment_id:
            diary.bring_in(work, appointment_id)
        if sitting_id:
            put_talk_back(work, sitting_id)


def _told_alone(work: Work, visit_id: str) -> list[str]:
    """The talk it was told in, if it was; raises CicError when that holds other help too."""
    became = work.sql(_BECAME, (visit_id,))
    if any(services > 1 for _sitting_id, services in became):
        raise CicError(_("This visit was recorded together with other help. Take it out of that talk first."))
    return [sitting_id for sitting_id, _services in became]


# The talk a visit was told in: by its page, or recorded straight from the agenda.
_BECAME = """
SELECT s.sitting_id, (SELECT count(*) FROM service x WHERE x.sitting_id = s.sitting_id AND x.deleted_at IS NULL)
FROM visit v LEFT JOIN appointment d ON d.id = v.appointment_id AND d.deleted_at IS NULL
JOIN service s ON s.id = coalesce(v.service_id, d.service_id) AND s.deleted_at IS NULL WHERE v.id = ?
"""
_WENT = """
SELECT d.id, s.sitting_id FROM visit v
LEFT JOIN appointment d ON d.id = v.appointment_id AND d.deleted_at = v.deleted_at
LEFT JOIN service s ON s.id = coalesce(v.service_id, d.service_id) AND s.deleted_at = v.deleted_at WHERE v.id = ?
"""


def _seen(work: Work, visit_id: str) -> tuple[Visit, VisitLine]:
    row, line = work.get(Visit, visit_id), visit(work, visit_id)
    if line is None:
        raise Missing()
    if line.hidden:
        raise NotAllowed()
    return row, line


def _open(work: Work, visit_id: str) -> tuple[Visit, dict[str, Any]]:
    work.require(Right.RECORD_HELP)
    row, line = work.get(Visit, visit_id), visit(work, visit_id)
    if line is None or line.over:
        raise CicError(_OVER)
    return row, json.loads(row.answers)


def _come_to(told: dict[str, Any]) -> str:
    return "under_way" if any(told.get(stage) for stage in STAGES) else "prepared"


def _whereabouts(of: Mapping[str, Any]) -> dict[str, str]:
    """Where a visit is, with whom and with what, as its appointment says it."""
    interpreter_id = str(of.get("interpreter_id", "")) if of["interprets"] == "interpreter" else ""
    return {
        "place": _of_the_place(of["institution_kind"], "place", "other"), "about": str(of["institution"]),
        "address": str(of["address"]), "interpreter_id": interpreter_id, "bring_codes": str(of.get("bring", "")),
    }  # fmt: skip


def _of_the_place(institution_kind: str, name: str, usual: str) -> str:
    """Where help is said to have been given (`place`) and in which topic, by what kind of institution it was."""
    return str(code_list("institution_kind").attribute(institution_kind, name) or usual)


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
    columns = {name: values[name] for name in COLUMNS} | {"authorised": values["authorised"] == "yes"}
    told = {name: _plain(value) for name, value in values.items() if name not in columns}
    return columns, told


def _refuse_moved(work: Work, appointment_id: str, known: When | None, typed: When) -> None:
    agreed = diary.appointment(work, appointment_id)
    if agreed and known and (agreed.day, agreed.starts_at) not in (known, typed):
        raise Moved((agreed.day, agreed.starts_at))


def _refuse_child(who: str) -> None:
    if who == "child":
        raise Invalid(Problem("interprets", NO_CHILD))


def _sitting(work: Work, row: Visit, told: dict[str, Any]) -> SittingDraft:
    """What the three acts know, as the record page would have asked it."""
    began, ended = (str(told.get(name, "")) for name in ("began_at", "ended_at"))
    minutes = _minutes(began, ended) or USUAL_MINUTES
    line = visit(work, row.id)
    day, starts_at = (line.day, line.starts_at) if line else (row.day, row.starts_at)
    talk: Answers = {
        "day": min(day, clock.today()).isoformat(), "starts_at": began or starts_at, "minutes": str(minutes),
        "place": _of_the_place(row.institution_kind, "place", "other"), "signature": told["signature"],
        "unsigned_reason": told.get("unsigned_reason", ""),
        "interpreter": line.interpreted_by if line and row.interprets == "interpreter" else "",
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
        "confidential": told.get("confidential") or ("yes" if row.institution_kind == "clinic" else "no"),
        "person_met": told.get("person_met", ""),
    }  # fmt: skip
    return details | {
        "topic": _of_the_place(row.institution_kind, "topic", "other"), "minutes": str(minutes),
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
