"""A register of people of whom some stand in it twice: what the duplicate list is measured with.

Drawn by a seed from `doubles.toml`, by rules of its own: slips of fingers and eyes, tables of romanisation,
what happens in lives. Nothing here imports the program. Seed `TUNED` may be looked at while the matcher is
worked on; seed `HELD_OUT` is only ever counted.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.corpus.pairs import pesel_of
from tests.benchmarks.corpus.people import BENDS, no_marks
from tests.benchmarks.corpus.romanise import (
    BELARUS_PASSPORT,
    ENGLISH_RUSSIAN,
    GEORGIAN,
    ICAO_RUSSIAN,
    KMU_55_2010,
    UKRAINE_BEFORE_2007,
    Table,
    polish_hearing,
    spell,
)

TUNED, HELD_OUT = 31, 20261123
PEOPLE = 10_000
TODAY = date(2026, 11, 2)
NAMES = tomllib.loads(Path(__file__).with_name("doubles.toml").read_text("utf-8"))
# The table of the passport, and another one the name may have been written by before or elsewhere (BGN/PCGN,
# the Ukrainian passports before 2007, Russian spelling of a Belarusian name).
BY_TABLE: dict[str, tuple[Table, Table]] = {
    "ukrainian": (KMU_55_2010, UKRAINE_BEFORE_2007),
    "russian": (ICAO_RUSSIAN, ENGLISH_RUSSIAN),
    "belarusian": (BELARUS_PASSPORT, ICAO_RUSSIAN | {"і": "i", "ў": "v", "'": ""}),
    "georgian": (GEORGIAN, GEORGIAN),
}
CYRILLIC = ("ukrainian", "russian", "belarusian")
RUSSIAN_GIVEN = {
    "Любомир": "Любомир", "Всеволод": "Всеволод", "Гліб": "Глеб", "Федір": "Фёдор", "Юхим": "Ефим", "Ілля": "Илья",
    "Марко": "Марк", "Савелій": "Савелий", "Яків": "Яков", "Давид": "Давид", "Віталій": "Виталий", "Семен": "Семён",
    "Дем'ян": "Демьян", "Єва": "Ева", "Лідія": "Лидия", "Зінаїда": "Зинаида", "Ніна": "Нина", "Емілія": "Эмилия",
    "Клавдія": "Клавдия", "Евеліна": "Эвелина", "Віолетта": "Виолетта", "Регіна": "Регина", "Павлина": "Полина",
}  # fmt: skip
# Keys that lie side by side, letters and digits that look alike in handwriting.
BESIDE = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "r": "et", "s": "ad", "t": "ry", "u": "yi",
    "v": "cb", "w": "qe", "y": "tu", "z": "x",
}  # fmt: skip
MISREAD = {"a": "o", "o": "a", "u": "n", "n": "u", "e": "c", "c": "e", "h": "k", "i": "l", "l": "i", "v": "r", "r": "v"}
MISREAD_DIGIT = {
    "0": "6", "1": "7", "2": "7", "3": "8", "4": "9", "5": "6", "6": "0", "7": "1", "8": "3", "9": "4",
}  # fmt: skip


@dataclass(frozen=True)
class Somebody:
    """Who a card is about: names in their own script and in the passport's."""

    culture: str
    sex: str
    own: tuple[str, str]
    latin: tuple[str, str]


@dataclass(frozen=True)
class Card:
    """What one card holds; an empty text is a field left empty. `birth` is YYYY[-MM[-DD]]."""

    surname: str
    given: str
    birth: str = ""
    sex: str = ""
    pesel: str = ""
    document: str = ""
    phone: str = ""


Pair = tuple[Card, Card]
Maker = Callable[[random.Random], Pair | None]


def somebody(rng: random.Random, *cultures: str, sex: str = "") -> Somebody:
    shares = {name: entry["share"] for name, entry in NAMES.items() if not cultures or name in cultures}
    culture = rng.choices(list(shares), list(shares.values()))[0]
    entry = NAMES[culture]
    sex = sex or ("F" if rng.random() < 0.57 else "M")
    own = (bend(surname(rng, entry), culture, sex), rng.choice(entry["given_f" if sex == "F" else "given_m"].split()))
    return Somebody(culture, sex, own, in_latin(own, culture))


def surname(rng: random.Random, entry: dict[str, str]) -> str:
    """Common ones are common (the first of the list three times the last); two of three are made."""
    if rng.random() < 0.66:
        return rng.choice(entry["stems"].split()) + rng.choice(entry["suffixes"].split())
    known = entry["surnames"].split()
    return rng.choices(known, [3 * len(known) - 2 * at for at in range(len(known))])[0]


def bend(masculine: str, culture: str, sex: str) -> str:
    if sex == "F":
        for ending, feminine in BENDS.get(culture, ()):
            if masculine.endswith(ending):
                return masculine.removesuffix(ending) + feminine
    return masculine


def in_latin(own: tuple[str, str], culture: str, table: int = 0) -> tuple[str, str]:
    if culture in BY_TABLE:
        return spell(own[0], BY_TABLE[culture][table]), spell(own[1], BY_TABLE[culture][table])
    return no_marks(own[0]), no_marks(own[1])


def card_of(rng: random.Random, who: Somebody, birth: date | None = None) -> Card:
    born = birth or TODAY - timedelta(days=rng.randrange(200, 74 * 365))
    partly = rng.random()
    known = born.isoformat() if partly > 0.05 else born.isoformat()[:4] if partly > 0.02 else ""
    return Card(
        *who.latin,
        birth=known,
        sex=who.sex if rng.random() < 0.97 else "",
        pesel=pesel_of(rng, born, who.sex) if len(known) == 10 and rng.random() < 0.62 else "",
        document=_document(rng, who.culture) if rng.random() < 0.72 else "",
        phone=_phone(rng) if rng.random() < 0.8 else "",
    )


def _document(rng: random.Random, culture: str) -> str:
    if culture == "georgian":
        return f"{rng.randrange(10, 99)}AB{rng.randrange(10**5):05d}"
    if culture == "russian":
        return f"7{rng.randrange(10**8):08d}"
    if culture == "belarusian":
        return rng.choice(("AB", "BM", "HB", "KH", "MP", "MC", "KB", "PP")) + f"{rng.randrange(10**7):07d}"
    return rng.choice("EFGPR") + rng.choice("ABCEHKMT") + f"{rng.randrange(10**6):06d}"


def _phone(rng: random.Random) -> str:
    if rng.random() < 0.15:
        return f"+380{rng.choice((50, 63, 66, 67, 93, 97))}{rng.randrange(10**7):07d}"
    bare = rng.choice(("45", "50", "53", "57", "60", "66", "69", "72", "78", "88")) + f"{rng.randrange(10**7):07d}"
    return rng.choice(("", "+48", "0048")) + bare


# --- the same person a second time --------------------------------------------------------------------------


def forgetful(rng: random.Random, card: Card, keep: float = 0.5) -> Card:
    """At the second visit not everything is asked for again; a full birth date mostly is."""
    lost = {name: "" for name in ("pesel", "document", "phone") if rng.random() > keep}
    return replace(card, **lost)


def whole(rng: random.Random, *cultures: str, sex: str = "", until: str = "2026") -> tuple[Somebody, Card]:
    """Somebody whose whole birth date is known, born before the end of a year."""
    while True:
        who = somebody(rng, *cultures, sex=sex)
        card = card_of(rng, who)
        if len(card.birth) == 10 and card.sex and card.birth[:4] <= until:
            return who, card


def slip(rng: random.Random, word: str) -> str:
    """One slip of the finger or the eye in a word of four letters or more."""
    at = rng.randrange(1, len(word) - 1)
    how = rng.choices(("beside", "misread", "left out", "twice", "exchanged", "two keys"), (4, 3, 4, 2, 3, 2))[0]
    letter = word[at].lower()
    if how == "left out":
        return word[:at] + word[at + 1 :]
    if how == "twice":
        return word[: at + 1] + letter + word[at + 1 :]
    if how == "exchanged":
        return word[:at] + word[at + 1] + letter + word[at + 2 :]
    if how == "two keys":
        return word[: at + 1] + rng.choice(BESIDE.get(letter, "e")) + word[at + 1 :]
    near = MISREAD.get(letter) if how == "misread" else None
    return word[:at] + (near or rng.choice(BESIDE.get(letter, "e"))) + word[at + 1 :]


def wrong_digit(rng: random.Random, number: str, first: int = 0) -> str:
    """One digit misread or mistyped, or two neighbours exchanged."""
    places = [at for at in range(first, len(number)) if number[at].isdigit()]
    at = rng.choice(places)
    if rng.random() < 0.3 and at + 1 < len(number) and number[at + 1].isdigit() and number[at] != number[at + 1]:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    read = MISREAD_DIGIT[number[at]] if rng.random() < 0.5 else str((int(number[at]) + rng.choice((1, 9))) % 10)
    return number[:at] + read + number[at + 1 :]


def slip_in(field: str) -> Maker:
    def make(rng: random.Random) -> Pair | None:
        _who, card = whole(rng)
        word = str(getattr(card, field))
        if len(word) < 5:
            return None
        wrong = slip(rng, word)
        return None if wrong == word else (card, forgetful(rng, replace(card, **{field: wrong})))

    return make


def renamed(change: Callable[[random.Random, Somebody], tuple[str, str] | None], *cultures: str) -> Maker:
    def make(rng: random.Random) -> Pair | None:
        who, card = whole(rng, *cultures)
        name = change(rng, who)
        if name is None or name == who.latin:
            return None
        return card, forgetful(rng, replace(card, surname=name[0], given=name[1]), 0.35)

    return make


def by_ear(rng: random.Random, who: Somebody) -> tuple[str, str]:
    heard = polish_hearing(who.own[0], who.culture), polish_hearing(who.own[1], who.culture)
    return heard if rng.random() < 0.4 else (no_marks(heard[0]), no_marks(heard[1]))


def with_marks(_rng: random.Random, who: Somebody) -> tuple[str, str]:
    return who.own


def by_other_table(_rng: random.Random, who: Somebody) -> tuple[str, str]:
    return in_latin(who.own, who.culture, 1)


def russian_given(_rng: random.Random, who: Somebody) -> tuple[str, str] | None:
    form = RUSSIAN_GIVEN.get(who.own[1])
    return (who.latin[0], spell(form, ICAO_RUSSIAN)) if form else None


def exchanged(_rng: random.Random, who: Somebody) -> tuple[str, str]:
    return who.latin[1], who.latin[0]


def second_given(rng: random.Random, who: Somebody) -> tuple[str, str]:
    return who.latin[0], f"{who.latin[1]} {somebody(rng, who.culture, sex=who.sex).latin[1]}"


def married(rng: random.Random) -> Pair | None:
    """Another surname; a number or the telephone stayed."""
    who, card = whole(rng, sex="F", until="2007")
    stays = rng.choice(("pesel", "document", "phone"))
    if not getattr(card, stays):
        return None
    other = somebody(rng, who.culture, sex="F").latin[0]
    lost = {name: "" for name in ("pesel", "document", "phone") if name != stays and rng.random() < 0.6}
    return None if other == card.surname else (card, replace(card, surname=other, **lost))


def double_surname(rng: random.Random) -> Pair:
    """The husband's name added to her own."""
    who, card = whole(rng, sex="F", until="2007")
    other = somebody(rng, who.culture, sex="F").latin[0]
    both = [card.surname, other]
    rng.shuffle(both)
    return card, forgetful(rng, replace(card, surname="-".join(both)))


def day_and_month(rng: random.Random) -> Pair | None:
    _who, card = whole(rng)
    year, month, day = card.birth.split("-")
    if int(day) > 12 or day == month:
        return None
    return card, forgetful(rng, replace(card, birth=f"{year}-{day}-{month}", pesel=""), 0.4)


def digit_off(field: str) -> Maker:
    def make(rng: random.Random) -> Pair | None:
        _who, card = whole(rng)
        value = str(getattr(card, field))
        if not value:
            return None
        wrong = wrong_digit(rng, value, 1 if field == "birth" else 0)
        if wrong == value or (field == "birth" and not _is_day(wrong)):
            return None
        lost = {name: "" for name in ("pesel", "document", "phone") if name != field and rng.random() < 0.5}
        if field == "birth":
            lost["pesel"] = ""
        elif rng.random() < 0.4:
            lost["birth"] = card.birth[:4]  # the number has to speak for itself
        return card, replace(card, **{**lost, field: wrong})

    return make


def _is_day(text: str) -> bool:
    try:
        return date(1935, 1, 1) < date.fromisoformat(text) <= TODAY
    except ValueError:
        return False


def quick(rng: random.Random) -> Pair | None:
    """At a busy desk: the name by ear or from the passport, and one thing more."""
    who, card = whole(rng)
    kept = rng.choice(("birth", "phone", "document"))
    if not getattr(card, kept):
        return None
    name = by_ear(rng, who) if who.culture in CYRILLIC and rng.random() < 0.4 else who.latin
    return card, Card(name[0], name[1], sex=card.sex, **{kept: getattr(card, kept)})


def slip_and_digit(rng: random.Random) -> Pair | None:
    """Two mistakes at once; the telephone or the document stayed."""
    _who, card = whole(rng)
    stays = rng.choice(("document", "phone"))
    wrong = wrong_digit(rng, card.birth, 1)
    if not getattr(card, stays) or len(card.surname) < 5 or not _is_day(wrong) or wrong == card.birth:
        return None
    return card, replace(card, surname=slip(rng, card.surname), birth=wrong, pesel="", **_only(card, stays))


def _only(card: Card, kept: str) -> dict[str, str]:
    return {name: getattr(card, name) if name == kept else "" for name in ("document", "phone")}


# --- two persons --------------------------------------------------------------------------------------------


def kin(rng: random.Random, days: tuple[int, int], sex: str = "", phone: float = 0.7, given: str = "") -> Pair | None:
    """Two of one family: the surname bent for each, mostly one telephone; born `days` apart."""
    who, left = whole(rng)
    other = somebody(rng, who.culture, sex=sex or rng.choice("FM"))
    born = date.fromisoformat(left.birth) + timedelta(days=rng.randint(*days))
    if (other.latin[1] == who.latin[1] and not given) or born > TODAY:
        return None
    shared = who.own[0] if other.sex == who.sex else _other_sex(who, other.sex)
    right = card_of(rng, other, born)
    name = in_latin((shared, given or other.own[1]), who.culture)
    return left, replace(
        right, surname=name[0], given=name[1], phone=left.phone if rng.random() < phone else right.phone
    )


def _other_sex(who: Somebody, sex: str) -> str:
    for masculine, feminine in BENDS.get(who.culture, ()):
        old, new = (masculine, feminine) if sex == "F" else (feminine, masculine)
        if who.own[0].endswith(old):
            return who.own[0].removesuffix(old) + new
    return who.own[0]


def twins(rng: random.Random) -> Pair | None:
    return kin(rng, (0, 0), phone=0.85)


def siblings(rng: random.Random) -> Pair | None:
    return kin(rng, (300, 3000))


def parent_and_child(rng: random.Random) -> Pair | None:
    return kin(rng, (6600, 13000))


def father_and_son(rng: random.Random) -> Pair | None:
    """One name, one telephone, a generation between them."""
    who, left = whole(rng, sex="M")
    born = date.fromisoformat(left.birth) + timedelta(days=rng.randint(6600, 13000))
    return (left, replace(card_of(rng, who, born), phone=left.phone)) if born <= TODAY else None


def spouses(rng: random.Random) -> Pair | None:
    pair = kin(rng, (-2500, 2500), phone=0.5)
    return pair if pair and pair[0].sex != pair[1].sex else None


def namesakes(rng: random.Random) -> Pair | None:
    who, left = whole(rng)
    right = card_of(rng, who)
    return (left, right) if len(right.birth) == 10 and right.birth[:4] != left.birth[:4] else None


def namesakes_of_one_year(rng: random.Random) -> Pair | None:
    """Born in one year, but on days that no slip explains."""
    who, left = whole(rng)
    born = date(int(left.birth[:4]), rng.randrange(1, 13), rng.randrange(1, 29))
    right = card_of(rng, who, born)
    apart = sum(a != b for a, b in zip(left.birth, born.isoformat(), strict=True))
    exchanged = left.birth[5:7] == born.isoformat()[8:] and left.birth[8:] == born.isoformat()[5:7]
    return (left, right) if len(right.birth) == 10 and apart > 2 and not exchanged and born <= TODAY else None


def born_on_one_day(rng: random.Random) -> Pair | None:
    """The same given name and birth date, another surname; no number in common."""
    who, left = whole(rng)
    other = somebody(rng, who.culture, sex=who.sex)
    right = replace(card_of(rng, other, date.fromisoformat(left.birth)), given=left.given)
    return (left, right) if other.latin[0] != who.latin[0] else None


def neighbours_of_one_flat(rng: random.Random) -> Pair | None:
    """Strangers who gave one telephone: a landlord's, a colleague's who interprets."""
    _who, left = whole(rng)
    _other, right = whole(rng)
    return (left, replace(right, phone=left.phone)) if left.phone and left.surname != right.surname else None


SAME: dict[str, Maker] = {
    "slip in the surname": slip_in("surname"),
    "slip in the given name": slip_in("given"),
    "Polish hearing": renamed(by_ear, *CYRILLIC),
    "own script": renamed(with_marks),
    "other table of romanisation": renamed(by_other_table, *CYRILLIC),
    "Russian form of the given name": renamed(russian_given, "ukrainian"),
    "names exchanged": renamed(exchanged),
    "second given name": renamed(second_given),
    "surname changed by marriage": married,
    "surname doubled by marriage": double_surname,
    "day and month exchanged": day_and_month,
    "digit off in the birth date": digit_off("birth"),
    "digit off in PESEL": digit_off("pesel"),
    "digit off in the document": digit_off("document"),
    "digit off in the telephone": digit_off("phone"),
    "registered in a hurry": quick,
    "slip and digit off": slip_and_digit,
}
DIFFERENT: dict[str, Maker] = {
    "twins": twins,
    "siblings": siblings,
    "parent and child": parent_and_child,
    "father and son of one name": father_and_son,
    "spouses": spouses,
    "namesakes": namesakes,
    "namesakes born in one year": namesakes_of_one_year,
    "one given name, one birthday": born_on_one_day,
    "one telephone": neighbours_of_one_flat,
}
OF_EACH_SAME, OF_EACH_DIFFERENT = 45, 60


@dataclass(frozen=True)
class Register:
    """`cards` by id; `pairs` are (kind, same person, id, id)."""

    cards: dict[str, Card]
    pairs: tuple[tuple[str, bool, str, str], ...]


def register(seed: int, people: int = PEOPLE) -> Register:
    """Pairs of every kind, and everybody else around them."""
    rng = random.Random(seed)
    cards: list[Card] = []
    pairs = []
    for same, kinds, count in ((True, SAME, OF_EACH_SAME), (False, DIFFERENT, OF_EACH_DIFFERENT)):
        for kind, make in kinds.items():
            for left, right in _made(rng, make, count):
                pairs.append((kind, same, f"D{len(cards):05d}", f"D{len(cards) + 1:05d}"))
                cards += [left, right]
    while len(cards) < people:
        cards.append(card_of(rng, somebody(rng)))
    numbered = {f"D{at:05d}": card for at, card in enumerate(cards)}
    return Register(numbered, tuple(pairs))


def _made(rng: random.Random, make: Maker, count: int) -> Iterator[Pair]:
    made = 0
    while made < count:
        if pair := make(rng):
            yield pair
            made += 1


def text_of(found: Register) -> str:
    """The register as lines: what the frozen digest is taken of."""
    lines = ["\t".join((name, *asdict(card).values())) for name, card in found.cards.items()]
    return "\n".join([*lines, *("\t".join(map(str, pair)) for pair in found.pairs)]) + "\n"
