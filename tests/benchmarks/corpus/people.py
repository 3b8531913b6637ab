"""Persons of the corpus, drawn by a seeded generator from `names.toml`."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.corpus.romanise import (
    BELARUS_PASSPORT,
    GEORGIAN,
    ICAO_RUSSIAN,
    KMU_55_2010,
    Table,
    spell,
)

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
CULTURES = [name for name, entry in NAMES.items() if "share" in entry]
PASSPORTS: dict[str, Table] = {
    "ukrainian": KMU_55_2010,
    "russian": ICAO_RUSSIAN,
    "belarusian": BELARUS_PASSPORT,
    "georgian": GEORGIAN,
}
BENDS = {
    "ukrainian": (("ський", "ська"), ("цький", "цька"), ("ий", "а"), ("ов", "ова")),
    "russian": (("ский", "ская"), ("ов", "ова"), ("ев", "ева"), ("ёв", "ёва"), ("ин", "ина")),
    "belarusian": (
        ("скі", "ская"),
        ("цкі", "цкая"),
        ("оў", "ова"),
        ("аў", "ава"),
        ("ёў", "ёва"),
        ("еў", "ева"),
    ),
    "polish": (("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")),
}
LETTERS_LOST = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ø": "o"})


@dataclass(frozen=True)
class Person:
    """Names as (surname, given). What the register does not hold is left out of `stored`."""

    culture: str
    sex: str
    latin: tuple[str, str]
    original: tuple[str, str]
    stored: str  # "latin", "original" or "both"
    variants: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def names(self) -> tuple[tuple[str, str], ...]:
        held = {"latin": (self.latin,), "original": (self.original,), "both": (self.latin, self.original)}
        return held[self.stored]


def no_marks(text: str) -> str:
    """Łódź → Lodz, Nguyễn → Nguyen: what a keyboard without the marks gives."""
    parts = unicodedata.normalize("NFD", text.translate(LETTERS_LOST))
    return "".join(c for c in parts if not unicodedata.combining(c))


def bend(surname: str, culture: str, sex: str) -> str:
    if sex == "F":
        for masculine, feminine in BENDS.get(culture, ()):
            if surname.endswith(masculine):
                return surname.removesuffix(masculine) + feminine
    return surname


def person(rng: random.Random, culture: str, *, invent: float = 0.15) -> Person:
    """One person; `invent` is the share of Ukrainian surnames built from a stem and a suffix."""
    sex = "F" if rng.random() < 0.58 else "M"
    entry = NAMES[culture]
    if culture == "arabic":
        return _arabic(rng, entry, sex)
    given = rng.choice(entry["given_f" if sex == "F" else "given_m"].split())
    surname = bend(_surname(rng, entry, invent), culture, sex)
    if culture == "vietnamese":
        given = rng.choice(entry["middle_f" if sex == "F" else "middle_m"].split()) + " " + given
    if culture == "spanish":
        surname += " " + rng.choice(entry["surnames"].split())
    original = (surname, given)
    if table := PASSPORTS.get(culture):
        latin = (spell(surname, table), spell(given, table))
        return Person(culture, sex, latin, original, _stored(rng, 0.55, 0.33))
    latin = (no_marks(surname), no_marks(given))
    return Person(culture, sex, latin, original, _stored(rng, 0.0, 0.35))


def people(rng: random.Random, count: int, *, invent: float = 0.15) -> Iterator[Person]:
    """`count` persons in the mixture of `share`, namesakes as they come."""
    shares = [NAMES[culture]["share"] for culture in CULTURES]
    for culture in rng.choices(CULTURES, shares, k=count):
        yield person(rng, culture, invent=invent)


def _surname(rng: random.Random, entry: dict[str, str], invent: float) -> str:
    if "stems" in entry and rng.random() < invent:
        return rng.choice(entry["stems"].split()) + rng.choice(entry["suffixes"].split())
    return rng.choice(entry["surnames"].split())


def _arabic(rng: random.Random, entry: dict[str, list[list[str]]], sex: str) -> Person:
    surname = rng.choice(entry["surnames"])
    given = rng.choice(entry["given_f" if sex == "F" else "given_m"])
    latin = (rng.choice(surname[1:]), rng.choice(given[1:]))
    variants = (tuple(surname[1:]), tuple(given[1:]))
    return Person("arabic", sex, latin, (surname[0], given[0]), _stored(rng, 0.8, 0.2), variants)


def _stored(rng: random.Random, latin: float, both: float) -> str:
    """Most files hold the passport spelling, some both, some only what was written on a slip."""
    return rng.choices(("latin", "both", "original"), (latin, both, 1 - latin - both))[0]
