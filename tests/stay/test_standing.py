"""Today's status in one sentence: what an advisor may say, and what is missing. It is 23 November 2026."""

from __future__ import annotations

from datetime import date

from cic_desktop import stay
from tests.stay.conftest import Desk


def said(desk: Desk, person: str) -> tuple[str, str]:
    found = desk.file(person).standing
    return found.sentence.render("en"), found.tone


def missing(desk: Desk, person: str) -> list[str]:
    return [check.words.render("en") for check in desk.file(person).standing.checks if not check.held]


def test_a_permit_with_a_year_to_go(desk: Desk) -> None:
    person = desk.register("temporary", "2027-11-30")
    assert said(desk, person) == ("The stay is legal until 30 November 2027: temporary residence permit.", "ok")


def test_the_last_week_is_red(desk: Desk) -> None:
    assert said(desk, desk.register("visa_d", "2026-11-30"))[1] == "bad"
    assert said(desk, desk.register("visa_d", "2026-12-20"))[1] == "warn"


def test_a_permanent_permit_has_no_end(desk: Desk) -> None:
    sentence, tone = said(desk, desk.register("permanent"))
    assert sentence == "The stay is legal, without an end date: permanent residence permit."
    assert tone == "ok"


def test_temporary_protection_lasts_as_long_as_the_law_says(desk: Desk) -> None:
    person = desk.register("temporary_protection", "2026-03-04")
    assert desk.file(person).standing.until == date(2027, 3, 4)


def test_an_ended_permit(desk: Desk) -> None:
    sentence, tone = said(desk, desk.register("temporary", "2026-10-31"))
    assert sentence == "The stay is not legal by what is written down: it ended on 31 October 2026."
    assert tone == "bad"


def test_the_receipt_alone_is_not_legal_stay(desk: Desk) -> None:
    person = desk.register("temporary", "2026-11-20")
    desk.add(person, "proceeding", kind="temporary", filed_on="2026-11-18", receipt_number="UPO-77")
    sentence, tone = said(desk, person)
    assert sentence.startswith("Not certain")
    assert tone == "bad"
    assert desk.file(person).standing.why.render("en") == "A receipt (UPO) alone is not legal stay."
    assert missing(desk, person) == ["confirmed to have no defects, or defects mended"]


def test_mended_in_time_it_protects_until_the_decision_is_final(desk: Desk) -> None:
    person = desk.register("temporary", "2026-11-20")
    desk.add(person, "proceeding", kind="temporary", filed_on="2026-11-18", complete_on="2026-11-22")
    assert said(desk, person) == ("The stay is legal until the decision on the application is final.", "ok")
    assert missing(desk, person) == []


def test_a_decision_that_is_not_final_does_not_end_the_protection(desk: Desk) -> None:
    person = desk.register("temporary", "2026-10-20")
    days = {"filed_on": "2026-10-18", "complete_on": "2026-10-19", "decided_on": "2026-11-20"}
    desk.add(person, "proceeding", kind="temporary", outcome="refused", **days)
    assert said(desk, person)[1] == "ok"


def test_a_final_refusal_does(desk: Desk) -> None:
    person = desk.register("temporary", "2026-10-20")
    days = {"filed_on": "2026-10-18", "complete_on": "2026-10-19", "decided_on": "2026-11-02", "final_on": "2026-11-20"}
    desk.add(person, "proceeding", kind="temporary", outcome="refused", **days)
    assert said(desk, person)[1] == "bad"


def test_suspended_and_late_applications_say_why(desk: Desk) -> None:
    person = desk.register("temporary", "2026-11-20")
    days = {"filed_on": "2026-11-18", "complete_on": "2026-11-19", "suspended_on": "2026-11-22"}
    desk.add(person, "proceeding", kind="temporary", **days)
    assert missing(desk, person) == ["suspended at the party's request on 22 November 2026"]
    late = desk.register("temporary", "2026-11-10", surname="Bondar")
    desk.add(late, "proceeding", kind="temporary", filed_on="2026-11-12", complete_on="2026-11-13")
    assert "not filed in time" in said(desk, late)[0]


def test_a_card_application_protects_nobody(desk: Desk) -> None:
    person = desk.register("temporary", "2026-11-20")
    desk.add(person, "proceeding", kind="card", filed_on="2026-11-18", complete_on="2026-11-19")
    assert said(desk, person)[0].startswith("The stay is not legal")


def test_while_the_permit_lasts_it_tells_what_comes_after(desk: Desk) -> None:
    person = desk.register("temporary", "2026-12-10")
    desk.add(person, "proceeding", kind="temporary", filed_on="2026-11-18")
    assert said(desk, person)[1] == "warn"
    assert missing(desk, person) == ["confirmed to have no defects, or defects mended"]
    desk.add(person, "proceeding", kind="permanent", filed_on="2026-11-18", complete_on="2026-11-20")
    assert said(desk, person)[1] == "ok"


def test_a_pending_title_without_a_proceeding_asks_for_it(desk: Desk) -> None:
    assert said(desk, desk.register("pending"))[0].startswith("Not certain")
    assert said(desk, desk.register("none"))[0] == "The basis of stay is not established."


def test_visa_free_lasts_as_long_as_the_days(desk: Desk) -> None:
    person = desk.register("visa_free")
    desk.add(person, "crossing", entered_on="2026-09-01")
    assert desk.file(person).standing.until == date(2026, 11, 29)
    over = desk.register("visa_free", surname="Bondar")
    desk.add(over, "crossing", entered_on="2026-08-01")
    assert said(desk, over)[1] == "bad"


def test_the_file_tells_why_a_term_ends_when_it_does(desk: Desk) -> None:
    person = desk.register()
    desk.add(person, "letter", kind="decision", noticed_on="2026-11-02")
    desk.add(person, "letter", kind="call_documents")
    notes = [record.note.render("en") for record in desk.file(person).of("letter")]
    assert "Counts as served on 16 November 2026" in " ".join(notes)
    assert "No term yet" in " ".join(notes)


def test_titles_stand_over_time_and_proceedings_can_be_chosen(desk: Desk) -> None:
    person = desk.register("visa_d", "2026-01-01")
    desk.part(person, "stay", title="temporary", valid_from="2026-01-02", valid_to="2028-01-01")
    desk.add(person, "proceeding", kind="card", filed_on="2026-11-02", case_sign="SO-I.1")
    file = desk.file(person)
    assert [(held.title, held.now) for held in file.titles] == [("temporary", True), ("visa_d", False)]
    (option,) = stay.proceeding_options(file)
    assert option.label.render("en") == "residence card (next or exchanged) · SO-I.1 · 02.11.2026"
