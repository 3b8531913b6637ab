"""Photos and files as people bring them, made for each test."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from cic_desktop.forms import mos
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.mos import FileRules, PhotoRules

CZASOWY = "MOS-CZASOWY"
Jpg = Callable[..., bytes]


@pytest.fixture
def photo_rules() -> PhotoRules:
    rules = mos.mos_pack(CZASOWY).photo
    assert rules is not None
    return rules


@pytest.fixture
def file_rules() -> FileRules:
    rules = mos.mos_pack(CZASOWY).files
    assert rules is not None
    return rules


def portrait(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A face of sorts on a light ground."""
    wide, high = size
    picture = Image.new("RGB", size, "#EEF1F4")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((wide * 0.2, high * 0.15, wide * 0.8, high * 0.85), fill="#D9A27E")
    return picture.convert(mode)


@pytest.fixture
def jpg() -> Jpg:
    """A portrait as bytes: of a size, a colour mode, a format, with what a camera writes."""

    def make(
        size: tuple[int, int] = (700, 900), mode: str = "RGB", kind: str = "JPEG", *, taken: str = "", turned: int = 1
    ) -> bytes:
        exif = Image.Exif()
        if turned != 1:
            exif[274] = turned
        if taken:
            exif.get_ifd(0x8769)[36867] = taken
        out = io.BytesIO()
        portrait(size, mode).save(out, kind, **({"exif": exif} if taken or turned != 1 else {}))
        return out.getvalue()

    return make


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """A PDF with so many pages; with a password to open it, or only to change it."""

    def make(pages: int = 1, *, password: str = "", owner: str = "") -> bytes:
        import pikepdf

        out = io.BytesIO()
        with pikepdf.new() as made:
            for _page in range(pages):
                made.add_blank_page(page_size=(595, 842))
            locked = pikepdf.Encryption(user=password, owner=owner or password) if password or owner else None
            made.save(out, encryption=locked or False)
        return out.getvalue()

    return make


ANSWERS = {
    "surname": "Szewczenko",
    "born": "1990-04",
    "purpose": "work",
    "asked_only_here": "yes",
    "family_any": "no",
}


@pytest.fixture
def worksheet(tmp_path, monkeypatch) -> Definition:
    """A small worksheet that stands in the place of the real one."""
    folder, folder_of = tmp_path / CZASOWY, definitions._folder
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("worksheet.toml"), folder / "2026-04.toml")
    monkeypatch.setattr(definitions, "_folder", lambda form_id: folder if form_id == CZASOWY else folder_of(form_id))
    return definitions.load(CZASOWY)
