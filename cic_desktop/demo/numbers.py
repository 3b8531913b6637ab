"""Numbers that pass every check and belong to nobody on purpose.

Telephones lie where the Polish and Ukrainian plans have no subscribers (a local number never begins
with 0), e-mail addresses in the domain reserved for examples.
"""

from __future__ import annotations

import random
from datetime import date

from cic_desktop.demo.data import filled

_CENTURY_MONTHS = {1800: 80, 1900: 0, 2000: 20, 2100: 40}
_PASSPORTS = {
    "UA": "F@######", "BY": "MP#######", "RU": "7########", "GE": "1#AA#####", "VN": "C#######", "IN": "N#######",
    "NP": "1#######", "CO": "AX######", "TR": "U########", "PH": "P#######A", "UZ": "FA#######",
}  # fmt: skip
_ASCII = str.maketrans({"'": "", "’": "", " ": ".", "-": "."})


def pesel(rng: random.Random, birth: date, sex: str) -> str:
    """A PESEL of the birth date and sex (law of 24.09.2010, art. 15)."""
    month = birth.month + _CENTURY_MONTHS[birth.year // 100 * 100]
    parity = rng.randrange(5) * 2 + (sex == "M")
    digits = f"{birth.year % 100:02d}{month:02d}{birth.day:02d}{rng.randrange(1000):03d}{parity}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, (1, 3, 7, 9) * 3, strict=False))
    return digits + str(-total % 10)


def ukrainian_tax_number(rng: random.Random, birth: date, sex: str) -> str:
    """RNOKPP: days since 31.12.1899, a serial number whose last digit says the sex, a check digit."""
    days = (birth - date(1899, 12, 31)).days
    digits = f"{days:05d}{rng.randrange(1000):03d}{rng.randrange(5) * 2 + (sex == 'M')}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, (-1, 5, 7, 9, 4, 6, 10, 5, 7), strict=True))
    return digits + str(total % 11 % 10)


def belarusian_number(rng: random.Random, birth: date, sex: str) -> str:
    """Sex and century, ddmmyy, region, serial number, PB, a check digit."""
    century = {("M", 19): 3, ("F", 19): 4, ("M", 20): 5, ("F", 20): 6}[sex, birth.year // 100]
    number = f"{century}{birth:%d%m%y}{rng.choice('ABCHKEM')}{rng.randrange(100):03d}PB"
    total = sum(int(char, 36) * (7, 3, 1)[at % 3] for at, char in enumerate(number))
    return number + str(total % 10)


def passport(rng: random.Random, country: str) -> str:
    return filled(rng, _PASSPORTS.get(country, "P########"))


def residence_card(rng: random.Random) -> str:
    return filled(rng, "RX#######")


def birth_certificate(rng: random.Random) -> str:
    return filled(rng, "I-BK ######")


def phone(rng: random.Random, country: str) -> str:
    if country == "UA" and rng.random() < 0.12:
        return filled(rng, "+380 30 0## ## ##")
    return filled(rng, rng.choice(("550 ### ###", "560 ### ###", "580 ### ###", "+48 540 ### ###")))


def email(rng: random.Random, given: str, surname: str) -> str:
    plain = f"{given}.{surname}".lower().translate(_ASCII)
    return f"{plain}{rng.randrange(1, 99)}@example.org"
