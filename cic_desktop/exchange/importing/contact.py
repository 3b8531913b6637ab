"""Telephones, e-mail addresses and whole addresses as they stand in one cell."""

from __future__ import annotations

import re
from functools import lru_cache

from cic_desktop.core import checks
from cic_desktop.core.answers import Values
from cic_desktop.core.errors import CicError
from cic_desktop.exchange.importing.values import is_nothing, names, plain
from cic_desktop.i18n import _

_CACHED = 1 << 14
_PREFIXES = ("380", "375", "995", "374", "373", "998", "992", "996", "993", "994", "370", "371", "372", "420", "421")
_PHONE_WORDS = re.compile(r"(?:tel|kom|mob|telefon|nr|whatsapp|viber|telegram)\.?:?", re.IGNORECASE)


def phones(text: str) -> list[str]:
    """Every number of a cell as it can be dialled. Raises CicError for one that cannot be."""
    if is_nothing(text):
        return []
    said = _PHONE_WORDS.sub(" ", text)
    found = [piece for piece in re.split(r"\s*[,;/|\n]\s*|\s+(?:lub|albo|i|oraz|та|и)\s+", said) if piece.strip()]
    return list(dict.fromkeys(_phone(piece) for piece in found))


@lru_cache(_CACHED)
def _phone(text: str) -> str:
    said = re.sub(r"\(.*?[^\W\d_].*?\)|[^\d+().\s\-–/]+", " ", text).strip() or text
    digits = "".join(filter(str.isdigit, said))
    if not said.startswith(("+", "00")) and 11 <= len(digits) <= 12 and digits.startswith(_PREFIXES):
        said = "+" + digits
    return checks.phone(re.sub(r"\.0$", "", said)).typed


def emails(text: str) -> list[str]:
    """Every e-mail address of a cell. Raises CicError for what is none."""
    if is_nothing(text):
        return []
    found = [piece.strip("<>() .") for piece in re.split(r"[,;\s]+|mailto:", text) if piece.strip("<>() .")]
    return list(dict.fromkeys(checks.email(piece) for piece in found))


_POSTCODE = re.compile(r"\b(\d{2})[\s\-–]?(\d{3})\b")
_STREET = re.compile(
    r"(?:(?:ul|ulica|al|aleja|os|pl|plac)\.?\s+)?(?P<street>.*?\D)\s+(?P<house>\d+\s?[a-zA-Z]?)"
    r"(?:\s*(?:/|m\.?|lok\.?|mieszk\.?|m)\s*(?P<flat>\d+\s?[a-zA-Z]?))?"
)


def address(text: str) -> Values:
    """The parts of an address in one cell: "ul. Damrota 7/3, 46-064 Opole"; the town is what must be there."""
    said = plain(text.replace("\n", ", "))
    if not said or is_nothing(said):
        return {}
    code = _POSTCODE.search(said)
    found: Values = {"postcode": f"{code[1]}-{code[2]}"} if code else {}
    without = (said[: code.start()] + "," + said[code.end() :]) if code else said
    parts = [part.strip(" .") for part in without.split(",") if part.strip(" .")]
    numbered = [part for part in parts if re.search(r"\d", part)]
    towns = [part for part in parts if part not in numbered]
    if numbered and (street := _STREET.fullmatch(numbered[0])):
        found |= {name: value.strip() for name, value in street.groupdict().items() if value}
    elif len(towns) > 1 and not numbered:
        found["street"] = towns.pop(0)
    if not towns:
        raise CicError(
            _("The town is missing in this address. Write it like {example}.", example="ul. Damrota 7, 46-064 Opole")
        )
    found["town"] = names(towns[-1])
    return found
