"""Two people change one thing: both values are in sight, one is chosen, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from cic_desktop.core.fields import Field
from cic_desktop.i18n import Plain
from cic_desktop.ui.clients.versions import Versions, same
from cic_desktop.ui.widgets.fields import FieldGrid

FIELDS = (Field("town", Plain("Town")), Field("street", Plain("Street")), Field("day", Plain("Day"), "date"))
SEEN = {"town": "Opole", "street": "Krótka 2", "day": "2026-12-01"}


@pytest.fixture
def made(qtbot: Any) -> tuple[Versions, FieldGrid, list[dict[str, Any]]]:
    versions, grid, saved = Versions(), FieldGrid(FIELDS), []
    for widget in (versions, grid):
        qtbot.addWidget(widget)

    def compare(typed: dict[str, str], theirs: dict[str, str]) -> None:
        grid.set_values({**SEEN, **typed})
        versions.show_both(grid, SEEN, {**SEEN, **theirs}, lambda: saved.append(grid.values()))

    versions.compare = compare  # type: ignore[attr-defined]
    return versions, grid, saved


def test_each_field_that_differs_shows_both_and_either_can_be_kept(made: Any) -> None:
    versions, grid, saved = made
    versions.compare({"town": "Brzeg", "day": "24.12.2026"}, {"town": "Nysa", "day": "2026-12-31"})
    assert set(versions.tiles) == {"town", "day"}
    assert grid.values()["town"] == "Brzeg", "what was typed stands until something else is chosen"
    versions.tiles["town"][0].click()
    assert grid.values()["town"] == "Nysa"
    versions.tiles["town"][1].click()
    versions.tiles["day"][0].click()
    versions.first.click()
    assert saved == [{"town": "Brzeg", "street": "Krótka 2", "day": "2026-12-31"}]


def test_what_only_the_colleague_changed_is_theirs_from_the_start(made: Any) -> None:
    versions, _grid, saved = made
    versions.compare({"town": "Brzeg"}, {"street": "Długa 7"})
    versions.first.click()
    assert saved == [{"town": "Brzeg", "street": "Długa 7", "day": "2026-12-01"}]


def test_all_of_theirs_is_one_press_away_and_nothing_is_saved_by_it(made: Any) -> None:
    versions, grid, saved = made
    versions.compare({"town": "Brzeg", "street": "Długa 7"}, {"town": "Nysa"})
    versions.second.click()
    assert (grid.values()["town"], grid.values()["street"], saved) == ("Nysa", "Krótka 2", [])


def test_where_both_wrote_the_same_there_is_nothing_to_choose(made: Any) -> None:
    versions, _grid, saved = made
    versions.compare({"day": "24.12.2026"}, {"day": "2026-12-24"})
    assert (versions.isHidden(), len(saved)) == (True, 1)
    assert same(FIELDS[2], "24.12.2026", "2026-12-24")
