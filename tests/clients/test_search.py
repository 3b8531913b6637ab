"""The find box: what an advisor types, and who must appear."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from cic_desktop.clients import alike, search
from cic_desktop.clients.search import Entry
from cic_desktop.core import text as names
from tests.benchmarks import bench_search

CORPUS = Path(bench_search.CORPUS)
PEOPLE = {
    "olena": Entry(("Shevchenko Olena", "Шевченко Олена"), ("44051401359", "+48600123456", "A-26-0417-M", "FB123456")),
    "ivan": Entry(("Kovalenko Ivan",), ("+380671234567",)),
    "lodz": Entry(("Łódzki Paweł",)),
    "hassan": Entry(("Al-Hassan Mohammed",)),
    "brien": Entry(("O'Brien Mary-Ann",)),
    "le": Entry(("Lê Thị Hương",)),
    "giorgi": Entry(("გიორგაძე გიორგი",)),
    "mykola": Entry(("Rudenko Mykola",)),
}


@pytest.fixture
def con() -> Iterator[Any]:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    search.rebuild(connection, PEOPLE.items())
    yield connection
    connection.close()


def found(con: Any, text: str) -> list[str]:
    return [hit.person_id for hit in search.find(con, text)]


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("shevchenko", "olena"),
        ("Шевч", "olena"),
        ("Олена Шевченко", "olena"),
        ("Szewczenko", "olena"),
        ("Schewtschenko", "olena"),
        ("Shevcehnko", "olena"),
        ("1401359", "olena"),
        ("600 123 456", "olena"),
        ("0048600123456", "olena"),
        ("a-26-0417", "olena"),
        ("0417", "olena"),
        ("FB 123456", "olena"),
        ("fb1234", "olena"),
        ("olena 600", "olena"),
        ("коваленко", "ivan"),
        ("067 123", "ivan"),
        ("lodzki pawel", "lodz"),
        ("ŁÓDZ", "lodz"),
        ("Al-Hassan", "hassan"),
        ("alhassan", "hassan"),
        ("el hassan muhammad", "hassan"),
        ("O'Brien", "brien"),
        ("obrien mary ann", "brien"),
        ("Lê", "le"),
        ("le huong", "le"),
        ("giorgadze", "giorgi"),
        ("გიორგ", "giorgi"),
        ("Николай Руденко", "mykola"),
    ],
)
def test_the_right_person_comes_first(con: Any, typed: str, person: str) -> None:
    assert found(con, typed)[:1] == [person]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\0",
        "😀",
        '"',
        "'",
        "* OR NEAR(",
        "a" * 300,
        "999999",
        "shevchenko 999999",
        "-",
        "--;DROP TABLE",
    ],
)
def test_odd_typing_finds_nobody_and_breaks_nothing(con: Any, typed: str) -> None:
    assert found(con, typed) == []


def test_alike_names_come_after_exact_ones(con: Any) -> None:
    search.put(con, "another", Entry(("Szewczenko Anna",)))
    assert {hit.why for hit in search.find(con, "szewczenko")} == {"name"}  # Шевченко is written so, too
    search.put(con, "like", Entry(("Shevchanka Anna",)))
    hits = search.find(con, "shevchenko")
    assert (hits[0].person_id, hits[0].why) == ("olena", "name")
    assert ("like", "similar") in [(hit.person_id, hit.why) for hit in hits]
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)


def test_whole_words_come_before_beginnings_and_then_the_alphabet(con: Any) -> None:
    for name in ("Kovalenkova Zoia", "Koval Żanna", "Koval Zoia", "Koval Łucja", "Koval Lidia"):
        search.put(con, name, Entry((name,)))
    assert found(con, "koval")[:5] == [
        "Koval Lidia", "Koval Łucja", "Koval Zoia", "Koval Żanna", "ivan",
    ]  # fmt: skip


def test_a_change_is_found_at_once_and_the_old_name_no_longer(con: Any) -> None:
    search.put(con, "ivan", Entry(("Petrenko Ivan",), ("+380671234567",)))
    assert found(con, "petrenko") == ["ivan"]
    assert found(con, "petrnko") == ["ivan"]  # the words kept in memory follow
    assert found(con, "kovalenko") == []
    assert found(con, "380671") == ["ivan"]


def test_who_is_removed_leaves_no_word_behind(con: Any) -> None:
    assert found(con, "rudenko") == ["mykola"]
    search.remove(con, "mykola")
    search.remove(con, "nobody")
    assert found(con, "rudenko") == []
    for table, column in (("search_word", "word"), ("search_sound", "word"), ("search_doc", "words")):
        rows = con.execute(f"SELECT 1 FROM {table} WHERE {column} LIKE '%rudenko%'").fetchall()
        assert rows == []


def test_a_rolled_back_word_does_not_hide_the_next_one(con: Any) -> None:
    found(con, "warmup")
    con.execute("BEGIN")
    search.put(con, "gone", Entry(("Zalizniak Petro",)))
    assert found(con, "zaliznyak") == ["gone"]
    con.execute("ROLLBACK")
    search.put(con, "new", Entry(("Haidamaka Levko",)))
    assert found(con, "hajdamacka levko") == ["new"]
    assert found(con, "zalizniak") == []


def test_locking_leaves_no_names_in_memory(con: Any) -> None:
    assert found(con, "kovalenkp") == ["ivan"]
    alike.forget()
    assert not alike._vocabularies
    assert names.fold.cache_info().currsize == 0
    assert found(con, "kovalenkp") == ["ivan"]


def test_count_stops_counting(con: Any) -> None:
    for number in range(60):
        search.put(con, f"p{number}", Entry((f"Melnyk Anna {number}",)))
    assert search.count(con, "melnyk") == 51
    assert search.count(con, "melnyk", 10) == 11
    assert search.count(con, "rudenko") == 1
    assert len(search.find(con, "m", 20)) == 20


def test_an_index_of_another_version_is_made_anew(con: Any) -> None:
    assert search.is_current(con)
    con.execute("UPDATE search_stamp SET version = version - 1")
    assert not search.is_current(con)
    search.rebuild(con, PEOPLE.items())
    assert search.is_current(con)
    assert found(con, "kovalenko") == ["ivan"]
    assert not search.is_current(dbapi2.connect(":memory:"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.text(max_size=40))
def test_nothing_typed_ever_fails(con: Any, typed: str) -> None:
    assert len(search.find(con, typed, 5)) <= 5


# --- against the frozen corpus and against brute force ------------------------------------------------------


@pytest.fixture(scope="module")
def crowd() -> Iterator[tuple[Any, list[tuple[str, Entry]]]]:
    """The corpus among as many synthetic persons."""
    entries = bench_search.population(3000)
    connection = dbapi2.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    search.rebuild(connection, entries)
    connection.execute("COMMIT")
    yield connection, entries
    connection.close()


def test_the_corpus_is_the_frozen_one() -> None:
    for line in (CORPUS / "SHA256SUMS").read_text("ascii").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == digest, name
    for script in CORPUS.glob("*.py"):
        assert "cic_desktop" not in script.read_text("utf-8")


def test_exact_searches_in_all_scripts_are_never_wrong(crowd: tuple[Any, list[tuple[str, Entry]]]) -> None:
    con, entries = crowd
    queries = list(bench_search.exact_queries(random.Random(5), entries))
    assert bench_search.wrong_answers(con, queries, bench_search.brute_force(entries)) == []


def test_sloppy_searches_find_the_right_person(crowd: tuple[Any, list[tuple[str, Entry]]]) -> None:
    con, _ = crowd
    for kind, share in bench_search.recall(con).items():
        assert share >= 0.95, kind
