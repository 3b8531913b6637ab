"""What a form knows and the client's record does not: taken over answer by answer, never silently."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from cic_desktop import forms
from cic_desktop.i18n import Joined, _, ngettext
from cic_desktop.ui.forms.interview import Interview, Opening, read_opening
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, box, button, card_head, clear, hbox, muted, small, strong, vbox

if TYPE_CHECKING:
    from cic_desktop.forms.filling.sources import Difference
    from cic_desktop.forms.kept.taking_over import Written

_ADDRESSES = ("address", "registered", "home")
_INDENT = 30  # pixels: below the words of a tick


class DifferencesCard(Card):
    """What is new for the client's record. Nothing is ticked beforehand; `taken` tells that some went over."""

    taken = Signal()
    refused = Signal(object)  # CicError

    def __init__(self, shell: Shell) -> None:
        super().__init__(spacing=8)
        self._shell = shell
        self._interview: Interview | None = None
        self.ticks: list[tuple[QCheckBox, Difference]] = []
        self._following = False  # one tick sets others
        self._rows = vbox(spacing=6)
        self.write = button(_("Write into the client's record"), "save", slot=self.take_ticked)
        hint = _("Tick what should be written into the client's record too. The rest stays on this form only.")
        self.add(card_head(_("New for the client's record")), muted(hint, wrap=True), self._rows)
        self.add(hbox(self.write, None))
        self.hide()

    def show_differences(self, interview: Interview, lang: str) -> None:
        """List what could go to the record; without any the card hides."""
        self._interview = interview
        found = interview.differences()
        clear(self._rows)
        self.ticks = []
        with language.speaking(lang):
            for item in found:
                self._rows.addWidget(self._row(item))
        self.setVisible(bool(found))
        self._count()

    def take_ticked(self) -> None:
        """Write exactly what is ticked into the record."""
        interview = self._interview
        ticked = [item for tick, item in self.ticks if tick.isChecked()]
        if interview is None or interview.opening.client is None:
            return
        person_id, revision = interview.opening.client.id, interview.opening.revision
        self._shell.ctx.do(
            lambda work: forms.write_back(work, person_id, ticked, revision),
            verb="take a form's answers into the record",
            owner=self,
            then=lambda written: self._written(interview, written, len(ticked)),
            failed=self.refused.emit,
        )

    def _written(self, interview: Interview, written: Written, count: int) -> None:
        self._shell.note(
            ngettext("{n} answer is in the client's record now.", "{n} answers are in the client's record now.", count),
            "ok",
            _("Undo"),
            partial(self._undo, interview, written),
        )
        self._reopen(interview)

    def _undo(self, interview: Interview, written: Written) -> None:
        self._shell.ctx.do(
            lambda work: forms.undo_write_back(work, written),
            verb="take a form's answers out of the record",
            owner=self,
            then=lambda _done: self._reopen(interview),
            failed=lambda error: self._shell.note(error.text, "bad"),
        )

    def _reopen(self, interview: Interview) -> None:
        """See what the record says now."""
        wanted = interview.opening.wanted

        def reopened(opening: Opening) -> None:
            interview.opening = replace(opening, draft=None)
            self.taken.emit()

        self._shell.ctx.ask(lambda read: read_opening(read, wanted), owner=self, then=reopened)

    def _row(self, item: Difference) -> QWidget:
        tick = QCheckBox()
        language.bind(tick, "setText", item.label)
        language.bind(tick, "setAccessibleName", Joined((item.label, item.after), ": "))
        tick.toggled.connect(partial(self._ticked, tick, item))
        self.ticks.append((tick, item))
        known = item.before.render("pl")
        before = _("now: {known}", known=item.before) if known else _("not in the record yet")
        change = hbox((strong(item.after, wrap=True), 3), (small(before, wrap=True), 2), margins=(_INDENT, 0, 0, 0))
        return box(vbox(tick, change, spacing=1))

    def _ticked(self, tick: QCheckBox, item: Difference, on: bool) -> None:
        """Two answers for one place in the record: the one ticked last holds. An address goes over whole."""
        if not self._following:
            self._following = True
            for other, rival in self.ticks:
                if other is not tick and rival.target == item.target:
                    other.setChecked(other.isChecked() and not on)
                elif _address(rival) == _address(item) != "":
                    other.setChecked(on and not self._has_rival(other, rival))
            self._following = False
        self._count()

    def _has_rival(self, tick: QCheckBox, item: Difference) -> bool:
        """Whether another answer for the same place in the record is ticked."""
        return any(
            other.isChecked() and rival.target == item.target for other, rival in self.ticks if other is not tick
        )

    def _count(self) -> None:
        self.write.setEnabled(any(tick.isChecked() for tick, _item in self.ticks))


def _address(item: Difference) -> str:
    """Which address of the client's the answer is a part of; "" for anything else."""
    group = item.source.partition(".")[0]
    return group if group in _ADDRESSES else ""
