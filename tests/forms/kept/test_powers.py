"""What a filled power of attorney says to the register of powers."""

from __future__ import annotations

from typing import Any

import pytest

from cic_desktop import assistance, forms, startup
from cic_desktop.core.fields import Answers
from tests.forms.people import OKSANA, registered

SIGNED = {"signed_on": "2026-11-20"}


@pytest.fixture
def oksana(register: startup.Opened) -> str:
    return registered(register, OKSANA)


def signed(register: startup.Opened, person_id: str, form_id: str, **more: Any) -> str:
    """A power of attorney filled from its sample, printed and signed."""
    form = forms.load(form_id)
    answers: Answers = {**forms.sample(form_id), **more}
    with register.database.write(register.actor, "print a form") as work:
        made = forms.save_filled(work, person_id, form, answers, forms.fill(form, answers), "printed")
        forms.take_step(work, made, "signed", SIGNED)
    return made


def given(register: startup.Opened, filled_id: str) -> forms.GivenPower:
    with register.database.read(register.actor) as read:
        return forms.given_power(read, filled_id)


def test_only_powers_of_attorney_give_one() -> None:
    found = [info.id for info in forms.catalogue() if forms.gives_power(info.id, info.edition)]
    assert found == ["PELN-OGOLNE", "PELN-SPRAWA"]
    assert not forms.gives_power("PELN-OGOLNE", "1999-01"), "an edition that is gone"


def test_a_power_for_one_case(register: startup.Opened, oksana: str) -> None:
    made = signed(register, oksana, "PELN-SPRAWA", term="day", valid_to="2027-05-31", duty="paid", letters="client")
    told, sample = given(register, made).answers, forms.sample("PELN-SPRAWA")
    assert (told["attorney"], told["scope"], told["office"]) == (sample["attorney"], sample["matter"], sample["office"])
    assert (told["kind"], told["duty"], told["given_on"]) == ("single", "paid", "2026-11-20")
    assert told["valid_to"] == "2027-05-31"
    assert "składać wnioski" in str(told["remarks"])
    assert "Doręczanie pism: mocodawca" in str(told["remarks"])


def test_a_general_power_names_what_the_attorney_may_do(register: startup.Opened, oksana: str) -> None:
    made = signed(register, oksana, "PELN-OGOLNE", scope=["submit", "appeal"], scope_other="odbiór korespondencji")
    told = given(register, made).answers
    assert told["kind"] == "general"
    wanted = "składać wnioski, wyjaśnienia i inne pisma; wnosić odwołania i zażalenia; odbiór korespondencji"
    assert told["scope"] == wanted


def test_what_the_paper_says_is_taken_as_it_is_and_only_once(register: startup.Opened, oksana: str) -> None:
    for form_id in ("PELN-OGOLNE", "PELN-SPRAWA"):
        made = signed(register, oksana, form_id, attorney=f"Hanna Szewczuk {form_id}", scope=["submit"], scope_other="")
        found = given(register, made)
        assert found.known == ""
        with register.database.write(register.actor, "note a power of attorney") as work:
            power_id = assistance.powers.give_power(work, oksana, found.answers)
        assert given(register, made).known == power_id
