"""How somebody added to a household stands to the others, and since when they live together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cic_desktop import clients
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine


class RelationDialog(RowDialog):
    """Makes `member` live together with the person of the card."""

    def __init__(self, shell: Shell, member: ClientLine, person_id: str, name: str) -> None:
        hint = _("{member} lives together with {name} as:", member=Plain(member.name), name=Plain(name))
        acts = RowActs(
            lambda work, _new, answers: clients.add_member(work, member.id, person_id, answers), "add to a household"
        )
        super().__init__(shell, _("Household"), clients.JOINING, acts, hint=hint)
