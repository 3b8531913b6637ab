"""A lesson held becomes help given: one talk with one service, for those who were there.

From then on a lesson counts, is signed for, shown and exported like all other help; who was there is asked of
one place only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cic_desktop.assistance import tables
from cic_desktop.assistance.service import as_json, snapshot
from cic_desktop.assistance.signing import settle
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Work

__all__ = ["LessonHeld", "record_lesson", "take_lesson_back"]


@dataclass(frozen=True)
class LessonHeld:
    """What a lesson says about itself; `persons` are the ids of those who were there."""

    project_id: str
    account_id: str  # whose help it counts as: the teacher's account, else of whoever runs the course
    day: date
    starts_at: str
    minutes: int
    place: str  # code list `place`
    course_kind: str
    course: str
    subject: str
    persons: Sequence[str]


def record_lesson(work: Work, lesson: LessonHeld, service_id: str | None = None) -> str:
    """Write a lesson down as help, or bring what was written to what it says now; returns the service's id.

    A person who turns out not to have been there is taken out again, with the place of the signature on the list;
    for one who comes into it after the paper was signed by hand, that paper does not speak: it waits again.
    """
    work.require(Right.RECORD_HELP)
    details = {"course_kind": lesson.course_kind, "course": lesson.course, "subject": lesson.subject}
    service = work.get(tables.Service, service_id) if service_id else _begin(work, lesson)
    moved = service.day != lesson.day
    work.amend(
        service,
        {
            "project_id": lesson.project_id, "day": lesson.day, "minutes": lesson.minutes, "details": as_json(details),
        },
    )  # fmt: skip
    work.amend(
        work.get(tables.Sitting, service.sitting_id),
        {
            "day": lesson.day, "starts_at": lesson.starts_at, "minutes": lesson.minutes, "place": lesson.place,
            "account_id": lesson.account_id,
        },
    )  # fmt: skip
    _bring_persons(work, service, lesson.persons, anew=moved)
    settle(work, service.sitting_id)
    return service.id


def take_lesson_back(work: Work, service_id: str) -> None:
    """The lesson was not held after all."""
    work.require(Right.RECORD_HELP)
    service = work.get(tables.Service, service_id)
    _bring_persons(work, service, ())
    work.retire(service)
    work.retire(work.get(tables.Sitting, service.sitting_id))


def _begin(work: Work, lesson: LessonHeld) -> tables.Service:
    sitting = work.add(
        tables.Sitting(
            day=lesson.day, starts_at=lesson.starts_at, minutes=lesson.minutes, place=lesson.place,
            account_id=lesson.account_id, language="pl", signature="list",
        )
    )  # fmt: skip
    return work.add(
        tables.Service(
            sitting_id=sitting.id, project_id=lesson.project_id, day=lesson.day, kind="course", minutes=lesson.minutes
        )
    )


def _bring_persons(work: Work, service: tables.Service, persons: Sequence[str], *, anew: bool = False) -> None:
    """Those who were there, and nobody else; `anew` takes down again what is true of them on the day."""
    rows = work.rows(tables.ServicePerson, "service_id = ? ORDER BY id", (service.id,))
    there = {row.person_id: row for row in rows if row.deleted_at is None}
    before = {row.person_id: row for row in rows} | there
    for person_id in there.keys() - set(persons):
        work.retire(there[person_id])
        lines = "sitting_id = ? AND person_id = ? AND signed_on IS NULL AND deleted_at IS NULL"
        for line in work.rows(tables.SignatureLine, lines, (service.sitting_id, person_id)):
            work.retire(line)
    if set(persons) - there.keys():
        _wait_again(work, service.sitting_id)
    for person_id in persons:
        if anew or person_id not in there:
            facts = snapshot(work, person_id, service.project_id, service.day)
            if row := before.get(person_id):
                _bring_signature(work, service, row)
                work.amend(row, {"deleted_at": None, **facts})
            else:
                work.add(tables.ServicePerson(service_id=service.id, person_id=person_id, **facts))


def _wait_again(work: Work, sitting_id: str) -> None:
    sitting = work.get(tables.Sitting, sitting_id)
    if sitting.signature == "now" and not sitting.signed_on:
        work.amend(sitting, {"signature": "list"})


def _bring_signature(work: Work, service: tables.Service, row: tables.ServicePerson) -> None:
    """Whoever comes back has the old place on the list of signatures: it is printed already."""
    went = "sitting_id = ? AND person_id = ? AND deleted_at = (SELECT deleted_at FROM service_person WHERE id = ?)"
    for line in work.rows(tables.SignatureLine, went, (service.sitting_id, row.person_id, row.id)):
        work.bring_back(tables.SignatureLine, line.id)
