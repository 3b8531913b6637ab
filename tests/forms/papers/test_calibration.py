"""Where the printer puts the paper: the page that shows it, and the offset as it is typed and kept."""

from __future__ import annotations

import pytest
from PIL import Image

from cic_desktop.core.errors import Invalid
from cic_desktop.forms import papers
from cic_desktop.forms.page.shift import Shift, read_shift, shift_answers
from tests.forms.looking import pages_text, pictures

DPI = 254  # ten pixels are a millimetre


def dark(page: Image.Image, x: float, y: float) -> bool:
    """Whether there is ink within a fifth of a millimetre of a place given in millimetres."""
    near = page.crop((round(x * 10) - 2, round(y * 10) - 2, round(x * 10) + 3, round(y * 10) + 3))
    return min(near.tobytes()) < 140


@pytest.mark.parametrize("shift", [Shift(), Shift(1.5, -2.0)])
def test_everything_lies_where_the_page_says(shift: Shift) -> None:
    """On the page itself nothing is moved: that is done when it is printed, as with every other paper."""
    (page,) = pictures(papers.calibration_page("en", shift), DPI)
    for x, y in (
        (20, 150), (100, 20),  # the lines that are measured
        (60, 112), (160, 112), (44, 126), (44, 226),  # the ends of both rulers
        (70, 154), (160, 154),  # the box
        (70, 188), (75, 188), (125, 188),  # cells
    ):  # fmt: skip
        assert dark(page, x, y), (x, y)


@pytest.mark.parametrize("lang", ["pl", "uk", "ru", "en"])
def test_it_says_what_to_do_and_by_how_much_it_is_moved(lang: str) -> None:
    (plain,) = pages_text(papers.calibration_page(lang))
    (shown,) = pages_text(papers.calibration_page(lang, Shift(0.5, 1.0)))
    assert "100" in plain and len(shown) > len(plain)
    assert papers.calibration_page(lang) == papers.calibration_page(lang)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("", 0.0), ("1,5", 1.5), ("1.5 mm", 1.5), ("−2", -2.0), ("-0.25", -0.25), ("15", 15.0), ("0", 0.0)],
)
def test_millimetres_are_read_as_people_write_them(typed: str, value: float) -> None:
    shift = read_shift({"right": typed, "down": ""})
    assert shift == Shift(value, 0.0)
    assert read_shift(shift_answers(shift)) == shift


@pytest.mark.parametrize("typed", ["16", "-15.1", "a bit", "nan", "inf", "1.5.2"])
def test_what_is_no_offset_is_said_beside_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_shift({"right": "1", "down": typed})
    assert [problem.field for problem in refused.value.problems] == ["down"]
