"""A month leaves the centre: sealed, signed, noted, and with nothing in it that leads to a person."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import centre, exchange, startup
from cic_desktop.centre.tables import Centre
from cic_desktop.core.errors import CicError, Invalid, NotAllowed
from cic_desktop.core.fields import Answers
from cic_desktop.core.files import CannotWrite
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Role
from cic_desktop.db.base import Privacy, metadata
from cic_desktop.exchange.seal import (
    BundleChanged,
    BundleError,
    BundleNotForUs,
    OpeningKey,
    SigningKey,
    UnknownSender,
    fingerprint,
    open_sealed,
    read_sealed,
    seal,
)
from tests.reports.story import OCTOBER, PEOPLE, SPOKEN, Story

BASIS = "art. 6 ust. 1 lit. c RODO"


def give_basis(story: Story) -> None:
    def name_it(work: Any) -> None:
        row = work.get(Centre, centre.centre(work).id)
        work.amend(row, {"row_level_basis": BASIS})

    story.do(name_it)


def files_of(story: Story, path: Path) -> dict[str, bytes]:
    """What is in the file, opened with the centre's own keys."""

    def look(read: Any) -> dict[str, bytes]:
        keys = [OpeningKey.parse(key.private) for key in centre.keys(read, "recipient") if key.private]
        senders = {key.public: key.name for key in centre.keys(read, "sender")}
        return dict(open_sealed(read_sealed(path), keys, senders).files)

    files: dict[str, bytes] = story.read(look)
    return files


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    text = io.StringIO(files[f"data/{name}.csv"].decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def secrets_of(story: Story) -> Iterator[str]:
    """Every string of the register that leads to a person, is special or is secret."""
    for name, described in metadata.tables.items():
        for column in described.columns:
            privacy = column.info.get("privacy", Privacy.ORDINARY)
            if privacy != Privacy.ORDINARY and name in {"person", "person_name", "contact", "service", "sitting"}:
                for (value,) in story.read(lambda read, n=name, c=column.name: read.sql(f'SELECT "{c}" FROM {n}')):
                    if isinstance(value, str) and len(value) > 2:
                        yield value


def test_the_first_bundle_makes_the_keys_and_can_be_reopened(story: Story, tmp_path: Path) -> None:
    out = tmp_path / "october.cicb"
    receipt = exchange.make_bundle(story.register, OCTOBER, out)
    contents = story.read(lambda read: exchange.verify_bundle(out, read))
    assert receipt.number == 1
    assert contents.own
    assert contents.sender_fingerprint == receipt.sender_fingerprint
    assert contents.facts.period == "2026-10"
    assert contents.facts.centre == "CIC-OP"
    assert contents.facts.small_cell == 5
    assert {item.name for item in contents.contents} == {"wskazniki", "uslugi_agregaty", "slowniki"}
    assert any("data/wskazniki.csv" in line for line in contents.lines("en"))
    assert json.loads(json.dumps(contents.as_json()))["sequence"] == 1


def test_keys_are_made_once_and_numbers_go_up(story: Story, tmp_path: Path) -> None:
    first = exchange.make_bundle(story.register, OCTOBER, tmp_path / "1.cicb")
    second = exchange.make_bundle(story.register, OCTOBER.previous(), tmp_path / "2.cicb")
    assert (first.number, second.number) == (1, 2)
    assert first.sender_fingerprint == second.sender_fingerprint
    kept = story.read(lambda read: [len(centre.keys(read, kind)) for kind in ("sender", "recipient")])
    assert kept == [1, 1]


@pytest.mark.parametrize("rows", [False, True])
def test_nothing_in_it_leads_to_a_person(story: Story, tmp_path: Path, rows: bool) -> None:
    give_basis(story)
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb", rows=rows)
    packed = b"\n".join(files_of(story, tmp_path / "b.cicb").values()).decode("utf-8")
    kept = set(secrets_of(story))
    assert SPOKEN in kept
    assert PEOPLE["oksana"]["phone"] in kept
    assert {"Kovalenko", "Nguyễn"} <= kept
    assert [value for value in kept if value in packed] == []
    ids = story.read(lambda read: [row[0] for row in read.sql("SELECT id FROM person UNION SELECT id FROM service")])
    assert not any(one in packed for one in ids)
    assert "A-26-" not in packed


def test_few_people_are_hidden_by_default(story: Story, tmp_path: Path) -> None:
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb")
    files = files_of(story, tmp_path / "b.cicb")
    figures = {row["wskaznik"]: row for row in table(files, "wskazniki") if row["plec"] == row["wiek"] == "total"}
    assert figures["persons"] | {"okres": ""} == {
        "wskaznik": "persons", "okres": "", "plec": "total", "wiek": "total", "wartosc": "", "ukryte": "true",
    }  # fmt: skip
    assert figures["services"]["wartosc"] == "8"
    assert figures["enquiries"]["wartosc"] == ""
    shown = [int(row["wartosc"]) for row in table(files, "wskazniki") if row["wartosc"]]
    assert not any(0 < value < 5 for value in shown)
    assert not any(0 < int(row["wartosc"] or 0) < 5 for row in table(files, "uslugi_agregaty"))
    assert "persons" not in json.loads(files["datapackage.json"])["cic"]["counts"]


def test_no_hidden_number_is_the_difference_of_two_shown(story: Story, tmp_path: Path) -> None:
    """Every row of the table by sex and age with a hidden cell has another one, or a hidden total."""
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb")
    persons = [row for row in table(files_of(story, tmp_path / "b.cicb"), "wskazniki") if "persons" in row["wskaznik"]]
    for group in {(row["plec"], row["wiek"]) for row in persons}:
        hidden = [row for row in persons if (row["plec"], row["wiek"]) == group and row["ukryte"] == "true"]
        assert len(hidden) != 1


def test_rows_need_a_legal_basis(story: Story, tmp_path: Path) -> None:
    with pytest.raises(CicError, match="legal basis"):
        exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb", rows=True)
    assert not (tmp_path / "b.cicb").exists()


def test_rows_have_random_numbers_that_differ_between_bundles(story: Story, tmp_path: Path) -> None:
    give_basis(story)
    seen = []
    for name in ("1.cicb", "2.cicb"):
        exchange.make_bundle(story.register, OCTOBER, tmp_path / name, rows=True)
        files = files_of(story, tmp_path / name)
        people, given = table(files, "uczestnicy"), table(files, "uslugi")
        assert len(people) == 4
        assert {row["id_uczestnika"] for row in given} == {row["id"] for row in people}
        seen.append({row["id"] for row in people})
        facts = {(row["rok_urodzenia"], row["plec"], row["obywatelstwo"], row["tytul_pobytu"]) for row in people}
        assert ("1992", "F", "UA", "temporary_protection") in facts
        assert json.loads(files["datapackage.json"])["cic"]["legal_basis"] == BASIS
    assert not seen[0] & seen[1]


def test_a_visit_kept_out_of_overviews_has_no_row(story: Story, tmp_path: Path) -> None:
    give_basis(story)
    story.help(
        "2026-10-29", "accompanied_visit", "health", 90, "duc",
        institution_kind="clinic", authorised="yes", confidential="yes",
    )  # fmt: skip
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb", rows=True)
    kinds = {row["rodzaj"] for row in table(files_of(story, tmp_path / "b.cicb"), "uslugi")}
    assert "accompanied_visit" not in kinds


def test_every_code_used_is_explained_in_four_languages(story: Story, tmp_path: Path) -> None:
    give_basis(story)
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb", rows=True)
    files = files_of(story, tmp_path / "b.cicb")
    words = {row["kod"]: row for row in table(files, "slowniki")}
    columns = ("wskaznik", "plec", "wiek", "rodzaj", "kategoria", "temat", "obywatelstwo", "tytul_pobytu")
    for name in ("wskazniki", "uslugi_agregaty", "uczestnicy", "uslugi"):
        for row in table(files, name):
            for code in (row[column] for column in columns if row.get(column)):
                assert words[code]["pl"]
                assert words[code]["uk"]


def test_the_receipt_stays_with_who_and_when(story: Story, tmp_path: Path) -> None:
    receipt = exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb")
    (sent,) = story.read(exchange.sent_bundles)
    assert (sent.period, sent.number, sent.sha256, sent.made_by) == ("2026-10", 1, receipt.sha256, "Anna Nowak")
    noted = story.read(lambda read: read.sql("SELECT detail FROM audit WHERE verb = 'make a bundle'"))
    assert noted == [("2026-10",)]


def test_a_recipient_opens_it_with_the_own_key_and_nobody_else(story: Story, tmp_path: Path) -> None:
    office, stranger = OpeningKey.generate(), OpeningKey.generate()
    story.do(lambda work: exchange.add_recipient(work, {"name": "Office", "key": f"  {office.public.upper()} "}))
    receipt = exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb")
    assert "Office" in receipt.recipients
    sealed = read_sealed(tmp_path / "b.cicb")
    with pytest.raises(UnknownSender) as unknown:
        open_sealed(sealed, [office], {})
    assert fingerprint(unknown.value.key.text) == receipt.sender_fingerprint
    assert open_sealed(sealed, [office], {unknown.value.key.text: "Opole"}).sender == "Opole"
    with pytest.raises(BundleNotForUs):
        open_sealed(sealed, [stranger], {unknown.value.key.text: "Opole"})


def test_a_wrong_key_is_refused_beside_its_field(story: Story) -> None:
    with pytest.raises(Invalid) as refused:
        story.do(lambda work: exchange.add_recipient(work, {"name": "Office", "key": "age1nonsense"}))
    assert [problem.field for problem in refused.value.problems] == ["key"]
    key: Answers = {"name": "Office", "key": OpeningKey.generate().public}
    story.do(lambda work: exchange.add_recipient(work, key))
    with pytest.raises(Invalid):
        story.do(lambda work: exchange.add_recipient(work, key))


def test_a_sender_becomes_known_when_somebody_compared_the_key(story: Story, tmp_path: Path) -> None:
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "own.cicb")
    ours = story.read(lambda read: centre.keys(read, "recipient")[0].public)
    other, path = SigningKey.generate(), tmp_path / "other.cicb"
    files = files_of(story, tmp_path / "own.cicb")
    path.write_bytes(seal(files, other, [ours]))
    with pytest.raises(UnknownSender) as unknown:
        story.read(lambda read: exchange.verify_bundle(path, read))
    key = unknown.value.key
    story.do(lambda work: exchange.add_sender(work, {"name": "CIC Brzeg"}, key))
    contents = story.read(lambda read: exchange.verify_bundle(path, read))
    assert contents.sender == "CIC Brzeg"
    assert not contents.own


def test_before_there_are_keys_no_bundle_is_for_us(story: Story, tmp_path: Path) -> None:
    (tmp_path / "x.cicb").write_bytes(b"CIC-BUNDLE 1 5 " + b"0" * 64 + b"\nabcde")
    with pytest.raises(BundleError):
        story.read(lambda read: exchange.verify_bundle(tmp_path / "x.cicb", read))


def test_a_changed_byte_is_noticed(story: Story, tmp_path: Path) -> None:
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "b.cicb")
    data = bytearray((tmp_path / "b.cicb").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "b.cicb").write_bytes(data)
    with pytest.raises(BundleChanged):
        story.read(lambda read: exchange.verify_bundle(tmp_path / "b.cicb", read))


def test_where_it_cannot_be_written_nothing_is_noted_as_sent(story: Story, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        exchange.make_bundle(story.register, OCTOBER, tmp_path / "no such folder" / "b.cicb")
    assert story.read(exchange.sent_bundles) == []
    assert story.read(lambda read: centre.keys(read, "sender")) == []


def test_a_month_without_help_is_refused(story: Story, tmp_path: Path) -> None:
    with pytest.raises(CicError, match="No help was recorded"):
        exchange.make_bundle(story.register, Month(2025, 1), tmp_path / "b.cicb")


def test_an_advisor_makes_no_bundles(story: Story, tmp_path: Path) -> None:
    advisor = replace(story.register, actor=replace(story.register.actor, role=Role.ADVISOR))
    with pytest.raises(NotAllowed):
        exchange.make_bundle(advisor, OCTOBER, tmp_path / "b.cicb")


def test_a_busy_month_keeps_what_can_be_kept(busy_register: startup.Opened, tmp_path: Path) -> None:
    with busy_register.database.read(busy_register.actor) as read:
        newest = read.sql("SELECT substr(day, 1, 7) FROM service GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")[0][0]
    exchange.make_bundle(busy_register, Month.parse(newest), tmp_path / "b.cicb")
    with busy_register.database.read(busy_register.actor) as read:
        contents = exchange.verify_bundle(tmp_path / "b.cicb", read)
    assert contents.facts.counts["services"] > 20
    assert contents.facts.counts["persons"] > 5


@pytest.fixture
def busy_register(tmp_path: Path) -> Iterator[startup.Opened]:
    from datetime import date

    from cic_desktop import demo
    from tests.conftest import QUICK_KDF

    opened = demo.make_demo(tmp_path / "busy", 60, 900, until=date(2026, 11, 23), profile=QUICK_KDF, bulk=True)
    yield opened
    opened.close()
