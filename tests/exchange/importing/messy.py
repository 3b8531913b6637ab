"""A centre's spreadsheet as it is in life, made the same every time: 2,000 rows, good ones written in many ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from stdnum.pl import pesel as standard

HEADINGS = (
    "Lp.", "Nr klienta ", "NAZWISKO", "Imię (imiona)", "Data urodzenia (dd.mm.rrrr)", "PESEL", "Płeć K/M",
    "Obywatelstwo:", "Nr telefonu", "Adres e-mail", "Adres zamieszkania", "Podstawa pobytu", "Ważna do", "Język",
    "Paszport", "Uwagi",
)  # fmt: skip
_SURNAMES = (
    "Kovalenko Shevchenko Bondar Tkachuk Melnyk Kravets Oliinyk Lysenko Rudenko Marchuk Savchenko Petrenko "
    "Ivaniuk Sydorchuk Hnatiuk Polishchuk Zelinska Moroz Karpenko Vasylenko Nowik Sidorenka Kuzmich "
    "Beridze Gelashvili Aliyev Nguyen Rahimi Hakobyan Rossi"
).split()
_GIVEN_F = "Oksana Olena Iryna Natalia Svitlana Tetiana Kateryna Anastasiia Yuliia Halyna Mariia Daria".split()
_GIVEN_M = "Oleksandr Andrii Serhii Dmytro Ivan Mykola Yurii Viktor Taras Bohdan Petro Roman".split()
_FROM = (
    ("UA", ("Ukraina", "ukraińskie", "UKR", "UA", "Україна", "Ukrainka", "obywatel Ukrainy")),
    ("BY", ("Białoruś", "białoruskie", "BLR", "Беларусь")),
    ("GE", ("Gruzja", "gruzińskie", "GEO")),
    ("AZ", ("Azerbejdżan", "azerskie")),
    ("VN", ("Wietnam", "wietnamskie")),
)
_STAYS = (
    ("temporary_protection", ("ochrona czasowa", "PESEL UKR", "UKR", "ochrona czasowa (PESEL UKR)")),
    ("temporary", ("pobyt czasowy", "Karta pobytu czasowego", "zezwolenie na pobyt czasowy")),
    ("permanent", ("pobyt stały", "Pobyt Stały")),
    ("visa_d", ("wiza D", "wiza krajowa")),
)
BAD = {"email": 23, "birth": 31, "pesel": 29, "surname": 41, "citizenship": 37}  # every so many rows one is wrong


@dataclass(frozen=True)
class Mess:
    """The rows and how many of them cannot be taken."""

    rows: list[list[Any]]
    good: int
    bad: int
    repeated: int


def make(count: int = 2000, seed: int = 5) -> Mess:
    """`count` rows; some are wrong in one cell, some stand twice word for word."""
    random = Random(seed)
    rows: list[list[Any]] = []
    bad = repeated = 0
    for number in range(1, count + 1):
        if number % 101 == 0:
            rows.append(list(rows[number // 2]))
            repeated += 1
            bad += _is_bad(number // 2 + 1)
            continue
        row = _row(random, number, date(1950, 1, 1) + timedelta(days=number * max(1, 22_000 // count)))
        if wrong := _wrong(number):
            _spoil(row, wrong)
            bad += 1
        rows.append(row)
    return Mess(
        rows, count - bad - repeated + sum(_is_bad(n // 2 + 1) for n in range(101, count + 1, 101)), bad, repeated
    )


def _wrong(number: int) -> str:
    return next((name for name, every in BAD.items() if number % every == 0), "")


def _is_bad(number: int) -> bool:
    return bool(_wrong(number))


def _row(random: Random, number: int, born: date) -> list[Any]:
    """Somebody who is nobody else: the birth dates go on in steps, the surnames are numbered in letters."""
    female = random.random() < 0.6
    surname = f"{_SURNAMES[number % len(_SURNAMES)]}{_letters(number)}"
    given = (_GIVEN_F if female else _GIVEN_M)[number // 30 % 12]
    _code, countries = _FROM[0 if random.random() < 0.7 else random.randrange(len(_FROM))]
    _stay, words = _STAYS[random.randrange(len(_STAYS))]
    shown = random.randrange(6)
    return [
        number,
        f"K/{number:04d}" if number % 3 else number,
        _case(random, surname),
        _case(random, given),
        _written(shown, born),
        _pesel(born, female, number) if number % 4 == 0 else random.choice(["", "brak", "-"]),
        random.choice(("K", "kobieta", "Kobieta ", "k") if female else ("M", "mężczyzna", "m", "MĘŻCZYZNA")),
        random.choice(countries),
        _phone(random, number),
        f"  {given.lower()}.{number}@Example.org " if number % 5 else "",
        random.choice((f"ul. Ozimska {number % 90 + 1}/{number % 7 + 1}, 45-057 Opole", "Opole", "Nysa, Rynek 3", "")),
        random.choice(words),
        _written(random.randrange(4), date(2027, 3, 4)) if number % 2 else "",
        random.choice(("ukraiński", "ukr", "rosyjski", "polski, ukraiński", "język ukraiński".removeprefix("język "))),
        f"FA {100000 + number}" if number % 6 == 0 else "",
        random.choice(("", "", "=cmd|' /C calc'!A0", "zna polski", "prosi o kontakt;\npo 16")),
    ]  # fmt: skip


def _letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:04d}")


def _case(random: Random, name: str) -> str:
    return random.choice((name, name, name.upper(), f" {name}  "))


def _written(shown: int, day: date) -> Any:
    return (
        day.strftime("%d.%m.%Y"), datetime(day.year, day.month, day.day), day.strftime("%d/%m/%Y"), day.isoformat(),
        (day - date(1899, 12, 30)).days if day > date(1960, 1, 1) else f"{day:%d.%m.%Y} r.", f"{day:%d.%m.%Y} r.",
    )[shown]  # fmt: skip


def _pesel(born: date, female: bool, number: int) -> Any:
    month = born.month + (20 if born.year >= 2000 else 0)
    digits = f"{born:%y}{month:02d}{born:%d}{number % 1000:03d}{number % 5 * 2 + (not female)}"
    whole = digits + standard.calc_check_digit(digits)
    return int(whole) if number % 8 == 0 else whole


def _phone(random: Random, number: int) -> Any:
    mine = 500_000_000 + number * 7
    text = f"{mine}"
    return random.choice((mine, text, f"tel. {text[:3]} {text[3:6]} {text[6:]}", f"+48 {text}", f"+380{mine}; {text}"))


def _spoil(row: list[Any], wrong: str) -> None:
    place, value = {
        "email": (9, "anna(at)example"), "birth": (4, "31.02.1980"), "pesel": (5, "92041517622"), "surname": (2, ""),
        "citizenship": (7, "Kosmos"),
    }[wrong]  # fmt: skip
    row[place] = value


def write(path: Path, rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, title: bool = True) -> Path:
    """A workbook with a title above the headings; what begins with "=" is text, as typed with an apostrophe."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Klienci")
    if title:
        sheet.append(["Lista klientów CIC 2021–2026"])
        sheet.append([])
    sheet.append(list(headings))
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(path)
    return path


def _cell(sheet: Any, value: Any) -> Any:
    if not (isinstance(value, str) and value.startswith("=")):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
