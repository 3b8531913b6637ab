"""An undo that comes too late: whatever was changed since is not written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cic_desktop import assistance, clients, diary
from cic_desktop.assistance import visits
from cic_desktop.core.errors import Stale
from tests.assistance.conftest import OKSANA
from tests.assistance.test_correcting import amend, service, undo, whole
from tests.assistance.test_visits import AFTER, PLAN, at


def test_a_talk_put_back_is_not_the_talk_that_was_looked_at(desk, oksana, marko):
    talk_id = desk.record(desk.service("information", oksana), signature="list")
    done = amend(desk, talk_id, replace(service(desk, talk_id), persons=(marko,)))
    seen = whole(desk, talk_id)
    undo(desk, done)
    with pytest.raises(Stale):
        desk.do(lambda work: assistance.amend_talk(work, talk_id, seen.revision, seen.draft()))
    assert [one.person_id for one in whole(desk, talk_id).persons] == [oksana]


def test_who_was_made_one_record_of_two_stays_so(desk, oksana):
    other = desk.register_person({**OKSANA, "given": "Oxana"})
    talk_id = desk.record(desk.service("information", other), signature="list")
    done = amend(desk, talk_id, place="phone")
    desk.do(lambda work: clients.merge_people(work, oksana, other, {}))
    with pytest.raises(Stale):
        undo(desk, done)
    assert len(desk.read(lambda read: assistance.services_of(read, oksana))) == 1


def test_a_referral_led_on_since_goes_not_back(desk, oksana):
    talk_id = desk.record(desk.service("referral", oksana, specialist="lawyer"), signature="list")
    done = amend(desk, talk_id, place="phone")
    [(its,)] = desk.rows("SELECT id FROM referral")
    desk.do(lambda work: assistance.take_step(work, its, "declined", {"ended_reason": "moved away"}))
    with pytest.raises(Stale):
        undo(desk, done)
    assert desk.rows("SELECT state FROM referral") == [("declined",)]


def test_a_step_ticked_since_stays_ticked(desk, oksana):
    promised = {"next_step": "Call", "next_step_on": "2026-11-25"}
    talk_id = desk.record(desk.service("information", oksana, **promised), signature="list")
    [step] = desk.read(lambda read: assistance.follow_ups(read, date(2026, 12, 7)))
    given = desk.do(lambda work: assistance.give_follow_up(work, step.id, desk.register.actor.id))
    done = amend(desk, talk_id, place="phone")
    desk.do(lambda work: assistance.follow_up_done(work, given.id))
    with pytest.raises(Stale):
        undo(desk, done)
    assert desk.read(lambda read: assistance.follow_ups(read, date(2026, 12, 7))) == []


def test_a_visit_told_again_is_not_told_twice(desk, oksana):
    visit = desk.do(lambda work: visits.prepare_visit(work, oksana, PLAN))
    at(desk, 12, 0, lambda work: visits.finish_visit(work, visit, AFTER))
    [(talk_id,)] = desk.rows("SELECT id FROM sitting")
    done = desk.do(lambda work: assistance.take_talk_back(work, talk_id))
    at(desk, 12, 5, lambda work: visits.finish_visit(work, visit, AFTER))
    with pytest.raises(Stale):
        undo(desk, done)
    assert len(desk.rows("SELECT id FROM service WHERE deleted_at IS NULL")) == 1


def test_an_appointment_moved_since_is_not_held_after_all(desk, oksana):
    when = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "30", "place": "office"}
    agreed = desk.do(lambda work: diary.agree(work, when, "information", oksana))
    talk_id = desk.record(desk.service("information", oksana), appointment_id=agreed)
    done = desk.do(lambda work: assistance.take_talk_back(work, talk_id))
    desk.do(lambda work: diary.move(work, agreed, date(2026, 11, 27), "10:00"))
    with pytest.raises(Stale):
        undo(desk, done)
    assert desk.read(lambda read: diary.appointment(read, agreed)).state == "planned"
