"""Ids are UUIDs of version 7, made here, and sort in the order they were made."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID

from cic_desktop.core import clock, ids
from tests.conftest import NOW


def test_an_id_is_a_version_7_uuid_with_the_moment_in_it() -> None:
    made = UUID(ids.new_id())
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_ids_of_one_millisecond_sort_as_they_were_made() -> None:
    """More of them than the counter's 12 bits hold."""
    made = [ids.new_id() for _n in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_never_go_back_with_the_clock() -> None:
    first = ids.new_id()
    with clock.frozen(NOW - timedelta(days=400)):
        second = ids.new_id()
    assert first < second


def test_lanes_that_make_ids_at_once_never_make_one_twice() -> None:
    made: list[str] = []
    lanes = [threading.Thread(target=lambda: made.extend(ids.new_id() for _n in range(2000))) for _lane in range(4)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    assert len(set(made)) == 8000


def test_seeded_ids_are_the_same_every_time_and_only_inside() -> None:
    with ids.seeded(1):
        first = [ids.new_id() for _n in range(3)]
    with ids.seeded(1):
        assert [ids.new_id() for _n in range(3)] == first
    with ids.seeded(2):
        assert ids.new_id() not in first
    assert ids.new_id() not in first
