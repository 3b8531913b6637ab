"""Why invented people may stay in Poland, from when and until when."""

from __future__ import annotations

import random
from datetime import date, timedelta

from cic_desktop.core.fields import Answers
from cic_desktop.demo.data import Weighted, chance, weighted

_TITLES: dict[str, Weighted[str]] = {
    "UA": weighted(
        {"temporary_protection": 60, "temporary": 15, "cukr": 9, "permanent": 4, "pending": 4, "visa_d": 2,
         "eu_long_term": 2, "karta_polaka": 2, "humanitarian": 1, "none": 1}
    ),
    "BY": weighted(
        {"temporary": 40, "karta_polaka": 15, "permanent": 14, "humanitarian": 9, "visa_d": 9, "pending": 6,
         "subsidiary": 4, "eu_long_term": 3}
    ),
    "RU": weighted({"temporary": 45, "refugee": 12, "humanitarian": 15, "permanent": 14, "pending": 14}),
    "": weighted(
        {"temporary": 50, "visa_d": 22, "pending": 9, "eu_family": 6, "permanent": 4, "visa_c": 3, "visa_free": 3,
         "eu_long_term": 2, "none": 1}
    ),
}  # fmt: skip
_PURPOSES = weighted(
    {"work": 58, "family_foreigner": 12, "family_pl": 9, "studies": 9, "business": 5, "blue_card": 4, "seasonal": 3}
)
# Shortest and longest, in days; a title that is not here has no last day.
_LENGTHS = {
    "temporary": (365, 1095), "visa_d": (180, 365), "visa_c": (30, 90), "visa_free": (90, 90),
    "cukr": (1095, 1095), "karta_polaka": (3650, 3650), "eu_family": (1825, 1825),
}  # fmt: skip
_ENDING = ("temporary", "visa_d")
_NEAR = 0.5  # of these, those that end about the last day
CUKR_FROM = date(2026, 5, 4)
_FIRST_PROTECTION = date(2022, 3, 1)
_PROOFS = {
    "temporary_protection": "potwierdzenie nadania PESEL UKR", "visa_d": "wiza krajowa", "visa_c": "wiza Schengen",
    "pending": "zaświadczenie z MOS", "visa_free": "paszport ze stemplem wjazdu", "karta_polaka": "Karta Polaka",
}  # fmt: skip


def protection_end(until: date) -> date:
    """The last day of temporary protection as a centre knows it on that day (Council Decision 2025/1460)."""
    last = date(2027, 3, 4)
    while last <= until:
        last = last.replace(year=last.year + 1)
    return last


def draw_stay(rng: random.Random, nation: str, day: date, until: date) -> Answers:
    """The stay shown on a day, as the intake asks for it; some of them end about `until`."""
    title = _TITLES.get(nation, _TITLES[""]).draw(rng)
    if title == "cukr" and day < CUKR_FROM + timedelta(days=21):
        title = "temporary_protection"
    return stay(rng, title, day, until)


def stay(rng: random.Random, title: str, day: date, until: date) -> Answers:
    """Dates and purpose for a title held on a day."""
    answers: Answers = {"stay_title": title}
    if title == "temporary":
        answers["stay_purpose"] = _PURPOSES.draw(rng)
    if title != "none":
        first, last = _dates(rng, title, day, until)
        answers["stay_valid_from"] = first.isoformat()
        if last:
            answers["stay_valid_to"] = last.isoformat()
    return answers


def proof(title: str) -> str:
    """The document that shows the title, in the words of an enrolment form."""
    return _PROOFS.get(title, "karta pobytu" if title in _LENGTHS else "decyzja")


def _dates(rng: random.Random, title: str, day: date, until: date) -> tuple[date, date | None]:
    if title == "temporary_protection":
        return max(_FIRST_PROTECTION, day - timedelta(days=rng.randint(3, 700))), protection_end(until)
    if title not in _LENGTHS:
        return day - timedelta(days=rng.randint(20, 1500)), None
    length = rng.randint(*_LENGTHS[title])
    if title in _ENDING and (until - day).days < 500 and chance(rng, _NEAR):
        last = max(until + timedelta(days=rng.randint(-15, 50)), day + timedelta(days=5))
    else:
        last = day + timedelta(days=rng.randint(length // 3, length))
    first = min(last - timedelta(days=length), day)
    return (max(first, CUKR_FROM), last) if title == "cukr" else (first, last)
