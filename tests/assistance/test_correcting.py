"""Stories of help written down wrongly: looked at whole, corrected, taken back, put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cic_desktop import assistance, clients, diary, partners
from cic_desktop.assistance import tables, visits
from cic_desktop.assistance.rows import HelpFilter, ServiceDraft
from cic_desktop.assistance.signing import SignList
from cic_desktop.core.errors import CicError, Invalid, Stale
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from tests.assistance.conftest import OKSANA
from tests.assistance.test_visits import AFTER, PLAN, at
from tests.partners.conftest import CLINIC

TODAY = date(2026, 11, 23)
MONTH = SignList("week", date(2026, 11, 1), TODAY)
VISIT = {"institution_kind": "clinic", "institution": "USK Opole", "interprets": "advisor"}
_STAMPS = ("revision", "updated_at", "updated_by")


def whole(desk, sitting_id):
    return desk.read(lambda read: assistance.talk(read, sitting_id))


def amend(desk, sitting_id: str, *services: ServiceDraft, paper: Any = "", **talk: str) -> Any:
    """Save the talk as somebody would who has just opened it."""
    now = whole(desk, sitting_id)
    typed = now.draft()
    draft = replace(typed, answers={**typed.answers, **talk}, services=services or typed.services)
    return desk.do(lambda work: assistance.amend_talk(work, sitting_id, now.revision, draft, paper))


def service(desk, sitting_id: str, number: int = 0, **answers: Any) -> ServiceDraft:
    """One of its services with other answers."""
    item = whole(desk, sitting_id).draft().services[number]
    return replace(item, answers={**item.answers, **answers})


def everything(desk) -> dict[str, list[Any]]:
    """All rows that have to do with help, but for the stamps."""
    kept = {}
    for name in ("sitting", "service", "service_person", "service_partner", "signature_line", "follow_up", "visit",
                 "translation_order", "referral", "appointment"):  # fmt: skip
        columns = [row[1] for row in desk.rows(f"PRAGMA table_info({name})") if row[1] not in _STAMPS]
        rows = desk.rows(f"SELECT {', '.join(columns)} FROM {name} WHERE deleted_at IS NULL ORDER BY id")
        kept[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    return kept


def sign(desk, sitting_id: str, signature: str, reason: str = "") -> Any:
    now = whole(desk, sitting_id).revision
    return desk.do(lambda work: assistance.correct_signature(work, sitting_id, now, signature, reason))


def undo(desk, before):
    desk.do(lambda work: assistance.put_talk_as_before(work, before))


@pytest.fixture
def talk_id(desk, oksana, marko) -> str:
    """The mother's and the son's, signed for on the spot."""
    promised = {"next_step": "Call the office", "next_step_on": "25.11.2026"}
    told = desk.service("information", oksana, marko, topic="school", description="Where the school is", **promised)
    return desk.record(told, desk.service("document_help", oksana, document="pesel", state="submitted"))


def test_a_talk_is_read_whole(desk, talk_id, oksana, marko):
    found = whole(desk, talk_id)
    assert (found.day, found.answers["minutes"], found.answers["place"], found.advisor) == (
        TODAY, "45", "office", "Anna Nowak",
    )  # fmt: skip
    told, paper = found.services
    assert told.answers["description"] == "Where the school is"
    assert (told.answers["next_step"], told.answers["next_step_on"]) == ("Call the office", "2026-11-25")
    assert [one.person_id for one in told.persons] == [oksana, marko]
    assert paper.answers["document"] == "pesel"
    assert (found.signed, found.hidden, found.lesson) == (True, False, False)


def test_nothing_is_written_when_nothing_is_changed(desk, talk_id):
    before = whole(desk, talk_id)
    amend(desk, talk_id)
    assert whole(desk, talk_id) == before


def test_a_wrong_topic_and_note_are_corrected_without_a_word_about_the_signature(desk, talk_id):
    ids = desk.rows("SELECT id FROM service_person ORDER BY id")
    _told, paper = whole(desk, talk_id).draft().services
    amend(desk, talk_id, service(desk, talk_id, topic="work", description="Where the work is", next_step=""), paper)
    told = whole(desk, talk_id).services[0]
    assert (told.answers["topic"], told.answers["description"]) == ("work", "Where the work is")
    assert desk.rows("SELECT id FROM service_person ORDER BY id") == ids
    assert whole(desk, talk_id).answers["signature"] == "now"


@pytest.mark.parametrize(("paper", "signature"), [("holds", "now"), ("again", "list")])
def test_what_was_signed_is_not_changed_in_silence(desk, talk_id, paper, signature):
    with pytest.raises(assistance.SignedAlready):
        amend(desk, talk_id, minutes="40")
    assert whole(desk, talk_id).answers["minutes"] == "45"
    amend(desk, talk_id, minutes="40", paper=paper)
    found = whole(desk, talk_id)
    assert (found.answers["minutes"], found.answers["signature"]) == ("40", signature)
    noted = desk.rows("SELECT detail FROM audit WHERE verb = 'correct what was signed'")
    assert noted == ([("holds",)] if paper == "holds" else [])


def test_who_signed_a_list_signs_the_corrected_talk_under_a_new_code(desk, oksana):
    talk_id = desk.record(desk.service("information", oksana), signature="list")
    [line] = desk.do(lambda work: assistance.make_sign_list(work, MONTH))
    amend(desk, talk_id, starts_at="10:00")  # printed and not signed: the code stays
    desk.do(lambda work: assistance.tick_codes(work, line.code, TODAY))
    amend(desk, talk_id, minutes="30", paper="again")
    assert [one.code for one in desk.read(lambda read: assistance.unsigned_lines(read, MONTH.first, TODAY))] == [""]
    [ticked] = desk.do(lambda work: assistance.tick_codes(work, line.code, TODAY))
    assert ticked.state == "unknown"
    [anew] = desk.do(lambda work: assistance.make_sign_list(work, MONTH))
    assert anew.code != line.code
    assert anew.minutes == 30


def test_the_status_of_the_day_stays_until_the_day_changes(desk, oksana):
    talk_id = desk.record(desk.service("information", oksana), day="2026-11-20")
    desk.do(lambda work: clients.add_part(work, oksana, "stay", {"title": "cukr", "valid_from": "2026-11-22"}))
    desk.do(lambda work: clients.add_part(work, oksana, "citizenship", {"country": "PL", "valid_from": "2026-11-22"}))
    amend(desk, talk_id, service(desk, talk_id, topic="work"), minutes="40", paper="holds")
    assert desk.rows("SELECT stay_title FROM service_person") == [("temporary_protection",)]
    amend(desk, talk_id, day="2026-11-23", paper="holds")
    assert desk.rows("SELECT stay_title, count(*) FROM service_person") == [("cukr", 1)]
    assert desk.rows("SELECT day FROM service") == [("2026-11-23",)]


def test_another_person_brings_their_own_status(desk, oksana, marko):
    talk_id = desk.record(desk.service("information", oksana), signature="list")
    amend(desk, talk_id, replace(service(desk, talk_id), persons=(marko,)))
    assert desk.read(lambda read: assistance.services_of(read, oksana)) == []
    assert desk.rows("SELECT sex FROM service_person WHERE deleted_at IS NULL") == [("M",)]


def test_somebody_left_out_has_no_line_to_sign_and_the_rest_has_signed(desk, oksana, marko):
    talk_id = desk.record(desk.service("information", oksana, marko), signature="list")
    lines = desk.do(lambda work: assistance.make_sign_list(work, MONTH))
    [hers] = [line.code for line in lines if line.person_id == oksana]
    desk.do(lambda work: assistance.tick_codes(work, hers, TODAY))
    before = everything(desk)
    done = amend(desk, talk_id, replace(service(desk, talk_id), persons=(oksana,)), paper="holds")
    assert whole(desk, talk_id).answers["signature"] == "now"
    assert desk.rows("SELECT count(*) FROM signature_line WHERE deleted_at IS NULL") == [(1,)]
    undo(desk, done)
    assert everything(desk) == before


def test_a_service_is_added_and_another_taken_out(desk, oksana, talk_id):
    before = everything(desk)
    told, _paper = whole(desk, talk_id).draft().services
    advice = desk.service("consultation", oksana, specialist="lawyer")
    done = amend(desk, talk_id, told, advice, paper="holds")
    hers = desk.read(lambda read: assistance.services_of(read, oksana))
    assert sorted(line.kind for line in hers) == ["consultation", "information"]
    undo(desk, done)
    assert everything(desk) == before


def test_an_appointment_stays_held_by_what_remains_of_its_talk(desk, oksana):
    when = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "30", "place": "office"}
    agreed = desk.do(lambda work: diary.agree(work, when, "information", oksana))
    first, second = desk.service("information", oksana), desk.service("document_help", oksana, document="pesel")
    talk_id = desk.record(first, second, appointment_id=agreed)
    before = everything(desk)
    done = amend(desk, talk_id, whole(desk, talk_id).draft().services[1], paper="holds")
    kept = whole(desk, talk_id).services[0].id
    assert desk.rows("SELECT state, service_id FROM appointment") == [("held", kept)]
    undo(desk, done)
    assert everything(desk) == before


def test_what_is_wrong_is_said_with_its_service_and_nothing_is_changed(desk, talk_id):
    before = whole(desk, talk_id)
    told, paper = before.draft().services
    with pytest.raises(Invalid) as refused:
        amend(desk, talk_id, told, replace(paper, answers={**paper.answers, "minutes": "?"}), day="2026-11-24")
    assert {problem.field for problem in refused.value.problems} == {"day", "1.minutes"}
    with pytest.raises(Invalid, match="born"):
        amend(desk, talk_id, day="2015-01-01")
    assert whole(desk, talk_id) == before


def test_two_who_correct_the_same_talk(desk, talk_id):
    seen = whole(desk, talk_id)
    amend(desk, talk_id, *seen.draft().services, place="phone")
    with pytest.raises(Stale):
        desk.do(lambda work: assistance.amend_talk(work, talk_id, seen.revision, seen.draft()))
    assert whole(desk, talk_id).answers["place"] == "phone"


def test_what_was_not_asked_then_is_not_asked_now(desk, oksana):
    talk_id = desk.record(desk.service("consultation", oksana, specialist="lawyer"))
    row = desk.rows("SELECT id FROM service")[0][0]
    desk.do(lambda work: work.amend(work.get(tables.Service, row), {"details": '{"came_from": "card"}'}))
    amend(desk, talk_id, service(desk, talk_id, topic="work"))
    assert desk.rows("SELECT topic, details FROM service") == [("work", '{"came_from": "card"}')]


def test_what_another_wrote_in_confidence_is_theirs_to_correct(desk, oksana):
    talk_id = desk.record(
        desk.service("consultation", oksana, specialist="psychologist", description="confided", next_step="secret")
    )
    other = Actor("another", "jan", Role.ADMINISTRATOR)
    with desk.register.database.read(other) as read:
        found = assistance.talk(read, talk_id)
    assert found.hidden
    assert "confided" not in str(found) and "secret" not in str(found)
    for change in (
        lambda work: assistance.amend_talk(work, talk_id, found.revision, found.draft()),
        lambda work: assistance.take_talk_back(work, talk_id),
        lambda work: assistance.correct_signature(work, talk_id, found.revision, "list"),
        lambda work: assistance.give_name(work, found.services[0].id, oksana),
    ):
        with (
            pytest.raises(CicError, match="kept for Anna Nowak alone"),
            desk.register.database.write(other, "try") as work,
        ):
            change(work)


def test_whom_an_accompanied_visit_met_and_that_it_is_confidential_is_corrected(desk, oksana):
    talk_id = desk.record(desk.service("accompanied_visit", oksana, **VISIT))
    amend(desk, talk_id, service(desk, talk_id, person_met="Registration desk", confidential="yes"))
    answers = whole(desk, talk_id).services[0].answers
    assert (answers["person_met"], answers["confidential"], answers["institution"]) == (
        "Registration desk", "yes", "USK Opole",
    )  # fmt: skip


def test_help_recorded_by_mistake_leaves_every_list_and_comes_back_to_all(desk, oksana):
    when = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "30", "place": "office"}
    agreed = desk.do(lambda work: diary.agree(work, when, "information", oksana))
    promised = {"next_step": "Call", "next_step_on": "25.11.2026"}
    given = desk.service("information", oksana, **promised)
    talk_id = desk.record(given, appointment_id=agreed, signature="list")
    [line] = desk.do(lambda work: assistance.make_sign_list(work, MONTH))
    [step] = desk.read(lambda read: assistance.follow_ups(read, date(2026, 12, 7)))
    ola = desk.rows("SELECT id FROM account")[0][0]
    desk.do(lambda work: assistance.give_follow_up(work, step.id, ola))
    before = everything(desk)
    done = desk.do(lambda work: assistance.take_talk_back(work, talk_id))
    assert desk.read(lambda read: assistance.help_totals(read, HelpFilter())).services == 0
    assert desk.read(lambda read: assistance.follow_ups(read, date(2026, 12, 7))) == []
    assert desk.read(lambda read: assistance.unsigned_lines(read, MONTH.first, TODAY)) == []
    assert desk.do(lambda work: assistance.tick_codes(work, line.code, TODAY))[0].state == "unknown"
    assert desk.read(lambda read: diary.appointment(read, agreed)).state == "planned"
    undo(desk, done)
    assert everything(desk) == before
    assert desk.do(lambda work: assistance.tick_codes(work, line.code, TODAY))[0].state == "ok"


def test_a_visit_told_by_mistake_is_told_again_by_the_undo(desk, oksana):
    visit = desk.do(lambda work: visits.prepare_visit(work, oksana, PLAN))
    at(desk, 12, 0, lambda work: visits.finish_visit(work, visit, AFTER))
    before = everything(desk)
    [(talk_id,)] = desk.rows("SELECT id FROM sitting")
    done = desk.do(lambda work: assistance.take_talk_back(work, talk_id))
    assert desk.read(lambda read: visits.visit(read, visit)).state != "done"
    undo(desk, done)
    assert everything(desk) == before


def test_an_undo_that_comes_too_late_changes_nothing(desk, talk_id):
    done = amend(desk, talk_id, place="phone")
    amend(desk, talk_id, place="online")
    with pytest.raises(Stale):
        undo(desk, done)
    assert whole(desk, talk_id).answers["place"] == "online"


def test_a_lesson_is_corrected_in_the_attendance(desk, oksana):
    lesson = assistance.LessonHeld(
        desk.project_id, desk.rows("SELECT id FROM account")[0][0], TODAY, "9:00", 90, "office", "polish", "A1", "",
        [oksana],
    )  # fmt: skip
    desk.do(lambda work: assistance.record_lesson(work, lesson))
    [(talk_id,)] = desk.rows("SELECT id FROM sitting")
    assert whole(desk, talk_id).lesson
    with pytest.raises(CicError, match="attendance"):
        amend(desk, talk_id)
    with pytest.raises(CicError, match="attendance"):
        desk.do(lambda work: assistance.take_talk_back(work, talk_id))


def test_a_signature_noted_by_mistake_waits_again_with_its_code(desk, oksana, marko):
    talk_id = desk.record(desk.service("information", oksana, marko), signature="list")
    lines = desk.do(lambda work: assistance.make_sign_list(work, MONTH))
    desk.do(lambda work: assistance.tick_codes(work, " ".join(line.code for line in lines), TODAY))
    before = everything(desk)
    done = sign(desk, talk_id, "list")
    waiting = desk.read(lambda read: assistance.unsigned_lines(read, MONTH.first, TODAY))
    assert {line.code for line in waiting} == {line.code for line in lines}
    undo(desk, done)
    assert everything(desk) == before


def test_no_signature_wants_a_reason_and_loses_it_when_there_is_one(desk, oksana):
    talk_id = desk.record(desk.service("information", oksana), signature="list")
    with pytest.raises(Invalid):
        sign(desk, talk_id, "none", " ")
    sign(desk, talk_id, "none", "left early")
    assert whole(desk, talk_id).answers["unsigned_reason"] == "left early"
    seen = whole(desk, talk_id).revision
    sign(desk, talk_id, "now")
    assert whole(desk, talk_id).answers["unsigned_reason"] == ""
    with pytest.raises(Stale):
        desk.do(lambda work: assistance.correct_signature(work, talk_id, seen, "list"))


def test_an_enquiry_of_last_week_gets_its_name_and_loses_it_again(desk, oksana, marko):
    answers = {"topic": "stay", "place": "phone", "language": "uk", "citizenship": "UA", "minutes": "10"}
    asked = desk.do(lambda work: assistance.record_enquiry(work, answers, desk.project_id))
    before = everything(desk)
    done = desk.do(lambda work: assistance.give_name(work, asked, oksana))
    assert [line.id for line in desk.read(lambda read: assistance.services_of(read, oksana))] == [asked]
    undo(desk, done)
    assert everything(desk) == before
    young = desk.register_person({**OKSANA, "given": "Nadiia", "birth_date": "10.11.2026"})
    desk.do(lambda work: work.amend(work.get(tables.Service, asked), {"day": date(2026, 11, 1)}))
    with pytest.raises(Invalid, match="born"):
        desk.do(lambda work: assistance.give_name(work, asked, young))


def test_somebody_nameless_keeps_the_row_when_the_talk_is_corrected(desk):
    nameless = ServiceDraft("information", desk.service("information").answers, (), ({"citizenship": "GE"},))
    talk_id = desk.record(nameless, signature="none", unsigned_reason="phone")
    row = desk.rows("SELECT id FROM service_person")
    [item] = whole(desk, talk_id).draft().services
    amend(desk, talk_id, replace(item, anonymous=({"citizenship": "AM", "sex": "F"},)), language="hy")
    assert desk.rows("SELECT citizenship, sex, language FROM service_person") == [("AM", "F", "hy")]
    assert desk.rows("SELECT id FROM service_person") == row


def test_a_partner_who_left_the_directory_stays_with_the_help(desk, oksana):
    clinic = desk.do(lambda work: partners.register_partner(work, CLINIC))
    talk_id = desk.record(desk.service("signpost", oksana, partner_ids=[clinic]))
    desk.do(lambda work: partners.retire_partner(work, clinic))
    amend(desk, talk_id, service(desk, talk_id, topic="health"))
    assert desk.rows("SELECT json_extract(details, '$.partner') FROM service") == [(CLINIC["name"],)]
    before = everything(desk)
    done = amend(desk, talk_id, service(desk, talk_id, partner_ids=[], partner_kind="ngo", partner="Caritas"))
    assert desk.rows("SELECT count(*) FROM service_partner WHERE deleted_at IS NULL") == [(0,)]
    undo(desk, done)
    assert everything(desk) == before


def test_not_signed_after_all_nobody_has_signed(desk, oksana, marko):
    talk_id = desk.record(desk.service("information", oksana, marko), signature="list")
    first, _second = desk.do(lambda work: assistance.make_sign_list(work, MONTH))
    desk.do(lambda work: assistance.tick_codes(work, first.code, TODAY))
    amend(desk, talk_id, signature="none", unsigned_reason="left")
    assert not whole(desk, talk_id).signed
    amend(desk, talk_id, signature="list", unsigned_reason="")
    assert len(desk.read(lambda read: assistance.unsigned_lines(read, MONTH.first, TODAY))) == 2


def test_what_waits_again_with_other_minutes_waits_under_a_new_code(desk, oksana):
    talk_id = desk.record(desk.service("information", oksana), signature="list")
    [line] = desk.do(lambda work: assistance.make_sign_list(work, MONTH))
    desk.do(lambda work: assistance.tick_codes(work, line.code, TODAY))
    amend(desk, talk_id, signature="list", minutes="10")
    assert desk.do(lambda work: assistance.tick_codes(work, line.code, TODAY))[0].state == "unknown"


def test_who_gets_a_name_in_a_talk_without_names_has_not_signed_it(desk, oksana):
    nameless = ServiceDraft("information", desk.service("information").answers, (), ({"citizenship": "GE"},))
    named, added, left = (desk.record(nameless, signature="now") for _time in range(3))
    desk.do(lambda work: assistance.give_name(work, whole(desk, named).services[0].id, oksana))
    amend(desk, added, replace(service(desk, added), persons=(oksana,), anonymous=()))
    hers = replace(service(desk, left), persons=(oksana,), anonymous=())
    amend(desk, left, hers, signature="none", unsigned_reason="left")
    for talk_id, signature in ((named, "list"), (added, "list"), (left, "none")):
        assert (whole(desk, talk_id).answers["signature"], whole(desk, talk_id).signed) == (signature, False)


def test_one_person_is_not_two_of_those_without_a_name(desk, oksana):
    two = ({"citizenship": "GE"}, {"citizenship": "AM"})
    nameless = ServiceDraft("information", desk.service("information").answers, (), two)
    talk_id = desk.record(nameless, signature="none", unsigned_reason="phone")
    before = everything(desk)
    done = desk.do(lambda work: assistance.give_name(work, whole(desk, talk_id).services[0].id, oksana))
    assert desk.rows("SELECT person_id FROM service_person WHERE deleted_at IS NULL") == [(oksana,)]
    undo(desk, done)
    assert everything(desk) == before
