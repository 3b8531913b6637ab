"""The registers beside help: visits, housing searches, translations, powers of attorney, sheets, questions counted."""

from __future__ import annotations

from datetime import date, timedelta

from cic_desktop import diary
from cic_desktop.assistance import housing, powers, sheets, tally, translations, visits
from cic_desktop.core.fields import Answers
from cic_desktop.db.work import Work
from cic_desktop.demo import rhythm
from cic_desktop.demo.gaps import is_free
from cic_desktop.demo.scene import Scene, Someone

__all__ = ["tell"]

# days from the end, institution's kind, name, address, time, who interprets, what to bring, what is missing
_VISITS: tuple[tuple[int, str, str, str, str, str, str, bool], ...] = (
    (1, "clinic", "Przychodnia Zdrowie, poradnia okulistyczna", "ul. Kościuszki 2, Opole", "09:15", "advisor",
     "id pesel referral_code", False),
    (1, "voivode", "Opolski Urząd Wojewódzki", "ul. Piastowska 14, Opole", "11:30", "advisor", "id letters photo",
     False),
    (2, "clinic", "Szpital Wojewódzki, rejestracja", "ul. Katowicka 64, Opole", "08:40", "interpreter",
     "id pesel results medicines", True),
    (3, "school", "Szkoła Podstawowa nr 5", "ul. Majora Hubala 2, Opole", "13:00", "advisor", "child_papers", False),
    (4, "bank", "Bank przy Rynku", "Rynek 24, Opole", "10:00", "none", "id residence_card", False),
    (0, "commune", "Urząd Miasta, Wydział Spraw Obywatelskich", "pl. Wolności 7–8, Opole", "10:30", "advisor",
     "id letters", False),
    (-3, "clinic", "Poradnia Dziecięca", "ul. Reymonta 8, Opole", "12:15", "advisor", "id pesel child_papers", False),
    (-6, "zus", "ZUS Oddział w Opolu", "ul. Wrocławska 24, Opole", "09:00", "advisor", "id letters", False),
    (-10, "labour_office", "Powiatowy Urząd Pracy", "ul. Hubala 21, Opole", "10:45", "none", "id pesel", False),
    (5, "home", "", "", "12:00", "advisor", "id letters", False),
)  # fmt: skip
_TOLD = (
    {"result": "next_date", "next": "again", "signature": "list", "kilometres": "8"},
    {"result": "done", "next": "nothing", "signature": "now", "kilometres": "5"},
)
_SEARCHES: tuple[tuple[int, str, str, str, int | None, str], ...] = (
    (34, "4", "2800", "Zaodrze, Chabry", 20, "Parter albo winda; wózek dziecięcy"),
    (21, "2", "1900", "Opole, blisko uczelni", 9, ""),
    (12, "3", "2400", "Malinka, Kolonia Gosławicka", None, "Zgoda na psa"),
    (5, "5", "3200", "Opole lub Ozimek", 4, "Trzy pokoje, blisko szkoły podstawowej"),
    (70, "1", "1200", "Śródmieście", None, ""),
)
_OFFERS = (
    ("ul. Budowlanych 11, 2 pokoje", "2650", "viewing"), ("ul. Luboszycka 4", "2900", "refused_owner"),
    ("ul. Domańskiego 60", "2300", "waiting"), ("ul. Ozimska 22", "2500", "gone"),
)  # fmt: skip
_ORDERS: tuple[tuple[int, str, str, str, str, int, str], ...] = (
    (20, "akt urodzenia dziecka", "uk", "yes", "1860", -8, "received"),
    (15, "dyplom z suplementem", "uk", "yes", "9400", -1, "returned"),
    (12, "świadectwo szkolne", "ru", "yes", "3300", -2, "open"),
    (6, "umowa najmu", "pl", "no", "7100", 5, "open"),
    (3, "prawo jazdy", "ka", "yes", "900", 9, "open"),
    (2, "zaświadczenie o niekaralności", "be", "yes", "1100", 12, "open"),
)
_TRANSLATORS = ("Halina Mrozowska", "Serhij Łytwyn", "Biuro Przekład")
_POWERS: tuple[tuple[int, str, str, str, str, str, int | None], ...] = (
    (40, "brat", "odbiór karty pobytu", "Opolski Urząd Wojewódzki", "exempt", "single", None),
    (25, "r. pr. Ewa Zawadzka", "odwołanie od decyzji o odmowie", "Urząd do Spraw Cudzoziemców", "paid", "single", 160),
    (90, "małżonek", "wszystkie sprawy urzędowe rodziny", "", "exempt", "general", None),
    (130, "siostra", "zapis dziecka do przedszkola", "Przedszkole nr 3", "due", "single", -30),
)
_TOLD_BEFORE = -4  # visits of these days became services, like translations received
SERVICES = sum(visit[0] < _TOLD_BEFORE for visit in _VISITS) + sum(order[-1] == "received" for order in _ORDERS)
_TOPICS = ("stay", "civil", "work", "stay", "benefits", "health", "", "bank")
_SEED_DAYS = 24


_TIMES = ("08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00")


def tell(scene: Scene) -> None:
    """Some of everything, so that no list is empty: open, late, done and taken back."""
    people = scene.adults or scene.people
    if len(people) < len(_VISITS):
        return
    for part in (_visits, _searches, _orders, _powers, _sheets, _questions):
        part(scene, people)


def _visits(scene: Scene, people: list[Someone]) -> None:
    for number, (ahead, kind, name, address, time, interprets, bring, missing) in enumerate(_VISITS):
        who, advisor = people[number], scene.advisors[number % len(scene.advisors)]
        day = _ahead(scene, ahead)
        answers: Answers = {
            "institution_kind": kind, "institution": name, "address": address, "day": day.isoformat(),
            "starts_at": time, "interprets": interprets, "bring": bring.split(), "meet_at": "przed wejściem",
        }  # fmt: skip
        if kind == "clinic":
            answers |= {
                "authorised": "no" if missing else "yes", "insurance": "check" if missing else "yes",
                "referral": "missing" if missing else "have",
            }  # fmt: skip
        with scene.act(scene.day(7 - ahead if ahead < 0 else 5), advisor, "prepare a visit") as work:
            if kind == "home":
                answers |= {"address": visits.home_address(work, who.id), "meet_at": ""}
            if interprets == "interpreter":
                answers["interpreter_id"] = _speaking(work, who.language)
            free = (at for at in (time, *_TIMES) if is_free(work, day, at, 60, account_id=advisor.id))
            answers["starts_at"] = next(free, time)
            made = visits.prepare_visit(work, who.id, answers)
        if ahead == 0:
            with scene.act(scene.until, advisor, "note a moment of a visit") as work:
                visits.step(work, made)
        elif ahead < _TOLD_BEFORE and scene.full:
            with scene.act(day, advisor, "finish a visit") as work:
                visits.finish_visit(work, made, dict(_TOLD[number % 2]))


def _speaking(work: Work, language: str) -> str:
    """The interpreter of a language; of any when nobody on the list speaks it."""
    there = diary.interpreters(work)
    return next((one.id for one in there if language in one.languages), there[0].id)


def _searches(scene: Scene, people: list[Someone]) -> None:
    for number, (before, size, budget, districts, needed, needs) in enumerate(_SEARCHES):
        who, advisor = people[-1 - number], scene.advisors[number % len(scene.advisors)]
        until = (scene.until + timedelta(days=needed)).isoformat() if needed is not None else ""
        answers: Answers = {
            "people": size, "children": "2" if int(size) > 3 else "", "budget": budget, "districts": districts,
            "needed_by": until, "needs": needs,
        }  # fmt: skip
        with scene.act(scene.day(before), advisor, "open a housing search") as work:
            made = housing.open_search(work, who.id, answers)
            for place, rent, outcome in _OFFERS[: number % len(_OFFERS)]:
                housing.show_offer(
                    work, made, {"place": place, "rent": rent, "outcome": outcome, "source": "ogłoszenie"}
                )
        if number == len(_SEARCHES) - 1:
            day = scene.day(8)
            with scene.act(day, advisor, "close a housing search") as work:
                housing.close_search(work, made, {"outcome": "room", "closed_on": day.isoformat()})


def _orders(scene: Scene, people: list[Someone]) -> None:
    for number, (before, document, language, sworn, characters, due, state) in enumerate(_ORDERS):
        advisor, who = scene.advisors[0], people[3 + number]
        answers: Answers = {
            "document": document, "from_language": language, "to_language": "uk" if language == "pl" else "pl",
            "sworn": sworn, "characters": characters, "translator": _TRANSLATORS[number % len(_TRANSLATORS)],
            "due_on": max(scene.day(before), scene.until + timedelta(days=due)).isoformat(),
        }  # fmt: skip
        with scene.act(scene.day(before), advisor, "order a translation") as work:
            made = translations.order_translation(work, who.id, answers)
        if state in ("returned", "received"):
            with scene.act(scene.day(2), advisor, "note a translation returned") as work:
                translations.return_order(work, made)
        if state == "received" and scene.full:
            with scene.act(scene.day(1), advisor, "hand a translation over") as work:
                translations.receive_order(work, made)


def _powers(scene: Scene, people: list[Someone]) -> None:
    for number, (before, attorney, scope, office, duty, kind, valid) in enumerate(_POWERS):
        given = scene.day(before)
        answers: Answers = {
            "attorney": attorney, "scope": scope, "office": office, "duty": duty, "kind": kind,
            "given_on": given.isoformat(),
            "valid_to": (scene.until + timedelta(days=valid)).isoformat() if valid is not None else "",
        }  # fmt: skip
        with scene.act(given, scene.advisors[0], "note a power of attorney") as work:
            made = powers.give_power(work, people[2 + number].id, answers)
        if number == 2:
            day = scene.day(6)
            with scene.act(day, scene.advisors[0], "withdraw a power of attorney") as work:
                powers.withdraw_power(work, made, {"withdrawn_on": day.isoformat()})


def _sheets(scene: Scene, people: list[Someone]) -> None:
    for number in range(18):
        topic, language = sheets.SHEET_TOPICS[number % 6], ("uk", "ru", "pl", "en")[number % 4]
        person_id = people[number % len(people)].id if number % 3 == 0 else ""
        with scene.act(scene.day(18 - number), scene.advisors[0], "hand out an information sheet") as work:
            sheets.hand_out(work, topic, language, 1 + number % 4, person_id)


def _questions(scene: Scene, _people: list[Someone]) -> None:
    for before in range(_SEED_DAYS, -1, -1):
        day = scene.until - timedelta(days=before)
        if not rhythm.is_open(day):
            continue
        with scene.act(day, scene.advisors[before % len(scene.advisors)], "count a question") as work:
            for _press in range(scene.rng.randint(2, 7)):
                tally.count_question(work, scene.rng.choice(_TOPICS), scene.rng.choice(("office", "phone")))


def _ahead(scene: Scene, days: int) -> date:
    """A working day before or after the end."""
    if days <= 0:
        return scene.day(-days)
    return rhythm.working_days_after(scene.until, days)[-1]
