"""Help of a period that was taken back: what was right after all is put back, however long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import assistance
from cic_desktop.assistance.kinds import kind
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Day, Joined, Moment, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.help_rows import who_cell
from cic_desktop.ui.clients.dialog import ClientDialog, default_button
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, button
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.assistance.restoring import TakenBack
    from cic_desktop.assistance.rows import HelpFilter

__all__ = ["TakenBackDialog", "taken_back_words"]

_SIZE = (920, 520)  # pixels


class TakenBackDialog(ClientDialog):
    """The talks taken back, each with who did it and when; closed once some of them are put back."""

    def __init__(self, shell: Shell, wanted: HelpFilter) -> None:
        hint = _("It is in no list and in no count. What was right after all can be put back.")
        super().__init__(shell, _("Help taken back"), hint, width=_SIZE[0])
        self._wanted = wanted
        self.table = LineTable(_COLUMNS, _("Help taken back"))
        self.put_button = default_button(_("Put it back"), self.put_back, "undo")
        self._build()
        self.ctx.ask(lambda read: assistance.taken_back(read, wanted), owner=self, then=self._show, failed=self._failed)

    def put_back(self) -> None:
        """The chosen ones, or nothing: one that cannot be put back keeps the others waiting, and says why."""
        ids = [line.id for line in self.table.chosen()]

        def change(work: Any) -> None:
            for sitting_id in ids:
                assistance.restore_talk(work, sitting_id)

        self.put_button.setEnabled(False)
        self.ctx.do(change, verb="put help back", owner=self, then=lambda _done: self._put(ids), failed=self._failed)

    def _put(self, ids: list[str]) -> None:
        shell, ctx = self.shell, self.ctx

        def again(work: Any) -> None:
            for sitting_id in ids:
                assistance.take_talk_back(work, sitting_id)

        def undo() -> None:
            ctx.do(again, verb="withdraw help", owner=ctx, failed=lambda error: shell.note(error.text, "bad"))

        self.accept()
        shell.note(_("Put back: it is in the lists and the counts again."), "ok", _("Undo"), undo)

    def _show(self, lines: list[TakenBack]) -> None:
        self.table.rows.show_lines(lines)
        self.table.setFocus()
        if lines:
            self.table.selectRow(next((row for row, line in enumerate(lines) if not line.since), 0))
        self._chosen_changed()

    def _chosen_changed(self) -> None:
        chosen = self.table.chosen()
        self.put_button.setEnabled(bool(chosen) and not any(line.since for line in chosen))

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self._chosen_changed()

    def _build(self) -> None:
        self.body.addWidget(Card(self.table, spacing=0, margins=(1, 8, 1, 8)), 1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(_("Close"), slot=self.reject))
        self.foot.addWidget(self.put_button)
        self.table.doubleClicked.connect(lambda _index: self.put_button.click())  # Enter presses it anyway
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen_changed())
        self.resize(*_SIZE)


def taken_back_words(talks: int) -> Text:
    """The way to them, by how many there are."""
    return ngettext("{n} talk taken back", "{n} talks taken back", talks)


def _when(line: TakenBack) -> Cell:
    return Cell(Day(line.day, "short"), Plain(line.starts_at))


def _who(line: TakenBack) -> Cell:
    return who_cell(line.person, line.persons, line.advisor)


def _what(line: TakenBack) -> Cell:
    first = kind(line.kinds[0])
    titles = Joined(tuple(kind(code).title for code in line.kinds), ", ")
    why = _("Changed since: record it again.") if line.since else NOTHING
    return Cell(titles, why, icon=first.icon, tone=first.tone, hint=Joined((titles, why), "\n"))


def _by(line: TakenBack) -> Cell:
    return Cell(Plain(line.by), Moment(line.at))


_COLUMNS: tuple[Column[TakenBack], ...] = (
    Column(_("Date"), 14, _when),
    Column(_("Client and advisor"), 26, _who, strong=True),
    Column(_("Help"), 36, _what, strong=True),
    Column(_("Taken back by"), 24, _by),
)
