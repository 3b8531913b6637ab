"""The accompanied visit: prepared, being there, told afterwards; a child never interprets."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cic_desktop import assistance, clients, diary
from cic_desktop.assistance import visits
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid, NotAllowed, Stale
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from tests.assistance.conftest import OKSANA

TOMORROW = date(2026, 11, 24)
PLAN = {
    "institution_kind": "clinic", "institution": "USK Opole", "address": "al. Witosa 26, Opole", "day": "24.11.2026",
    "starts_at": "10:15", "authorised": "yes", "insurance": "yes", "referral": "have", "interprets": "advisor",
    "bring": "id medicines",
}  # fmt: skip
WHEN = {"starts_at": "12:30", "minutes": "30", "place": "office"}
AFTER = {"result": "next_date", "next": "again", "signature": "now", "next_on": "8.12.2026", "kilometres": "14"}


@pytest.fixture
def planned(desk, oksana) -> str:
    return desk.do(lambda work: visits.prepare_visit(work, oksana, PLAN))


def at(desk, hour, minute, change):
    """A change made on the day of the visit, by the clock on the wall."""
    with clock.frozen(datetime(2026, 11, 24, hour - 1, minute, tzinfo=UTC)):
        return desk.do(change)


def listed(desk, which):
    return [line.id for line in desk.read(lambda read: visits.visits(read, which))]


def test_a_prepared_visit_stands_in_the_agenda_and_in_the_list(desk, planned):
    assert listed(desk, "coming") == [planned]
    [line] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert (line.starts_at, line.kind, line.place, line.about) == ("10:15", "medical_visit", "clinic", "USK Opole")
    line = desk.read(lambda read: visits.visit(read, planned))
    assert (line.person, line.language, line.authorised, line.answers["bring"]) == (
        "Kovalenko Oksana", "uk", True, "id medicines",
    )  # fmt: skip
    assert visits.still_missing(line) == []


def test_what_is_missing_is_said_before_the_day(desk, oksana):
    bare = {**PLAN, "authorised": "no", "insurance": "check", "referral": "missing", "interprets": "interpreter"}
    made = desk.do(lambda work: visits.prepare_visit(work, oksana, bare))
    line = desk.read(lambda read: visits.visit(read, made))
    assert [words.render("en") for words in visits.still_missing(line)] == [
        "The patient's written authorisation",
        "Health insurance to be checked",
        "The e-referral",
        "An interpreter to be agreed with",
    ]
    office = {**bare, "institution_kind": "voivode", "interprets": "advisor"}
    made = desk.do(lambda work: visits.prepare_visit(work, oksana, office))
    assert visits.still_missing(desk.read(lambda read: visits.visit(read, made))) == []


def test_one_button_notes_the_four_moments_and_takes_the_last_back(desk, planned):
    for hour, minute in ((9, 30), (10, 20), (11, 5)):
        at(desk, hour, minute, lambda work: visits.step(work, planned))
    at(desk, 11, 6, lambda work: visits.step_back(work, planned))
    line = desk.read(lambda read: visits.visit(read, planned))
    assert (line.state, line.stage, line.answers["began_at"]) == ("under_way", 2, "10:20")
    for hour, minute in ((11, 10), (11, 50), (11, 55)):
        at(desk, hour, minute, lambda work: visits.step(work, planned))
    line = desk.read(lambda read: visits.visit(read, planned))
    assert [line.answers[name] for name in visits.STAGES] == ["09:30", "10:20", "11:10", "11:50"]
    with clock.frozen(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        assert listed(desk, "under_way") == [planned]


def test_pressed_by_mistake_the_visit_is_only_prepared_again(desk, planned):
    at(desk, 9, 30, lambda work: visits.step(work, planned))
    at(desk, 9, 31, lambda work: visits.step_back(work, planned))
    assert desk.read(lambda read: visits.visit(read, planned)).state == "prepared"


def test_told_afterwards_it_becomes_a_service_with_its_sitting(desk, oksana, planned):
    for hour, minute in ((9, 30), (10, 20), (11, 5), (11, 45)):
        at(desk, hour, minute, lambda work: visits.step(work, planned))
    service_id = at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, AFTER))
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    assert (line.id, line.kind, line.minutes, line.place, line.topic) == (
        service_id, "medical_visit", 45, "clinic", "health",
    )  # fmt: skip
    assert (line.signature, line.outcome, line.details["travel_minutes"]) == ("now", "continued", 90)
    assert "diagnosis" not in " ".join(line.details)
    assert desk.rows("SELECT next_step, next_step_on FROM service") == [("kolejna wizyta", "2026-12-08")]
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert booked.state == "held"
    with clock.frozen(datetime(2026, 11, 25, 8, tzinfo=UTC)):
        assert (listed(desk, "to_finish"), listed(desk, "done")) == ([], [planned])


def test_health_is_kept_out_of_colleagues_overviews(desk, oksana, planned):
    at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, AFTER))
    desk.register.actor = Actor("somebody else", "olena", Role.ADVISOR)
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    assert (line.hidden, line.details) == (True, {})


def test_the_end_can_be_taken_back(desk, oksana, planned):
    at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, AFTER))
    at(desk, 12, 1, lambda work: visits.reopen_visit(work, planned))
    assert desk.read(lambda read: assistance.services_of(read, oksana)) == []
    assert desk.read(lambda read: visits.visit(read, planned)).state == "under_way"
    with clock.frozen(datetime(2026, 11, 25, 8, tzinfo=UTC)):
        assert listed(desk, "to_finish") == [planned]


def test_a_talk_taken_back_elsewhere_opens_the_visit_again(desk, oksana, planned):
    at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, AFTER))
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    at(desk, 12, 1, lambda work: assistance.withdraw(work, line.sitting_id))
    assert desk.read(lambda read: visits.visit(read, planned)).state == "under_way"
    at(desk, 12, 2, lambda work: visits.finish_visit(work, planned, AFTER))
    assert len(desk.read(lambda read: assistance.services_of(read, oksana))) == 1


def test_moved_in_the_agenda_or_on_its_page_it_has_one_day(desk, oksana, planned):
    line = desk.read(lambda read: visits.visit(read, planned))
    desk.do(lambda work: diary.move(work, line.appointment_id, date(2026, 11, 25), "11:00"))
    line = desk.read(lambda read: visits.visit(read, planned))
    assert (line.day, line.starts_at, line.prepared()["day"]) == (date(2026, 11, 25), "11:00", "2026-11-25")
    desk.do(lambda work: visits.amend_visit(work, planned, {**PLAN, "day": "26.11.2026"}, line.revision))
    [booked] = desk.read(lambda read: diary.agenda(read, date(2026, 11, 26)))
    assert (booked.id, booked.starts_at) == (line.appointment_id, "10:15")


def test_moved_in_the_agenda_it_is_moved_back_on_its_own_page(desk, planned):
    line = desk.read(lambda read: visits.visit(read, planned))
    desk.do(lambda work: diary.move(work, line.appointment_id, date(2026, 11, 27), "09:00"))
    line = desk.read(lambda read: visits.visit(read, planned))
    desk.do(lambda work: visits.amend_visit(work, planned, PLAN, line.revision))
    line = desk.read(lambda read: visits.visit(read, planned))
    assert (line.day, line.starts_at) == (TOMORROW, "10:15")


def test_moved_in_the_agenda_while_its_page_is_open_it_is_not_moved_back_unseen(desk, planned):
    line = desk.read(lambda read: visits.visit(read, planned))
    desk.do(lambda work: diary.move(work, line.appointment_id, date(2026, 11, 27), "09:00"))
    with pytest.raises(Stale):
        desk.do(lambda work: visits.amend_visit(work, planned, {**PLAN, "purpose": "kontrola"}, line.revision))
    assert desk.read(lambda read: visits.visit(read, planned)).day == date(2026, 11, 27)


def test_what_only_the_agenda_changed_stays_when_something_else_is_changed_here(desk, planned):
    line = desk.read(lambda read: visits.visit(read, planned))
    there = {"address": "al. Witosa 26, wejście B"}
    desk.do(lambda work: diary.lead_to(work, line.appointment_id, there))
    line = desk.read(lambda read: visits.visit(read, planned))
    asked = {**line.prepared(), "bring": ["id"]}
    desk.do(lambda work: visits.amend_visit(work, planned, asked, line.revision))
    [agreed] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert (agreed.address, agreed.bring, agreed.about) == ("al. Witosa 26, wejście B", "#id", "USK Opole")


def test_taken_out_of_the_agenda_it_can_still_be_told(desk, oksana, planned):
    line = desk.read(lambda read: visits.visit(read, planned))
    desk.do(lambda work: diary.withdraw(work, line.appointment_id))
    at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, AFTER))
    assert desk.read(lambda read: visits.visit(read, planned)).state == "done"


def test_begun_a_day_early_it_stays_in_sight(desk, planned):
    desk.do(lambda work: visits.step(work, planned))
    assert listed(desk, "under_way") == [planned]


def test_a_child_never_interprets(desk, oksana, planned):
    with pytest.raises(Invalid) as refused:
        desk.do(lambda work: visits.prepare_visit(work, oksana, {**PLAN, "interprets": "child"}))
    assert refused.value.problems[0].field == "interprets"
    with pytest.raises(Invalid, match="child must not interpret"):
        desk.do(lambda work: visits.interpreted_by(work, planned, "child"))
    desk.do(lambda work: visits.interpreted_by(work, planned, "interpreter"))
    assert desk.read(lambda read: visits.visit(read, planned)).interprets == "interpreter"


def test_called_off_leaves_the_agenda_and_can_come_back(desk, planned):
    desk.do(lambda work: visits.call_off_visit(work, planned))
    assert listed(desk, "coming") == []
    with pytest.raises(CicError, match="over already"):
        desk.do(lambda work: visits.step(work, planned))
    desk.do(lambda work: visits.call_off_visit(work, planned, off=False))
    assert listed(desk, "coming") == [planned]


def test_the_agenda_knows_the_visit_prepared_for_an_appointment(desk, oksana, planned):
    desk.do(lambda work: diary.agree(work, {**WHEN, "day": "2026-11-24"}, "information", oksana))
    first, second = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert (first.visit_id, second.visit_id) == (planned, "")


@pytest.mark.parametrize("steps", [0, 2])
def test_recorded_straight_from_the_agenda_it_is_told_and_nothing_is_lost(desk, oksana, planned, steps):
    for _step in range(steps):
        at(desk, 9, 30, lambda work: visits.step(work, planned))
    appointment = desk.read(lambda read: visits.visit(read, planned)).appointment_id
    with clock.frozen(datetime(2026, 11, 25, 8, tzinfo=UTC)):
        assert listed(desk, "to_finish") == [planned]
        service = desk.service("medical_visit", oksana, institution="USK", authorised="yes", interprets="advisor")
        desk.record(service, appointment_id=appointment, day="2026-11-24")
        assert (listed(desk, "to_finish"), listed(desk, "done")) == ([], [planned])
        line = desk.read(lambda read: visits.visit(read, planned))
        assert (line.state, line.told_elsewhere, bool(line.service_id)) == ("done", True, True)
        with pytest.raises(CicError, match="over already"):
            desk.do(lambda work: visits.finish_visit(work, planned, AFTER))
    assert len(desk.read(lambda read: assistance.services_of(read, oksana))) == 1, "never counted twice"


@pytest.mark.parametrize("state", ["called_off", "no_show"])
def test_what_the_agenda_says_of_it_the_visit_says_until_it_takes_place_after_all(desk, planned, state):
    appointment = desk.read(lambda read: visits.visit(read, planned)).appointment_id
    desk.do(lambda work: diary.set_state(work, appointment, state))
    assert (listed(desk, "coming"), listed(desk, "done")) == ([], [planned])
    assert desk.read(lambda read: visits.visit(read, planned)).state == state
    desk.do(lambda work: visits.call_off_visit(work, planned, off=False))
    assert (listed(desk, "coming"), listed(desk, "done")) == ([planned], [])
    assert desk.read(lambda read: diary.appointment(read, appointment)).state == "planned"


def test_called_off_here_and_planned_again_in_the_agenda_it_is_to_come(desk, planned):
    appointment = desk.read(lambda read: visits.visit(read, planned)).appointment_id
    desk.do(lambda work: visits.call_off_visit(work, planned))
    desk.do(lambda work: diary.set_state(work, appointment, "planned"))
    assert listed(desk, "coming") == [planned]


HOME = {
    "institution_kind": "home", "address": "Damrota 7/2, 45-064 Opole", "day": "24.11.2026", "starts_at": "16:00",
    "interprets": "advisor",
}  # fmt: skip


def test_a_visit_at_home_needs_no_name_of_an_institution(desk, oksana):
    made = desk.do(lambda work: visits.prepare_visit(work, oksana, HOME))
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert (booked.kind, booked.place, booked.address, booked.about) == (
        "accompanied_visit", "home", HOME["address"], "",
    )  # fmt: skip
    assert desk.read(lambda read: visits.visit(read, made)).where.render("en") == "client’s home"
    for hour, minute in ((15, 40), (16, 5), (16, 50), (17, 20)):
        at(desk, hour, minute, lambda work: visits.step(work, made))
    three = {"result": "done", "next": "nothing", "signature": "now", "person_met": "babcia dziecka"}
    at(desk, 18, 0, lambda work: visits.finish_visit(work, made, three))
    assert desk.rows("SELECT place, starts_at, ends_at, minutes FROM sitting") == [("home", "16:05", "16:50", 45)]
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    assert (line.details["person_met"], line.details["confidential"]) == ("babcia dziecka", "no")


def test_where_somebody_lives_is_known(desk):
    street = {"street": "Damrota", "house": "7", "flat": "2", "postcode": "45-064", "town": "Opole"}
    lives = desk.do(lambda work: clients.register(work, {**OKSANA, **street}, full=True)).id
    assert desk.read(lambda read: visits.home_address(read, lives)) == HOME["address"]


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("clinic", "clinic"), ("home", "home"), ("school", "school"), ("voivode", "authority"),
        ("commune", "authority"), ("zus", "authority"), ("labour_office", "authority"), ("bank", "other"),
        ("court", "other"), ("other", "other"),
    ],
)  # fmt: skip
def test_the_agenda_and_the_talk_say_what_kind_of_place_it_was(desk, oksana, kind, place):
    plan = {**HOME, "institution_kind": kind, "institution": "X"}
    made = desk.do(lambda work: visits.prepare_visit(work, oksana, plan))
    assert [line.place for line in desk.read(lambda read: diary.agenda(read, TOMORROW))] == [place]
    at(desk, 18, 0, lambda work: visits.finish_visit(work, made, AFTER))
    assert desk.rows("SELECT place, ends_at FROM sitting") == [(place, "")], "nobody stopped a clock"


INTERPRETER: Answers = {"name": "Iryna Boyko", "phone": "601 100 200", "languages": ["uk"], "adult": "yes"}


def test_an_interpreter_is_booked_with_the_visit_and_freed_again(desk, oksana, planned):
    iryna = desk.do(lambda work: diary.keep_interpreter(work, INTERPRETER))
    line = desk.read(lambda read: visits.visit(read, planned))
    asked = {**line.prepared(), "interprets": "interpreter"}
    desk.do(lambda work: visits.amend_visit(work, planned, asked, line.revision))
    [words] = visits.still_missing(line := desk.read(lambda read: visits.visit(read, planned)))
    assert words.render("en") == "An interpreter to be agreed with"
    desk.do(lambda work: visits.amend_visit(work, planned, {**asked, "interpreter_id": iryna}, line.revision))
    line = desk.read(lambda read: visits.visit(read, planned))
    assert (line.interpreted_by, visits.still_missing(line)) == ("Iryna Boyko 601 100 200", [])
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert booked.interpreter == "Iryna Boyko"
    desk.do(lambda work: visits.amend_visit(work, planned, {**asked, "interprets": "advisor"}, line.revision))
    assert [one.interpreter for one in desk.read(lambda read: diary.agenda(read, TOMORROW))] == [""]


def test_an_interpreter_changed_in_the_agenda_can_be_changed_back_here(desk, oksana):
    iryna = desk.do(lambda work: diary.keep_interpreter(work, INTERPRETER))
    petro = desk.do(lambda work: diary.keep_interpreter(work, {**INTERPRETER, "name": "Petro Ivanenko"}))
    asked = {**PLAN, "interprets": "interpreter", "interpreter_id": iryna}
    made = desk.do(lambda work: visits.prepare_visit(work, oksana, asked))
    line = desk.read(lambda read: visits.visit(read, made))
    desk.do(lambda work: diary.lead_to(work, line.appointment_id, {"interpreter_id": petro}))
    line = desk.read(lambda read: visits.visit(read, made))
    assert line.interpreted_by.startswith("Petro")
    desk.do(lambda work: visits.amend_visit(work, made, asked, line.revision))
    assert desk.read(lambda read: visits.visit(read, made)).interpreter_id == iryna


def test_what_speaks_against_a_visit_is_said_while_it_is_prepared(desk, oksana, marko, planned):
    iryna = desk.do(lambda work: diary.keep_interpreter(work, INTERPRETER))
    elsewhere = {**WHEN, "day": "2026-11-24", "interpreter_id": iryna}
    desk.do(lambda work: diary.agree(work, elsewhere, "information", marko))

    def said(answers, appointment_id=""):
        found = desk.read(lambda read: visits.clashes_of_visit(read, answers, oksana, appointment_id))
        return {(clash.field, clash.text.render("en").split(" then")[0]) for clash in found}

    asked = {"day": "24.11.2026", "starts_at": "12:15", "interprets": "interpreter", "interpreter_id": iryna}
    assert said(asked) == {
        ("starts_at", "Anna Nowak has another appointment"), ("interpreter_id", "Iryna Boyko interprets elsewhere"),
    }  # fmt: skip
    assert said({**asked, "starts_at": "10:45"})
    line = desk.read(lambda read: visits.visit(read, planned))
    assert said({**asked, "starts_at": "10:45"}, line.appointment_id) == set(), "not against itself"
    assert said({**asked, "starts_at": ""}) == set()


def test_prepared_for_an_appointment_it_begins_with_what_that_knows(desk, oksana):
    where = {"place": "clinic", "about": "USK", "bring_codes": ["id"], "address": "Witosa"}
    agreed = {**WHEN, "day": "2026-11-25", **where}
    made = desk.do(lambda work: diary.agree(work, agreed, "medical_visit", oksana))
    known = visits.prepared_from(desk.read(lambda read: diary.appointment(read, made)))
    assert (known["institution_kind"], known["institution"], known["day"], known["bring"]) == (
        "clinic", "USK", "2026-11-25", ["id"],
    )  # fmt: skip
    visit_id = desk.do(lambda work: visits.prepare_visit(work, oksana, {**known, "day": "2026-11-26"}, made))
    [booked] = desk.read(lambda read: diary.agenda(read, date(2026, 11, 26)))
    assert (booked.id, booked.visit_id, booked.address) == (made, visit_id, "Witosa")


@pytest.mark.parametrize(("kind", "seen_by", "hidden"), [("clinic", "no", False), ("commune", "yes", True)])
def test_who_sees_where_it_was_is_the_advisors_choice(desk, oksana, kind, seen_by, hidden):
    plan = {**PLAN, "institution_kind": kind}
    made = desk.do(lambda work: visits.prepare_visit(work, oksana, plan))
    at(desk, 12, 0, lambda work: visits.finish_visit(work, made, {**AFTER, "confidential": seen_by}))
    desk.register.actor = Actor("somebody else", "olena", Role.ADVISOR)
    assert desk.read(lambda read: visits.visit(read, made)).hidden == hidden
    [service] = desk.read(lambda read: assistance.services_of(read, oksana))
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert (service.hidden, booked.about) == (hidden, "" if hidden else "USK Opole")


def test_the_preparation_is_changed_and_a_stale_change_is_refused(desk, planned):
    line = desk.read(lambda read: visits.visit(read, planned))
    changed = {**line.prepared(), "starts_at": "11:00", "department": "pok. 12"}
    desk.do(lambda work: visits.amend_visit(work, planned, changed, line.revision))
    again = desk.read(lambda read: visits.visit(read, planned))
    assert (again.starts_at, again.answers["department"], again.answers["bring"]) == (
        "11:00",
        "pok. 12",
        "id medicines",
    )
    with pytest.raises(Stale):
        desk.do(lambda work: visits.amend_visit(work, planned, changed, line.revision))


def test_three_answers_are_enough_and_each_is_asked_for(desk, planned):
    with pytest.raises(Invalid) as refused:
        at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, {}))
    assert {problem.field for problem in refused.value.problems} == {"result", "next", "signature"}
    three = {"result": "done", "next": "nothing", "signature": "list"}
    at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, three))
    assert desk.rows("SELECT minutes, next_step FROM service") == [(60, "")]


def test_the_agenda_knows_where_to_go_and_learns_of_a_change(desk, planned):
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert booked.address == PLAN["address"]
    line = desk.read(lambda read: visits.visit(read, planned))
    moved = {**PLAN, "institution": "Szpital Wojewódzki", "address": "ul. Kośnego 53, Opole"}
    desk.do(lambda work: visits.amend_visit(work, planned, moved, line.revision))
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert (booked.about, booked.address) == ("Szpital Wojewódzki", "ul. Kośnego 53, Opole")


@pytest.mark.parametrize(("steps", "state"), [(0, "prepared"), (2, "under_way")])
def test_called_off_and_taken_back_a_visit_is_where_it_was(desk, planned, steps, state):
    for _step in range(steps):
        at(desk, 9, 30, lambda work: visits.step(work, planned))
    desk.do(lambda work: visits.call_off_visit(work, planned))
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert (desk.read(lambda read: visits.visit(read, planned)).state, booked.state) == ("called_off", "called_off")
    desk.do(lambda work: visits.call_off_visit(work, planned, off=False))
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    line = desk.read(lambda read: visits.visit(read, planned))
    assert (line.state, line.stage, booked.state) == (state, steps, "planned")


def test_a_visit_that_was_told_is_not_called_off(desk, planned):
    at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, AFTER))
    with pytest.raises(CicError):
        desk.do(lambda work: visits.call_off_visit(work, planned))


def everything(desk, person_id):
    """What is counted, in the agenda and in the lists."""
    given = desk.read(lambda read: assistance.services_of(read, person_id))
    booked = desk.read(lambda read: diary.agenda(read, TOMORROW))
    return given, [(line.id, line.state) for line in booked], desk.rows("SELECT id FROM visit WHERE deleted_at IS NULL")


def test_withdrawn_after_it_was_told_it_counts_no_more_until_that_is_undone(desk, oksana, planned):
    at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, AFTER))
    told = everything(desk, oksana)
    at(desk, 12, 1, lambda work: visits.withdraw_visit(work, planned))
    assert everything(desk, oksana) == ([], [], [])
    at(desk, 12, 2, lambda work: visits.restore_visit(work, planned))
    after = everything(desk, oksana)
    assert ([line.id for line in after[0]], *after[1:]) == ([line.id for line in told[0]], *told[1:])
    assert desk.read(lambda read: visits.visit(read, planned)).service_id == told[0][0].id


def test_recorded_from_the_agenda_with_other_help_it_is_not_withdrawn_with_that(desk, oksana, planned):
    agreed = desk.read(lambda read: visits.visit(read, planned)).appointment_id
    own = desk.service("information", oksana), desk.service("document_help", oksana, document="pesel", state="prepared")
    desk.record(*own, appointment_id=agreed)
    with pytest.raises(CicError):
        desk.do(lambda work: visits.withdraw_visit(work, planned))
    assert len(desk.read(lambda read: assistance.services_of(read, oksana))) == 2


def test_once_told_health_is_for_the_one_who_went(desk, oksana, planned):
    at(desk, 12, 0, lambda work: visits.finish_visit(work, planned, AFTER))
    went, who = desk.read(lambda read: visits.visit(read, planned)), desk.register.actor
    assert (went.hidden, went.institution) == (False, "USK Opole")
    desk.register.actor = Actor("somebody else", "olena", Role.ADVISOR)
    line = desk.read(lambda read: visits.visit(read, planned))
    assert (line.hidden, line.institution, line.address, line.authorised) == (True, "", "", False)
    assert set(line.answers) <= set(visits.STAGES)
    [booked] = desk.read(lambda read: diary.agenda(read, TOMORROW))
    assert (booked.about, booked.address, booked.kind) == ("", "", "medical_visit"), "that it was is known"
    for change in (
        lambda work: visits.amend_visit(work, planned, PLAN, line.revision),
        lambda work: visits.reopen_visit(work, planned),
    ):
        with pytest.raises(NotAllowed):
            desk.do(change)
    desk.register.actor = Actor("a psychologist", "piotr", Role.SPECIALIST)
    assert not desk.read(lambda read: visits.visit(read, planned)).hidden
    desk.register.actor = who


def test_before_the_visit_whoever_stands_in_knows_all_of_it(desk, planned):
    desk.register.actor = Actor("somebody else", "olena", Role.ADVISOR)
    line = desk.read(lambda read: visits.visit(read, planned))
    assert (line.hidden, line.answers["insurance"]) == (False, "yes")
