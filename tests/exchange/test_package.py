"""The reporting package: always the same bytes, safe in a spreadsheet, checked against itself."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.exchange.package import (
    MANIFEST,
    Column,
    Facts,
    Resource,
    Value,
    build_package,
    verify_package,
)
from cic_desktop.i18n import LANGUAGES, Plain, Texts

FACTS = Facts(
    profile="month-aggregates",
    centre="CIC-OP",
    period="2026-10",
    created=datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
    sequence=7,
    schema_revision="0001",
    software_version="1.0.0",
    recipients=("00001 00002 00003 00004 00005 00006",),
    counts={"persons": 118, "services": 342},
    small_cell=5,
)
COLUMNS = (
    Column("kind", "string", Texts({"pl": "Rodzaj", "en": "Kind"}), Plain("kod")),
    Column("day", "date", Plain("Dzień")),
    Column("services", "integer", Plain("Usługi")),
    Column("hours", "number", Plain("Godziny")),
    Column("hidden", "boolean", Plain("Ukryte")),
    Column("month", "yearmonth", Plain("Miesiąc")),
)
ROWS: tuple[tuple[Value, ...], ...] = (
    ("visit", date(2026, 10, 1), 12, Decimal("1.50"), False, "2026-10"),
    ('zażółć; "Київ"', date(2026, 10, 31), None, None, True, None),
)
SERVICES = Resource("services", COLUMNS, ROWS)
NOTES = Resource("notes", (Column("note", "string", Plain("Uwaga")),), (("ok",),))


def package(*resources: Resource, facts: Facts = FACTS) -> dict[str, bytes]:
    return build_package(resources or (SERVICES, NOTES), facts)


def said(files: dict[str, bytes]) -> list[str]:
    return [problem.render("en") for problem in verify_package(files).problems]


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def cell(text: str) -> str:
    files = package(Resource("notes", NOTES.columns, ((text,),)))
    assert said(files) == []
    return read(files["data/notes.csv"])[1][0]


def with_manifest(files: dict[str, bytes], **changed: Any) -> dict[str, bytes]:
    manifest = json.loads(files[MANIFEST]) | changed
    return files | {MANIFEST: json.dumps(manifest).encode()}


def test_the_same_month_gives_the_same_bytes() -> None:
    assert package(SERVICES, NOTES) == package(NOTES, SERVICES)


def test_a_polish_spreadsheet_can_open_it() -> None:
    data = package()["data/services.csv"]
    assert data.startswith(b"\xef\xbb\xbfkind;day;services")
    assert read(data)[1] == ["visit", "2026-10-01", "12", "1,50", "false", "2026-10"]
    assert read(data)[2] == ['zażółć; "Київ"', "2026-10-31", "", "", "true", ""]
    assert data.count(b"\r\n") == len(ROWS) + 1


def test_the_manifest_says_what_is_inside() -> None:
    manifest = json.loads(package()[MANIFEST])
    assert manifest["profile"] == "tabular-data-package"
    assert manifest["name"] == "cic-cic-op-2026-10-7"
    assert manifest["created"] == "2026-11-02T08:30:00Z"
    services = next(one for one in manifest["resources"] if one["name"] == "services")
    assert services["rows"] == len(ROWS)
    assert services["dialect"]["delimiter"] == ";"
    first, _day, _services, hours, *_rest = services["schema"]["fields"]
    assert first["title"] == "Rodzaj"
    assert set(first["titles"]) == set(LANGUAGES)
    assert hours["decimalChar"] == ","


def test_a_good_package_verifies_and_its_facts_come_back() -> None:
    report = verify_package(package())
    assert report.ok
    assert report.facts == FACTS
    assert [(content.name, content.rows) for content in report.contents] == [("notes", 1), ("services", 2)]


@pytest.mark.parametrize(
    "evil", ["=1+1", "+48 600 000 000", "-2", "@SUM(A1)", "\t=cmd|'/c calc'!A0", "\r=1", "\uff1d1+1", " =1"]
)
def test_no_cell_can_be_a_formula(evil: str) -> None:
    assert cell(evil).startswith("'")


def test_line_ends_nul_and_half_characters_do_not_break_the_table() -> None:
    assert cell("first\r\nsecond\x00") == "first  second "
    assert cell("broken \ud83d") == "broken ?"
    assert cell("🙂 ok") == "🙂 ok"


@given(st.text(max_size=40))
def test_any_text_stays_one_cell(text: str) -> None:
    written = cell(text)
    assert not written.lstrip().startswith(("=", "+", "-", "@"))
    assert "\n" not in written


def test_rows_about_persons_need_a_legal_basis() -> None:
    persons = Resource("persons", NOTES.columns, (("a1",),), personal=True)
    with pytest.raises(ValueError, match="legal basis"):
        package(persons)
    facts = replace(FACTS, legal_basis="Art. 6 ust. 1 lit. c RODO")
    assert verify_package(package(persons, facts=facts)).ok


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("integer", "12"),
        ("integer", True),
        ("string", 5),
        ("date", datetime(2026, 10, 1, tzinfo=UTC)),
        ("yearmonth", "2026-13"),
        ("number", Decimal("NaN")),
    ],
)
def test_a_value_of_another_type_is_a_mistake_of_the_program(type_: Any, value: Any) -> None:
    with pytest.raises(ValueError, match="number"):
        package(Resource("table", (Column("number", type_, Plain("")),), ((value,),)))


@pytest.mark.parametrize(
    "wrong",
    [
        Resource("../etc", NOTES.columns, ()),
        Resource("table", NOTES.columns * 2, ()),
        Resource("table", NOTES.columns, (("a", "b"),)),
    ],
)
def test_a_table_that_contradicts_itself_is_a_mistake_of_the_program(wrong: Resource) -> None:
    with pytest.raises(ValueError, match=r"name|columns|argument"):
        package(wrong)


def test_two_tables_of_one_name_and_a_moment_without_a_zone_are_mistakes_too() -> None:
    with pytest.raises(ValueError, match="one name"):
        package(NOTES, NOTES)
    with pytest.raises(ValueError, match="time zone"):
        package(facts=replace(FACTS, created=datetime(2026, 11, 2)))


def test_a_changed_a_missing_and_a_smuggled_file_are_named() -> None:
    files = package()
    changed = files | {"data/notes.csv": files["data/notes.csv"].replace(b"ok", b"ko")}
    assert said(changed) == ["data/notes.csv was changed."]
    less = {path: data for path, data in files.items() if path != "data/notes.csv"}
    assert said(less) == ["data/notes.csv is missing."]
    assert said(files | {"data/x.csv": b""}) == ["data/x.csv is not in the list of contents."]


def test_a_package_without_a_readable_list_has_no_facts() -> None:
    files = package()
    assert said({}) == ["The list of contents is missing."]
    for broken in (b"", b"[]", b"{}", b"\xff", b'{"cic": 5}', b"[" * 100_000):
        assert said(files | {MANIFEST: broken}) == ["The list of contents cannot be read."]
    assert verify_package({MANIFEST: b"{}"}).facts is None


def test_facts_of_a_wrong_shape_cannot_be_read() -> None:
    files = package()
    cic = json.loads(files[MANIFEST])["cic"]
    shapes: list[dict[str, Any]] = [
        {"sequence": "7"},
        {"counts": []},
        {"created": "yesterday"},
        {"centre": None},
    ]
    for wrong in shapes:
        assert said(with_manifest(files, cic=cic | wrong)) == ["The list of contents cannot be read."]


def test_a_newer_format_asks_for_the_newest_program() -> None:
    files = package()
    newer = with_manifest(files, cic={"format": 2})
    assert said(newer) == ["The package has a newer format. Install the newest version."]


def test_a_table_that_lies_about_itself_is_told_even_when_its_hash_is_right() -> None:
    files = package(NOTES)
    described = json.loads(files[MANIFEST])["resources"][0]
    more = with_manifest(files, resources=[described | {"rows": 2}])
    assert said(more) == ["data/notes.csv has 1 rows; another number was announced."]
    schema = {"fields": [{"name": "note", "type": "integer"}]}
    assert said(with_manifest(files, resources=[described | {"schema": schema}])) == [
        "data/notes.csv does not follow its own description."
    ]


@given(st.data())
def test_every_changed_byte_of_a_table_is_noticed(data: st.DataObject) -> None:
    files = package()
    table = bytearray(files["data/services.csv"])
    place = data.draw(st.integers(0, len(table) - 1))
    table[place] ^= data.draw(st.integers(1, 255))
    assert said(files | {"data/services.csv": bytes(table)}) == ["data/services.csv was changed."]
