"""What was promised comes back on its day: steps of services and follow-ups in one list, and the same help again."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import assistance, plans
from cic_desktop.core.errors import CicError, Invalid, Missing
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.security.tables import Account

UNTIL = date(2026, 12, 7)


@pytest.fixture
def me(desk):
    return desk.register.actor.id


@pytest.fixture
def open_ones(desk):
    return lambda account_id="": [
        (line.text, line.day.isoformat(), line.source)
        for line in desk.read(lambda read: assistance.follow_ups(read, UNTIL, account_id))
    ]


@pytest.fixture
def step(desk, oksana):
    """The promised step of a service."""
    desk.record(desk.service("information", oksana, next_step="Zadzwonić do ZUS", next_step_on="24.11.2026"))
    return desk.read(lambda read: assistance.follow_ups(read, UNTIL))[0].id


@pytest.fixture
def call(desk, me, oksana):
    """A follow-up of its own."""
    answers = {"title": "Sprawdzić odpowiedź urzędu", "due_on": "2026-11-23", "account_id": me}
    return desk.do(lambda work: assistance.promise(work, answers, oksana, "person", oksana))


@pytest.fixture
def colleague(desk):
    row = Account(login="jan", name="Jan Kowal", role=Role.ADVISOR.value)
    return desk.do(lambda work: work.add(row).id)


def test_one_list_holds_both_the_overdue_first(step, call, open_ones):
    assert open_ones() == [
        ("Sprawdzić odpowiedź urzędu", "2026-11-23", "follow_up"),
        ("Zadzwonić do ZUS", "2026-11-24", "service"),
    ]


def test_both_are_ticked_and_unticked(desk, step, call, open_ones):
    for row_id in (step, call):
        desk.do(lambda work, row_id=row_id: assistance.follow_up_done(work, row_id))
    assert open_ones() == []
    for row_id in (step, call):
        desk.do(lambda work, row_id=row_id: assistance.follow_up_done(work, row_id, done=False))
    assert len(open_ones()) == 2


def test_both_are_moved_but_not_into_the_past(desk, step, call, open_ones):
    for row_id in (step, call):
        desk.do(lambda work, row_id=row_id: assistance.move_follow_up(work, row_id, {"due_on": "1.12.2026"}))
        with pytest.raises(Invalid):
            desk.do(lambda work, row_id=row_id: assistance.move_follow_up(work, row_id, {"due_on": "1.11.2026"}))
    assert [day for _text, day, _source in open_ones()] == ["2026-12-01"] * 2


def test_both_are_given_to_a_colleague_and_taken_back(desk, me, step, call, colleague, open_ones):
    given = [desk.do(lambda work, row=row: assistance.give_follow_up(work, row, colleague)) for row in (step, call)]
    assert open_ones(me) == []
    assert [text for text, _day, _source in open_ones(colleague)] == ["Sprawdzić odpowiedź urzędu", "Zadzwonić do ZUS"]
    for each in given:
        desk.do(lambda work, each=each: assistance.follow_up_given_back(work, each))
    assert open_ones(colleague) == []
    assert [source for _text, _day, source in open_ones(me)] == ["follow_up", "service"]


def test_nothing_is_promised_for_yesterday(desk, me):
    with pytest.raises(Invalid) as refused:
        desk.do(lambda w: assistance.promise(w, {"title": "x", "due_on": "22.11.2026", "account_id": me}))
    assert [problem.field for problem in refused.value.problems] == ["due_on"]


def test_the_same_again_names_the_last_help_and_the_whole_family(desk, oksana, marko):
    desk.record(desk.service("information", oksana), day="2026-11-20")
    desk.record(desk.service("document_help", oksana, marko, document="pesel", state="prepared"), day="2026-11-21")
    again = desk.read(lambda read: assistance.same_again(read, person_id=marko))
    assert (again.line.kind, again.person_ids) == ("document_help", (oksana, marko))
    by_service = desk.read(lambda read: assistance.same_again(read, again.line.id))
    assert (by_service.line.id, by_service.person_ids) == (again.line.id, again.person_ids)


def test_with_nothing_given_yet_there_is_nothing_to_repeat(desk, oksana):
    with pytest.raises(Missing):
        desk.read(lambda read: assistance.same_again(read, person_id=oksana))


@pytest.fixture
def plan(desk, me, oksana):
    """A support plan to be looked at again, with a step of the client's own."""

    def make(work):
        plan_id = plans.open_plan(
            work, oksana, {"opened_on": "2026-11-01", "review_on": "2026-12-01", "account_id": me}
        )
        goal = plans.add_goal(work, plan_id, {"title": "Praca", "area": "work"})
        return plan_id, plans.add_step(work, goal, {"title": "Wysłać CV", "due_on": "2026-11-30"})

    return desk.do(make)


def test_steps_and_reviews_of_plans_stand_in_the_same_list(desk, plan, open_ones, me):
    assert open_ones(me) == [("Wysłać CV", "2026-11-30", "step"), ("", "2026-12-01", "plan")]
    desk.do(lambda work: assistance.follow_up_done(work, plan[1]))
    assert open_ones() == [("", "2026-12-01", "plan")]
    desk.do(lambda work: assistance.follow_up_done(work, plan[1], done=False))
    assert len(open_ones()) == 2


def test_a_review_is_moved_or_handed_over_but_not_ticked(desk, plan, open_ones, colleague):
    desk.do(lambda work: assistance.move_follow_up(work, plan[0], {"due_on": "2026-12-04"}))
    assert open_ones()[-1] == ("", "2026-12-04", "plan")
    given = desk.do(lambda work: assistance.give_follow_up(work, plan[0], colleague))
    assert open_ones(colleague)[-1] == ("", "2026-12-04", "plan")
    desk.do(lambda work: assistance.follow_up_given_back(work, given))
    assert ("", "2026-12-04", "plan") not in open_ones(colleague)
    with pytest.raises(CicError, match="reviewed on the client's card"):
        desk.do(lambda work: assistance.follow_up_done(work, plan[0]))


def test_handed_over_under_secrecy_it_is_for_the_two_of_them(desk, oksana, colleague, open_ones):
    answers = {"specialist": "lawyer", "next_step": "Pismo do sądu", "next_step_on": "2026-11-30"}
    desk.record(desk.service("consultation", oksana, **answers))
    [line] = desk.read(lambda read: assistance.follow_ups(read, UNTIL))
    desk.do(lambda work: assistance.give_follow_up(work, line.id, colleague))
    assert [text for text, _day, _source in open_ones()] == ["Pismo do sądu"]
    desk.register.actor = Actor(colleague, "jan", Role.ADVISOR)
    assert [text for text, _day, _source in open_ones()] == ["Pismo do sądu"]
    desk.register.actor = Actor("a third one", "ewa", Role.MANAGER)
    assert open_ones() == []


@pytest.fixture
def secret(desk, oksana):
    """A step promised under professional secrecy by Anna."""
    answers = {"specialist": "lawyer", "next_step": "Pismo do sądu", "next_step_on": "2026-11-30"}
    desk.record(desk.service("consultation", oksana, **answers))
    return desk.read(lambda read: assistance.follow_ups(read, UNTIL))[0].id


CHANGES = {
    "ticked": lambda work, row: assistance.follow_up_done(work, row),
    "moved": lambda work, row: assistance.move_follow_up(work, row, {"due_on": "1.12.2026"}),
    "put back": lambda work, row: assistance.put_follow_up_back(work, row, UNTIL),
    "given away": lambda work, row: assistance.give_follow_up(work, row, work.actor.id),
    "retired": lambda work, row: assistance.retire_follow_up(work, row),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("handed_over", [False, True])
def test_who_may_not_read_a_colleagues_secret_may_not_touch_it_either(
    desk, secret, colleague, open_ones, change, handed_over
):
    if handed_over:
        secret = desk.do(lambda work: assistance.give_follow_up(work, secret, colleague)).id
    anna, desk.register.actor = desk.register.actor, Actor("a third one", "ewa", Role.MANAGER)
    with pytest.raises(Missing):
        desk.do(lambda work: change(work, secret))
    desk.register.actor = anna
    assert open_ones() == [("Pismo do sądu", "2026-11-30", "follow_up" if handed_over else "service")]


def test_who_was_handed_a_secret_may_hand_it_on_and_take_that_back(desk, secret, colleague, open_ones, me):
    given = desk.do(lambda work: assistance.give_follow_up(work, secret, colleague))
    third = desk.do(lambda work: work.add(Account(login="ewa", name="Ewa Lis", role=Role.ADVISOR.value)).id)
    desk.register.actor = Actor(colleague, "jan", Role.ADVISOR)
    on = desk.do(lambda work: assistance.give_follow_up(work, given.id, third))
    assert open_ones() == []
    desk.do(lambda work: assistance.follow_up_given_back(work, on))
    assert [text for text, _day, _source in open_ones(colleague)] == ["Pismo do sądu"]
