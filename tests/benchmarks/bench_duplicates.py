"""Duplicates: how many of those of a whole register are found, how many suggestions are right, how long it takes.

Measured on the held-out register of the corpus (`corpus/doubles.py`), drawn by other rules than the matcher's.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cic_desktop import clients
from cic_desktop.clients import blocking, matching
from cic_desktop.clients.matching import Candidate, Match
from cic_desktop.core.fields import Answers
from cic_desktop.db.work import Read, Work
from cic_desktop.startup import Opened
from tests.benchmarks import registers
from tests.benchmarks.corpus import doubles
from tests.benchmarks.rows import Row, at_least, at_most, percentile, told

ASKED = 300  # new people asked about
Found = Sequence[tuple[Match, str, str]]


@dataclass(frozen=True)
class Counted:
    """Shares of the pairs of one register, whole and by kind."""

    recall: float
    precision: float
    found: dict[str, float]
    suggested: dict[str, float]


def candidate(person_id: str, card: doubles.Card) -> Candidate:
    return Candidate(
        person_id=person_id,
        names=((card.surname, card.given),),
        birth=card.birth,
        sex=card.sex,
        pesel=card.pesel,
        documents=tuple(filter(None, (card.document,))),
        phones=tuple(filter(None, (card.phone,))),
    )


def listed(register: doubles.Register) -> Found:
    people = [candidate(person_id, card) for person_id, card in register.cards.items()]
    return blocking.pairs(people, matching.LISTED, lambda share: None)


def count(register: doubles.Register, found: Found) -> Counted:
    """What was found, and what should have been."""
    suggested = {frozenset(pair[1:]) for pair in found}
    same = {frozenset(pair[2:]): pair[0] for pair in register.pairs if pair[1]}
    other = {frozenset(pair[2:]): pair[0] for pair in register.pairs if not pair[1]}
    right = len(suggested & same.keys())
    return Counted(right / len(same), right / len(suggested), _shares(same, suggested), _shares(other, suggested))


def _shares(pairs: dict[frozenset[str], str], suggested: Iterable[frozenset[str]]) -> dict[str, float]:
    all_of, hit = Counter(pairs.values()), Counter(pairs[pair] for pair in suggested if pair in pairs)
    return {kind: hit[kind] / number for kind, number in all_of.items()}


def run(opened: Opened) -> list[Row]:
    """The list on the held-out register; one new person and one merge on the register of the run."""
    register = doubles.register(doubles.HELD_OUT)
    start = time.perf_counter()
    counted = count(register, listed(register))
    taken = time.perf_counter() - start
    return [
        at_least("duplicates of a register of 10,000: recall", counted.recall, 0.98),
        at_least("… precision", counted.precision, 0.96),
        *(told(f"… found: {kind}", share) for kind, share in counted.found.items()),
        *(told(f"… suggested though two people: {kind}", share) for kind, share in counted.suggested.items()),
        told("… comparing everybody", taken, " s"),
        *_on_the_register(opened),
    ]


def _on_the_register(opened: Opened) -> list[Row]:
    with opened.database.read(opened.actor) as read:
        start = time.perf_counter()
        pairs = clients.all_duplicates(read)
        whole = time.perf_counter() - start
        times = _new_people(read)
    return [
        told("duplicates of the register of the run, read and compared", whole, " s", f" ({len(pairs)} pairs)"),
        at_most("duplicates of one new person, p95", percentile(times, 0.95), 20, " ms"),
        *_merge(opened),
    ]


def _new_people(read: Read) -> list[float]:
    """Milliseconds of one question: people known already, typed with a slip, and strangers."""
    rng = random.Random(5)
    known = read.sql("SELECT surname, given, coalesce(birth_date, ''), pesel FROM person ORDER BY random() LIMIT 150")
    cards = [doubles.Card(doubles.slip(rng, f"{surname}xx"), *rest) for surname, *rest in known]
    cards += list(doubles.register(doubles.HELD_OUT, 0).cards.values())[: ASKED - len(cards)]
    times = []
    for card in cards:
        answers: Answers = {
            "surname": card.surname, "given": card.given, "birth_date": card.birth, "pesel": card.pesel,
            "phone": card.phone, "document_number": card.document, "sex": card.sex,
        }  # fmt: skip
        start = time.perf_counter()
        clients.possible_duplicates(read, answers)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _merge(opened: Opened) -> list[Row]:
    """The client with a thousand services goes into a new record, and comes back."""

    def register(work: Work) -> str:
        answers: Answers = {"surname": registers.HEAVY, "given": "Jan", "citizenship": "UA", "language": "uk"}
        return str(clients.register(work, answers).id)

    with opened.database.write(opened.actor, "register a client") as work:
        fresh = register(work)
    with opened.database.read(opened.actor) as read:
        heavy = registers.heavy_client(read)
    start = time.perf_counter()
    with opened.database.write(opened.actor, "merge two records") as work:
        merged = clients.merge_people(work, fresh, heavy, {})
    there = (time.perf_counter() - start) * 1000
    start = time.perf_counter()
    with opened.database.write(opened.actor, "undo a merge") as work:
        clients.undo_merge(work, merged.id)
    back = (time.perf_counter() - start) * 1000
    with opened.database.write(opened.actor, "undo a registration") as work:
        clients.retire_client(work, fresh, clients.card(work, fresh).revision)
    return [
        at_most("merge of a client with 1,000 services", there, 500, " ms"),
        told("… and back again", back, " ms"),
    ]
