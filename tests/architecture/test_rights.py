"""Every service asks for a right before it looks or changes: whoever has none learns nothing."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cic_desktop.core import rights
from cic_desktop.core.errors import NotAllowed
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Work
from cic_desktop.startup import Opened

SERVICES = (
    "assistance.again", "assistance.batch", "assistance.correcting", "assistance.housing", "assistance.lessons",
    "assistance.notes", "assistance.powers", "assistance.promises", "assistance.queries", "assistance.referrals",
    "assistance.restoring", "assistance.service", "assistance.sheets", "assistance.signing", "assistance.signposts",
    "assistance.talks",
    "assistance.tally", "assistance.translations", "assistance.visits", "attachments.service", "clients.batch",
    "clients.duplicates", "clients.history", "clients.households", "clients.merging", "clients.personal",
    "clients.queries", "clients.service", "diary.choosing", "diary.clashing", "diary.gatherings", "diary.office",
    "diary.service", "diary.spreads", "courses.attendance", "courses.certificates", "courses.enrolling",
    "courses.joining", "courses.lessons", "courses.materials", "courses.missing", "courses.people", "courses.planning",
    "courses.queries", "courses.service", "courses.teaching", "courses.timetable", "courses.undo",
    "exchange.importing.run", "forms.filling.sources", "forms.kept.batch", "forms.kept.life", "forms.kept.powers",
    "forms.kept.queries", "forms.kept.service", "forms.kept.signatures", "forms.mos.bring", "forms.mos.case",
    "forms.packs.service", "forms.papers.access", "forms.papers.cards", "forms.papers.plan", "forms.papers.proof",
    "forms.papers.service", "forms.papers.signing", "forms.papers.slips", "forms.papers.survey", "forms.papers.turn",
    "partners.queries", "partners.service", "plans.queries", "plans.service", "protection.queries",
    "protection.service", "stay.law", "stay.pending", "stay.queries", "stay.radar", "stay.service", "stay.standing",
    "events.guests", "events.programme", "events.queries", "events.service", "events.sifting", "surveys.queries",
    "surveys.service",
)  # fmt: skip
REVIEWED = {
    "assistance.queries.help_list": "reads its filter first; `services_where` asks",
    "assistance.queries.services_on": "reads its days first; `services_where` asks",
    "clients.queries.living_id": "an id for an id",
    "clients.queries.record_revision": "a number",
    "clients.queries.warm_up": "returns nothing",
    "diary.office.keep_hours": "reads its answers first",
    "diary.office.keep_interpreter": "reads its answers first",
    "diary.office.keep_room": "reads its answers first",
    "forms.filling.sources.common_sources": "the centre and the day, nobody's data",
    "forms.papers.service.centre_contact": "the centre's own address",
    "forms.kept.queries.blank_for": "an office's empty form, nobody's data",
    "forms.kept.queries.blank_state": "an office's empty form, nobody's data",
    "protection.service.may_check_staff": "is itself the question",
    "protection.service.may_read_incident": "is itself the question",
}


def services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function that takes a look or a unit of work first."""
    for name in SERVICES:
        module = importlib.import_module(f"cic_desktop.{name}")
        for public in module.__all__:
            made = getattr(module, public)
            if inspect.isfunction(made) and next(iter(inspect.signature(made).parameters), "") in ("read", "work"):
                yield f"{name}.{public}", made


def refuses(service: Callable[..., Any], work: Work) -> bool:
    """Whether it refuses before it looks at what it was given."""
    _first, *others = inspect.signature(service).parameters.values()
    try:
        service(work, *("" for each in others if each.default is inspect.Parameter.empty))
    except NotAllowed:
        return True
    except Exception:
        return False
    return False


def test_without_a_right_nothing_is_told_or_done(register: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "RIGHTS", {role: frozenset[rights.Right]() for role in Role})
    with register.database.write(register.actor, "try") as work:
        open_ones = {name for name, service in services() if not refuses(service, work)}
    assert open_ones == set(REVIEWED)
