"""Words of the register that sound or look like a typed one, for sloppy search and the duplicate check.

Kept beside the search index: every word of every name once, and how each may sound.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

from cic_desktop.core import text as names
from cic_desktop.core import transliteration
from cic_desktop.i18n import collation

DDL: tuple[str, ...] = (
    "CREATE TABLE search_word (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE search_sound (
        skeleton TEXT NOT NULL, sound TEXT NOT NULL, word TEXT NOT NULL,
        PRIMARY KEY (skeleton, sound, word)) STRICT, WITHOUT ROWID""",
)
TABLES = ("search_word", "search_sound")

LIKE_ENOUGH = 0.5  # cost above which two words are not alike: half of the letters differ
BEGINNING_COST = 0.04  # only the beginning of a word agrees
_FORM_COST = 0.2  # another language's form of the name
_TRIED = 48  # words given at most
_SOUNDS_READ = 400


def add(con: Any, words: Iterable[str]) -> None:
    """Take in words; those known already are no error."""
    for word in words:
        if con.execute("INSERT OR IGNORE INTO search_word (word) VALUES (?)", (word,)).rowcount:
            con.executemany("INSERT OR IGNORE INTO search_sound VALUES (?, ?, ?)", _rows(word))


def drop(con: Any, words: Iterable[str]) -> None:
    """Forget words."""
    for word in words:
        con.execute("DELETE FROM search_word WHERE word = ?", (word,))
        con.executemany("DELETE FROM search_sound WHERE (skeleton, sound, word) = (?, ?, ?)", _rows(word))


def _rows(word: str) -> list[tuple[str, str, str]]:
    return [(names.skeleton(sound), sound, word) for sound in heard(word)]


def heard(word: str) -> Iterator[str]:
    """Its sounds; those of the word behind an article written together with it, too (Alhassan → hassan)."""
    yield from names.sounds(word)
    if word[:2].lower() in ("al", "el") and len(word) > 4:
        yield from names.sounds(word[2:])


def words(con: Any, piece: str) -> dict[str, float]:
    """Words of the register that sound or look like one typed word, each with its cost (0 alike … 0.5)."""
    if len(piece) < 3:
        return {}
    costs: dict[str, float] = {}
    for word, cost in (*_other_forms(piece), *_same_sound(con, piece), *_mistyped(con, piece)):
        if cost <= LIKE_ENOUGH:
            costs[word] = min(cost, costs.get(word, cost))
    return dict(sorted(costs.items(), key=lambda item: item[1])[:_TRIED])


def _other_forms(piece: str) -> Iterator[tuple[str, float]]:
    for spelling in names.spellings(piece):
        for form in transliteration.name_forms(spelling):
            yield form, _FORM_COST


def _same_sound(con: Any, piece: str) -> Iterator[tuple[str, float]]:
    """Words with the same consonants, or whose consonants begin with them."""
    for sound in dict.fromkeys(heard(piece)):
        skeleton = names.skeleton(sound)
        if len(skeleton) < 2:
            continue
        rows = con.execute(
            "SELECT sound, word FROM search_sound WHERE skeleton >= ? AND skeleton < ? LIMIT ?",
            (skeleton, skeleton + "{", _SOUNDS_READ),
        ).fetchall()
        yield from _differences(sound, rows)


def _differences(sound: str, rows: list[tuple[str, str]]) -> Iterator[tuple[str, float]]:
    """The cost of each word by its sound: wholly, or as the beginning of a longer one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    longest = max(len(sound), 3)
    cutoff = int(longest * LIKE_ENOUGH)
    for begin, length in ((0.0, None), (BEGINNING_COST, len(sound)), (BEGINNING_COST, len(sound) + 1)):
        choices = [heard[:length] for heard, _ in rows]
        found = process.extract(sound, choices, scorer=OSA.distance, score_cutoff=cutoff, limit=_TRIED)
        for _, distance, at in found:
            yield rows[at][1], distance / longest * 0.8 + begin + 0.02


def _mistyped(con: Any, piece: str) -> Iterator[tuple[str, float]]:
    """Words one slip away, two in a long word; a Cyrillic letter may take several Latin ones."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    spelling = names.fold(piece).replace(" ", "")
    slips = (1 if len(spelling) < 8 else 2) + (not piece.isascii())
    words = _vocabulary(con)
    found = process.extract(spelling, words, scorer=OSA.distance, score_cutoff=slips, limit=_TRIED)
    for word, distance, _ in found:
        yield word, 0.1 + distance / max(len(spelling), 4) / (1 if piece.isascii() else 2)


# The words of each open register, kept in memory: a slip of the finger cannot be looked up in a table.
_vocabularies: OrderedDict[str, tuple[int, list[str]]] = OrderedDict()
_REGISTERS_KEPT = 3
_lock = Lock()


def _vocabulary(con: Any) -> list[str]:
    """Every word of the index; what was added since the last call, on any connection, is read first."""
    file = con.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    with _lock:
        last, words = _vocabularies.pop(file := file or f"memory {id(con)}", (0, []))
        last, words = _vocabularies[file] = _refreshed(con, last, words)
        while len(_vocabularies) > _REGISTERS_KEPT:
            _vocabularies.popitem(last=False)
    return words


def _refreshed(con: Any, last: int, words: list[str]) -> tuple[int, list[str]]:
    """`words` with those after number `last`; all of them anew when the last one is not there any more."""
    fresh = con.execute("SELECT id, word FROM search_word WHERE id >= ? ORDER BY id", (last,)).fetchall()
    if words and fresh and fresh[0] == (last, words[-1]):
        return fresh[-1][0], [*words, *(word for _, word in fresh[1:])] if len(fresh) > 1 else words
    fresh = con.execute("SELECT id, word FROM search_word ORDER BY id").fetchall()
    return (fresh[-1][0] if fresh else 0), [word for _, word in fresh]


def forget() -> None:
    """Leave no names in memory (when the register is locked)."""
    with _lock:
        _vocabularies.clear()
    for cached in (names.fold, names.spellings, names.sounds, names.sound_keys, collation.sort_key):
        cached.cache_clear()
