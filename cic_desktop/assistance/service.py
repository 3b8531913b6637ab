"""Recording help: a sitting with its services, an enquiry, what follows from them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from cic_desktop import clients, diary, projects
from cic_desktop.assistance import tables
from cic_desktop.assistance.fields import ANONYMOUS, ENQUIRY, SERVICE, SITTING
from cic_desktop.assistance.followed import reminded
from cic_desktop.assistance.kinds import Kind, kind
from cic_desktop.assistance.pointing import link_partners, name_partners
from cic_desktop.assistance.referrals import REFERRED_AS, refer
from cic_desktop.assistance.referring import take_referrals_back
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.base import Row
from cic_desktop.db.work import Work
from cic_desktop.i18n import _

__all__ = [
    "check_service", "check_sitting", "promote", "put_talk_back", "record", "record_enquiry", "sign", "withdraw",
]  # fmt: skip


def record(work: Work, draft: SittingDraft) -> str:
    """Keep a sitting with its services; an appointment it names has then been held. Returns its id.

    Raises Invalid with everything that is wrong: a field of the sitting by its name, one of the second
    service as `1.topic`.
    """
    work.require(Right.RECORD_HELP)
    draft = with_living(work, draft)
    values, services = check_talk(draft)
    check_births(work, draft.person_ids, values["day"])
    services = [
        (common, name_partners(work, details, f"{number}.")) for number, (common, details) in enumerate(services)
    ]
    sitting = work.add(tables.Sitting(account_id=work.actor.id, **values))
    made = [add_service(work, sitting, item, read) for item, read in zip(draft.services, services, strict=True)]
    if draft.appointment_id:
        diary.set_state(work, draft.appointment_id, "held", made[0])
    return sitting.id


def withdraw(work: Work, sitting_id: str) -> None:
    """Take back a sitting recorded by mistake; what became help by it (an appointment held, a visit told, a
    translation received) is open again, and what a colleague was asked to do after it is no longer to be done.
    """
    work.require(Right.RECORD_HELP)
    for table in _ROWS_OF_SITTING:
        for (row_id,) in work.sql(_ROWS_OF_SITTING[table], (sitting_id,)):
            if table is tables.Service:
                open_again(work, row_id)
            work.retire(work.get(table, row_id))
    work.retire(work.get(tables.Sitting, sitting_id))


def put_talk_back(work: Work, sitting_id: str) -> None:
    """Undo `withdraw`: the sitting comes back with exactly what went with it. Raises Missing."""
    work.require(Right.RECORD_HELP)
    went = work.sql("SELECT deleted_at FROM sitting WHERE id = ?", (sitting_id,))
    for table, sql in _WENT_WITH_SITTING.items():
        for (row_id,) in work.sql(sql, (sitting_id, *went[0])) if went else ():
            work.bring_back(table, row_id)
    work.bring_back(tables.Sitting, sitting_id)


def record_enquiry(work: Work, answers: Answers, project_id: str, person_id: str = "") -> str:
    """Keep a quick enquiry: five answers, nobody's name needed; returns the service's id."""
    work.require(Right.RECORD_HELP)
    if not project_id:
        raise CicError(_("There is no project yet. A manager adds one in the settings."))
    values = read_answers(ENQUIRY, answers)
    now = clock.local(work.now)
    sitting = work.add(
        tables.Sitting(
            account_id=work.actor.id, day=now.date(), starts_at=f"{now:%H:%M}", minutes=values["minutes"],
            place=values["place"], language=values["language"], signature="none", unsigned_reason="enquiry",
        )
    )  # fmt: skip
    asked = {"citizenship": values["citizenship"], "language": values["language"]}
    draft = ServiceDraft(
        "information", {}, persons=(person_id,) if person_id else (), anonymous=() if person_id else (asked,)
    )
    common = {name: values[name] for name in ("topic", "outcome", "minutes")}
    return add_service(work, sitting, draft, ({**common, "project_id": project_id}, {}))


def check_sitting(answers: Answers) -> Values:
    """The sitting's values; raises Invalid (a day in the future, a missing signature's reason …)."""
    values = read_answers(SITTING, answers)
    if values["day"] > clock.today():
        early = _("Help cannot be recorded before it was given. Make an appointment instead.")
        raise Invalid(Problem("day", early))
    if not values["minutes"]:
        raise Invalid(Problem("minutes", _("Please give the minutes.")))
    return values


def check_service(draft: ServiceDraft, unasked: Collection[str] = ()) -> tuple[Values, Values]:
    """Common values and the kind's own details; raises Invalid, naming the bad fields.

    `unasked` names questions that may stay open: nobody asked them when the help was written down.
    """
    chosen = kind(draft.kind)
    problems: list[Problem] = []
    own = (replace(field, required=False) if field.name in unasked else field for field in chosen.fields)
    common = _collect(problems, SERVICE, draft.answers)
    details = _collect(problems, tuple(own), draft.answers)
    for someone in draft.anonymous:
        _collect(problems, ANONYMOUS, someone)
    if chosen.needs_person and not draft.persons and not draft.anonymous:
        problems.append(Problem("persons", _("Choose the person this help was given to.")))
    if details.get("interprets") == "child":
        problems.append(
            Problem("interprets", _("A child must not interpret. Choose the advisor or call an interpreter."))
        )
    if problems:
        raise Invalid(*problems)
    return common, details


def sign(work: Work, sitting_id: str, signature: str, reason: str = "") -> None:
    """Note that a signature was brought later, or why there is none."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(tables.Sitting, sitting_id), {"signature": signature, "unsigned_reason": reason})


def promote(work: Work, service_id: str, person_id: str) -> None:
    """An anonymous enquiry turns out to be this person's: the snapshot is filled in.

    Of a group without names nobody can be two: one row is named, the others are taken back. Raises Invalid for
    somebody born after it.
    """
    work.require(Right.RECORD_HELP)
    service = work.get(tables.Service, service_id)
    check_births(work, [person_id], service.day)
    rows = work.rows(tables.ServicePerson, "service_id = ? AND deleted_at IS NULL ORDER BY id", (service_id,))
    named = any(row.person_id == person_id for row in rows)
    for row in (row for row in rows if not row.person_id):
        if named:
            work.retire(row)
        else:
            work.amend(row, {"person_id": person_id, **snapshot(work, person_id, service.project_id, service.day)})
            named = True


def with_living(work: Work, draft: SittingDraft) -> SittingDraft:
    """Somebody whose record was merged while the help was typed has been helped under the record kept."""

    def living(item: ServiceDraft) -> ServiceDraft:
        return replace(item, persons=tuple(dict.fromkeys(clients.living_id(work, one) for one in item.persons)))

    return replace(draft, services=tuple(living(item) for item in draft.services))


def check_births(work: Work, person_ids: Iterable[str], day: date) -> None:
    """Nobody is helped before being born: a slip in the day, or in the birth date. Raises Invalid."""
    persons = json.dumps(sorted(person_ids))
    unborn = "SELECT 1 FROM person WHERE id IN (SELECT value FROM json_each(?)) AND birth_date > ? LIMIT 1"
    if work.sql(unborn, (persons, day.isoformat())):
        raise Invalid(Problem("day", _("This is before the person was born. Check both dates.")))


_BECAME_HELP: tuple[tuple[type[Row], Values], ...] = (
    (tables.Visit, {"state": "under_way", "service_id": None}),
    (tables.TranslationOrder, {"received_on": None, "service_id": None}),
)


def open_again(work: Work, service_id: str) -> None:
    """What became this service has not after all, and nobody was referred in it."""
    diary.reopen(work, service_id)
    take_referrals_back(work, service_id)
    for table, as_before in _BECAME_HELP:
        for row in work.rows(table, "service_id = ? AND deleted_at IS NULL", (service_id,)):
            work.amend(row, as_before)


_LIVING = "WHERE service_id IN (SELECT id FROM service WHERE sitting_id = ?) AND deleted_at IS NULL"
_ABOUT = "about_table = 'service' AND about_id IN (SELECT id FROM service WHERE sitting_id = ?)"
_WENT_WITH_SITTING: dict[type[Row], str] = {
    tables.Service: "SELECT id FROM service WHERE sitting_id = ? AND deleted_at = ?",
    tables.SignatureLine: "SELECT id FROM signature_line WHERE sitting_id = ? AND deleted_at = ?",
    tables.FollowUp: f"SELECT id FROM follow_up WHERE {_ABOUT} AND deleted_at = ?",
    **{
        table: f"SELECT id FROM {table.__tablename__} WHERE service_id IN "
        "(SELECT id FROM service WHERE sitting_id = ?) AND deleted_at = ?"
        for table in (tables.ServicePerson, tables.ServicePartner, tables.Referral)
    },
}
_ROWS_OF_SITTING: dict[type[Row], str] = {
    tables.ServicePerson: f"SELECT id FROM service_person {_LIVING}",
    tables.ServicePartner: f"SELECT id FROM service_partner {_LIVING}",
    tables.FollowUp: f"SELECT id FROM follow_up WHERE {_ABOUT} AND deleted_at IS NULL",
    tables.Service: "SELECT id FROM service WHERE sitting_id = ? AND deleted_at IS NULL",
}


Unasked = Mapping[str, Collection[str]]  # by a service's id, the questions nobody asked then


def check_talk(
    draft: SittingDraft, unasked: Unasked = MappingProxyType({})
) -> tuple[Values, list[tuple[Values, Values]]]:
    """The values of a sitting and of its services; raises Invalid with everything that is wrong at once."""
    problems: list[Problem] = []
    values: Values = {}
    services = []
    try:
        values = check_sitting(draft.answers)
    except Invalid as error:
        problems.extend(error.problems)
    for number, item in enumerate(draft.services):
        try:
            services.append(check_service(item, unasked.get(item.id, ())))
        except Invalid as error:
            problems.extend(replace(problem, field=f"{number}.{problem.field}") for problem in error.problems)
    if problems:
        raise Invalid(*problems)
    if not draft.services:
        raise CicError(_("Add at least one kind of help."))
    return values, services


def _collect(problems: list[Problem], fields: tuple[Any, ...], answers: Mapping[str, Any]) -> Values:
    try:
        return read_answers(fields, answers)
    except Invalid as error:
        problems.extend(error.problems)
        return {}


def add_service(work: Work, sitting: tables.Sitting, draft: ServiceDraft, read: tuple[Values, Values]) -> str:
    common, details = read
    chosen: Kind = kind(draft.kind)
    common = reminded(chosen, common, details)
    service = work.add(
        tables.Service(
            sitting_id=sitting.id, day=sitting.day, kind=chosen.code, details=as_json(details),
            details_version=chosen.version,
            **{name: value for name, value in common.items() if value is not None},
        )
    )  # fmt: skip
    for person_id in draft.persons:
        facts = snapshot(work, person_id, service.project_id, service.day)
        work.add(tables.ServicePerson(service_id=service.id, person_id=person_id, **facts))
    for someone in draft.anonymous:
        said: dict[str, Any] = {"language": sitting.language, **{n: v for n, v in someone.items() if v}}
        work.add(tables.ServicePerson(service_id=service.id, person_id=None, **said))
    link_partners(work, service.id, details)
    if chosen.code == REFERRED_AS:
        refer(work, service.id, service.day, draft.persons, details)
    return service.id


def snapshot(work: Work, person_id: str, project_id: str, day: date) -> dict[str, Any]:
    """What is true of a person on the day help is given, as it is stored with it."""
    facts = clients.facts_at(work, person_id, day)
    return {
        "stay_title": facts.stay_title,
        "citizenship": facts.citizenship,
        "sex": facts.sex,
        "age": facts.age,
        "age_approximate": facts.age_approximate,
        "language": facts.language,
        "countable": projects.countable(work, project_id, person_id, day),
    }


def as_json(details: Values) -> str:
    """The details that were given, as they are stored."""
    given = {name: value for name, value in details.items() if value not in ("", None)}
    plain = {name: str(value) if isinstance(value, date) else value for name, value in given.items()}
    return json.dumps(plain, ensure_ascii=False)
