"""Who of a whole register is worth comparing with whom: people who share something telling, or nearly do.

Comparing everybody with everybody is out of the question at 10,000. Two people are compared when they share
a key: a number, a number but for one character, a birth date, a birth date but for one digit together with a
name, or both names as they sound. Keys that hundreds share (a landlord's telephone) tell nothing and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from cic_desktop.clients import matching, search
from cic_desktop.clients.matching import Candidate, Match
from cic_desktop.core import text as names
from cic_desktop.core import transliteration
from cic_desktop.core.checks import compact

__all__ = ["pairs"]

Tick = Callable[[float], None]
Key = tuple[str, ...]
_TOO_MANY = 60  # people under one key: more is a default value or a landlord's telephone
_BLOCKING = 0.4  # of the whole work, for the progress that is shown


def pairs(people: Sequence[Candidate], threshold: float, tick: Tick, first_of: int = 0) -> list[tuple[Match, str, str]]:
    """Everybody who may stand in the register twice, the likeliest first: the match, and both ids.

    `tick` gets the share done and may raise to stop. With `first_of` only pairs are looked at in which one of
    the first so many people stands (those of an import; the others are in the register already).
    """
    near = sorted(pair for pair in _near(people, tick) if not first_of or pair[0] < first_of)
    found = []
    for done, (first, second) in enumerate(near):
        if done % 512 == 0:
            tick(_BLOCKING + (1 - _BLOCKING) * done / len(near))
        match = matching.compare(people[first], people[second], threshold)
        if match.score >= threshold:
            found.append((match, people[first].person_id, people[second].person_id))
    return sorted(found, key=lambda item: (-item[0].score, item[1], item[2]))


def _near(people: Sequence[Candidate], tick: Tick) -> set[tuple[int, int]]:
    """Places in `people` of all pairs that share a key."""
    places: dict[Key, list[int]] = defaultdict(list)
    heard: dict[str, frozenset[str]] = {}
    for place, person in enumerate(people):
        if place % 512 == 0:
            tick(_BLOCKING * place / len(people))
        for key in set(_keys(person, heard)):
            places[key].append(place)
    shared = (found for found in places.values() if 1 < len(found) <= _TOO_MANY)
    return {pair for found in shared for pair in combinations(found, 2)}


def _keys(person: Candidate, heard: dict[str, frozenset[str]]) -> Iterator[Key]:
    """`heard` keeps how names sound: most given names are borne by many."""
    words = [frozenset().union(*(_sounds(part, heard) for part in name)) for name in person.names]
    sounds = frozenset().union(*words)
    for number in _numbers(person):
        yield ("number", number)
        for nearly in _but_one(number):
            yield ("nearly", nearly)
    for day in matching.birthdays(person.birth):
        yield ("birth", day)
    if len(person.birth) == 10:
        for nearly in _but_one(person.birth):
            for sound in sounds:
                yield ("birth and name", nearly, sound)
    for found in words:
        for both in combinations(sorted(found), 2):
            yield ("names", *both)


def _numbers(person: Candidate) -> Iterator[str]:
    yield from filter(None, (compact(person.pesel), *map(compact, person.documents)))
    yield from (number for number in map(matching.digits, person.phones) if len(number) > 6)


def _but_one(number: str) -> Iterator[str]:
    """The number without each of its characters in turn: two that differ in one, or in two neighbours, share one."""
    for at in range(len(number)):
        yield number[:at] + number[at + 1 :]


def _sounds(name: str, heard: dict[str, frozenset[str]]) -> frozenset[str]:
    """How the words of a name sound, whichever language's form of it was written."""
    if name not in heard:
        heard[name] = frozenset(_sound(word) for _piece, spelled in search.words_of(name) for word in spelled)
    return heard[name]


def _sound(word: str) -> str:
    forms = transliteration.name_forms(word)
    return names.skeleton(names.sounds(min(forms, default=word))[0])
