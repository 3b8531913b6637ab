"""Families: who moved in and out when, who depends on whom; what was stays in sight."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import clients
from cic_desktop.core.errors import CicError, Invalid, Missing, Stale
from cic_desktop.startup import Opened
from tests.clients.conftest import Do
from tests.people import AMIR, OKSANA

MAKSYM = {"surname": "Kovalenko", "given": "Maksym", "citizenship": "UA", "language": "uk", "birth_date": "2015-03-02"}


@pytest.fixture
def family(do: Do) -> dict[str, str]:
    """Oksana, her son Maksym whom she provides for, and Amir."""
    people = {"oksana": OKSANA, "maksym": MAKSYM, "amir": AMIR}
    ids = {name: do(clients.register, answers).id for name, answers in people.items()}
    do(clients.join_household, ids["maksym"], ids["oksana"], "child", dependant=True, on=date(2026, 3, 1))
    do(clients.join_household, ids["amir"], ids["oksana"], "spouse", on=date(2026, 5, 1))
    return ids


def member(look: Do, family: dict[str, str], name: str) -> clients.Member:
    view = look(clients.household, family["oksana"])
    everybody = (*view.members, *view.former)
    return next(one for one in everybody if one.line.id == family[name])


def test_a_family_at_a_glance(look: Do, family: dict[str, str]) -> None:
    view = look(clients.household, family["maksym"])
    assert [(one.line.given, one.relation) for one in view.members] == [
        ("Oksana", "head"), ("Maksym", "child"), ("", "spouse"),
    ]  # fmt: skip
    assert view.members[1].joined_on == date(2026, 3, 1)
    assert [one.languages for one in view.members] == [("uk",), ("uk",), ("fa_AF",)]
    assert view.former == view.before == ()


def test_somebody_alone_has_no_household(do: Do, look: Do) -> None:
    alone = do(clients.register, OKSANA).id
    assert look(clients.household, alone) == clients.HouseholdView()


def test_moving_out_and_in_elsewhere_keeps_the_history(do: Do, look: Do, family: dict[str, str]) -> None:
    noor = do(clients.register, {**AMIR, "given": "Noor"}).id
    do(clients.join_household, family["amir"], noor, "sibling", on=date(2026, 9, 15))
    (left,) = look(clients.household, family["oksana"]).former
    assert (left.line.id, left.relation, left.joined_on, left.left_on) == (
        family["amir"], "spouse", date(2026, 5, 1), date(2026, 9, 15),
    )  # fmt: skip
    his = look(clients.household, family["amir"])
    assert {one.line.id for one in his.members} == {noor, family["amir"]}
    assert [(one.household, one.left_on) for one in his.before] == [("Kovalenko", date(2026, 9, 15))]


def test_moving_out_is_undone_as_it_was(do: Do, look: Do, family: dict[str, str]) -> None:
    before = member(look, family, "maksym")
    do(clients.move_out, before.id, date(2026, 11, 1))
    assert member(look, family, "maksym").left_on == date(2026, 11, 1)
    do(clients.come_back, before.id)
    again = member(look, family, "maksym")
    assert (again.left_on, again.relation, again.dependant) == (None, "child", True)


@pytest.mark.parametrize("day", [date(2026, 2, 1), date(2026, 12, 1)])
def test_nobody_moves_out_before_moving_in_or_in_the_future(
    do: Do, look: Do, family: dict[str, str], day: date
) -> None:
    with pytest.raises(Invalid):
        do(clients.move_out, member(look, family, "maksym").id, day)
    assert member(look, family, "maksym").left_on is None


def test_who_provides_for_whom(do: Do, look: Do, family: dict[str, str]) -> None:
    child = member(look, family, "maksym")
    answers = {**child.answers, "supporter_id": family["amir"]}
    do(clients.amend_member, child.id, child.revision, answers)
    assert member(look, family, "maksym").supporter_id == family["amir"]
    with pytest.raises(Stale):
        do(clients.amend_member, child.id, child.revision, answers)
    now = member(look, family, "maksym")
    with pytest.raises(Invalid, match="another member"):
        do(clients.amend_member, now.id, now.revision, {**answers, "supporter_id": family["maksym"]})
    do(clients.amend_member, now.id, now.revision, {**answers, "dependant": "no"})
    assert member(look, family, "maksym").supporter_id == ""


def test_the_history_of_changes_tells_of_the_household(do: Do, look: Do, family: dict[str, str]) -> None:
    do(clients.leave_household, family["amir"])
    newest = look(clients.changes_of, family["amir"])[0]
    assert newest.subject.render("en") == "Household · Left on"
    assert newest.after.render("en") == "23.11.2026"


def test_nobody_lives_with_themselves_or_with_nobody(do: Do, register: Opened) -> None:
    oksana = do(clients.register, OKSANA).id
    with pytest.raises(CicError, match="another person"):
        do(clients.join_household, oksana, oksana, "spouse")
    for pair in ((oksana, "nobody"), ("nobody", oksana)):
        with pytest.raises(Missing):
            do(clients.join_household, *pair, "spouse")


def test_joining_twice_changes_nothing(do: Do, look: Do, family: dict[str, str]) -> None:
    before = look(clients.household, family["oksana"])
    do(clients.join_household, family["maksym"], family["oksana"], "child")
    assert look(clients.household, family["oksana"]) == before
    assert {line.id for line in look(clients.card, family["oksana"]).household} == {family["maksym"], family["amir"]}
