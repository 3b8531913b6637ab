"""The groups of the demo's courses as data: when they meet, what is taught, what went otherwise than planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cic_desktop.demo import rhythm

__all__ = ["BLOCKS", "GROUPS", "SURVEYED", "TEACHERS", "Group", "lessons_held"]

TEACHERS: tuple[tuple[str, str, str], ...] = (  # name, telephone, e-mail; the one without is a colleague
    ("Anna Lewicka", "550 000 301", "anna.lewicka@example.org"),
    ("Tomasz Brzozowski", "550 000 302", "tomasz.brzozowski@example.org"),
    ("", "", ""),
)
_LEWICKA, _BRZOZOWSKI, _COLLEAGUE = range(3)
_HALL, _CLASSROOM = "Sala szkoleniowa", "Sala zajęć"


@dataclass(frozen=True)
class Group:
    """A course, and how it went. Weeks are counted back from the last week, lessons from 0."""

    name: str
    kind: str
    level: str
    weeks: int
    weekdays: tuple[int, ...]
    starts_at: str
    minutes: int
    lessons: int
    capacity: int
    people: int  # enrolled at first
    teacher: int
    room: str
    about: str
    subjects: tuple[str, ...] = ()
    blocks: bool = False
    later: tuple[int, int] = (0, 0)  # lesson, how many were taken in on its day
    waiting: int = 0
    called_off: int = -1  # lesson
    substituted: int = -1  # lesson
    left: tuple[tuple[int, str, str], ...] = ()  # after which lesson, why, the level tested then
    gained: int = 0  # how many rise by a level until the end
    goes_on: str = ""  # the group half of its people come from

    def days(self, until: date) -> list[date]:
        """The days of all lessons: the centre is closed on public holidays."""
        monday = until - timedelta(days=until.weekday() + 7 * self.weeks)
        found: list[date] = []
        while len(found) < self.lessons:
            if monday.weekday() in self.weekdays and rhythm.is_open(monday):
                found.append(monday)
            monday += timedelta(days=1)
        return found

    def held(self, until: date) -> list[int]:
        """The lessons that took place before the last morning."""
        over = sum(day < until for day in self.days(until))
        return [number for number in range(over) if number != self.called_off]

    @property
    def units(self) -> int:
        return self.lessons * self.minutes // 45


_A1 = (
    "Powitania i przedstawianie się", "Liczby, godziny, kalendarz", "Rodzina", "Zakupy i ceny", "W aptece",
    "U lekarza rodzinnego", "Dojazd i bilety", "Mieszkanie", "Urząd miasta: prosty wniosek", "Rozmowa telefoniczna",
    "Praca: ogłoszenia", "Powtórzenie",
)  # fmt: skip
_A2 = (
    "Wspomnienia: czas przeszły", "Wizyta w szkole dziecka", "Pisma z urzędu", "Umowa najmu", "Plany: czas przyszły",
    "Zdrowie i skierowanie", "Rozmowa o pracę", "Reklamacja", "Wiadomości i pogoda", "Powtórzenie",
)  # fmt: skip
_BUILDING = (
    "Narzędzia", "Materiały", "Polecenia na budowie", "Znaki i BHP", "Rysunek i wymiary", "Umowa i godziny pracy",
)  # fmt: skip
_CHILDREN = ("W klasie", "Kolory i kształty", "Zwierzęta", "Moja rodzina", "Jedzenie", "Gry i zabawy", "Jesień")
BLOCKS = (
    "Pierwsze kroki w Polsce", "Pobyt i dokumenty", "Państwo i samorząd", "Praca", "Szkoła i dzieci", "Zdrowie",
    "Mieszkanie", "Pieniądze i podatki", "Prawa i obowiązki", "Kultura i zwyczaje", "Bezpieczeństwo na co dzień",
)  # fmt: skip
_OWN_NAMES = "Nazwy bloków są własne, przykładowe. (Dane pokazowe.)"

GROUPS: tuple[Group, ...] = (
    Group(
        "Polski A1, grupa 1", "polish", "A1", 38, (0, 2), "16:30", 90, 24, 15, 14, _LEWICKA, _HALL,
        "Prosimy o zeszyt i długopis. Podręcznik daje Centrum.", _A1,
        left=((6, "never_came", ""), (13, "work", "")), gained=8,
    ),
    Group(
        "Polski A2, grupa 1", "polish", "A2", 11, (0, 2), "16:30", 90, 36, 12, 11, _LEWICKA, _HALL,
        "Zajęcia także w ferie. Podręcznik daje Centrum.", _A2,
        later=(4, 2), waiting=2, called_off=9, substituted=12, left=((3, "never_came", ""),),
        goes_on="Polski A1, grupa 1",
    ),
    Group(
        "Polski techniczny (budownictwo)", "technical", "B1", 8, (4,), "15:45", 135, 14, 10, 8, _BRZOZOWSKI, _HALL,
        "Dla osób, które pracują na budowie albo chcą zacząć.", _BUILDING, left=((4, "work", "B1"),),
    ),
    Group(
        "Polski dla dzieci, 7–13 lat", "children", "A1", 10, (1,), "16:00", 60, 18, 12, 7, _BRZOZOWSKI, _CLASSROOM,
        "Rodzic odbiera dziecko o 17:00.", _CHILDREN,
    ),
    Group(
        "Kurs adaptacyjny, edycja 2", "adaptation", "", 9, (1, 3), "16:30", 90, 11, 14, 11, _COLLEAGUE, _HALL,
        _OWN_NAMES, blocks=True, left=((5, "care", ""),),
    ),
    Group(
        "Polski A0, od podstaw", "polish", "A0", -7, (1, 3), "16:30", 90, 20, 12, 6, _COLLEAGUE, _HALL,
        "Dla osób, które nie czytają jeszcze po polsku.",
    ),
)  # fmt: skip

# course → sheets handed in, how many of them helpful
SURVEYED: dict[str, tuple[int, int]] = {"Polski A1, grupa 1": (10, 9), "Kurs adaptacyjny, edycja 2": (9, 8)}


def lessons_held(until: date) -> int:
    """The lessons of all groups before the last morning: as many services."""
    return sum(len(group.held(until)) for group in GROUPS)
