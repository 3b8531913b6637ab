"""From a blank to a checked definition, by commands alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cic_desktop import cli
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.pdf.drawn import draw

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls a form command; none of them opens a register. Gives (exit status, stdout, stderr)."""

    def call(*words: str | Path) -> tuple[int, str, str]:
        status = cli.run(["form", *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "blank.pdf"
    path.write_bytes(draw(definitions.load("UTRATA")))
    return path


def test_a_definition_is_begun_checked_and_looked_at(run: Run, blank: Path, tmp_path: Path) -> None:
    status, out, err = run("new", blank, "--id", "NEW-1", "--edition", "2026-12", "--out", tmp_path)
    made = tmp_path / "NEW-1" / "2026-12.toml"
    assert (status, err) == (0, "")
    assert out.splitlines() == [str(made), str(made.with_name("sample.toml")), "21 places found"]
    assert run("check", made) == (0, "no faults\n", "")
    shown = tmp_path / "shown" / "grid.pdf"
    assert run("preview", made, "--grid", "--blank", blank, "--out", shown) == (0, f"{shown}\n", "")
    assert shown.read_bytes().startswith(b"%PDF")


def test_a_file_that_is_there_is_never_replaced(run: Run, blank: Path, tmp_path: Path) -> None:
    words = ("new", blank, "--id", "NEW-1", "--edition", "2026-12", "--out", tmp_path)
    run(*words)
    made = tmp_path / "NEW-1" / "2026-12.toml"
    made.write_text("mine", "utf-8")
    status, _out, err = run(*words)
    assert (status, made.read_text("utf-8")) == (1, "mine")
    assert "there already" in err


def test_faults_are_said_with_file_and_line_and_a_status(run: Run, blank: Path, tmp_path: Path) -> None:
    run("new", blank, "--id", "NEW-1", "--edition", "2026-12", "--out", tmp_path)
    made = tmp_path / "NEW-1" / "2026-12.toml"
    made.write_text(made.read_text("utf-8").replace('channel = "paper"', 'channel = "pigeon"'), "utf-8")
    status, out, _err = run("check", made, tmp_path / "nowhere.toml")
    assert status == 1
    channel, nowhere = out.splitlines()
    assert channel.startswith(f"{made}:13: “channel” must be one of")
    assert nowhere == f"{tmp_path / 'nowhere.toml'}:1: The file cannot be read."
    status, out, _err = run("check", made, "--json")
    assert status == 1
    assert [(item["file"], item["line"]) for item in json.loads(out)] == [(str(made), 13)]


def test_a_form_of_the_catalogue_is_shown_by_its_id(run: Run, tmp_path: Path) -> None:
    for words in (("EL-ZC-1",), ("EL-ZC-1", "--grid")):
        assert run("preview", *words, "--out", tmp_path / "x.pdf")[0] == 0
    status, _out, err = run("preview", "NOBODY", "--out", tmp_path / "x.pdf")
    assert (status, err) == (1, "cic-desktop: There is no form NOBODY.\n")


def test_what_cannot_be_measured_is_one_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"not a PDF")
    status, _out, err = run("new", path, "--id", "X", "--out", tmp_path)
    assert (status, len(err.splitlines())) == (1, 1)
    assert "not a PDF" in err
    assert run("new", tmp_path / "nowhere.pdf", "--id", "X")[0] == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"surname": 5}', "“surname” must be a text"),
        ('{"surnames": "Kot"}', "EL-ZC-1 has no question “surnames”"),
        ("[1]", "not readable JSON"),
        ("{", "not readable JSON"),
    ],
)
def test_answers_that_cannot_be_read_are_named(run: Run, tmp_path: Path, given: str, said: str) -> None:
    answers, out = tmp_path / "answers.json", tmp_path / "form.pdf"
    answers.write_text(given, "utf-8")
    status, _out, err = run("fill", "EL-ZC-1", "--answers", answers, "--out", out)
    assert (status, out.exists()) == (1, False)
    assert said in err


@pytest.mark.parametrize("form_id", [info.id for info in definitions.catalogue()])
def test_every_form_is_described_from_its_data(run: Run, form_id: str) -> None:
    definition = definitions.load(form_id)
    status, out, err = run("describe", form_id)
    assert (status, err) == (0, "")
    assert out.startswith(f"# {definition.info.symbol}: ")
    rows = [line for line in out.splitlines() if line.startswith("| ")]
    assert {len(row.split(" | ")) for row in rows if not row.startswith("| ---")} == {8}
    assert all(f"`{question.name}`" in out for question in definition.questions)
