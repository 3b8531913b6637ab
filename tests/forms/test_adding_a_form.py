"""CONTRIBUTING.md says how to add a form; here it is followed to the letter, with a blank nobody has seen before."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from cic_desktop import cli, forms
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.kept.blanks import recognise
from cic_desktop.startup import Opened
from tests.forms.looking import pages_text
from tests.forms.people import OKSANA, registered

REPOSITORY = Path(__file__).resolve().parents[2]


def guide() -> str:
    """The section that tells how."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    return text.split("\n## Add a form\n", 1)[1].split("\n## ", 1)[0]


def blank() -> bytes:
    """A small paper of an invented library, as an office would draw it."""
    canvas = Canvas("blank.pdf", pagesize=(595.28, 841.89), invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 760, "Application for a library card")
    canvas.drawRightString(170, 706, "1. Surname")
    canvas.rect(180, 698, 300, 22)
    canvas.drawRightString(170, 666, "2. PESEL")
    for n in range(11):
        canvas.rect(180 + n * 16, 658, 16, 20)
    for n, word in enumerate(("adult", "child")):
        canvas.rect(180 + n * 80, 580, 11, 11)
        canvas.drawString(196 + n * 80, 582, word)
    canvas.showPage()
    return bytes(canvas.getpdfdata())


def commands() -> list[tuple[dict[str, str], list[str]]]:
    """Every command of the section: its environment and its words."""
    lines = [line for block in re.findall(r"```sh\n(.*?)```", guide(), re.S) for line in block.splitlines()]
    found = []
    for line in lines:
        words = shlex.split(line.replace("$PWD", str(Path.cwd())))
        given = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
        found.append((given, words[len(given) :]))
    return found


def edit(form: Path) -> None:
    """What the numbered list says."""
    text = form.read_text("utf-8")
    assert '"TODO"' in text
    text = text.replace('"TODO"', '"Karta biblioteczna"')
    after, put = re.search(r"Below `(.+?)` put:\n\n\s+```toml\n\s+(.+?)\n", guide()).groups()  # type: ignore[union-attr]
    assert after in text
    form.write_text(text.replace(after, f"{after}\n{put}"), "utf-8")


def run(given: dict[str, str], words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """One command. The tests it names are those of the repository."""
    if words[0] == "cic-desktop":
        with monkeypatch.context() as patch:
            for name, value in given.items():
                patch.setenv(name, value)
            return cli.run(words[1:])
    assert words[:3] == ["python", "-m", "pytest"]
    quick = ["-p", "no:cacheprovider", "-p", "no:randomly"]
    environment = {**os.environ, **given, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, *words[1:], *quick], cwd=REPOSITORY, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:]  # 5 when no test has the name
    return done.returncode


def test_the_guide_is_followed_to_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, register: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("blank.pdf").write_bytes(blank())
    (begin, *others) = commands()
    assert run(*begin, monkeypatch) == 0
    edit(tmp_path / "forms/LIBRARY/2026-11.toml")
    for given, words in others:
        assert run(given, words, monkeypatch) == 0, words
    assert "LIBRARY  2026-11  Karta biblioteczna" in capsys.readouterr().out

    monkeypatch.setenv(definitions.FURTHER, str(tmp_path / "forms"))
    assert "LIBRARY" in [info.id for info in forms.catalogue()]
    form = forms.load("LIBRARY")
    assert recognise(form, Path("blank.pdf").read_bytes()).status == "known", "its blank is recognised"
    oksana = registered(register, OKSANA)
    with register.database.read(register.actor) as read:
        answers = forms.prefilled(read, form, oksana).answers
    assert answers["surname"] == "Kovalenko", "the record answers the question it was told the source of"
    prepared = forms.prepare_blank(form, Path("blank.pdf").read_bytes())
    (page,) = pages_text(forms.fill(form, answers, blank=prepared).pdf)
    assert "Application for a library card" in page and "KOVALENKO" in page
    assert "surname" in pages_text(Path("grid.pdf").read_bytes())[0]
    assert Path("filled.pdf").read_bytes().startswith(b"%PDF")


def test_a_further_folder_adds_an_edition_and_takes_none_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "EL-W-1"
    folder.mkdir()
    text = (definitions.forms_folder() / "EL-W-1" / "2026-11.toml").read_text("utf-8")
    (folder / "2027-02.toml").write_text(text.replace('edition = "2026-11"', 'edition = "2027-02"'), "utf-8")
    assert forms.editions("EL-W-1")[-1] == "2026-11"
    monkeypatch.setenv(definitions.FURTHER, os.pathsep.join([str(tmp_path / "nowhere"), str(tmp_path)]))
    assert forms.editions("EL-W-1")[-2:] == ["2026-11", "2027-02"]
    assert forms.load("EL-W-1").info.edition == "2027-02"
    assert forms.load("EL-W-1", "2026-11").info.edition == "2026-11"
    assert forms.sample("EL-W-1")
