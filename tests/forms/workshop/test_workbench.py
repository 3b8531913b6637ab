"""What somebody who writes a definition is told, and the grid they see."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from cic_desktop.core.errors import CicError
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.workshop.workbench import check_files, grid_preview, sample_beside
from tests.forms.looking import pages_text, pictures

SOURCE = definitions.forms_folder() / "UTRATA"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a form to spoil."""
    for path in SOURCE.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    return tmp_path


def spoilt(path: Path, old: str, new: str) -> int:
    """Change a file in one place; gives the line."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def said(folder: Path) -> list[tuple[str, int, str]]:
    found = check_files(folder / "2014-05.toml")
    return [(path.name, fault.line, fault.text.render("en")) for path, fault in found]


def test_every_form_and_its_sample_are_without_fault() -> None:
    for name, edition in ((info.id, info.edition) for info in definitions.catalogue()):
        assert check_files(definitions.forms_folder() / name / f"{edition}.toml") == []


def test_a_fault_of_the_definition_is_said_before_anything_about_the_sample(folder: Path) -> None:
    line = spoilt(folder / "2014-05.toml", 'channel = "paper"', 'chanel = "paper"')
    spoilt(folder / "sample.toml", 'surname = "', 'surnam = "')
    assert {name for name, _line, _text in said(folder)} == {"2014-05.toml"}
    assert any(at == line and "Unknown key “chanel”" in text for _name, at, text in said(folder))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('surname = "', 'surnam = "', "There is no question named “surnam”"),
        ('birth_date = "1992-04-15"', 'birth_date = "1992-13-15"', "“birth_date”:"),
        ('father_name = "', f'father_name = "{"x" * 40}', "its place takes 35 characters"),
    ],
)
def test_a_fault_of_the_sample_is_said_with_its_line(folder: Path, old: str, new: str, says: str) -> None:
    line = spoilt(folder / "sample.toml", old, new)
    assert any(name == "sample.toml" and at == line and says in text for name, at, text in said(folder)), said(folder)


def test_a_sample_that_is_no_toml_is_one_sentence(folder: Path) -> None:
    (folder / "sample.toml").write_text("[answers", "utf-8")
    ((name, _line, text),) = said(folder)
    assert (name, "not valid TOML" in text) == ("sample.toml", True)


def test_a_form_without_a_sample_can_be_looked_at(folder: Path) -> None:
    (folder / "sample.toml").unlink()
    assert sample_beside(folder / "2014-05.toml") == {}
    assert said(folder) == []


def test_an_unreadable_sample_is_one_sentence(folder: Path) -> None:
    (folder / "sample.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CicError, match="not valid TOML"):
        sample_beside(folder / "2014-05.toml")


def test_the_grid_shows_every_box_with_its_name_its_value_and_the_measures() -> None:
    form = definitions.load("UTRATA")
    pdf = grid_preview(form, definitions.sample("UTRATA"))
    pages = pages_text(pdf)
    assert len(pages) == len(form.pages)
    assert {"surname", "birth_date", "KOVALENKO-ŻÓŁKIEWSKA", "50", "800"} <= set(pages[1].split())
    assert "document = card" in pages[0]
    assert is_dark(pictures(pdf, 144)[1], 64.9, 113.0)  # the left edge of the surname's first cell


def is_dark(picture: Image.Image, x: float, y: float) -> bool:
    """Whether there is a line within a point of a place given in points."""
    near = picture.crop((int(x * 2) - 2, int(y * 2), int(x * 2) + 3, int(y * 2) + 1))
    return min(near.tobytes()) < 160
