"""Appointments: agreed on, held, missed, called off; and a full diary about the last day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cic_desktop.core.codes import label
from cic_desktop.core.fields import Answers
from cic_desktop.demo import rhythm
from cic_desktop.demo.centre import Centre, Client
from cic_desktop.demo.data import Row, chance, weighted
from cic_desktop.demo.talks import Talks
from cic_desktop.demo.team import Colleague

_STATES = weighted({"held": 80, "no_show": 12, "called_off": 8})
_SLOTS = ("08:30", "09:15", "10:00", "10:45", "11:30", "12:30", "13:15", "14:00", "14:45")
_TAKES = timedelta(minutes=40)
_LAST_DAY, _AHEAD, _EACH = 8, 10, 3  # appointments of the last day; working days after it, and how many on each
_FREQUENT = 0.22  # how many talks end with an appointment


@dataclass(frozen=True)
class Booking:
    id: str
    at: datetime
    client: Client
    colleague: Colleague
    row: Row


class Bookings:
    def __init__(self, centre: Centre, talks: Talks) -> None:
        self._centre, self._talks = centre, talks
        self._days: dict[date, list[Booking]] = defaultdict(list)
        self._taken: dict[tuple[date, str], list[range]] = defaultdict(list)  # minutes of a day, by who or where

    def of(self, day: date) -> list[Booking]:
        """The day's appointments in their order."""
        return sorted(self._days[day], key=lambda booking: booking.at)

    def is_over(self, booking: Booking) -> bool:
        return self._centre.now >= booking.at + _TAKES

    def wait_for(self, booking: Booking) -> None:
        self._centre.now = max(self._centre.now, booking.at + _TAKES)

    def somebody_books(self) -> None:
        """Now and then a known person agrees on a day to come again."""
        centre = self._centre
        client = centre.caller() if chance(centre.rng, _FREQUENT) else None
        if client:
            colleague = centre.rng.choice(centre.team.specialists) if chance(centre.rng, 0.15) else client.advisor
            self._book(client, colleague, rhythm.working_days_after(centre.day, centre.rng.randint(3, 14))[-1])

    def meet(self, booking: Booking) -> None:
        """An appointment's time has come: held, missed or called off."""
        centre = self._centre
        state = "called_off" if booking.client.gone or not centre.services_left else _STATES.draw(centre.rng)
        service_id = ""
        if state == "held":
            talk = self._talks.consult if booking.colleague in centre.team.specialists else self._talks.sit
            service_id = talk(booking.client, booking.colleague, booking.row)
        with centre.act(booking.colleague, "change an appointment"):
            centre.desk.set_state(booking.id, state, service_id)

    def fill_the_diary(self) -> None:
        """The last day and the two weeks after it are well booked, whatever the register's size."""
        centre = self._centre
        ahead = rhythm.working_days_after(centre.until, _AHEAD)
        centre.stay_open(timedelta(hours=1))
        for day, count in [(centre.until, _LAST_DAY), *((day, _EACH) for day in ahead)]:
            for place in range(count - len(self._days[day])):
                colleague = centre.team.advisors[0] if place % 4 != 3 else centre.rng.choice(centre.team.specialists)
                if client := self._not_booked():
                    self._book(client, colleague, day)

    def _not_booked(self) -> Client | None:
        """Somebody without an appointment ahead; with few clients anybody."""
        until = self._centre.until
        ahead = {booking.client.id for day in self._days if day >= until for booking in self._days[day]}
        drawn = [client for _ in range(12) if (client := self._centre.caller())]
        return next((client for client in drawn if client.id not in ahead), drawn[0] if drawn else None)

    def _book(self, client: Client, colleague: Colleague, day: date) -> None:
        centre = self._centre
        special, minutes = colleague in centre.team.specialists, centre.rng.choice((30, 30, 45, 60))
        taken = self._taken[day, "" if special else colleague.actor.id]  # all specialists share one room
        free = [slot for slot in _SLOTS if not any(_overlap(_span(slot, minutes), other) for other in taken)]
        if not free:
            return
        slot, row = centre.rng.choice(free), self._about(client, colleague)
        answers: Answers = {
            "day": day.isoformat(), "starts_at": slot, "minutes": str(minutes),
            "place": row["place"], "about": row["next_step"] or label("topic", row["topic"]).render("pl"),
        }  # fmt: skip
        with centre.act(colleague, "agree on an appointment"):
            appointment_id = centre.desk.agree(answers, row["kind"], client.id)
        taken.append(_span(slot, minutes))
        moment = rhythm.at(day, int(slot[:2]), int(slot[3:]))
        self._days[day].append(Booking(appointment_id, moment, client, colleague, row))

    def _about(self, client: Client, colleague: Colleague) -> Row:
        helper, rng = self._centre.helper, self._centre.rng
        if colleague in self._centre.team.specialists:
            return helper.consultation(colleague.gives, client.traits)
        kind = "accompanied_visit" if chance(rng, 0.3) else "document_help"
        return helper.choose(kind, client.person.needs, client.traits)


def _span(starts_at: str, minutes: int) -> range:
    """An appointment in minutes of its day."""
    start = int(starts_at[:2]) * 60 + int(starts_at[3:])
    return range(start, start + minutes)


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
