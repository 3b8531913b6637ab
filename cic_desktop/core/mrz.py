"""The machine-readable lines of passports, identity and residence cards, and visas, read and checked.

ICAO Doc 9303, parts 3 (check digits), 4 (TD3: passports), 5 (TD1: cards), 6 (TD2) and 7 (visas). Polish residence
cards are TD1. A check digit that does not agree never stands in the way: it says where somebody should look again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Text, _

__all__ = ["Fault", "Mrz", "Unreadable", "check_digit", "read"]

FILLER = "<"
_LENGTHS = {30: 3, 36: 2, 44: 2}  # characters of a line → lines
_WHOLE = {90: 30, 72: 36, 88: 44}  # read without line breaks
_LOOK_ALIKE = str.maketrans({"«": "<<", "»": "<<", "‹": "<", "›": "<", "〈": "<"})
_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
_STATELESS = {"XXA": "XX", "XXB": "", "XXC": "", "XXX": ""}  # refugees' and unspecified: no citizenship is said
_SPECIAL = _STATELESS | {"D": "DE", "RKS": "XK", "EUE": "", "UNO": "", "UNA": "", "UNK": "XK"}


class Unreadable(CicError):
    """What was pasted or scanned is not the lines of a document; `text` says what to do."""


@dataclass(frozen=True)
class Fault:
    """A check digit that does not agree. `line` and the places `first` to `last` count from 1."""

    what: str  # number, birth, expiry, personal, composite
    line: int
    first: int
    last: int

    @property
    def text(self) -> Text:
        """Where to look again."""
        words = _FAULTS[self.what]
        if self.what == "composite":
            return words
        where = _("line {line}, characters {first} to {last}", line=self.line, first=self.first, last=self.last)
        return _("{what} does not agree with its check digit: {where}. Compare it with the document.",
                 what=words, where=where)  # fmt: skip


_FAULTS: dict[str, Text] = {
    "number": _("The document number"),
    "birth": _("The date of birth"),
    "expiry": _("The date of expiry"),
    "personal": _("The personal number"),
    "composite": _("The last check digit does not agree with the lines. Compare them with the document."),
}


@dataclass(frozen=True)
class Mrz:
    """What the lines say. Names are capitals as printed; countries ISO 3166 alpha-2, empty where none is meant.

    `birth` is YYYY[-MM[-DD]], empty when not known; `sex` "F", "M" or empty; `personal` the optional data;
    `cut` that the names did not fit into their line.
    """

    shape: str  # TD1, TD2, TD3
    code: str
    issuer: str
    surname: str
    given: str
    number: str
    nationality: str
    birth: str
    sex: str
    expires: date | None
    personal: str
    cut: bool
    faults: tuple[Fault, ...]
    lines: tuple[str, ...]


class _At(NamedTuple):
    """A field: its line (from 0), first place (from 0) and length."""

    line: int
    first: int
    length: int

    def of(self, lines: tuple[str, ...]) -> str:
        return lines[self.line][self.first : self.first + self.length]


@dataclass(frozen=True)
class _Shape:
    """Where everything stands in one kind of document. The check digit follows its field."""

    name: str
    names: _At
    number: _At
    nationality: _At
    birth: _At
    sex: _At
    expiry: _At
    personal: tuple[_At, ...]
    checked: tuple[tuple[str, _At], ...]
    composite: _At | None  # the digit
    over: tuple[_At, ...]  # what it is counted over


_TD1 = _Shape(
    "TD1", _At(2, 0, 30), _At(0, 5, 9), _At(1, 15, 3), _At(1, 0, 6), _At(1, 7, 1), _At(1, 8, 6),
    (_At(0, 15, 15), _At(1, 18, 11)),
    (("number", _At(0, 5, 9)), ("birth", _At(1, 0, 6)), ("expiry", _At(1, 8, 6))),
    _At(1, 29, 1), (_At(0, 5, 25), _At(1, 0, 7), _At(1, 8, 7), _At(1, 18, 11)),
)  # fmt: skip
_TD2 = _Shape(
    "TD2", _At(0, 5, 31), _At(1, 0, 9), _At(1, 10, 3), _At(1, 13, 6), _At(1, 20, 1), _At(1, 21, 6), (_At(1, 28, 7),),
    (("number", _At(1, 0, 9)), ("birth", _At(1, 13, 6)), ("expiry", _At(1, 21, 6))),
    _At(1, 35, 1), (_At(1, 0, 10), _At(1, 13, 7), _At(1, 21, 14)),
)  # fmt: skip
_TD3 = _Shape(
    "TD3", _At(0, 5, 39), _At(1, 0, 9), _At(1, 10, 3), _At(1, 13, 6), _At(1, 20, 1), _At(1, 21, 6), (_At(1, 28, 14),),
    (*_TD2.checked, ("personal", _At(1, 28, 14))),
    _At(1, 43, 1), (_At(1, 0, 10), _At(1, 13, 7), _At(1, 21, 22)),
)  # fmt: skip
_SHAPES = {30: _TD1, 36: _TD2, 44: _TD3}


def read(text: str, today: date) -> Mrz:
    """What the lines say, as pasted or as a reader typed them. Raises Unreadable.

    `today` decides the century: nobody is born tomorrow, no document is valid for fifty years.
    """
    lines = _lines(text)
    shape = _SHAPES[len(lines[0])]
    surname, given, cut = _names(shape.names.of(lines))
    number, personal = _number(shape, lines)
    return Mrz(
        shape=shape.name,
        code=lines[0][:2].strip(FILLER),
        issuer=_country(lines[0][2:5]),
        surname=surname,
        given=given,
        number=number,
        nationality=_country(shape.nationality.of(lines)),
        birth=_birth(shape.birth.of(lines), today),
        sex=shape.sex.of(lines) if shape.sex.of(lines) in "FM" else "",
        expires=_expiry(shape.expiry.of(lines), today),
        personal=personal,
        cut=cut,
        faults=tuple(_faults(shape, lines)),
        lines=lines,
    )


def check_digit(field: str) -> int:
    """The ICAO check digit of a field: weights 7, 3, 1; `<` counts 0, A 10 … Z 35."""
    return sum(_value(char) * (7, 3, 1)[place % 3] for place, char in enumerate(field)) % 10


def _value(char: str) -> int:
    return int(char) if char.isdigit() else 0 if char == FILLER else ord(char) - 55


# --- lines --------------------------------------------------------------------------------------------------


def _lines(text: str) -> tuple[str, ...]:
    plain = [line for line in map(_plain, text.splitlines()) if line]
    if len(plain) == 1 and len(plain[0]) in _WHOLE:
        length = _WHOLE[len(plain[0])]
        plain = [plain[0][at : at + length] for at in range(0, len(plain[0]), length)]
    _require_lines(plain)
    return tuple(plain)


def _plain(line: str) -> str:
    return "".join(line.upper().translate(_LOOK_ALIKE).split())


def _require_lines(lines: list[str]) -> None:
    """Say which line is too short, too long or holds something else."""
    if not lines:
        raise Unreadable(_("Put the cursor here and read the document, or paste its lines."))
    length = min(_LENGTHS, key=lambda wanted: (abs(wanted - len(lines[0])), -wanted))
    for number, line in enumerate(lines[: _LENGTHS[length]], 1):
        strange = sorted({char for char in line if char not in _CHARACTERS})
        if strange:
            raise Unreadable(_("Line {n} holds “{sign}”, which is not used there. Read it again.",
                               n=number, sign=strange[0]))  # fmt: skip
        if len(line) != length:
            raise Unreadable(_("Line {n} has {has} characters instead of {wanted}. Read it again.",
                               n=number, has=len(line), wanted=length))  # fmt: skip
    if len(lines) != _LENGTHS[length]:
        raise Unreadable(_("There should be {wanted} lines, not {has}. Read the document again.",
                           wanted=_LENGTHS[length], has=len(lines)))  # fmt: skip


# --- fields -------------------------------------------------------------------------------------------------


def _names(field: str) -> tuple[str, str, bool]:
    """Surname, given names, and whether they were cut at the end of the line."""
    surname, _two, given = field.partition(FILLER * 2)
    return _spaced(surname), _spaced(given), not field.endswith(FILLER)


def _spaced(names: str) -> str:
    return " ".join(filter(None, names.split(FILLER)))


def _number(shape: _Shape, lines: tuple[str, ...]) -> tuple[str, str]:
    """The document number and the optional data; a number longer than nine goes on in the latter (part 5, 4.2.2)."""
    number, optional = shape.number.of(lines), [at.of(lines) for at in shape.personal]
    if _is_long(shape, lines):
        rest = optional[0].split(FILLER, 1)[0]
        number += rest[:-1]
        optional[0] = optional[0][len(rest) :]
    return number.replace(FILLER, ""), " ".join(filter(None, (_spaced(part) for part in optional)))


def _is_long(shape: _Shape, lines: tuple[str, ...]) -> bool:
    at = shape.number
    begun = shape.personal[0].of(lines)
    return shape is not _TD3 and lines[at.line][at.first + 9] == FILLER and FILLER not in at.of(lines) and (
        begun[0] != FILLER
    )  # fmt: skip


def _country(code: str) -> str:
    plain = code.strip(FILLER)
    if plain in _SPECIAL:
        return _SPECIAL[plain]
    from babel.core import get_global

    known = get_global("territory_aliases").get(plain, [])
    return str(known[0]) if len(plain) == 3 and known else "GB" if plain.startswith("GB") else ""


def _birth(field: str, today: date) -> str:
    """A day or month not known is filled with `<`."""
    year, month, day = field[:2], field[2:4], field[4:]
    if not year.isdigit():
        return ""
    full = 2000 + int(year)
    if full > today.year or (full == today.year and month + day > today.strftime("%m%d")):
        full -= 100
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return str(full)
    if not day.isdigit() or not _day(full, month, day):
        return f"{full}-{month}"
    return f"{full}-{month}-{day}"


def _expiry(field: str, today: date) -> date | None:
    if not field.isdigit():
        return None
    year = 2000 + int(field[:2])
    return _day(year - 100 if year > today.year + 50 else year, field[2:4], field[4:])


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


# --- check digits -------------------------------------------------------------------------------------------


def _faults(shape: _Shape, lines: tuple[str, ...]) -> Iterator[Fault]:
    """Fields that disagree; the digit over all of them only when each agrees, since it says less."""
    found = list(_field_faults(shape, lines))
    yield from found
    if shape.composite and not found and not lines[0].startswith("V"):
        over = "".join(at.of(lines) for at in shape.over)
        if not _agrees(over, shape.composite.of(lines)):
            yield Fault("composite", shape.composite.line + 1, shape.composite.first + 1, shape.composite.first + 1)


def _field_faults(shape: _Shape, lines: tuple[str, ...]) -> Iterator[Fault]:
    visa = lines[0].startswith("V")  # visas have neither a personal number nor a composite digit (part 7)
    for what, at in shape.checked:
        if visa and what == "personal":
            continue
        field, digit, last = _checked(shape, lines, what, at)
        blank = what == "personal" and not field.strip(FILLER)
        if not _agrees(field, digit, or_filler=blank):
            yield Fault(what, at.line + 1, at.first + 1, last)


def _checked(shape: _Shape, lines: tuple[str, ...], what: str, at: _At) -> tuple[str, str, int]:
    """A field, its check digit, and the place of the digit (from 1)."""
    end = at.first + at.length
    if what == "number" and _is_long(shape, lines):
        rest = shape.personal[0].of(lines).split(FILLER, 1)[0]
        return at.of(lines) + FILLER + rest[:-1], rest[-1:], end + 1 + len(rest)
    return at.of(lines), lines[at.line][end], end + 1


def _agrees(field: str, digit: str, or_filler: bool = False) -> bool:
    return (or_filler and digit == FILLER) or (digit.isdigit() and int(digit) == check_digit(field))
