"""The migrations make exactly what the models say, strictly and with names; and can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import CheckConstraint

from cic_desktop import clients
from cic_desktop.db import journal, migrate
from cic_desktop.db.base import metadata
from cic_desktop.db.engine import connect, make_engine
from cic_desktop.db.tables import load_all
from cic_desktop.forms.kept.tables import FilledFormRow
from tests.people import OKSANA

KEY = bytes(range(32))
# Made by the first migration or by the search index, not by models.
BESIDE_MODELS = {"act", "op", "site", "journal_state", "alembic_version"}

INDEXES = ("search_", "stay_due", "stay_stamp")  # made anew from the rows, outside the migrations


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    path = tmp_path / "migrated.db"
    migrate.upgrade(path, KEY)
    return path


@contextmanager
def looking(path: Path) -> Iterator[Any]:
    with closing(connect(path, KEY)) as raw:
        yield raw


def objects(raw: Any, kind: str) -> dict[str, str]:
    """Name → normalised SQL of what was made on purpose (SQLite's own tables and indexes apart)."""
    rows = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite%'", (kind,)
    )
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows}


def clauses(sql: str) -> set[str]:
    """Columns and constraints of a CREATE TABLE, whatever their order."""
    body, depth, found = sql[sql.index("(") + 1 : sql.rindex(")")], 0, [""]
    for char in body:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            found.append("")
        else:
            found[-1] += char
    return {" ".join(clause.split()) for clause in found}


def test_migrations_make_what_the_models_say(tmp_path: Path, migrated: Path) -> None:
    load_all()
    engine = make_engine(tmp_path / "models.db", KEY)
    metadata.create_all(engine)
    engine.dispose()

    with looking(migrated) as by_hand, looking(tmp_path / "models.db") as by_models:
        wanted, there = objects(by_models, "table"), objects(by_hand, "table")
        assert set(there) - BESIDE_MODELS == set(wanted)
        for name, sql in wanted.items():
            assert clauses(there[name]) == clauses(sql), name
        indexes = {name: sql for name, sql in objects(by_hand, "index").items() if not name.startswith("op_")}
        assert indexes == objects(by_models, "index")


def test_the_order_of_columns_is_that_of_the_models(migrated: Path) -> None:
    """An insert's op holds the row as an array in this order."""
    load_all()
    with looking(migrated) as raw:
        for table in metadata.sorted_tables:
            there = [row[1] for row in raw.execute(f'PRAGMA table_xinfo("{table.name}")')]
            assert there == journal.columns(table), table.name


def test_the_triggers_are_those_of_the_metadata(migrated: Path) -> None:
    with looking(migrated) as raw:
        there = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
        assert journal.missing(raw, journal.triggers(metadata)) == []
    assert there == journal.triggers(metadata)
    assert {table.name for table in journal.journaled(metadata)} >= {"person", "service", "participation", "account"}


def test_every_table_is_strict(register: Any) -> None:
    """Also those of the search index; only FTS5 and SQLite make their own shadow tables."""
    with closing(register.database.connect()) as raw:
        rows = raw.execute("PRAGMA table_list").fetchall()
    ours = {name: strict for schema, name, kind, _n, _wr, strict in rows if schema == "main" and kind == "table"}
    loose = {name for name, strict in ours.items() if not strict and not name.startswith("sqlite_")}
    assert loose == {"alembic_version"}


def test_no_constraint_goes_without_a_name(migrated: Path) -> None:
    """Alembic's batch mode loses unnamed ones without a word."""
    with looking(migrated) as raw:
        tables = objects(raw, "table")
    unnamed = re.compile(r"^(CHECK|FOREIGN KEY|PRIMARY KEY|UNIQUE)\b")
    for name in set(tables) - BESIDE_MODELS:
        assert not [clause for clause in clauses(tables[name]) if unnamed.match(clause)], name
        assert "REFERENCES" not in " ".join(c for c in clauses(tables[name]) if not c.startswith("CONSTRAINT"))
        assert "DEFERRABLE" not in tables[name]


def test_no_column_of_a_person_is_unique() -> None:
    """Two machines may register one person, and real numbers carry errors."""
    load_all()
    for table in journal.journaled(metadata):
        assert not any(column.unique for column in table.columns), table.name
        assert not any(index.unique for index in table.indexes), table.name


def test_no_journaled_table_holds_bytes() -> None:
    """`json_quote` fails on them, inside a trigger, in the middle of somebody's work."""
    load_all()
    for table in journal.journaled(metadata):
        assert not [c.name for c in table.columns if c.type.__class__.__name__ == "LargeBinary"], table.name


def test_all_checks_bear_their_tables_name() -> None:
    load_all()
    for table in metadata.sorted_tables:
        names = [str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)]
        assert len(names) == len(set(names))


def step(path: Path, key: bytes, verb: str, target: str) -> None:
    """Walk the migrations as the runner does: foreign keys off, triggers off, one transaction."""
    engine = make_engine(path, key, before=lambda raw: raw.execute("PRAGMA foreign_keys = off"))
    with engine.begin() as connection:
        journal.drop(connection.connection.driver_connection)
        config = migrate._config()
        config.attributes["connection"] = connection
        getattr(command, verb)(config, target)
    engine.dispose()


def test_every_migration_goes_down_and_up_again_with_data(register: Any) -> None:
    """Walk down to nothing and up again: no step trips over rows, and the last schema is the first one."""
    with register.database.write(register.actor, "register a client") as work:
        clients.register(work, OKSANA)
    path, key = register.folder / "register.db", register.keys.database_key
    register.database.close()
    with closing(connect(path, key)) as raw:
        before = objects(raw, "table")

    for revision in [script.down_revision or "base" for script in migrate._script().walk_revisions()]:
        step(path, key, "downgrade", str(revision))
    with closing(connect(path, key)) as raw:
        assert {name for name in objects(raw, "table") if not name.startswith(INDEXES)} == {"alembic_version"}
    migrate.upgrade(path, key)
    with closing(connect(path, key)) as raw:
        after = objects(raw, "table")
        assert {name: clauses(sql) for name, sql in after.items() if "(" in sql} == {
            name: clauses(sql) for name, sql in before.items()
        }
        assert journal.missing(raw, journal.triggers(metadata)) == []


def test_forms_keep_their_state_over_revision_3(register: Any) -> None:
    """Down: each form gets the nearest state there was; up: new columns are empty, an unfinished form is one again."""
    moved = {
        "started": "filled", "filled": "filled", "printed": "printed", "signed": "printed", "submitted": "submitted",
        "called": "submitted", "decided": "submitted",
    }  # fmt: skip
    with register.database.write(register.actor, "test") as work:
        person = clients.register(work, OKSANA)
        for state in moved:
            sha256 = "" if state == "started" else "a" * 64
            work.add(FilledFormRow(id=state, person_id=person.id, form_id="F", edition="E", state=state,
                                   pdf_sha256=sha256, answers='{"a": "b"}', reference="UPO"))  # fmt: skip
    path, key = register.folder / "register.db", register.keys.database_key
    register.database.close()

    def kept(columns: str) -> dict[str, Any]:
        with closing(connect(path, key)) as raw:
            return {row[0]: row[1:] for row in raw.execute(f"SELECT id, {columns} FROM filled_form").fetchall()}

    step(path, key, "downgrade", "0002")
    assert kept("state, answers") == {old: (new, '{"a": "b"}') for old, new in moved.items()}
    migrate.upgrade(path, key)
    again = {old: "started" if old == "started" else new for old, new in moved.items()}
    assert kept("state, reference, submitted_on, step") == {old: (new, "", None, 0) for old, new in again.items()}


def test_a_failing_migration_changes_nothing(register: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole upgrade is one transaction: it fails, and the register is as it was, triggers too."""
    path, key = register.folder / "register.db", register.keys.database_key
    register.database.close()

    def fail(config: Any, target: str) -> None:
        config.attributes["connection"].exec_driver_sql("DROP TABLE consent")
        raise RuntimeError("in the middle")

    monkeypatch.setattr(command, "upgrade", fail)
    with pytest.raises(RuntimeError):
        migrate.upgrade(path, key)
    with closing(connect(path, key)) as raw:
        assert "consent" in objects(raw, "table")
        assert journal.missing(raw, journal.triggers(metadata)) == []


def test_revisions_form_one_line() -> None:
    scripts = list(migrate._script().walk_revisions())
    assert [script.down_revision for script in scripts] == [*(s.revision for s in scripts[1:]), None]
    assert scripts[0].revision == migrate.head_revision()
