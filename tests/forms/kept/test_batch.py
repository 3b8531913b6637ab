"""Many forms at once: one form for a household, forms filled before as one print; kept all together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cic_desktop import forms, startup
from cic_desktop.core.errors import Cancelled, CicError, Missing
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from tests.forms.people import DARYNA, OKSANA, registered

Do = Callable[[Callable[[Any], Any]], Any]
KNOWN = {"can_register": "no", "basis": "tax", "basis_text": "Art. 7 ust. 2"}


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
    """Oksana, and two whose records know little or a PESEL already."""
    mother = {**OKSANA, "marital_status": ""}
    child = {**mother, "given": "Marta", "birth_date": "2015-06-01", "document_number": "EX 1"}
    numbered = {**mother, "given": "Ihor", "sex": "M", "birth_date": "1944-05-14", "pesel": "44051401359"}
    return [registered(register, one) for one in (mother, child, numbered, DARYNA)]


def quiet(_share: float) -> None:
    pass


def filled(read: Do, form: Definition, people: list[str], tick: Callable[[float], None] = quiet) -> forms.Batch:
    sample = forms.common_answers(form, forms.sample(form.info.id)) | KNOWN
    return read(lambda opened: forms.fill_for(opened, form, people, sample, tick))


def test_each_gets_the_form_from_their_own_record(read: Do, form: Definition, family: list[str]) -> None:
    batch = filled(read, form, family[:2])
    assert [one.name for one in batch.ready] == ["Kovalenko Oksana Iryna", "Kovalenko Marta"]
    first, second = (one.answers or {} for one in batch.ready)
    assert (first["given_name_1"], second["given_name_1"]) == ("Oksana", "Marta")
    assert second["basis_text"] == "Art. 7 ust. 2", "what no record knows is common to all"
    assert batch.pdf.startswith(b"%PDF")
    assert forms.page_count(batch.pdf) == sum(forms.page_count(one.pdf) for one in batch.ready)


def test_nothing_personal_goes_from_one_to_another(form: Definition, sample: Answers) -> None:
    common = forms.common_answers(form, sample)
    assert "basis_text" in common
    assert not {"surname", "given_name_1", "birth_date", "travel_document", "spouse_pesel"} & common.keys()


def test_who_cannot_be_printed_is_listed_with_the_reason(read: Do, form: Definition, family: list[str]) -> None:
    batch = filled(read, form, family)
    assert len(batch.ready) == 2
    told = {one.name: one.why.render("en") for one in batch.refused}
    assert "PESEL number already" in told["Kovalenko Ihor"]
    assert told["Bondar Daryna"].endswith("Please fill it in.")
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
    assert told == [0, 0.25]


def test_there_is_a_most(read: Do, form: Definition) -> None:
    with pytest.raises(CicError, match="At most 200"):
        filled(read, form, ["someone"] * 201)


def test_one_alone_stays_as_it_is() -> None:
    assert forms.joined([b"%PDF"]) == b"%PDF"
    assert forms.joined([]) == b""
