"""How somebody added to a household stands to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cic_desktop import clients
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine

_FIELDS = (
    Field(
        "relation",
        _("Relation"),
        "choice",
        options=tuple(option for option in options("relation") if option.code != "head"),
        required=True,
        width=7,
    ),
    Field("dependant", _("Supported by the family"), "yes_no", width=5),
)


class RelationDialog(ClientDialog):
    """Makes `member` live together with the person of the card."""

    def __init__(self, shell: Shell, member: ClientLine, person_id: str, name: str) -> None:
        words = _("{member} lives together with {name} as:", member=Plain(member.name), name=Plain(name))
        super().__init__(shell, _("Household"), words)
        self._member, self._person_id = member, person_id
        self.grid = FieldGrid(_FIELDS)
        self.body.addWidget(self.grid)
        self.save_button = default_button(_("Save"), self.save)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(self.save_button)
        self.grid.focus()

    def save(self) -> None:
        answers = self.grid.values()
        relation, dependant = str(answers["relation"]), answers["dependant"] == "yes"
        if not relation:
            self.banner.say("warn", _("Please choose the relation."))
            self.fit()
            return
        member_id, person_id = self._member.id, self._person_id
        self.ctx.do(
            lambda work: clients.join_household(work, member_id, person_id, relation, dependant),
            verb="add to a household",
            owner=self,
            then=lambda _done: self.accept(),
            failed=self._failed,
        )

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.fit()
