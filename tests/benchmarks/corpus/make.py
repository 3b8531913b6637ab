"""Writes the corpus: `python -m tests.benchmarks.corpus.make` (the same files every time)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.corpus import doubles
from tests.benchmarks.corpus.pairs import DIFFERENT, SAME
from tests.benchmarks.corpus.people import Person, people
from tests.benchmarks.corpus.queries import KINDS, typed

HERE = Path(__file__).parent
SEED = 20261102
PERSONS = 1500
FILES = ("persons.tsv", "queries.tsv", "pairs.jsonl")
IN_FULL = {
    "typo",
    "swapped names",
    "Russian form of a Ukrainian name",
    "passport romanisation other than ours",
}


def distinct_people(rng: random.Random) -> list[Person]:
    """Persons whose full names all differ, so that a query has one right answer."""
    chosen: dict[tuple[str, str], Person] = {}
    for candidate in people(rng, PERSONS * 3):
        chosen.setdefault(candidate.latin, candidate)
        if len(chosen) == PERSONS:
            break
    return list(chosen.values())


def sloppy_queries(rng: random.Random, persons: list[Person]) -> Iterator[tuple[str, str, str]]:
    for kind, (count, make) in KINDS.items():
        asked: set[str] = set()
        for at in rng.sample(range(len(persons)), len(persons)):
            name = make(rng, persons[at])
            if name is None or len(asked) == count:
                continue
            text = typed(rng, name, shorten=kind not in IN_FULL)
            if text not in asked:
                asked.add(text)
                yield kind, text, f"P{at:04d}"


def pair_lines(rng: random.Random) -> Iterator[str]:
    for same, kinds in ((True, SAME), (False, DIFFERENT)):
        for kind, (count, make) in kinds.items():
            made = 0
            while made < count:
                if pair := make(rng):
                    left, right = pair
                    row = {"same": same, "kind": kind, "left": asdict(left), "right": asdict(right)}
                    yield json.dumps(row, ensure_ascii=False)
                    made += 1


def person_row(number: int, who: Person) -> list[str]:
    latin = who.latin if who.stored != "original" else ("", "")
    original = who.original if who.stored != "latin" else ("", "")
    return [f"P{number:04d}", who.culture, who.sex, *latin, *original]


def table(heading: str, rows: Iterator[list[str]] | Iterator[tuple[str, str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    writer.writerow(heading.split())
    writer.writerows(rows)
    return out.getvalue()


def corpus() -> dict[str, str]:
    persons = distinct_people(random.Random(SEED))
    heading = "id culture sex latin_surname latin_given original_surname original_given"
    return {
        "persons.tsv": table(heading, (person_row(n, who) for n, who in enumerate(persons))),
        "queries.tsv": table("kind query person", sloppy_queries(random.Random(SEED + 1), persons)),
        "pairs.jsonl": "\n".join(pair_lines(random.Random(SEED + 2))) + "\n",
    }


def doubles_digests() -> str:
    """The registers of doubles are drawn when they are needed; what is frozen is their digest."""
    seeds = {"tuned": doubles.TUNED, "held out": doubles.HELD_OUT}
    texts = {name: doubles.text_of(doubles.register(seed)) for name, seed in seeds.items()}
    return "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in texts.items())


def digests() -> str:
    lines = (f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES)
    return "".join(lines)


if __name__ == "__main__":
    for name, text in corpus().items():
        (HERE / name).write_text(text, "utf-8", newline="\n")
    (HERE / "SHA256SUMS").write_text(digests(), "ascii")
    (HERE / "doubles.sha256").write_text(doubles_digests(), "ascii")
