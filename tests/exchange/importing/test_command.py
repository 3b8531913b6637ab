"""`cic-desktop import`: counts, rejected rows with their reasons, a non-zero exit only for a failure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cic_desktop import cli, startup
from tests.conftest import PASSWORD, QUICK_KDF

Run = Callable[..., tuple[int, str, str]]
CLIENTS = (
    "Nazwisko;Imię;Data urodzenia;Obywatelstwo\nKovalenko;Oksana;15.04.1992;UA\n;Ewa;1990;UA\nMoroz;Ala;x;Kosmos\n"
)


@pytest.fixture
def run(register_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("CIC_PASSPHRASE", PASSWORD)
    monkeypatch.setenv("CIC_LANG", "en")
    opening = startup.open_register
    monkeypatch.setattr(startup, "open_register", lambda *args, **kw: opening(*args, profile=QUICK_KDF, **kw))

    def call(*words: str) -> tuple[int, str, str]:
        status = cli.run(["--register", str(register_folder), "--user", "anna", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text(CLIENTS, "utf-8")
    return str(path)


def test_rejected_rows_are_reported_and_are_no_failure(run: Run, people: str) -> None:
    status, out, _err = run("import", "clients", people, "--dry-run")
    assert status == 0
    assert out.splitlines()[:2] == [
        "imported: 1, updated: 0, unchanged: 0, rejected: 2, to decide: 0",
        "This was a dry run: nothing was changed.",
    ]
    status, out, _err = run("import", "clients", people, "--json")
    told = json.loads(out)
    assert (status, told["imported"], told["rejected"], told["dry_run"]) == (0, 1, 2, False)
    assert [reason["cell"] for row in told["rows"] for reason in row["reasons"]] == ["A3", "D4"] or len(
        told["rows"]
    ) == 2
    assert json.loads(run("import", "clients", people, "--json")[1])["unchanged"] == 1


def test_rows_that_look_like_somebody_stay_out_unless_told(run: Run, people: str, tmp_path: Path) -> None:
    run("import", "clients", people)
    other = tmp_path / "other.csv"
    other.write_text("Nazwisko;Imię;Data urodzenia\nKowalenko;Oksana;15.04.1992\n", "utf-8")
    told = json.loads(run("import", "clients", str(other), "--json")[1])
    assert (told["undecided"], told["rows"][0]["state"]) == (1, "undecided")
    assert "Looks like Kovalenko Oksana" in told["rows"][0]["reasons"][0]["reason"]
    assert json.loads(run("import", "clients", str(other), "--undecided", "same", "--json")[1])["undecided"] == 0


def test_services_follow_their_clients(run: Run, people: str, tmp_path: Path) -> None:
    run("import", "clients", people)
    services, columns = tmp_path / "services.csv", tmp_path / "map.toml"
    services.write_text("Klient;Kiedy;Co\nOksana Kovalenko;2.10.2025;porada prawna\n", "utf-8")
    columns.write_text('[columns]\nKiedy = "day"\nCo = "kind"\n', "utf-8")
    status, out, _err = run("import", "services", str(services), "--map", str(columns), "--json")
    assert (status, json.loads(out)["imported"]) == (0, 1)


def test_a_failure_is_one_line_and_leaves_nothing(run: Run, people: str, tmp_path: Path) -> None:
    for words in (
        ("import", "clients", str(tmp_path / "none.xlsx")),
        ("import", "services", people),
        ("import", "clients", people, "--map", str(tmp_path / "none.toml")),
    ):
        status, out, err = run(*words)
        assert (status, out) == (1, "")
        assert err.startswith("cic-desktop: ")
        assert err.count("\n") == 1
