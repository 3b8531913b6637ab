"""Who works in the demo's centre, and on which projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.demo import rhythm
from cic_desktop.demo.desk import Desk

CENTRE: Answers = {
    "name": "Centrum Integracji Cudzoziemców (rejestr pokazowy)", "code": "CIC-POKAZ", "street": "ul. Pokazowa 1",
    "postcode": "45-001", "town": "Opole", "phone": "550 000 100", "email": "kontakt@example.org",
}  # fmt: skip
LOGIN, NAME = "demo", "Maria Zielińska"
_COLLEAGUES = (
    ("oksana", "Oksana Marczuk", Role.ADVISOR, ""),
    ("joanna", "Joanna Sowińska", Role.SPECIALIST, "lawyer"),
    ("piotr", "Piotr Górny", Role.SPECIALIST, "psychologist"),
    ("barbara", "Barbara Krawiec", Role.MANAGER, ""),
)
_SPECIALITIES = {"lawyer": ("lawyer", "labour"), "psychologist": ("psychologist", "child_psychologist")}
_FIRST_PROJECT_DAYS = 590


@dataclass(frozen=True)
class Colleague:
    """Somebody who acts; `gives` are the specialists' services they hold themselves."""

    actor: Actor
    gives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    id: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Team:
    """The colleagues by what they do, and the two projects, one after the other."""

    advisors: tuple[Colleague, ...]
    specialists: tuple[Colleague, ...]
    manager: Colleague
    projects: tuple[Project, ...]

    def project_on(self, day: date) -> Project:
        return next(project for project in self.projects if day <= project.ends_on)


def assemble(desk: Desk, boss: Actor, until: date) -> Team:
    """Hire the colleagues and open the projects on the first morning."""
    first = rhythm.first_day(until)
    with desk.batch():
        people = []
        for minute, (login, name, role, speciality) in enumerate(_COLLEAGUES):
            with desk.act(rhythm.at(first, 7, 10 + minute), boss, "add a colleague"):
                actor = Actor(desk.hire(login, name, role, speciality), login, role)
            people.append(Colleague(actor, _SPECIALITIES.get(speciality, ())))
        advisor, *specialists, manager = people
        projects = tuple(_open(desk, manager, first, n, answers) for n, answers in enumerate(_projects(first, until)))
    head = Colleague(boss, ("career", "interpreter"))
    return Team((head, head, advisor), tuple(specialists), manager, projects)


def _open(desk: Desk, manager: Colleague, first: date, place: int, answers: Answers) -> Project:
    with desk.act(rhythm.at(first, 7, 30 + place), manager.actor, "open a project"):
        project_id = desk.open_project(answers)
    return Project(project_id, *(date.fromisoformat(str(answers[name])) for name in ("starts_on", "ends_on")))


def _projects(first: date, until: date) -> tuple[Answers, Answers]:
    change = (first + timedelta(days=_FIRST_PROJECT_DAYS)).replace(day=1)
    common: Answers = {
        "programme": "FAMI 2021–2027", "name": "Budowanie struktur dla integracji cudzoziemców",
        "funder": "Fundusz Azylu, Migracji i Integracji; budżet państwa",
    }  # fmt: skip
    before, after = dict(common), dict(common)
    before |= {
        "number": f"POKAZ/1/{first.year}", "starts_on": (first - timedelta(days=30)).isoformat(),
        "ends_on": (change - timedelta(days=1)).isoformat(),
    }  # fmt: skip
    after |= {
        "number": f"POKAZ/2/{change.year}", "name": f"{common['name']}, etap II", "starts_on": change.isoformat(),
        "ends_on": date(until.year + 1, 12, 31).isoformat(),
    }  # fmt: skip
    return before, after
