"""The same arguments give the same register, whichever way it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cic_desktop import clients, demo, startup
from cic_desktop.core.errors import Cancelled
from cic_desktop.db.base import metadata
from cic_desktop.db.journal import journaled
from cic_desktop.startup import Opened
from tests.conftest import QUICK_KDF
from tests.demo.conftest import UNTIL, Make


def digest(opened: Opened) -> str:
    with opened.database.read(opened.actor) as read:
        return demo.digest(read)


def test_the_quick_way_writes_what_the_services_write(make: Make) -> None:
    served, quick = make(30, 120, bulk=False), make(30, 120)
    for table in journaled(metadata):
        question = f'SELECT * FROM "{table.name}" ORDER BY id'
        with served.database.read(served.actor) as one, quick.database.read(quick.actor) as other:
            assert one.sql(question) == other.sql(question), table.name
    assert digest(served) == digest(quick)


def test_the_quick_way_journals_what_the_services_journal(make: Make) -> None:
    questions = ("SELECT at, who, verb FROM act ORDER BY n", 'SELECT n, hlc, tbl, "row", col, val FROM op ORDER BY n')
    served, quick = make(10, 50, bulk=False), make(10, 50)
    for question in questions:
        with served.database.read(served.actor) as one, quick.database.read(quick.actor) as other:
            assert one.sql(question) == other.sql(question)


def test_the_quick_way_indexes_everybody(make: Make) -> None:
    quick = make()
    with quick.database.read(quick.actor) as read:
        for surname, person_id in read.sql("SELECT surname, id FROM person"):
            assert person_id in [line.id for line in clients.find_clients(read, surname)]


@pytest.mark.parametrize("changed", [{"seed": 2}, {"until": date(2026, 11, 20)}, {"services": 81}])
def test_other_arguments_give_another_register(make: Make, changed: dict[str, object]) -> None:
    assert digest(make()) == digest(make()) != digest(make(**changed))


def test_so_many_people_and_services_as_asked_for(make: Make) -> None:
    for people, services in ((1, 1), (3, 0), (0, 5), (25, 10), (5, 200)):
        opened = make(people, services)
        with opened.database.read(opened.actor) as read:
            assert read.sql("SELECT count(*) FROM person") == [(people,)]
            assert read.sql("SELECT count(*) FROM service") == [(services,)]


def test_it_says_how_far_it_is_and_can_be_stopped(make: Make, tmp_path: Path) -> None:
    heard: list[float] = []
    make(tick=heard.append)
    assert heard == sorted(heard)
    assert heard[0] == 0.0
    assert heard[-1] == 1.0

    def stop(share: float) -> None:
        if share > 0.3:
            raise Cancelled()

    with pytest.raises(Cancelled):
        demo.make_demo(tmp_path / "stopped", 20, 80, until=UNTIL, profile=QUICK_KDF, tick=stop)
    assert not startup.exists(tmp_path / "stopped")


def test_the_demo_is_marked_and_opens_with_its_passphrase(make: Make) -> None:
    opened = make()
    opened.close()
    again = startup.open_register(opened.folder, demo.LOGIN, demo.PASSPHRASE, profile=QUICK_KDF, writing=False)
    with again.database.read(again.actor) as read:
        assert read.sql("SELECT value FROM fact WHERE name = 'demo'") == [("yes",)]
    assert again.actor.login == demo.LOGIN


def test_nothing_points_nowhere(shown: Opened) -> None:
    raw = shown.database.connect()
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.close()
