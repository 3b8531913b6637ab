"""A drawn signature comes back as it was drawn and stays inside the place it is printed in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Box
from cic_desktop.forms.page.strokes import SCALE, Strokes

part = st.integers(0, SCALE).map(lambda n: n / SCALE)
lines = st.lists(st.lists(st.tuples(part, part), min_size=1, max_size=9).map(tuple), max_size=5).map(tuple)
NAME = Strokes((((0.1, 0.2), (0.5, 0.05), (0.9, 0.25)), ((0.3, 0.1), (0.4, 0.3))))


@given(lines)
def test_what_was_drawn_is_what_is_kept(drawn: tuple[tuple[tuple[float, float], ...], ...]) -> None:
    assert Strokes.from_bytes(Strokes(drawn).to_bytes()) == Strokes(drawn)


@given(lines, st.floats(20, 300), st.floats(10, 80))
def test_it_is_printed_inside_its_place(
    drawn: tuple[tuple[tuple[float, float], ...], ...], wide: float, high: float
) -> None:
    box = Box(100, 200, wide, high)
    for line in Strokes(drawn).placed(box):
        for x, y in line:
            assert box.x - 0.01 <= x <= box.right + 0.01
            assert box.y - 0.01 <= y <= box.bottom + 0.01


def test_it_keeps_its_proportions_and_stands_on_the_line() -> None:
    placed = NAME.placed(Box(0, 0, 160, 100))
    xs, ys = ([point[axis] for line in placed for point in line] for axis in (0, 1))
    assert max(xs) - min(xs) == pytest.approx(160)
    assert max(ys) - min(ys) == pytest.approx(160 * 0.25 / 0.8)
    assert max(ys) == pytest.approx(100)


def test_a_dot_is_no_signature() -> None:
    assert NAME
    assert not Strokes()
    assert not Strokes((((0.5, 0.2),), ((0.5, 0.2), (0.51, 0.2))))


def test_damaged_strokes_are_one_sentence() -> None:
    with pytest.raises(CicError, match="sign again"):
        Strokes.from_bytes(b"nothing of the kind")
