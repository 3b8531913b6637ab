"""Sloppy queries of the corpus: one function per kind, each from a person to what somebody would type."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.benchmarks.corpus.people import NAMES, Person, no_marks
from tests.benchmarks.corpus.romanise import (
    ENGLISH_RUSSIAN,
    FRENCH_RUSSIAN,
    FRENCH_UKRAINIAN,
    GERMAN_RUSSIAN,
    GERMAN_UKRAINIAN,
    KMU_55_2010,
    UKRAINE_BEFORE_2007,
    polish_hearing,
    spell,
)

CYRILLIC = ("ukrainian", "russian", "belarusian")
LATIN = ("polish", "vietnamese", "spanish", "turkish")
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхї", "фівапролджє", "ячсмитьбю")
OTHER_ROMANISATIONS = {
    "ukrainian": (UKRAINE_BEFORE_2007, FRENCH_UKRAINIAN, GERMAN_UKRAINIAN),
    "russian": (ENGLISH_RUSSIAN, FRENCH_RUSSIAN, GERMAN_RUSSIAN),
}
RUSSIAN_FORMS = {ukrainian: forms for ukrainian, *forms in NAMES["russian_forms"]["pairs"]}

Name = tuple[str, str]
Maker = Callable[[random.Random, Person], Name | None]


def marks_left_out(_rng: random.Random, person: Person) -> Name | None:
    """Only persons whose name with marks is what the register holds."""
    if person.culture not in LATIN or person.stored != "original":
        return None
    bare = (no_marks(person.original[0]), no_marks(person.original[1]))
    return bare if bare != person.original else None


def polish_ear(rng: random.Random, person: Person) -> Name | None:
    """The PWN transcription; half of the time typed without its marks."""
    if person.culture not in CYRILLIC:
        return None
    surname, given = (polish_hearing(part, person.culture) for part in person.original)
    bare = (no_marks(surname), no_marks(given))
    if bare == person.latin:
        return None
    return bare if rng.random() < 0.5 else (surname, given)


def slip(rng: random.Random, person: Person) -> Name | None:
    """One edit in one word of at least five letters, in a spelling the register holds."""
    surname, given = rng.choice(person.names())
    if len(surname) < 5 or (person.culture == "arabic" and person.stored == "original"):
        return None
    if len(given) >= 5 and rng.random() < 0.3:
        return surname, mistype(rng, given)
    return mistype(rng, surname), given


def swapped(rng: random.Random, person: Person) -> Name | None:
    surname, given = rng.choice(person.names())
    return given, surname


def russian_form(rng: random.Random, person: Person) -> Name | None:
    if person.culture != "ukrainian" or person.original[1] not in RUSSIAN_FORMS:
        return None
    cyrillic, latin = RUSSIAN_FORMS[person.original[1]]
    if rng.random() < 0.5:
        return person.original[0], cyrillic
    return spell(person.original[0], KMU_55_2010), latin


def other_romanisation(rng: random.Random, person: Person) -> Name | None:
    if person.culture == "arabic" and person.stored != "original":
        surname, given = (rng.choice(variants) for variants in person.variants)
        return (surname, given) if (surname, given) != person.latin else None
    if person.culture not in OTHER_ROMANISATIONS:
        return None
    table = rng.choice(OTHER_ROMANISATIONS[person.culture])
    spelled = (spell(person.original[0], table), spell(person.original[1], table))
    return spelled if spelled != person.latin else None


def other_script(_rng: random.Random, person: Person) -> Name | None:
    """Typed in the own script though the file holds the passport spelling, or the other way round."""
    if person.culture not in (*CYRILLIC, "georgian") or person.stored == "both":
        return None
    return person.original if person.stored == "latin" else person.latin


KINDS: dict[str, tuple[int, Maker]] = {
    "no marks": (70, marks_left_out),
    "Polish hearing of a Cyrillic name": (90, polish_ear),
    "typo": (90, slip),
    "swapped names": (60, swapped),
    "Russian form of a Ukrainian name": (40, russian_form),
    "passport romanisation other than ours": (60, other_romanisation),
    "other script": (40, other_script),
}


def typed(rng: random.Random, name: Name, *, shorten: bool = True) -> str:
    """As it stands in the find box: some type only the beginning of the given name; case as it comes."""
    first, second = name
    if shorten and len(second) > 4 and " " not in second and rng.random() < 0.2:
        second = second[: rng.choice((3, 4))].rstrip("'- ")
    text = f"{first} {second}"
    return rng.choices((text, text.lower(), text.upper()), (4, 5, 1))[0]


def mistype(rng: random.Random, word: str) -> str:
    """One deletion, insertion, substitution or transposition; seldom in the first letter."""
    at = 0 if rng.random() < 0.08 else rng.randrange(1, len(word) - 1)
    edit = rng.choice(("deletion", "insertion", "substitution", "transposition"))
    if edit == "transposition" and word[at].lower() != word[at + 1].lower():
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if edit == "deletion":
        return word[:at] + word[at + 1 :]
    if edit == "insertion":
        letter = word[at].lower() if rng.random() < 0.5 else neighbour(rng, word[at])
        return word[: at + 1] + letter + word[at + 1 :]
    return word[:at] + neighbour(rng, word[at]) + word[at + 1 :]


def neighbour(rng: random.Random, letter: str) -> str:
    """A key beside `letter`; letters without a key of their own give any letter of a Latin keyboard."""
    for row in KEYBOARD:
        if (at := row.find(letter.lower())) >= 0:
            return rng.choice([row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)])
    return rng.choice("aeionrst")
