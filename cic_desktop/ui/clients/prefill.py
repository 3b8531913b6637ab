"""From what was typed into a find box to the first answers of a registration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cic_desktop.core import checks, clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.transliteration import Language, passport_latin

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SPOKEN_BY = {
    "uk": "UA", "ru": "RU BY KZ KG TJ UZ TM MD", "ka": "GE", "hy": "AM", "az": "AZ", "pl": "PL", "vi": "VN",
    "tr": "TR", "en": "IN NG ZW GH PH US GB", "ur": "PK", "ne": "NP", "bn": "BD", "zh": "CN", "fa_AF": "AF",
    "fa": "IR", "ar": "SY IQ EG YE TN DZ MA LY PS JO LB", "am": "ET", "ti": "ER", "so": "SO", "id": "ID",
    "es": "CO VE CU MX", "pt": "BR", "de": "DE", "fr": "FR", "it": "IT", "ro": "RO", "bg": "BG", "lt": "LT",
}  # fmt: skip
_SPEAK = {country: code for code, countries in _SPOKEN_BY.items() for country in countries.split()}


def language_of(country: str) -> str:
    """The language most people of that citizenship talk in here; empty when there is no telling."""
    return _SPEAK.get(country, "")


def script_language(name: str, citizenship: str = "") -> Language:
    """Whose passport rules a Cyrillic name follows: by citizenship, else by letters only one alphabet has."""
    by_country: dict[str, Language] = {"UA": "uk", "RU": "ru", "BY": "be", "BG": "bg"}
    if citizenship in by_country:
        return by_country[citizenship]
    lower = name.lower()
    if "ў" in lower:
        return "be"
    return "ru" if re.search("[ыэёъ]", lower) and not re.search("[іїєґ]", lower) else "uk"


def is_cyrillic(name: str) -> bool:
    return bool(_CYRILLIC.search(name))


def answers_from(typed: str) -> Answers:
    """Surname and given names (the passport's spelling proposed for Cyrillic), telephone or PESEL."""
    words = [word for word in typed.split() if not any(char.isdigit() for char in word)]
    digits = "".join(char for char in typed if char.isdigit() or char == "+")
    answers: Answers = {}
    if words:
        surname, given = words[0], " ".join(words[1:])
        answers.update(surname=_name_case(surname), given=_name_case(given))
    if is_cyrillic(" ".join(words)):
        rules = script_language(typed)
        answers.update(original_surname=answers["surname"], original_given=answers["given"])
        answers.update({name: passport_latin(str(answers[name]), rules) for name in ("surname", "given")})
    answers.update(_number(digits))
    return {name: answer for name, answer in answers.items() if answer}


def shared_by_family(one: ClientLine) -> Answers:
    """What the others of somebody's family mostly have in common with them: proposed, to be changed."""
    names = ("citizenship", "language", "stay_title", "phone")
    return {name: answer for name in names if (answer := getattr(one, name))}


def _name_case(name: str) -> str:
    """`kovalenko` was typed in a hurry; anything with a capital letter is left as it is."""
    return name.title() if name.islower() else name


def _number(digits: str) -> Answers:
    if not digits:
        return {}
    try:
        facts = checks.pesel(digits, today=clock.today())
    except CicError:
        return {"phone": digits} if len(digits) > 4 else {}
    return {"pesel": facts.number, "birth_date": facts.birth_date.isoformat(), "sex": facts.sex}
