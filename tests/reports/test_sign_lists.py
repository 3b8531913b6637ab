"""Lists to be signed: every line has its short code in letters and as bars; the bars say the code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from cic_desktop import assistance, reports, startup
from cic_desktop.assistance.signing import SignLine, SignList, shown_code
from cic_desktop.i18n import Plain
from cic_desktop.reports.listing import Column, Group, Listing, listing_pdf
from cic_desktop.reports.written import report_head
from tests.forms.looking import pages_text, pictures

DPI, PIXELS = 300, 300 / 72  # of a point
MODULE, QUIET = 3, 29  # pixels: the thinnest bar; ten of them white before and after, but for a blurred edge
COLUMN, CARD_COLUMN = (76.0, 179.3), (352.0, 455.3)  # points from the left: where the bars are
# Code 128 (ISO/IEC 15417), set B: widths of bars and spaces of the capital letters, from A (value 33) on.
LETTERS = dict(
    zip(
        (
            "111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
            "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311"
        ).split(),
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        strict=True,
    )
)  # fmt: skip
START_B, STOP = "211214", "2331112"
EVERYTHING = SignList("month", date(2026, 9, 1), date(2026, 11, 23))


@pytest.fixture(scope="module")
def printed(busy: startup.Opened) -> tuple[list[SignLine], bytes]:
    """The lines of a long list, and its paper."""
    with busy.database.write(busy.actor, "print a list of signatures") as work:
        lines = assistance.make_sign_list(work, EVERYTHING)
    with busy.database.read(busy.actor) as read:
        return lines, reports.sign_list_pdf(read, EVERYTHING)


def runs(picture: Image.Image, y: int, column: tuple[float, float]) -> list[int]:
    """Lengths of white and black in turn, in pixels, white first, across the column of bars."""
    left, right = (round(points * PIXELS) for points in column)
    dark = [grey < 128 for grey in picture.crop((left, y, right, y + 1)).tobytes()]
    lengths, last = [0], False
    for black in dark:
        if black != last:
            lengths.append(0)
        lengths[-1] += 1
        last = black
    return lengths


def decoded(lengths: list[int]) -> str:
    """The letters between the start and the check character on a line across bars; none when it crosses no bars."""
    widths = "".join(str(round(length / MODULE)) for length in lengths[1:-1])
    if not widths.startswith(START_B):
        return ""
    assert widths.endswith(STOP)
    assert min(lengths[0], lengths[-1]) >= QUIET
    body = widths[len(START_B) : -len(STOP) - 6]
    return "".join(LETTERS[body[at : at + 6]] for at in range(0, len(body), 6))


def read_back(pdf: bytes, column: tuple[float, float] = COLUMN) -> list[str]:
    """The codes a reader finds on the pages, from the top down."""
    across = (runs(picture, y, column) for picture in pictures(pdf, DPI) for y in range(0, picture.height, 20))
    return [code for code in dict.fromkeys(decoded(lengths) for lengths in across) if code]


def test_the_bars_of_every_line_say_its_code(printed: tuple[list[SignLine], bytes]) -> None:
    lines, pdf = printed
    assert len(lines) > 25
    assert read_back(pdf) == [line.code for line in lines]


def test_the_letters_to_type_stand_beside_the_bars(printed: tuple[list[SignLine], bytes]) -> None:
    lines, pdf = printed
    text = "".join(pages_text(pdf))
    assert all(half in text for line in lines for half in shown_code(line.code).split("-"))


def test_bars_take_no_line_from_the_page(busy: startup.Opened) -> None:
    lines = [(Plain("ACKD-MPRT"), Plain("Zajęcia na kursie: Polski dla dzieci, 7–13 lat"), Plain(""))] * 50
    beside = Column(Plain("Co"), 92), Column(Plain("Podpis"), 282, sign=True)

    def on_each_page(*columns: Column) -> list[int]:
        with busy.database.read(busy.actor) as read:
            pdf = listing_pdf(Listing(Plain("Lista"), columns, [Group(Plain("dzień"), lines)]), report_head(read))
        return [page.count("ACKD") for page in pages_text(pdf)]

    code = Column(Plain("Kod"), 137, code=True)
    assert on_each_page(code, *beside) == on_each_page(replace(code, code=False), *beside) == [25, 25]


def test_a_participants_card_has_bars_for_what_waits_only(busy: startup.Opened) -> None:
    with busy.database.write(busy.actor, "print a list of signatures") as work:
        waits = assistance.sign_lines(work, EVERYTHING)[0]
        card = SignList("person", date(2024, 1, 1), EVERYTHING.last, person_id=waits.person_id, everything=True)
        lines = assistance.make_sign_list(work, card)
    with busy.database.read(busy.actor) as read:
        pdf = reports.person_card_pdf(read, card, "uk")
    assert read_back(pdf, CARD_COLUMN) == [line.code for line in lines if not line.signed]
    assert any(line.signed for line in lines)
