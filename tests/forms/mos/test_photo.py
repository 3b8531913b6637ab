"""A photo for MOS: what the portal takes, and what is said of one it would refuse."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from cic_desktop.forms import mos

from .conftest import portrait


def said(check, verdict="bad"):
    return " ".join(p.words.render("en") for p in check.points if p.verdict == verdict)


def advised(check):
    return " ".join(point.advice.render("en") for point in check.points)


@pytest.mark.parametrize("size", [(684, 883), (700, 900), (1400, 1800)])
def test_a_good_photo_passes_and_is_shown(jpg, photo_rules, size):
    check = mos.check_photo(jpg(size), photo_rules)
    assert check.verdict == "ok", said(check)
    assert check.picture is not None
    assert check.picture.width * 45 == pytest.approx(check.picture.height * 35, rel=0.02)


def test_a_small_one_is_sent_back_with_its_size(jpg, photo_rules):
    check = mos.check_photo(jpg((350, 450)), photo_rules)
    assert said(check) == "Too small: 350 × 450 pixels."
    assert "684 × 883" in advised(check)


def test_a_three_by_four_is_told_how_to_be_cut(jpg, photo_rules):
    check = mos.check_photo(jpg((1500, 2000)), photo_rules)
    assert said(check) == "The proportions are not 35:45."
    assert "1,500 × 1,928 pixels" in advised(check)
    again = mos.check_photo(jpg((1500, 1928)), photo_rules)
    assert again.verdict == "ok"


def test_one_that_would_be_too_small_when_cut_is_to_be_taken_anew(jpg, photo_rules):
    check = mos.check_photo(jpg((700, 1000)), photo_rules)
    assert check.verdict == "bad"
    check = mos.check_photo(jpg((900, 900)), photo_rules)
    assert "take it anew" not in advised(check)  # 700 × 900 is enough
    check = mos.check_photo(jpg((800, 884)), photo_rules)
    assert "Cut it to 687 × 884 pixels." in advised(check)
    check = mos.check_photo(jpg((684, 1200)), photo_rules)
    assert "take it anew" in advised(check)


def test_two_and_a_half_megabytes_are_decimal_ones(jpg, photo_rules):
    data = jpg()
    padded = data + b"\0" * (photo_rules.max_bytes - len(data))
    assert mos.check_photo(padded, photo_rules).verdict == "ok"
    check = mos.check_photo(padded + b"\0", photo_rules)
    assert said(check) == "Too large: 2.6 MB; at most 2.5 MB."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "This is a PNG file, not a JPG."),
        (b"%PDF-1.7", "This is a PDF file, not a JPG."),
        (b"\0\0\0\x18ftypheic", "This is a HEIC file, not a JPG."),
        (b"RIFF\0\0\0\0WEBPVP8 ", "This is a WebP file, not a JPG."),
        (b"MZ", "This is not a JPG."),
        (b"", "This is not a JPG."),
    ],
)
def test_what_is_no_jpg_is_named(photo_rules, data, words):
    check = mos.check_photo(data, photo_rules)
    assert said(check) == words
    assert check.picture is None
    assert "JPG" in advised(check)


def test_a_file_cut_short_is_damaged(jpg, photo_rules):
    assert said(mos.check_photo(jpg()[:900], photo_rules)) == "The file is damaged and cannot be opened."
    assert said(mos.check_photo(b"\xff\xd8\xff" + b"x" * 50, photo_rules)).startswith("The file is damaged")


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_printers_colours_are_refused(jpg, photo_rules, mode):
    words = said(mos.check_photo(jpg(mode=mode), photo_rules))
    assert words == {"L": "The photo is grey.", "CMYK": "Its colours are meant for a printing house (CMYK)."}[mode]


def test_a_grey_photo_saved_in_colour_is_still_grey(photo_rules):
    out = io.BytesIO()
    portrait((700, 900), "L").convert("RGB").save(out, "JPEG")
    assert said(mos.check_photo(out.getvalue(), photo_rules)) == "The photo is grey."


def test_a_photo_turned_by_a_mark_only_is_to_be_turned_for_good(jpg, photo_rules):
    check = mos.check_photo(jpg((900, 700), turned=6), photo_rules)
    assert "turned only by a mark" in said(check)


@pytest.mark.parametrize(
    ("taken", "verdict"),
    [
        ("2026:11:01 10:00:00", "ok"),
        ("2026:05:23 10:00:00", "ok"),
        ("2026:05:22 10:00:00", "bad"),
        ("2031:01:01 00:00:00", "ok"),
        ("nonsense", "ok"),
    ],
)
def test_six_months_count_to_the_day(jpg, photo_rules, taken, verdict):
    assert mos.check_photo(jpg(taken=taken), photo_rules).verdict == verdict


def test_a_picture_of_more_pixels_than_any_camera_makes_is_not_unpacked(photo_rules, monkeypatch):
    monkeypatch.setattr(mos.photo, "MOST_PIXELS", 1000)
    out = io.BytesIO()
    Image.new("RGB", (700, 900), "teal").save(out, "JPEG")
    assert "damaged" in said(mos.check_photo(out.getvalue(), photo_rules))
