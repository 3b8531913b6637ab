"""Invented people are whole: numbers that pass the checks, dates in order, telephones nobody has."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.clients.fields import INTAKE, QUICK
from cic_desktop.clients.rules import warnings
from cic_desktop.core import checks, clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.text import fold
from cic_desktop.demo import numbers, people
from tests.demo.conftest import UNTIL

Sql = Callable[..., list[Any]]
FIELDS = tuple({item.name: item for step in INTAKE for item in step.fields}.values())
birth_dates = st.dates(date(1900, 1, 1), date(2026, 11, 1))


@given(birth_dates, st.sampled_from("FM"), st.integers())
def test_a_pesel_says_the_birth_date_and_the_sex(birth: date, sex: str, seed: int) -> None:
    facts = checks.pesel(numbers.pesel(random.Random(seed), birth, sex), today=UNTIL)
    assert (facts.birth_date, facts.sex) == (birth, sex)


@given(birth_dates, st.sampled_from("FM"), st.integers())
def test_numbers_of_the_home_country_pass_their_checks(birth: date, sex: str, seed: int) -> None:
    rng = random.Random(seed)
    checks.ukrainian_tax_number(numbers.ukrainian_tax_number(rng, birth, sex))
    checks.belarusian_number(numbers.belarusian_number(rng, birth, sex))


@given(st.integers(), st.dates(date(2023, 11, 24), UNTIL))
def test_whoever_comes_can_be_taken_as_they_are(seed: int, day: date) -> None:
    with clock.frozen(people_clock(day)):
        for person in people.household(random.Random(seed), day, UNTIL, most=5):
            read_answers(FIELDS, person.answers)
            read_answers(QUICK, person.quick)
            assert person.birth < day
            assert not [p for p in warnings(person.answers, day) if p.field == "pesel"]
            number, kind = str(person.answers["document_number"]), str(person.answers["document_kind"])
            assert not checks.document_warnings(kind, person.nation, number)
            assert fold(str(person.answers["surname"])).isascii()


def people_clock(day: date) -> Any:
    from cic_desktop.demo import rhythm

    return rhythm.at(day, 12)


def test_everybody_in_the_register_agrees_with_their_pesel(sql: Sql) -> None:
    rows = sql("SELECT pesel, birth_date, sex FROM person WHERE pesel <> ''")
    assert len(rows) > 60
    for number, birth, sex in rows:
        facts = checks.pesel(number, today=UNTIL)
        assert not checks.pesel_disagreements(facts, birth, sex)
    assert {row[0] for row in sql("SELECT pesel_status FROM person")} >= {"UKR", "ordinary", "none"}


def test_telephones_and_addresses_are_nobodys(sql: Sql) -> None:
    for kind, value in sql("SELECT kind, value FROM contact"):
        if kind == "email":
            assert value.endswith("@example.org")
        else:
            digits = checks.phone(value).number
            # A subscriber's number never begins with 0 in the Polish plan (area 54, 55, 56, 58) nor in the Ukrainian.
            assert digits[3:6] in ("540", "550", "560", "580") or digits.startswith("+380300"), digits
    assert {row[0] for row in sql("SELECT region FROM address WHERE kind = 'residence'")} == {"16"}


def test_most_are_ukrainian_and_many_others_come(sql: Sql) -> None:
    countries = Counter(row[0] for row in sql("SELECT country FROM citizenship"))
    assert countries["UA"] > 85
    assert len(countries) >= 5
    scripts = "".join(row[0] for row in sql("SELECT surname FROM person_name WHERE kind = 'original'"))
    assert any("а" <= char <= "я" for char in scripts)


def test_families_live_together(sql: Sql) -> None:
    relations = Counter(row[0] for row in sql("SELECT relation FROM household_member"))
    assert relations["head"] > 5
    assert relations["child"] > relations["head"] / 2
    children = sql(
        "SELECT c.birth_date, h.birth_date FROM household_member m JOIN person c ON c.id = m.person_id "
        "JOIN household_member n ON n.household_id = m.household_id AND n.relation = 'head' "
        "JOIN person h ON h.id = n.person_id WHERE m.relation = 'child'"
    )
    assert all(int(child[:4]) - int(parent[:4]) >= 16 for child, parent in children)


def test_the_young_have_no_occupation_and_no_spouse(sql: Sql) -> None:
    youngest = UNTIL.replace(year=UNTIL.year - 17).isoformat()
    grown_up = "occupation <> '' OR marital_status <> ''"
    assert sql(f"SELECT 1 FROM person WHERE birth_date > ? AND ({grown_up})", (youngest,)) == []
