"""The answers in MOS order with a copy at a press: what was copied is ticked, the next one waits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QScrollArea, QWidget

from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.forms.mos_clip import Clip
from cic_desktop.ui.forms.mos_rows import CopyRow, number_width
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Card, Flow, box, clear, hbox, label, small, tool_button, vbox
from cic_desktop.ui.widgets.buttons import chip_button
from cic_desktop.ui.widgets.gradual import Gradual

if TYPE_CHECKING:
    from collections.abc import Callable

    from cic_desktop.forms.mos import CopyLine, MosCase

# The part of the application a Polish heading belongs to: "A. Rodzice", "E.III.b. Aktualny pobyt", "Zał. 1, IV. Praca".
_PART = re.compile(r"(Zał\. \d+|[A-Z])[.,]")


class CopyList(Card):
    """Fields under their headings. What was copied is remembered for each worksheet until the window closes."""

    def __init__(self) -> None:
        super().__init__(spacing=8, margins=(14, 12, 6, 8))
        self.clip = Clip(self)
        self.clip.counted.connect(self._say_clip)
        self.rows: list[CopyRow] = []
        self._heads: list[tuple[QWidget, list[CopyRow]]] = []
        self._done: dict[str, set[str]] = {}  # worksheet → questions
        self._case: MosCase | None = None
        self._gradual = Gradual(self)
        self.progress, self.bar = small(""), QProgressBar()
        self.bar.setTextVisible(False)
        self.only_left = chip_button(_("Only what is left"), slot=lambda _on: self._filter())
        self.again = tool_button("undo", _("Take the ticks away"), self.start_again)
        self.state = small("")
        self._parts, self._jumps = Flow(gap=4), dict[str, QPushButton]()
        self._number_width = 0
        self._build()

    def _build(self) -> None:
        top = hbox(self.progress, (self.bar, 1), self.only_left, self.again, margins=(6, 0, 8, 0), spacing=12)
        inside = QWidget()
        inside.setProperty("role", "clear")
        # The rows stand in the very layout of what is scrolled: the heights of a layout within it would be stale.
        self._column = vbox(spacing=0, margins=(0, 0, 8, 8), parent=inside)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        parts = hbox((box(self._parts), 1), margins=(6, 0, 8, 0))
        self.add(top, parts, (self.area, 1), hbox(self.state, None, margins=(6, 0, 0, 0)))

    # --- showing ------------------------------------------------------------------------------------

    @property
    def complete(self) -> bool:
        """Whether every row is there: they come a few at a turn."""
        return not self._gradual.isActive()

    def show_case(self, case: MosCase) -> None:
        """Another worksheet, or the same one with other answers."""
        self._case = case
        clear(self._column)
        clear(self._parts)
        self._column.addStretch(1)
        self.rows, self._heads, self._jumps = [], [], {}
        self._number_width = number_width(case.lines)
        self._gradual.begin(self._steps(case))
        waiting = next((row for row in self.rows if row.can_copy and not row.copied), None)
        if waiting is not None:
            waiting.setFocus()
        self._count()
        self._say_clip(self.clip.left)

    def _steps(self, case: MosCase) -> Iterator[Callable[[], object]]:
        for section in case.sections:
            yield partial(self._add_head, section.title)
            for line in section.lines:
                yield partial(self._add_row, line)

    def _add_head(self, title: Text) -> None:
        made = label(title, "h3", wrap=True)
        # Margins of the label itself would go with every change of the language or of the light.
        head = QWidget()
        vbox(made, margins=(8, 14 if self._heads else 2, 0, 4), parent=head)
        self._heads.append((head, []))
        self._append(head)
        if (part := _PART.match(made.text())) and part[1] not in self._jumps:
            self._add_jump(part[1], head)

    def _add_jump(self, part: str, head: QWidget) -> None:
        """A way to the first heading of a part."""
        self._jumps[part] = made = chip_button(part)
        made.setCheckable(False)
        made.clicked.connect(lambda _checked=False: self.area.verticalScrollBar().setValue(head.y()))
        language.bind(made, "setAccessibleName", _("Go to part {part}", part=Plain(part)))
        self._parts.addWidget(made)

    def _add_row(self, line: CopyLine) -> None:
        row = CopyRow(line, self._number_width)
        row.mark(line.question in self._ticked)
        row.clicked.connect(lambda _checked=False: self.copy(row))
        row.moved.connect(lambda by: self._go(row, by))
        self.rows.append(row)
        self._heads[-1][1].append(row)
        self._append(row)
        if self.only_left.isChecked() and row.copied:
            row.hide()

    def _append(self, made: QWidget) -> None:
        """Above what keeps the rows together at the top."""
        self._column.insertWidget(self._column.count() - 1, made)
        made.show()  # now: a row shown in a later turn would be squeezed until the one after

    # --- copying ------------------------------------------------------------------------------------

    @property
    def _ticked(self) -> set[str]:
        return self._done.setdefault(self._case.filled_id if self._case else "", set())

    def copy(self, row: CopyRow) -> None:
        """Copy a value, tick it and wait at the next field."""
        if not row.can_copy:
            self._say(_("Nothing to copy: this is not answered yet."))
            return
        self.clip.copy(row.line.value)
        self._ticked.add(row.line.question)
        row.mark(True)
        self._go(row, 1, only_left=True)
        self._filter()

    def start_again(self) -> None:
        """Take all ticks away, for instance when the portal has lost what was typed."""
        self._ticked.clear()
        for row in self.rows:
            row.mark(False)
        self._filter()

    def show_missing(self) -> None:
        """Go to the next field that is empty or needs a look, from the top again after the last."""
        open_ones = [row for row in self.rows if row.open_question and not row.isHidden()]
        at = next((n for n, row in enumerate(open_ones) if row.hasFocus()), -1)
        if open_ones:
            self._show(open_ones[(at + 1) % len(open_ones)])

    def _go(self, row: CopyRow, by: int, *, only_left: bool = False) -> None:
        """Move the focus to a neighbour, to the next that is left when one was copied."""
        at = self.rows.index(row)
        others = self.rows[at + 1 :] if by > 0 else self.rows[:at][::-1]
        wanted = (it for it in others if not it.isHidden() and not (only_left and (it.copied or not it.can_copy)))
        found = next(wanted, None)
        if found is not None:
            self._show(found)

    def _show(self, row: CopyRow) -> None:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(row, 0, 90)

    def _filter(self) -> None:
        only = self.only_left.isChecked()
        for head, rows in self._heads:
            for row in rows:
                row.setVisible(not (only and row.copied))
            head.setVisible(any(not row.isHidden() for row in rows))
        self._count()

    # --- words --------------------------------------------------------------------------------------

    def _count(self) -> None:
        lines = self._case.lines if self._case else []
        can = [line for line in lines if line.state != "empty"]
        done = sum(line.question in self._ticked for line in can)
        self.bar.setMaximum(max(len(can), 1))
        self.bar.setValue(done)
        language.bind(self.progress, "setText", _("{done} of {all} copied", done=done, all=len(can)))

    def _say_clip(self, left: int) -> None:
        if left:
            self._say(_("Copied. Paste it into MOS; the clipboard is cleared in {n} s.", n=left))
        elif self._case and all(row.copied for row in self.rows):
            self._say(_("Everything is copied."))
        else:
            self._say(_("Press a line to copy it (Enter), Up and Down to move. The clipboard is cleared after 30 s."))

    def _say(self, words: Text) -> None:
        language.bind(self.state, "setText", words)
