"""Names of invented people: in their own script and in the spelling of their passport."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cic_desktop.core.transliteration import Language, passport_latin
from cic_desktop.demo import data

Sex = Literal["F", "M"]
# Who comes to a centre in the Opole region.
NATIONS = data.weighted(
    {"UA": 85, "BY": 4.5, "CO": 2, "GE": 1.7, "RU": 1.3, "IN": 1.2, "VN": 1.1, "NP": 1, "TR": 0.8, "PH": 0.8, "UZ": 0.6}
)
_PASSPORTS: dict[str, Language] = {"UA": "uk", "BY": "be", "RU": "ru"}
_FEMININE = {
    "UA": (("ський", "ська"), ("цький", "цька"), ("ній", "ня"), ("ий", "а")),
    "BY": (("скі", "ская"), ("цкі", "цкая"), ("оў", "ова"), ("аў", "ава"), ("ёў", "ёва"), ("еў", "ева")),
    "RU": (("ский", "ская"), ("ов", "ова"), ("ев", "ева"), ("ёв", "ёва"), ("ин", "ина")),
    "UZ": (("ов", "ова"), ("ев", "ева")),
}
_SUFFIXES = ("енко", "ук", "чук", "івський", "ович", "ець", "ишин", "ик", "юк", "як")
_BUILT = 0.4  # surnames made of a stem and a suffix
_LEADING = 0.35  # how much some given names lead over others


@dataclass(frozen=True)
class Name:
    """One name: `own` is its own script, `latin` the passport's spelling."""

    own: str
    latin: str


@cache
def _listed(nation: str, role: str) -> tuple[Name, ...]:
    found = [row for row in data.rows("names") if row["nation"] == nation and row["role"] == role]
    return tuple(Name(row["name"], row["latin"] or _passport(nation, row["name"])) for row in found)


def surname(rng: random.Random, nation: str) -> Name:
    """A family's name in its masculine form."""
    stems = _listed(nation, "stem")
    if stems and data.chance(rng, _BUILT):
        own = rng.choice(stems).own + rng.choice(_SUFFIXES)
        return Name(own, _passport(nation, own))
    if nation == "CO":
        father, mother = rng.choice(_listed(nation, "surname")), rng.choice(_listed(nation, "surname"))
        return Name(f"{father.own} {mother.own}", f"{father.latin} {mother.latin}")
    return rng.choice(_listed(nation, "surname"))


def given(rng: random.Random, nation: str, sex: Sex) -> Name:
    names = _listed(nation, "given_f" if sex == "F" else "given_m")
    return names[int(len(names) * rng.random() ** (1 + _LEADING))]


@cache
def borne_by(nation: str, family: Name, sex: Sex) -> Name:
    """The form of a family's name that a woman or a man bears."""
    if sex == "F":
        for masculine, feminine in _FEMININE.get(nation, ()):
            if family.own.endswith(masculine):
                own = family.own.removesuffix(masculine) + feminine
                return Name(own, family.latin + "a" if nation == "UZ" else _passport(nation, own))
    return family


def _passport(nation: str, own: str) -> str:
    return passport_latin(own, _PASSPORTS[nation]) if nation in _PASSPORTS else own
