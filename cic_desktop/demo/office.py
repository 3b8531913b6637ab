"""Three years of a centre, day by day: who came, what was done, what was promised and how it went on."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from cic_desktop.assistance.rows import ServiceDraft
from cic_desktop.core import clock
from cic_desktop.core.fields import Answers
from cic_desktop.demo import data, help as giving, people, rhythm, stays  # noqa: A004
from cic_desktop.demo.data import Row, chance, weighted
from cic_desktop.demo.desk import Desk
from cic_desktop.demo.people import Invented
from cic_desktop.demo.team import Colleague, Team

_ENQUIRY_SHARE, _CONSULTATION_SHARE, _BOOKING_SHARE = 0.2, 0.13, 0.22
_SERVICES = weighted({1: 60, 2: 28, 3: 12})
_SIGNATURES = weighted({"now": 72, "list": 22, "none": 6})
_UNSIGNED = ("Rozmowa telefoniczna", "Uczestnik wyszedł przed podpisaniem", "Spotkanie zdalne")
_STATES = weighted({"held": 80, "no_show": 12, "called_off": 8})
_EXITS = weighted({"moved": 55, "resigned": 25, "status": 15, "other": 5})
_TOPICS = weighted({"stay": 30, "work": 20, "benefits": 14, "civil": 12, "health": 8, "housing": 8, "other": 8})
_ASKING = weighted({"UA": 84, "BY": 5, "GE": 3, "CO": 3, "IN": 2, "VN": 2, "": 1})
_SLOTS = ("08:30", "09:15", "10:00", "10:45", "11:30", "12:30", "13:15", "14:00", "14:45")
_AGENDA, _AHEAD, _AHEAD_EACH = 8, 10, 3  # appointments of the last day; working days after it, and how many on each
_LAST_MORNING = "08:45"  # appointments of the last day up to here are held already


@dataclass
class Client:
    """A registered person and what the office knows of them."""

    id: str
    person: Invented
    advisor: Colleague
    complete: bool
    project_id: str = ""  # the one declared for
    stay_to: date | None = None
    gone: bool = False
    family: list[Client] = field(default_factory=list)


@dataclass(frozen=True)
class Booking:
    id: str
    starts_at: str
    client: Client
    colleague: Colleague
    row: Row


class Office:
    """`run` keeps everything at a desk: so many clients, so many services, up to a day."""

    def __init__(self, desk: Desk, rng: random.Random, team: Team, until: date) -> None:
        self._desk, self._rng, self._team, self._until = desk, rng, team, until
        self._helper = giving.Helper(rng, until)
        self._clients: list[Client] = []
        self._callers: list[Client] = []  # adults, the frequent ones more than once
        self._later: dict[date, list[Callable[[], None]]] = defaultdict(list)
        self._bookings: dict[date, list[Booking]] = defaultdict(list)
        self._taken: set[tuple[date, str, str]] = set()
        self._now = rhythm.at(rhythm.first_day(until), 8)
        self._close, self._step = self._now, timedelta()

    def run(self, clients: int, services: int, tick: Callable[[float], None]) -> None:
        calendar = rhythm.days(self._until)
        newcomers, given = rhythm.shares(calendar, clients), rhythm.shares(calendar, services)
        self._people_left, self._services_left = clients, services
        due_people = due_services = 0
        for start in range(0, len(calendar), 7):
            tick(start / len(calendar))
            with self._desk.batch():
                for place in range(start, min(start + 7, len(calendar))):
                    day = calendar[place]
                    due_people = min(due_people + newcomers[place], self._people_left)
                    due_services = min(due_services + given[place], self._services_left)
                    if day == self._until or rhythm.is_open(day):
                        due_people, due_services = self._day(day, due_people, due_services)
        tick(1.0)

    def _day(self, day: date, newcomers: int, services: int) -> tuple[int, int]:
        """One working day; returns what is still due (negative: a family came at once)."""
        bookings = sorted(self._bookings.pop(day, ()), key=lambda booking: booking.starts_at)
        tasks = self._later.pop(day, []) if day < self._until else []
        self._open(day, len(tasks) + 2 * max(newcomers, 0) + max(services, 0) + len(bookings))
        people, left = self._people_left, self._services_left
        for task in tasks:
            task()
        if day == self._until:
            self._last_morning(day, bookings)
        else:
            self._opening_hours(day, bookings, newcomers, services)
        if day == self._eve():
            self._fill_agenda()
        return newcomers - (people - self._people_left), services - (left - self._services_left)

    def _open(self, day: date, acts: int) -> None:
        self._now, self._close = rhythm.at(day, 8, 40), rhythm.at(day, 14 if day.weekday() == 5 else 17)
        if day == self._until:
            self._now, self._close = rhythm.at(day, 8, 5), rhythm.at(day, 9)
        self._step = (self._close - self._now) / (1.5 * acts + 1)

    def _act(self, colleague: Colleague, verb: str) -> AbstractContextManager[None]:
        """The next act of the day, a while after the one before."""
        self._now += min(self._step, (self._close - self._now) / 4) * (0.4 + self._rng.random())
        return self._desk.act(self._now, colleague.actor, verb)

    def _opening_hours(self, day: date, bookings: list[Booking], newcomers: int, services: int) -> None:
        floor_people, floor_services = self._people_left - newcomers, self._services_left - services
        while self._people_left > floor_people or self._services_left > floor_services or bookings:
            if bookings and self._is_time(day, bookings[0]):
                self._meet(day, bookings.pop(0))
            elif self._people_left > floor_people:
                self._arrival(day)
            elif self._services_left > floor_services:
                self._somebody_calls(day)
            else:
                self._now = max(self._now, _moment(day, bookings[0].starts_at) + timedelta(minutes=40))

    def _is_time(self, day: date, booking: Booking) -> bool:
        return self._now >= _moment(day, booking.starts_at) + timedelta(minutes=40)

    def _last_morning(self, day: date, bookings: list[Booking]) -> None:
        """The last day has only begun: what was booked early is over, the rest stands in the agenda."""
        for booking in bookings:
            if booking.starts_at < _LAST_MORNING and self._services_left:
                self._meet(day, booking)
        while self._people_left:
            self._arrival(day)
        while self._services_left:
            self._somebody_calls(day)

    # Registration

    def _arrival(self, day: date) -> None:
        """A person or a family is registered, and helped at once."""
        rng = self._rng
        group = people.household(rng, day, self._until, self._people_left)
        advisor = rng.choice(self._team.advisors)
        asked = self._asked_before(group[0]) if chance(rng, 0.07) else ""
        full = chance(rng, 0.62)
        family = [self._register(day, person, advisor, full) for person in group]
        head = family[0]
        for member in family[1:]:
            with self._act(advisor, "join a household"):
                self._desk.join_household(member.id, head.id, member.person.relation, member.person.relation == "child")
            head.family.append(member)
            if member.person.relation == "spouse":
                member.family = [head]
        if asked:
            with self._act(advisor, "find the person of an enquiry"):
                self._desk.promote(asked, head.id)
        if self._services_left and not asked:
            self._sit(day, head, advisor)

    def _asked_before(self, person: Invented) -> str:
        if not self._services_left:
            return ""
        asked = self._helper.enquiry(_TOPICS, str(person.answers["language"]), person.nation)
        return self._enquire(asked, self._team.project_on(self._now.date()).id)

    def _register(self, day: date, person: Invented, advisor: Colleague, full: bool) -> Client:
        answers = {**person.answers, **self._papers(day, person)} if full else person.quick
        with self._act(advisor, "register a client"):
            client = Client(self._desk.register(answers, full), person, advisor, full, str(answers.get("project_id", "")))
        self._people_left -= 1
        self._clients.append(client)
        if person.is_adult(day):
            self._callers += [client] * self._rng.choice((1, 1, 1, 2, 3, 5))
        if full:
            self._further_papers(client)
        elif chance(self._rng, 0.8):
            self._promise(day + timedelta(days=self._rng.randint(1, 25)), lambda: self._complete(client))
        if chance(self._rng, 0.07):
            self._promise(day + timedelta(days=self._rng.randint(60, 500)), lambda: self._leave(client))
        return client

    def _papers(self, day: date, person: Invented) -> Answers:
        """The enrolment form and, mostly at once, the declaration of the running project."""
        if not chance(self._rng, 0.93):
            return {}
        answers = {"project_id": self._team.project_on(day).id, "eligibility_document": person.proof}
        answers["enrolled_on"] = day.isoformat()
        if chance(self._rng, 0.92):
            answers["declared_on"] = day.isoformat()
        if "stay_valid_to" in person.answers:
            answers["eligibility_valid_to"] = str(person.answers["stay_valid_to"])
        return answers  # type: ignore[return-value]

    def _complete(self, client: Client) -> None:
        if client.gone:
            return
        day = self._now.date()
        answers = {**client.person.answers, **self._papers(day, client.person)}
        with self._act(client.advisor, "complete a registration"):
            self._desk.complete(client.id, answers)
        client.complete, client.project_id = True, str(answers.get("project_id", ""))
        self._further_papers(client)

    def _further_papers(self, client: Client) -> None:
        person = client.person
        if last := person.answers.get("stay_valid_to"):
            client.stay_to = date.fromisoformat(str(last))
        if person.residence_card:
            card: Answers = {"kind": "residence_card", "number": person.residence_card, "country": "PL"}
            self._add_part(client, "document", card | {"valid_to": str(last or "")})
        if chance(self._rng, 0.12):
            town = data.weighted_rows("places", "country", person.nation).draw(self._rng)["town"]
            self._add_part(client, "address", {"kind": "origin", "country": person.nation, "town": town})

    def _add_part(self, client: Client, kind: str, answers: Answers) -> None:
        with self._act(client.advisor, f"add a {kind}"):
            self._desk.add_part(client.id, kind, answers)

    def _leave(self, client: Client) -> None:
        client.gone = True
        if client.complete and client.project_id:
            with self._act(client.advisor, "end a participation"):
                reason = _EXITS.draw(self._rng)
                self._desk.leave_project(client.id, client.project_id, self._now.date(), reason)

    # Help

    def _somebody_calls(self, day: date) -> None:
        rng = self._rng
        client = self._caller()
        if client is None or chance(rng, _ENQUIRY_SHARE):
            country = _ASKING.draw(rng)
            language = {"UA": "uk", "BY": "ru", "GE": "ru", "CO": "es"}.get(country, "en")
            self._enquire(self._helper.enquiry(_TOPICS, language, country), self._team.project_on(day).id)
        elif chance(rng, _CONSULTATION_SHARE):
            self._consult(day, client)
        else:
            advisor = client.advisor if chance(rng, 0.75) else rng.choice(self._team.advisors)
            self._sit(day, client, advisor)

    def _caller(self) -> Client | None:
        """Somebody known, the latest more often than those of years ago."""
        for _ in range(8):
            if self._callers:
                client = self._callers[int(len(self._callers) * self._rng.random() ** 0.7)]
                if not client.gone:
                    return client
        return None

    def _enquire(self, answers: Answers, project_id: str) -> str:
        self._services_left -= 1
        with self._act(self._rng.choice(self._team.advisors), "record an enquiry"):
            return self._desk.enquire(answers, project_id)

    def _consult(self, day: date, client: Client) -> None:
        colleague = self._rng.choice((*self._team.specialists, *self._team.specialists, self._team.advisors[0]))
        self._record(day, client, colleague, [self._helper.consultation(colleague.gives)])

    def _sit(self, day: date, client: Client, colleague: Colleague, first: Row | None = None) -> str:
        """A talk about one to three things; what happens elsewhere stands alone. Returns the first service."""
        self._keep_papers_fresh(day, client)
        rows = [first or self._helper.choose(giving.KINDS.draw(self._rng), client.person.needs)]
        while rows[0]["place"] == "office" and len(rows) < min(_SERVICES.draw(self._rng), self._services_left):
            more = self._helper.choose(giving.KINDS.draw(self._rng), client.person.needs)
            if more["place"] == "office" and more not in rows:
                rows.append(more)
        return self._record(day, client, colleague, rows)

    def _record(self, day: date, client: Client, colleague: Colleague, rows: list[Row]) -> str:
        rng = self._rng
        project_id = self._team.project_on(day).id
        persons = [self._persons(client, row) for row in rows]
        drafts = [
            ServiceDraft(row["kind"], self._helper.answers(row, day, project_id), persons=who)
            for row, who in zip(rows, persons, strict=True)
        ]
        minutes = sum(int(draft.answers["minutes"]) for draft in drafts)
        signature = "none" if rows[0]["place"] in ("phone", "online") else _SIGNATURES.draw(rng)
        with self._act(colleague, "record help"):
            sitting_id, services = self._desk.record(self._sitting(day, client, minutes, rows[0], signature), drafts)
        self._services_left -= len(rows)
        self._follow(day, colleague, sitting_id if signature == "list" else "", services, drafts)
        if chance(rng, 0.55):
            self._callers.append(client)
        if chance(rng, _BOOKING_SHARE):
            self._book(client, colleague, rhythm.working_days_after(day, rng.randint(3, 14))[-1])
        return services[0]

    def _sitting(self, day: date, client: Client, minutes: int, row: Row, signature: str) -> Answers:
        start = max(self._now - timedelta(minutes=minutes + 3), rhythm.at(day, 8))
        spoken = str(client.person.answers["language"])
        answers: Answers = {
            "day": day.isoformat(), "starts_at": f"{clock.local(start):%H:%M}", "minutes": str(minutes),
            "place": row["place"], "language": "pl" if chance(self._rng, 0.08) else spoken, "signature": signature,
        }  # fmt: skip
        if signature == "none":
            by_phone = row["place"] in ("phone", "online")
            answers["unsigned_reason"] = _UNSIGNED[(0 if row["place"] == "phone" else 2) if by_phone else 1]
        return answers

    def _persons(self, client: Client, row: Row) -> tuple[str, ...]:
        """The caller, and the family where the matter is theirs too."""
        share = 0.75 if row["topic"] == "school" else 0.3
        there = [member.id for member in client.family if not member.gone and chance(self._rng, share)]
        return (client.id, *there)

    def _follow(
        self, day: date, colleague: Colleague, unsigned: str, services: list[str], drafts: Iterable[ServiceDraft]
    ) -> None:
        if unsigned and chance(self._rng, 0.95):
            self._promise(day + timedelta(days=self._rng.randint(1, 12)), lambda: self._sign(colleague, unsigned))
        for service_id, draft in zip(services, drafts, strict=True):
            due = draft.answers.get("next_step_on")
            if due and chance(self._rng, 0.97):
                self._promise(date.fromisoformat(due), lambda done=service_id: self._done(colleague, done))  # type: ignore[misc]

    def _sign(self, colleague: Colleague, sitting_id: str) -> None:
        with self._act(colleague, "note a signature"):
            self._desk.sign(sitting_id)

    def _done(self, colleague: Colleague, service_id: str) -> None:
        if self._until - self._now.date() > timedelta(days=4) or chance(self._rng, 0.4):
            with self._act(colleague, "tick a next step"):
                self._desk.follow_up_done(service_id)

    def _keep_papers_fresh(self, day: date, client: Client) -> None:
        """A new stay when the old one runs out, a declaration for the project that runs now."""
        rng = self._rng
        if not client.complete:
            return
        if client.stay_to and client.stay_to < day + timedelta(days=21) and chance(rng, 0.5):
            title = "pending" if chance(rng, 0.45) else "temporary"
            fresh = stays.stay(rng, title, day, self._until) | {"stay_valid_from": day.isoformat()}
            if title == "pending":
                fresh.pop("stay_valid_to", None)
            client.stay_to = date.fromisoformat(str(fresh["stay_valid_to"])) if "stay_valid_to" in fresh else None
            self._add_part(client, "stay", {name.removeprefix("stay_"): value for name, value in fresh.items()})
        project = self._team.project_on(day)
        if client.project_id and client.project_id != project.id and chance(rng, 0.9):
            if client.project_id == self._team.projects[0].id:
                with self._act(self._team.manager, "end a participation"):
                    last = self._team.projects[0].ends_on
                    self._desk.leave_project(client.id, client.project_id, last, "completed")
            client.project_id = project.id
            self._add_part(client, "participation", self._renewed(day, client))

    def _renewed(self, day: date, client: Client) -> Answers:
        today = day.isoformat()
        proof = client.person.proof
        return {
            "project_id": client.project_id, "enrolled_on": today, "declared_on": today, "eligibility_document": proof,
        }  # fmt: skip

    # The diary

    def _book(self, client: Client, colleague: Colleague, day: date) -> bool:
        free = [slot for slot in _SLOTS if (day, colleague.actor.id, slot) not in self._taken]
        if not free or client.gone:
            return False
        slot = self._rng.choice(free)
        row = self._helper.choose("document_help", client.person.needs)
        if colleague in self._team.specialists:
            row = self._helper.consultation(colleague.gives)
        elif chance(self._rng, 0.3):
            row = self._helper.choose("accompanied_visit", client.person.needs)
        answers: Answers = {
            "day": day.isoformat(), "starts_at": slot, "minutes": str(self._rng.choice((30, 30, 45, 60))),
            "place": row["place"], "about": row["next_step"] or row["description"],
        }  # fmt: skip
        self._taken.add((day, colleague.actor.id, slot))
        with self._act(colleague, "make an appointment"):
            appointment_id = self._desk.agree(answers, row["kind"], client.id)
        self._bookings[day].append(Booking(appointment_id, slot, client, colleague, row))
        return True

    def _meet(self, day: date, booking: Booking) -> None:
        """An appointment's time has come: held, missed or called off."""
        state = "called_off" if booking.client.gone or not self._services_left else _STATES.draw(self._rng)
        service_id = ""
        if state == "held":
            service_id = self._kept(day, booking)
        with self._act(booking.colleague, "change an appointment"):
            self._desk.set_state(booking.id, state, service_id)

    def _kept(self, day: date, booking: Booking) -> str:
        if booking.colleague in self._team.specialists:
            return self._record(day, booking.client, booking.colleague, [booking.row])
        return self._sit(day, booking.client, booking.colleague, booking.row)

    def _eve(self) -> date:
        """The last working day before the last one."""
        day = self._until - timedelta(days=1)
        while not rhythm.is_open(day):
            day -= timedelta(days=1)
        return day

    def _fill_agenda(self) -> None:
        """The last day and the two weeks after it are well booked, whatever the register's size."""
        wanted = [(self._until, _AGENDA), *((day, _AHEAD_EACH) for day in rhythm.working_days_after(self._until, _AHEAD))]
        self._close = self._now + timedelta(hours=1)
        for day, count in wanted:
            for place in range(count - len(self._bookings[day])):
                client = self._caller()
                if client:
                    colleague = self._team.advisors[0] if place % 4 != 3 else self._rng.choice(self._team.specialists)
                    self._book(client, colleague, day)

    def _promise(self, day: date, task: Callable[[], None]) -> None:
        """To be done on a day, or on the next one on which the centre works."""
        while not rhythm.is_open(day):
            day += timedelta(days=1)
        if day < self._until:
            self._later[day].append(task)


def _moment(day: date, starts_at: str) -> datetime:
    return rhythm.at(day, int(starts_at[:2]), int(starts_at[3:]))
