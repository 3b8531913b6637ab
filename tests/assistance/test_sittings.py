"""Stories of sittings: one talk, several services, several people, one signature."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cic_desktop import assistance, clients, diary
from cic_desktop.assistance.rows import HelpFilter, ServiceDraft
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor

VISIT = {"institution_kind": "clinic", "institution": "USK Opole", "interprets": "advisor"}
DOCUMENT = {"document": "pesel", "state": "submitted", "office": "UM Opole"}


def problems_of(desk: Any, *services: ServiceDraft, **talk: str) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        desk.record(*services, **talk)
    return {problem.field: problem.text.render("en") for problem in refused.value.problems}


def test_one_talk_holds_three_services_for_two_people_and_one_signature(desk, oksana, marko):
    desk.record(
        desk.service("document_help", oksana, **DOCUMENT),
        desk.service("information", oksana, marko, topic="school"),
        desk.service("referral", marko, specialist="child_psychologist"),
    )
    assert desk.rows("SELECT count(*), min(signature) FROM sitting") == [(1, "now")]
    assert desk.rows("SELECT count(*) FROM service_person") == [(4,)]
    hers = desk.read(lambda read: assistance.services_of(read, oksana))
    assert sorted(line.kind for line in hers) == ["document_help", "information"]
    assert {line.persons for line in hers} == {1, 2}
    assert {line.advisor for line in hers} == {"Anna Nowak"}


@pytest.mark.parametrize("day", ["1992-04-14", "2015-12-31"])
def test_nobody_is_helped_before_being_born(desk, oksana, marko, day):
    problems = problems_of(desk, desk.service("information", oksana, marko), day=day)
    assert problems == {"day": "This is before the person was born. Check both dates."}
    assert desk.rows("SELECT count(*) FROM sitting") == [(0,)]


def test_help_for_two_records_made_one_meanwhile_is_one_persons_help(desk, oksana, marko):
    desk.do(lambda work: clients.merge_people(work, oksana, marko, {}))
    desk.record(desk.service("information", oksana, marko))
    assert desk.rows("SELECT person_id FROM service_person") == [(oksana,)]


def test_the_list_counts_persons_and_services_apart(desk, oksana, marko):
    desk.record(desk.service("information", oksana, marko), desk.service("document_help", oksana, **DOCUMENT))
    desk.record(ServiceDraft("information", desk.service("information").answers, (), ({"citizenship": "GE"},)))
    totals = desk.read(lambda read: assistance.help_totals(read, HelpFilter()))
    assert (totals.services, totals.persons, totals.anonymous) == (3, 2, 1)


def test_the_list_is_filtered_and_paged_newest_first(desk, oksana):
    for day in ("2026-11-02", "2026-11-20", "2026-10-30"):
        desk.record(desk.service("information", oksana), day=day, signature="list")
    month = HelpFilter(date(2026, 11, 1), date(2026, 11, 23), unsigned=True)
    lines = desk.read(lambda read: assistance.help_list(read, month))
    assert [line.day.day for line in lines] == [20, 2]
    second = desk.read(lambda read: assistance.help_list(read, month, limit=1, offset=1))
    assert [line.day.day for line in second] == [2]
    behind = HelpFilter(where="s.topic = ? AND p.citizenship = ?", params=("stay", "UA"))
    assert len(desk.read(lambda read: assistance.help_list(read, behind))) == 3


def test_the_snapshot_stays_when_the_stay_title_changes_later(desk, oksana):
    desk.record(desk.service("information", oksana))
    desk.do(lambda work: clients.add_part(work, oksana, "stay", {"title": "cukr", "valid_from": "2026-11-24"}))
    kept = desk.rows("SELECT stay_title, citizenship, sex, age FROM service_person")
    assert kept == [("temporary_protection", "UA", "F", 34)]


def test_an_age_from_a_year_alone_is_flagged(desk, marko):
    desk.record(desk.service("information", marko))
    assert desk.rows("SELECT age_approximate FROM service_person") == [(1,)]


def test_help_before_the_declaration_is_kept_but_not_countable(desk, oksana):
    desk.declare(oksana, "2026-11-10")
    desk.record(desk.service("information", oksana), day="2026-11-09")
    desk.record(desk.service("information", oksana), day="2026-11-10")
    lines = desk.read(lambda read: assistance.services_of(read, oksana))
    assert [(line.day.day, line.countable) for line in lines] == [(10, True), (9, False)]


def test_a_child_must_not_interpret(desk, oksana):
    visit = desk.service("accompanied_visit", oksana, **{**VISIT, "interprets": "child"})
    assert "child must not interpret" in problems_of(desk, visit)["0.interprets"]


def test_help_cannot_be_recorded_before_it_was_given(desk, oksana):
    assert "appointment" in problems_of(desk, desk.service("information", oksana), day="2026-11-24")["day"]


def test_everything_that_is_wrong_is_said_at_once_each_with_its_service(desk, oksana):
    found = problems_of(
        desk,
        desk.service("information", oksana, topic=""),
        desk.service("document_help", minutes="a while"),
        signature="",
    )
    assert set(found) == {"signature", "0.topic", "1.minutes", "1.document", "1.persons"}
    assert desk.rows("SELECT count(*) FROM sitting") == [(0,)]


def test_a_missing_signature_wants_its_reason(desk, oksana):
    found = problems_of(desk, desk.service("information", oksana), signature="none")
    assert set(found) == {"unsigned_reason"}


def test_a_talk_without_any_help_is_refused(desk):
    with pytest.raises(CicError, match="Add at least one"):
        desk.record()


def test_a_strange_citizenship_of_somebody_nameless_is_refused(desk):
    nameless = ServiceDraft("information", desk.service("information").answers, (), ({"citizenship": "Atlantis!"},))
    assert "0.citizenship" in problems_of(desk, nameless)


def test_a_signature_is_brought_later(desk, oksana):
    sitting_id = desk.record(desk.service("information", oksana), signature="list")
    month = (date(2026, 11, 1), date(2026, 11, 30))
    assert desk.read(lambda read: assistance.unsigned_count(read, *month)) == 1
    desk.do(lambda work: assistance.sign(work, sitting_id, "now"))
    assert desk.read(lambda read: assistance.unsigned_count(read, *month)) == 0


def test_an_anonymous_talk_waits_for_nobodys_signature(desk, oksana):
    nameless = ServiceDraft("information", desk.service("information").answers, (), ({"citizenship": "GE"},))
    desk.record(nameless, signature="list")
    month = (date(2026, 11, 1), date(2026, 11, 30))
    assert desk.read(lambda read: assistance.unsigned_count(read, *month)) == 0
    assert desk.read(lambda read: assistance.unsigned_lines(read, *month)) == []
    assert desk.read(lambda read: assistance.help_list(read, HelpFilter(*month, unsigned=True))) == []
    [line] = desk.read(lambda read: assistance.help_list(read, HelpFilter(*month)))
    assert not line.to_sign
    desk.record(desk.service("information", oksana), signature="list")
    assert desk.read(lambda read: assistance.unsigned_count(read, *month)) == 1


def test_a_promise_comes_back_until_it_is_ticked(desk, oksana):
    promised = desk.service("information", oksana, next_step="Call the office", next_step_on="25.11.2026")
    desk.record(promised)
    until = date(2026, 12, 7)
    [step] = desk.read(lambda read: assistance.follow_ups(read, until))
    assert (step.text, step.day, step.person) == ("Call the office", date(2026, 11, 25), "Kovalenko Oksana")
    desk.do(lambda work: assistance.follow_up_done(work, step.id))
    assert desk.read(lambda read: assistance.follow_ups(read, until)) == []
    desk.do(lambda work: assistance.follow_up_done(work, step.id, done=False))
    assert len(desk.read(lambda read: assistance.follow_ups(read, until))) == 1


def test_a_sitting_recorded_by_mistake_is_taken_back_with_its_appointment(desk, oksana):
    when = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "30", "place": "office"}
    agreed = desk.do(lambda work: diary.agree(work, when, "information", oksana))
    sitting_id = desk.record(desk.service("information", oksana), appointment_id=agreed)
    held = desk.read(lambda read: diary.appointment(read, agreed))
    assert held.state == "held"
    desk.do(lambda work: assistance.withdraw(work, sitting_id))
    assert desk.read(lambda read: assistance.services_of(read, oksana)) == []
    assert desk.read(lambda read: diary.appointment(read, agreed)).state == "planned"
    assert desk.read(lambda read: assistance.help_totals(read, HelpFilter())).services == 0


def test_what_a_specialist_heard_stays_with_the_specialist(desk, oksana):
    desk.record(desk.service("consultation", oksana, specialist="psychologist", description="confided"))
    assert desk.read(lambda read: assistance.services_of(read, oksana))[0].description == "confided"
    with desk.register.database.read(Actor("another", "jan", Role.ADMINISTRATOR)) as read:
        line = assistance.services_of(read, oksana)[0]
    assert (line.kind, line.description, line.details, line.hidden) == ("consultation", "", {}, True)


@pytest.mark.parametrize(
    ("kind", "details"),
    [("consultation", {"specialist": "psychologist"}), ("accompanied_visit", {**VISIT, "confidential": "yes"})],
)
def test_what_a_specialist_promised_is_on_nobody_elses_list(desk, oksana, kind, details):
    promised = {"next_step": "About the therapy", "next_step_on": "25.11.2026"}
    desk.record(desk.service(kind, oksana, **details, **promised))
    until = date(2026, 12, 7)
    assert [step.text for step in desk.read(lambda read: assistance.follow_ups(read, until))] == ["About the therapy"]
    with desk.register.database.read(Actor("another", "jan", Role.ADMINISTRATOR)) as read:
        assert assistance.follow_ups(read, until) == []
