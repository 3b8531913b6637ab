"""The find box and the duplicate check measured on an encrypted register: speed, wrong answers, recall."""

from __future__ import annotations

import csv
import json
import random
import secrets
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from cic_desktop.clients import matching, search
from tests.benchmarks.corpus.pairs import record
from tests.benchmarks.corpus.people import Person, people

CORPUS = Path(__file__).parent / "corpus"
QUERIES = 200


def rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def corpus_entries() -> Iterator[tuple[str, search.Entry]]:
    for row in rows("persons.tsv"):
        pairs = ((row["latin_surname"], row["latin_given"]), (row["original_surname"], row["original_given"]))
        yield row["id"], search.Entry(tuple(f"{surname} {given}" for surname, given in pairs if surname))


def synthetic_entry(rng: random.Random, who: Person, number: int) -> search.Entry:
    card = record(rng, who)
    case = f"A-{rng.randrange(22, 27)}-{number:04d}-K"
    held = tuple(f"{surname} {given}" for surname, given in who.names())
    return search.Entry(held, tuple(filter(None, (card.pesel, card.document, card.phone, case))), card.birth)


def population(n: int, seed: int = 7) -> list[tuple[str, search.Entry]]:
    """The persons of the corpus among synthetic ones, `n` in all, in random order."""
    rng = random.Random(seed)
    entries = list(corpus_entries())
    crowd = people(rng, max(0, n - len(entries)), invent=0.4)
    entries += [(f"S{number:06d}", synthetic_entry(rng, who, number)) for number, who in enumerate(crowd, 1)]
    rng.shuffle(entries)
    return entries


def exact_queries(rng: random.Random, entries: list[tuple[str, search.Entry]]) -> Iterator[str]:
    """What people type when they type it right: names or parts of them in any order, parts of numbers."""
    for _, entry in rng.choices(entries, k=QUERIES):
        words = rng.choice(entry.names).split()
        rng.shuffle(words)
        kind = rng.randrange(5)
        if kind == 0 and entry.numbers:
            number = rng.choice(entry.numbers)
            at = rng.randrange(max(1, len(number) - 4))
            yield number[at : at + rng.randint(2, 9)].strip("-+ ") or "1"
        elif kind == 1:
            yield words[0][: rng.randint(1, 2)]
        elif kind == 2:
            yield " ".join(word[: rng.randint(1, 5)] for word in words)
        elif kind == 3 and entry.numbers:
            yield f"{words[0]} {rng.choice(entry.numbers)[:5]}"
        else:
            yield " ".join(words).upper() if rng.random() < 0.3 else " ".join(words)


def brute_force(entries: list[tuple[str, search.Entry]]) -> Callable[[str], set[str]]:
    """The rule of `search` word by word, without any index."""
    cards = []
    for person_id, entry in entries:
        cards.append((person_id, search._indexed_words(entry.names), [search._compact(n) for n in entry.numbers]))

    def answer(text: str) -> set[str]:
        found: set[str] = set()
        for query in search._readings(text):
            found |= {
                person_id
                for person_id, words, numbers in cards
                if all(any(w.startswith(s) for w in words for s in spellings) for spellings in query.words)
                and all(any(wanted in number for number in numbers) for wanted in query.numbers)
            }
        return found

    return answer


def wrong_answers(con: Any, queries: list[str], right: Callable[[str], set[str]], limit: int = 50) -> list[str]:
    """Queries whose exact hits are not those of the brute force (`limit` of them when there are more)."""
    wrong = []
    for text in queries:
        expected = right(text)
        found = {hit.person_id for hit in search.find(con, text, limit) if hit.why != "similar"}
        if not found <= expected or len(found) != min(len(expected), limit):
            wrong.append(text)
    return wrong


def recall(con: Any, depth: int = 10) -> dict[str, float]:
    """Share of the sloppy queries of each kind whose right person is among the first `depth`."""
    asked: dict[str, int] = defaultdict(int)
    found: dict[str, int] = defaultdict(int)
    for row in rows("queries.tsv"):
        asked[row["kind"]] += 1
        found[row["kind"]] += row["person"] in {hit.person_id for hit in search.find(con, row["query"])[:depth]}
    return {kind: round(found[kind] / asked[kind], 3) for kind in asked}


def times(con: Any, queries: list[str]) -> dict[str, float]:
    """Milliseconds of one search, median and 95th percentile."""
    search.find(con, queries[0])
    taken = []
    for text in queries:
        start = time.perf_counter()
        search.find(con, text)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return {"p50": round(taken[len(taken) // 2], 2), "p95": round(taken[int(len(taken) * 0.95)], 2)}


def letter_by_letter(queries: list[str]) -> list[str]:
    return [
        text[:length] for text in queries[:60] for length in range(1, min(len(text), 12) + 1) if text[length - 1] != " "
    ]


def probe(card: dict[str, str], kind: Any = matching.Probe, **more: str) -> Any:
    numbers = {name: tuple(filter(None, (card[name],))) for name in ("document", "phone")}
    return kind(
        names=((card["surname"], card["given"]),),
        birth=card["birth"],
        sex=card["sex"],
        pesel=card["pesel"],
        documents=numbers["document"],
        phones=numbers["phone"],
        **more,
    )


def corpus_pairs() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / "pairs.jsonl").read_text("utf-8").splitlines()]


def entry_of(card: dict[str, str]) -> search.Entry:
    numbers = (card["pesel"], card["document"], card["phone"])
    return search.Entry((f"{card['surname']} {card['given']}",), tuple(filter(None, numbers)), card["birth"])


def duplicates(con: Any, crowd: dict[str, search.Entry]) -> dict[str, Any]:
    """The left records of the pairs are in the register, the right ones are being typed.

    `found`: share of the right ones suggested, by kind; `suggested`: how many of twins, namesakes … are.
    """
    stored = {f"L{at:03d}": pair["left"] for at, pair in enumerate(corpus_pairs())}
    for person_id, card in stored.items():
        search.put(con, person_id, entry_of(card))

    def fetch(ids: Iterable[str]) -> list[matching.Candidate]:
        return [_candidate(person_id, stored.get(person_id), crowd.get(person_id)) for person_id in ids]

    asked: dict[str, int] = defaultdict(int)
    suggested: dict[str, int] = defaultdict(int)
    taken = []
    for at, pair in enumerate(corpus_pairs()):
        start = time.perf_counter()
        found = matching.candidates(con, probe(pair["right"]), fetch)
        taken.append((time.perf_counter() - start) * 1000)
        kind = pair["kind"] if pair["same"] else "not the same: " + pair["kind"]
        asked[kind] += 1
        suggested[kind] += any(match.person_id == f"L{at:03d}" for match in found)
    taken.sort()
    shares = {kind: round(suggested[kind] / asked[kind], 3) for kind in asked}
    return {
        "p50_ms": round(taken[len(taken) // 2], 2),
        "p95_ms": round(taken[-len(taken) // 20], 2),
        "share": shares,
    }


def _candidate(person_id: str, card: dict[str, str] | None, entry: search.Entry | None) -> matching.Candidate:
    if card:
        return probe(card, matching.Candidate, person_id=person_id)
    assert entry
    held = tuple((name.rpartition(" ")[0], name.rpartition(" ")[2]) for name in entry.names)
    return matching.Candidate(person_id=person_id, names=held, birth=entry.birth)


def opened(path: Path) -> Any:
    from sqlcipher3 import dbapi2

    con = dbapi2.connect(str(path), isolation_level=None)
    con.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    con.execute("PRAGMA journal_mode = wal")
    con.execute("PRAGMA cache_size = -64000")
    return con


def run(n: int) -> dict[str, Any]:
    """Everything at `n` persons; times in milliseconds, sizes in bytes for each person."""
    entries = population(n)
    with tempfile.TemporaryDirectory() as folder:
        con = opened(Path(folder) / "search.db")
        start = time.perf_counter()
        con.execute("BEGIN")
        search.rebuild(con, entries)
        con.execute("COMMIT")
        built = time.perf_counter() - start
        exact = list(exact_queries(random.Random(11), entries))
        sloppy = [row["query"] for row in rows("queries.tsv")]
        pages = con.execute("PRAGMA page_count").fetchone()[0] * 4096
        result = {
            "persons": n,
            "built_s": round(built, 2),
            "bytes_per_person": pages // n,
            "exact_ms": times(con, exact),
            "sloppy_ms": times(con, sloppy),
            "letter_by_letter_ms": times(con, letter_by_letter(sloppy)),
            "one_letter_ms": times(con, list("abcdefghiklmnoprstuvyzабвгґдешщюя12345")),
            "wrong_of_200": len(wrong_answers(con, exact, brute_force(entries))),
            "recall_at_10": recall(con),
            "duplicates": duplicates(con, dict(entries)),
        }
        con.close()
    return result


if __name__ == "__main__":
    import sys

    for size in map(int, sys.argv[1:] or ["10000"]):
        print(json.dumps(run(size), ensure_ascii=False, indent=1))
