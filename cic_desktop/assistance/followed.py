"""What follows from a service: a reminder of its deadline, its next step, the visit it tells of.

When the service is corrected, they are; what somebody changed there since stays.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from cic_desktop.assistance import tables
from cic_desktop.assistance.kinds import Kind
from cic_desktop.core import clock
from cic_desktop.core.answers import Values
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Work
from cic_desktop.i18n import _

__all__ = ["correct_step", "correct_visit", "reminded", "reminded_anew"]

Step = tuple[str, date | None]  # the words and the day of a next step


def reminded(chosen: Kind, common: Values, details: Values) -> Values:
    """A deadline among the details is a next step by that day, unless another one was said."""
    words, due = _reminder(chosen, details)
    if not due or due < clock.today() or common.get("next_step_on"):
        return common
    return {**common, "next_step": common.get("next_step") or words, "next_step_on": due}


def reminded_anew(chosen: Kind, common: Values, stored: Values, details: Values) -> Values:
    """The same once the details were corrected: a step that only repeated the old ones repeats the new ones."""
    was, now = _reminder(chosen, stored), _reminder(chosen, details)
    if was == now:
        return common
    if _step(common) != was:
        return reminded(chosen, common, details) if was[1] != now[1] else common
    stands = now[1] is not None and (now[1] == was[1] or now[1] >= clock.today())
    words, due = now if stands else ("", None)
    return {**common, "next_step": words, "next_step_on": due}


def _reminder(chosen: Kind, details: Values) -> Step:
    due = details.get(chosen.deadline)
    if not due:
        return "", None
    words = _("Deadline set by the office: {what}", what=chosen.summary(details)).render("pl")
    return words[:300], date.fromisoformat(str(due))


def _step(common: Values) -> Step:
    return common.get("next_step") or "", common.get("next_step_on")


def correct_step(work: Work, service: tables.Service, common: Values, persons: Sequence[str]) -> Values:
    """The service's columns with the step open again if it is another one; a step in a colleague's hands follows.

    `service` is as it was, `persons` are those helped as of now.
    """
    work.require(Right.RECORD_HELP)
    was, now = (service.next_step, service.next_step_on), _step(common)
    handed = work.rows(tables.FollowUp, _HANDED, (service.id, service.next_step)) if was[0] else []
    for row in handed:
        _follow(work, row, was, now, persons)
    if was == now or (now[0] and handed):
        return common
    return {**common, "next_step_done": False}


# One ticked is a matter of the past: it was done as it stood.
_HANDED = "about_table = 'service' AND about_id = ? AND title = ? AND done_on IS NULL AND deleted_at IS NULL"


def _follow(work: Work, row: tables.FollowUp, was: Step, now: Step, persons: Sequence[str]) -> None:
    if not now[0]:
        work.retire(row)
        return
    changed: Values = {"title": now[0]}
    if now[1] and now[1] != was[1]:
        changed["due_on"] = now[1]
    if row.person_id not in persons:
        changed["person_id"] = persons[0] if persons else None
    work.amend(row, changed)


def correct_visit(work: Work, service: tables.Service, stored: Values, persons: Sequence[str]) -> None:
    """The register of visits and the travel note say of a visit what its help says; `stored` is how that was."""
    work.require(Right.RECORD_HELP)
    details = json.loads(service.details)
    changed = {name: details.get(name, "") for name in _OF_VISIT if details.get(name, "") != stored.get(name, "")}
    its = {name: value for name, value in changed.items() if name in tables.Visit.model_fields}
    told = {name: value for name, value in changed.items() if name not in _ITS_PLACE}
    for row in work.rows(tables.Visit, "service_id = ? AND deleted_at IS NULL", (service.id,)):
        who = {} if row.person_id in persons or not persons else {"person_id": persons[0]}
        answers = {"answers": json.dumps(json.loads(row.answers) | told, ensure_ascii=False)} if told else {}
        work.amend(row, {**its, **who, **answers})


_ITS_PLACE = ("institution_kind", "institution", "address", "interprets")  # columns; the times are both
_OF_VISIT = (
    *_ITS_PLACE, "left_at", "returned_at", "kilometres", "person_met", "confidential", "purpose", "insurance",
    "risk_note",
)  # fmt: skip
