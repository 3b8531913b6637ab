"""Families and plans: who acts for the children, what people need and where to, what changed in their papers."""

from __future__ import annotations

from datetime import date, timedelta

from cic_desktop import clients, plans, protection
from cic_desktop.core.fields import Answers
from cic_desktop.db.work import Work
from cic_desktop.demo.scene import Scene

__all__ = ["tell"]

# area, need's level, what the person says, the goal, its steps (what, days from the end, whether the advisor does it)
_Step = tuple[str, int, bool]
_STORIES: tuple[tuple[tuple[str, str, str, str, tuple[_Step, ...]], ...], ...] = (
    (
        ("work", "high", "Pracowałam jako pielęgniarka, chcę wrócić do zawodu.", "Uznanie dyplomu pielęgniarki",
         (("Tłumaczenie przysięgłe dyplomu", -20, False), ("Wniosek do ministerstwa", 12, True),
          ("Rozmowa z doradcą zawodowym", 5, True))),
        ("language", "some", "Rozumiem, ale boję się mówić.", "Język polski na poziomie B1",
         (("Zapis na kurs", -30, False), ("Test poziomujący", -25, True), ("Egzamin państwowy", 120, False))),
    ),
    (
        ("housing", "urgent", "Musimy opuścić mieszkanie do końca miesiąca.", "Mieszkanie dla czterech osób",
         (("Lista ofert w dzielnicach blisko szkoły", -3, True), ("Oglądanie mieszkań z asystą", 6, True),
          ("Umowa najmu sprawdzona przez prawnika", 14, True))),
        ("finance", "high", "", "Świadczenie wychowawcze dla dzieci",
         (("Wniosek w ZUS", -8, False), ("Sprawdzenie decyzji", 20, True))),
    ),
    (
        ("stay", "urgent", "Karta kończy się w lutym.", "Nowe zezwolenie na pobyt czasowy",
         (("Zebranie dokumentów od pracodawcy", -4, False), ("Wniosek w MOS", 15, True))),
        ("health", "some", "", "Lekarz rodzinny dla całej rodziny", (("Deklaracja w przychodni", 3, False),)),
    ),
    (
        ("school", "high", "Syn nie rozumie lekcji.", "Dodatkowa nauka polskiego w szkole",
         (("Rozmowa z wychowawczynią", -12, True), ("Wniosek do dyrektora", -2, False))),
        ("family", "some", "", "Kontakt z innymi rodzicami", (("Spotkanie grupy wsparcia", 9, False),)),
        ("safety", "some", "Czasem boję się wracać wieczorem.", "Bezpieczna droga do domu", ()),
    ),
)  # fmt: skip
_SUMMARIES = (
    "Samodzielna, zna dwa języki, ma wsparcie siostry w Opolu.",
    "Rodzina z trojgiem dzieci; ojciec pracuje na zmiany. Mocną stroną jest duża motywacja.",
    "Pracuje w magazynie; pracodawca chce pomóc w legalizacji pobytu.",
    "Dzieci chodzą do szkoły od września; matka szuka pracy na część etatu.",
)
_COLLECTING: tuple[tuple[str, str, str], ...] = (
    ("Lidia Hnatiuk", "grandparent", "550 000 211"), ("Tomasz Baran", "other", "550 000 212"),
)  # fmt: skip
_REVIEWS = (-3, 2, 9, 24, 40)
_CHILDREN = """
SELECT c.person_id, h.person_id, p.sex
FROM household_member c JOIN household_member h ON h.household_id = c.household_id
JOIN person p ON p.id = h.person_id JOIN person k ON k.id = c.person_id
WHERE c.relation = 'child' AND h.relation = 'head' AND k.birth_date > ? AND c.left_on IS NULL
  AND k.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY c.id LIMIT 16
"""
_BUSIEST = """
SELECT person_id FROM service_person WHERE person_id IS NOT NULL GROUP BY person_id
ORDER BY count(*) DESC, person_id LIMIT 1
"""


def tell(scene: Scene) -> None:
    """Plans of some, guardians of most children, one incident, the staff's checks, a few facts that changed."""
    _plans(scene)
    _children(scene)
    _staff(scene)
    _changes(scene)


def _plans(scene: Scene) -> None:
    with scene.look() as read:
        children = read.sql(_CHILDREN, (_grown(scene),))
        busiest = [row[0] for row in read.sql(_BUSIEST)]
    heads = [head for _child, head, _sex in children[:3]]
    ids = list(dict.fromkeys([*busiest, *heads, *(one.id for one in scene.adults[:4])]))[:7]
    for number, person_id in enumerate(ids):
        _plan(scene, person_id, number)


def _plan(scene: Scene, person_id: str, number: int) -> None:
    advisor = scene.advisors[number % len(scene.advisors)]
    begun = scene.day(45 - 4 * number)
    review = scene.until + timedelta(days=_REVIEWS[number % len(_REVIEWS)])
    answers: Answers = {
        "account_id": advisor.id, "opened_on": begun.isoformat(), "summary": _SUMMARIES[number % len(_SUMMARIES)],
        "review_on": review.isoformat(), "agreed_on": begun.isoformat() if number % 3 != 2 else "",
    }  # fmt: skip
    story = _STORIES[number % len(_STORIES)]
    with scene.act(begun, advisor, "begin a support plan") as work:
        for area, level, words, *_rest in story:
            plans.add_need(work, person_id, {"area": area, "level": level, "description": words})
        plan_id = plans.open_plan(work, person_id, answers)
        steps = [step for part in story for step in _goal(work, scene, plan_id, part, advisor.id)]
    for step_id, due in steps:
        if due < -2:
            with scene.act(scene.day(-due), advisor, "tick a step") as work:
                plans.tick_step(work, step_id, True)


def _goal(
    work: Work, scene: Scene, plan_id: str, part: tuple[str, str, str, str, tuple[_Step, ...]], advisor_id: str
) -> list[tuple[str, int]]:
    """A goal with its steps: their ids, and how many days from the end they are due."""
    area, _level, _words, title, own = part
    goal_id = plans.add_goal(work, plan_id, {"title": title, "area": area})
    made = []
    for words, due, advisors in own:
        day = (scene.until + timedelta(days=due)).isoformat()
        answers: Answers = {"title": words, "due_on": day, "account_id": advisor_id if advisors else ""}
        made.append((plans.add_step(work, goal_id, answers), due))
    return made


def _children(scene: Scene) -> None:
    """Most children have a legal representative, some somebody else who may collect them; a few have nobody yet."""
    with scene.look() as read:
        found = read.sql(_CHILDREN, (_grown(scene),))
    for number, (child, head, sex) in enumerate(found):
        if number % 5 == 4:
            continue
        advisor = scene.advisors[number % len(scene.advisors)]
        with scene.act(scene.day(30 - number), advisor, "name a guardian") as work:
            relation = "mother" if sex == "F" else "father"
            protection.add_guardian(
                work, child, {"adult_id": head, "relation": relation, "legal": "yes", "may_collect": "yes"}
            )
            if number % 3 == 0:
                name, how, phone = _COLLECTING[number % len(_COLLECTING)]
                until = (scene.until + timedelta(days=200)).isoformat()
                other: Answers = {"name": name, "relation": how, "phone": phone, "may_collect": "yes"}
                protection.add_guardian(work, child, {**other, "document": "pisemna zgoda rodzica", "valid_to": until})
            given = {"given_on": scene.day(30 - number).isoformat(), "version": "2026-09"}
            protection.acknowledge(work, child, "pl", given)
    if found:
        with scene.act(scene.day(5), scene.advisors[0], "note an incident") as work:
            protection.note_incident(
                work, found[0][0],
                {
                    "day": scene.day(6).isoformat(), "starts_at": "16:20", "place": "sala zajęć",
                    "description": "Dziecko powiedziało, że starsi uczniowie zabierają mu plecak w drodze do szkoły.",
                    "measures": "Rozmowa z matką i z pedagogiem szkolnym; umówiono wspólne spotkanie.",
                    "reported_to": "szkoła podstawowa, pedagog", "reported_on": scene.day(5).isoformat(),
                },
            )  # fmt: skip


def _staff(scene: Scene) -> None:
    """Everybody was looked up; one renewal is overdue, one comes soon, the newest colleague has not read the rules."""
    people = list(dict.fromkeys(one.actor for one in (*scene.team.advisors, *scene.team.specialists)))
    manager = scene.team.manager.actor
    with scene.act(scene.day(20), manager, "check staff") as work:
        for number, colleague in enumerate(people):
            checked = scene.until - timedelta(days=(375, 350, 120, 60)[number % 4])
            days = {"checked_on": checked.isoformat(), "renew_on": (checked + timedelta(days=365)).isoformat()}
            protection.record_check(work, colleague.id, {"kind": "register", **days})
            if number % 4 != 3:
                protection.record_check(work, colleague.id, {"kind": "standards", "checked_on": checked.isoformat()})


def _changes(scene: Scene) -> None:
    """Facts that held once: an address before, a telephone nobody answers, a status of a number that was lost."""
    advisor = scene.advisors[0]
    for number, one in enumerate(scene.adults[:6]):
        day = scene.day(12 - number)
        with scene.act(day, advisor, "change a client's card") as work:
            _moved(work, one.id, day)
            if number % 2:
                clients.add_part(work, one.id, "email", {"value": f"klient{number}@example.org", "preferred": "yes"})
            else:
                unused: Answers = {"value": f"55000040{number}", "valid_to": day.isoformat()}
                clients.add_part(work, one.id, "contact", unused)


def _moved(work: Work, person_id: str, day: date) -> None:
    """Lived elsewhere until last year."""
    until = day - timedelta(days=400)
    clients.add_part(
        work, person_id, "address",
        {
            "kind": "previous", "country": "PL", "street": "Ozimska", "house": "40", "postcode": "45-058",
            "town": "Opole", "valid_from": (until - timedelta(days=300)).isoformat(), "valid_to": until.isoformat(),
        },
    )  # fmt: skip


def _grown(scene: Scene) -> str:
    """Whoever was born after this day is a minor at the end."""
    return (scene.until - timedelta(days=18 * 365 + 5)).isoformat()
