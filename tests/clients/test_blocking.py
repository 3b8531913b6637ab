"""Who of a whole register is compared with whom; and what is found, on the corpus nobody tuned on."""

from __future__ import annotations

import random

import pytest

from cic_desktop.clients import blocking
from cic_desktop.clients.matching import LISTED, Candidate
from cic_desktop.core.errors import Cancelled
from tests.benchmarks import bench_duplicates
from tests.benchmarks.corpus import doubles, make


def person(person_id: str, surname: str, given: str = "Olena", **known: str) -> Candidate:
    numbers = {name: (known.pop(name),) for name in ("documents", "phones") if name in known}
    return Candidate(person_id=person_id, names=((surname, given),), **known, **numbers)


def found(*people: Candidate) -> set[tuple[str, str]]:
    return {pair[1:] for pair in blocking.pairs(people, LISTED, lambda share: None)}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"pesel": "85031212345"}, {"pesel": "85031212354", "birth": "1985"}),
        ({"documents": "FB123456", "birth": "1985"}, {"documents": "FB 123457", "birth": "1985-03-12"}),
        ({"birth": "1985-03-12"}, {"birth": "1985-12-03"}),
        ({"birth": "1985-03-12", "phones": "+48600123456"}, {"birth": "1985-03-13", "phones": "600 123 456"}),
    ],
)
def test_what_differs_a_little_is_still_compared(one: dict[str, str], two: dict[str, str]) -> None:
    assert found(person("a", "Szewczenko", **one), person("b", "Шевченко", "Олена", **two)) == {("a", "b")}


def test_a_telephone_that_many_share_tells_nothing() -> None:
    rng = random.Random(3)
    people = [person(f"p{at:03d}", "".join(rng.choices("bdfklmnprstvz", k=9)), phones="600123456") for at in range(200)]
    assert blocking._near(people, lambda share: None) == set()
    assert len(blocking._near(people[:40], lambda share: None)) == 40 * 39 / 2


def test_the_work_can_be_stopped() -> None:
    def stop(_share: float) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        blocking.pairs([person("a", "Nowak"), person("b", "Nowak")], LISTED, stop)


def test_progress_never_goes_back() -> None:
    shares: list[float] = []
    blocking.pairs([person(f"p{at}", "Nowak", birth="1985-03-12") for at in range(40)], LISTED, shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


def test_the_frozen_registers_are_what_they_were() -> None:
    assert make.doubles_digests() == (make.HERE / "doubles.sha256").read_text("ascii")


def test_a_small_register_drawn_by_another_seed_is_sorted_out() -> None:
    register = doubles.register(7, people=3000)
    counted = bench_duplicates.count(register, bench_duplicates.listed(register))
    assert counted.recall >= 0.98
    assert counted.precision >= 0.96
