"""The find box is as true as the rows: indexed in the same transaction, made anew when the rules change."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from cic_desktop import clients
from cic_desktop.clients import indexing, search
from cic_desktop.clients.tables import Person
from cic_desktop.startup import Opened
from tests.people import AMIR, OKSANA, OKSANA_WHOLE


def found(register: Opened, text: str) -> list[str]:
    with register.database.read(register.actor) as read:
        return [line.id for line in clients.find_clients(read, text)]


def index_of(register: Opened) -> dict[str, list[tuple[object, ...]]]:
    """What the index holds, whatever the numbers of its rows."""
    asked = {
        "search_doc": "person_id, sort_key, birth, words, numbers",
        "search_word": "word",
        "search_sound": "skeleton, sound, word",
    }
    with closing(register.database.connect()) as raw:
        return {
            table: sorted(raw.execute(f"SELECT {columns} FROM {table}").fetchall()) for table, columns in asked.items()
        }


def test_a_change_is_found_at_once_and_what_was_before_no_more(register: Opened) -> None:
    with register.database.write(register.actor, "register a client") as work:
        oksana = clients.register(work, OKSANA_WHOLE).id
    assert found(register, "kovalenko") == [oksana]
    with register.database.write(register.actor, "marry") as work:
        work.amend(work.get(Person, oksana), {"surname": "Nowakowska"})
    assert found(register, "nowakow") == [oksana]
    assert found(register, "kovalenko") == [oksana], "the original spelling still says so"
    with register.database.read(register.actor) as read:
        (passport,) = clients.card(read, oksana).parts_of("document")
    with register.database.write(register.actor, "correct") as work:
        clients.amend_part(work, "document", passport.id, passport.revision, {**passport.answers, "number": "ZZ 999"})
    assert found(register, "zz999") == [oksana]
    assert found(register, "fa123456") == []


def test_an_act_that_is_rolled_back_is_not_found(register: Opened) -> None:
    with pytest.raises(ZeroDivisionError), register.database.write(register.actor, "stumble") as work:
        clients.register(work, OKSANA)
        indexing.reindex(work.raw, indexing.Changes(frozenset({("person", "x")})))
        raise ZeroDivisionError
    assert found(register, "kovalenko") == []


def test_the_index_kept_by_acts_is_the_one_made_from_the_rows(register: Opened) -> None:
    with register.database.write(register.actor, "register") as work:
        oksana = clients.register(work, OKSANA_WHOLE, full=True).id
        amir = clients.register(work, AMIR).id
        gone = clients.register(work, {**AMIR, "surname": "Zadran"}).id
    with register.database.write(register.actor, "change") as work:
        clients.add_part(work, amir, "contact", {"value": "600 100 200"})
        clients.add_part(work, amir, "name", {"kind": "other", "surname": "Amirzai"})
        work.amend(work.get(Person, oksana), {"surname": "Kovalenko-Bondar", "birth_date": "1992"})
        work.retire(work.get(Person, gone))
    kept = index_of(register)
    with closing(register.database.connect()) as raw:
        indexing.rebuild_index(raw)
    assert index_of(register) == kept
    assert found(register, "bondar") == [oksana]


def test_the_index_is_made_anew_only_when_its_version_changes(
    register: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.database.write(register.actor, "register") as work:
        clients.register(work, OKSANA)
    with closing(register.database.connect()) as raw:
        raw.execute("DELETE FROM search_doc")
        indexing.ensure_index(raw)
        assert raw.execute("SELECT count(*) FROM search_doc").fetchone() == (0,)
        monkeypatch.setattr(search, "VERSION", search.VERSION + 1)
        assert not indexing.is_current(raw)
        indexing.ensure_index(raw)
        assert indexing.is_current(raw)
    assert len(found(register, "kovalenko")) == 1


def test_a_rebuild_that_fails_leaves_the_old_index(register: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    with register.database.write(register.actor, "register") as work:
        clients.register(work, OKSANA)
    before = index_of(register)

    def fail(raw: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(search, "stamp", fail)
    with closing(register.database.connect()) as raw, pytest.raises(ZeroDivisionError):
        indexing.rebuild_index(raw)
    assert index_of(register) == before


def test_an_act_on_very_many_people_is_indexed_whole(register: Opened) -> None:
    """More rows than one statement takes."""
    with register.database.write(register.actor, "import") as work:
        for n in range(1200):
            work.add(Person(case_number=f"X{n:04}", surname="", sort_key="", registered_on=date(2026, 11, 23)))
    with closing(register.database.connect()) as raw:
        assert raw.execute("SELECT count(*) FROM search_doc").fetchone() == (1200,)
    assert len(found(register, "x1199")) == 1
