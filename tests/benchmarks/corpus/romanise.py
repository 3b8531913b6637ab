"""Spelling rules of the corpus: how the same name looks in passports and in Polish, French and German ears.

Written for the corpus alone, from the published rules; shares nothing with the program it measures.
"""

from __future__ import annotations

VOWELS = "аеєиіїоуюяыэёў"
SOFT = "єіїюяьеёи"

# Each entry: plain, or (at the beginning, after a vowel, after a consonant).
Table = dict[str, str | tuple[str, str, str]]

_COMMON: Table = dict(zip("абвґдзклмнопрстуф", "abvgdzklmnoprstuf", strict=True))

KMU_55_2010: Table = _COMMON | {
    "г": "h", "е": "e", "є": ("ye", "ie", "ie"), "ж": "zh", "и": "y", "і": "i", "ї": ("yi", "i", "i"),
    "й": ("y", "i", "i"), "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "'": "",
    "ю": ("yu", "iu", "iu"), "я": ("ya", "ia", "ia"),
}  # fmt: skip
UKRAINE_BEFORE_2007: Table = KMU_55_2010 | {
    "г": "g", "є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya",
}  # fmt: skip
ICAO_RUSSIAN: Table = _COMMON | {
    "г": "g", "е": "e", "ё": "e", "ж": "zh", "и": "i", "й": "i", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
ENGLISH_RUSSIAN: Table = ICAO_RUSSIAN | {
    "е": ("ye", "ye", "e"), "ё": "yo", "й": "y", "ъ": "", "ю": "yu", "я": "ya",
}  # fmt: skip
BELARUS_PASSPORT: Table = _COMMON | {
    "г": "h", "е": ("ye", "ye", "ie"), "ё": ("yo", "yo", "io"), "ж": "zh", "і": "i", "й": "i", "ў": "u",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "ы": "y", "ь": "", "э": "e", "'": "",
    "ю": ("yu", "yu", "iu"), "я": ("ya", "ya", "ia"),
}  # fmt: skip
_FRENCH: Table = {
    "у": "ou", "ж": "j", "ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "х": "kh", "й": "i", "ю": "iou",
    "я": "ia", "є": "ie", "ї": "i", "ё": "io",
}  # fmt: skip
_GERMAN: Table = {
    "в": "w", "з": "s", "ж": "sch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "х": "ch", "й": "j",
    "ю": "ju",
    "я": "ja", "є": "je", "ї": "ji", "ё": "jo",
}  # fmt: skip
FRENCH_UKRAINIAN: Table = KMU_55_2010 | _FRENCH
FRENCH_RUSSIAN: Table = ICAO_RUSSIAN | _FRENCH
GERMAN_UKRAINIAN: Table = KMU_55_2010 | _GERMAN
GERMAN_RUSSIAN: Table = ICAO_RUSSIAN | _GERMAN

_GEORGIAN = """ა a|ბ b|გ g|დ d|ე e|ვ v|ზ z|თ t|ი i|კ k|ლ l|მ m|ნ n|ო o|პ p|ჟ zh|რ r|ს s|ტ t|უ u|ფ p|ქ k|ღ gh
ყ q|შ sh|ჩ ch|ც ts|ძ dz|წ ts|ჭ ch|ხ kh|ჯ j|ჰ h"""
GEORGIAN: Table = {pair[0]: pair[2:] for line in _GEORGIAN.split("\n") for pair in line.split("|")}

_POLISH = dict(zip("абвґдзкмнопрстуф", "abwgdzkmnoprstuf", strict=True)) | {
    "ж": "ż", "й": "j", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "э": "e", "ў": "u",
    "'": "", "ъ": "",
}  # fmt: skip
_POLISH_BY_LANGUAGE = {
    "ukrainian": {"г": "h", "е": "e", "и": "y", "і": "i", "ї": "ji"},
    "russian": {"г": "g", "и": "i", "ы": "y"},
    "belarusian": {"г": "h", "і": "i", "ы": "y"},
}
_JOTATED = {"я": "a", "ю": "u", "є": "e", "ё": "o", "е": "e"}
_ACUTE = {"с": "ś", "з": "ź", "ц": "ć", "н": "ń"}


def title(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def spell(word: str, table: Table) -> str:
    """`word` letter by letter through `table`; a capital at the beginning, as names have."""
    out: list[str] = []
    before = ""
    for letter in word.lower():
        rule = table.get(letter, letter)
        if isinstance(rule, tuple):
            rule = rule[0 if not before else 1 if before in VOWELS else 2]
        out.append("gh" if before == "з" and letter == "г" and rule == "h" else rule)
        before = letter
    return title("".join(out))


def polish_hearing(word: str, language: str) -> str:
    """Transcription of the PWN spelling dictionary: Шевченко → Szewczenko, Сергей → Siergiej."""
    letters = word.lower()
    for ending in ("ський", "цький", "ский", "цкий"):
        if letters.endswith(ending):
            return title(_polish_letters(letters[: -len(ending)] + ending[0], language) + "ki")
    for ending in ("ська", "цька", "ская", "цкая"):
        if letters.endswith(ending):
            return title(_polish_letters(letters[: -len(ending)] + ending[0], language) + "ka")
    return title(_polish_letters(letters, language))


def _polish_letters(letters: str, language: str) -> str:
    table = _POLISH | _POLISH_BY_LANGUAGE[language]
    out: list[str] = []
    for at, letter in enumerate(letters):
        before, after = letters[at - 1 : at] if at else "", letters[at + 1 : at + 2]
        if letter == "л":
            out.append("l" if after and after in SOFT and not (after in "еи" and language == "ukrainian") else "ł")
        elif letter == "ь" or (letter in _ACUTE and after == "ь"):
            out.append(_ACUTE.get(letter, ""))
        elif letter in _JOTATED and not (letter == "е" and language == "ukrainian"):
            out.append(_glide(before) + _JOTATED[letter])
        elif letter == "и" and language == "russian" and before and before in "жцш":
            out.append("y")
        else:
            out.append(str(table.get(letter, letter)))
    return "".join(out)


def _glide(before: str) -> str:
    """What stands before the vowel of a jotated letter: j at the beginning, i after most consonants."""
    if not before or before in VOWELS or before in "ьъ'й":
        return "j"
    return "" if before in "лжшчщ" else "i"
