"""Adding, changing or taking away one row of a card's part; the questions come from `clients.fields.PARTS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cic_desktop import clients
from cic_desktop.clients.fields import PartForm
from cic_desktop.core.errors import CicError, Invalid, Missing, Stale
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Joined, _
from cic_desktop.ui.clients.dialog import Choice, ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.clients.part_words import summary, with_projects
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.clients import ClientCard, Part


class PartDialog(ClientDialog):
    """One row of one part. With `part` it is changed, else a new one is added."""

    def __init__(
        self,
        shell: Shell,
        form: PartForm,
        person_id: str,
        part: Part | None = None,
        projects: tuple[Option, ...] = (),
    ) -> None:
        super().__init__(shell, form.title if part else form.add)
        self._form, self._person_id, self._part = form, person_id, part
        self._revision = part.revision if part else 0
        self.choice = Choice()
        self.grid = FieldGrid(with_projects(form.fields, projects))
        if part:
            self.grid.set_values(part.answers)
        self.body.addWidget(self.choice)
        self.body.addWidget(DialogBody(self.grid, None), 1)
        if part:
            self.remove = button(_("Remove"), "trash", "ghost", self._remove)
            self.foot.addWidget(self.remove)
        self.save_button = default_button(_("Save"), self.save)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(self.save_button)
        self.grid.focus()

    def save(self) -> None:
        """Keep what is typed; problems appear beside their fields."""
        answers, kind, part = self.grid.values(), self._form.name, self._part
        revision = self._revision
        if part is None:
            person_id = self._person_id
            self._do(lambda work: clients.add_part(work, person_id, kind, answers), "add to a client's card")
        else:
            self._do(lambda work: clients.amend_part(work, kind, part.id, revision, answers), "change a client's card")

    def _do(self, change: Callable[[Any], object], verb: str) -> None:
        self.ctx.do(change, verb=verb, owner=self, then=lambda _result: self.accept(), failed=self._failed)

    def _failed(self, error: CicError) -> None:
        if isinstance(error, Stale):
            self._look_again()
        elif isinstance(error, Invalid):
            homeless = self.grid.show_problems(error.problems)
            if homeless:
                self.banner.say("bad", homeless[0].text)
        else:
            self.banner.say("bad", error.text)

    # --- somebody was faster ------------------------------------------------------------------------

    def _look_again(self) -> None:
        person_id = self._person_id
        self.ctx.ask(lambda read: clients.card(read, person_id), owner=self, then=self._show_both, failed=self._failed)

    def _show_both(self, card: ClientCard) -> None:
        assert self._part is not None
        theirs = next((part for part in card.parts if part.id == self._part.id), None)
        if theirs is None:
            self.banner.say("warn", Missing().text)
            return
        fields = self.grid.fields
        both = Joined(
            (
                _("Saved by a colleague: {words}", words=summary(fields, dict(theirs.answers))),
                _("Typed by you: {words}", words=summary(fields, self.grid.values())),
            ),
            "\n",
        )
        self.choice.ask(
            Stale().text,
            (_("Keep mine"), lambda: self._keep_mine(theirs)),
            (_("Take theirs"), lambda: self._take_theirs(theirs)),
            both,
        )

    def _keep_mine(self, theirs: Part) -> None:
        self._revision = theirs.revision
        self.save()

    def _take_theirs(self, theirs: Part) -> None:
        self._revision = theirs.revision
        self.grid.set_values(theirs.answers)
        self.grid.focus()

    # --- taking away --------------------------------------------------------------------------------

    def _remove(self) -> None:
        assert self._part is not None
        kind, row_id, ctx, shell = self._form.name, self._part.id, self.ctx, self.shell

        def put_back() -> None:
            ctx.do(lambda work: clients.restore_part(work, kind, row_id), verb="undo a removal", owner=ctx)

        def removed(_result: object) -> None:
            shell.note(_("Removed: {what}.", what=self._form.title), "ok", _("Undo"), put_back)
            self.accept()

        ctx.do(
            lambda work: clients.retire_part(work, kind, row_id),
            verb="take off a client's card",
            owner=self,
            then=removed,
            failed=self._failed,
        )
