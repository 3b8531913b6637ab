"""Duplicates of the corpus: two records of one person, and two persons who only look like one."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.benchmarks.corpus.people import Person, bend, no_marks, person
from tests.benchmarks.corpus.queries import (
    CYRILLIC,
    mistype,
    other_romanisation,
    polish_ear,
    russian_form,
)

TODAY = date(2026, 11, 2)
LETTERS = "ABCDEFGHKLMNPRSTWXZ"


@dataclass(frozen=True)
class Record:
    """What one card holds; an empty text is a field left empty."""

    surname: str
    given: str
    birth: str
    sex: str
    citizenship: str
    pesel: str
    document: str
    phone: str


Pair = tuple[Record, Record]
Maker = Callable[[random.Random], Pair | None]
CITIZENSHIPS = {
    "ukrainian": "UA", "russian": "RU", "belarusian": "BY", "polish": "KZ", "georgian": "GE",
    "vietnamese": "VN",
    "spanish": "CO", "turkish": "TR", "indian": "IN", "english": "GB", "arabic": "SY",
}  # fmt: skip


def pesel_of(rng: random.Random, birth: date, sex: str) -> str:
    month = birth.month + (20 if birth.year >= 2000 else 0)
    serial = rng.randrange(1000) * 10 + rng.choice((0, 2, 4, 6, 8)) + (sex == "M")
    body = f"{birth.year % 100:02d}{month:02d}{birth.day:02d}{serial:04d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True))
    return body + str(-total % 10)


def record(rng: random.Random, who: Person, birth: date | None = None) -> Record:
    birth = birth or TODAY - timedelta(days=rng.randrange(18 * 365, 70 * 365))
    surname, given = who.latin
    return Record(
        surname=surname,
        given=given,
        birth=birth.isoformat(),
        sex=who.sex,
        citizenship=CITIZENSHIPS[who.culture],
        pesel=pesel_of(rng, birth, who.sex) if rng.random() < 0.6 else "",
        document=_document(rng) if rng.random() < 0.7 else "",
        phone=_phone(rng) if rng.random() < 0.8 else "",
    )


def _document(rng: random.Random) -> str:
    return rng.choice(LETTERS) + rng.choice(LETTERS) + f"{rng.randrange(10**6):06d}"


def _phone(rng: random.Random) -> str:
    return "+48" + rng.choice("5678") + f"{rng.randrange(10**8):08d}"


def someone(rng: random.Random, *cultures: str) -> Person:
    everyone = ("ukrainian",) * 5 + (
        "belarusian",
        "belarusian",
        "russian",
        "georgian",
        "polish",
        "spanish",
        "arabic",
    )
    return person(rng, rng.choice(cultures or everyone))


def _named(kept: Record, name: tuple[str, str]) -> Record:
    return replace(kept, surname=name[0], given=name[1])


def _forget(rng: random.Random, kept: Record, *fields: str) -> Record:
    """Some of the numbers of a card are seldom asked for twice."""
    return replace(kept, **{field: "" for field in fields if rng.random() < 0.6})


def _retyped(change: Callable[[random.Random, Person], tuple[str, str] | None], *cultures: str) -> Maker:
    """The same person under a name spelled otherwise, with the same birth date and few of the numbers."""

    def make(rng: random.Random) -> Pair | None:
        who = someone(rng, *cultures)
        name = change(rng, who)
        if name is None or name == who.latin:
            return None
        left = record(rng, who)
        return left, _forget(rng, _named(left, name), "pesel", "document", "phone")

    return make


def _typo(rng: random.Random, who: Person) -> tuple[str, str] | None:
    surname, given = who.latin
    return (mistype(rng, surname), given) if len(surname) > 4 else None


def one_digit_off(field: str) -> Maker:
    """One digit of a number or date mistyped; a date stays a date. Something else still agrees."""

    def make(rng: random.Random) -> Pair | None:
        left = record(rng, someone(rng))
        value: str = getattr(left, field)
        if not value:
            return None
        digits = [at for at, char in enumerate(value) if char.isdigit()]
        at = rng.choice(digits)
        wrong = value[:at] + rng.choice([d for d in "0123456789" if d != value[at]]) + value[at + 1 :]
        if field == "birth" and not _possible(wrong):
            return None
        others = [name for name in ("pesel", "document", "phone") if name != field]
        return left, _forget(rng, replace(left, **{field: wrong}), rng.choice(others))

    return make


def _possible(iso: str) -> bool:
    try:
        return date(1930, 1, 1) < date.fromisoformat(iso) < TODAY
    except ValueError:
        return False


def day_and_month(rng: random.Random) -> Pair | None:
    left = record(rng, someone(rng))
    year, month, day = left.birth.split("-")
    if int(day) > 12 or day == month:
        return None
    return left, _forget(rng, replace(left, birth=f"{year}-{day}-{month}"), "pesel", "document")


def missing_data(rng: random.Random) -> Pair | None:
    """A quick registration: the name and one thing more."""
    left = record(rng, someone(rng))
    kept = rng.choice(("birth", "phone", "document"))
    if not getattr(left, kept):
        return None
    empty = {name: "" for name in ("birth", "pesel", "document", "phone") if name != kept}
    return left, replace(left, **empty, sex=left.sex if rng.random() < 0.5 else "")


def married(rng: random.Random) -> Pair | None:
    """A surname changed; the PESEL or the document shows who it is."""
    who = someone(rng)
    left, other = record(rng, who), someone(rng, who.culture)
    if who.sex != "F" or not (left.pesel or left.document):
        return None
    return left, replace(left, surname=other.latin[0], phone="")


def swapped(_rng: random.Random, who: Person) -> tuple[str, str]:
    return who.latin[1], who.latin[0]


def in_cyrillic(_rng: random.Random, who: Person) -> tuple[str, str]:
    return who.original


def bare(rng: random.Random, who: Person) -> tuple[str, str]:
    return who.original if rng.random() < 0.5 else (no_marks(who.original[0]), no_marks(who.original[1]).upper())


def relative(rng: random.Random, *, days_apart: tuple[int, int], sex: str | None = None) -> Pair:
    """Two of one family: the same surname and, mostly, the same phone."""
    who = someone(rng)
    other = person(rng, who.culture)
    while other.latin[1] == who.latin[1] or (sex and other.sex != who.sex):
        other = person(rng, who.culture)
    left = record(rng, who)
    birth = date.fromisoformat(left.birth) + timedelta(days=rng.randint(*days_apart))
    surname = bend(who.latin[0], who.culture, other.sex)
    right = replace(record(rng, other, birth), surname=surname, phone=left.phone if rng.random() < 0.7 else "")
    return left, right


def twins(rng: random.Random) -> Pair | None:
    return relative(rng, days_apart=(0, 0))


def siblings(rng: random.Random) -> Pair | None:
    return relative(rng, days_apart=(330, 2500))


def namesakes(rng: random.Random) -> Pair | None:
    """The same name, nothing else in common."""
    who = someone(rng)
    left, right = record(rng, who), record(rng, who)
    return (left, right) if left.birth[:4] != right.birth[:4] else None


def father_and_son(rng: random.Random) -> Pair | None:
    """The same name and phone, a generation apart."""
    who = someone(rng)
    left = record(rng, who)
    birth = date.fromisoformat(left.birth) + timedelta(days=rng.randint(7000, 13000))
    return (left, replace(record(rng, who, birth), phone=left.phone)) if birth < TODAY else None


def same_birthday(rng: random.Random) -> Pair | None:
    """Born on one day with the same given name or a surname that sounds near; two persons."""
    who, other = someone(rng, "ukrainian"), someone(rng, "ukrainian")
    left = record(rng, who)
    right = record(rng, other, date.fromisoformat(left.birth))
    return (left, right) if who.latin[0] != other.latin[0] else None


def spouses(rng: random.Random) -> Pair | None:
    return relative(rng, days_apart=(-2500, 2500), sex=None)


SAME: dict[str, tuple[int, Maker]] = {
    "Polish spelling": (90, _retyped(polish_ear, *CYRILLIC)),
    "Cyrillic": (70, _retyped(in_cyrillic, *CYRILLIC)),
    "other romanisation": (60, _retyped(other_romanisation, "ukrainian", "russian", "arabic")),
    "Russian form": (40, _retyped(russian_form, "ukrainian")),
    "marks": (40, _retyped(bare, "polish", "spanish", "turkish", "vietnamese")),
    "typo in the name": (70, _retyped(_typo)),
    "swapped names": (50, _retyped(swapped)),
    "digit off in the birth date": (40, one_digit_off("birth")),
    "day and month swapped": (30, day_and_month),
    "digit off in PESEL": (30, one_digit_off("pesel")),
    "digit off in the document": (30, one_digit_off("document")),
    "missing data": (40, missing_data),
    "surname changed": (30, married),
}
DIFFERENT: dict[str, tuple[int, Maker]] = {
    "twins": (50, twins),
    "siblings": (50, siblings),
    "namesakes": (60, namesakes),
    "father and son": (30, father_and_son),
    "same birthday": (50, same_birthday),
    "spouses": (40, spouses),
}
