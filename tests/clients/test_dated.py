"""Everything with dates: what held on the day of a service is what the service keeps; nothing is overwritten."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cic_desktop import assistance, clients, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.core.errors import Invalid, Stale
from tests.clients.conftest import Do
from tests.people import OKSANA, OKSANA_WHOLE


def help_on(work: Any, person_id: str, day: str) -> str:
    answers = {"topic": "civil", "minutes": "20", "document": "pesel", "office": "UM Opole"}
    service = ServiceDraft("document_help", {**answers, "project_id": projects.current_project(work)}, (person_id,))
    return assistance.record(
        work, SittingDraft({"day": day, "minutes": "20", "place": "office", "signature": "list"}, (service,))
    )


def snapshot(look: Do, sitting: str) -> tuple[str, str]:
    sql = (
        "SELECT x.stay_title, x.citizenship FROM service_person x JOIN service s ON s.id = x.service_id "
        "WHERE s.sitting_id = ?"
    )
    return tuple(look(lambda read: read.sql(sql, (sitting,)))[0])


def test_help_written_down_later_keeps_the_title_of_its_day(do: Do, look: Do) -> None:
    """Temporary protection until September, a permit since: help of August was given under protection."""
    with clock.frozen(datetime(2026, 2, 2, 9, tzinfo=UTC)):
        oksana = do(clients.register, {**OKSANA, "stay_valid_to": "2026-09-30"}).id
    do(clients.add_part, oksana, "stay", {"title": "temporary", "purpose": "work", "valid_from": "2026-10-01"})
    assert snapshot(look, do(help_on, oksana, "2026-08-20")) == ("temporary_protection", "UA")
    assert snapshot(look, do(help_on, oksana, "2026-10-01")) == ("temporary", "UA")
    assert look(clients.card, oksana).line.stay_title == "temporary"


def test_a_title_without_its_first_day_does_not_reach_back(do: Do, look: Do) -> None:
    """Changed in the intake without dates: what was known in June still says what held in June."""
    with clock.frozen(datetime(2026, 2, 2, 9, tzinfo=UTC)):
        oksana = do(clients.register, OKSANA).id
    card = look(clients.card, oksana)
    do(clients.complete, oksana, {**card.answers, "stay_title": "temporary", "stay_purpose": "work"}, card.revision)
    assert snapshot(look, do(help_on, oksana, "2026-06-10"))[0] == "temporary_protection"
    assert snapshot(look, do(help_on, oksana, "2026-11-23"))[0] == "temporary"


def test_the_purpose_of_a_visa_is_kept_beside_the_purposes_of_permits(do: Do, look: Do) -> None:
    """One column of the register, two code lists: whose it is follows from the title."""
    visa = {"stay_title": "visa_d", "visa_purpose": "visa_seasonal", "stay_purpose": "work"}
    oksana = do(clients.register, {**OKSANA_WHOLE, **visa}, full=True).id
    card = look(clients.card, oksana)
    (held,) = card.parts_of("stay")
    assert (held.answers["purpose"], held.answers["visa_purpose"]) == ("", "visa_seasonal")
    assert (card.answers["stay_purpose"], card.answers["visa_purpose"]) == ("", "visa_seasonal")
    do(clients.amend_part, "stay", held.id, held.revision, {**held.answers, "visa_purpose": "visa_work"})
    newest = look(clients.changes_of, oksana)[0]
    assert (newest.before.render("en"), newest.after.render("en")) == ("05b seasonal work", "06 other work")
    card = look(clients.card, oksana)
    do(clients.complete, oksana, {**card.answers, "stay_title": "temporary", "stay_purpose": "work"}, card.revision)
    permit, before = look(clients.card, oksana).parts_of("stay")
    assert [permit.answers[name] for name in ("title", "purpose", "visa_purpose")] == ["temporary", "work", ""]
    assert [before.answers[name] for name in ("title", "purpose", "visa_purpose")] == ["visa_d", "", "visa_work"]


def test_a_former_title_added_later_is_not_taken_for_todays(do: Do, look: Do) -> None:
    oksana = do(clients.register, {**OKSANA, "stay_valid_to": "2027-03-04"}).id
    visa = {"title": "visa_d", "valid_from": "2025-01-01", "valid_to": "2025-06-30"}
    do(clients.add_part, oksana, "stay", visa)
    assert look(clients.card, oksana).line.stay_title == "temporary_protection"
    assert snapshot(look, do(help_on, oksana, "2025-03-03"))[0] == "visa_d"


def test_citizenship_is_the_one_held_on_the_day(do: Do, look: Do) -> None:
    """Stateless until July, then a citizen of Ukraine."""
    oksana = do(clients.register, {**OKSANA, "citizenship": "XX"}).id
    (part,) = look(clients.card, oksana).parts_of("citizenship")
    ended = {"country": "XX", "valid_to": "2026-06-30"}
    do(clients.amend_part, "citizenship", part.id, part.revision, ended)
    do(clients.add_part, oksana, "citizenship", {"country": "UA", "valid_from": "2026-07-01"})
    assert snapshot(look, do(help_on, oksana, "2026-05-05"))[1] == "XX"
    assert snapshot(look, do(help_on, oksana, "2026-07-07"))[1] == "UA"
    card = look(clients.card, oksana)
    assert card.line.citizenship == card.answers["citizenship"] == "UA"
    do(clients.complete, oksana, card.answers, card.revision)
    assert {part.answers["country"] for part in look(clients.card, oksana).parts_of("citizenship")} == {"XX", "UA"}


def test_another_town_in_the_intake_ends_the_address_before(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA_WHOLE, full=True).id
    card = look(clients.card, oksana)
    do(clients.complete, oksana, {**card.answers, "town": "Brzeg", "street": "Długa"}, card.revision)
    now, before = look(clients.card, oksana).parts_of("address")
    assert (now.answers["town"], now.answers["valid_to"]) == ("Brzeg", "")
    assert (before.answers["town"], before.answers["valid_to"]) == ("Opole", "2026-11-23")
    assert look(clients.card, oksana).answers["town"] == "Brzeg"


def test_a_telephone_nobody_answers_stays_and_another_is_shown(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA).id
    do(clients.add_part, oksana, "contact", {"value": "600 100 200", "preferred": "yes"})
    do(clients.add_part, oksana, "email", {"value": "o@example.org", "preferred": "yes"})
    shown = {part.answers["value"]: part for part in look(clients.card, oksana).parts_of("contact")}
    assert shown["600 100 200"].answers["preferred"] == ""  # the e-mail was said to be best later
    part = shown["600 100 200"]
    do(clients.amend_part, "contact", part.id, part.revision, {"value": "600 100 200", "valid_to": "2026-11-01"})
    card = look(clients.card, oksana)
    assert card.line.phone == card.answers["phone"] == "512 345 678"
    assert len(card.parts_of("contact")) == 2
    assert [line.id for line in look(clients.find_clients, "600100200")] == [oksana]


def test_a_number_loses_its_status_and_the_former_one_stays_in_sight(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA_WHOLE, full=True).id
    before = look(clients.facts_of, oksana, "numbers")
    assert before["pesel_status"] == "UKR"
    do(clients.amend_facts, oksana, "numbers", before, {**before, "pesel_status": "NUE"})
    told = {one.subject.render("en"): one.words.render("en") for one in look(clients.earlier_of, oksana)}
    assert told["Kind of PESEL number"] == "UKR (temporary protection)"


@pytest.mark.parametrize(("former", "names"), [("yes", ["Kovalenko Oksana"]), ("no", [])])
def test_a_changed_name_stays_as_a_former_one(do: Do, look: Do, former: str, names: list[str]) -> None:
    oksana = do(clients.register, OKSANA).id
    before = look(clients.facts_of, oksana, "identity")
    do(clients.amend_facts, oksana, "identity", before, {"surname": "Melnyk", "given": "Oksana", "former": former})
    card = look(clients.card, oksana)
    assert card.line.name == "Melnyk Oksana"
    kept = [part.answers for part in card.parts_of("name") if part.answers["kind"] == "former"]
    assert [f"{one['surname']} {one['given']}" for one in kept] == names
    assert all(one["used_until"] == "2026-11-23" for one in kept)
    assert [line.id for line in look(clients.find_clients, "melnyk")] == [oksana]


def test_only_the_same_facts_clash(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA).id
    birth, life = (look(clients.facts_of, oksana, group) for group in ("birth", "life"))
    do(clients.amend_facts, oksana, "life", life, {**life, "occupation": "nurse"})
    do(clients.amend_facts, oksana, "birth", birth, {**birth, "birth_place": "Lwów"})
    with pytest.raises(Stale):
        do(clients.amend_facts, oksana, "life", life, {**life, "occupation": "cook"})
    assert look(clients.card, oksana).answers["occupation"] == "nurse"


def test_a_date_that_cannot_be_is_said_beside_its_question(do: Do) -> None:
    oksana = do(clients.register, OKSANA).id
    with pytest.raises(Invalid) as caught:
        do(clients.add_part, oksana, "document", {"kind": "passport", "number": "AA 1", "issued_on": "2027-01-01"})
    assert [problem.field for problem in caught.value.problems] == ["issued_on"]


def test_what_was_taken_off_is_told_with_its_day(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA).id
    (part,) = look(clients.card, oksana).parts_of("contact")
    do(clients.retire_part, "contact", part.id)
    (earlier,) = look(clients.earlier_of, oksana)
    assert (earlier.words.render("en"), earlier.until.date(), earlier.who) == (
        "512 345 678", date(2026, 11, 23), "Anna Nowak",
    )  # fmt: skip
