"""Somebody whose record was retired, or made one with another, stands in no list of things to be done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cic_desktop import assistance, clients, plans, stay
from cic_desktop.assistance import housing, powers, translations, visits

UNTIL = date(2026, 12, 31)
VISIT = {
    "institution_kind": "clinic", "institution": "USK Opole", "day": "24.11.2026", "starts_at": "10:15",
    "interprets": "advisor",
}  # fmt: skip
ORDER = {"document": "akt", "from_language": "uk", "to_language": "pl", "sworn": "yes", "due_on": "2026-11-23"}
SEARCH = {"people": "3", "budget": "2500", "needed_by": "2026-12-01"}
POWER = {"attorney": "Iryna Kovalenko", "kind": "single", "scope": "odbiór karty", "given_on": "2026-11-20"}
NEED = {"specialist": "lawyer", "urgency": "urgent", "waiting_since": "2026-11-20", "reason": "Sprawa o pobyt"}
EVENT = {"kind": "card_lost", "happened_on": "2026-11-22"}


@pytest.fixture
def busy(desk, oksana):
    """Something in every list for Oksana."""
    me = desk.register.actor.id

    def fill(work):
        visits.prepare_visit(work, oksana, VISIT)
        translations.order_translation(work, oksana, ORDER)
        housing.open_search(work, oksana, SEARCH)
        powers.give_power(work, oksana, POWER)
        assistance.note_need(work, oksana, NEED)
        assistance.promise(work, {"title": "Zadzwonić", "due_on": "2026-11-25", "account_id": me}, oksana)
        plan = plans.open_plan(work, oksana, {"opened_on": "2026-11-01", "review_on": "2026-12-01", "account_id": me})
        goal = plans.add_goal(work, plan, {"title": "Praca", "area": "work"})
        plans.add_step(work, goal, {"title": "Wysłać CV", "due_on": "2026-11-30"})
        stay.add_record(work, oksana, "event", EVENT)

    desk.do(fill)
    return oksana


def in_lists(desk, person_id):
    """How many lines of each list are somebody's."""

    def look(read):
        lists: dict[str, Any] = {
            "visits": visits.visits(read, "coming"),
            "orders": translations.orders(read),
            "searches": housing.searches(read),
            "powers": powers.powers(read),
            "referrals": assistance.referral_list(read, assistance.ReferralFilter()),
            "promises": assistance.follow_ups(read, UNTIL),
            "radar": stay.deadlines(read).lines,
        }
        found = {name: sum(line.person_id == person_id for line in lines) for name, lines in lists.items()}
        return found | {"counted": translations.order_counts(read)["open"]}

    return desk.read(look)


def test_a_retired_record_leaves_every_open_list_and_comes_back_to_all(desk, busy):
    before = in_lists(desk, busy)
    assert before == dict.fromkeys(before, 1) | {"promises": 3}
    revision = desk.read(lambda read: clients.card(read, busy).revision)
    desk.do(lambda work: clients.retire_client(work, busy, revision))
    assert set(in_lists(desk, busy).values()) == {0}
    desk.do(lambda work: clients.restore_client(work, busy))
    assert in_lists(desk, busy) == before


def test_a_merged_record_is_named_nowhere_and_its_lines_go_on_under_the_one_kept(desk, busy, marko):
    before = in_lists(desk, busy)
    desk.do(lambda work: clients.merge_people(work, marko, busy, {}))
    after = in_lists(desk, busy)
    assert {name for name, count in after.items() if count} <= {"counted"}
    assert in_lists(desk, marko) == before


def test_a_step_promised_to_a_family_names_somebody_still_on_the_books(desk, oksana, marko):
    desk.record(desk.service("information", oksana, marko, next_step="Zadzwonić", next_step_on="24.11.2026"))
    person = desk.read(lambda read: read.rows(clients.tables.Person, "id = ?", (oksana,)))[0]
    desk.do(lambda work: work.retire(person))  # on another device, before the help arrived there
    [line] = desk.read(lambda read: assistance.follow_ups(read, UNTIL))
    assert line.person_id == marko
