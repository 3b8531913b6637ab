"""What lists, cards and snapshots say of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cic_desktop import clients, projects
from cic_desktop.core import clock
from cic_desktop.core.errors import Missing, NotAllowed
from cic_desktop.core.rights import Right, Role
from cic_desktop.db.work import Actor
from cic_desktop.startup import Opened
from tests.people import AMIR, OKSANA, OKSANA_WHOLE


@pytest.fixture
def add(register: Opened) -> Callable[..., str]:
    def register_one(**answers: Any) -> str:
        with register.database.write(register.actor, "register a client") as work:
            return clients.register(work, {**AMIR, **answers}).id

    return register_one


def look(register: Opened, query: Callable[..., Any], *args: Any, **kw: Any) -> Any:
    with register.database.read(register.actor) as read:
        return query(read, *args, **kw)


def test_the_list_is_in_polish_order_and_paged(register: Opened, add: Callable[..., str]) -> None:
    surnames = ["Żak", "Zima", "Świątek", "Ścibor", "Lis", "Łoś", "Ćwik", "Adamska", "Шевченко", "Ящук", "Nowak"]
    ids = {add(surname=surname): surname for surname in surnames}
    ordered = [ids[person_id] for person_id in look(register, clients.client_ids)]
    assert ordered == ["Adamska", "Ćwik", "Lis", "Łoś", "Nowak", "Ścibor", "Świątek", "Zima", "Żak", "Шевченко", "Ящук"]
    assert [line.surname for line in look(register, clients.first_clients, 3)] == ordered[:3]
    page = look(register, clients.client_ids)[4:7]
    assert [line.surname for line in look(register, clients.client_lines, [page[2], "gone", page[0]])] == [
        ordered[6], ordered[4],
    ]  # fmt: skip
    assert look(register, clients.client_lines, []) == []
    assert look(register, clients.client_count) == len(surnames)


def test_lists_of_the_incomplete_and_of_stays_that_end(register: Opened, add: Callable[..., str]) -> None:
    whole = add(surname="Whole")
    with register.database.write(register.actor, "complete") as work:
        clients.complete(work, whole, {**AMIR, "surname": "Whole"})
    stay = {"stay_title": "temporary"}
    add(surname="Soon", **stay, stay_valid_to="2026-12-24")
    add(surname="Ended", **stay, stay_valid_to="2026-11-01")
    add(surname="Long ago", **stay, stay_valid_to="2026-10-01")
    add(surname="Later", **stay, stay_valid_to="2027-12-01")
    renewed = add(surname="Renewed", **stay, stay_valid_to="2026-12-01")
    with register.database.write(register.actor, "renew") as work:
        clients.add_part(work, renewed, "stay", {"title": "permanent"})

    def names(which: Any) -> list[str]:
        return [line.surname for line in look(register, clients.first_clients, which=which)]

    assert names("ending") == ["Ended", "Soon"]
    assert "Whole" not in names("incomplete")
    assert len(names("incomplete")) == 5
    assert [line.surname for line in look(register, clients.find_clients, "so", which="ending")] == ["Soon"]
    assert look(register, clients.find_clients, "later", which="ending") == []


def test_of_many_found_only_those_seen_are_read_at_once(register: Opened, add: Callable[..., str]) -> None:
    ids = {add(surname="Bondar", given=given) for given in ("Ada", "Iwan", "Maria")}
    found, lines = look(register, clients.found_clients, "bond", 50, 2)
    assert set(found) == ids
    assert [line.id for line in lines] == found[:2]
    assert look(register, clients.found_clients, "bond", 2, 1)[0] == found[:2]
    incomplete, read = look(register, clients.found_clients, "bond", 50, 1, which="incomplete")
    assert [line.id for line in read] == incomplete == found, "a filter has to read them all"


def test_a_card_shows_what_is_there_and_who_put_it_in(register: Opened) -> None:
    with register.database.write(register.actor, "register a client") as work:
        person = clients.register(work, OKSANA_WHOLE, full=True).id
    card = look(register, clients.card, person)
    assert (card.id, card.line.original, card.line.stay_valid_to) == (person, "Коваленко Оксана", date(2027, 3, 4))
    assert [part.answers["number"] for part in card.parts_of("document")] == ["FA 123456"]
    assert card.answers["needs"] == ["stay", "work"]
    assert card.updated_at == clock.now()
    with pytest.raises(Missing):
        look(register, clients.card, "nobody")


def test_somebody_of_whom_almost_nothing_is_known(register: Opened, add: Callable[..., str]) -> None:
    card = look(register, clients.card, add(birth_date="", given=""))
    assert (card.line.birth_date, card.line.stay_valid_to, card.line.phone, card.line.original) == (None, None, "", "")
    assert card.rodo_given_on is None
    facts = look(register, clients.facts_at, card.id, date(2026, 11, 23))
    assert (facts.age, facts.age_approximate, facts.stay_title, facts.sex) == (None, False, "none", "")


@pytest.mark.parametrize(
    ("born", "day", "age", "approximate"),
    [
        ("15.04.1992", date(2026, 4, 14), 33, False),
        ("15.04.1992", date(2026, 4, 15), 34, False),
        ("29.02.2008", date(2026, 2, 28), 17, False),
        ("1999", date(2026, 11, 23), 27, True),
        ("12.1999", date(2026, 11, 23), 26, True),
        ("20.11.2026", date(2026, 11, 1), 0, False),
    ],
)
def test_the_age_of_a_day(
    register: Opened, add: Callable[..., str], born: str, day: date, age: int, approximate: bool
) -> None:
    facts = look(register, clients.facts_at, add(birth_date=born), day)
    assert (facts.age, facts.age_approximate) == (age, approximate)


def test_the_stay_of_a_day_is_the_one_that_held_then(register: Opened, add: Callable[..., str]) -> None:
    """Help noted late keeps the basis of stay of its own day."""
    person = add()
    with register.database.write(register.actor, "stays") as work:
        for title, first, last in (
            ("temporary_protection", "2024-01-01", "2025-12-31"),
            ("temporary", "2026-01-01", "2026-06-30"),
            ("refugee", "2026-10-01", ""),
        ):
            clients.add_part(work, person, "stay", {"title": title, "valid_from": first, "valid_to": last})
    held = {
        date(2023, 12, 31): "none", date(2025, 12, 31): "temporary_protection", date(2026, 1, 1): "temporary",
        date(2026, 8, 1): "none", date(2026, 11, 23): "refugee",
    }  # fmt: skip
    assert {day: look(register, clients.facts_at, person, day).stay_title for day in held} == held


def test_the_find_box_finds_people_by_whatever_is_at_hand(register: Opened) -> None:
    with register.database.write(register.actor, "register a client") as work:
        oksana = clients.register(work, OKSANA_WHOLE, full=True)
        clients.register(work, AMIR)
    for typed in (
        "Коваленко",
        "kowalenko",
        "oksana kov",
        "92041517621",
        "512345",
        "fa 123456",
        oksana.case_number.lower(),
    ):
        assert [line.id for line in look(register, clients.find_clients, typed)] == [oksana.id], typed
    for typed in ("", "   ", '" OR 1', "%", "*", "\0", "'; DROP TABLE person"):
        assert isinstance(look(register, clients.find_clients, typed), list)
    assert look(register, clients.find_clients, "nobody at all") == []


def test_history_tells_the_newest_change_first(register: Opened) -> None:
    with register.database.write(register.actor, "register a client") as work:
        person = clients.register(work, OKSANA).id
    with (
        clock.frozen(datetime(2026, 11, 24, 9, tzinfo=UTC)),
        register.database.write(register.actor, "complete") as work,
    ):
        clients.complete(work, person, {**OKSANA_WHOLE, "surname": "Kovalenko-Nowak"})
    changes = look(register, clients.changes_of, person)
    told = {(c.what, c.subject.render("en"), c.before.render("en"), c.after.render("en")) for c in changes}
    assert ("changed", "Surname (passport spelling)", "Kovalenko", "Kovalenko-Nowak") in told
    assert [change.at for change in changes] == sorted((change.at for change in changes), reverse=True)
    assert {change.who for change in changes} == {"Anna Nowak"}
    assert look(register, clients.changes_of, person, limit=2) == changes[:2]


READING: dict[str, Callable[[Any], Any]] = {
    "card": lambda read: clients.card(read, "x"),
    "changes_of": lambda read: clients.changes_of(read, "x"),
    "client_count": clients.client_count,
    "client_ids": clients.client_ids,
    "client_lines": lambda read: clients.client_lines(read, []),
    "display_name": lambda read: clients.display_name(read, "x"),
    "find_clients": lambda read: clients.find_clients(read, "x"),
    "first_clients": clients.first_clients,
    "intake_answers": lambda read: clients.intake_answers(read, "x"),
    "possible_duplicates": lambda read: clients.possible_duplicates(read, {"surname": "Kovalenko"}),
}


@pytest.mark.parametrize("name", READING)
def test_nobody_reads_people_without_the_right(register: Opened, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from cic_desktop.core import rights

    monkeypatch.setitem(rights.RIGHTS, Role.ADVISOR, frozenset(set(Right) - {Right.READ_CLIENTS}))
    actor = Actor(register.actor.id, "anna", Role.ADVISOR)
    with pytest.raises(NotAllowed), register.database.read(actor) as read:
        READING[name](read)


def test_what_was_answered_in_another_project_is_not_shown_as_this_ones(register: Opened) -> None:
    with register.database.write(register.actor, "register a client") as work:
        project = projects.current_project(work)
        person = clients.register(work, {**OKSANA, "project_id": project, "declared_on": "2026-11-02"}).id
    assert look(register, clients.intake_answers, person)["declared_on"] == "2026-11-02"
