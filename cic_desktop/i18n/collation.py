"""Polish alphabetical order as a text that SQL sorts byte by byte."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A Polish letter with a mark follows its bare letter whatever comes next: "~" stands above all Latin letters.
_POLISH = {"ą": "a~", "ć": "c~", "ę": "e~", "ł": "l~", "ń": "n~", "ó": "o~", "ś": "s~", "ź": "z~", "ż": "z~~"}
_OTHER_LATIN = {"đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ə": "a"}
_CYRILLIC = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"  # one order for Ukrainian, Russian and Belarusian
_LETTERS = _POLISH | _OTHER_LATIN | {letter: chr(0x400 + at) for at, letter in enumerate(_CYRILLIC)}
_SEPARATORS = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['’ʼ`]")
_TIE = "\x01"  # below everything that can stand in a key


@lru_cache(1 << 15)
def sort_key(text: str) -> str:
    """A key in Polish order: ą after a, ż after ź; Cyrillic after Latin in its own order (ї after і).

    Punctuation counts as a space and an apostrophe as nothing; what still ties is put in a fixed order.
    """
    lower = unicodedata.normalize("NFC", text).casefold()
    words = _SEPARATORS.sub(" ", _APOSTROPHES.sub("", lower)).strip()
    key = "".join(map(_weight, words))
    return key if key == lower else key + _TIE + lower.replace("\0", "")


def _weight(char: str) -> str:
    if char < "\x80":
        return char
    if found := _LETTERS.get(char):
        return found
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return bare or char
