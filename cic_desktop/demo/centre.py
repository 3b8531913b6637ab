"""The invented centre as it stands at one moment: its clock, its people, what is still to be done."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta

from cic_desktop.demo import rhythm
from cic_desktop.demo.desk import Desk
from cic_desktop.demo.help import Helper
from cic_desktop.demo.people import Invented
from cic_desktop.demo.team import Colleague, Team

_OFTEN = 12  # how often one person stands among the callers at most


@dataclass
class Client:
    """A registered person and what the centre knows of them."""

    id: str
    person: Invented
    advisor: Colleague
    complete: bool
    project_id: str = ""  # the one they take part in
    stay_to: date | None = None
    gone: bool = False
    visits: int = 0  # how often they stand among the callers
    family: list[Client] = field(default_factory=list)

    @property
    def traits(self) -> frozenset[str]:
        """What decides which help makes sense."""
        children = any(member.person.relation == "child" for member in self.family)
        return self.person.traits | ({"child"} if children else set())


class Centre:
    """State and clock of the story; the parts of it (reception, talks, bookings) share one."""

    def __init__(self, desk: Desk, rng: random.Random, team: Team, until: date) -> None:
        self.desk, self.rng, self.team, self.until = desk, rng, team, until
        self.helper = Helper(rng, until)
        self.people_left = self.services_left = 0
        self.forms_from = until  # the day since which filled forms are kept, for they are big
        self.callers: list[Client] = []  # adults, the frequent ones more than once
        self._later: dict[date, list[Callable[[], None]]] = defaultdict(list)
        self.now = self._close = rhythm.at(rhythm.first_day(until), 8)
        self._step = timedelta()

    @property
    def day(self) -> date:
        return self.now.date()

    @property
    def project_id(self) -> str:
        """The project that runs today."""
        return self.team.project_on(self.day).id

    @property
    def keeps_forms(self) -> bool:
        return self.day >= self.forms_from

    def open(self, day: date, acts: int) -> None:
        """Begin a day on which about so many acts are expected; the last day has only begun."""
        self.now, self._close = rhythm.at(day, 8, 40), rhythm.at(day, 14 if day.weekday() == 5 else 17)
        if day == self.until:
            self.now, self._close = rhythm.at(day, 8, 5), rhythm.at(day, 9)
        self._step = (self._close - self.now) / (1.5 * acts + 1)

    def stay_open(self, longer: timedelta) -> None:
        """Paperwork after the doors are closed."""
        self._close = self.now + longer

    def act(self, colleague: Colleague, verb: str) -> AbstractContextManager[None]:
        """The next act of the day, a while after the one before."""
        self.now += min(self._step, (self._close - self.now) / 4) * (0.4 + self.rng.random())
        return self.desk.act(self.now, colleague.actor, verb)

    def promise(self, day: date, task: Callable[[], None]) -> None:
        """To be done on a day, or on the next one on which the centre works, if the story gets that far."""
        while not rhythm.is_open(day):
            day += timedelta(days=1)
        if day < self.until:
            self._later[day].append(task)

    def promised(self, day: date) -> list[Callable[[], None]]:
        return self._later.pop(day, [])

    def remember(self, client: Client, times: int = 1) -> None:
        """Somebody will come again; nobody comes all the time."""
        times = min(times, _OFTEN - client.visits)
        client.visits += max(times, 0)
        self.callers += [client] * times

    def caller(self) -> Client | None:
        """Somebody known, the latest more often than those of years ago."""
        for _ in range(8):
            if self.callers:
                client = self.callers[int(len(self.callers) * self.rng.random() ** 0.7)]
                if not client.gone:
                    return client
        return None
