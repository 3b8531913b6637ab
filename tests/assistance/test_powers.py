"""Powers of attorney: given, withdrawn, run out; never to the advisor by default."""

from __future__ import annotations

import pytest

from cic_desktop.assistance import powers
from cic_desktop.core.errors import Invalid

GIVEN = {
    "attorney": "Iryna Kovalenko", "kind": "single", "scope": "odbiór karty pobytu", "office": "OUW",
    "given_on": "20.11.2026", "duty": "exempt",
}  # fmt: skip


@pytest.fixture
def power(desk, oksana) -> str:
    return desk.do(lambda work: powers.give_power(work, oksana, GIVEN))


def listed(desk, which):
    return [line.id for line in desk.read(lambda read: powers.powers(read, which))]


def test_a_power_is_valid_until_it_is_withdrawn(desk, oksana, power):
    assert (listed(desk, "valid"), listed(desk, "over")) == ([power], [])
    desk.do(lambda work: powers.withdraw_power(work, power, {"withdrawn_on": "23.11.2026"}))
    assert (listed(desk, "valid"), listed(desk, "over")) == ([], [power])
    desk.do(lambda work: powers.restore_power(work, power))
    [line] = desk.read(lambda read: powers.powers_of(read, oksana))
    assert (line.attorney, line.withdrawn_on, line.account_id) == ("Iryna Kovalenko", None, "")


def test_one_that_ran_out_is_over(desk, oksana):
    made = desk.do(lambda work: powers.give_power(work, oksana, {**GIVEN, "valid_to": "22.11.2026"}))
    assert listed(desk, "over") == [made]


def test_the_advisor_is_never_the_attorney_by_default(desk, oksana):
    for name in ("Anna Nowak", "Nowak  Anna"):
        with pytest.raises(Invalid, match="colleague") as refused:
            desk.do(lambda work, who=name: powers.give_power(work, oksana, {**GIVEN, "attorney": who}))
        assert refused.value.problems[0].field == "attorney"
    chosen = {**GIVEN, "attorney": "Anna Nowak", "account_id": desk.register.actor.id}
    desk.do(lambda work: powers.give_power(work, oksana, chosen))
    assert desk.rows("SELECT account_id FROM power_of_attorney") == [(desk.register.actor.id,)]


@pytest.mark.parametrize(
    ("answers", "field"),
    [({"given_on": "24.11.2026"}, "given_on"), ({"valid_to": "1.11.2026"}, "valid_to"), ({"scope": ""}, "scope")],
)
def test_days_and_words_are_checked(desk, oksana, answers, field):
    with pytest.raises(Invalid) as refused:
        desk.do(lambda work: powers.give_power(work, oksana, {**GIVEN, **answers}))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_it_cannot_be_withdrawn_before_it_was_given(desk, power):
    with pytest.raises(Invalid):
        desk.do(lambda work: powers.withdraw_power(work, power, {"withdrawn_on": "19.11.2026"}))
