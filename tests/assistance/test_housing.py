"""Looking for a home: a search is open until it is closed with an outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cic_desktop import clients
from cic_desktop.assistance import housing
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid

WANTED = {"people": "4", "children": "2", "budget": "2 800", "districts": "Zaodrze", "needed_by": "15.12.2026"}


@pytest.fixture
def search(desk, oksana) -> str:
    return desk.do(lambda work: housing.open_search(work, oksana, WANTED))


def test_an_open_search_is_in_the_list_until_it_is_closed(desk, search):
    [line] = desk.read(lambda read: housing.searches(read))
    assert (line.id, line.person, line.people, line.budget, line.is_open) == (search, "Kovalenko Oksana", 4, 2800, True)
    desk.do(lambda work: housing.close_search(work, search, {"outcome": "rented", "closed_on": "23.11.2026"}))
    assert desk.read(lambda read: housing.searches(read)) == []
    [closed] = desk.read(lambda read: housing.searches(read, closed=True))
    assert closed.outcome == "rented"
    desk.do(lambda work: housing.reopen_search(work, search))
    assert desk.read(lambda read: housing.search_line(read, search)).is_open


def test_offers_are_shown_with_what_became_of_them(desk, search):
    offer = {"place": "ul. Wrocławska 12", "rent": "2500", "outcome": "viewing"}
    made = desk.do(lambda work: housing.show_offer(work, search, offer))
    changed = {**offer, "outcome": "refused_owner"}
    desk.do(lambda work: housing.amend_offer(work, made, changed, 1))
    [line] = desk.read(lambda read: housing.offers_of(read, search))
    assert (line.place, line.rent, line.outcome) == ("ul. Wrocławska 12", 2500, "refused_owner")
    assert desk.read(lambda read: housing.search_line(read, search)).offers == 1


def test_what_is_needed_soonest_comes_first(desk, search, marko):
    later = desk.do(lambda work: housing.open_search(work, marko, {"people": "1", "budget": "900"}))
    assert [line.id for line in desk.read(lambda read: housing.searches(read))] == [search, later]


def test_one_open_search_is_enough_and_numbers_must_fit(desk, oksana, marko, search):
    with pytest.raises(CicError, match="open for this person already"):
        desk.do(lambda work: housing.open_search(work, oksana, WANTED))
    with pytest.raises(Invalid) as refused:
        desk.do(lambda work: housing.open_search(work, marko, {"people": "1", "children": "2", "budget": "900"}))
    assert refused.value.problems[0].field == "children"


def test_a_search_cannot_end_before_it_began_or_in_the_future(desk, search):
    for day in ("22.11.2026", "24.11.2026"):
        with pytest.raises(Invalid, match="between the beginning"):
            desk.do(lambda work, on=day: housing.close_search(work, search, {"outcome": "rented", "closed_on": on}))


def test_a_mistake_is_taken_back_with_its_offers_and_brought_back_with_them(desk, search):
    def places() -> list[str]:
        return [line.place for line in desk.read(lambda read: housing.offers_of(read, search))]

    wrong, _right = (
        desk.do(lambda work, at=place: housing.show_offer(work, search, {"place": at})) for place in ("Brzeg", "Opole")
    )
    desk.do(lambda work: housing.withdraw_offer(work, wrong))
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        desk.do(lambda work: housing.withdraw_search(work, search))
    assert places() == []
    assert desk.read(lambda read: housing.searches(read)) == []
    desk.do(lambda work: housing.restore_search(work, search))
    assert places() == ["Opole"], "what was taken back before stays out"
    desk.do(lambda work: housing.restore_offer(work, wrong))
    assert sorted(places()) == ["Brzeg", "Opole"]


def test_the_household_says_how_many_look_for_a_home_and_age_says_who_is_a_child(desk, oksana, marko):
    desk.do(lambda work: clients.join_household(work, oksana, marko, "parent"))
    for person in (oksana, marko):
        assert desk.read(lambda read, who=person: housing.household_size(read, who)) == (2, 1)
