"""Third step: what would become of every row, and a word about those that look like somebody known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from cic_desktop.i18n import Joined, Number, Plain, Text, _
from cic_desktop.ui.widgets import Card, EmptyState, StatTile, box, button, hbox, muted, small, vbox
from cic_desktop.ui.widgets.table import Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.exchange.importing import CellNote, Counts, Decision, Line, Plan

_TILES: tuple[tuple[str, Text, str, str], ...] = (
    ("imported", _("new"), "plus", "ok"),
    ("updated", _("to change"), "pencil", "primary"),
    ("unchanged", _("as before"), "check", ""),
    ("undecided", _("to decide"), "help", "warn"),
    ("rejected", _("cannot be taken"), "alert", "bad"),
    ("notes", _("worth knowing"), "info", "info"),
)
_ANSWERS: dict[str, tuple[Text, str]] = {
    "skip": (_("left out"), ""),
    "same": (_("same person"), "primary"),
    "new": (_("somebody new"), "ok"),
    "other": (_("another person"), "ok"),  # the register knows them
}


@dataclass(frozen=True)
class NotedCell:
    """A line of the lists: a cell and what is said about it."""

    line: Line
    note: CellNote


def _noted_columns(reason: Text) -> tuple[Column[NotedCell], ...]:
    return (
        Column(_("Cell"), 10, lambda it: Cell(Plain(it.note.cell), Plain(it.line.title)), strong=True),
        Column(
            _("What stands there"),
            12,
            lambda it: Cell(Plain(it.note.value or "—"), Plain(it.note.heading), hint=Plain(it.note.value)),
        ),
        Column(reason, 26, lambda it: Cell(it.note.text, hint=it.note.text)),
    )


class CheckStep(QWidget):
    """`decided()` after each word about a row."""

    decided = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.decisions: dict[int, Decision] = {}
        self.tiles = {name: StatTile("", words, icon=icon, tone=tone) for name, words, icon, tone in _TILES}  # type: ignore[arg-type]
        self.rejected: LineTable[NotedCell] = LineTable(_noted_columns(_("Why")), _("Rows that cannot be taken"))
        self.notes: LineTable[NotedCell] = LineTable(_noted_columns(_("What was done")), _("Worth knowing"))
        self.undecided: LineTable[Line] = LineTable(self._columns(), _("Rows to decide about"))
        for table in (self.rejected, self.notes, self.undecided):
            table.setMinimumHeight(220)
        self._lists = QStackedWidget()
        self._places: dict[str, QWidget] = {}
        self._build()

    def show_plan(self, plan: Plan) -> None:
        """The dry run's result; the first list that needs somebody is shown."""
        self.decisions = {}
        self.rejected.rows.show_lines(_cells(plan.of("rejected"), lambda line: line.problems))
        kept = [line for line in plan.lines if line.state not in ("rejected", "undecided")]
        self.notes.rows.show_lines(_cells(kept, lambda line: line.notes))
        self.undecided.rows.show_lines(plan.of("undecided"))
        counted = plan.counts
        self._show_counts(counted)
        self.new_button.setVisible(not all(map(_known, self.undecided.rows.lines)))
        self.other_button.setVisible(any(map(_known, self.undecided.rows.lines)))
        self._offer()
        first = "undecided" if counted.undecided else "rejected" if counted.rejected else "none"
        self.show_list(first)

    def show_list(self, name: str) -> None:
        self._lists.setCurrentWidget(self._places[name if self._count(name) else "none"])

    def decide(self, answer: str, which: Callable[[Line], bool] = bool) -> None:
        """Say what becomes of the chosen rows, or of all when none is chosen: of those that are `which`."""
        from cic_desktop.exchange import importing

        for line in filter(which, self._meant()):
            person = next((alike.person_id for alike in line.lookalikes if alike.person_id), "")
            if answer != "same" or person:
                self.decisions[line.row] = importing.Decision(answer, person if answer == "same" else "")  # type: ignore[arg-type]
        self.undecided.viewport().update()
        self.decided.emit()

    # --- inside -------------------------------------------------------------------------------------

    def _meant(self) -> Sequence[Line]:
        return self.undecided.chosen() or self.undecided.rows.lines

    def _offer(self) -> None:
        """Somebody the register knows is nobody new: each word is for its own rows."""
        self.new_button.setEnabled(not all(map(_known, self._meant())))
        self.other_button.setEnabled(any(map(_known, self._meant())))

    def _count(self, name: str) -> int:
        tables: dict[str, LineTable[Any]] = {
            "rejected": self.rejected,
            "undecided": self.undecided,
            "notes": self.notes,
        }
        return len(tables[name].rows.lines) if name in tables else 0

    def _show_counts(self, counts: Counts) -> None:
        for name, tile in self.tiles.items():
            tile.set_value(Number(self._count(name) if name == "notes" else getattr(counts, name)))

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column(
                _("In the file"), 13, lambda it: Cell(Plain(it.title), _("row {n}", n=Plain(str(it.row)))), strong=True
            ),
            Column(_("Looks like"), 15, _looks_like),
            Column(_("Because"), 18, _because),
            Column(_("Then"), 8, self._answer),
        )

    def _answer(self, line: Line) -> Cell:
        decision = self.decisions.get(line.row)
        answer = decision.answer if decision else "skip"
        words, tone = _ANSWERS["other" if answer == "new" and _known(line) else answer]
        return Cell(words, chip=tone)  # type: ignore[arg-type]

    def _build(self) -> None:
        for name in ("rejected", "undecided", "notes"):
            self.tiles[name].opens().activated.connect(lambda name=name: self.show_list(name))
        new, other = _("Somebody new"), _("Another person: enrol")
        self.new_button = button(new, "user-plus", slot=lambda: self.decide("new", lambda line: not _known(line)))
        self.other_button = button(other, "user-plus", slot=lambda: self.decide("new", _known))
        self.undecided.selectionModel().selectionChanged.connect(self._offer)
        choices = hbox(
            (small(_("For the chosen rows, or for all when none is chosen:"), wrap=True), 1),
            button(_("Leave out"), "x", slot=lambda: self.decide("skip")),
            button(_("The same person"), "link", slot=lambda: self.decide("same")),
            self.new_button,
            self.other_button,
        )
        words = muted(
            _("Nobody is doubled without your word: these rows stay out unless you say otherwise."), wrap=True
        )
        self._places = {
            "undecided": box(vbox(words, box(choices), (self.undecided, 1))),
            "rejected": box(vbox(muted(_CORRECT, wrap=True), (self.rejected, 1))),
            "notes": box(
                vbox(muted(_("These rows go in; see what was done with some cells."), wrap=True), (self.notes, 1))
            ),
            "none": EmptyState("check", _("Every row can be taken"), _("Press Import; you can still stop it.")),
        }
        for place in self._places.values():
            self._lists.addWidget(place)
        tiles = hbox(*((tile, 1) for tile in self.tiles.values()), spacing=12)
        vbox(box(tiles), (Card((self._lists, 1)), 1), spacing=16, parent=self)


_CORRECT = _("The other rows go in. After the import you can save these to a file, correct them and import them again.")


def _known(line: Line) -> bool:
    """A row of somebody the register knows, who looks like somebody else of the group."""
    return bool(line.target)


def _cells(lines: Sequence[Line], notes: Callable[[Line], Sequence[CellNote]]) -> list[NotedCell]:
    return [NotedCell(line, note) for line in lines for note in notes(line)]


def _looks_like(line: Line) -> Cell:
    best = line.lookalikes[0]
    more = _("and {n} more", n=len(line.lookalikes) - 1) if len(line.lookalikes) > 1 else Plain("")
    return Cell(Plain(best.name), Joined((best.about, more)))


def _because(line: Line) -> Cell:
    reasons = Joined(line.lookalikes[0].reasons, ", ")
    return Cell(reasons, hint=reasons)
