"""The accompanied visit in three acts: prepared at the desk, being there, told afterwards.

It becomes a recorded service with its sitting. No act asks for a diagnosis: there is no field for one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cic_desktop import diary, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.assistance.service import put_talk_back, record, withdraw
from cic_desktop.assistance.tables import Service, Visit
from cic_desktop.assistance.visit_rows import (
    AFTER,
    COLUMNS,
    NO_CHILD,
    PREPARE,
    STAGES,
    VisitLine,
    Which,
    still_missing,
)
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError, Invalid, NotAllowed, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = [
    "AFTER", "NO_CHILD", "PREPARE", "STAGES", "VisitLine", "Which", "amend_visit", "call_off_visit", "finish_visit",
    "interpreted_by", "prepare_visit", "reopen_visit", "restore_visit", "still_missing", "step", "step_back", "visit",
    "visits", "visits_of", "withdraw_visit",
]  # fmt: skip

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
_OVER = _("This visit is over already.")


def prepare_visit(work: Work, person_id: str, answers: Answers, appointment_id: str = "") -> str:
    """Prepare a visit; it stands in the agenda like any appointment. Returns its id. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    columns, told = _prepared(answers)
    if not appointment_id:
        when: Answers = {name: str(answers[name]) for name in ("day", "starts_at")}
        agreed = {**when, "minutes": str(_USUAL_MINUTES), **_whereabouts(columns)}
        appointment_id = diary.agree(work, agreed, _kind(columns["institution_kind"]), person_id)
    row = Visit(
        person_id=person_id, account_id=work.actor.id, appointment_id=appointment_id, answers=_json(told),
        authorised_on=clock.today() if columns["authorised"] else None, **columns,
    )  # fmt: skip
    return work.add(row).id


def amend_visit(work: Work, visit_id: str, answers: Answers, revision: int) -> None:
    """Change the preparation. Raises Invalid, Stale; NotAllowed where its health is not the actor's to see."""
    work.require(Right.RECORD_HELP)
    row = _seen(work, visit_id)
    columns, told = _prepared(answers)
    before, after = _whereabouts(vars(row)), _whereabouts(columns)
    seen = row.authorised_on or clock.today()
    changes = {**columns, "answers": _json({**json.loads(row.answers), **told})}
    moved = (columns["day"], columns["starts_at"]) != (row.day, row.starts_at)
    work.amend(row, {**changes, "authorised_on": seen if columns["authorised"] else None}, revision)
    if row.state == "prepared" and (agreed := _agreed(work, row)):
        if moved:
            diary.move(work, agreed, columns["day"], columns["starts_at"])
        if after != before:
            diary.lead_to(work, agreed, **after)


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
    [(service_id,)] = work.sql("SELECT id FROM service WHERE sitting_id = ?", (sitting_id,))
    went = {"account_id": work.actor.id}  # whoever tells it, as in the service
    work.amend(row, {"state": "done", "service_id": service_id, "answers": _json(told), **went})
    return str(service_id)


def reopen_visit(work: Work, visit_id: str) -> None:
    """The end was written down by mistake: the service is taken back, the visit is to be finished again."""
    work.require(Right.RECORD_HELP)
    row = _seen(work, visit_id)
    if row.service_id:
        withdraw(work, work.get(Service, row.service_id).sitting_id)


def call_off_visit(work: Work, visit_id: str, *, off: bool = True) -> None:
    """It will not take place, or it will after all, as far as it had come; the agenda is told."""
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    if row.state == "done":
        raise CicError(_OVER)
    work.amend(row, {"state": "called_off" if off else _come_to(json.loads(row.answers))})
    before, after = ("planned", "called_off") if off else ("called_off", "planned")
    agreed = diary.appointment(work, _agreed(work, row))
    if agreed and agreed.state == before:
        diary.set_state(work, agreed.id, after)


def withdraw_visit(work: Work, visit_id: str) -> None:
    """Take back a visit prepared by mistake: its place in the agenda, and the service it became.

    Raises CicError when the talk it was recorded in holds other help too.
    """
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    became = work.sql(_BECAME, (visit_id,))
    if any(services > 1 for _sitting_id, services in became):
        raise CicError(_("This visit was recorded together with other help. Take it out of that talk first."))
    if agreed := _agreed(work, row):
        diary.withdraw(work, agreed)
    work.retire(row)
    for sitting_id, _services in became:
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
    mine = "AND p.deleted_at IS NULL AND (:account = '' OR v.account_id = :account)"
    return _lines(read, f"{mine} AND {_STATES[which]} LIMIT :limit", params)


def visits_of(read: Read, person_id: str) -> list[VisitLine]:
    """Somebody's visits, the newest first."""
    return _lines(read, "AND v.person_id = :person ORDER BY 9 DESC, v.id DESC", {"person": person_id})


def visit(read: Read, visit_id: str) -> VisitLine | None:
    found = _lines(read, "AND v.id = :id", {"id": visit_id})
    return found[0] if found else None


def _lines(read: Read, more: str, params: dict[str, Any]) -> list[VisitLine]:
    read.require(Right.READ_CLIENTS)
    return [_line(read, row) for row in read.sql(_LINE + more, params)]


def _line(read: Read, row: Sequence[Any]) -> VisitLine:
    shown = {8: date.fromisoformat(row[8]), 13: bool(row[13]), 18: json.loads(row[18])}
    line = VisitLine(*({**dict(enumerate(row)), **shown}.values()))
    return line if _may_see(read, line) else replace(line, **_HIDDEN, answers=_times(line.answers))


_HIDDEN: dict[str, Any] = {"institution": "", "address": "", "authorised": False, "hidden": True}


def _times(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in STAGES if name in told}


def _may_see(read: Read, visit: VisitLine | Visit) -> bool:
    """While it is to come whoever stands in has to know it all; once told, health is for the one who went."""
    told = visit.institution_kind == "clinic" and visit.state == "done"
    return not told or visit.account_id == read.actor.id or read.may(Right.READ_SECRETS)


def _seen(work: Work, visit_id: str) -> Visit:
    row = work.get(Visit, visit_id)
    if not _may_see(work, row):
        raise NotAllowed()
    return row


def _open(work: Work, visit_id: str) -> tuple[Visit, dict[str, Any]]:
    work.require(Right.RECORD_HELP)
    row = work.get(Visit, visit_id)
    if row.state in ("done", "called_off"):
        raise CicError(_OVER)
    return row, json.loads(row.answers)


def _come_to(told: dict[str, Any]) -> str:
    return "under_way" if any(told.get(stage) for stage in STAGES) else "prepared"


def _whereabouts(of: Mapping[str, Any]) -> dict[str, str]:
    """Where a visit is, as its appointment says it."""
    place = _PLACES.get(of["institution_kind"], "authority")
    return {"place": place, "about": str(of["institution"]), "address": str(of["address"])}


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
