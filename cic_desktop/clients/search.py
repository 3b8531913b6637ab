"""The find box: persons by name in any script and spelling, by PESEL, phone, document or case number.

What a query finds, exactly: it is split at spaces, and **every** part must be found with the person.
- A part without digits is one or more words; each must begin a word of any of the person's names, both taken
  in any of their Latin spellings (`text.spellings`). The order does not matter.
- A part with digits must stand somewhere inside one of the person's numbers, separators apart. Parts of
  digits alone that follow each other are one number (`600 123 456`); up to three letters before it may belong
  to it (`AB 123`).
After those come the persons whose name only *sounds* or *looks* alike: the same consonants, another
language's form of the given name, a slip of the finger.

All functions take a raw DB-API connection to the register and never commit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from cic_desktop.clients import alike
from cic_desktop.core import text as names
from cic_desktop.i18n.collation import sort_key as collation_key

__all__ = [
    "DDL", "VERSION", "Entry", "Hit", "Near", "count", "find", "is_current", "near", "put", "rebuild",
    "remove", "stamp", "words_of",
]  # fmt: skip

VERSION = 1  # raise it when folding, sounds or these tables change: the index is then built again

DDL: tuple[str, ...] = (
    """CREATE TABLE search_doc (
        doc INTEGER PRIMARY KEY, person_id TEXT NOT NULL UNIQUE, sort_key TEXT NOT NULL, birth TEXT NOT NULL,
        words TEXT NOT NULL, numbers TEXT NOT NULL) STRICT""",
    "CREATE INDEX search_doc_birth ON search_doc (birth) WHERE birth <> ''",
    """CREATE VIRTUAL TABLE search_name USING fts5(
        words, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='1 2 3')""",
    """CREATE VIRTUAL TABLE search_number USING fts5(
        numbers, content='', contentless_delete=1, detail=none, tokenize='trigram')""",
    *alike.DDL,
    "CREATE TABLE search_stamp (version INTEGER NOT NULL) STRICT",
)
_TABLES = ("search_doc", "search_name", "search_number", *alike.TABLES, "search_stamp")

LONGEST = 200  # characters of a query that are looked at
_RANKED = 200  # rows put in order at most for one query
_PIECES = re.compile(r"[^\w'’ʼ`]+")
_DIGIT = re.compile(r"\d")
# Words that some write apart from the name and some together with it: Al-Hassan, El Hassan, Alhassan.
_PARTICLES = frozenset({"al", "el", "abd", "abdul", "abu", "bin", "ben", "ibn", "van", "von", "mac", "mc", "o"})

Why = Literal["name", "number", "similar"]


@dataclass(frozen=True)
class Entry:
    """What one person is found by. Lists sort by the first name unless `sort_key` is given."""

    names: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    birth: str = ""
    sort_key: str = ""


@dataclass(frozen=True)
class Hit:
    """One person found. `rank` is 0 where whole words agree and grows with the difference."""

    person_id: str
    rank: float
    why: Why


Spellings = tuple[str, ...]


@dataclass(frozen=True)
class _Query:
    """`pieces` are the words as typed, `words` each of them in its Latin spellings."""

    pieces: tuple[str, ...]
    words: tuple[Spellings, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    """One line of the index: what ranking needs to know of a person."""

    person_id: str
    sort_key: str
    words: frozenset[str]


# --- keeping the index --------------------------------------------------------------------------------------


def put(con: Any, person_id: str, entry: Entry) -> None:
    """Index a person, or index them again after a change."""
    words = " ".join(sorted(_indexed_words(entry.names)))
    numbers = "|".join(dict.fromkeys(filter(None, map(_compact, entry.numbers))))
    key = entry.sort_key or collation_key(next(iter(entry.names), ""))
    found = con.execute("SELECT doc, words, numbers FROM search_doc WHERE person_id = ?", (person_id,)).fetchone()
    doc, old_words, old_numbers = found or (None, "", "")
    doc = con.execute(
        """INSERT INTO search_doc (doc, person_id, sort_key, birth, words, numbers) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (doc) DO UPDATE SET sort_key = excluded.sort_key, birth = excluded.birth,
        words = excluded.words, numbers = excluded.numbers RETURNING doc""",
        (doc, person_id, key, entry.birth, words, numbers),
    ).fetchone()[0]
    if words != old_words:
        _replace(con, "search_name (rowid, words)", doc, words, bool(old_words))
        alike.add(con, set(words.split()) - set(old_words.split()))
        _drop_words(con, set(old_words.split()) - set(words.split()))
    if numbers != old_numbers:
        _replace(con, "search_number (rowid, numbers)", doc, numbers, bool(old_numbers))


def remove(con: Any, person_id: str) -> None:
    """Forget a person; a word nobody else bears goes too. Unknown persons are no error."""
    found = con.execute("DELETE FROM search_doc WHERE person_id = ? RETURNING doc, words", (person_id,)).fetchone()
    if found is None:
        return
    doc, words = found
    con.execute("DELETE FROM search_name WHERE rowid = ?", (doc,))
    con.execute("DELETE FROM search_number WHERE rowid = ?", (doc,))
    _drop_words(con, set(words.split()))


def rebuild(con: Any, entries: Iterable[tuple[str, Entry]]) -> None:
    """Make the whole index anew, the tables included (they may be of an older version, or damaged)."""
    for table in _TABLES:
        con.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in DDL:
        con.execute(statement)
    for person_id, entry in entries:
        put(con, person_id, entry)
    con.execute("INSERT INTO search_name (search_name) VALUES ('optimize')")
    con.execute("INSERT INTO search_number (search_number) VALUES ('optimize')")
    stamp(con)


def stamp(con: Any) -> None:
    """Note that the index was made by this version."""
    con.execute("DELETE FROM search_stamp")
    con.execute("INSERT INTO search_stamp (version) VALUES (?)", (VERSION,))


def is_current(con: Any) -> bool:
    """Whether the index was made by this version; when not, `rebuild` it."""
    if not con.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_stamp'").fetchone():
        return False
    return bool(con.execute("SELECT 1 FROM search_stamp WHERE version = ?", (VERSION,)).fetchone())


def _replace(con: Any, columns: str, doc: int, value: str, had_one: bool) -> None:
    if had_one:
        con.execute(f"DELETE FROM {columns.split()[0]} WHERE rowid = ?", (doc,))
    if value:
        con.execute(f"INSERT INTO {columns} VALUES (?, ?)", (doc, value))


def _drop_words(con: Any, words: Iterable[str]) -> None:
    """Forget the words that nobody bears any more."""
    used = "SELECT 1 FROM search_name WHERE search_name MATCH ? LIMIT 1"
    alike.drop(con, [word for word in words if not con.execute(used, (f'"{word}"',)).fetchone()])


def words_of(name: str) -> list[tuple[str, Spellings]]:
    """The words of a name as written, each with its spellings."""
    pairs = ((piece, tuple(s.replace(" ", "") for s in names.spellings(piece))) for piece in _PIECES.split(name))
    return [(piece, tuple(dict.fromkeys(filter(None, found)))) for piece, found in pairs if any(found)]


def _indexed_words(all_names: Iterable[str]) -> set[str]:
    words: set[str] = set()
    for name in all_names:
        spelled = [found for _, found in words_of(name)]
        words.update(*spelled)
        words.update(a + b for first, second in pairwise(spelled) for a in first if a in _PARTICLES for b in second)
    return words


def _compact(number: str) -> str:
    return names.fold(number).replace(" ", "")


# --- finding ------------------------------------------------------------------------------------------------


def find(con: Any, text: str, limit: int = 50) -> list[Hit]:
    """The persons a query means, at most `limit`, best first.

    Whole words before beginnings of words, then alphabetically; of a query so broad that it finds hundreds,
    those registered last are shown.
    """
    hits: dict[str, Hit] = {}
    for query in _readings(text):
        for hit in _exact(con, query, limit):
            hits.setdefault(hit.person_id, hit)
        if len(hits) < limit and query.words:
            for hit in _similar(con, query, limit):
                hits.setdefault(hit.person_id, hit)
    return sorted(hits.values(), key=lambda hit: hit.why == "similar")[:limit]


def count(con: Any, text: str, most: int = 50) -> int:
    """How many persons `find` would give; `most + 1` means "more than `most`"."""
    return len(find(con, text, most + 1))


def _readings(text: str) -> list[_Query]:
    """What the text may mean, the likelier first; nothing when there is nothing to look for."""
    parts = _parts(names.clean(text)[:LONGEST].split())
    found = [_query(reading) for reading in (_with_letters(parts), parts)]
    return [query for query in dict.fromkeys(found) if query.words or query.numbers]


def _parts(chunks: list[str]) -> list[str]:
    """The chunks, digits that follow each other joined: 600 123 456."""
    parts: list[str] = []
    for chunk in chunks:
        if parts and _is_bare(chunk) and _is_bare(parts[-1]):
            parts[-1] += chunk
        else:
            parts.append(chunk)
    return parts


def _with_letters(parts: list[str]) -> list[str]:
    """The parts, short letters joined to the number behind them: AB 123456."""
    joined: list[str] = []
    for part in parts:
        if joined and len(joined[-1]) <= 3 and joined[-1].isalpha() and _DIGIT.search(part):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _is_bare(chunk: str) -> bool:
    return bool(_DIGIT.search(chunk)) and not any(char.isalpha() for char in chunk)


def _query(parts: list[str]) -> _Query:
    numbers = [_compact(part) for part in parts if _DIGIT.search(part)]
    dialled = (n[2:] if n.startswith("00") and len(n) > 9 else n for n in numbers if n)  # 0048 … is stored as 48 …
    words = [pair for part in parts if not _DIGIT.search(part) for pair in words_of(part)]
    return _Query(tuple(piece for piece, _ in words), tuple(found for _, found in words), tuple(dialled))


def _exact(con: Any, query: _Query, limit: int) -> Iterator[Hit]:
    """Hits by the exact rule."""
    match = [_any_of(spellings, begin=True) for spellings in query.words]
    rows = _rows(con, query, match)
    if len(rows) == _RANKED and query.words:
        rows += _rows(con, query, [_any_of(spellings) for spellings in query.words])
    ranked = {row.person_id: (_beginnings(row, query.words), row.sort_key) for row in rows}
    why: Why = "name" if query.words else "number"
    for person_id in sorted(ranked, key=ranked.__getitem__)[:limit]:
        yield Hit(person_id, ranked[person_id][0] / 100, why)


def _beginnings(row: _Row, words: Iterable[Spellings]) -> int:
    """How many words of the query are only the beginning of a word."""
    return sum(row.words.isdisjoint(spellings) for spellings in words)


def _any_of(words: Iterable[str], *, begin: bool = False) -> str:
    """An FTS5 expression; the words are letters and digits only, so quoting them is enough."""
    star = "*" if begin else ""
    return "(" + " OR ".join(f'"{word}"{star}' for word in words) + ")"


def _rows(con: Any, query: _Query, match: list[str]) -> list[_Row]:
    """At most `_RANKED` rows, latest first, that fit every FTS5 expression and hold the numbers."""
    trigrams = " AND ".join(f'"{n[at : at + 3]}"' for n in query.numbers for at in range(len(n) - 2))
    where, given = ["instr(d.numbers, ?)"] * len(query.numbers), list(query.numbers)
    if trigrams and (not match or max(map(len, query.numbers)) > 3):  # a long number is rarer than any name
        source, newest = "search_number f CROSS JOIN search_doc d ON d.doc = f.rowid", "f.rowid"
        where, given = ["search_number MATCH ?", *where], [trigrams, *given]
    elif match:
        source, newest = "search_name f CROSS JOIN search_doc d ON d.doc = f.rowid", "f.rowid"
        where, given, match = ["search_name MATCH ?", *where], [" AND ".join(match), *given], []
    else:
        source, newest = "search_doc d", "d.doc"
    if match:
        where.append("d.doc IN (SELECT rowid FROM search_name WHERE search_name MATCH ?)")
        given.append(" AND ".join(match))
    sql = f"""SELECT d.person_id, d.sort_key, d.words FROM {source}
        WHERE {" AND ".join(where)} ORDER BY {newest} DESC LIMIT {_RANKED}"""
    return [_Row(person_id, key, frozenset(words.split())) for person_id, key, words in con.execute(sql, given)]


def _similar(con: Any, query: _Query, limit: int) -> Iterator[Hit]:
    """Hits where some word only sounds or looks alike; each word still has to be found."""
    pairs = [pair for pair in zip(query.pieces, query.words, strict=True) if not _PARTICLES.intersection(pair[1])]
    costs_of = [alike.words(con, piece) for piece, _ in pairs]
    if not any(costs_of):
        return
    match = [
        _any_of(spellings, begin=True) + (" OR " + _any_of(costs) if costs else "")
        for (_, spellings), costs in zip(pairs, costs_of, strict=True)
    ]
    rows = _rows(con, query, [f"({part})" for part in match])
    ranked = []
    for row in rows:
        cost = sum(_cost(row, spellings, costs) for (_, spellings), costs in zip(pairs, costs_of, strict=True))
        ranked.append((cost, row.sort_key, row.person_id))
    for cost, _, person_id in sorted(ranked)[:limit]:
        yield Hit(person_id, round(1 + cost, 3), "similar")


def _cost(row: _Row, spellings: Spellings, costs: dict[str, float]) -> float:
    """What the best word of a row costs against one word of the query."""
    if not row.words.isdisjoint(spellings):
        return 0.0
    best = min((costs[word] for word in row.words if word in costs), default=1.0)
    if best > alike.BEGINNING_COST and any(word.startswith(spellings) for word in row.words):
        return alike.BEGINNING_COST
    return best


@dataclass(frozen=True)
class Near:
    """A person to compare in full: `rank` as in a hit, below 0 where a number or the birth date agrees."""

    person_id: str
    rank: float
    birth: str


def near(con: Any, people: Iterable[str], numbers: Iterable[str], births: Iterable[str]) -> list[Near]:
    """Persons with one of the numbers or birth dates (ISO), or a name like one of `people`; in no order."""
    ranks: dict[str, float] = {}
    for number in numbers:
        ranks |= {row.person_id: -1.0 for row in _rows(con, _Query((), (), (_compact(number),)), [])}
    same_day = "SELECT person_id FROM search_doc WHERE birth = ? AND birth <> '' LIMIT ?"  # as the index says it
    ranks |= {found: -1.0 for day in births for (found,) in con.execute(same_day, (day, _RANKED))}
    for query in (query for name in people for query in _readings(name)):
        for hit in (*_exact(con, query, _RANKED), *_similar(con, query, _RANKED)):
            ranks[hit.person_id] = min(hit.rank, ranks.get(hit.person_id, hit.rank))
    known = "SELECT person_id, birth FROM search_doc WHERE person_id IN (SELECT value FROM json_each(?))"
    return [Near(found, ranks[found], birth) for found, birth in con.execute(known, (json.dumps([*ranks]),))]
