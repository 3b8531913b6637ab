"""Families: who moved in and out when, who depends on whom; what was stays in sight."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import clients
from cic_desktop.core.errors import CicError, Invalid, Missing, Stale
from cic_desktop.core.fields import applicable
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


# --- who stands how to whom -----------------------------------------------------------------------


def add(do: Do, look: Do, member: str, to: str, **answers: str) -> None:
    """As the dialog does: its proposal of a head, and the answers to what is shown then."""
    asked = look(clients.joining, member, to)
    given = {"head_id": asked.head_id, **answers}
    shown = {item.name for item in applicable(asked.fields, given)}
    relation = next(name for name in ("relation", "relation_back") if name in shown)
    do(clients.add_member, member, to, {relation: given.pop("as_"), **given})


def words(look: Do, person_id: str) -> dict[str, str]:
    card = look(clients.card, person_id)
    return {line.given: card.household_words[line.id].render("en") for line in card.household}


@pytest.fixture
def three(do: Do, look: Do) -> dict[str, str]:
    """Begun from the child's card: Maksym, then his father Ivan, then Ivan's mother Halyna."""
    older = {"ivan": "1990-01-02", "halyna": "1961-05-06"}
    people = {name: {**MAKSYM, "given": name.title(), "birth_date": born} for name, born in older.items()}
    ids = {name: do(clients.register, answers).id for name, answers in {"maksym": MAKSYM, **people}.items()}
    add(do, look, ids["ivan"], ids["maksym"], as_="child")
    add(do, look, ids["halyna"], ids["maksym"], as_="parent")
    return ids


def test_begun_from_a_childs_card_the_household_is_the_adults(look: Do, three: dict[str, str]) -> None:
    assert words(look, three["maksym"]) == {"Ivan": "parent", "Halyna": "grandparent"}
    assert words(look, three["ivan"]) == {"Maksym": "child", "Halyna": "parent"}
    assert words(look, three["halyna"]) == {"Maksym": "grandchild", "Ivan": "child"}


def test_the_question_names_whom_the_relation_is_to(look: Do, do: Do, three: dict[str, str]) -> None:
    amir = do(clients.register, AMIR).id
    asked = look(clients.joining, amir, three["maksym"])
    assert asked.fields[0].label.render("en") == "Amiri: relation to Kovalenko Ivan"
    begun = look(clients.joining, amir, do(clients.register, OKSANA).id)
    assert [item.label.render("en") for item in begun.fields if item.name.startswith("relation")] == [
        "Amiri: relation to Kovalenko Oksana", "Kovalenko Oksana: relation to Amiri",
    ]  # fmt: skip


def test_what_does_not_follow_is_said_towards_the_head(look: Do, do: Do, three: dict[str, str]) -> None:
    """The father's wife need not be the child's mother."""
    oksana = do(clients.register, OKSANA).id
    add(do, look, oksana, three["ivan"], as_="spouse")
    assert words(look, three["maksym"])["Oksana"] == "spouse of Kovalenko Ivan"
    assert words(look, oksana)["Maksym"] == "child of Kovalenko Ivan"


def test_whoever_is_alone_joins_the_household_of_the_one_added(look: Do, do: Do, family: dict[str, str]) -> None:
    """From the card of a newborn, her mother is added: the mother does not move out of her home."""
    zoya = do(clients.register, {**MAKSYM, "given": "Zoya", "birth_date": "2026-11-01"}).id
    add(do, look, family["oksana"], zoya, as_="child")
    assert words(look, zoya) == {"Oksana": "parent", "Maksym": "sibling", "": "spouse of Kovalenko Oksana"}
    assert look(clients.household, family["oksana"]).former == ()


def test_another_head_turns_the_relations_that_follow_and_is_undone(look: Do, do: Do, three: dict[str, str]) -> None:
    halyna = next(one for one in look(clients.household, three["ivan"]).members if one.line.id == three["halyna"])
    before = do(clients.make_head, halyna.id)
    stored = {one.line.given: one.relation for one in look(clients.household, three["ivan"]).members}
    assert stored == {"Halyna": "head", "Maksym": "grandchild", "Ivan": "child"}
    assert words(look, three["maksym"]) == {"Ivan": "child of Kovalenko Halyna", "Halyna": "grandparent"}
    do(clients.put_relations, before)
    assert words(look, three["maksym"]) == {"Ivan": "parent", "Halyna": "grandparent"}


def test_a_new_head_is_supported_by_nobody_until_that_is_undone(look: Do, do: Do, family: dict[str, str]) -> None:
    maksym = member(look, family, "maksym")
    provided = {**maksym.answers, "supporter_id": family["oksana"]}
    do(clients.amend_member, maksym.id, maksym.revision, provided)
    before = do(clients.make_head, maksym.id)
    stands = member(look, family, "maksym")
    assert (stands.relation, stands.dependant, stands.supporter_id) == ("head", False, "")
    do(clients.put_relations, before)
    stands = member(look, family, "maksym")
    assert (stands.relation, stands.dependant, stands.supporter_id) == ("child", True, family["oksana"])


@pytest.mark.parametrize("gone", ["moved out", "registered by mistake"])
def test_a_head_who_is_gone_leaves_the_place_to_be_taken(look: Do, do: Do, three: dict[str, str], gone: str) -> None:
    if gone == "moved out":
        do(clients.leave_household, three["ivan"])
    else:
        do(clients.retire_client, three["ivan"], look(clients.card, three["ivan"]).revision)
    oksana = do(clients.register, OKSANA).id
    asked = look(clients.joining, oksana, three["halyna"])
    assert asked.head_id == three["halyna"]
    add(do, look, oksana, three["halyna"], as_="child")
    assert words(look, oksana)["Halyna"] == "parent"


def test_the_head_is_not_changed_by_a_relation(look: Do, do: Do, three: dict[str, str]) -> None:
    for one in look(clients.household, three["ivan"]).members:
        other = "child" if one.relation == "head" else "head"
        with pytest.raises(Invalid, match="menu of their line"):
            do(clients.amend_member, one.id, one.revision, {**one.answers, "relation": other})


# --- adding somebody, and taking it back ------------------------------------------------------------


def test_who_provides_is_asked_at_once_and_of_adults_only(look: Do, do: Do, three: dict[str, str]) -> None:
    """A brother of seven provides for nobody; whoever's age is unknown may."""
    zoya = do(clients.register, {**MAKSYM, "given": "Zoya", "birth_date": "2026-11-01"}).id
    amir = do(clients.register, {**AMIR, "birth_date": ""}).id
    add(do, look, amir, three["ivan"], as_="sibling")
    asked = look(clients.joining, zoya, three["ivan"])
    (question,) = [item for item in asked.fields if item.name == "supporter_id"]
    assert {option.code for option in question.options} == {three["ivan"], three["halyna"], amir}
    add(do, look, zoya, three["ivan"], as_="child", dependant="yes", supporter_id=three["halyna"])
    child = next(one for one in look(clients.household, zoya).members if one.line.id == zoya)
    assert (child.dependant, child.supporter_id) == (True, three["halyna"])


def test_adding_somebody_is_taken_back_with_the_household_it_began(look: Do, do: Do) -> None:
    oksana, amir = (do(clients.register, answers).id for answers in (OKSANA, AMIR))
    moved = do(clients.add_member, amir, oksana, {"head_id": oksana, "relation": "spouse"})
    assert len(look(clients.household, oksana).members) == 2
    do(clients.take_member_back, moved)
    assert look(clients.household, oksana) == look(clients.household, amir) == clients.HouseholdView()


def test_taken_back_whoever_moved_lives_where_they_did(look: Do, do: Do, family: dict[str, str]) -> None:
    noor, zoya = (do(clients.register, {**AMIR, "given": name}).id for name in ("Noor", "Zoya"))
    do(clients.join_household, noor, zoya, "sibling")
    before = look(clients.household, family["oksana"])
    moved = do(clients.add_member, family["amir"], noor, {"relation": "sibling"})
    assert {one.line.id for one in look(clients.household, noor).members} == {noor, zoya, family["amir"]}
    do(clients.take_member_back, moved)
    after = look(clients.household, family["oksana"])
    assert [(one.line.id, one.relation, one.left_on) for one in after.members] == [
        (one.line.id, one.relation, one.left_on) for one in before.members
    ]
    assert {one.line.id for one in look(clients.household, noor).members} == {noor, zoya}
