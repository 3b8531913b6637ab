"""Is this person known already? Suggestions with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from cic_desktop.clients import search
from cic_desktop.clients.matching import Candidate, Match, Probe, candidates, compare
from tests.benchmarks import bench_search

OLENA = Candidate(
    person_id="olena",
    names=(("Shevchenko", "Olena"), ("Шевченко", "Олена")),
    birth="1985-03-12",
    sex="F",
    pesel="85031212345",
    documents=("FB123456",),
    phones=("+48600123456",),
)
IVAN = Candidate(person_id="ivan", names=(("Kovalenko", "Ivan"),), birth="1990-07-01", sex="M")
REGISTER = {card.person_id: card for card in (OLENA, IVAN)}
NEW = Probe(names=(("Szewczenko", "Ołena"),), birth="1985-03-12", sex="F")


@pytest.fixture
def con() -> Iterator[Any]:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    search.rebuild(connection, ((card.person_id, entry(card)) for card in REGISTER.values()))
    yield connection
    connection.close()


def entry(card: Candidate) -> search.Entry:
    held = tuple(" ".join(name) for name in card.names)
    return search.Entry(held, (card.pesel, *card.documents, *card.phones), card.birth)


def fetch(ids: Sequence[str]) -> list[Candidate]:
    return [REGISTER[person_id] for person_id in ids]


def said(match: Match) -> str:
    return "; ".join(reason.render("en") for reason in match.reasons)


def test_the_reason_is_given_in_words(con: Any) -> None:
    [match] = candidates(con, NEW, fetch)
    assert match.person_id == "olena"
    assert match.score > 0.8
    assert said(match) == "same birth date; Szewczenko = Шевченко; Ołena = Олена"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"names": (("Olena", "Shevchenko"),)}, "exchanged"),
        ({"names": (("Shevchenco", "Olena"),)}, "Shevchen"),
        ({"birth": "1985-12-03"}, "day and month"),
        ({"birth": "1985-03-13"}, "differ in one digit"),
        ({"birth": "1985"}, "as far as they are known"),
        ({"pesel": "85031212345"}, "same PESEL"),
        ({"birth": "", "documents": ("fb 123456",)}, "same document number"),
        ({"birth": "", "documents": ("FB123457",)}, "differ in one character"),
        ({"birth": "", "phones": ("600 123 456",)}, "same phone"),
        ({"names": (("Petrenko", "Olena"),), "phones": ("600123456",)}, "same phone"),  # married since
        ({"birth": "", "sex": "", "names": (("Shevchenko", "Olena"),)}, "same name"),
    ],
)
def test_differences_that_one_person_may_have(con: Any, change: dict[str, Any], reason: str) -> None:
    [match] = candidates(con, replace(NEW, **change), fetch)
    assert match.person_id == "olena"
    assert reason in said(match)


@pytest.mark.parametrize(
    "change",
    [
        {"names": (("Szewczenko", "Iryna"),)},  # a twin
        {"birth": "1999-11-30"},  # a namesake
        {"names": (("Tkachuk", "Olena"),)},  # born on one day
        {"names": (("Shevchenko", "Oleksandr"),), "sex": "M", "phones": ("600123456",)},  # a brother
    ],
)
def test_two_persons_are_left_in_peace(con: Any, change: dict[str, Any]) -> None:
    assert candidates(con, replace(NEW, **change), fetch) == []


def test_brother_and_sister_are_not_one_name_mistyped() -> None:
    sister = Probe(names=(("Bondar", "Oleksandra"),), birth="2001-01-01", sex="F")
    brother = Candidate(person_id="b", names=(("Bondar", "Oleksandr"),), birth="2001-01-01", sex="M")
    assert compare(sister, brother).score < 0.5


def test_at_most_ten_are_suggested(con: Any) -> None:
    crowd = {f"p{n:02d}": replace(IVAN, person_id=f"p{n:02d}") for n in range(30)}
    for person_id, card in crowd.items():
        search.put(con, person_id, entry(card))
    probe = Probe(names=(("Коваленко", "Иван"),), birth="1990-07-01")
    found = candidates(con, probe, lambda ids: [crowd.get(person_id, IVAN) for person_id in ids])
    assert len(found) == 10
    assert all(match.score > 0.8 for match in found)


def test_nothing_known_suggests_nobody(con: Any) -> None:
    assert candidates(con, Probe(names=()), fetch) == []
    assert candidates(con, Probe(names=(("", ""),)), fetch) == []


def test_the_frozen_pairs_are_told_apart() -> None:
    asked: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    wrong = 0
    for pair in bench_search.corpus_pairs():
        card = bench_search.probe(pair["right"], Candidate, person_id="x")
        likely = compare(bench_search.probe(pair["left"]), card).score >= 0.5
        if pair["same"]:
            asked[pair["kind"]] += 1
            suggested[pair["kind"]] += likely
        else:
            wrong += likely
    for kind, count in asked.items():
        assert suggested[kind] / count >= 0.95, kind
    assert wrong <= 0.03 * suggested.total()


def test_the_register_is_asked_for_the_right_ones(con: Any) -> None:
    """Blocking loses nobody: the left record of every pair is suggested for the right one."""
    result = bench_search.duplicates(con, {card.person_id: entry(card) for card in REGISTER.values()})
    for kind, share in result["share"].items():
        assert share <= 0.05 if kind.startswith("not the same") else share >= 0.95, kind
