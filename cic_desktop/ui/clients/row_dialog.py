"""One row of a record as questions: added, changed, taken away with undo; a faster colleague costs nobody a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer

from cic_desktop.core.errors import CicError, Invalid, Missing, Stale
from cic_desktop.core.fields import Answers, Field
from cic_desktop.i18n import Text, _
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.clients.versions import Versions
from cic_desktop.ui.language import Words
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button, hide_unless
from cic_desktop.ui.widgets.fields import FieldGrid

Seen = tuple[int, Answers]  # a row's revision and its answers


@dataclass(frozen=True)
class RowActs:
    """What a dialog does with its row: `save(work, revision, answers)` with revision 0 for a new one.

    `latest(read)` gives the row as it is now (None when it is gone) for whoever was too slow; without `retire`
    the row cannot be taken away, without `restore` that cannot be undone.
    """

    save: Callable[[Any, int, Answers], object]
    verb: str
    latest: Callable[[Any], Seen | None] | None = None
    retire: Callable[[Any], object] | None = None
    restore: Callable[[Any], object] | None = None


class RowDialog(ClientDialog):
    """Questions about one row. `seen` is the row as it was shown; without it a new one is added."""

    def __init__(
        self,
        shell: Shell,
        title: Text,
        fields: Sequence[Field],
        acts: RowActs,
        seen: Seen | None = None,
        *,
        start: Mapping[str, Any] | None = None,
        hint: Words = "",
        then: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(shell, title, hint)
        self._title, self._acts, self._then = title, acts, then
        begun: Seen = seen or (0, dict(start or {}))
        self._revision, self._seen = begun
        self.choice = Versions()
        self.grid = FieldGrid(tuple(fields))
        self.grid.set_values(self._seen)
        self._place = DialogBody(self.choice, self.grid, None)
        self.body.addWidget(self._place, 1)
        self.remove = button(_("Remove"), "trash", "ghost", self._remove)
        hide_unless(bool(seen and acts.retire), self.remove)
        self.save_button = default_button(_("Save"), self.save)
        self.foot.addWidget(self.remove)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(self.save_button)
        self.grid.focus()

    def save(self) -> None:
        """Keep what is typed; problems appear beside their fields."""
        answers, revision, save = self.grid.values(), self._revision, self._acts.save
        self.ctx.do(
            lambda work: save(work, revision, answers),
            verb=self._acts.verb,
            owner=self,
            then=self._saved,
            failed=self._failed,
        )

    def _saved(self, result: Any) -> None:
        self.accept()
        if self._then:
            self._then(result)

    def _failed(self, error: CicError) -> None:
        if isinstance(error, Stale) and self._acts.latest:
            self.ctx.ask(self._acts.latest, owner=self, then=self._show_both, failed=self._failed)
            return
        homeless = self.grid.show_problems(error.problems) if isinstance(error, Invalid) else []
        if homeless or not isinstance(error, Invalid):
            self.banner.say("bad", homeless[0].text if homeless else error.text)
        QTimer.singleShot(0, self.grow)

    # --- somebody was faster ------------------------------------------------------------------------

    def _show_both(self, theirs: Seen | None) -> None:
        if theirs is None:
            self.banner.say("warn", Missing().text)
            return
        before, (self._revision, self._seen) = self._seen, theirs  # both are in sight: what is saved now is meant
        self.choice.show_both(self.grid, before, self._seen, self.save)
        self._place.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self.grow)

    # --- taking away --------------------------------------------------------------------------------

    def _remove(self) -> None:
        retire, restore, ctx, shell = self._acts.retire, self._acts.restore, self.ctx, self.shell
        assert retire is not None

        def put_back() -> None:
            assert restore is not None
            ctx.do(restore, verb="undo a removal", owner=ctx)

        def removed(_result: object) -> None:
            undo = (_("Undo"), put_back) if restore else (None, None)
            shell.note(_("Removed: {what}.", what=self._title), "ok", *undo)
            self.accept()

        ctx.do(retire, verb="take off a client's card", owner=self, then=removed, failed=self._failed)
