"""Names as people write them: cleaned, folded to plain Latin, in every spelling, and as they sound."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from cic_desktop.core.transliteration import (
    APOSTROPHES,
    POLISH,
    RUSSIAN,
    UKRAINIAN,
    Table,
    spell,
)
from cic_desktop.i18n import Text, _

NAME_LENGTH = 100
_CACHED = 1 << 16

# Letters that no decomposition splits, or whose customary spelling is not the bare letter.
_LETTERS = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ə": "a",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ơ": "o", "ư": "u",
}  # fmt: skip
_LATIN = str.maketrans(_LETTERS | dict.fromkeys(APOSTROPHES, ""))
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+")
_NOT_WORD = re.compile("[^a-z0-9]+")
_SPACE = re.compile(r"\s+")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # they shape letters in Persian and in Indian scripts
_PICTURES = {"So", "Sk", "Sm", "Cs", "Co"}


def clean(text: str, *, lines: bool = False) -> str:
    """One line as it is stored: composed (NFC), nothing invisible, single spaces; `lines` keeps breaks."""
    if lines:
        return "\n".join(clean(line) for line in text.splitlines()).strip("\n")
    composed = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    if not composed.isprintable():
        composed = _SPACE.sub(" ", "".join(filter(_visible, composed)))
    return composed.strip()


def _visible(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in _INVISIBLE


def name_problem(text: str) -> Text | None:
    """Why `text`, as typed, cannot be a name; None when it can (an empty one included)."""
    if len(text) > NAME_LENGTH:
        return _("This name is too long. Shorten it to {most} characters.", most=NAME_LENGTH)
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text.strip()):
        return _("This name holds a character that cannot be seen. Type it again.")
    if any(_is_picture(char) for char in text):
        return _("A name cannot hold pictures or signs. Use letters only.")
    if text.strip() and not any(char.isalpha() for char in text):
        return _("A name needs letters. Check what stands in this field.")
    return None


def _is_picture(char: str) -> bool:
    return char not in APOSTROPHES and (unicodedata.category(char) in _PICTURES or char == "\ufe0f")


@lru_cache(_CACHED)
def fold(text: str) -> str:
    """Plain lower-case Latin words, one space between: `Łódź` → lodz, `Мар'яна Щербак` → mariana shcherbak.

    Cyrillic follows the Ukrainian passport rules; other scripts go letter by letter (anyascii).
    """
    return _fold(text, UKRAINIAN)


@lru_cache(_CACHED)
def spellings(text: str) -> tuple[str, ...]:
    """Every Latin spelling, folded, the official one first: Шевченко → shevchenko, szewczenko."""
    if not _CYRILLIC.search(text):
        return (fold(text),)
    return tuple(dict.fromkeys((fold(text), _fold(text, RUSSIAN), _fold(text, POLISH))))


def _fold(text: str, cyrillic: Table) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LATIN)
    if not plain.isascii():
        # Before the marks go: й, ї and ё are letters of their own, not и, і, е with marks.
        plain = _CYRILLIC_WORD.sub(lambda word: spell(word[0], cyrillic), plain)
        plain = _without_marks(plain)
    return _NOT_WORD.sub(" ", plain).strip()


def _without_marks(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if bare.isascii():
        return bare
    from anyascii import anyascii

    return str(anyascii(bare)).casefold().replace("'", "").replace("`", "")


# How letters sound, coarsely: s for every hiss (с з ц ш щ ч ж in their Latin, Polish, French and German
# spellings), h for г х and their kin, v for v and w. `sounds` keeps the vowels, `sound_keys` leaves them out.
_SOUNDS = {
    "zgh": "sh", "schtsch": "s", "tsch": "s", "chtch": "s", "shch": "s", "szcz": "s", "sch": "s", "tch": "s",
    "tsh": "s", "dzh": "s", "sz": "s", "sh": "s", "zh": "s", "cz": "s", "ts": "s", "tz": "s", "dz": "s",
    "dj": "s",
    "kh": "h", "gh": "h", "ph": "f", "th": "t", "dh": "d", "bh": "b", "cq": "k",
    "ce": "se", "ci": "si", "cy": "si", "ou": "u", "z": "s", "g": "h", "q": "k", "x": "ks", "w": "v",
    "y": "i",
}  # fmt: skip
# Spellings that sound otherwise in another language: English or Polish ch, Polish or French j, Polish or
# English c, German or Polish ck.
_DOUBTFUL = {"ch": ("s", "h"), "j": ("i", "s"), "c": ("s", "k"), "ck": ("k", "sk")}
_PIECE = re.compile("|".join(sorted([*_SOUNDS, *_DOUBTFUL], key=lambda piece: (-len(piece), piece))))
_CYRILLIC_SOUNDS = str.maketrans({
    **dict(zip("абвгґджзиійклмнопрстуфхцчшщыэ", "abvhhdssiiiklmnoprstufhssssie", strict=True)),
    "е": "e", "ё": "io", "є": "ie", "ї": "i", "ў": "u", "ю": "iu", "я": "ia", "ь": "", "ъ": "",
})  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_GLIDE = re.compile("i+(?=[aeou])")  # Liudmyla, Ljudmila and Ludmiła sound alike
_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(_CACHED)
def sounds(word: str) -> tuple[str, ...]:
    """How one word (any script) may sound, vowels kept, the likeliest first: szewczenko → sevsenko."""
    lower = unicodedata.normalize("NFC", word).casefold().translate(_LATIN)
    if _CYRILLIC.search(lower):
        return (_smooth(lower.translate(_CYRILLIC_SOUNDS)),)
    plain = fold(word).replace(" ", "")
    doubts = sorted({piece for piece in _PIECE.findall(plain) if piece in _DOUBTFUL})
    readings = product(*(_DOUBTFUL[piece] for piece in doubts))
    return tuple(dict.fromkeys(_read(plain, dict(zip(doubts, reading, strict=True))) for reading in readings))


def _read(plain: str, doubts: dict[str, str]) -> str:
    heard = _smooth(_PIECE.sub(lambda piece: _SOUNDS.get(piece[0]) or doubts[piece[0]], plain))
    return heard.removesuffix("h") if heard.endswith("ah") else heard  # Fatimah and Fatima sound alike


def _smooth(heard: str) -> str:
    return _GLIDE.sub("", _REPEATED.sub(r"\1", heard))


def skeleton(heard: str) -> str:
    """The consonants of what `sounds` gives; a vowel at the beginning leaves an `a`."""
    return ("a" if heard[:1] in tuple("aeiou") else "") + heard.translate(_VOWELS)


@lru_cache(_CACHED)
def sound_keys(text: str) -> frozenset[str]:
    """Consonant skeletons of every word: equal for Szewczenko, Schewtschenko, Шевченко and Shevchenko."""
    words = re.split(r"[^\w'’ʼ]+", text)
    keys = {skeleton(heard) for word in words if word for heard in sounds(word)}
    return frozenset(key for key in keys if len(key) > 1 and not key.isdigit())
