"""The preview shows the very bytes that are printed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.page import preview
from cic_desktop.forms.pdf import fill


def test_pages_come_as_plain_pixels_on_white(form: Definition, sample: Answers) -> None:
    pdf = fill(form, sample).pdf
    assert preview.page_count(pdf) == len(preview.page_sizes(pdf)) == 4
    assert preview.page_sizes(pdf)[0] == pytest.approx((595.28, 841.89), abs=0.1)
    first = preview.render_page(pdf, 0, dpi=72)
    assert (first.width, first.height) == (596, 842)
    assert len(first.rgb) == first.width * first.height * 3
    assert first.rgb[:3] == b"\xff\xff\xff"


def test_values_are_blue_not_red(form: Definition, sample: Answers) -> None:
    """Channels in the promised order: the ink of the answers is dark blue."""
    page = preview.render_page(fill(form, sample).pdf, 0, dpi=110)
    triples = [page.rgb[at : at + 3] for at in range(0, len(page.rgb), 3)]
    assert sum(blue > red + 40 for red, _, blue in triples) > 500
    assert not any(red > blue + 40 for red, _, blue in triples)


def test_what_is_not_a_pdf_is_one_sentence() -> None:
    with pytest.raises(CicError, match="damaged"):
        preview.page_count(b"hello")


def test_lanes_take_turns_with_pdfium(form: Definition, sample: Answers) -> None:
    """It would crash the program if two threads were in it at once."""
    pdf = fill(form, sample).pdf
    page = partial(preview.render_page, pdf, 0, 40)
    with ThreadPoolExecutor(4) as lanes:
        pages = [done.result() for done in [lanes.submit(page) for _n in range(24)]]
    assert set(pages) == {page()}
