"""The radar: what every rule says about somebody's day, and what keeps a line away. It is 23 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import clients, stay
from cic_desktop.core.errors import NotAllowed
from tests.stay.conftest import Desk

LAW = stay.shipped()

# What somebody held and until when, and the line that makes. None of these days moves, not even Saturdays.
STAYS = [
    ("visa_d", "2026-12-05", ("visa", "2026-12-05")),  # a Saturday
    ("visa_c", "2026-11-23", ("visa", "2026-11-23")),
    ("temporary", "2026-12-26", ("application", "2026-12-26")),  # a holiday
    ("cukr", "2027-01-31", ("cukr", "2027-01-31")),
    ("eu_family", "2026-11-20", ("other_title", "2026-11-20")),
    ("visa_free", "2026-12-01", ("visa_free", "2026-12-01")),
]


@pytest.mark.parametrize(("title", "until", "line"), STAYS)
def test_a_stay_ends_on_its_last_day(desk: Desk, title: str, until: str, line: tuple[str, str]) -> None:
    desk.register(title, until)
    assert desk.lines() == [(*line, "")]


# Events: (what, when) → rule, deadline. Art. 113 and 121 count working days, with 24-26.12 and 6.01 free.
EVENTS = [
    ("data_changed", "2026-11-20", [("card_change", "2026-12-04")]),  # art. 230 (1): 14 days
    ("card_lost", "2026-11-22", [("card_lost", "2026-11-25")]),  # art. 232: 3 days
    ("card_found", "2026-11-22", [("card_found", "2026-11-25")]),  # art. 233: 3 days
    ("cause_ended", "2026-11-20", [("cause_ended", "2026-12-11")]),  # art. 113: 15 working days
    ("job_lost", "2026-11-20", [("job_lost", "2026-12-11"), ("job_grace", "2026-12-20")]),  # art. 121, 123
    ("entered_protection", "2026-11-20", [("pesel_ukr", "2026-12-20")]),  # 30 days, not 14
    ("left_protection", "2026-11-20", [("absence", "2026-12-20")]),
    ("cukr_granted", "2026-10-20", [("cukr_card", "2026-12-19")]),  # 60 days, a Saturday
    ("cukr_moved", "2026-11-20", [("cukr_address", "2026-12-11")]),
    ("moved_in", "2026-11-21", [("residence_registration", "2026-11-24")]),  # the fourth day
]


@pytest.mark.parametrize(("kind", "day", "lines"), EVENTS)
def test_an_event_starts_its_term(desk: Desk, kind: str, day: str, lines: list[tuple[str, str]]) -> None:
    desk.add(desk.register(), "event", kind=kind, happened_on=day)
    assert desk.lines() == [(*line, "") for line in lines]


def test_what_is_settled_leaves_the_list(desk: Desk) -> None:
    desk.add(desk.register(), "event", kind="card_lost", happened_on="2026-11-22", settled_on="2026-11-23")
    assert desk.lines() == []


# Letters served on a day: kind, term named in the letter → rule, deadline (KPA 57 § 4 moves Saturdays and holidays).
LETTERS = [
    ("decision", "2026-11-16", "", ("appeal", "2026-11-30")),
    ("decision", "2026-11-14", "", ("appeal", "2026-11-30")),  # 28.11 is a Saturday
    ("decision_humanitarian_card", "2026-11-20", "", ("appeal_humanitarian_card", "2026-11-27")),
    ("call_defects", "2026-11-20", "", ("defects", "2026-11-27")),
    ("call_defects", "2026-11-20", "14", ("defects", "2026-12-04")),
    ("call_in_person", "2026-11-20", "", ("in_person", "2026-11-27")),
    ("call_fingerprints", "2026-11-20", "", ("fingerprints", "2026-11-27")),
    ("call_documents", "2026-11-20", "", ("documents", "2026-12-04")),
    ("other_call", "2026-11-18", "5", ("letter_term", "2026-11-23")),
]


@pytest.mark.parametrize(("kind", "served", "term", "line"), LETTERS)
def test_a_term_runs_from_service(desk: Desk, kind: str, served: str, term: str, line: tuple[str, str]) -> None:
    desk.add(desk.register(), "letter", kind=kind, dated_on="2026-11-02", served_on=served, term_days=term)
    assert desk.lines() == [(*line, "")]


def test_a_letter_nobody_collected_counts_as_served_after_fourteen_days(desk: Desk) -> None:
    """Notice on 2.11: served on 16.11 by the fiction (KPA 44), so the appeal is due on 30.11."""
    desk.add(desk.register(), "letter", kind="decision", noticed_on="2026-11-02")
    assert desk.lines() == [("appeal", "2026-11-30", "fiction")]


def test_collected_too_late_does_not_help(desk: Desk) -> None:
    desk.add(desk.register(), "letter", kind="decision", noticed_on="2026-11-02", served_on="2026-11-20")
    assert desk.lines() == [("appeal", "2026-11-30", "fiction")]


def test_a_letter_still_at_the_post_office_is_shown_with_its_last_day(desk: Desk) -> None:
    desk.add(desk.register(), "letter", kind="call_defects", noticed_on="2026-11-16")
    assert desk.lines() == [("service_fiction", "2026-11-30", ""), ("defects", "2026-12-07", "waiting")]


def test_letters_of_a_represented_party_say_so(desk: Desk) -> None:
    person = desk.register()
    case = desk.add(person, "proceeding", kind="card", filed_on="2026-10-01", representative="Jan Maj")
    desk.add(person, "letter", kind="call_documents", proceeding_id=case, served_on="2026-11-20")
    assert desk.lines() == [("documents", "2026-12-04", "representative")]


def test_answered_letters_and_letters_without_a_term_are_silent(desk: Desk) -> None:
    person = desk.register()
    desk.add(person, "letter", kind="call_documents", served_on="2026-11-20", answered_on="2026-11-23")
    desk.add(person, "letter", kind="information", served_on="2026-11-20")
    assert desk.lines() == []


@pytest.mark.parametrize(("outcome", "days"), [("refused", 1), ("discontinued", 1), ("withdrawn", 1), ("granted", 0)])
def test_thirty_days_to_leave_run_from_the_final_decision(desk: Desk, outcome: str, days: int) -> None:
    """Art. 299 (6): from the day it became final, not from the decision; Saturdays do not move it."""
    desk.add(
        desk.register(), "proceeding", kind="temporary", filed_on="2026-05-01", complete_on="2026-05-10",
        decided_on="2026-11-01", outcome=outcome, final_on="2026-11-19",
    )  # fmt: skip
    assert desk.lines() == [("leave", "2026-12-19", "")] * days


def test_the_next_card_is_asked_for_thirty_days_before(desk: Desk) -> None:
    person = desk.register("permanent")
    desk.part(person, "document", kind="residence_card", number="RR 1234567", valid_to="2027-01-10")
    assert desk.lines() == [("card", "2026-12-11", "")]


def test_a_card_that_ends_with_its_permit_is_not_said_twice(desk: Desk) -> None:
    person = desk.register("temporary", "2027-01-10")
    desk.part(person, "document", kind="residence_card", number="RR 1234567", valid_to="2027-01-10")
    assert desk.lines() == [("application", "2027-01-10", "")]


def test_a_passport_warns_half_a_year_ahead_unless_there_is_a_newer_one(desk: Desk) -> None:
    person = desk.register()
    desk.part(person, "document", kind="passport", number="FA1", valid_to="2027-04-01")
    assert desk.lines() == [("passport", "2027-04-01", "")]
    desk.part(person, "document", kind="passport_bio", number="FB2", valid_to="2036-04-01")
    assert desk.lines() == []


def test_temporary_protection_ends_on_the_one_confirmed_day_whatever_was_typed(desk: Desk) -> None:
    """Decision 2025/1460. Ninety days before, everybody who has it comes onto the list."""
    desk.register("temporary_protection", "2026-03-04")
    assert desk.lines() == []
    lines = desk.ask(lambda read: stay.deadlines(read, date(2026, 12, 7))).lines
    assert [(line.rule, line.due_on) for line in lines] == [("temporary_protection", date(2027, 3, 4))]


def test_the_soonest_alone_can_be_read_and_all_of_them_counted(desk: Desk) -> None:
    for day in ("2026-12-20", "2026-12-05", "2026-12-10"):
        desk.part(desk.register(), "document", kind="passport", number="FA1", valid_to=day)
    lines = desk.ask(lambda read: stay.deadlines(read, days=30, limit=2)).lines
    assert [line.due_on.isoformat() for line in lines] == ["2026-12-05", "2026-12-10"]
    assert desk.ask(lambda read: stay.deadline_counts(read, days=30))["30"] == 3
    assert desk.ask(stay.deadline_counts)["30"] == 1, "the next fortnight, unless it is asked for more"


def test_ninety_days_are_counted_from_the_crossings(desk: Desk) -> None:
    person = desk.register("visa_free")
    desk.add(person, "crossing", entered_on="2026-09-01")
    assert desk.lines() == [("visa_free", "2026-11-29", "")]


def test_an_application_protects_a_visitor_too(desk: Desk) -> None:
    person = desk.register("visa_free")
    desk.add(person, "crossing", entered_on="2026-09-01")
    desk.add(person, "proceeding", kind="temporary", filed_on="2026-11-10", complete_on="2026-11-20")
    assert desk.lines() == []


def test_visits_of_somebody_with_a_title_warn_nobody(desk: Desk) -> None:
    person = desk.register("temporary", "2028-01-01")
    desk.add(person, "crossing", entered_on="2026-08-20")
    assert desk.lines() == []


def test_who_overstays_is_overdue(desk: Desk) -> None:
    desk.add(desk.register("visa_free"), "crossing", entered_on="2026-08-20")
    assert desk.lines() == [("visa_free", "2026-11-17", "overstayed")]


# --- a receipt is not yet legal stay ----------------------------------------------------------------


def test_a_receipt_alone_keeps_the_line(desk: Desk) -> None:
    """Facts §9.4: filed in time, but nothing says it has no defects."""
    person = desk.register("temporary", "2026-11-20")
    desk.add(person, "proceeding", kind="temporary", filed_on="2026-11-10", receipt_number="UPO-1")
    assert desk.lines() == [("application", "2026-11-20", "unconfirmed")]


def test_an_application_without_defects_protects(desk: Desk) -> None:
    person = desk.register("temporary", "2026-11-20")
    desk.add(person, "proceeding", kind="temporary", filed_on="2026-11-20", complete_on="2026-11-22")
    assert desk.lines() == []


def test_protection_is_lost_on_suspension_and_never_had_when_late(desk: Desk) -> None:
    person = desk.register("temporary", "2026-11-20")
    days = {"filed_on": "2026-11-10", "complete_on": "2026-11-12", "suspended_on": "2026-11-15"}
    desk.add(person, "proceeding", kind="temporary", **days)
    assert desk.lines() == [("application", "2026-11-20", "suspended")]
    late = desk.register("temporary", "2026-11-18", surname="Bondar")
    desk.add(late, "proceeding", kind="permanent", filed_on="2026-11-19", complete_on="2026-11-20")
    assert ("application", "2026-11-18", "") in desk.lines()


def test_a_month_after_filing_somebody_asks_whether_it_is_complete(desk: Desk) -> None:
    desk.add(desk.register(), "proceeding", kind="temporary", filed_on="2026-11-01")
    assert desk.lines() == [("completeness", "2026-12-01", "")]


# --- what takes a line away -------------------------------------------------------------------------


def test_a_newer_or_longer_title_takes_the_place_of_the_old_one(desk: Desk) -> None:
    person = desk.register("visa_d", "2026-12-01")
    desk.part(person, "stay", title="temporary", valid_from="2026-11-01", valid_to="2029-11-01")
    assert desk.lines() == []


def test_whoever_left_the_lists_leaves_the_radar(desk: Desk) -> None:
    person = desk.register("visa_d", "2026-12-01")
    revision = desk.ask(lambda read: clients.card(read, person)).revision
    desk.do(lambda work: clients.retire_client(work, person, revision))
    assert desk.lines() == []


def test_a_missed_day_stays_for_a_season(desk: Desk) -> None:
    desk.register("visa_d", "2026-08-26")
    desk.register("visa_d", "2026-08-20", surname="Bondar")
    assert desk.lines() == [("visa", "2026-08-26", "")]


def test_the_lists_are_cut_by_days(desk: Desk) -> None:
    days = ("2026-11-20", "2026-11-23", "2026-12-07", "2026-12-23", "2027-02-21")
    for number, until in enumerate(days):
        desk.register("visa_d", until, surname=f"Osoba{'abcde'[number]}")
    found = desk.ask(stay.deadlines)
    assert found.counts() == {"overdue": 1, "today": 1, "14": 2, "30": 3, "90": 4, "all": 5}
    assert [line.due_on.isoformat() for line in found.lines] == list(days)
    assert {(line.language, line.citizenship) for line in found.lines} == {("uk", "UA")}


def test_the_today_page_counts_without_the_far_lines(desk: Desk) -> None:
    desk.register("visa_d", "2026-11-20")
    desk.register("visa_d", "2027-01-20", surname="Bondar")
    counts = desk.ask(stay.deadline_counts)
    assert (counts["overdue"], counts["today"], counts["14"]) == (1, 0, 0)


def test_helpers_are_who_helped_last(desk: Desk) -> None:
    assert desk.ask(lambda read: stay.helpers(read, [desk.register()])) == {}


def test_every_rule_has_its_story() -> None:
    """Adding a rule means telling what it does."""
    told = {line[0] for *_what, line in STAYS} | {line[0] for *_what, lines in EVENTS for line in lines}
    told |= {line[0] for *_what, line in LETTERS}
    told |= {"leave", "card", "passport", "temporary_protection", "service_fiction", "completeness"}
    assert {rule.code for rule in LAW.rules if rule.active} == told


def test_marking_needs_the_right(desk: Desk, open_again: object) -> None:
    from dataclasses import replace

    from cic_desktop.core.rights import Role

    person = desk.register("visa_d", "2026-12-01")
    desk.opened.actor = replace(desk.opened.actor, role=Role.SPECIALIST)
    with pytest.raises(NotAllowed):
        desk.do(lambda work: stay.mark_line(work, person, "visa", date(2026, 12, 1), "done"))
