"""What people write in cells, brought to the answers the program's questions take.

A reader gives the raw answer (ISO dates, codes) that `core.answers` then validates, or raises CicError with
what to do. What looks like a formula stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache

from cic_desktop.core import checks
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Field
from cic_desktop.core.text import clean, fold
from cic_desktop.exchange.importing.mapping import data
from cic_desktop.i18n import LANGUAGES, Plain, _, cldr

__all__ = ["cell", "countries", "names", "pieces", "split_name"]

_CACHED = 1 << 14
_SPLIT = re.compile(r"\s*(?:[,;/+&|\n]|\b(?:i|oraz|lub|albo|and|та|і|и|or)\b)\s*")
_LONGEST = 4000


def cell(field: Field, raw: str) -> str:
    """A raw answer for a field; empty when the cell says nothing. Raises CicError."""
    text = plain(raw, lines=field.kind == "long_text")
    if not text:
        return ""
    return _READERS.get(field.kind, _free)(field, text)


def plain(raw: str, lines: bool = False) -> str:
    """A cell without invisible characters; an apostrophe that only kept a spreadsheet from calculating goes."""
    text = clean(raw[:_LONGEST] if len(raw) > _LONGEST and not lines else raw, lines=lines)
    return text[1:] if len(text) > 1 and text[0] in "'’" and text[1] in "=+-@" else text


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in data("values")[name])


def is_nothing(text: str) -> bool:
    """Whether a cell says in words that nothing is known."""
    return text.casefold() in _words("nothing")


def pieces(text: str) -> list[str]:
    """The things listed in one cell: by commas, semicolons, slashes, "i", "oraz"."""
    return [piece for piece in _SPLIT.split(text) if piece]


# --- dates and numbers ----------------------------------------------------------------------------

_SERIAL_START = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar, its leap year of 1900 included
_SERIALS = (3653, 73050)  # 1910 to 2099: what can be a date of a life
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_WORDY = re.compile(r"(?:(\d{1,2})[\s.\-/]*)?([^\W\d_]{1,14})\.?[\s.\-/,]*(\d{4})")
_TIME_BEHIND = re.compile(r"(?<=\d)[T\s,]+(?:godz\.?\s*)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?Z?$")
_YEAR_WORD = re.compile(r"\s*(?:r|rok|roku|р|год|года|рік|року|ur|г)\.?$", re.IGNORECASE)


@cache
def _months() -> dict[str, int]:
    """Names of months, whole and short, in every language; folded."""
    found = {roman: number for number, roman in enumerate(_ROMAN, 1)}
    for lang in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = cldr.locale(lang).months[context][width]
                found |= {fold(name): number for number, name in names.items() if not name.isdigit()}
    return found


def _date(field: Field, text: str) -> str:
    if is_nothing(text):
        return ""
    return _day(text)


@lru_cache(_CACHED)
def _day(text: str) -> str:
    """15.04.1992, 15 kwietnia 1992 r., 15-IV-1992, 1992-04-15 00:00, a spreadsheet's 33709; else as it is."""
    said = _YEAR_WORD.sub("", _TIME_BEHIND.sub("", text.strip()))
    said = re.sub(r"^(?:ur\.?|od|do|z dnia|dnia)\s+", "", said, flags=re.IGNORECASE)
    if re.fullmatch(r"\d{4,5}(?:[.,]\d+)?", said) and (serial := _serial(said)):
        return serial
    if found := _WORDY.fullmatch(said):
        month = _months().get(fold(found[2]))
        if month:
            return f"{int(found[1])}.{month:02d}.{found[3]}" if found[1] else f"{month:02d}.{found[3]}"
    return re.sub(r"\s*,\s*", ".", said)


def _serial(text: str) -> str:
    """The day a spreadsheet counts so; four digits are a year."""
    number = int(re.split("[.,]", text)[0])
    if len(text) > 4 and _SERIALS[0] <= number <= _SERIALS[1]:
        return (_SERIAL_START + timedelta(days=number)).isoformat()
    return ""


def _time(field: Field, text: str) -> str:
    """9, 9.30, 09:30:00, a spreadsheet's 0.395833; of `9:00-10:00` the beginning."""
    if is_nothing(text):
        return ""
    said = re.split(r"\s*[-–]\s*(?=\d)", text)[0]
    said = re.sub(r"(?:godz\.?|h|о|г\.?)$", "", re.sub(r"^(?:godz\.?|o)\s*", "", said.casefold())).strip()
    if re.fullmatch(r"0[.,]\d+", said):
        minutes = round(float(said.replace(",", ".")) * 1440)
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    if found := re.fullmatch(r"\d{4}-\d\d-\d\d (\d\d:\d\d)", said):
        return found[1]
    if found := re.fullmatch(r"(\d{1,2})[:.](\d\d)[:.]\d\d", said):
        return f"{found[1]}:{found[2]}"
    return said


def _minutes(field: Field, text: str) -> str:
    """45, 45 min, 0:45, 1h 30min, 1,5 h."""
    if is_nothing(text):
        return ""
    said = text.casefold().replace(",", ".")
    if found := re.fullmatch(r"(\d{1,2}):(\d\d)(?::\d\d)?", said):
        return str(int(found[1]) * 60 + int(found[2]))
    found = re.fullmatch(
        r"(?:(\d+(?:\.\d+)?)\s*(?:h|g|godz\.?|godziny|godzina|год\.?|ч\.?|час))?\s*(?:(\d+(?:\.\d+)?)\s*(?:m|min\.?|minut|minuty|мин\.?|хв\.?|')?)?",
        said,
    )
    if not found or not (found[1] or found[2]):
        return text
    return str(round(float(found[1] or 0) * 60 + float(found[2] or 0)))


def hours(text: str) -> str:
    """Minutes from a column of hours: 1, 1,5, 1:30, 1h."""
    said = plain(text).casefold().replace(",", ".")
    if re.fullmatch(r"\d{1,2}(?:\.\d+)?", said):
        return str(round(float(said) * 60))
    return _minutes(Field("hours", Plain("")), said)


def _number(field: Field, text: str) -> str:
    return "" if is_nothing(text) else text.removesuffix(".0")


def _pesel(field: Field, text: str) -> str:
    """Eleven digits; a spreadsheet that took them for a number lost the zeros in front."""
    if is_nothing(text):
        return ""
    number = checks.compact(text.removesuffix(".0")).removeprefix("PESEL").lstrip(":")
    if number.isascii() and number.isdigit() and 8 <= len(number) < 11:
        return number.zfill(11)
    return number


# --- words of lists -------------------------------------------------------------------------------


def _choice(field: Field, text: str) -> str:
    found = code_of(field, text)
    if found is None:
        if is_nothing(text):
            return ""
        raise CicError(
            _(
                "Nobody can tell what “{value}” means here. Write one of: {words}.",
                value=Plain(text[:40]),
                words=_some(field),
            )
        )
    return found


def _some(field: Field) -> Plain:
    """A few words of a list, as they may be written in a Polish spreadsheet."""
    words = [option.label.render("pl") for option in field.options][:6]
    return Plain(", ".join(words) + (" …" if len(field.options) > 6 else ""))


def code_of(field: Field, text: str) -> str | None:
    """The code a text means: the code itself, its words in any language, words people use for it."""
    known, labels = _choices(field)
    said = _folded(text)
    if said in known:
        return known[said]
    return _nearest(said, known, labels)


def _folded(text: str) -> str:
    return fold(text) or text.casefold()


@lru_cache(64)
def _choices(field: Field) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Every folded word of a list with its code, and the words each code's labels are made of."""
    known: dict[str, str] = {}
    labels: dict[str, frozenset[str]] = {}
    for option in field.options:
        said = [_folded(option.label.render(lang)) for lang in LANGUAGES]
        for words in (option.code.casefold(), *said):
            known.setdefault(words, option.code)
        labels[option.code] = frozenset(word for words in said for word in words.split())
    codes = {option.code for option in field.options}
    for code, words in data("values")["choices"].get(field.name, {}).items():
        if code in codes:
            known |= {_folded(word): code for word in words}
    return known, labels


def _nearest(said: str, known: dict[str, str], labels: dict[str, frozenset[str]]) -> str | None:
    """The only code whose words hold all of these, or a word one slip away."""
    words = {word for word in said.split() if len(word) > 2}
    holding = [code for code, all_words in labels.items() if words and words <= all_words]
    if len(holding) == 1:
        return holding[0]
    if len(said) < 6:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(said, known.keys(), scorer=OSA.distance, score_cutoff=1 + (len(said) > 12))
    return known[found[0]] if found else None


def _several(field: Field, text: str) -> str:
    if is_nothing(text):
        return ""
    whole = code_of(field, text)
    return whole or " ".join(
        dict.fromkeys(_choice(field, piece) for piece in re.split(r"\s*[,;/\n+]\s*", text) if piece)
    )


def _yes_no(field: Field, text: str) -> str:
    said = text.casefold()
    if said in _words("yes"):
        return "yes"
    if said in _words("no") or is_nothing(text):
        return "no"
    raise CicError(_("Write yes or no here (tak, nie)."))


# --- countries and languages ----------------------------------------------------------------------


def countries(text: str) -> list[str]:
    """ISO codes of every citizenship in a cell. Raises CicError for one nobody knows."""
    if is_nothing(text):
        return []
    whole = _country_names().get(fold(text))  # "Bośnia i Hercegowina" is one
    codes = [whole] if whole else [_known_country(piece) for piece in pieces(text)]
    return list(dict.fromkeys(codes))


def _country(field: Field, text: str) -> str:
    return "" if is_nothing(text) else country_of(text) or _known_country(text)


def _known_country(text: str) -> str:
    code = country_of(text)
    if not code:
        raise CicError(_("“{value}” is not known as a country. Write its name, like Ukraina.", value=Plain(text[:40])))
    return code


@lru_cache(_CACHED)
def country_of(text: str) -> str:
    """UA for Ukraina, ukraińskie, UKR, Україна, obywatel Ukrainy; empty when nobody knows."""
    said = re.sub(r"^(?:obywatel(?:ka|stwo|e)?|hromadianyn|hromadianka|hrazhdanyn|hrazhdanka)\s+", "", fold(text))
    if found := _country_names().get(said):
        return found
    return _by_beginning("countries", said)


@cache
def _country_names() -> dict[str, str]:
    found = {fold(name): code for lang in LANGUAGES for code, name in cldr.countries(lang)}
    found |= {alpha3.lower(): code for code, alpha3 in data("values")["alpha3"].items()}
    found |= {code.lower(): code for code in {*found.values()}}
    return found | {"uk": "GB", "ukr": "UA", "rp": "PL"}


@cache
def _beginnings(name: str) -> dict[str, str]:
    return {word: code for code, words in data("values")[name].items() for word in words}


def _by_beginning(name: str, said: str) -> str:
    known = _beginnings(name)
    fitting = [word for word in known if said.startswith(word)]
    return known[max(fitting, key=len)] if fitting else ""


def _language(field: Field, text: str) -> str:
    """The first language of a cell that is known."""
    if is_nothing(text):
        return ""
    found = languages(text)
    if not found:
        raise CicError(
            _("“{value}” is not known as a language. Write its name, like ukraiński.", value=Plain(text[:40]))
        )
    return found[0]


@lru_cache(_CACHED)
def languages(text: str) -> tuple[str, ...]:
    """Codes of the languages in a cell."""
    found = (_language_names().get(fold(one)) or _by_beginning("languages", fold(one)) for one in pieces(text))
    return tuple(dict.fromkeys(filter(None, found)))


@cache
def _language_names() -> dict[str, str]:
    found = {fold(name): code for lang in LANGUAGES for code, name in cldr.languages(lang)}
    return found | {code.lower(): code for code in {*found.values()}}


# --- names ----------------------------------------------------------------------------------------

_PARTICLES = frozenset(
    {"van", "von", "de", "da", "del", "der", "den", "al", "el", "bin", "ibn", "ben", "abu", "la", "dos"}
)


def _name(field: Field, text: str) -> str:
    return "" if is_nothing(text) else names(text)


def names(text: str) -> str:
    """A name written in capitals, or without any, as a name is written; others stay as they are."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) > 2 and (text.isupper() or text.islower()):
        return re.sub(r"[^\W\d_]{2,}(?:['’ʼ`][^\W\d_]+)*|[^\W\d_]", lambda word: word[0].capitalize(), text)
    return text


def split_name(text: str, surname_first: bool) -> tuple[str, str]:
    """(surname, given names) of a whole name; a word in capitals among others is the surname."""
    said = re.sub(r"^(?:pani|pan|p\.)\s+", "", plain(text), flags=re.IGNORECASE)
    if "," in said:
        surname, _comma, given = said.partition(",")
        return names(surname.strip()), names(given.strip())
    words = said.split()
    loud = [word for word in words if word.isupper() and len(word) > 2]
    if loud and len(loud) < len(words):
        return names(" ".join(loud)), names(" ".join(word for word in words if word not in loud))
    if len(words) < 2:
        return names(said), ""
    cut = _cut(words, surname_first)
    first, rest = " ".join(words[:cut]), " ".join(words[cut:])
    return (names(first), names(rest)) if surname_first else (names(rest), names(first))


def _cut(words: list[str], surname_first: bool) -> int:
    """Where the surname ends or begins; "de", "al" and their kin belong to it."""
    if surname_first:
        cut = 1
        while cut < len(words) - 1 and words[cut - 1].casefold() in _PARTICLES:
            cut += 1
        return cut
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold() in _PARTICLES:
        cut -= 1
    return cut


def _free(field: Field, text: str) -> str:
    return "" if is_nothing(text) else text


_READERS: dict[str, Callable[[Field, str], str]] = {
    "name": _name,
    "date": _date,
    "partial_date": _date,
    "time": _time,
    "minutes": _minutes,
    "number": _number,
    "pesel": _pesel,
    "choice": _choice,
    "radio": _choice,
    "choices": _several,
    "yes_no": _yes_no,
    "country": _country,
    "language": _language,
}
