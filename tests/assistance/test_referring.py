"""Referrals told in a talk that is corrected: the register follows, and keeps what was noted there since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cic_desktop import assistance
from tests.assistance.test_correcting import amend, everything, service, undo

LIVING = "SELECT person_id, specialist FROM referral WHERE deleted_at IS NULL ORDER BY person_id"
ROWS = (
    "SELECT id, waiting_since, state_on, urgency, reason, interpreter_language FROM referral WHERE deleted_at IS NULL"
)


@pytest.fixture
def talk_id(desk, oksana, marko) -> str:
    """Mother and son were sent to the lawyer."""
    return desk.record(desk.service("referral", oksana, marko, specialist="lawyer", reason="told"), signature="list")


def test_told_of_the_wrong_child_and_specialist_it_follows_the_correction(desk, oksana, marko):
    talk_id = desk.record(desk.service("referral", oksana, specialist="lawyer"), signature="list")
    before = everything(desk)
    amend(desk, talk_id, service(desk, talk_id, topic="work"))
    assert everything(desk)["referral"] == before["referral"]
    before = everything(desk)
    changed = replace(service(desk, talk_id, specialist="child_psychologist"), persons=(marko,))
    done = amend(desk, talk_id, changed)
    assert desk.rows(LIVING) == [(marko, "child_psychologist")]
    undo(desk, done)
    assert everything(desk) == before


def test_what_was_noted_since_outlives_a_correction_of_somebody_else(desk, oksana, marko, talk_id):
    [(hers, revision)] = desk.rows("SELECT id, revision FROM referral WHERE person_id = ?", oksana)
    noted = {
        "specialist": "lawyer", "urgency": "urgent", "interpreter_language": "uk", "waiting_since": "2026-10-01",
        "reason": "court date",
    }  # fmt: skip
    desk.do(lambda work: assistance.amend_need(work, hers, revision, noted))
    amend(desk, talk_id, replace(service(desk, talk_id, reason="another"), persons=(oksana,)), day="2026-11-20")
    assert desk.rows(ROWS) == [(hers, "2026-10-01", "2026-11-23", "urgent", "court date", "uk")]


def test_the_right_day_and_that_an_interpreter_is_needed_reach_the_register(desk, oksana):
    talk_id = desk.record(desk.service("referral", oksana, specialist="lawyer"), signature="list")
    [(its, *_rest)] = desk.rows(ROWS)
    amend(desk, talk_id, service(desk, talk_id, interpreter_needed="yes"), day="2026-11-02")
    assert desk.rows(ROWS) == [(its, "2026-11-02", "2026-11-02", "normal", "", "uk")]
    amend(desk, talk_id, service(desk, talk_id, urgency="urgent", reason="court"))  # corrected twice is not touched
    assert desk.rows(ROWS) == [(its, "2026-11-02", "2026-11-02", "urgent", "court", "uk")]


def test_who_comes_into_the_talk_is_referred_and_who_leaves_it_is_not(desk, oksana, marko, talk_id):
    [hers] = desk.rows("SELECT id FROM referral WHERE person_id = ?", oksana)
    amend(desk, talk_id, replace(service(desk, talk_id), persons=(oksana,)))
    assert desk.rows("SELECT id FROM referral WHERE deleted_at IS NULL") == [hers]
    amend(desk, talk_id, replace(service(desk, talk_id), persons=(oksana, marko)))
    assert sorted(desk.rows(LIVING)) == sorted([(oksana, "lawyer"), (marko, "lawyer")])


def test_one_that_is_over_after_all_waits_for_nobody_and_one_that_is_not_waits_again(desk, oksana):
    talk_id = desk.record(desk.service("referral", oksana, specialist="lawyer"), signature="list")
    amend(desk, talk_id, service(desk, talk_id, state="held", agreed_on="2026-11-20"))
    assert desk.rows(LIVING) == []
    amend(desk, talk_id, service(desk, talk_id, state="proposed"))
    assert desk.rows(LIVING) == [(oksana, "lawyer")]


def test_nobody_waits_twice_for_the_same_specialist(desk, oksana, talk_id):
    desk.record(desk.service("referral", oksana, specialist="psychologist"))
    amend(desk, talk_id, replace(service(desk, talk_id, specialist="psychologist"), persons=(oksana,)))
    assert desk.rows(LIVING) == [(oksana, "psychologist")]
