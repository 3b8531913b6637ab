"""The directory of partners: fourteen places as there could be in Opole. Telephones and addresses are invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cic_desktop import partners
from cic_desktop.assistance import signposts
from cic_desktop.core.fields import Answers
from cic_desktop.demo.scene import Scene

__all__ = ["SERVICES", "tell"]

_INVENTED, _INVENTED_UK = "(Dane pokazowe.)", "(Показові дані.)"
# name, kind, topics, languages, street, telephone, hours, help, help in Ukrainian
_PLACES: tuple[tuple[str, str, str, str, str, str, str, str, str], ...] = (
    ("Punkt nieodpłatnej pomocy prawnej nr 3", "legal_aid", "stay work benefits", "pl", "ul. Przykładowa 3",
     "77 000 01 03", "pn.–pt. 9:00–13:00", "Trzeba umówić wizytę telefonicznie.",
     "Потрібно домовитися про візит телефоном."),
    ("Okręgowy Inspektorat Pracy", "inspection", "work", "pl uk", "ul. Pokazowa 12", "77 000 01 12",
     "pn.–pt. 8:00–16:00", "Porady o umowie, wynagrodzeniu i czasie pracy. Skarga może być anonimowa.",
     "Консультації про договір, зарплату й робочий час. Скарга може бути анонімною."),
    ("ZUS, sala obsługi klientów", "zus", "benefits", "pl uk", "ul. Wzorcowa 24", "77 000 01 24",
     "pn. 8:00–17:00, wt.–pt. 8:00–15:00", "Świadczenia rodzinne, składki, PUE ZUS.",
     "Сімейні виплати, внески, PUE ZUS."),
    ("Powiatowy Urząd Pracy", "labour", "work", "pl", "ul. Przykładowa 21", "77 000 01 21", "pn.–pt. 7:30–14:30",
     "Rejestracja bezrobotnych, oferty pracy, kursy.", ""),
    ("Miejski Ośrodek Pomocy Rodzinie", "social", "benefits housing", "pl", "ul. Pokazowa 5", "77 000 01 05",
     "pn.–pt. 7:30–15:30", "Zasiłki, praca socjalna, pomoc w kryzysie mieszkaniowym.", ""),
    ("Ośrodek Interwencji Kryzysowej", "crisis", "health housing other", "pl uk ru", "ul. Wzorcowa 9", "77 000 01 09",
     "pn.–ndz. 0:00–24:00", "Całodobowo. Psycholog, bezpieczne miejsce na kilka nocy.",
     "Цілодобово. Психолог, безпечне місце на кілька ночей."),
    ("Przychodnia Nad Młynówką", "health", "health", "pl uk ru", "ul. Modelowa 2", "77 000 01 02",
     "pn.–pt. 8:00–18:00", "Lekarz rodzinny przyjmuje osoby z numerem PESEL UKR i z ubezpieczeniem.",
     "Сімейний лікар приймає осіб з номером PESEL UKR та зі страхуванням."),
    ("Gabinet psychologiczny Mariny Kłos", "health", "health", "pl uk ru be", "ul. Modelowa 17", "77 000 01 17",
     "wt. 14:00–19:00, czw. 14:00–19:00", "Dzieci i dorośli, po ukraińsku. Pierwsza rozmowa bez opłat.",
     "Діти й дорослі, українською. Перша розмова безкоштовна."),
    ("Publiczna Szkoła Podstawowa z oddziałem przygotowawczym", "school", "school", "pl uk", "ul. Szkolna 5",
     "77 000 01 55", "pn.–pt. 7:00–15:30", "Oddział przygotowawczy, asystentka międzykulturowa.",
     "Підготовчий клас, міжкультурна асистентка."),
    ("Uniwersytet Opolski, Biuro Uznawania Wykształcenia", "university", "education", "pl en", "pl. Akademicki 1",
     "77 000 01 01", "wt.–czw. 10:00–14:00", "Nostryfikacja dyplomów, potwierdzanie wykształcenia.", ""),
    ("Fundacja Wspólny Dom", "ngo", "housing work school", "pl uk ru en", "ul. Sąsiedzka 8", "77 000 01 08",
     "pn.–czw. 10:00–18:00", "Pomoc w szukaniu mieszkania, rozmowa z właścicielem, klub dla rodziców.",
     "Допомога в пошуку житла, розмова з власником, клуб для батьків."),
    ("Caritas, Punkt dla Migrantów", "ngo", "benefits stay other", "pl uk es", "ul. Sąsiedzka 14", "77 000 01 14",
     "pn. 9:00–12:00, śr. 9:00–12:00", "Paczki żywnościowe, ubrania, pierwsze wyposażenie mieszkania.",
     "Продуктові набори, одяг, перші речі для дому."),
    ("Stowarzyszenie Białoruska Świetlica", "ngo", "school stay", "be ru pl", "ul. Kulturalna 6", "77 000 01 06",
     "sob. 11:00–16:00", "Spotkania, zajęcia dla dzieci, wsparcie w języku białoruskim.", ""),
    ("Urząd Miasta, Biuro Obsługi Mieszkańców", "commune", "civil school", "pl", "pl. Ratuszowy 7", "77 000 01 07",
     "pn. 7:30–17:00, wt.–pt. 7:30–15:30", "PESEL, meldunek, prawo jazdy, zapisy do przedszkoli.", ""),
)  # fmt: skip
# place → how many days ago its agreement ended (negative: is to end), and how long its check is overdue
_AGREED: dict[int, tuple[str, int]] = {
    0: ("CIC/P/3/2026", -400),
    5: ("CIC/P/5/2025", -25),
    6: ("CIC/P/1/2025", -220),
    7: ("CIC/P/2/2025", 54),
    10: ("CIC/P/7/2024", 12),
    12: ("CIC/P/4/2025", -90),
}
_LATE: dict[int, int] = {2: 9, 7: 31, 11: 2}
_CONTACTS: dict[int, tuple[Answers, ...]] = {
    5: ({"name": "Renata Wilk", "role": "dyżurna psycholożka", "phone": "77 000 01 99"},),
    6: ({"name": "Piotr Zając", "role": "rejestracja", "phone": "77 000 01 92", "email": "rejestracja@example.org"},),
    10: (
        {"name": "Oksana Bereza", "role": "koordynatorka", "phone": "500 000 108", "email": "oksana@example.org"},
        {"name": "Tomasz Lis", "role": "najem", "phone": "500 000 109"},
    ),
}  # fmt: skip
# days ago, places told of, topic, channel, for a client or for somebody without a record
_TOLD: tuple[tuple[int, tuple[int, ...], str, str, bool], ...] = (
    (9, (1, 0), "work", "office", True), (8, (10,), "housing", "office", True), (7, (6, 7), "health", "phone", True),
    (6, (2,), "benefits", "phone", False), (5, (8,), "school", "office", True),
    (4, (11, 4), "benefits", "office", True),
    (3, (9,), "education", "online", True), (2, (13,), "civil", "office", False), (1, (5,), "other", "phone", True),
)  # fmt: skip
SERVICES = len(_TOLD)


def tell(scene: Scene) -> None:
    """The directory as it was filled in the last months, and whom clients were told of lately."""
    ids = _directory(scene)
    if scene.full and len(scene.adults) > SERVICES:
        _signposts(scene, ids)


def _directory(scene: Scene) -> list[str]:
    ids = []
    for number, place in enumerate(_PLACES):
        day = scene.day(200 + 3 * number)
        with scene.act(day, scene.advisors[number % len(scene.advisors)], "register a partner") as work:
            made = partners.register_partner(work, _answers(scene, number, place, scene.advisors, day))
            for answers in _CONTACTS.get(number, ()):
                partners.add_contact(work, made, answers)
        ids.append(made)
    return ids


def _answers(scene: Scene, number: int, place: Sequence[str], advisors: Sequence[Any], day: date) -> Answers:
    name, kind, topics, languages, street, phone, hours, words, ukrainian = place
    agreement, ended = _AGREED.get(number, ("", 0))
    until = scene.until - timedelta(days=ended)
    review = (
        scene.until - timedelta(days=_LATE[number]) if number in _LATE else scene.until + timedelta(20 + 11 * number)
    )
    since = {"agreement_from": min(until - timedelta(days=730), day).isoformat(), "agreement_to": until.isoformat()}
    return {
        "name": name, "kind": kind, "topics": topics.split(), "languages": languages.split(),
        "street": street, "postcode": "45-000", "town": "Opole", "phone": phone, "hours": hours,
        "help": f"{words} {_INVENTED}", "help_uk": ukrainian and f"{ukrainian} {_INVENTED_UK}",
        "account_id": advisors[number % len(advisors)].id,
        "review_on": review.isoformat(), "agreement_number": agreement, **(since if agreement else {}),
    }  # fmt: skip


def _signposts(scene: Scene, ids: list[str]) -> None:
    for number, (before, places, topic, channel, known) in enumerate(_TOLD):
        day = scene.day(before).isoformat()
        who = next(one for one in (*scene.adults[number:], *scene.adults) if one.registered <= day)
        answers: Answers = {
            "partner_ids": [ids[place] for place in places], "topic": topic, "place": channel, "minutes": "10",
            "language": who.language if who.language in ("uk", "ru", "en") else "uk", "given": ["address", "phone"],
            "signature": "list",
        }  # fmt: skip
        with scene.act(scene.day(before), scene.advisors[number % len(scene.advisors)], "tell where to turn") as work:
            signposts.tell(work, answers, who.id if known else "")
