"""Minors: who acts for them, who may collect them, what endangered them, and who of the staff was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from cic_desktop import clients, protection
from cic_desktop.core.errors import Invalid, NotAllowed, Stale
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.protection.tables import Incident
from cic_desktop.security.tables import Account
from cic_desktop.startup import Opened
from tests.people import OKSANA

Do = Callable[..., Any]
MAKSYM = {"surname": "Kovalenko", "given": "Maksym", "citizenship": "UA", "language": "uk", "birth_date": "2015-03-02"}
PUSHED = {
    "day": "2026-11-20",
    "place": "corridor",
    "description": "was pushed by an adult",
    "measures": "police called",
}


@pytest.fixture
def family(register: Opened) -> dict[str, str]:
    with register.database.write(register.actor, "register") as work:
        ids = {"oksana": clients.register(work, OKSANA).id, "maksym": clients.register(work, MAKSYM).id}
        clients.join_household(work, ids["maksym"], ids["oksana"], "child", dependant=True)
        for role in Role:
            ids[role.value] = work.add(Account(login=role.value, name=f"The {role.value}", role=role.value)).id
    return ids


@pytest.fixture
def as_(register: Opened, family: dict[str, str]) -> Do:
    """Acts as somebody of a role."""

    @contextmanager
    def unit(role: Role) -> Iterator[Any]:
        with register.database.write(Actor(family[role.value], role.value, role), "test") as work:
            yield work

    return unit


def view(as_: Do, role: Role, person_id: str) -> protection.ProtectionView:
    with as_(role) as work:
        return protection.protection_of(work, person_id)


def test_a_child_has_a_mother_and_a_neighbour_who_collects(as_: Do, family: dict[str, str]) -> None:
    child = family["maksym"]
    with as_(Role.ADVISOR) as work:
        assert protection.is_unguarded(work, child, "2015-03-02")
        mother = {"adult_id": family["oksana"], "relation": "mother", "legal": "yes", "may_collect": "yes"}
        protection.add_guardian(work, child, mother)
        neighbour = {"name": "Anna Wilk", "phone": "600 100 200", "relation": "other", "may_collect": "yes"}
        protection.add_guardian(work, child, {**neighbour, "valid_to": "2026-11-30"})
        assert not protection.is_unguarded(work, child, "2015-03-02")
    first, second = view(as_, Role.ADVISOR, child).guardians
    assert (first.name, first.phone, first.legal) == ("Kovalenko Oksana", "512 345 678", True)
    assert (second.name, second.legal, second.may_collect) == ("Anna Wilk", False, True)
    assert (second.holds_on(date(2026, 11, 30)), second.holds_on(date(2026, 12, 1))) == (True, False)


def test_a_guardianship_that_ended_guards_nobody(as_: Do, family: dict[str, str]) -> None:
    with as_(Role.ADVISOR) as work:
        guardian = {"name": "Olha Bondar", "relation": "temporary_guardian", "legal": "yes", "valid_to": "2026-11-01"}
        row_id = protection.add_guardian(work, family["maksym"], guardian)
        assert protection.is_unguarded(work, family["maksym"], "2015-03-02")
        (line,) = protection.protection_of(work, family["maksym"]).guardians
        protection.amend_guardian(work, row_id, line.revision, {**line.answers, "valid_to": "2027-11-01"})
        assert not protection.is_unguarded(work, family["maksym"], "2015-03-02")
        with pytest.raises(Stale):
            protection.amend_guardian(work, row_id, line.revision, line.answers)
        protection.take_guardian_off(work, row_id)
        assert protection.is_unguarded(work, family["maksym"], "2015-03-02")
        protection.put_guardian_back(work, row_id)
        assert not protection.is_unguarded(work, family["maksym"], "2015-03-02")


@pytest.mark.parametrize(
    ("birth", "minor"), [("2008-11-24", True), ("2008-11-23", False), ("2008", True), (None, False)]
)
def test_only_minors_need_somebody(as_: Do, family: dict[str, str], birth: str | None, minor: bool) -> None:
    with as_(Role.ADVISOR) as work:
        assert protection.is_unguarded(work, family["maksym"], birth) is minor


def test_what_was_written_down_stays_in_reach_after_the_eighteenth_birthday(as_: Do, family: dict[str, str]) -> None:
    child, grown_up = family["maksym"], "2008-11-23"
    with as_(Role.ADVISOR) as work:
        assert protection.is_protected(work, child, MAKSYM["birth_date"])
        assert not protection.is_protected(work, child, grown_up), "nothing is written down"
        noted = protection.note_incident(work, child, PUSHED)
        assert protection.is_protected(work, child, grown_up)
        protection.take_incident_off(work, noted)
        assert not protection.is_protected(work, child, grown_up)
        protection.add_guardian(work, child, {"adult_id": family["oksana"], "relation": "mother", "legal": "yes"})
        assert protection.is_protected(work, child, grown_up)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"relation": "mother"}, "name"),
        ({"name": "Olha", "relation": ""}, "relation"),
        ({"name": "Olha", "relation": "mother", "valid_from": "2026-11-02", "valid_to": "2026-11-01"}, "valid_to"),
    ],
)
def test_an_adult_that_cannot_be_says_why(as_: Do, family: dict[str, str], answers: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as caught, as_(Role.ADVISOR) as work:
        protection.add_guardian(work, family["maksym"], answers)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_standards_are_acknowledged_once_and_the_version_is_proposed(as_: Do, family: dict[str, str]) -> None:
    with as_(Role.ADVISOR) as work:
        answers = {"given_on": "2026-11-20", "version": "2026-09"}
        row_id = protection.acknowledge(work, family["maksym"], "uk", answers)
    told = view(as_, Role.ADVISOR, family["maksym"])
    assert told.acknowledged is not None
    assert (told.acknowledged.given_on, told.newest_version) == (date(2026, 11, 20), "2026-09")
    assert view(as_, Role.ADVISOR, family["oksana"]).newest_version == "2026-09"
    with as_(Role.ADVISOR) as work:
        protection.withdraw_acknowledgement(work, row_id)
    assert view(as_, Role.ADVISOR, family["maksym"]).acknowledged is None


READERS = {Role.ADVISOR: True, Role.MANAGER: True, Role.SPECIALIST: False, Role.ADMINISTRATOR: False}


@pytest.mark.parametrize("role", Role)
def test_an_incident_is_read_by_whoever_noted_it_and_by_few(as_: Do, family: dict[str, str], role: Role) -> None:
    """The advisor noted it, the manager has the right; others learn that something is kept, never what."""
    child = family["maksym"]
    with as_(Role.ADVISOR) as work:
        protection.note_incident(work, child, PUSHED)
    told = view(as_, role, child)
    assert (len(told.incidents), told.closed_incidents) == ((1, 0) if READERS[role] else (0, 1))
    with as_(role) as work:
        changes = clients.changes_of(work, child, more=protection.HISTORY)
        (noted,) = [change for change in changes if change.subject.render("en") == "Incident"]
        said = " ".join(text.render("en") for change in changes for text in (change.before, change.after))
        assert noted.hidden
        for secret in ("pushed", "corridor", "police"):
            assert secret not in said
            assert clients.find_clients(work, secret) == []


def test_only_who_reads_an_incident_goes_on_with_it(as_: Do, family: dict[str, str]) -> None:
    with as_(Role.SPECIALIST) as work:
        row_id = protection.note_incident(work, family["maksym"], PUSHED)
    (line,) = view(as_, Role.MANAGER, family["maksym"]).incidents
    with as_(Role.MANAGER) as work:
        protection.amend_incident(work, row_id, line.revision, {**line.answers, "reported_to": "family court"})
    for act in (
        lambda work: protection.amend_incident(work, row_id, 2, PUSHED),
        lambda work: protection.take_incident_off(work, row_id),
    ):
        with pytest.raises(NotAllowed), as_(Role.ADVISOR) as work:
            act(work)
    with as_(Role.SPECIALIST) as work:
        protection.take_incident_off(work, row_id)
        assert [row.reported_to for row in work.rows(Incident, "id = ?", (row_id,))] == ["family court"]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"day": "2026-11-24"}, "day"),
        ({"description": ""}, "description"),
        ({"reported_on": "2026-11-19"}, "reported_on"),
    ],
)
def test_an_incident_that_cannot_be_says_why(
    as_: Do, family: dict[str, str], answers: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as caught, as_(Role.ADVISOR) as work:
        protection.note_incident(work, family["maksym"], {**PUSHED, **answers})
    assert [problem.field for problem in caught.value.problems] == [field]


def test_staff_is_checked_and_renewals_come_back(as_: Do, family: dict[str, str]) -> None:
    advisor = family["advisor"]
    with as_(Role.MANAGER) as work:
        old = {"kind": "register", "checked_on": "2024-10-01", "renew_on": "2025-10-01"}
        protection.record_check(work, advisor, old)
        lines = {line.account_id: line for line in protection.staff_checks(work)}
        assert protection.check_state(lines[advisor].register) == "overdue"
        assert protection.check_state(lines[advisor].standards) == "missing"
        new = {"kind": "register", "checked_on": "2025-12-15", "renew_on": "2026-12-15"}
        row_id = protection.record_check(work, advisor, new)
        lines = {line.account_id: line for line in protection.staff_checks(work)}
        assert protection.check_state(lines[advisor].register) == "soon"
        check = lines[advisor].register
        assert check is not None
        protection.amend_check(work, row_id, check.revision, {**new, "renew_on": "2027-12-15"})
        lines = {line.account_id: line for line in protection.staff_checks(work)}
        assert protection.check_state(lines[advisor].register) == "ok"


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.SPECIALIST])
def test_few_write_down_checks_of_staff(as_: Do, family: dict[str, str], role: Role) -> None:
    with pytest.raises(NotAllowed), as_(role) as work:
        protection.record_check(work, family["advisor"], {"kind": "register", "checked_on": "2026-11-01"})


def test_the_history_tells_the_standards_from_the_information_on_data(as_: Do, family: dict[str, str]) -> None:
    with as_(Role.ADVISOR) as work:
        protection.acknowledge(work, family["maksym"], "uk", {"given_on": "2026-11-20", "version": "2026-02"})
        newest = clients.changes_of(work, family["maksym"])[0]
    assert newest.subject.render("en") == "Information given"
    assert newest.after.render("en").startswith("Protection standards")


def test_an_incident_is_put_back_by_those_who_may_read_it_only(as_: Do, family: dict[str, str]) -> None:
    child = family["maksym"]
    with as_(Role.ADVISOR) as work:
        incident = protection.note_incident(work, child, PUSHED)
        protection.take_incident_off(work, incident)
    with as_(Role.SPECIALIST) as work, pytest.raises(NotAllowed):
        protection.put_incident_back(work, incident)
    with as_(Role.MANAGER) as work:
        protection.put_incident_back(work, incident)
    assert len(view(as_, Role.MANAGER, child).incidents) == 1
