"""The commands as support calls them: what they print, and one clear line for every failure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cic_desktop import cli, demo, startup
from tests.conftest import QUICK_KDF

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "register"
    demo.make_demo(folder, clients=30, services=150, profile=QUICK_KDF).close()
    return folder


@pytest.fixture
def run(demo_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls a command on the demo register: (exit status, stdout, stderr)."""
    monkeypatch.setenv("CIC_PASSPHRASE", demo.PASSPHRASE)
    opening = startup.open_register

    def quick(*args: object, **kw: object) -> startup.Opened:
        return opening(*args, profile=QUICK_KDF, **kw)

    monkeypatch.setattr(startup, "open_register", quick)

    def call(*words: str) -> tuple[int, str, str]:
        status = cli.run(["--register", str(demo_folder), *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_find_says_who_in_lines_or_json(run: Run) -> None:
    status, out, _err = run("find", "k")
    assert status == 0
    assert out.startswith("A-")
    status, out, _err = run("find", "k", "--json")
    assert {"case_number", "name", "original"} <= set(json.loads(out)[0])


def test_duplicates_are_said_with_their_reasons_in_lines_or_json(run: Run) -> None:
    status, out, _err = run("duplicates", "--json")
    assert status == 0
    for pair in json.loads(out):
        assert 0.55 <= pair["score"] <= 1
        assert pair["reasons"]
        assert [set(one) >= {"case_number", "name"} for one in pair["clients"]] == [True, True]
    status, out, _err = run("duplicates")
    assert status == 0
    assert "=" in out or "Nobody was found." in out


def test_check_prints_a_digest_that_stays(run: Run) -> None:
    first, second = (json.loads(run("check", "--json")[1]) for _time in range(2))
    assert first["integrity"] == "ok"
    assert (first["clients"], first["services"]) == (30, 150)
    assert first["digest"] == second["digest"]


def test_a_form_is_listed_and_filled_without_a_register(run: Run, tmp_path: Path) -> None:
    assert "EL-W-1" in run("form", "list")[1]
    status, _out, err = run("form", "fill", "EL-W-1", "--sample", "--out", str(tmp_path / "x" / "form.pdf"))
    assert (status, err) == (0, "")
    assert (tmp_path / "x" / "form.pdf").read_bytes().startswith(b"%PDF")


def test_a_form_is_filled_for_a_client(run: Run, tmp_path: Path) -> None:
    number = json.loads(run("find", "k", "--json")[1])[0]["case_number"]
    status, _out, _err = run("form", "fill", "EL-W-1", "--client", number, "--out", str(tmp_path / "form.pdf"))
    assert status == 0
    status, _out, err = run("form", "fill", "EL-W-1", "--client", "A-99-9999-A", "--out", str(tmp_path / "no.pdf"))
    assert status == 1
    assert err.startswith("cic-desktop: ")
    assert err.count("\n") == 1


def test_a_month_is_reported(run: Run, tmp_path: Path) -> None:
    status, out, _err = run("report", "month", "2026-10", "--out", str(tmp_path / "month"), "--json")
    assert status == 0
    assert json.loads(out)["month"] == "2026-10"
    assert (tmp_path / "month" / "report-2026-10.pdf").exists()


def test_a_month_to_come_is_refused_in_one_sentence(run: Run, tmp_path: Path) -> None:
    status, _out, err = run("report", "month", "2199-01", "--out", str(tmp_path / "month"))
    assert (status, err) == (1, "cic-desktop: This month has not begun yet. Choose an earlier one.\n")
    assert not (tmp_path / "month").exists()


def test_a_bundle_is_made_and_verified_and_damage_is_told(run: Run, tmp_path: Path) -> None:
    bundle = tmp_path / "october.cicb"
    assert run("bundle", "make", "2026-10", "--out", str(bundle))[0] == 0
    status, out, _err = run("bundle", "verify", str(bundle), "--json")
    assert (status, json.loads(out)["period"]) == (0, "2026-10")
    bundle.write_bytes(bundle.read_bytes()[:-40])
    status, out, err = run("bundle", "verify", str(bundle))
    assert (status, out) == (1, "")
    assert err.startswith("cic-desktop: ")


def test_a_backup_is_made_and_restored(run: Run, tmp_path: Path) -> None:
    digest = json.loads(run("check", "--json")[1])["digest"]
    copy = tmp_path / "copy.zip"
    assert run("backup", "--out", str(copy)) == (0, f"{copy}\n", "")
    status, out, _err = run("restore", str(copy))
    assert status == 0
    assert "before-restore" in out
    assert json.loads(run("check", "--json")[1])["digest"] == digest


def test_a_terminal_is_told_how_far_long_work_is(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_looked_at", lambda: True)
    status, out, err = run("backup", "--out", str(tmp_path / "copy.zip"))
    assert (status, out) == (0, f"{tmp_path / 'copy.zip'}\n")
    assert err.startswith("\r")
    assert err.endswith("\r100%\n")


def test_readers_work_beside_an_open_window_and_writers_refuse(run: Run, demo_folder: Path, tmp_path: Path) -> None:
    with startup.locked(demo_folder):
        assert run("find", "k")[0] == 0
        status, _out, err = run("bundle", "make", "2026-10", "--out", str(tmp_path / "b.cicb"))
    assert status == 1
    assert "already open" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--register", "/nowhere/at/all", "find", "x"), "no register"),
        (("--user", "nobody", "find", "x"), "password"),
        (("form", "fill", "NO-SUCH", "--sample", "--out", "x.pdf"), "form"),
    ],
)
def test_a_failure_is_one_clear_line(run: Run, words: tuple[str, ...], said: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_wrong_passphrase_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIC_PASSPHRASE", "wrong")
    status, _out, err = run("find", "x")
    assert status == 1
    assert "password" in err


def test_an_impossible_month_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        run("report", "month", "2026-13", "--out", str(tmp_path))
    assert left.value.code == 2
