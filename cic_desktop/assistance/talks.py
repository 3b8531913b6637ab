"""A talk as it stands in the register, whole: what a list has only a line for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from cic_desktop.assistance import tables
from cic_desktop.assistance.fields import SERVICE, SITTING
from cic_desktop.assistance.kinds import kind
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core.fields import Answer, Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read

__all__ = ["Helped", "Talk", "TalkService", "talk", "talk_revision"]


@dataclass(frozen=True)
class Helped:
    """Somebody with a card who was helped: whether it counts in the project as of that day."""

    person_id: str
    name: str
    countable: bool


@dataclass(frozen=True)
class TalkService:
    """One service of a talk; `answers` as a form takes them. `hidden`: what was said is kept from this reader."""

    id: str
    kind: str
    answers: Answers
    persons: tuple[Helped, ...]
    anonymous: tuple[dict[str, str], ...]  # as in ServiceDraft
    project: str
    step_done: bool
    hidden: bool


@dataclass(frozen=True)
class Talk:
    """A talk as it stands in the register, whole. `revision` grows with every change of the talk or its services."""

    id: str
    revision: int
    answers: Answers
    advisor: str
    advisor_id: str
    services: tuple[TalkService, ...]
    signed: bool  # by somebody of those who were there, if not by all; of an anonymous talk by nobody

    @property
    def day(self) -> date:
        return date.fromisoformat(str(self.answers["day"]))

    @property
    def lesson(self) -> bool:
        """Written down by a course: it is corrected there."""
        return any(not kind(item.kind).by_hand for item in self.services)

    @property
    def hidden(self) -> bool:
        """Something in it is for whoever wrote it alone, and so is correcting it."""
        return any(item.hidden for item in self.services)

    @property
    def persons(self) -> tuple[Helped, ...]:
        """Everybody with a card, once."""
        return tuple({one.person_id: one for item in self.services for one in item.persons}.values())

    def draft(self) -> SittingDraft:
        """It as it would be typed."""
        services = tuple(
            ServiceDraft(
                item.kind, dict(item.answers), tuple(one.person_id for one in item.persons), item.anonymous, item.id
            )
            for item in self.services
        )
        return SittingDraft(dict(self.answers), services)


def talk(read: Read, sitting_id: str) -> Talk:
    """A talk with everything that was written down of it; raises Missing."""
    read.require(Right.READ_CLIENTS)
    sitting = read.get(tables.Sitting, sitting_id)
    ((advisor, revision, ticked),) = read.sql(_TALK, {"id": sitting_id})
    mine = sitting.account_id == read.actor.id
    rows = read.rows(tables.Service, "sitting_id = ? AND deleted_at IS NULL ORDER BY id", (sitting_id,))
    services = tuple(_service(read, sitting, row, mine=mine) for row in rows)
    by_hand = sitting.signature == "now" and any(item.persons for item in services)
    told = {**vars(sitting), **(_KEPT if any(item.hidden for item in services) else {})}
    return Talk(
        id=sitting.id, revision=revision, answers={field.name: _raw(field, told) for field in SITTING},
        advisor=advisor, advisor_id=sitting.account_id, signed=by_hand or bool(ticked), services=services,
    )  # fmt: skip


# Rows are never taken out, and a row's own revision only grows: so does their sum.
_REVISION = """t.revision + (SELECT coalesce(sum(revision), 0) FROM service WHERE sitting_id = t.id)
  + (SELECT coalesce(sum(q.revision), 0)
     FROM service_person q JOIN service s ON s.id = q.service_id WHERE s.sitting_id = t.id)"""
_TALK = f"""SELECT a.name, {_REVISION}, EXISTS (SELECT 1 FROM signature_line l WHERE l.sitting_id = t.id
  AND l.signed_on IS NOT NULL AND l.deleted_at IS NULL)
FROM sitting t JOIN account a ON a.id = t.account_id WHERE t.id = :id"""
_KEPT = {"unsigned_reason": "", "interpreter": ""}  # free words, which may tell what is kept from this reader
_PERSONS = """
SELECT q.person_id, trim(p.surname || ' ' || p.given), q.countable, q.citizenship, q.sex, q.language
FROM service_person q LEFT JOIN person p ON p.id = q.person_id
WHERE q.service_id = ? AND q.deleted_at IS NULL ORDER BY q.id
"""


def talk_revision(read: Read, sitting_id: str) -> int:
    """How often a talk, its services or who took part were changed; a talk taken back has one too."""
    read.require(Right.READ_CLIENTS)
    return int(read.sql(f"SELECT {_REVISION} FROM sitting t WHERE t.id = ?", (sitting_id,))[0][0])


def _service(read: Read, sitting: tables.Sitting, row: tables.Service, *, mine: bool) -> TalkService:
    chosen = kind(row.kind)
    details = chosen.read(json.loads(row.details), row.details_version)
    hidden = not mine and (chosen.secret or details.get("confidential") == "yes")
    stored = {} if hidden else {**details, **{field.name: getattr(row, field.name) for field in SERVICE}}
    people = read.sql(_PERSONS, (row.id,))
    ((project,),) = read.sql("SELECT number || ' · ' || name FROM project WHERE id = ?", (row.project_id,))
    known = (*chosen.fields, *SERVICE) if not hidden else ()
    plain = {"topic": row.topic, "minutes": str(row.minutes), "outcome": row.outcome}
    return TalkService(
        id=row.id, kind=row.kind, answers={**plain, **{field.name: _raw(field, stored) for field in known}},
        persons=tuple(Helped(one[0], one[1], bool(one[2])) for one in people if one[0]),
        anonymous=tuple(_said(sitting, *one[3:]) for one in people if not one[0]),
        project=project, step_done=row.next_step_done, hidden=hidden,
    )  # fmt: skip


def _said(sitting: tables.Sitting, citizenship: str, sex: str, language: str) -> dict[str, str]:
    """What somebody without a card said of themselves; the talk's own language they did not."""
    said = {"citizenship": citizenship, "sex": sex, "language": "" if language == sitting.language else language}
    return {name: value for name, value in said.items() if value}


def _raw(field: Field, stored: dict[str, Any]) -> Answer:
    value = stored.get(field.name)
    text = "" if value is None else str(value)
    return text.split() if field.kind in ("choices", "several") else text
