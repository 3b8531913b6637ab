"""What speaks against what is being agreed on, said beside the questions it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cic_desktop.diary.rows import Clash
    from cic_desktop.ui.widgets.fields import FieldGrid


class Doubts:
    """One sentence beside each question, in amber: it is said, not forbidden, and never hides what is wrong."""

    def __init__(self, grid: FieldGrid) -> None:
        self._boxes, self._said = grid.boxes, set[str]()

    def show(self, found: Sequence[Clash]) -> None:
        """The first of what speaks against each question; what was said before and holds no more goes away."""
        first = {clash.field: clash.text for clash in reversed(found) if clash.field in self._boxes}
        for name in self._said - first.keys():
            if self._boxes[name].severity == "warning":
                self._boxes[name].clear_problem()
        for name, text in first.items():
            if self._boxes[name].severity != "error":
                self._boxes[name].show_problem(text, "warning")
        self._said = set(first)

    def texts(self) -> dict[str, str]:
        """What is said beside which question."""
        return {name: self._boxes[name].problem_text() for name in self._said}
