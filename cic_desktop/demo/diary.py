"""What fills the calendar and the waiting lists: rooms, interpreters, office hours, referrals in every state."""

from __future__ import annotations

from datetime import timedelta

from cic_desktop import assistance, diary
from cic_desktop.core.fields import Answers
from cic_desktop.db.work import Work
from cic_desktop.demo import rhythm
from cic_desktop.demo.data import Row, chance, rows
from cic_desktop.demo.gaps import is_free
from cic_desktop.demo.scene import Scene, Someone
from cic_desktop.demo.team import Colleague

__all__ = ["tell"]

_ROOMS = (("Pokój 1", 3), ("Pokój 2", 3), ("Gabinet", 4), ("Sala szkoleniowa", 24), ("Sala zajęć", 14))
_OFFICE, _PRACTICE = (0, 1), 2  # places in _ROOMS: the advisors', the specialists'
_INTERPRETERS = (
    ("Olena Bondar", "uk ru", "550 000 201", "yes"),
    ("Nino Kapanadze", "ka ru en", "550 000 202", "no"),
    ("Farid Ahmadi", "fa_AF en", "550 000 203", "no"),
)
_ADVISORS_HOURS = (
    (0, "08:00", "16:00"),
    (1, "08:00", "16:00"),
    (2, "10:00", "18:00"),
    (3, "08:00", "16:00"),
    (4, "08:00", "15:00"),
)
_SPECIALISTS_HOURS = ((1, "10:00", "15:00"), (3, "12:00", "17:00"))
_BRING = "id residence_card letters"
_ADDRESS = "ul. Przykładowa 4, 45-001 Opole"
_CRITERIA = ["target_group", "need_confirmed", "agrees"]
_ENDS = {"declined": "Otrzymuje już taką pomoc w szkole.", "called_off": "Wyjazd do innego miasta."}
_PAST = ("held", "no_show", "called_off")  # booked for a day that is over
_EACH = 2  # referrals in every state


def tell(scene: Scene) -> None:
    """Everything that can be booked, what is booked with it, and who waits for a specialist."""
    rooms = _bookables(scene)
    _furnish(scene, rooms)
    if scene.adults:
        _referrals(scene, rooms[_PRACTICE])
        _notes(scene)
        _promises(scene)


def _bookables(scene: Scene) -> list[str]:
    """Rooms, interpreters and everybody's hours; gives the rooms."""
    team, first = scene.team, scene.day(400)
    with scene.act(first, team.manager.actor, "set up the calendar") as work:
        rooms = [diary.keep_room(work, {"name": name, "seats": str(seats)}) for name, seats in _ROOMS]
        for name, languages, phone, sworn in _INTERPRETERS:
            asked: Answers = {"name": name, "phone": phone, "sworn": sworn, "adult": "yes"}
            diary.keep_interpreter(work, {**asked, "languages": languages.split()})
        for number, colleague in enumerate(dict.fromkeys(team.advisors)):
            _hours(work, colleague, _ADVISORS_HOURS, "30", rooms[_OFFICE[number % 2]])
        for colleague in team.specialists:
            _hours(work, colleague, _SPECIALISTS_HOURS, "60", rooms[_PRACTICE])
    return rooms


def _hours(work: Work, who: Colleague, hours: tuple[tuple[int, str, str], ...], minutes: str, room: str) -> None:
    for weekday, starts_at, ends_at in hours:
        answers: Answers = {
            "account_id": who.actor.id, "weekday": str(weekday), "starts_at": starts_at, "ends_at": ends_at,
            "slot_minutes": minutes, "every_weeks": "1", "valid_from": "2024-01-01", "room_id": room,
        }  # fmt: skip
        diary.keep_hours(work, answers)


def _furnish(scene: Scene, rooms: list[str]) -> None:
    """Appointments ahead get rooms, interpreters and what to bring."""
    special = {colleague.actor.id for colleague in scene.team.specialists}
    with scene.act(scene.until, scene.team.manager.actor, "give appointments their rooms") as work:
        interpreters = diary.interpreters(work)
        for line in diary.agenda_between(work, scene.until, scene.until + timedelta(days=16)):
            speaking = [item for item in interpreters if line.language in item.languages]
            chosen = speaking[0] if speaking and chance(scene.rng, 0.4) else None
            away = line.place not in ("office", "phone", "online")
            answers: Answers = {
                "day": line.day.isoformat(), "starts_at": line.starts_at, "minutes": str(line.minutes),
                "place": line.place, "about": line.about, "bring_codes": _BRING, "address": _ADDRESS if away else "",
                "room_id": rooms[_PRACTICE if line.account_id in special else scene.rng.choice(_OFFICE)],
                "interpreter_id": chosen.id if chosen else "", "language": line.language if chosen else "",
            }  # fmt: skip
            if line.state == "planned":
                diary.amend_appointment(work, line.id, line.revision, answers, line.kind, line.account_id)


def _referrals(scene: Scene, room: str) -> None:
    """Some in every state, as far as the people go."""
    states = [state for state in assistance.NEXT for _time in range(_EACH)]
    needs = rows("referrals")
    for number, state in enumerate((*states, "need", "qualified", "proposed", "booked")):
        person = scene.adults[number % len(scene.adults)]
        _referral(scene, state, person, needs[number % len(needs)], room)


def _referral(scene: Scene, state: str, person: Someone, need: Row, room: str) -> None:
    """A need noted weeks ago, led to its state."""
    first = scene.day(scene.rng.randint(12, 40))
    advisor = scene.rng.choice(scene.advisors)
    answers: Answers = {
        "specialist": need["specialist"], "reason": need["reason"], "urgency": need["urgency"],
        "waiting_since": first.isoformat(), "interpreter_language": "" if person.language == "pl" else person.language,
    }  # fmt: skip
    with scene.act(first, advisor, "note a need") as work:
        made = assistance.note_need(work, person.id, answers)
    if state in ("need", "declined"):
        if state == "declined":
            with scene.act(scene.day(5), advisor, "lead a referral") as work:
                assistance.take_step(work, made, state, {"ended_reason": _ENDS[state]})
        return
    who = next((one for one in scene.team.specialists if need["specialist"] in one.gives), scene.team.specialists[0])
    with scene.act(scene.day(10), advisor, "lead a referral") as work:
        assistance.take_step(work, made, "qualified", {"criteria": _CRITERIA, "urgency": need["urgency"]})
        if state != "qualified":
            assistance.take_step(work, made, "proposed", {"account_id": who.actor.id})
        if state in ("booked", *_PAST):
            _book(scene, work, made, who, (state, room))
    if state in _PAST:
        reason: Answers = {"ended_reason": _ENDS[state]} if state in _ENDS else {}
        with scene.act(scene.day(1), advisor, "lead a referral") as work:
            assistance.take_step(work, made, state, reason)


def _book(scene: Scene, work: Work, referral_id: str, who: Colleague, about: tuple[str, str]) -> None:
    state, room = about
    first = scene.day(8) if state in _PAST else rhythm.working_days_after(scene.until, 1)[0]
    offered = diary.free_times(work, who.actor.id, 60, first)
    slots = [slot for slot in offered if is_free(work, slot.day, slot.starts_at, 60, room_id=room)]
    if slots:
        slot = scene.rng.choice(slots[:6])
        when: Answers = {
            "day": slot.day.isoformat(), "starts_at": slot.starts_at, "minutes": "60", "place": "office",
            "room_id": room, "bring_codes": _BRING,
        }  # fmt: skip
        assistance.book_referral(work, referral_id, when, who.actor.id)


def _notes(scene: Scene) -> None:
    """What the psychologist keeps: others see that it is there."""
    for number, person in enumerate(scene.adults[:4]):
        day = scene.day(3 + number)
        with scene.act(day, scene.team.specialists[-1].actor, "write a note") as work:
            note: Answers = {"day": day.isoformat(), "words": "Notatka pokazowa: treść zna tylko jej autor."}
            assistance.write_note(work, person.id, note)


def _promises(scene: Scene) -> None:
    """Follow-ups that are not a step of a service: overdue, due today, later."""
    for number, row in enumerate(rows("follow_ups")):
        noted = scene.day(9)
        due, person = scene.until + timedelta(days=number * 2 - 3), scene.adults[number % len(scene.adults)]
        answers: Answers = {
            "title": row["title"], "due_on": due.isoformat(), "account_id": scene.advisors[number % 2].id,
        }  # fmt: skip
        with scene.act(noted, scene.advisors[0], "note a follow-up") as work:
            assistance.promise(work, answers, person.id, "person", person.id)
