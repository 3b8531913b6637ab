"""Every name the register knows, and what stands in its place when names are hidden: initials and case number.

What else leads to a person goes with the names (`numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cic_desktop.ui.private.numbers import Numbers, read_numbers

if TYPE_CHECKING:
    from cic_desktop.db.work import Read

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")  # letters of any script, with hyphens and apostrophes
_ROWS = """
SELECT surname, given, case_number FROM person WHERE deleted_at IS NULL
UNION ALL
SELECT n.surname, n.given, p.case_number FROM person_name n JOIN person p ON p.id = n.person_id
WHERE n.deleted_at IS NULL AND p.deleted_at IS NULL
"""
Known = tuple[str, str, str]  # surname, given names, case number
_Way = tuple[tuple[str, ...], str]  # the words of a name, and what stands in its place


class Names:
    """Looks for names word by word: the cost is that of the text, however many people there are.

    People are only sorted by the first word of their names; the ways to write a name are made when it is met.
    """

    def __init__(self, people: Iterable[Known], numbers: Numbers | None = None) -> None:
        self._numbers = numbers or Numbers()
        self._by_first: dict[str, list[Known]] = {}
        self._alone: set[str] = set()
        self._met: dict[str, list[_Way]] = {}
        for person in people:
            for name in person[:2]:
                if words := name.casefold().split():
                    self._by_first.setdefault(words[0], []).append(person)
                    self._alone.add(" ".join(words))

    def hide(self, text: str) -> str:
        """The text with every name and number in it replaced; a name alone shows its first letter."""
        return self._hide_names(self._numbers.hide(text))

    def _hide_names(self, text: str) -> str:
        if (whole := text.strip()) and whole.casefold() in self._alone:
            return f"{whole[0]}…"
        words = list(_WORD.finditer(text))
        folded = [word.group().casefold() for word in words]
        pieces, end, at = [], 0, 0
        while at < len(words):
            way = next((way for way in self._ways(folded[at]) if _begins(folded, at, way[0])), None)
            if way is None:
                at += 1
                continue
            pieces += [text[end : words[at].start()], way[1]]
            at += len(way[0])
            end = words[at - 1].end()
        return "".join([*pieces, text[end:]])

    def _ways(self, first: str) -> list[_Way]:
        """How the names that begin with a word are written, the longest first, each with its mask."""
        if first not in self._by_first:
            return []
        if first not in self._met:
            ways: dict[tuple[str, ...], str] = {}
            for person in self._by_first[first]:
                for name in _orders(person):
                    mask = _mask(person)
                    shared = ways.get(name, mask) != mask  # then nobody knows whose number it is
                    ways[name] = f"{mask.split()[0]} …" if shared else mask
            mine = [way for way in ways.items() if way[0][0] == first]
            self._met[first] = sorted(mine, key=lambda way: -len(way[0]))
        return self._met[first]


def read_names(read: Read) -> Names:
    """The names of everybody in the register, in every spelling kept, and their numbers."""
    return Names(read.sql(_ROWS), read_numbers(read))


def _begins(folded: list[str], at: int, name: tuple[str, ...]) -> bool:
    return tuple(folded[at : at + len(name)]) == name


def _mask(person: Known) -> str:
    surname, given, case_number = person
    return f"{surname[:1]}{given[:1]} {case_number}"


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(name))


def _orders(person: Known) -> Iterator[tuple[str, ...]]:
    """Surname first or last, with all given names or the first one; one name alone when it has several words."""
    surname, given = _words(person[0]), _words(person[1])
    if not surname or not given:
        if len(alone := surname or given) > 1:
            yield alone
        return
    yield from (surname + given, given + surname, surname + given[:1], given[:1] + surname)
