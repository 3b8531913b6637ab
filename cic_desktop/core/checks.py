"""Numbers and addresses people dictate: checked, and brought to the form that is stored.

A function returns the stored form or raises BadValue with a sentence for the field. What may be right
although it looks odd (a foreign document, a PESEL that disagrees with the birth date) is only a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cic_desktop.core.errors import CicError, Problem
from cic_desktop.i18n import Day, Text, _

_MONTHS = {80: 1800, 0: 1900, 20: 2000, 40: 2100, 60: 2200}  # what the century adds to the month in a PESEL


class BadValue(CicError):
    """One value that cannot be taken; `text` says what to do."""


@dataclass(frozen=True)
class PeselFacts:
    """What a PESEL number says of its holder; sex is "F" or "M"."""

    number: str
    birth_date: date
    sex: str


def pesel(text: str, *, today: date) -> PeselFacts:
    """Eleven digits with a right check digit and a birth date that has been (law of 24.09.2010, art. 15)."""
    number = compact(text)
    if not _digits(number) or len(number) != 11:
        raise BadValue(_("A PESEL number has 11 digits. Check what was typed."))
    from stdnum.pl import pesel as standard

    if standard.calc_check_digit(number[:-1]) != number[-1]:
        raise BadValue(_("This PESEL number has a mistake in one of its digits. Read it again from the document."))
    born = _pesel_birth(number)
    if born > today:
        raise BadValue(_("This PESEL number says its holder is not born yet. Read it again from the document."))
    return PeselFacts(number, born, "M" if int(number[9]) % 2 else "F")


def _pesel_birth(number: str) -> date:
    month = int(number[2:4])
    century = month - (month % 20)
    try:
        return date(_MONTHS[century] + int(number[:2]), month - century, int(number[4:6]))
    except ValueError:
        raise BadValue(
            _("The birth date inside this PESEL number does not exist. Read it again from the document.")
        ) from None


def pesel_disagreements(
    facts: PeselFacts, birth: str | None, sex: str | None, *, field: str = "pesel"
) -> list[Problem]:
    """Warnings where the PESEL says otherwise than the card. `birth` is YYYY[-MM[-DD]], `sex` "F" or "M"."""
    problems = []
    if birth and not facts.birth_date.isoformat().startswith(birth):
        said = Day(facts.birth_date, "short")
        problems.append(_warning(field, _("By this PESEL number the person was born on {date}.", date=said)))
    if sex in ("F", "M") and sex != facts.sex:
        text = (
            _("By this PESEL number the person is a woman.")
            if facts.sex == "F"
            else _("By this PESEL number the person is a man.")
        )
        problems.append(_warning(field, text))
    return problems


def nip(text: str) -> str:
    """Ten digits of a tax number; the prefix PL and dashes may be typed."""
    number = compact(text).removeprefix("PL")
    if not _digits(number) or len(number) != 10:
        raise BadValue(_("A NIP number has 10 digits. Check what was typed."))
    from stdnum.pl import nip as standard

    if not standard.is_valid(number):
        raise BadValue(_("This NIP number has a mistake in one of its digits. Check it."))
    return number


def regon(text: str) -> str:
    """Nine digits of an organisation, fourteen of its branch."""
    number = compact(text)
    if not _digits(number) or len(number) not in (9, 14):
        raise BadValue(_("A REGON number has 9 or 14 digits. Check what was typed."))
    from stdnum.pl import regon as standard

    if not standard.is_valid(number):
        raise BadValue(_("This REGON number has a mistake in one of its digits. Check it."))
    return number


def krs(text: str) -> str:
    """The ten digits of the National Court Register; the zeros in front belong to it. It has no check digit."""
    number = compact(text).removeprefix("KRS")
    if not _digits(number) or len(number) != 10:
        raise BadValue(_("A KRS number has 10 digits, the zeros in front included. Check what was typed."))
    return number


def web(text: str) -> str:
    """The address of a web page as it is written on paper: without https:// and the stroke at the end."""
    address = re.sub(r"^https?://", "", text.strip(), flags=re.IGNORECASE).removesuffix("/")
    if not re.fullmatch(r"(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}(?:[:/?#]\S*)?", address):
        raise BadValue(_("The address of a web page looks like {example}.", example="www.example.org"))
    return address


def iban(text: str) -> str:
    """An account number without spaces; 26 digits alone are a Polish one (NRB)."""
    number = compact(text)
    if _digits(number) and len(number) == 26:
        number = "PL" + number
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", number):
        raise BadValue(_("A Polish account number has 26 digits, a foreign one begins with two letters. Check it."))
    from stdnum import iban as standard

    if not standard.is_valid(number, check_country=False):
        raise BadValue(_("This account number has a mistake. Check it digit by digit."))
    if number.startswith("PL") and len(number) != 28:
        raise BadValue(_("A Polish account number has 26 digits, a foreign one begins with two letters. Check it."))
    return number


def postcode(text: str) -> str:
    """A Polish postal code: 46064 → 46-064."""
    digits = re.sub(r"[\s\-–—]", "", text)
    if not _digits(digits) or len(digits) != 5:
        raise BadValue(_("Postal code looks like {example}.", example="46-064"))
    return f"{digits[:2]}-{digits[2:]}"


def email(text: str) -> str:
    """An address as typed, without spaces around it and with a lower-case domain."""
    address = text.strip()
    if not re.fullmatch(r"[^@\s,;:<>()\"]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}", address):
        raise BadValue(_("An e-mail address looks like {example}.", example="anna@example.org"))
    if ".." in address or address.startswith(".") or ".@" in address:
        raise BadValue(_("An e-mail address looks like {example}.", example="anna@example.org"))
    name, domain = address.rsplit("@", 1)
    return f"{name}@{domain.lower()}"


@dataclass(frozen=True)
class Phone:
    """A telephone number: `number` to dial and to search (+48600123456), `typed` as it was given."""

    number: str
    typed: str


def phone(text: str) -> Phone:
    """Nine digits are Polish; any other country needs its prefix, after `+` or `00`."""
    typed = " ".join(text.split())
    dialled = re.sub(r"[\s().\-–—/]", "", typed.replace("(0)", ""))
    dialled = re.sub(r"^00", "+", dialled)
    if not re.fullmatch(r"\+?[0-9]+", dialled):
        raise BadValue(_("A phone number holds digits only, with + at the beginning for another country."))
    if not dialled.startswith("+"):
        if len(dialled) == 9:
            dialled = "+48" + dialled
        elif len(dialled) == 11 and dialled.startswith("48"):
            dialled = "+" + dialled
        else:
            raise BadValue(_("A Polish number has 9 digits; one of another country begins with + and its prefix."))
    if dialled.startswith("+48") and len(dialled) != 12:
        raise BadValue(_("A Polish number has 9 digits; one of another country begins with + and its prefix."))
    if not 8 <= len(dialled) <= 16 or dialled[1] == "0":
        raise BadValue(_("This phone number is too short or too long. Check it."))
    return Phone(dialled, typed)


def belarusian_number(text: str) -> str:
    """The identification number in a Belarusian passport: 3270287A012PB2, with its check digit."""
    number = compact(text)
    if not re.fullmatch(r"\d{7}[A-Z]\d{3}[A-Z]{2}\d", number):
        raise BadValue(_("A Belarusian identification number looks like {example}.", example="3270287A012PB2"))
    total = sum(int(char, 36) * (7, 3, 1)[at % 3] for at, char in enumerate(number[:-1]))
    if total % 10 != int(number[-1]):
        raise BadValue(_("This identification number has a mistake in one of its characters. Read it again."))
    return number


def ukrainian_tax_number(text: str) -> str:
    """The ten digits of a Ukrainian tax number (RNOKPP) with its check digit."""
    number = compact(text)
    if not _digits(number) or len(number) != 10:
        raise BadValue(_("A Ukrainian tax number has 10 digits. Check what was typed."))
    weights = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
    total = sum(int(digit) * weight for digit, weight in zip(number[:-1], weights, strict=True))
    if total % 11 % 10 != int(number[-1]):
        raise BadValue(_("This tax number has a mistake in one of its digits. Read it again."))
    return number


# (country that issued it, kind of document) → how its number looks, and one as an example. Warnings only.
DOCUMENT_NUMBERS: dict[tuple[str, str], tuple[str, str]] = {
    ("PL", "residence_card"): (r"[A-Z]{2}\d{7}", "RP1234567"),
    ("UA", "passport"): (r"[A-Z]{2}\d{6}", "FB123456"),
    ("UA", "id_card"): (r"\d{9}|[А-ЯҐЄІЇ]{2}\d{6}", "001234567"),
    ("BY", "passport"): (r"(AB|BM|HB|KH|MP|MC|KB|PP|SP|DP)\d{7}", "MP1234567"),
    ("RU", "passport"): (r"\d{9}", "751234567"),
    ("GE", "passport"): (r"\d{2}[A-Z]{2}\d{5}", "15AA12345"),
    ("PL", "passport"): (r"[A-Z]{2}\d{7}", "EK1234567"),
    ("PL", "id_card"): (r"[A-Z]{3}\d{6}", "DAB123456"),
}


def document_warnings(kind: str, country: str, number: str, *, field: str = "number") -> list[Problem]:
    """A warning when a document's number does not look as that country writes them; unknown kinds pass."""
    rule = DOCUMENT_NUMBERS.get((country, kind))
    if not rule or not number.strip() or re.fullmatch(rule[0], compact(number)):
        return []
    return [_warning(field, _("Such a number usually looks like {example}. Check it.", example=rule[1]))]


def compact(text: str) -> str:
    """A number without spaces and dashes, in capitals."""
    return re.sub(r"[\s\-–—./]", "", unicodedata.normalize("NFKC", text)).upper()


def complaint(check: Callable[[str], object], text: str) -> Text | None:
    """What a check of this module has against `text`; None when nothing, or when the field is empty."""
    if not text.strip():
        return None
    try:
        check(text)
    except BadValue as bad:
        return bad.text
    return None


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _warning(field: str, text: Text) -> Problem:
    return Problem(field, text, "warning")
