"""Many forms at once: one form for a household, forms filled before as one print; kept all together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from cic_desktop import clients, forms, protection, startup
from cic_desktop.core.errors import Cancelled, CicError, Missing
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from tests.forms.people import DARYNA, OKSANA, registered

Do = Callable[[Callable[[Any], Any]], Any]
KNOWN = {"can_register": "no", "basis": "tax", "basis_text": "Art. 7 ust. 2"}  # the first was told by each of them
STAY = {"permanent": "no", "commune": "Opole", "stay_from": "2026-12-01", "stay_to": "2027-11-30"}
BREST = {"sex": "F", "birth_date": "1990-01-01", "birth_place": "Brześć", "birth_country": "BY"}


@pytest.fixture
def read(register: startup.Opened) -> Do:
    def look(question: Callable[[Any], Any]) -> Any:
        with register.database.read(register.actor) as opened:
            return question(opened)

    return look


@pytest.fixture
def do(register: startup.Opened) -> Do:
    def change(run: Callable[[Any], Any]) -> Any:
        with register.database.write(register.actor, "test") as work:
            return run(work)

    return change


@pytest.fixture
def family(register: startup.Opened) -> list[str]:
    """Oksana and her daughter Marta, and two whose records know little or a PESEL already."""
    mother = {**OKSANA, "marital_status": ""}
    child = {**mother, "given": "Marta", "birth_date": "2015-06-01", "document_number": "EX 1"}
    numbered = {**mother, "given": "Ihor", "sex": "M", "birth_date": "1944-05-14", "pesel": "44051401359"}
    people = [registered(register, one) for one in (mother, child, numbered, DARYNA)]
    with register.database.write(register.actor, "test") as work:
        protection.add_guardian(work, people[1], {"adult_id": people[0], "relation": "mother", "legal": "yes"})
    return people


def quiet(_share: float) -> None:
    pass


def filled(read: Do, form: Definition, people: list[str], tick: Callable[[float], None] = quiet) -> forms.Batch:
    common = forms.common_answers(form, forms.sample(form.info.id)) | KNOWN
    return read(lambda opened: forms.fill_for(opened, form, dict.fromkeys(people, common), tick))


def test_each_gets_the_form_from_their_own_record(read: Do, form: Definition, family: list[str]) -> None:
    batch = filled(read, form, family[:2])
    assert [one.name for one in batch.ready] == ["Kovalenko Oksana Iryna", "Kovalenko Marta"]
    first, second = (one.answers or {} for one in batch.ready)
    assert (first["given_name_1"], second["given_name_1"]) == ("Oksana", "Marta")
    assert second["applicant_given_name"] == "Oksana", "for the child its mother files"
    assert second["basis_text"] == "Art. 7 ust. 2", "what no record knows is common to all"
    assert batch.pdf.startswith(b"%PDF")
    assert forms.page_count(batch.pdf) == sum(forms.page_count(one.pdf) for one in batch.ready)


def marked(definition: Definition) -> Answers:
    """Every question answered; whatever can be typed is to be known again anywhere."""
    return {
        question.name: question.choices[0].code if question.choices else f"Zdradzone {question.name}"
        for question in definition.questions
    }


def test_nothing_personal_goes_from_one_to_another(edition: Definition, register: startup.Opened, read: Do) -> None:
    """Of every form: the second person's begins with their own record and with what the form itself calls common."""
    daryna, answers = registered(register, DARYNA), marked(edition)
    common = forms.common_answers(edition, answers)
    batch = read(lambda opened: forms.fill_for(opened, edition, {daryna: common}, quiet))
    [opening] = [one.answers or {} for one in (*batch.ready, *batch.refused)]
    theirs = read(lambda opened: forms.prefilled(opened, edition, daryna)).answers
    shared = {
        q.name for q in edition.questions if q.common == "all" or q.source.startswith(("centre.", "advisor.", "today"))
    }
    assert opening.keys() <= theirs.keys() | shared
    kept_back = {str(answer) for name, answer in answers.items() if name not in shared and "Zdradzone" in answer}
    assert not kept_back & {str(answer) for answer in opening.values()}


def test_what_a_form_calls_common_is_not_about_the_person(edition: Definition) -> None:
    """Who files, who signs, what somebody consents to, and all the record knows is never common."""
    for question in edition.questions:
        if question.common:
            assert not question.source
            assert not {"sign", "consent", "filed", "letters", "declaration", "hours"} & set(question.name.split("_"))
            assert edition.stopping({question.name: "yes"}) is edition.stopping({question.name: "no"}) is None


@pytest.fixture
def home(read: Do, register: startup.Opened, do: Do) -> tuple[str, str, Callable[[Answers], str]]:
    """Oksana, her registration of a stay (EL/ZC/1) kept in the register, and a way to let others move in with her."""
    zc, oksana = forms.load("EL-ZC-1"), registered(register, OKSANA)
    answers = {**read(lambda opened: forms.prefilled(opened, zc, oksana)).answers, **STAY, "residence_country": "UA"}
    kept = do(lambda work: forms.save_filled(work, oksana, zc, answers, forms.fill(zc, answers), "printed"))

    def move_in(answers: Answers) -> str:
        moved = registered(register, answers)
        do(lambda work: clients.join_household(work, moved, oksana, "other"))
        return moved

    return oksana, kept, move_in


def the_same_for(read: Do, kept: str, people: list[str]) -> forms.Batch:
    zc = forms.load("EL-ZC-1")
    return read(lambda opened: forms.fill_for(opened, zc, forms.common_for(opened, kept, people), quiet))


def test_an_address_goes_to_who_lives_there_and_to_nobody_else(read: Do, register: startup.Opened, home: Any) -> None:
    """Marta lives with Oksana, and Ihor in a flat of his own; Daryna only asked for the same form."""
    _oksana, kept, move_in = home
    marta = move_in({**DARYNA, "given": "Marta"})
    ihor = move_in({**DARYNA, "given": "Ihor", "street": "Długa", "house": "3", "postcode": "49-300", "town": "Brzeg"})
    daryna = registered(register, DARYNA)
    batch = the_same_for(read, kept, [marta, ihor, daryna])
    found = {one.person_id: one.answers or {} for one in batch.refused}
    assert (found[marta]["street"], found[marta]["flat"]) == (OKSANA["street"], "14")
    assert found[marta].items() >= STAY.items(), "and what goes with the address"
    assert (found[ihor]["street"], "flat" in found[ihor]) == ("Długa", False), "two addresses are never mixed"
    assert "street" not in found[daryna]
    for one in (ihor, daryna):
        assert not STAY.keys() & found[one].keys(), "the commune and the days are those of another home"
    assert {one.get("phone") for one in found.values()} == {DARYNA["phone"]}


def test_who_lives_in_brzeg_is_not_registered_in_the_commune_opole(
    read: Do, register: startup.Opened, home: Any
) -> None:
    _oksana, kept, _move_in = home
    brzeg = {**DARYNA, **BREST, "street": "Rynek", "house": "1", "postcode": "49-300", "town": "Brzeg"}
    batch = the_same_for(read, kept, [registered(register, brzeg)])
    assert not batch.ready
    [refused] = batch.refused
    assert (refused.answers or {})["city"] == "Brzeg"
    assert not STAY.keys() & (refused.answers or {}).keys()
    assert "permanent residence" in refused.why.render("en")


def test_the_mother_who_files_for_two_children_is_typed_once(
    read: Do, do: Do, form: Definition, register: startup.Opened
) -> None:
    """Her record knows no house; who has another guardian gets nothing of hers."""
    mother, other = (registered(register, {**DARYNA, **BREST, "given": name}) for name in ("Daryna", "Ivanna"))
    first, second, third = (
        registered(register, {**DARYNA, "given": name, "birth_date": "2018-05-01"}) for name in ("Ada", "Lew", "Maks")
    )
    for child, adult in ((first, mother), (second, mother), (third, other)):
        bond: Answers = {"adult_id": adult, "relation": "mother", "legal": "yes"}
        do(partial(protection.add_guardian, person_id=child, answers=bond))
    typed = {"street": "Rynek", "house": "1", "postcode": "49-300", "city": "Brzeg"}
    home = {f"applicant_{name}": answer for name, answer in typed.items()}
    answers = {**forms.sample(form.info.id), "applicant_given_name": "Daryna", "applicant_surname": "Bondar", **home}
    kept = do(lambda work: forms.save_filled(work, first, form, answers, forms.fill(form, answers), "printed"))
    common = read(lambda opened: forms.common_for(opened, kept, [mother, second, third]))
    batch = read(lambda opened: forms.fill_for(opened, form, common, quiet))
    found = {one.person_id: one.answers or {} for one in (*batch.ready, *batch.refused)}
    for hers in (mother, second):
        assert found[hers].items() >= home.items()
        assert found[hers]["applicant_given_name"] == "Daryna"
    assert not home.keys() & found[third].keys()


def test_who_lives_together_gets_the_form_in_one_go(read: Do, home: Any) -> None:
    """One member's record has the same address, the other's none: the days of the stay are those of the household."""
    _oksana, kept, move_in = home
    same = {name: OKSANA[name] for name in ("street", "house", "flat", "postcode", "town")}
    people = [move_in({**DARYNA, **BREST, "given": name, **home_of}) for name, home_of in (("Ada", same), ("Lew", {}))]
    batch = the_same_for(read, kept, people)
    assert [one.name for one in batch.ready] == ["Bondar Ada", "Bondar Lew"]
    for one in batch.ready:
        assert (one.answers or {}).items() >= {**STAY, "street": OKSANA["street"], "house": "112A"}.items()


def test_advice_that_ends_a_form_is_not_passed_by_for_others(read: Do, form: Definition, family: list[str]) -> None:
    """Oksana cannot register her residence: whether Marta can is asked of Marta."""
    common = forms.common_answers(form, {**forms.sample("EL-W-1"), **KNOWN}, at_home=True)
    batch = read(lambda opened: forms.fill_for(opened, form, {family[1]: common}, quiet))
    [refused] = batch.refused
    assert "can_register" not in (refused.answers or {})
    assert "register your residence" in refused.why.render("en")
    able = {family[1]: {**common, "can_register": "yes"}}
    [refused] = read(lambda opened: forms.fill_for(opened, form, able, quiet)).refused
    assert "not needed" in refused.why.render("en")


def test_who_cannot_be_printed_is_listed_with_the_reason(read: Do, form: Definition, family: list[str]) -> None:
    batch = filled(read, form, family)
    assert len(batch.ready) == 2
    told = {one.name: one.why.render("en") for one in batch.refused}
    assert "PESEL number already" in told["Kovalenko Ihor"]
    assert told["Bondar Daryna"].startswith("Missing: House number, Postal code, Town, Sex, Date of birth, ")
    assert ": " in told["Bondar Daryna"], "the question that is open is named"


def test_all_are_kept_in_one_act_or_none(read: Do, do: Do, form: Definition, family: list[str]) -> None:
    batch = filled(read, form, family[:2])
    gone = forms.Ready("nobody", "", b"", answers={}, filled=batch.ready[0].filled)
    with pytest.raises(Missing):
        do(lambda work: forms.keep_batch(work, forms.Batch((*batch.ready, gone), (), b"", form)))
    assert read(forms.filled_forms) == []
    kept = do(lambda work: forms.keep_batch(work, batch))
    lines = read(forms.filled_forms)
    assert {line.id for line in lines} == set(kept)
    assert {line.state for line in lines} == {"printed"}
    assert len({line.pack for line in lines}) == 1
    assert read(lambda opened: forms.filled_pdf(opened, kept[0])) == batch.ready[0].pdf


def test_forms_filled_before_are_printed_together(read: Do, do: Do, form: Definition, family: list[str]) -> None:
    ids = do(lambda work: forms.keep_batch(work, filled(read, form, family[:2])))
    begun = do(lambda work: forms.save_started(work, family[0], form, KNOWN, forms.Started()))
    batch = read(lambda opened: forms.reprint(opened, [*ids, begun], quiet))
    assert [one.filled_id for one in batch.ready] == ids
    assert "not finished" in batch.refused[0].why.render("en")
    assert batch.pdf == forms.joined(read(lambda opened: [forms.filled_pdf(opened, one) for one in ids]))
    do(lambda work: forms.keep_batch(work, batch))
    notes = read(lambda opened: opened.sql("SELECT count(*) FROM audit WHERE verb = 'print'"))
    assert notes[0][0] == 4


def test_it_is_stopped_on_the_way(read: Do, form: Definition, family: list[str]) -> None:
    told: list[float] = []

    def tick(share: float) -> None:
        told.append(share)
        if len(told) == 2:
            raise Cancelled()

    with pytest.raises(Cancelled):
        filled(read, form, family, tick)
    assert told == [0, 0.125], "four are filled in the first half"


def test_it_is_stopped_while_they_are_joined(read: Do, form: Definition, family: list[str]) -> None:
    told: list[float] = []

    def tick(share: float) -> None:
        told.append(share)
        if share > 0.5:
            raise Cancelled()

    with pytest.raises(Cancelled):
        filled(read, form, family, tick)
    assert told[-2:] == [0.5, 0.75], "two of the four were ready"


def test_there_is_a_most(read: Do, form: Definition) -> None:
    with pytest.raises(CicError, match="At most 200"):
        filled(read, form, [str(number) for number in range(201)])


def test_one_alone_stays_as_it_is() -> None:
    assert forms.joined([b"%PDF"]) == b"%PDF"
    assert forms.joined([]) == b""
