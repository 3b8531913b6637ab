"""The quick way of keeping the demo's work: the rows the services would write, without asking them.

Acts, journal and rows come out as through the services (tests compare the two); what is left out is the
validation, and the indexes, which are made once at the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from cic_desktop import indexes
from cic_desktop.assistance import tables as given
from cic_desktop.assistance.kinds import kind as kind_of
from cic_desktop.assistance.referrals import REFERRED_AS, refer
from cic_desktop.assistance.rows import ServiceDraft
from cic_desktop.clients import parts, tables
from cic_desktop.clients.service import RODO_VERSION
from cic_desktop.core import case_number, clock, ids
from cic_desktop.core.fields import Answers
from cic_desktop.core.partial_date import PartialDate
from cic_desktop.core.rights import Role
from cic_desktop.db import migrate
from cic_desktop.db.base import Row, stamp
from cic_desktop.db.changes import Changes
from cic_desktop.db.database import begin_act, end_act
from cic_desktop.db.faults import translated
from cic_desktop.db.work import Actor, Work
from cic_desktop.demo.papers import pesel_application
from cic_desktop.diary.tables import Appointment
from cic_desktop.forms.kept.life import FormState
from cic_desktop.i18n.collation import sort_key
from cic_desktop.projects.service import recount
from cic_desktop.projects.tables import Participation, Project
from cic_desktop.security.tables import Account
from cic_desktop.startup import Opened

Values = dict[str, Any]
_LETTER = "SELECT letter FROM site JOIN journal_state ON site.n = journal_state.site"


@dataclass
class _Known:
    """What later rows need of a person: the snapshot's facts, and the rows an intake may complete."""

    person: Values
    stays: list[Values] = field(default_factory=list)
    participations: dict[str, Values] = field(default_factory=dict)
    intake: dict[str, tuple[type[Row], Values]] = field(default_factory=dict)
    citizenship: str = ""
    language: str = ""
    helped_on: str = ""  # the last day of help


class BulkDesk:
    """A `Desk` that writes rows directly, many acts to a transaction."""

    def __init__(self, opened: Opened) -> None:
        self._database = opened.database
        self._raw = opened.database.connect()
        self._schema = migrate.head_revision()
        (self._letter,) = self._raw.execute(_LETTER).fetchone()
        self._known: dict[str, _Known] = {}
        self._households: dict[str, str] = {}
        self._asked: dict[str, tuple[Values, Values]] = {}  # enquiries nobody's name is on: service and its person
        self._serials: dict[int, int] = {}
        self._work: Work
        self._at = ""

    @contextmanager
    def batch(self) -> Iterator[None]:
        with translated():
            self._raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                end_act(self._raw, 0, Changes(frozenset({("", "")})))
                self._raw.execute("COMMIT")
            except BaseException:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
                raise

    @contextmanager
    def act(self, moment: datetime, actor: Actor, verb: str) -> Iterator[None]:
        with clock.frozen(moment):
            now = clock.now()
            self._at = stamp(now)
            act = begin_act(self._raw, actor, verb, self._at, int(now.timestamp() * 1000), self._schema)
            self._work = Work(self._raw, actor, now, act)
            yield

    def finish(self) -> None:
        """Index the names and the deadlines."""
        indexes.rebuild(self._raw)

    def close(self) -> None:
        self._raw.close()

    def hire(self, login: str, name: str, role: Role, speciality: str) -> str:
        return self._add(Account, login=login, name=name, role=role.value, speciality=speciality)["id"]

    def open_project(self, answers: Answers) -> str:
        return self._add(Project, **answers)["id"]

    def register(self, answers: Answers, full: bool) -> str:
        today = clock.today()
        row = self._add(
            tables.Person,
            **_columns(answers),
            case_number=self._next_case_number(today),
            registered_on=today.isoformat(),
            complete=int(full),
        )
        known = self._known[row["id"]] = _Known(row)
        self._store_parts(known, answers)
        known.citizenship, known.language = str(answers["citizenship"]), str(answers["language"])
        self._add(tables.Citizenship, person_id=row["id"], country=known.citizenship)
        self._add(
            tables.Consent, person_id=row["id"], kind="rodo_information", version=RODO_VERSION,
            language=known.language, given_on=today.isoformat(),
        )  # fmt: skip
        if full:
            known.intake.clear()
        return row["id"]

    def complete(self, person_id: str, answers: Answers) -> None:
        known = self._known[person_id]
        self._amend(tables.Person, known.person, {**_columns(answers), "complete": 1})
        self._store_parts(known, answers)
        known.intake.clear()

    def add_part(self, person_id: str, kind: str, answers: Answers) -> None:
        self._part(self._known[person_id], parts.CARD_PARTS[kind], answers)
        if kind == "participation":
            self._recount(person_id)

    def leave_project(self, person_id: str, project_id: str, day: date, reason: str) -> None:
        row = self._known[person_id].participations[project_id]
        self._amend(Participation, row, {"exited_on": day.isoformat(), "exit_reason": reason})
        self._recount(person_id)

    def join_household(self, person_id: str, other_id: str, relation: str, dependant: bool) -> None:
        household_id = self._households.get(other_id)
        if household_id is None:
            household_id = self._add(tables.Household, name=self._known[other_id].person["surname"])["id"]
            self._households[other_id] = household_id
            self._add(tables.HouseholdMember, household_id=household_id, person_id=other_id, relation="head")
        self._households[person_id] = household_id
        self._add(
            tables.HouseholdMember, household_id=household_id, person_id=person_id, relation=relation,
            dependant=int(dependant), joined_on=clock.today().isoformat(),
        )  # fmt: skip

    def record(self, answers: Answers, services: Sequence[ServiceDraft]) -> tuple[str, list[str]]:
        sitting = self._add(given.Sitting, account_id=self._work.actor.id, **_numbers(answers))
        return sitting["id"], [self._service(sitting, draft)["id"] for draft in services]

    def enquire(self, answers: Answers, project_id: str) -> str:
        now = clock.local(clock.now())
        sitting = self._add(
            given.Sitting, account_id=self._work.actor.id, day=now.date().isoformat(), starts_at=f"{now:%H:%M}",
            minutes=int(str(answers["minutes"])), place=answers["place"], language=answers["language"],
            signature="none", unsigned_reason="enquiry",
        )  # fmt: skip
        common: Answers = {name: answers[name] for name in ("topic", "outcome", "minutes")}
        service = self._service(sitting, ServiceDraft("information", common | {"project_id": project_id}))
        asked = {"citizenship": answers["citizenship"], "language": answers["language"]}
        self._asked = {service["id"]: (service, self._add(given.ServicePerson, service_id=service["id"], **asked))}
        return service["id"]

    def promote(self, service_id: str, person_id: str) -> None:
        service, row = self._asked[service_id]
        snapshot = self._snapshot(person_id, service["project_id"], service["day"])
        self._amend(given.ServicePerson, row, {"person_id": person_id, **snapshot})

    def keep_form(self, person_id: str, state: FormState) -> None:
        """The record is read through the services, so it is written first; the act goes on."""
        self._raw.execute("COMMIT")
        with self._database.read(self._work.actor) as read:
            paper = pesel_application(read, person_id, clock.today())
        self._raw.execute("BEGIN IMMEDIATE")
        paper.keep(self._work, person_id, state)

    def sign(self, sitting_id: str) -> None:
        self._amend(given.Sitting, {"id": sitting_id}, {"signature": "now"})

    def follow_up_done(self, service_id: str) -> None:
        self._amend(given.Service, {"id": service_id}, {"next_step_done": 1})

    def agree(self, answers: Answers, kind: str, person_id: str) -> str:
        values = _numbers(answers)
        return self._add(Appointment, account_id=self._work.actor.id, kind=kind, person_id=person_id, **values)["id"]

    def set_state(self, appointment_id: str, state: str, service_id: str = "") -> None:
        changes = {"state": state, **({"service_id": service_id} if service_id else {})}
        self._amend(Appointment, {"id": appointment_id}, changes)

    def _service(self, sitting: Values, draft: ServiceDraft) -> Values:
        chosen = kind_of(draft.kind)
        asked = {item.name: item.kind for item in chosen.fields if item.name in draft.answers}
        own = {name: draft.answers[name] for name in asked}
        details = {name: int(value) if asked[name] == "number" else value for name, value in own.items()}
        common = {name: value for name, value in _numbers(draft.answers).items() if name not in own}
        service = self._add(
            given.Service, sitting_id=sitting["id"], day=sitting["day"], kind=chosen.code,
            details=json.dumps(details, ensure_ascii=False), details_version=chosen.version, **common,
        )  # fmt: skip
        for person_id in draft.persons:
            snapshot = self._snapshot(person_id, service["project_id"], service["day"])
            self._add(given.ServicePerson, service_id=service["id"], person_id=person_id, **snapshot)
        if chosen.code == REFERRED_AS:
            refer(self._work, service["id"], date.fromisoformat(service["day"]), draft.persons, details)
        return service

    def _snapshot(self, person_id: str, project_id: str, day: str) -> Values:
        known = self._known[person_id]
        known.helped_on = day
        held = (stay["title"] for stay in reversed(known.stays) if _holds(stay["valid_from"], stay["valid_to"], day))
        age = PartialDate.from_iso(known.person["birth_date"]).age_on(date.fromisoformat(day))
        part = known.participations.get(project_id)
        counts = part and part["declared_on"] and _holds(part["declared_on"], part["exited_on"], day)
        return {
            "stay_title": next(held, "none"), "citizenship": known.citizenship, "sex": known.person["sex"],
            "age": age.years, "age_approximate": int(age.approximate), "language": known.language,
            "countable": int(bool(counts)),
        }  # fmt: skip

    def _store_parts(self, known: _Known, answers: Answers) -> None:
        for mapped in parts.INTAKE_PARTS:
            if mapped.key in known.intake:
                self._amend(*known.intake[mapped.key], parts.derived(mapped.table, mapped.values(answers)))
            elif answers.get(mapped.key):
                known.intake[mapped.key] = (mapped.table, self._part(known, mapped, answers))
        self._recount(known.person["id"])

    def _recount(self, person_id: str) -> None:
        """A declaration of today counts help of today only; nobody leaves before the last help."""
        if self._known[person_id].helped_on == clock.today().isoformat():
            recount(self._work, person_id)

    def _part(self, known: _Known, mapped: parts.Mapped, answers: Answers) -> Values:
        values = {name: value for name, value in mapped.values(answers).items() if value != ""}
        row = self._add(mapped.table, person_id=known.person["id"], **parts.derived(mapped.table, values))
        if mapped.table is tables.Stay:
            known.stays.append(row)
        elif mapped.table is Participation:
            known.participations[row["project_id"]] = row
        return row

    def _next_case_number(self, today: date) -> str:
        letter = self._letter
        if today.year not in self._serials:
            prefix = f"{letter}-{today:%y}-"
            rows = self._raw.execute("SELECT case_number FROM person WHERE case_number GLOB ?", (prefix + "*",))
            self._serials[today.year] = max((case_number.parse(row[0]).serial for row in rows), default=0)
        self._serials[today.year] += 1
        return str(case_number.CaseNumber(letter, today.year, self._serials[today.year]))

    def _add(self, table: type[Row], **values: Any) -> Values:
        statement, blank = _insert(table)
        row = {
            **blank, **values, "id": ids.new_id(), "created_at": self._at, "created_by": self._work.actor.id,
            "updated_at": self._at, "updated_by": self._work.actor.id,
        }  # fmt: skip
        self._raw.execute(statement, row)
        return row

    def _amend(self, table: type[Row], row: Values, changes: Mapping[str, Any]) -> None:
        changed = {name: value for name, value in changes.items() if row.get(name) != value}
        if changed:
            row.update(changed)
            stamps = {"updated_at": self._at, "updated_by": self._work.actor.id}
            places = ", ".join(f'"{name}" = :{name}' for name in {**changed, **stamps})
            statement = f'UPDATE "{table.__tablename__}" SET {places}, revision = revision + 1 WHERE id = :id'
            self._raw.execute(statement, {**changed, **stamps, "id": row["id"]})


@cache
def _insert(table: type[Row]) -> tuple[str, Values]:
    """The statement for a whole row, and a row of the table's defaults."""
    names = [column.name for column in table.__table__.columns]  # type: ignore[attr-defined]
    blank = {name: _default(table, name) for name in names}
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join(f":{name}" for name in names)
    return f'INSERT INTO "{table.__tablename__}" ({columns}) VALUES ({places})', blank


def _default(table: type[Row], name: str) -> Any:
    info = table.model_fields[name]
    default = None if info.is_required() else info.default
    return int(default) if isinstance(default, bool) else default


def _columns(answers: Answers) -> Values:
    """The person's own columns, as `clients.register` makes them."""
    taken: Values = {name: answers[name] for name in parts.PERSON_COLUMNS if name in answers}
    if "needs" in taken:
        taken["needs"] = " ".join(taken["needs"])
    taken["sort_key"] = sort_key(f"{answers['surname']} {answers.get('given', '')}")
    return taken


def _numbers(answers: Mapping[str, Any]) -> Values:
    return {**answers, "minutes": int(str(answers["minutes"]))}


def _holds(first: str | None, last: str | None, day: str) -> bool:
    return (first or "") <= day <= (last or "9999")
