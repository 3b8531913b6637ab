"""Help taken back by mistake, and put back when nobody's screen offers it any more."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest

from cic_desktop import assistance, clients, diary
from cic_desktop.assistance import translations, visits
from cic_desktop.assistance.rows import HelpFilter
from cic_desktop.core.errors import CicError, Missing, NotAllowed
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from tests.assistance.conftest import OKSANA
from tests.assistance.test_correcting import everything
from tests.assistance.test_translations import ASKED
from tests.assistance.test_visits import AFTER, PLAN, at

WHEN = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "30", "place": "office"}
COLLEAGUE = Actor("somebody else", "olena", Role.ADVISOR)


def take_back(desk, talk_id):
    desk.do(lambda work: assistance.take_talk_back(work, talk_id))


def restore(desk, talk_id):
    desk.do(lambda work: assistance.restore_talk(work, talk_id))


def listed(desk, wanted=HelpFilter()):  # noqa: B008  frozen
    return desk.read(lambda read: assistance.taken_back(read, wanted))


@contextmanager
def as_colleague(desk):
    mine, desk.register.actor = desk.register.actor, COLLEAGUE
    yield
    desk.register.actor = mine


@pytest.fixture
def told(desk, oksana):
    """A visit told, and the talk it was told in."""
    visit = desk.do(lambda work: visits.prepare_visit(work, oksana, PLAN))
    at(desk, 12, 0, lambda work: visits.finish_visit(work, visit, AFTER))
    [(talk_id,)] = desk.rows("SELECT id FROM sitting")
    return visit, talk_id


@pytest.fixture
def held(desk, oksana):
    """An appointment held, and the talk it became."""
    agreed = desk.do(lambda work: diary.agree(work, WHEN, "information", oksana))
    return agreed, desk.record(desk.service("information", oksana), appointment_id=agreed)


def test_it_is_listed_with_whose_it_was_and_who_took_it_back(desk, oksana, marko):
    talk_id = desk.record(
        desk.service("information", oksana, marko), desk.service("document_help", oksana, document="pesel")
    )
    assert listed(desk) == []
    take_back(desk, talk_id)
    [line] = listed(desk)
    assert (line.id, line.day, line.starts_at, line.kinds) == (
        talk_id, date(2026, 11, 23), "09:00", ("information", "document_help"),
    )  # fmt: skip
    assert (line.person, line.persons, line.advisor, line.by) == ("Kovalenko Oksana", 2, "Anna Nowak", "Anna Nowak")
    assert (f"{line.at:%d.%m %H:%M}", line.since) == ("23.11 08:30", "")


def test_a_talk_comes_back_with_all_that_went_with_it(desk, oksana, marko):
    promised = {"next_step": "Call", "next_step_on": "2026-11-25"}
    talk_id = desk.record(
        desk.service("information", oksana, marko, **promised),
        desk.service("referral", oksana, specialist="lawyer"),
        signature="list",
    )
    [step] = desk.read(lambda read: assistance.follow_ups(read, date(2026, 12, 7)))
    desk.do(lambda work: assistance.give_follow_up(work, step.id, desk.register.actor.id))
    before = everything(desk)
    take_back(desk, talk_id)
    assert everything(desk) != before
    restore(desk, talk_id)
    assert everything(desk) == before
    assert listed(desk) == []


def test_two_records_made_one_meanwhile_took_part_once(desk, oksana, marko):
    talk_id = desk.record(desk.service("information", oksana, marko), signature="list")
    take_back(desk, talk_id)
    desk.do(lambda work: clients.merge_people(work, oksana, marko, {}))
    restore(desk, talk_id)
    assert desk.rows("SELECT person_id FROM service_person WHERE deleted_at IS NULL") == [(oksana,)]


def test_help_does_not_come_back_onto_a_card_that_is_gone(desk, oksana):
    talk_id = desk.record(desk.service("information", oksana))
    take_back(desk, talk_id)
    desk.do(lambda work: clients.retire_client(work, oksana, clients.record_revision(work, oksana)))
    assert [line.since for line in listed(desk)] == ["changed"]
    with pytest.raises(CicError, match="changed or recorded anew"):
        restore(desk, talk_id)
    assert desk.rows("SELECT id FROM sitting WHERE deleted_at IS NULL") == []


def test_an_appointment_is_held_again(desk, held):
    agreed, talk_id = held
    before = everything(desk)
    take_back(desk, talk_id)
    assert desk.read(lambda read: diary.appointment(read, agreed)).state == "planned"
    restore(desk, talk_id)
    assert everything(desk) == before


def test_a_visit_is_told_again(desk, told):
    visit, talk_id = told
    before = everything(desk)
    take_back(desk, talk_id)
    assert desk.read(lambda read: visits.visit(read, visit)).state == "under_way"
    restore(desk, talk_id)
    assert everything(desk) == before


def test_a_visit_reopened_on_its_page_is_told_again_from_the_list(desk, told):
    visit, talk_id = told
    before = everything(desk)
    desk.do(lambda work: visits.reopen_visit(work, visit))
    assert [line.id for line in listed(desk)] == [talk_id]
    restore(desk, talk_id)
    assert everything(desk) == before


def test_a_translation_is_received_again_on_its_own_day(desk, oksana):
    order = desk.do(lambda work: translations.order_translation(work, oksana, ASKED))
    at(desk, 12, 0, lambda work: translations.receive_order(work, order))
    [(talk_id,)] = desk.rows("SELECT id FROM sitting")
    before = everything(desk)
    take_back(desk, talk_id)
    restore(desk, talk_id)
    assert everything(desk) == before
    assert desk.read(lambda read: translations.order_line(read, order)).received_on == date(2026, 11, 24)


def test_what_was_recorded_anew_is_not_offered_and_refused(desk, told):
    visit, talk_id = told
    take_back(desk, talk_id)
    at(desk, 12, 5, lambda work: visits.finish_visit(work, visit, AFTER))
    before = everything(desk)
    assert listed(desk) == []
    with pytest.raises(CicError, match="recorded anew since"):
        restore(desk, talk_id)
    assert everything(desk) == before


def test_an_appointment_moved_since_keeps_the_talk_from_coming_back(desk, held):
    agreed, talk_id = held
    take_back(desk, talk_id)
    desk.do(lambda work: diary.move(work, agreed, date(2026, 11, 27), "10:00"))
    before = everything(desk)
    assert [line.since for line in listed(desk)] == ["changed"]
    with pytest.raises(CicError, match="changed or recorded anew"):
        restore(desk, talk_id)
    assert everything(desk) == before


def test_somebody_referred_anew_is_not_referred_twice(desk, oksana):
    referral = desk.service("referral", oksana, specialist="lawyer")
    first = desk.record(referral)
    take_back(desk, first)
    desk.record(referral)
    assert [line.since for line in listed(desk)] == ["changed"]
    with pytest.raises(CicError):
        restore(desk, first)
    assert len(desk.rows("SELECT id FROM referral WHERE deleted_at IS NULL")) == 1


def test_two_records_made_one_meanwhile_have_it_together(desk, oksana):
    other = desk.register_person({**OKSANA, "given": "Oxana"})
    visit = desk.do(lambda work: visits.prepare_visit(work, other, PLAN))
    at(desk, 12, 0, lambda work: visits.finish_visit(work, visit, AFTER))
    [(talk_id,)] = desk.rows("SELECT id FROM sitting")
    take_back(desk, talk_id)
    desk.do(lambda work: clients.merge_people(work, oksana, other, {}))
    restore(desk, talk_id)
    assert len(desk.read(lambda read: assistance.services_of(read, oksana))) == 1
    assert desk.read(lambda read: visits.visit(read, visit)).state == "done"


def test_a_declaration_that_came_meanwhile_counts(desk, oksana):
    talk_id = desk.record(desk.service("information", oksana))
    take_back(desk, talk_id)
    desk.declare(oksana, "2026-11-02")
    restore(desk, talk_id)
    assert [line.countable for line in desk.read(lambda read: assistance.services_of(read, oksana))] == [True]


def test_what_a_colleague_wrote_in_confidence_is_theirs_to_put_back(desk, oksana):
    plain = desk.record(desk.service("information", oksana))
    secret = desk.record(desk.service("information", oksana), desk.service("consultation", oksana, specialist="lawyer"))
    for talk_id in (plain, secret):
        take_back(desk, talk_id)
    assert {line.id for line in listed(desk)} == {plain, secret}
    with as_colleague(desk):
        assert [line.id for line in listed(desk)] == [plain]
        with pytest.raises(NotAllowed):
            restore(desk, secret)


def test_a_lesson_and_what_went_with_its_visit_come_back_elsewhere(desk, oksana, told):
    visit, talk_id = told
    desk.do(lambda work: visits.withdraw_visit(work, visit))
    lesson = assistance.LessonHeld(
        desk.project_id, desk.register.actor.id, date(2026, 11, 20), "17:00", 90, "office", "polish", "A1", "", [oksana]
    )
    taught = desk.do(lambda work: assistance.record_lesson(work, lesson))
    desk.do(lambda work: assistance.take_lesson_back(work, taught))
    assert listed(desk) == []
    with pytest.raises(Missing):
        restore(desk, talk_id)


def test_what_was_undone_at_once_was_never_taken_back(desk, oksana):
    talk_id = desk.record(desk.service("information", oksana))
    desk.do(lambda work: assistance.withdraw(work, talk_id), "undo: record help")
    assert listed(desk) == []


def test_it_comes_back_once_and_can_go_again(desk, oksana):
    talk_id = desk.record(desk.service("information", oksana))
    take_back(desk, talk_id)
    restore(desk, talk_id)
    with pytest.raises(Missing):
        restore(desk, talk_id)
    take_back(desk, talk_id)
    assert [line.id for line in listed(desk)] == [talk_id]
    restore(desk, talk_id)
    assert len(desk.read(lambda read: assistance.services_of(read, oksana))) == 1


def test_the_list_has_what_the_page_asks_for(desk, oksana):
    early = desk.record(desk.service("information", oksana), day="2026-11-02")
    late = desk.record(desk.service("document_help", oksana, document="pesel"), day="2026-11-20")
    for talk_id in (early, late):
        take_back(desk, talk_id)
    mine = desk.register.actor.id
    asked = {
        (early,): HelpFilter(date(2026, 11, 1), date(2026, 11, 10)),
        (late,): HelpFilter(kind="document_help"),
        (late, early): HelpFilter(account_id=mine, unsigned=True, where="0"),
        (): HelpFilter(account_id="somebody else"),
    }
    for found, wanted in asked.items():
        assert tuple(line.id for line in listed(desk, wanted)) == found
