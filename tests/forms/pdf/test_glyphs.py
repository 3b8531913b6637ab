"""Every letter of the clients' languages is printed as itself, whoever draws the page.

A page written by us is compared, pixel by pixel, with the same words set by reportlab with a font program of its own
making; drawn by pdfium, and by poppler where somebody has it.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from cic_desktop.forms.page.layout import Layout, Run
from cic_desktop.forms.page.preview import render_page
from cic_desktop.forms.pdf import missing_glyphs
from cic_desktop.forms.pdf.content import INK
from cic_desktop.forms.pdf.prepared import prepare
from cic_desktop.forms.pdf.stamp import stamp
from cic_desktop.forms.pdf.typeface import STRONG, load_fonts
from tests.forms.looking import pages_text

SIZE, LEFT, TOP, LEADING = (595.28, 841.89), 40.0, 60.0, 24.0
POINTS = 12.0
ALPHABETS = {
    "pl": "AĄBCĆDEĘFGHIJKLŁMNŃOÓPRSŚTUWYZŹŻ aąbcćdeęfghijklłmnńoóprsśtuwyzźż „zażółć gęślą jaźń” – 1234567890 §",
    "uk": "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ абвгґдеєжзиіїйклмнопрстуфхцчшщьюя ’ Щербаківська Ґалаґан",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя № Подъячий",
    "be": "АБВГДЕЁЖЗІЙКЛМНОПРСТУЎФХЦЧШЫЬЭЮЯ абвгдеёжзійклмнопрстуўфхцчшыьэюя Ўладзімір",
    "vi": "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY ạảãàáăằắẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ Nguyễn",
}  # fmt: skip


def lines_of(text: str) -> list[str]:
    return [text[at : at + 40].strip() for at in range(0, len(text), 40)]


def ours(lines: list[str]) -> bytes:
    empty = io.BytesIO()
    canvas = Canvas(empty, pagesize=SIZE, invariant=1)
    canvas.showPage()
    canvas.save()
    runs = [Run(1, LEFT, TOP + n * LEADING, POINTS, line) for n, line in enumerate(lines)]
    return stamp(prepare(empty.getvalue(), "letters"), Layout(runs=runs))


def theirs(lines: list[str]) -> bytes:
    load_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE, invariant=1)
    canvas.setFont(STRONG, POINTS)
    canvas.setFillColorRGB(*INK)
    for n, line in enumerate(lines):
        canvas.drawString(LEFT, SIZE[1] - TOP - n * LEADING, line)
    canvas.save()
    return out.getvalue()


def by_pdfium(pdf: bytes, _folder: Path) -> Image.Image:
    shown = render_page(pdf, 0, 144)
    return Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)


def by_poppler(pdf: bytes, folder: Path) -> Image.Image:
    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler is not on this machine")
    made = subprocess.run(
        ["pdftoppm", "-png", "-r", "144", "-"], input=pdf, capture_output=True, check=True, cwd=folder
    )
    return Image.open(io.BytesIO(made.stdout)).convert("RGB")


@pytest.mark.parametrize("drawn", [by_pdfium, by_poppler])
@pytest.mark.parametrize("lang", ALPHABETS)
def test_each_letter_has_its_own_shape(lang: str, drawn: Callable[[bytes, Path], Image.Image], tmp_path: Path) -> None:
    lines = lines_of(ALPHABETS[lang])
    assert missing_glyphs("".join(lines)) == ""
    one, other = (drawn(made(lines), tmp_path) for made in (ours, theirs))
    assert one.getextrema() != ((255, 255),) * 3, "something is printed at all"
    different = sum(ImageChops.difference(one, other).convert("L").histogram()[64:])
    assert different == 0, f"{different} pixels differ"


@pytest.mark.parametrize("lang", ALPHABETS)
def test_what_is_read_out_is_what_was_written(lang: str) -> None:
    lines = lines_of(ALPHABETS[lang])
    (words,) = pages_text(ours(lines))
    assert [line.split() for line in words.splitlines()] == [line.split() for line in lines]


@pytest.mark.parametrize("name", ["ქავთარაძე", "Հովհաննիսյան", "محمد"])
def test_a_script_without_letters_is_named_and_never_a_box(name: str) -> None:
    assert set(missing_glyphs(name)) == set(name)
