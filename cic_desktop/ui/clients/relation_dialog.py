"""How somebody added to a household stands to its head, and since when they live together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cic_desktop import protection
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from cic_desktop.clients import Joining
    from cic_desktop.protection import FamilyJoined


class RelationDialog(RowDialog):
    """Makes two people live together; where their household begins, its head is chosen too.

    Whether a parent legally represents a minor is asked with it; one undo takes back everything.
    """

    def __init__(self, shell: Shell, asked: Joining) -> None:
        moving, other = asked.moving, asked.other
        hint = _("{member} lives together with {name}.", member=Plain(moving.name), name=Plain(other.name))
        acts = RowActs(
            lambda work, _new, answers: protection.join_family(work, moving.id, other.id, answers), "add to a household"
        )
        start = {"head_id": asked.head_id}
        super().__init__(shell, _("Household"), asked.fields, acts, start=start, hint=hint, then=self._joined)
        self._name = Plain(moving.name)
        self.grid.edited.connect(lambda _name: self.grow())

    def _joined(self, joined: FamilyJoined) -> None:
        ctx = self.ctx

        def undo() -> None:
            ctx.do(lambda work: protection.take_family_back(work, joined), verb="undo: add to a household", owner=ctx)

        if joined.guardians:
            said = _("Added to the household: {name}. The legal representative is noted.", name=self._name)
        else:
            said = _("Added to the household: {name}.", name=self._name)
        self.shell.note(said, "ok", _("Undo"), undo)


def ask_relation(shell: Shell, owner: QObject, member_id: str, person_id: str) -> None:
    """Ask how `member_id` belongs to the household of the card's person."""
    look = partial(protection.family_joining, person_id=member_id, other_id=person_id)
    shell.ctx.ask(look, owner=owner, then=lambda asked: RelationDialog(shell, asked).open(), latest="relation")
