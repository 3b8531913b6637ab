"""Changing what is true of a person once at a time: the name in the passport, birth, numbers, education, insurance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cic_desktop.clients import parts, tables
from cic_desktop.clients.fields import FACTS
from cic_desktop.clients.queries import intake_answers
from cic_desktop.clients.rules import check_person
from cic_desktop.clients.service import kind_of_pesel
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Stale
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n.collation import sort_key

__all__ = ["amend_facts", "facts_of"]


def facts_of(read: Read, person_id: str, group: str) -> Answers:
    """The answers of one group of `fields.FACTS` as the register has them. Raises Missing."""
    known = intake_answers(read, person_id)
    return {item.name: known.get(item.name, "") for item in _form(group).fields if item.name in parts.PERSON_COLUMNS}


def amend_facts(work: Work, person_id: str, group: str, before: Mapping[str, Answer], answers: Answers) -> None:
    """Change a group of facts; `before` are its answers as they were shown.

    A changed name stays as a former one when the answer to `former` is yes. Raises Stale when somebody changed one
    of these very facts meanwhile, Invalid, Missing.
    """
    work.require(Right.EDIT_CLIENTS)
    person = work.get(tables.Person, person_id)
    now = facts_of(work, person_id, group)
    if any((before.get(name) or "") != (answer or "") for name, answer in now.items()):
        raise Stale()
    values = read_answers(_form(group).fields, answers)
    check_person(values, clock.today())
    if group == "identity":
        _keep_former(work, person, values)
    work.amend(person, _columns(person, values))


def _form(group: str) -> Any:
    return next(form for form in FACTS if form.name == group)


def _columns(person: tables.Person, values: Values) -> dict[str, Any]:
    taken = {name: value for name, value in values.items() if name in parts.PERSON_COLUMNS}
    if "surname" in taken:
        taken["sort_key"] = sort_key(f"{taken['surname']} {taken['given']}")
    if "pesel" in taken and (not taken["pesel"] or taken["pesel_status"] in ("", "none")):
        taken["pesel_status"] = kind_of_pesel({"pesel": taken["pesel"]})
    return taken


def _keep_former(work: Work, person: tables.Person, values: Values) -> None:
    changed = (person.surname, person.given) != (values["surname"], values["given"])
    if changed and values["former"] == "yes":
        until = values["used_until"] or clock.local(work.now).date()
        work.add(
            tables.PersonName(
                person_id=person.id, kind="former", surname=person.surname, given=person.given, used_until=until
            )
        )
