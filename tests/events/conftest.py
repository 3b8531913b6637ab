"""A training the centre gives to a school, and a conference, each on its own day."""

from __future__ import annotations

import pytest

from cic_desktop import events
from cic_desktop.core.fields import Answers
from tests.assistance.conftest import Desk, desk, oksana  # noqa: F401
from tests.partners.conftest import clinic, foundation  # noqa: F401

TRAINING: Answers = {
    "kind": "training", "name": "Dziecko z doświadczeniem migracji w klasie", "starts_on": "2026-11-23",
    "organiser": "Szkoła Podstawowa nr 5 w Opolu", "place": "ul. Ozimska 48, Opole", "capacity": "20",
    "about": "Prosimy o przyniesienie pytań z codziennej pracy.",
}  # fmt: skip
CONFERENCE: Answers = {
    "kind": "conference", "name": "Integracja po opolsku", "starts_on": "2026-11-23", "ends_on": "2026-11-24",
    "place": "Urząd Marszałkowski, ul. Piastowska 14, Opole", "capacity": "150",
}  # fmt: skip
TEACHER: Answers = {
    "name": "Ewa Kowalska", "organisation": "SP nr 5", "role": "wychowawczyni", "guest_group": "school",
    "email": "e.kowalska@example.org",
}  # fmt: skip


def opened(at: Desk, answers: Answers) -> str:
    whose: Answers = {"account_id": at.register.actor.id, "project_id": at.project_id}
    return str(at.do(lambda work: events.open_event(work, {**answers, **whose})))


@pytest.fixture
def training(desk: Desk) -> str:  # noqa: F811
    return opened(desk, TRAINING)


@pytest.fixture
def conference(desk: Desk) -> str:  # noqa: F811
    return opened(desk, CONFERENCE)


def guest(number: int, **more: str) -> Answers:
    """The n-th invented guest."""
    return {
        "name": f"{_GIVEN[number % len(_GIVEN)]} {_SURNAMES[number // len(_GIVEN) % len(_SURNAMES)]}",
        "organisation": f"Instytucja {number % 12 + 1}", "guest_group": _GROUPS[number % len(_GROUPS)],
        "email": f"gosc{number}@example.org", **more,
    }  # fmt: skip


_GIVEN = "Anna Bartosz Celina Daniel Edyta Filip Grażyna Henryk Iwona Jakub Łucja Marek Natalia Olga Paweł".split()
_SURNAMES = (
    "Adamska Bąk Cieślak Dąbrowski Engel Ferenc Gołąb Hajduk Iwan Jagoda Kaczmarek Lis Łatka Mazur Nowacka "
    "Ochman Pawlik Rusin Sobota Śliwa Tokarz Urban Wilk Zając Żak Ćwik Borek Ciszek Duda Fros Gaj Horn Jasek Kania"
).split()
_GROUPS = ("authority", "school", "university", "health", "social", "ngo")
