"""Somebody was faster: both values of every question that differs, side by side, one of them to be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout

from cic_desktop.clients.shown import answer_text
from cic_desktop.core.answers import read_answer
from cic_desktop.core.errors import CicError, Stale
from cic_desktop.core.fields import Answer, Answers, Field, applicable
from cic_desktop.i18n import _
from cic_desktop.ui.clients.dialog import Choice
from cic_desktop.ui.clients.value_tile import ValueTile
from cic_desktop.ui.widgets import clear, label, small
from cic_desktop.ui.widgets.fields import FieldGrid

__all__ = ["Versions", "same"]

_LABELS, _BESIDE = 150, 10  # pixels: width of the questions' names, down to the first line beside them


class Versions(Choice):
    """Every difference as two tiles; the one chosen stands in the form below, the other stays in sight.

    What only the colleague changed is theirs from the start, everything else as it is typed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tiles: dict[str, tuple[ValueTile, ValueTile]] = {}  # by question: theirs, mine
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnMinimumWidth(0, _LABELS)
        for column in (1, 2):
            self._rows.setColumnStretch(column, 1)
        self.column.insertLayout(1, self._rows)

    def show_both(self, grid: FieldGrid, seen: Answers, theirs: Answers, save: Callable[[], object]) -> None:
        """Compare what is typed in `grid` with `theirs`; `seen` is what both began with. `save` keeps the choice.

        Where nothing differs there is nothing to choose, and it is saved at once.
        """
        mine = grid.values(hidden=True)
        asked = {*grid.values(), *(field.name for field in applicable(grid.fields, {**mine, **theirs}))}
        fields = [field for field in grid.fields if field.name in asked and field.name in theirs]
        differing = [field for field in fields if not same(field, mine.get(field.name), theirs[field.name])]
        if not differing:
            save()
            return
        clear(self._rows)
        self.tiles.clear()
        for column, words in enumerate((_("Saved by a colleague"), _("Typed by you")), 1):
            self._rows.addWidget(small(words), 0, column)
        for row, field in enumerate(differing, 1):
            only_theirs = same(field, mine.get(field.name), seen.get(field.name))
            self._add(row, field, grid, (theirs[field.name], mine.get(field.name, "")), only_theirs)
        keep = (_("Save what is chosen"), save)
        self.ask(Stale().text, keep, (_("Take theirs"), lambda: grid.set_values(theirs)))

    def _add(self, row: int, field: Field, grid: FieldGrid, values: tuple[Answer, Answer], only_theirs: bool) -> None:
        name = label(field.label, "muted", wrap=True)
        name.setFixedWidth(_LABELS)
        name.setContentsMargins(0, _BESIDE, 0, 0)  # a tile may be a whole page high
        self._rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(name)
        made = tuple(ValueTile(answer_text(field, value), field.label, choosing=True) for value in values)
        for place, tile in enumerate(made):
            group.addButton(tile, place)
            self._rows.addWidget(tile, row, place + 1)
        group.idToggled.connect(lambda place, on: grid.set_values({field.name: values[place]}) if on else None)
        made[0 if only_theirs else 1].setChecked(True)
        self.tiles[field.name] = (made[0], made[1])


def same(field: Field, one: Answer | None, other: Answer | None) -> bool:
    """Whether two raw answers mean the same: 1.12.2026 and 2026-12-01 do."""
    return _meant(field, one) == _meant(field, other)


def _meant(field: Field, answer: Answer | None) -> Any:
    if field.kind == "choices":
        return set(answer.split() if isinstance(answer, str) else answer or ())
    try:
        return read_answer(replace(field, required=False), answer or "") or ""
    except CicError:
        return answer or ""
