"""People's records: what is kept of what was typed, what is refused, what follows from what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from inspect import isfunction, signature
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cic_desktop import assistance, clients, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.clients.tables import Person
from cic_desktop.core import clock
from cic_desktop.core.case_number import CaseNumber, parse
from cic_desktop.core.errors import CicError, Invalid, Missing, NotAllowed, Stale
from cic_desktop.core.fields import Answers, applicable
from cic_desktop.core.rights import Right, Role, allowed
from cic_desktop.db.work import Actor
from cic_desktop.startup import Opened
from tests.clients.conftest import Do
from tests.people import AMIR, OKSANA, OKSANA_WHOLE


def problems(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.text.render("en") for problem in caught.value.problems}


# --- registering ----------------------------------------------------------------------------------


def test_ninety_seconds_in_the_queue(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA)
    assert (oksana.name, oksana.case_number) == ("Kovalenko Oksana", str(CaseNumber("A", 2026, 1)))
    card = look(clients.card, oksana.id)
    assert not card.line.complete
    assert (card.line.phone, card.line.citizenship, card.line.language) == ("512 345 678", "UA", "uk")
    assert (card.line.stay_title, card.line.birth_date) == ("temporary_protection", "1992-04-15")
    assert (card.registered_on, card.rodo_given_on, card.registered_by) == (date(2026, 11, 23),) * 2 + ("Anna Nowak",)
    assert card.answers["pesel_status"] == "none"


def test_the_whole_intake_comes_back_as_it_was_answered(do: Do, look: Do) -> None:
    project = look(projects.current_project)
    typed = {**OKSANA_WHOLE, "project_id": project, "declared_on": "2.11.2026", "second_citizenship": "PL",
             "second_language": "pl", "former_surname": "Shevchenko", "birth_surname": "Bondar"}  # fmt: skip
    oksana = do(clients.register, typed, full=True)
    card = look(clients.card, oksana.id)
    assert card.line.complete
    stored = {**typed, "birth_date": "1992-04-15", "declared_on": "2026-11-02", "pesel_status": "UKR"}
    assert {name: card.answers[name] for name in stored} == stored
    assert {part.kind for part in card.parts} >= {"stay", "document", "contact", "email", "address", "participation"}


def test_completing_with_the_cards_own_answers_changes_nothing(register: Opened, do: Do, look: Do) -> None:
    """What a card says can be saved again as it is: nothing is lost, nothing doubled, no change noted."""
    oksana = do(clients.register, OKSANA_WHOLE, full=True)
    before = look(clients.card, oksana.id)
    do(clients.complete, oksana.id, before.answers, before.revision)
    assert not register.database.last_changes
    assert look(clients.card, oksana.id) == before


def test_every_problem_is_told_at_once_and_nothing_is_kept(do: Do, look: Do) -> None:
    wrong = {**OKSANA, "surname": "x" * 300, "birth_date": "30.02.1992", "citizenship": "Ruritania", "phone": "call me"}
    with pytest.raises(Invalid) as caught:
        do(clients.register, wrong)
    assert set(problems(caught)) == {"surname", "birth_date", "citizenship", "phone"}
    assert look(clients.client_count) == 0


def test_a_childs_citizenship_comes_when_it_is_established(do: Do, look: Do) -> None:
    """Born here to parents of two countries: none yet, then two, then stateless is told from unknown."""
    child = do(clients.register, {**OKSANA, "citizenship": ""}).id
    for first, second in (("UA", ""), ("UA", "GE"), ("XX", ""), ("", "")):
        card = look(clients.card, child)
        do(clients.complete, child, {**card.answers, "citizenship": first, "second_citizenship": second}, card.revision)
        held = [part.answers["country"] for part in reversed(look(clients.card, child).parts_of("citizenship"))]
        assert held == [country for country in (first, second) if country]
        assert look(clients.facts_at, child, clock.today()).citizenship == first


@pytest.mark.parametrize(
    ("name", "typed"),
    [("surname", "Kowal\0ska"), ("surname", "Anna 🙂"), ("given", "x" * 101), ("surname", "   "), ("surname", "007")],
)
def test_names_that_are_none_are_refused_beside_their_field(do: Do, name: str, typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        do(clients.register, {**OKSANA, name: typed})
    assert set(problems(caught)) == {name}


@pytest.mark.parametrize(
    ("name", "typed"),
    [("surname", "Thị Nguyễn"), ("surname", "გელაშვილი"), ("surname", "محمد"), ("surname", "O'Connor-Świątek")],
)
def test_names_in_any_script_are_taken_and_found(do: Do, look: Do, name: str, typed: str) -> None:
    person = do(clients.register, {**OKSANA, name: typed})
    assert person.name.startswith(typed)
    assert [line.id for line in look(clients.find_clients, typed)] == [person.id]


def test_an_emoji_in_the_remarks_does_no_harm(do: Do, look: Do) -> None:
    remarks = "Likes tea 🍵\nand \u202eRTL\u202c tricks\0"
    person = do(clients.register, {**AMIR, "remarks": remarks})
    assert look(clients.card, person.id).answers["remarks"] == "Likes tea 🍵\nand RTL tricks"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"birth_date": "2027"}, "birth_date"),
        ({"birth_date": "24.11.2026"}, "birth_date"),
        ({"birth_date": "1890"}, "birth_date"),
        ({"stay_valid_from": "2026-05-01", "stay_valid_to": "2026-04-30"}, "stay_valid_to"),
        ({"declared_on": "2026-11-24", "project_id": "x"}, "declared_on"),
    ],
)
def test_dates_that_cannot_be_are_refused(do: Do, answers: Answers, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        do(clients.register, {**OKSANA, **answers})
    assert set(problems(caught)) == {field}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"street": "Damrota", "house": "7"}, "town"),
        ({"stay_title": "", "stay_valid_to": "2027-01-01"}, "stay_title"),
        ({"document_kind": "passport", "document_valid_to": "2030-01-01"}, "document_number"),
        ({"original_given": "Оксана"}, "original_surname"),
        ({"declared_on": "2026-11-02"}, "project_id"),
    ],
)
def test_what_would_have_no_place_is_asked_for_rather_than_lost(do: Do, typed: Answers, field: str) -> None:
    """A street without its town has no row to lie in."""
    with pytest.raises(Invalid) as caught:
        do(clients.register, {**OKSANA, **typed})
    assert problems(caught) == {field: "Please fill this in."}


def test_what_was_only_proposed_needs_nothing_else(do: Do, look: Do) -> None:
    """A voivodeship or the kind of a document chosen by the page says nothing by itself."""
    region = clients.INTAKE[2].fields[-1].options[0].code
    person = do(clients.register, {**OKSANA, "region": region, "document_kind": "passport"})
    card = look(clients.card, person.id)
    assert card.parts_of("document") == card.parts_of("address") == []


def test_a_pesel_that_disagrees_is_kept_all_the_same(do: Do, look: Do) -> None:
    """Registers carry errors; the warning is given beforehand (see the rules)."""
    person = do(clients.register, {**OKSANA, "pesel": "44051401359"})
    card = look(clients.card, person.id)
    assert (card.answers["pesel"], card.answers["birth_date"]) == ("44051401359", "1992-04-15")
    assert card.answers["pesel_status"] == "UKR"


def test_a_pesel_of_somebody_with_a_permit_is_an_ordinary_one(do: Do, look: Do) -> None:
    person = do(clients.register, {**OKSANA, "stay_title": "temporary", "pesel": "44051401359"})
    assert look(clients.card, person.id).answers["pesel_status"] == "ordinary"


def test_case_numbers_count_on_each_device_and_in_each_year(register: Opened, do: Do) -> None:
    def serials(count: int) -> list[str]:
        return [do(clients.register, AMIR).case_number for _n in range(count)]

    first = serials(3)
    assert [(n.device, n.year, n.serial) for n in map(parse, first)] == [("A", 2026, serial) for serial in (1, 2, 3)]
    with clock.frozen(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)):  # in Poland it is 2027 already
        assert parse(serials(1)[0]).year == 2027
    last = str(CaseNumber("A", 2026, 9999))
    with register.database.write(register.actor, "many") as work:
        work.sql("UPDATE person SET case_number = ?, revision = revision + 1 WHERE case_number = ?", (last, first[2]))
    assert [parse(number).serial for number in serials(2)] == [10_000, 10_001]
    with register.database.write(register.actor, "another device") as work:
        work.sql("UPDATE site SET letter = 'D'")
    assert serials(1) == [str(CaseNumber("D", 2026, 1))]


def test_a_retired_persons_number_is_not_given_again(do: Do, look: Do) -> None:
    first = do(clients.register, AMIR)
    do(clients.retire_client, first.id, look(clients.card, first.id).revision)
    assert parse(do(clients.register, AMIR).case_number).serial == 2


# --- completing -----------------------------------------------------------------------------------


def test_a_renewed_stay_adds_a_row_and_a_prolonged_one_does_not(do: Do, look: Do) -> None:
    oksana = do(clients.register, {**OKSANA, "stay_valid_to": "2026-03-04"})
    for title, until, rows in (("temporary_protection", "2027-03-04", 1), ("temporary", "2028-03-04", 2)):
        answers = {**look(clients.card, oksana.id).answers, "stay_title": title, "stay_valid_to": until}
        do(clients.complete, oksana.id, answers)
        card = look(clients.card, oksana.id)
        assert (card.line.stay_title, str(card.line.stay_valid_to)) == (title, until)
        assert len(card.parts_of("stay")) == rows


def test_an_answer_taken_back_is_taken_off_the_card(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA_WHOLE, full=True)
    answers = {**look(clients.card, oksana.id).answers, "stay_valid_to": "", "email": "", "birth_place": ""}
    do(clients.complete, oksana.id, answers)
    card = look(clients.card, oksana.id)
    assert (card.line.stay_title, card.line.stay_valid_to) == ("temporary_protection", None)
    assert card.answers.get("email", "") == card.answers["birth_place"] == ""
    assert card.parts_of("email") == []


def test_a_new_project_does_not_overwrite_the_old_one(do: Do, look: Do) -> None:
    old = look(projects.current_project)
    new = do(projects.open_project, {"number": "FAMI/9", "name": "Next", "starts_on": "2026-11-01"})
    oksana = do(clients.register, {**OKSANA, "project_id": old, "declared_on": "2025-01-10"})
    do(
        clients.complete,
        oksana.id,
        {**look(clients.card, oksana.id).answers, "project_id": new, "declared_on": "2026-11-20"},
    )
    parts = {
        part.answers["project_id"]: part.answers for part in look(clients.card, oksana.id).parts_of("participation")
    }
    assert parts[old]["declared_on"] == "2025-01-10"
    assert parts[new]["declared_on"] == "2026-11-20"


def test_who_left_a_project_and_comes_back_takes_part_anew(do: Do, look: Do) -> None:
    project = look(projects.current_project)
    oksana = do(clients.register, {**OKSANA, "project_id": project, "declared_on": "2025-01-10"})
    (part,) = look(clients.card, oksana.id).parts_of("participation")
    do(clients.amend_part, "participation", part.id, part.revision, {**part.answers, "exited_on": "2025-06-30"})
    answers = look(clients.card, oksana.id).answers
    assert "project_id" not in answers
    do(clients.complete, oksana.id, {**answers, "project_id": project, "declared_on": "2026-11-20"})
    dates = sorted(
        (p.answers["declared_on"], p.answers["exited_on"])
        for p in look(clients.card, oksana.id).parts_of("participation")
    )
    assert dates == [("2025-01-10", "2025-06-30"), ("2026-11-20", "")]


def test_a_draft_from_yesterday_does_not_undo_what_was_done_since(do: Do, look: Do) -> None:
    """Not the person's own row, but a part of the card was changed meanwhile: the intake is refused."""
    oksana = do(clients.register, OKSANA)
    yesterday = look(clients.card, oksana.id)
    do(clients.add_part, oksana.id, "stay", {"title": "refugee", "valid_from": "2026-11-20"})
    with pytest.raises(Stale):
        do(clients.complete, oksana.id, yesterday.answers, yesterday.revision)
    with pytest.raises(Stale):
        do(clients.retire_client, oksana.id, yesterday.revision)
    today = look(clients.card, oksana.id)
    assert today.line.stay_title == "refugee"
    do(clients.complete, oksana.id, {**today.answers, "occupation": "cook"}, today.revision)
    assert look(clients.card, oksana.id).revision > today.revision


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        (["UA"], ["UA", "PL"]),
        (["UA", "PL"], ["UA", ""]),
        (["UA", "PL"], ["PL", "UA"]),
        (["UA", "PL"], ["BY", "PL"]),
        (["UA", "PL", "BY"], ["UA", "RU"]),
        (["UA", "PL", "BY"], ["BY", "PL"]),
        (["UA", "PL", "BY"], ["UA", "PL"]),
        (["UA"], ["UA", "UA"]),
    ],
)
def test_citizenships_keep_their_order_and_further_ones_stay(
    do: Do, look: Do, before: list[str], wanted: list[str]
) -> None:
    oksana = do(clients.register, {**OKSANA, "citizenship": before[0]})
    for country in before[1:]:
        do(clients.add_part, oksana.id, "citizenship", {"country": country})
    answers = {**look(clients.card, oksana.id).answers, "citizenship": wanted[0], "second_citizenship": wanted[1]}
    do(clients.complete, oksana.id, answers)
    card = look(clients.card, oksana.id)
    expected = list(dict.fromkeys(filter(None, [*wanted, *before[2:]])))
    shown = [card.answers["citizenship"], card.answers.get("second_citizenship", "")]
    assert card.line.citizenship == expected[0]
    assert [country for country in shown if country] == expected[:2]
    assert sorted(part.answers["country"] for part in card.parts_of("citizenship")) == sorted(expected)


def test_the_information_on_personal_data_is_noted_once(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA)
    with clock.frozen(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        do(clients.complete, oksana.id, {**OKSANA_WHOLE, "rodo_given": "yes"})
    assert look(clients.card, oksana.id).rodo_given_on == date(2026, 11, 23)
    assert look(lambda read: read.sql("SELECT kind, version, language FROM consent")) == [
        ("rodo_information", clients.RODO_VERSION, "uk")
    ]


# --- parts ----------------------------------------------------------------------------------------


def test_parts_are_added_changed_taken_off_and_brought_back(do: Do, look: Do) -> None:
    amir = do(clients.register, AMIR)
    phone = do(clients.add_part, amir.id, "contact", {"value": "600 100 200"})
    do(clients.amend_part, "contact", phone, 1, {"value": "600 100 300"})
    assert [line.id for line in look(clients.find_clients, "600100300")] == [amir.id]
    assert look(clients.find_clients, "600100200") == []
    with pytest.raises(Stale):
        do(clients.amend_part, "contact", phone, 1, {"value": "600 100 400"})
    do(clients.retire_part, "contact", phone)
    assert look(clients.card, amir.id).parts_of("contact") == []
    assert look(clients.find_clients, "600100300") == []
    with pytest.raises(Missing):
        do(clients.amend_part, "contact", phone, 3, {"value": "600 100 400"})
    do(clients.restore_part, "contact", phone)
    assert [line.phone for line in look(clients.find_clients, "600100300")] == ["600 100 300"]


@pytest.mark.parametrize("form", [form.name for form in clients.PARTS])
def test_every_part_keeps_what_its_questions_ask(do: Do, look: Do, form: str) -> None:
    """Each question of a part has a column; each answer comes back from the card."""
    asked = next(item.fields for item in clients.PARTS if item.name == form)
    by_kind: dict[str, str] = {
        "text": "text", "name": "Name", "date": "2026-10-01", "country": "DE", "language": "de",
        "phone": "600 100 200", "email": "a@example.org",
    }  # fmt: skip
    answers: dict[str, str] = {
        item.name: item.options[0].code if item.options else by_kind.get(item.kind, "") for item in asked
    }
    if "project_id" in answers:
        answers["project_id"] = look(projects.current_project)
    for when in filter(None, (item.when for item in asked)):
        answers[when.field] = when.values[0]
    shown = {item.name for item in applicable(asked, answers)}
    answers = {name: answer if name in shown else "" for name, answer in answers.items()}
    amir = do(clients.register, AMIR)
    do(clients.add_part, amir.id, form, answers)
    assert answers in [part.answers for part in look(clients.card, amir.id).parts_of(form)]


def test_a_date_taken_back_from_a_part_is_gone(do: Do, look: Do) -> None:
    amir = do(clients.register, AMIR)
    stay = do(clients.add_part, amir.id, "stay", {"title": "refugee", "valid_to": "2027-01-01"})
    do(clients.amend_part, "stay", stay, 1, {"title": "refugee", "valid_to": ""})
    assert look(clients.card, amir.id).line.stay_valid_to is None


def test_parts_of_people_who_are_not_there_are_refused(do: Do) -> None:
    with pytest.raises(Missing):
        do(clients.add_part, "nobody", "contact", {"value": "600 100 200"})
    with pytest.raises(Missing):
        do(clients.restore_part, "contact", "nothing")


def test_help_counts_from_the_declaration_whenever_it_comes(do: Do, look: Do) -> None:
    """The declaration is brought later, corrected, taken off by mistake and brought back: the count follows."""
    oksana = do(clients.register, OKSANA)
    project = look(projects.current_project)
    talk = {"day": "2026-11-20", "minutes": "45", "place": "office", "signature": "now"}
    service = {"document": "pesel", "topic": "civil", "minutes": "45", "project_id": project}
    do(assistance.record, SittingDraft(talk, (ServiceDraft("document_help", service, (oksana.id,)),)))

    def counts() -> bool:
        (given,) = look(assistance.services_of, oksana.id)
        return bool(given.countable)

    assert not counts()
    part = do(clients.add_part, oksana.id, "participation", {"project_id": project, "declared_on": "2026-11-20"})
    assert counts()
    do(clients.amend_part, "participation", part, 1, {"project_id": project, "declared_on": "2026-11-21"})
    assert not counts()
    do(clients.amend_part, "participation", part, 2, {"project_id": project, "declared_on": "2026-11-01"})
    assert counts()
    do(clients.retire_part, "participation", part)
    assert not counts()
    do(clients.restore_part, "participation", part)
    assert counts()


# --- leaving --------------------------------------------------------------------------------------


def test_a_slip_of_registration_is_taken_back_and_restored(do: Do, look: Do) -> None:
    oksana = do(clients.register, OKSANA)
    do(clients.retire_client, oksana.id, look(clients.card, oksana.id).revision)
    assert look(clients.client_ids) == look(clients.find_clients, "kovalenko") == []
    with pytest.raises(Missing):
        look(clients.card, oksana.id)
    do(clients.restore_client, oksana.id)
    assert [line.id for line in look(clients.find_clients, "kovalenko")] == [oksana.id]


# --- rights ---------------------------------------------------------------------------------------

EDITING: dict[str, Callable[[Any], Any]] = {
    "register": lambda work: clients.register(work, AMIR),
    "complete": lambda work: clients.complete(work, "x", OKSANA_WHOLE),
    "add_part": lambda work: clients.add_part(work, "x", "contact", {"value": "600 100 200"}),
    "amend_part": lambda work: clients.amend_part(work, "contact", "x", 1, {"value": "600 100 200"}),
    "retire_part": lambda work: clients.retire_part(work, "contact", "x"),
    "restore_part": lambda work: clients.restore_part(work, "contact", "x"),
    "join_household": lambda work: clients.join_household(work, "x", "y", "spouse"),
    "leave_household": lambda work: clients.leave_household(work, "x"),
    "move_out": lambda work: clients.move_out(work, "x", date(2026, 11, 1)),
    "come_back": lambda work: clients.come_back(work, "x"),
    "make_head": lambda work: clients.make_head(work, "x"),
    "put_relations": lambda work: clients.put_relations(work, {"x": {"relation": "child"}}),
    "add_member": lambda work: clients.add_member(work, "x", "y", {"relation": "child"}),
    "take_member_back": lambda work: clients.take_member_back(work, clients.Moved(("x",), (), {})),
    "amend_member": lambda work: clients.amend_member(work, "x", 1, {"relation": "child"}),
    "amend_facts": lambda work: clients.amend_facts(work, "x", "birth", {}, {"birth_date": "1990"}),
    "retire_client": lambda work: clients.retire_client(work, "x", 1),
    "restore_client": lambda work: clients.restore_client(work, "x"),
}


def test_every_service_that_changes_people_is_tried_below() -> None:
    from cic_desktop.clients import households, personal, service

    found = {name: getattr(module, name) for module in (service, households, personal) for name in module.__all__}
    changing = {name for name, made in found.items() if isfunction(made) and "work" in signature(made).parameters}
    assert set(EDITING) == changing


@pytest.mark.parametrize("role", Role)
def test_services_refuse_what_the_table_of_rights_refuses(register: Opened, role: Role) -> None:
    actor = Actor(register.actor.id, "anna", role)
    for service in EDITING.values():
        refused = False
        try:
            with register.database.write(actor, "try") as work:
                service(work)
        except NotAllowed:
            refused = True
        except CicError:
            pass
        assert refused is not allowed(role, Right.EDIT_CLIENTS)


# --- any answers at all ---------------------------------------------------------------------------

NAMES = [item.name for step in clients.INTAKE for item in step.fields if item.name != "project_id"]
TYPED = st.one_of(
    st.text(max_size=30),
    st.dates().map(str),
    st.sampled_from(["UA", "uk", "F", "yes", "temporary", "passport", "2026"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.dictionaries(st.sampled_from(NAMES), TYPED, max_size=8))
def test_any_answers_are_kept_whole_or_refused_in_words(do: Do, look: Do, answers: dict[str, str]) -> None:
    """Whatever is typed: an Invalid with sentences, or a card that can be saved again as it stands."""
    try:
        person = do(clients.register, {**OKSANA, **answers})
    except Invalid as error:
        assert error.problems
        assert all(problem.text.render("en") for problem in error.problems)
        return
    card = look(clients.card, person.id)
    do(clients.complete, person.id, card.answers, card.revision)
    again = look(clients.card, person.id).answers
    assert again == card.answers
    assert isinstance(look(lambda read: read.get(Person, person.id)).sort_key, str)
