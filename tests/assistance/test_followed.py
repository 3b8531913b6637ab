"""What help told in a talk leads to: a referral in its register, a deadline somebody is reminded of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cic_desktop import assistance
from cic_desktop.assistance import visits
from cic_desktop.assistance.referrals import WAITING, ReferralFilter
from cic_desktop.core.errors import CicError
from tests.assistance.test_correcting import amend, everything, service, undo
from tests.assistance.test_visits import AFTER, PLAN, at

REFERRED = {"specialist": "lawyer", "urgency": "soon", "reason": "Odmowa pobytu", "interpreter_needed": "yes"}


@pytest.fixture
def waiting(desk):
    return lambda: desk.read(lambda read: assistance.referral_list(read, ReferralFilter(states=WAITING)))


@pytest.mark.parametrize("state", ["", "proposed", "no_show"])
def test_everybody_referred_in_a_talk_waits_in_the_register(desk, oksana, marko, waiting, state):
    desk.record(desk.service("referral", oksana, marko, **REFERRED, state=state), day="2026-11-20")
    lines = {line.person_id: line for line in waiting()}
    assert set(lines) == {oksana, marko}
    line = lines[oksana]
    assert (line.state, line.specialist, line.urgency, line.reason, line.interpreter_language) == (
        state or "proposed", "lawyer", "soon", "Odmowa pobytu", "uk",
    )  # fmt: skip
    assert (line.waiting_since, line.service_id) == (date(2026, 11, 20), ""), "it has not become help yet"


def test_one_agreed_on_says_for_when(desk, oksana, waiting):
    agreed = {"state": "booked", "agreed_on": "2026-11-26", "agreed_at": "10:00"}
    desk.record(desk.service("referral", oksana, **REFERRED, **agreed))
    [line] = desk.read(lambda read: assistance.referral_list(read, ReferralFilter(person_id=oksana)))
    assert (line.state, line.appointed_on, line.appointed_at) == ("booked", date(2026, 11, 26), "10:00")
    desk.do(lambda work: assistance.take_step(work, line.id, "no_show"))
    assert [one.id for one in waiting()] == [line.id]


@pytest.mark.parametrize("state", ["held", "declined", "called_off"])
def test_one_that_is_over_is_only_told(desk, oksana, state):
    desk.record(desk.service("referral", oksana, **REFERRED, state=state))
    assert desk.read(lambda read: assistance.referral_list(read, ReferralFilter(person_id=oksana))) == []


def test_who_is_on_the_list_already_is_not_put_there_twice(desk, oksana, waiting):
    need = {"specialist": "lawyer", "urgency": "normal", "waiting_since": "2026-11-16", "reason": "Odmowa"}
    noted = desk.do(lambda work: assistance.note_need(work, oksana, need))
    for _time in range(2):
        desk.record(desk.service("referral", oksana, **REFERRED))
    desk.record(desk.service("referral", oksana, **{**REFERRED, "specialist": "psychologist"}))
    assert sorted(line.specialist for line in waiting()) == ["lawyer", "psychologist"]
    assert noted in {line.id for line in waiting()}


def test_with_the_talk_its_referral_is_taken_back_and_comes_back(desk, oksana, waiting):
    talk = desk.record(desk.service("referral", oksana, **REFERRED), desk.service("information", oksana))
    desk.do(lambda work: assistance.withdraw(work, talk))
    assert waiting() == []
    desk.do(lambda work: assistance.put_talk_back(work, talk))
    assert [line.person_id for line in waiting()] == [oksana]


def test_one_that_was_led_on_since_stays(desk, oksana, waiting):
    talk = desk.record(desk.service("referral", oksana, **REFERRED))
    [line] = waiting()
    when = {"day": "2026-11-25", "starts_at": "10:00", "minutes": "60", "place": "office"}
    desk.do(lambda work: assistance.book_referral(work, line.id, when, desk.register.actor.id))
    desk.do(lambda work: assistance.withdraw(work, talk))
    assert desk.read(lambda read: assistance.referral(read, line.id)).state == "booked"


def test_a_talk_taken_back_as_a_correction_brings_its_referral_back_when_undone(desk, oksana, waiting):
    talk = desk.record(desk.service("referral", oksana, **REFERRED))
    before = desk.do(lambda work: assistance.take_talk_back(work, talk))
    assert waiting() == []
    desk.do(lambda work: assistance.put_talk_as_before(work, before))
    assert [line.person_id for line in waiting()] == [oksana]


LETTER = {"document": "pesel", "state": "prepared", "office": "UM Opole", "deadline": "2026-12-04"}


def promised(desk):
    found = desk.read(lambda read: assistance.follow_ups(read, date(2026, 12, 31)))
    return [(line.day.isoformat(), line.text, line.person_id) for line in found]


def test_the_offices_deadline_is_a_follow_up(desk, oksana):
    desk.record(desk.service("document_help", oksana, **LETTER))
    [(day, text, person_id)] = promised(desk)
    assert (day, person_id) == ("2026-12-04", oksana)
    assert "UM Opole" in text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"next_step": "Zadzwonić", "next_step_on": "2026-11-27"}, [("2026-11-27", "Zadzwonić")]),
        ({"next_step": "Złożyć odwołanie"}, [("2026-12-04", "Złożyć odwołanie")]),
        ({"deadline": "2026-11-20"}, []),
    ],
)
def test_what_was_said_comes_first_and_what_is_over_reminds_nobody(desk, oksana, said, expected):
    desk.record(desk.service("document_help", oksana, **{**LETTER, **said}))
    assert [(day, text) for day, text, _person in promised(desk)] == expected


def test_a_corrected_deadline_takes_its_reminder_along(desk, oksana):
    talk = desk.record(desk.service("document_help", oksana, **LETTER), signature="list")
    amend(desk, talk, service(desk, talk, deadline="2026-12-08"))
    assert [day for day, _text, _person in promised(desk)] == ["2026-12-08"]
    amend(desk, talk, service(desk, talk, office="UW Opole"))
    [(day, text, _person)] = promised(desk)
    assert (day, "UW Opole" in text) == ("2026-12-08", True)
    amend(desk, talk, service(desk, talk, deadline=""))
    assert promised(desk) == []
    amend(desk, talk, service(desk, talk, deadline="2026-12-11"))
    assert [day for day, _text, _person in promised(desk)] == ["2026-12-11"]


def test_a_step_of_ones_own_words_is_left_alone_by_a_deadline(desk, oksana):
    own = {"next_step": "Zadzwonić", "next_step_on": "2026-11-27"}
    talk = desk.record(desk.service("document_help", oksana, **LETTER, **own), signature="list")
    amend(desk, talk, service(desk, talk, deadline="2026-12-08"))
    assert promised(desk) == [("2026-11-27", "Zadzwonić", oksana)]
    amend(desk, talk, service(desk, talk, next_step="", next_step_on=""))
    assert promised(desk) == [], "taken out on purpose"


@pytest.fixture
def handed(desk, oksana):
    """A talk whose next step is in a colleague's hands, and what undoes the handing over."""
    talk = desk.record(desk.service("information", oksana, next_step="Call", next_step_on="25.11.2026"))
    [step] = desk.read(lambda read: assistance.follow_ups(read, date(2026, 12, 7)))
    given = desk.do(lambda work: assistance.give_follow_up(work, step.id, desk.register.actor.id))
    return talk, given


def test_a_step_in_a_colleagues_hands_follows_the_correction(desk, oksana, marko, handed):
    talk, _given = handed
    before = everything(desk)
    changed = replace(service(desk, talk, next_step="Write", next_step_on="2026-11-27"), persons=(marko,))
    done = amend(desk, talk, changed, paper="holds")
    assert promised(desk) == [("2026-11-27", "Write", marko)]
    undo(desk, done)
    assert everything(desk) == before
    amend(desk, talk, service(desk, talk, next_step="", next_step_on=""))
    assert promised(desk) == []


def test_a_new_step_after_one_that_was_done_is_open(desk, oksana, handed):
    talk, given = handed
    desk.do(lambda work: assistance.follow_up_done(work, given.id))
    amend(desk, talk, service(desk, talk, topic="work"))
    assert promised(desk) == []
    amend(desk, talk, service(desk, talk, next_step="Write", next_step_on="2026-11-27"))
    assert promised(desk) == [("2026-11-27", "Write", oksana)]


def told_visit(desk, person):
    """A visit and the talk it was told in."""
    visit = desk.do(lambda work: visits.prepare_visit(work, person, PLAN))
    at(desk, 12, 0, lambda work: visits.finish_visit(work, visit, {**AFTER, "kilometres": "80"}))
    return visit, desk.rows("SELECT id FROM sitting")[0][0]


def test_the_register_of_visits_says_what_the_corrected_help_says(desk, oksana, marko):
    visit, talk = told_visit(desk, oksana)
    before = everything(desk)
    met = {"kilometres": "8", "institution": "WCM Opole", "person_met": "Registration", "returned_at": "12:30"}
    changed = replace(service(desk, talk, **met), persons=(marko,))
    done = at(desk, 13, 0, lambda work: amend_in(work, talk, changed))
    line = desk.read(lambda read: visits.visit(read, visit))
    assert (line.institution, line.answers["kilometres"], line.answers["person_met"], line.answers["returned_at"]) == (
        "WCM Opole", 8, "Registration", "12:30",
    )  # fmt: skip
    assert desk.read(lambda read: visits.visits_of(read, oksana)) == []
    assert [one.id for one in desk.read(lambda read: visits.visits_of(read, marko))] == [visit]
    undo(desk, done)
    assert everything(desk) == before


def test_a_visit_told_with_other_help_is_not_opened_again_at_its_cost(desk, oksana):
    visit, talk = told_visit(desk, oksana)
    at(desk, 13, 0, lambda work: amend_in(work, talk, desk.service("information", oksana), keep=True))
    with pytest.raises(CicError, match="together with other help"):
        at(desk, 14, 0, lambda work: visits.reopen_visit(work, visit))
    assert len(desk.rows("SELECT id FROM service WHERE deleted_at IS NULL")) == 2


def amend_in(work, sitting_id, changed, *, keep=False):
    """As `amend`, at another hour; `keep` what was told besides."""
    now = assistance.talk(work, sitting_id)
    services = (*now.draft().services, changed) if keep else (changed,)
    draft = replace(now.draft(), services=services)
    return assistance.amend_talk(work, sitting_id, now.revision, draft, "holds")
