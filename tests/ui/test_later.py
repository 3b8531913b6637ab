"""What can wait for the first paint waits for it, and for nothing else."""

from __future__ import annotations

from functools import partial

import pytest

from cic_desktop.ui import later


@pytest.fixture(autouse=True)
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later, "_waiting", None)


def test_with_a_window_on_the_screen_nothing_waits() -> None:
    done: list[int] = []
    later.later(lambda: done.append(1))
    assert done == [1]


def test_before_the_first_paint_everything_waits_in_its_turn() -> None:
    done: list[int] = []
    later.hold()
    for number in (1, 2):
        later.later(partial(done.append, number))
    assert done == []
    later.painted()
    assert done == [1, 2]
    later.later(lambda: done.append(3))
    later.painted()
    assert done == [1, 2, 3]
