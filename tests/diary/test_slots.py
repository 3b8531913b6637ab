"""Free times and lanes, whatever the day holds."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.diary.slots import Span, clock_time, free_slots, lanes, minute_of, united

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 1380), st.integers(1, 240))


def minutes(spans: list[Span]) -> set[int]:
    return {minute for span in spans for minute in range(span.start, span.end)}


@given(st.lists(SPANS, max_size=12))
def test_united_spans_hold_the_same_minutes_and_never_touch(spans):
    joined = united(spans)
    assert minutes(joined) == minutes(spans)
    assert all(before.end < after.start for before, after in itertools.pairwise(joined))


@given(SPANS, st.sampled_from((15, 20, 30, 45)), st.sampled_from((15, 30, 60)), st.lists(SPANS, max_size=8))
def test_a_free_time_lies_in_the_hours_and_meets_nothing(hours, step, length, taken):
    found = list(free_slots(hours, step, length, taken))
    assert found == sorted(set(found))
    for at in found:
        meeting = Span(at, at + length)
        assert hours.start <= meeting.start
        assert meeting.end <= hours.end
        assert not any(span.meets(meeting) for span in taken)


@given(SPANS, st.sampled_from((15, 30)), st.lists(SPANS, max_size=8))
def test_no_time_that_fits_is_missed_for_longer_than_a_step(hours, length, taken):
    """Between two free times, and at both ends, nothing of the length and a step would still fit."""
    found = [hours.start - length, *free_slots(hours, length, length, taken), hours.end]
    busy = united(taken)
    for before, after in itertools.pairwise(found):
        gap = Span(before + length, after)
        inside = [span for span in busy if span.meets(gap)]
        edges = [gap.start, *(edge for span in inside for edge in (span.start, span.end)), gap.end]
        holes = [end - start for start, end in zip(edges[::2], edges[1::2], strict=True)]
        assert all(hole < 2 * length for hole in holes)


@given(st.lists(SPANS, max_size=14))
def test_what_overlaps_stands_in_different_lanes(spans):
    placed = lanes(spans)
    for n, (lane, count) in enumerate(placed):
        assert 0 <= lane < count
        for m in range(n):
            if spans[n].meets(spans[m]):
                assert placed[m][0] != lane
                assert placed[m][1] == count, "one group has one width"


@given(st.integers(0, 1439))
def test_a_minute_is_written_and_read(minute):
    assert minute_of(clock_time(minute)) == minute


def test_after_an_odd_appointment_the_times_go_on_from_its_end():
    assert list(free_slots(Span(540, 660), 30, 30, [Span(555, 575)])) == [575, 605]
