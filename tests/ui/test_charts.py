"""Charts as drawing instructions: true to the figures, inside their frame, on screen and on paper alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.reports.charts import Label, Line, Rect, Series, bars, legend, scale, shortened, stacked_bars

FIGURES = st.integers(0, 100_000)


@given(st.integers(1, 10_000_000))
def test_the_axis_holds_the_greatest_value_in_few_round_steps(maximum: int) -> None:
    step, top = scale(maximum)
    assert top >= maximum
    assert top % step == 0
    assert top // step <= 5
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert top - step < maximum


@given(st.lists(st.tuples(FIGURES, FIGURES), min_size=1, max_size=12))
def test_bars_are_as_long_as_their_figures_say(figures: list[tuple[int, int]]) -> None:
    series = [
        Series("a", tuple(a for a, _b in figures), "chart1"),
        Series("b", tuple(b for _a, b in figures), "chart2"),
    ]
    drawn = stacked_bars([str(i) for i in range(len(figures))], series, 640, 300)
    _step, top = scale(max(a + b for a, b in figures))
    grid = [item.y1 for item in drawn if isinstance(item, Line)]
    plot = max(grid) - min(grid)
    for index, pair in enumerate(figures):
        parts = [item for item in drawn if isinstance(item, Rect) and item.index == index]
        assert len(parts) == sum(value > 0 for value in pair)
        tall = sum(part.height for part in parts)
        assert abs(tall - plot * sum(pair) / top) <= 1.5 * len(parts) + 0.01 + 0.5 * len(parts)


@given(st.lists(st.tuples(st.text("ąwż W", max_size=40), FIGURES), max_size=20), st.integers(200, 900))
def test_everything_stays_inside_the_frame(rows: list[tuple[str, int]], width: int) -> None:
    drawn = bars(rows, width, row_height=30)
    for item in drawn:
        if isinstance(item, Rect):
            assert item.x >= 0
            assert item.x + item.width <= width + 10
            assert 0 <= item.y <= 30 * len(rows)


def test_zero_has_no_bar_and_one_can_still_be_seen() -> None:
    tracks = [item for item in bars([("none", 0), ("one", 1), ("many", 9999)], 500) if isinstance(item, Rect)]
    lengths = [item.width for item in tracks if item.colour == "chart1"]
    assert lengths[0] == 0
    assert lengths[1] >= 10
    assert lengths[2] > lengths[1]


def test_names_that_do_not_fit_are_thinned_out_or_shortened() -> None:
    months = [f"a rather long month {number}" for number in range(12)]
    drawn = stacked_bars(months, [Series("x", (1,) * 12, "chart1")], 400, 200)
    below = [item.text for item in drawn if isinstance(item, Label) and item.anchor == "middle"]
    assert 0 < len(below) < 12
    assert shortened("Afganistan", 20, 11, lambda text, size: len(text) * 5) == "Afg…"
    assert shortened("Laos", 20, 11, lambda text, size: len(text) * 5) == "Laos"


def test_a_legend_wraps_and_says_how_tall_it_is() -> None:
    series = [Series(f"Topic number {number}", (), "chart1") for number in range(6)]
    _wide, one_row = legend(series, 2000)
    drawn, several = legend(series, 260)
    assert several > one_row
    assert max(item.y for item in drawn if isinstance(item, Label)) < several
