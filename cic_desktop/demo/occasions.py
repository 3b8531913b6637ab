"""Events: a training for a school, a conference of 120, an open day, Christmas Eve to come, an action called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cic_desktop import events
from cic_desktop.core.fields import Answers
from cic_desktop.db.work import Work
from cic_desktop.demo import rhythm
from cic_desktop.demo.learning import hand_in
from cic_desktop.demo.scene import Scene

__all__ = ["tell"]

GUESTS = 120
_PHOTO = (
    "Przy wejściu i na zaproszeniu: zdjęcia z sali w mediach społecznościowych Centrum. Kto nie chce, siada po lewej."
)
_GIVEN = (
    "Adam", "Beata", "Cezary", "Dorota", "Emil", "Felicja", "Grzegorz", "Halina", "Igor", "Jolanta", "Karol", "Lidia",
    "Mirosław", "Nadia", "Oskar", "Paulina", "Robert", "Sylwia", "Tadeusz", "Urszula", "Wiktor", "Zofia",
)  # fmt: skip
_SURNAMES = (
    "Adamczyk", "Bielak", "Cybulko", "Dudek", "Falkus", "Gajda", "Holeczek", "Jurczyk", "Kubisz", "Lempart", "Malik",
    "Niestrój", "Okoń", "Pietrek", "Rataj", "Smolka", "Tyrol", "Wicher", "Zawiła", "Żurek",
)  # fmt: skip
# group, organisation, role
_BODIES: tuple[tuple[str, str, str], ...] = (
    ("authority", "Urząd Miasta Opola", "wydział polityki społecznej"),
    ("authority", "Starostwo Powiatowe", "wydział komunikacji"),
    ("school", "Szkoła Podstawowa nr 5", "dyrekcja"),
    ("school", "Przedszkole Publiczne nr 3", "rada pedagogiczna"),
    ("university", "Uniwersytet Opolski", "adiunkt"),
    ("health", "Przychodnia Nad Młynówką", "rejestracja"),
    ("social", "Miejski Ośrodek Pomocy Rodzinie", "pracownik socjalny"),
    ("ngo", "Fundacja Wspólny Dom", "koordynacja projektów"),
    ("police", "Komenda Miejska Policji", "oficer prasowy"),
    ("employer", "Zakłady Drzewne Odra", "kadry"),
    ("media", "Radio Odra", "redakcja"),
    ("ngo", "Stowarzyszenie Białoruska Świetlica", "wolontariat"),
)
_CONFERENCE_WORDS = (
    "Panel o szkole do powtórzenia.", "Warsztaty za krótkie.", "Dobre tłumaczenie.", "Було цікаво.",
)  # fmt: skip
_TRAINING_WORDS = ("Konkretne przykłady.", "Prosimy o część drugą.", "Przydałyby się materiały po ukraińsku.")
# from, minutes, title, who speaks
_PROGRAMME = (
    ("09:00", 30, "Rejestracja i kawa", ""), ("09:30", 20, "Otwarcie", "Barbara Krawiec"),
    ("09:50", 60, "Dwa lata Centrum w liczbach", "Maria Zielińska"),
    ("11:10", 80, "Panel: szkoła, która przyjmuje", "dr Irena Skiba i goście"),
    ("13:15", 75, "Warsztaty w trzech grupach", ""), ("14:40", 30, "Wnioski i zakończenie", "Barbara Krawiec"),
)  # fmt: skip
_TRAINING = (
    ("13:00", 60, "Uczeń z doświadczeniem migracji: co widać, czego nie widać", "Piotr Górny"),
    ("14:10", 80, "Rozmowa z rodzicem, który nie mówi po polsku", "Oksana Marczuk"),
)  # fmt: skip


def tell(scene: Scene) -> None:
    """Past, planned and called off. The dates lie about the last day."""
    with scene.look() as read:
        partners = {name: row_id for row_id, name in read.sql("SELECT id, name FROM partner WHERE deleted_at IS NULL")}
    _training(scene, partners["Publiczna Szkoła Podstawowa z oddziałem przygotowawczym"])
    _conference(scene, partners["Uniwersytet Opolski, Biuro Uznawania Wykształcenia"])
    _christmas_eve(scene, partners["Fundacja Wspólny Dom"])
    _called_off(scene)
    _open_day(scene)


def _training(scene: Scene, partner_id: str) -> None:
    """For the teachers of a school: guests who are no clients."""
    day = _weekday(scene.until, -12)
    with scene.act(_weekday(day, -15), scene.advisors[-1], "plan an event") as work:
        made = _opened(
            work, scene, day, "training", "Dziecko z doświadczeniem migracji w klasie", partner_id=partner_id,
            place="ul. Szkolna 5, Opole", capacity="25", about="Szkolenie rady pedagogicznej, cz. 1.",
        )  # fmt: skip
        _points(work, made, day, _TRAINING)
        guests = [*_guests(16, "school", "Publiczna Szkoła Podstawowa")]
        events.add_guests(work, made, guests)
    with scene.act(day, scene.advisors[-1], "hold an event", hour=16) as work:
        _came(work, made, 14)
        events.hold_event(work, made)
        hand_in(work, 12, 11, event_id=made, words=_TRAINING_WORDS)


def _conference(scene: Scene, partner_id: str) -> None:
    """A day of 120 guests, most of whom came; some had brought others along."""
    day = _weekday(scene.until, -33)
    with scene.act(_weekday(day, -40), scene.advisors[0], "plan an event") as work:
        made = _opened(
            work, scene, day, "conference", "Integracja po opolsku: rok drugi", partner_id=partner_id,
            organiser="Urząd Marszałkowski", place="Aula, pl. Akademicki 1, Opole", capacity="150",
            about="Tłumaczenie symultaniczne na ukraiński. Prosimy o potwierdzenie udziału.",
        )  # fmt: skip
        _points(work, made, day, _PROGRAMME)
        added = events.add_guests(work, made, [*_guests(GUESTS)]).added
        events.invite_guests(work, added)
    with scene.act(_weekday(day, -7), scene.advisors[0], "note answers") as work:
        ids = [guest.id for guest in events.guests_of(work, made)]
        events.mark_guests(work, ids[:98], "answer", "yes")
        events.mark_guests(work, ids[98:109], "answer", "no")
    with scene.act(day, scene.advisors[0], "hold an event", hour=16) as work:
        _came(work, made, 96)
        events.keep_counts(work, made, {"foreigner": "21", "resident": "9"})
        events.hold_event(work, made)
        _notes(work, made, "Catering: 4 320 zł brutto, z budżetu projektu. Aula bez opłat.")
        hand_in(work, 40, 35, event_id=made, words=_CONFERENCE_WORDS)


def _christmas_eve(scene: Scene, partner_id: str) -> None:
    """Invitations are out; clients come too."""
    day = _weekday(scene.until, 25)
    with scene.act(scene.day(9), scene.advisors[0], "plan an event") as work:
        made = _opened(
            work, scene, day, "event", "Wigilia międzykulturowa", partner_id=partner_id,
            place="Dom Kultury, ul. Kulturalna 6, Opole", capacity="80", about="Każdy przynosi danie ze swojego domu.",
        )  # fmt: skip
        _points(work, made, day, (("17:30", 20, "Życzenia", ""), ("17:50", 100, "Wspólny stół i kolędy", "")))
        ids = [*events.add_guests(work, made, [*_guests(18, start=7)]).added]
        ids += [events.add_client_guest(work, made, one.id, {"guest_group": "foreigner"}) for one in scene.adults[:12]]
        events.invite_guests(work, ids)
        events.mark_guests(work, ids[::3], "answer", "yes")
        events.mark_guests(work, ids[5:7], "answer", "no")


def _called_off(scene: Scene) -> None:
    day = _weekday(scene.until, -5)
    with scene.act(_weekday(day, -20), scene.advisors[-1], "plan an event") as work:
        made = _opened(
            work, scene, day, "action", "Sąsiedzkie sprzątanie bulwaru", place="Bulwar nad Młynówką, Opole",
            about="Rękawice i worki daje miasto.",
        )  # fmt: skip
        _points(work, made, day, (("10:00", 180, "Sprzątanie i herbata", ""),))
    with scene.act(_weekday(day, -1), scene.advisors[-1], "call an event off") as work:
        events.call_off_event(work, made, {"reason": "Prognoza: ulewny deszcz. Nowy termin na wiosnę."})


def _open_day(scene: Scene) -> None:
    """Only heads were counted."""
    day = _weekday(scene.until, -60)
    with scene.act(_weekday(day, -10), scene.advisors[0], "plan an event") as work:
        hall = dict(work.sql("SELECT name, id FROM room"))["Sala szkoleniowa"]
        made = _opened(work, scene, day, "event", "Dzień otwarty Centrum", room_id=hall)
        _points(work, made, day, (("10:00", 240, "Oprowadzanie, quiz, kuchnie świata", ""),), room_id=hall)
    with scene.act(day, scene.advisors[0], "hold an event", hour=16) as work:
        events.keep_counts(work, made, {"resident": "34", "foreigner": "52", "school": "26"})
        events.hold_event(work, made)
        _notes(work, made, "Poczęstunek: 380 zł. Druk plakatów: 210 zł.")


def _opened(work: Work, scene: Scene, day: date, kind: str, name: str, **more: str) -> str:
    answers: Answers = {
        "kind": kind, "name": name, "starts_on": day.isoformat(), "account_id": work.actor.id,
        "project_id": scene.team.project_on(day).id, **more,
    }  # fmt: skip
    return events.open_event(work, answers)


def _points(work: Work, event_id: str, day: date, points: tuple[tuple[str, int, str, str], ...], **more: str) -> None:
    for starts_at, minutes, title, speaker in points:
        answers: Answers = {
            "day": day.isoformat(), "starts_at": starts_at, "minutes": str(minutes), "title": title,
            "speaker": speaker, **more,
        }  # fmt: skip
        events.add_point(work, event_id, answers)


def _guests(count: int, group: str = "", organisation: str = "", start: int = 0) -> Iterator[events.GuestRow]:
    """Invented people of the bodies in turn, or all of one."""
    for number in range(start, start + count):
        body = (group, organisation, "rada pedagogiczna") if group else _BODIES[number % len(_BODIES)]
        name = f"{_GIVEN[number % len(_GIVEN)]} {_SURNAMES[number * 7 % len(_SURNAMES)]}"
        answers: Answers = {
            "guest_group": body[0], "organisation": body[1], "role": body[2], "name": name,
            "email": f"gosc{number + 1}@example.org",
        }  # fmt: skip
        yield events.GuestRow(number + 1, answers)


def _came(work: Work, event_id: str, count: int) -> None:
    """The first of the list were there and may be photographed but for a few; the others were not."""
    ids = [guest.id for guest in events.guests_of(work, event_id)]
    events.mark_guests(work, ids[:count], "attended", "yes")
    events.mark_guests(work, ids[count:], "attended", "no")
    events.mark_guests(work, ids[: count - 5], "photo", "yes")
    events.mark_guests(work, ids[count - 5 : count], "photo", "no")


def _notes(work: Work, event_id: str, costs: str) -> None:
    line = events.event_line(work, event_id)
    if line:
        events.amend_notes(work, event_id, line.revision, {"photo_note": _PHOTO, "cost_note": costs})


def _weekday(day: date, days: int) -> date:
    """So many days later (before), or the next working day of the week the same way."""
    step = timedelta(days=1 if days > 0 else -1)
    day += timedelta(days=days)
    while not rhythm.is_open(day) or day.weekday() > 4:
        day += step
    return day
