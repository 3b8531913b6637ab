"""Who changed what: read from the journal, in the words of the pages, secrets kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cic_desktop import clients, projects, startup
from cic_desktop.clients.history import Change, changes_of
from cic_desktop.core.errors import NotAllowed
from cic_desktop.core.rights import RIGHTS, Role
from cic_desktop.db.base import Privacy, metadata
from tests.people import OKSANA

Told = tuple[str, str, str, str]


@pytest.fixture
def do(register: startup.Opened) -> Callable[[Callable[[Any], Any]], Any]:
    def change(act: Callable[[Any], Any]) -> Any:
        with register.database.write(register.actor, "test") as work:
            return act(work)

    return change


@pytest.fixture
def oksana(do: Any) -> str:
    return str(do(lambda work: clients.register(work, OKSANA)).id)


def changes(register: startup.Opened, person_id: str) -> list[Change]:
    with register.database.read(register.actor) as read:
        return changes_of(read, person_id)


def told(register: startup.Opened, person_id: str) -> list[Told]:
    texts = ((c.what, c.subject, c.before, c.after) for c in changes(register, person_id))
    return [(what, *(text.render("en") for text in words)) for what, *words in texts]  # type: ignore[misc]


def test_a_registration_is_told_part_by_part(register: startup.Opened, oksana: str) -> None:
    everything = told(register, oksana)
    assert ("added", "Contact", "", "512 345 678") in everything
    assert ("added", "Basis of stay", "", "temporary protection (PESEL UKR)") in everything
    assert ("added", "Citizenship", "", "Ukraine") in everything
    assert everything[-1][:2] == ("added", "Person")
    assert {change.who for change in changes(register, oksana)} == {"Anna Nowak"}


def test_a_change_says_from_what_to_what(register: startup.Opened, do: Any, oksana: str) -> None:
    def call_elsewhere(work: Any) -> None:
        part = clients.card(work, oksana).parts_of("contact")[0]
        clients.amend_part(work, "contact", part.id, part.revision, {"value": "600 100 200"})

    do(call_elsewhere)
    assert told(register, oksana)[0] == ("changed", "Contact · Telephone", "512 345 678", "600 100 200")


def test_what_was_removed_and_put_back_is_named(register: startup.Opened, do: Any, oksana: str) -> None:
    def slip(work: Any) -> None:
        part = clients.card(work, oksana).parts_of("contact")[0]
        clients.retire_part(work, "contact", part.id)
        clients.restore_part(work, "contact", part.id)

    do(slip)
    restored, removed = told(register, oksana)[:2]
    assert removed == ("removed", "Contact", "512 345 678", "")
    assert restored == ("restored", "Contact", "", "512 345 678")


def test_a_project_is_told_by_its_number(register: startup.Opened, do: Any, oksana: str) -> None:
    def join(work: Any) -> None:
        answers = {"project_id": projects.current_project(work), "declared_on": "2026-11-02"}
        clients.add_part(work, oksana, "participation", answers)

    do(join)
    newest = told(register, oksana)[0]
    assert newest[:2] == ("added", "Project")
    assert newest[3] == "FAMI/2/2026 · Participant's declaration signed on: 02.11.2026"


def test_nobody_elses_changes_are_mixed_in(register: startup.Opened, do: Any, oksana: str) -> None:
    before = told(register, oksana)
    do(lambda work: clients.register(work, {**OKSANA, "surname": "Bondar"}))
    assert told(register, oksana) == before


def test_a_professional_secret_shows_to_nobody_without_the_right(
    register: startup.Opened, do: Any, oksana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = metadata.tables["person"].columns["pesel"]
    monkeypatch.setitem(column.info, "privacy", Privacy.SECRET)
    do(lambda work: clients.complete(work, oksana, {**OKSANA, "pesel": "92041512480"}))
    change = next(c for c in changes(register, oksana) if c.subject.render("en") == "PESEL")
    assert change.hidden
    assert "92041512480" not in change.after.render("en")
    register.actor = replace(register.actor, role=Role.SPECIALIST)
    change = next(c for c in changes(register, oksana) if c.subject.render("en") == "PESEL")
    assert change.after.render("en") == "92041512480"


def test_it_takes_the_right_to_read_clients(
    register: startup.Opened, oksana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, Role.ADMINISTRATOR, frozenset())
    with pytest.raises(NotAllowed):
        changes(register, oksana)
