"""Events: planned, amended, held, called off; their guests noted, marked, counted by group."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import clients, diary, events
from cic_desktop.core.errors import CicError, Invalid, Stale
from tests.assistance.conftest import OKSANA
from tests.events.conftest import CONFERENCE, TEACHER, TRAINING, guest, opened

POINT = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "90", "title": "Otwarcie", "speaker": "dr Maria Wrona"}


def card(desk, event_id):
    return desk.read(lambda read: events.event(read, event_id))


def refused(desk, change):
    with pytest.raises(Invalid) as told:
        desk.do(change)
    return {problem.field for problem in told.value.problems}


def names(desk, **wanted):
    return [line.name for line in desk.read(lambda read: events.event_list(read, events.EventFilter(**wanted))).lines]


def test_an_event_is_kept_as_it_was_answered(desk, training):
    line = card(desk, training).line
    assert (line.starts_on, line.ends_on, line.capacity) == (date(2026, 11, 23), date(2026, 11, 23), 20)
    assert (line.held_with, line.where, line.runs_it) == (TRAINING["organiser"], TRAINING["place"], "Anna Nowak")
    assert {name: line.answers[name] for name in TRAINING} == TRAINING
    assert set(line.answers) == {field.name for field in events.EVENT}


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"ends_on": "2026-11-22"}, "ends_on"), ({"ends_on": "2027-03-01"}, "ends_on"), ({"place": ""}, "place"),
        ({"name": ""}, "name"), ({"kind": "party"}, "kind"), ({"capacity": "dużo"}, "capacity"),
        ({"starts_on": "12.2026"}, "starts_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_beside_its_field(desk, answers, field):
    whose = {"account_id": desk.register.actor.id, "project_id": desk.project_id}
    assert refused(desk, lambda work: events.open_event(work, {**TRAINING, **whose, **answers})) == {field}
    assert desk.rows("SELECT 1 FROM event") == []


def test_lists_have_what_is_planned_first_day_first_and_what_is_over_newest_first(desk, training):
    opened(desk, {**TRAINING, "name": "Grudniowe", "starts_on": "2026-12-10"})
    october = opened(desk, {**TRAINING, "name": "Październikowe", "starts_on": "2026-10-10", "kind": "action"})
    assert names(desk) == ["Październikowe", TRAINING["name"], "Grudniowe"]
    assert names(desk, words="grudnio szkola") == ["Grudniowe"]
    assert names(desk, words="акція") == ["Październikowe"], "found by its kind in any language"
    assert card(desk, october).line.to_settle(date(2026, 11, 23))
    desk.do(lambda work: events.hold_event(work, october))
    desk.do(lambda work: events.hold_event(work, training))
    assert names(desk, which="held") == [TRAINING["name"], "Październikowe"]
    assert names(desk, which="held", kind="action") == ["Październikowe"]
    counts = desk.read(lambda read: events.event_list(read, events.EventFilter())).counts
    assert counts == {"planned": 1, "held": 2, "called_off": 0}


def test_a_partner_whose_agreement_has_ended_is_told(desk, foundation):
    whose = {"account_id": desk.register.actor.id, "project_id": desk.project_id}
    answers = {**TRAINING, **whose, "partner_id": foundation}
    [doubt] = desk.read(lambda read: events.doubts(read, answers))
    assert doubt.field == "partner_id"
    assert "11.11.2026" in doubt.text.render("pl")
    event_id = opened(desk, answers)
    assert card(desk, event_id).line.agreement_ended, "told, not forbidden"
    before = opened(desk, {**answers, "starts_on": "2026-11-10"})
    assert not card(desk, before).line.agreement_ended


def test_a_holiday_a_day_that_is_over_and_a_room_too_small_are_told(desk):
    room = desk.do(lambda work: diary.keep_room(work, {"name": "Sala 2", "seats": "12"}))
    whose = {"account_id": desk.register.actor.id, "project_id": desk.project_id}
    answers = {**TRAINING, **whose, "starts_on": "2026-12-25", "room_id": room}
    told = desk.read(lambda read: events.doubts(read, answers))
    assert {doubt.field for doubt in told} == {"starts_on", "room_id"}
    [over] = desk.read(lambda read: events.doubts(read, {**TRAINING, **whose, "starts_on": "2026-10-01"}))
    assert over.field == "starts_on"
    assert desk.read(lambda read: events.doubts(read, {"name": "half typed"})) == []


def test_a_colleague_who_was_faster_is_not_overwritten(desk, training):
    seen = card(desk, training).line
    desk.do(lambda work: events.amend_event(work, training, seen.revision, {**seen.answers, "capacity": "30"}))
    with pytest.raises(Stale):
        desk.do(lambda work: events.amend_event(work, training, seen.revision, seen.answers))
    assert card(desk, training).line.capacity == 30


def test_the_programme_stays_within_the_days_of_the_event(desk, conference):
    point = desk.do(lambda work: diary.add_gathering(work, {**POINT, "day": "2026-11-24"}, event_id=conference))
    seen = card(desk, conference)
    assert [each.title for each in seen.programme] == ["Otwarcie"]
    shorter = {**seen.line.answers, "ends_on": ""}
    assert refused(desk, lambda work: events.amend_event(work, conference, seen.line.revision, shorter)) == {"ends_on"}
    desk.do(lambda work: diary.call_off_gathering(work, point, "prelegentka chora"))
    desk.do(lambda work: events.amend_event(work, conference, seen.line.revision, shorter))


def test_called_off_it_takes_no_room_any_more_and_comes_back_whole(desk, conference):
    desk.do(lambda work: diary.add_gathering(work, POINT, event_id=conference))
    assert refused(desk, lambda work: events.call_off_event(work, conference, {})) == {"reason"}
    before = desk.do(lambda work: events.call_off_event(work, conference, {"reason": "żałoba narodowa"}))
    off = card(desk, conference)
    assert (off.line.state, off.line.reason, off.programme[0].state) == ("called_off", "żałoba narodowa", "called_off")
    desk.do(lambda work: events.put_event_back(work, before))
    back = card(desk, conference)
    assert (back.line.state, back.line.reason, back.programme[0].state) == ("planned", "", "planned")


def test_what_has_not_begun_was_not_held_and_nobody_was_there(desk):
    later = opened(desk, {**TRAINING, "starts_on": "2026-12-01"})
    with pytest.raises(CicError):
        desk.do(lambda work: events.hold_event(work, later))
    teacher = desk.do(lambda work: events.add_guest(work, later, TEACHER))
    with pytest.raises(CicError):
        desk.do(lambda work: events.mark_guests(work, [teacher], "attended", "yes"))
    desk.do(lambda work: events.mark_guests(work, [teacher], "answer", "yes"))
    assert card(desk, later).line.coming == 1


def test_an_event_that_was_held_is_not_taken_out_another_comes_back_with_its_programme(desk, conference):
    desk.do(lambda work: diary.add_gathering(work, POINT, event_id=conference))
    before = desk.do(lambda work: events.hold_event(work, conference))
    with pytest.raises(CicError):
        desk.do(lambda work: events.retire_event(work, conference))
    desk.do(lambda work: events.put_event_back(work, before))
    points = desk.do(lambda work: events.retire_event(work, conference))
    assert card(desk, conference) is None
    assert desk.read(lambda read: diary.gatherings_between(read, date(2026, 11, 1), date(2026, 11, 30))) == []
    desk.do(lambda work: events.bring_event_back(work, conference, points))
    assert len(card(desk, conference).programme) == 1


def test_a_training_for_a_school_with_people_who_are_no_clients(desk, training):
    """Fifteen teachers by name, two cooks counted as heads; one teacher did not want to be photographed."""
    for number in range(14):
        desk.do(lambda work, number=number: events.add_guest(work, training, guest(number, guest_group="school")))
    ewa = desk.do(lambda work: events.add_guest(work, training, {**TEACHER, "photo": "no"}))
    ids = [each.id for each in card(desk, training).guests]
    desk.do(lambda work: events.mark_guests(work, ids, "attended", "yes"))
    desk.do(lambda work: events.mark_guests(work, [ids[0]], "attended", "no"))
    desk.do(lambda work: events.keep_counts(work, training, {"school": "2"}))
    held = desk.do(lambda work: events.hold_event(work, training))
    now = card(desk, training)
    [school] = now.groups
    assert (school.group, school.guests, school.attended, school.heads, school.people) == ("school", 15, 14, 2, 16)
    assert (now.line.people, now.line.guests, now.noted("photo", "no")) == (16, 15, 1)
    assert desk.rows("SELECT count(*) FROM person") == [(0,)], "nobody of the host society becomes a client"
    assert held.values["state"] == "planned"
    assert ewa in ids


def test_a_conference_of_120(desk, conference):
    rows = [events.GuestRow(number, guest(number)) for number in range(120)]
    ids = desk.do(lambda work: events.add_guests(work, conference, rows)).added
    invited = desk.do(lambda work: events.invite_guests(work, ids))
    assert len(invited.before) == 120
    desk.do(lambda work: events.mark_guests(work, ids[:90], "answer", "yes"))
    desk.do(lambda work: events.mark_guests(work, ids[90:100], "answer", "no"))
    there = desk.do(lambda work: events.mark_guests(work, ids[:85], "attended", "yes"))
    line = card(desk, conference).line
    assert (line.guests, line.invited, line.coming, line.declined, line.attended) == (120, 120, 90, 10, 85)
    assert sum(group.guests for group in card(desk, conference).groups) == 120
    desk.do(lambda work: events.put_marks_back(work, there))
    assert card(desk, conference).line.attended == 0
    desk.do(lambda work: events.put_marks_back(work, invited))
    assert card(desk, conference).line.invited == 0


def test_guests_stand_in_the_order_of_their_surnames(desk, training):
    for name in ("Anna Żak", "Łucja Łatka", "Zofia Lis", "Adam Ćwik"):
        desk.do(lambda work, name=name: events.add_guest(work, training, {"name": name}))
    desk.do(lambda work: events.add_guest(work, training, {"organisation": "Caritas"}))
    assert [each.name or each.organisation for each in card(desk, training).guests] == [
        "Adam Ćwik", "Zofia Lis", "Łucja Łatka", "Anna Żak", "Caritas",
    ]  # fmt: skip


def test_nobody_is_on_the_list_twice_and_nobody_without_a_name(desk, training):
    desk.do(lambda work: events.add_guest(work, training, TEACHER))
    assert refused(desk, lambda work: events.add_guest(work, training, {**TEACHER, "name": "KOWALSKA Ewa"})) == {"name"}
    assert refused(desk, lambda work: events.add_guest(work, training, {"role": "dyrektor"})) == {"name"}
    assert refused(desk, lambda work: events.add_guest(work, training, {**TEACHER, "email": "brak"})) == {"email"}
    assert desk.do(lambda work: events.add_guest(work, training, {**TEACHER, "organisation": "SP 9", "email": ""}))


def test_a_client_is_a_guest_by_their_card_alone(desk, training, oksana):
    desk.do(lambda work: events.add_client_guest(work, training, oksana, {"guest_group": "foreigner", "answer": "yes"}))
    again = lambda work: events.add_client_guest(work, training, oksana, {})  # noqa: E731
    assert refused(desk, again) == {"person"}
    [line] = card(desk, training).guests
    assert (line.name, line.person_id) == ("Oksana Kovalenko", oksana)
    assert desk.rows("SELECT name, email FROM event_guest") == [("", "")]
    [of_hers] = desk.read(lambda read: events.events_of(read, oksana))
    assert (of_hers.name, of_hers.answer) == (TRAINING["name"], "yes")
    desk.do(lambda work: events.amend_guest(work, line.id, line.revision, {**line.answers, "answer": "no"}))
    assert card(desk, training).guests[0].answer == "no"


def test_guests_taken_off_come_back_and_counts_too(desk, training):
    teacher = desk.do(lambda work: events.add_guest(work, training, TEACHER))
    desk.do(lambda work: events.retire_guests(work, [teacher]))
    assert card(desk, training).guests == ()
    desk.do(lambda work: events.bring_guests_back(work, [teacher]))
    assert [each.name for each in card(desk, training).guests] == ["Ewa Kowalska"]
    desk.do(lambda work: events.keep_counts(work, training, {"school": "4", "media": "1"}))
    before = desk.do(lambda work: events.keep_counts(work, training, {"school": "6"}))
    assert (before, card(desk, training).heads) == ({"school": 4, "media": 1}, {"school": 6})
    desk.do(lambda work: events.put_counts_back(work, training, before))
    assert card(desk, training).heads == {"school": 4, "media": 1}
    assert refused(desk, lambda work: events.keep_counts(work, training, {"school": "kilka"})) == {"school"}


def test_photographs_and_costs_are_noted(desk, training):
    seen = card(desk, training).line
    notes = {"photo_note": "Informacja na drzwiach i na liście.", "cost_note": "Catering 1 200 zł, zadanie 4."}
    desk.do(lambda work: events.amend_notes(work, training, seen.revision, notes))
    assert card(desk, training).line.notes == notes


def test_a_guest_is_found_by_the_beginnings_of_their_words(desk, training):
    desk.do(lambda work: events.add_guest(work, training, {**TEACHER, "name": "Łucja Żak"}))
    [line] = card(desk, training).guests
    assert line.fits("zak lu")
    assert line.fits("wych")
    assert not line.fits("ak")


def test_500_pasted_rows_with_broken_ones_are_sifted_first_and_never_doubled(desk, conference):
    rows = [events.GuestRow(number + 2, guest(number)) for number in range(500)]
    rows[100] = events.GuestRow(102, guest(100, email="to nie adres"))
    rows[200] = events.GuestRow(202, {"role": "kierownik"})
    rows[300] = events.GuestRow(302, guest(299))
    sifted = desk.read(lambda read: events.sift_guests(read, conference, rows))
    assert (len(sifted.good), [row.number for row in sifted.known]) == (497, [302])
    assert [(row.number, row.problems[0].field) for row in sifted.broken] == [(102, "email"), (202, "name")]
    assert card(desk, conference).guests == (), "a dry run writes nothing"
    taken = desk.do(lambda work: events.add_guests(work, conference, rows))
    assert len(taken.added) == 497
    assert desk.do(lambda work: events.add_guests(work, conference, rows)).added == ()
    rows[100] = events.GuestRow(102, guest(100))
    assert len(desk.do(lambda work: events.add_guests(work, conference, rows)).added) == 1, (
        "corrected, it comes in alone"
    )
    assert card(desk, conference).line.guests == 498


def test_conference_days_are_read(desk, conference):
    assert card(desk, conference).line.days.render("pl") == "23–24.11.2026"
    assert CONFERENCE["name"] in names(desk)


def test_a_guest_who_is_a_client_is_not_in_two_places(desk, training, conference, oksana):
    for event in (training, conference):
        desk.do(lambda work, event=event: events.add_client_guest(work, event, oksana, {}))
    desk.do(lambda work: events.add_point(work, conference, POINT))
    beside = {**POINT, "title": "Drugi wykład o tej samej godzinie"}

    def said(event: str) -> list[str]:
        return [clash.field for clash in desk.read(lambda read: events.point_clashes(read, event, beside))]

    assert said(training) == ["starts_at"], "the client is to be at the conference then"
    assert said(conference) == [], "within one event people choose between two talks"
    [line] = [each for each in card(desk, conference).guests if each.person_id == oksana]
    desk.do(lambda work: events.amend_guest(work, line.id, line.revision, {"answer": "no"}))
    assert said(training) == []


def test_a_point_of_the_programme_has_its_day_in_the_event_and_clashes_are_told(desk, training, conference):
    room = desk.do(lambda work: diary.keep_room(work, {"name": "Aula", "seats": "100"}))
    point = {**POINT, "room_id": room}
    assert refused(desk, lambda work: events.add_point(work, conference, {**point, "day": "2026-11-25"})) == {"day"}
    assert refused(desk, lambda work: events.add_point(work, conference, {**point, "title": ""})) == {"title"}
    first = desk.do(lambda work: events.add_point(work, conference, point))
    clashes = desk.read(lambda read: events.point_clashes(read, training, {**point, "starts_at": "10:00"}))
    assert [clash.field for clash in clashes] == ["room_id"]
    own = desk.read(lambda read: events.point_clashes(read, conference, point, but=first))
    assert [clash.text.render("en") for clash in own] == ["Aula has 100 seats, and 150 are needed."]
    assert desk.read(lambda read: events.point_clashes(read, conference, {"day": "2026"})) == []
    line = card(desk, conference).programme[0]
    later = {**diary.gathering_answers(line), "starts_at": "11:00"}
    before = desk.do(lambda work: events.amend_point(work, first, line.revision, later))
    assert card(desk, conference).programme[0].starts_at == "11:00"
    desk.do(lambda work: diary.put_gathering_back(work, before))
    assert card(desk, conference).programme[0].starts_at == "09:00"


def test_one_client_invited_under_two_records_is_one_guest_once_they_are_merged(desk, training, oksana):
    twin = desk.register_person({**OKSANA, "surname": "Kowalenko"})
    desk.do(lambda work: events.add_client_guest(work, training, oksana, {"answer": "yes"}))
    second = desk.do(lambda work: events.add_client_guest(work, training, twin, {"guest_group": "foreigner"}))
    desk.do(lambda work: events.mark_guests(work, [second], "attended", "yes"))
    merged = desk.do(lambda work: clients.merge_people(work, oksana, twin, {}))
    [line] = card(desk, training).guests
    assert (line.person_id, line.answer, line.guest_group, line.attended) == (oksana, "yes", "foreigner", "yes")
    desk.do(lambda work: clients.undo_merge(work, merged.id))
    assert len(card(desk, training).guests) == 2


def test_the_history_of_a_client_tells_of_the_event(desk, training, oksana):
    guest_id = desk.do(lambda work: events.add_client_guest(work, training, oksana, {"answer": "yes"}))
    desk.do(lambda work: events.mark_guests(work, [guest_id], "attended", "yes"))
    changes = desk.read(lambda read: clients.changes_of(read, oksana, more=events.HISTORY))
    told = [(each.what, each.subject.render("en"), each.after.render("en")) for each in changes]
    assert ("changed", "Guest of an event · Was there", "yes") in told


def test_a_room_taken_on_those_days_is_told_its_own_programme_is_not(desk, training, conference):
    room = desk.do(lambda work: diary.keep_room(work, {"name": "Aula", "seats": "300"}))
    desk.do(lambda work: events.add_point(work, conference, {**POINT, "room_id": room}))
    whose = {"account_id": desk.register.actor.id, "project_id": desk.project_id, "room_id": room}
    told = desk.read(lambda read: events.doubts(read, {**TRAINING, **whose}))
    assert [(doubt.field, doubt.text.render("en")) for doubt in told] == [
        ("room_id", "Aula is taken then: 23.11.2026 09:00–10:30, Integracja po opolsku.")
    ]
    own = {**CONFERENCE, **whose}
    assert desk.read(lambda read: events.doubts(read, own, conference)) == []
    opened(desk, {**TRAINING, **whose, "starts_on": "2026-12-03"})
    [other] = desk.read(lambda read: events.doubts(read, {**own, "starts_on": "2026-12-02", "ends_on": "2026-12-04"}))
    assert TRAINING["name"] in other.text.render("pl")


# --- postponed, called off, taken up again ------------------------------------------------------------


def programme(desk, event_id):
    return [(point.day.day, point.title, point.state) for point in card(desk, event_id).programme]


def amended(desk, event_id, **answers):
    line = card(desk, event_id).line
    return desk.do(lambda work: events.amend_event(work, event_id, line.revision, {**line.answers, **answers}))


@pytest.fixture
def planned(desk, conference):
    """The conference with a point on each of its two days, and one that was called off alone."""
    points = {
        title: desk.do(lambda work, title=title, day=day: events.add_point(
            work, conference, {**POINT, "title": title, "day": day}))
        for title, day in (("Otwarcie", "2026-11-23"), ("Panel", "2026-11-24"), ("Koncert", "2026-11-24"))
    }  # fmt: skip
    desk.do(lambda work: diary.call_off_gathering(work, points["Koncert"], "brak sali"))
    return conference


def test_a_conference_put_off_takes_its_programme_along(desk, planned):
    before = amended(desk, planned, starts_on="2026-12-14", ends_on="2026-12-15")
    moved = [(14, "Otwarcie", "planned"), (15, "Panel", "planned"), (15, "Koncert", "called_off")]
    assert programme(desk, planned) == moved
    assert len(before.points) == 3
    amended(desk, planned, name="Integracja po opolsku, nowy termin")
    desk.do(lambda work: events.put_event_back(work, before))
    line = card(desk, planned).line
    assert (line.starts_on.day, line.ends_on.day, line.name) == (23, 24, "Integracja po opolsku, nowy termin")
    assert programme(desk, planned) == [(23, "Otwarcie", "planned"), (24, "Panel", "planned"),
                                        (24, "Koncert", "called_off")]  # fmt: skip


def test_a_longer_or_shorter_one_keeps_its_programme_while_it_can(desk, planned):
    amended(desk, planned, ends_on="2026-11-25")
    amended(desk, planned, starts_on="2026-11-22")
    assert [day for day, *_point in programme(desk, planned)] == [23, 24, 24]
    amended(desk, planned, starts_on="2026-11-23", ends_on="2026-11-24")
    amended(desk, planned, starts_on="2026-12-01", ends_on="2026-12-03")
    assert [day for day, *_point in programme(desk, planned)] == [1, 2, 2]
    line = card(desk, planned).line
    too_short = {**line.answers, "starts_on": "2026-12-20", "ends_on": ""}
    assert refused(desk, lambda work: events.amend_event(work, planned, line.revision, too_short)) == {"starts_on"}
    assert [day for day, *_point in programme(desk, planned)] == [1, 2, 2], "nothing half done"


def test_what_stands_in_the_way_of_the_new_days_is_told_first(desk, training, planned):
    room = desk.do(lambda work: diary.keep_room(work, {"name": "Aula", "seats": "300"}))
    amended(desk, training, starts_on="2026-12-14")
    point = {**POINT, "room_id": room}
    desk.do(lambda work: events.add_point(work, training, {**point, "day": "2026-12-14"}))
    first = card(desk, planned).programme[0]
    taking = {**diary.gathering_answers(first), "room_id": room}
    desk.do(lambda work: events.amend_point(work, first.id, first.revision, taking))
    line = card(desk, planned).line
    later = {**line.answers, "starts_on": "2026-12-14", "ends_on": "2026-12-15"}
    told = desk.read(lambda read: events.doubts(read, later, planned))
    assert [doubt.field for doubt in told] == ["starts_on"]
    assert told[0].text.render("en").startswith("Otwarcie: ")
    assert desk.read(lambda read: events.doubts(read, line.answers, planned)) == []


def test_a_point_is_moved_within_the_days_of_its_event(desk, planned):
    opening = card(desk, planned).programme[0]
    before = desk.do(lambda work: events.move_point(work, opening.id, date(2026, 11, 24), "08:00"))
    assert programme(desk, planned)[0] == (24, "Otwarcie", "planned")
    outside = lambda work: events.move_point(work, opening.id, date(2026, 11, 25), "08:00")  # noqa: E731
    assert refused(desk, outside) == {"day"}
    desk.do(lambda work: diary.put_gathering_back(work, before))
    assert programme(desk, planned)[0] == (23, "Otwarcie", "planned")


def test_taken_up_again_it_has_its_programme_again_but_for_what_was_called_off_alone(desk, planned):
    called_off = lambda work: events.call_off_event(work, planned, {"reason": "żałoba narodowa"})  # noqa: E731
    desk.do(called_off)
    amended(desk, planned, starts_on="2026-12-14", ends_on="2026-12-15")
    before = desk.do(lambda work: events.plan_event_again(work, planned))
    again = [(14, "Otwarcie", "planned"), (15, "Panel", "planned"), (15, "Koncert", "called_off")]
    assert (programme(desk, planned), len(before.points)) == (again, 2)
    desk.do(lambda work: events.put_event_back(work, before))
    assert {state for _day, _title, state in programme(desk, planned)} == {"called_off"}
    assert card(desk, planned).line.reason == "żałoba narodowa"


def test_a_point_called_off_alone_for_the_same_reason_stays_called_off(desk, planned):
    """There was no hall for the concert, then none for the conference; the hall found at last is for the latter."""
    called_off = lambda work: events.call_off_event(work, planned, {"reason": "brak sali"})  # noqa: E731
    desk.do(called_off)
    desk.do(lambda work: events.plan_event_again(work, planned))
    states = {title: state for _day, title, state in programme(desk, planned)}
    assert states == {"Otwarcie": "planned", "Panel": "planned", "Koncert": "called_off"}
    before = desk.do(called_off)
    desk.do(lambda work: events.put_event_back(work, before))
    assert {title: state for _day, title, state in programme(desk, planned)} == states
    desk.do(called_off)
    panel = next(point.id for point in card(desk, planned).programme if point.title == "Panel")
    desk.do(lambda work: diary.reopen_gathering(work, panel))
    desk.do(lambda work: diary.call_off_gathering(work, panel, "brak sali"))
    desk.do(lambda work: events.plan_event_again(work, planned))
    now = {title: state for _day, title, state in programme(desk, planned)}
    assert now == {**states, "Panel": "called_off"}, "called off anew, it is called off alone"


def test_whoever_was_there_does_not_vanish_with_an_event_noted_by_mistake(desk, training):
    teacher = desk.do(lambda work: events.add_guest(work, training, TEACHER))
    marked = desk.do(lambda work: events.mark_guests(work, [teacher], "attended", "yes"))
    assert card(desk, training).line.to_hold(date(2026, 11, 23))
    with pytest.raises(CicError, match="noted as there"):
        desk.do(lambda work: events.retire_event(work, training))
    desk.do(lambda work: events.put_marks_back(work, marked))
    desk.do(lambda work: events.keep_counts(work, training, {"school": "3"}))
    with pytest.raises(CicError, match="noted as there"):
        desk.do(lambda work: events.retire_event(work, training))
    desk.do(lambda work: events.keep_counts(work, training, {}))
    assert not card(desk, training).line.to_hold(date(2026, 11, 23))
    desk.do(lambda work: events.retire_event(work, training))
