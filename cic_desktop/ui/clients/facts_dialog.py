"""Changing a group of facts of a person (`clients.fields.FACTS`): the passport's name, birth, numbers and so on."""

from __future__ import annotations

from typing import Any

from cic_desktop import clients
from cic_desktop.clients.fields import PartForm
from cic_desktop.core.fields import Answers
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.shell import Shell


class FactsDialog(RowDialog):
    """The questions of one group. A colleague's change is a clash only when it touched these very facts."""

    def __init__(self, shell: Shell, form: PartForm, person_id: str, answers: Answers) -> None:
        self._before = {item.name: answers.get(item.name, "") for item in form.fields}
        group = form.name

        def save(work: Any, _revision: int, typed: Answers) -> None:
            clients.amend_facts(work, person_id, group, self._before, typed)

        acts = RowActs(save, "change a client's card", lambda read: (1, clients.facts_of(read, person_id, group)))
        super().__init__(shell, form.title, form.fields, acts, (1, dict(self._before)))

    def _show_both(self, theirs: Seen | None) -> None:
        if theirs is not None:
            self._before = dict(theirs[1])
        super()._show_both(theirs)
