"""Where the last weeks' casework plays: the people it is about, the colleagues, the clock."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from cic_desktop.core import clock
from cic_desktop.db.work import Actor, Read, Work
from cic_desktop.demo import rhythm
from cic_desktop.demo.team import Team
from cic_desktop.startup import Opened

_CAST, _LEARNERS = 60, 400
_STILL_HERE = "AND p.id NOT IN (SELECT person_id FROM participation WHERE exited_on IS NOT NULL AND deleted_at IS NULL)"


@dataclass(frozen=True)
class Someone:
    """A client of the last months, adult unless `child`."""

    id: str
    name: str
    language: str
    citizenship: str
    birth: str  # YYYY[-MM[-DD]] or empty
    child: bool
    registered: str  # YYYY-MM-DD
    sex: str


class Scene:
    """What a part of the casework is told with. `act` is one act of a colleague on a day of the last weeks.

    Only a `full` casework may register people and give help: these were left out of the years before.
    """

    def __init__(self, opened: Opened, team: Team, rng: random.Random, until: date, full: bool) -> None:
        self._opened, self.team, self.rng, self.until, self.full = opened, team, rng, until, full
        self._minute = 0
        with opened.database.read(opened.actor) as read:
            self.people = _people(read, until, _CAST)
        self.adults = [one for one in self.people if not one.child]
        self.children = [one for one in self.people if one.child]

    @property
    def advisors(self) -> list[Actor]:
        return list(dict.fromkeys(colleague.actor for colleague in self.team.advisors))

    @property
    def project_id(self) -> str:
        """The project that runs at the end."""
        return self.team.project_on(self.until).id

    def day(self, before: int) -> date:
        """A working day so many days before the end, or the one before it."""
        day = self.until - timedelta(days=before)
        while not rhythm.is_open(day):
            day -= timedelta(days=1)
        return day

    @contextmanager
    def act(self, day: date, actor: Actor, verb: str, hour: int = 0) -> Iterator[Work]:
        """One act, a few minutes after the one before; within an `hour` of the day when one is named."""
        self._minute = (self._minute + 7) % 480
        within = self._minute % 55 if hour or day >= self.until else self._minute
        moment = rhythm.at(day, hour or 8) + timedelta(minutes=within)
        with clock.frozen(moment), self._opened.database.write(actor, verb) as work:
            yield work

    def learners(self) -> list[Someone]:
        """Many more people, helped or not, without those who left the project: courses began months ago."""
        with self.look() as read:
            return _people(read, self.until, _LEARNERS, "LEFT JOIN", _STILL_HERE)

    @contextmanager
    def look(self) -> Iterator[Read]:
        with self._opened.database.read(self._opened.actor) as read:
            yield read


def _people(read: Read, until: date, limit: int, join: str = "JOIN", and_so: str = "") -> list[Someone]:
    """The clients helped most lately, in the order of their last visit."""
    grown = (until - timedelta(days=18 * 365 + 5)).isoformat()
    rows = read.sql(
        "SELECT p.id, trim(p.surname || ' ' || p.given), coalesce((SELECT language FROM person_language l "
        "WHERE l.person_id = p.id AND l.deleted_at IS NULL ORDER BY preferred DESC, id LIMIT 1), 'uk'), "
        "coalesce((SELECT country FROM citizenship c WHERE c.person_id = p.id AND c.deleted_at IS NULL "
        "ORDER BY id LIMIT 1), ''), coalesce(p.birth_date, ''), p.registered_on, p.sex "
        f"FROM person p {join} (SELECT q.person_id, max(s.day) AS last FROM service_person q JOIN service s "
        "ON s.id = q.service_id WHERE q.person_id IS NOT NULL AND q.deleted_at IS NULL GROUP BY 1) h "
        f"ON h.person_id = p.id WHERE p.deleted_at IS NULL AND p.complete {and_so} "
        "ORDER BY h.last DESC, p.id LIMIT ?",
        (limit,),
    )
    return [
        Someone(person_id, name, language, citizenship, birth, birth > grown, *rest)
        for person_id, name, language, citizenship, birth, *rest in rows
    ]
