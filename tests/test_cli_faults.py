"""The command line: one clear line for every failure, whatever the console can show."""

from __future__ import annotations

import io
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import cli, clients, db, security, startup
from cic_desktop.startup import Opened
from tests.conftest import PASSWORD, QUICK_KDF
from tests.people import OKSANA_WHOLE

OWN = "zielony-parasol-4"


@pytest.fixture
def folder(register: Opened, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with one client, an administrator and a specialist, closed; anna types the commands."""
    with register.database.write(register.actor, "prepare") as work:
        clients.register(work, OKSANA_WHOLE)
        borys = {"name": "Borys Zieliński", "login": "borys", "role": "specialist"}
        security.add_account(work, register.vault, register.keys, borys, OWN)
    register.close()
    monkeypatch.setenv("CIC_PASSPHRASE", PASSWORD)
    monkeypatch.setattr(startup, "open_register", partial(startup.open_register, profile=QUICK_KDF))
    return register.folder


def run(folder: Path, *words: str, user: str = "anna") -> int:
    return cli.run([*words, "--register", str(folder), "--user", user])


def test_an_unexpected_fault_is_one_line_without_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(*_args: Any) -> None:
        raise ValueError("Kovalenko")

    monkeypatch.setattr(clients, "find_clients", stumble)
    assert run(folder, "find", "x") == 1
    said = capsys.readouterr().err
    assert said.startswith("cic-desktop: ")
    assert "ValueError" in said
    assert said.count("\n") == 1
    assert "Kovalenko" not in said


def test_a_console_that_lacks_a_letter_still_shows_the_client(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows shows Polish in cp1250, which has no Cyrillic."""
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp1250")
    monkeypatch.setattr(sys, "stdout", console)
    assert run(folder, "find", "kovalenko") == 0
    console.flush()
    shown = console.buffer.getvalue().decode("cp1250")
    assert "Kovalenko Oksana" in shown
    assert "\\u041a" in shown


def test_who_may_not_make_backups_is_told_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(db.backups(folder))
    monkeypatch.setenv("CIC_PASSPHRASE", OWN)
    assert run(folder, "backup", "--out", str(folder / "mine.zip"), user="borys") == 1
    assert "Your role does not allow this" in capsys.readouterr().err
    assert not (folder / "mine.zip").exists()
    monkeypatch.setenv("CIC_PASSPHRASE", PASSWORD)
    assert run(folder, "backup") == 0
    assert len(db.backups(folder)) >= max(before, 1)
