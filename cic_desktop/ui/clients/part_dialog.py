"""Adding, changing or taking away one row of a card's part; the questions come from `clients.fields.PARTS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import clients
from cic_desktop.clients.fields import PartForm
from cic_desktop.core.fields import Answers, Option
from cic_desktop.core.transliteration import original_script
from cic_desktop.ui.clients.part_words import with_projects
from cic_desktop.ui.clients.prefill import script_language
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, Part


class PartDialog(RowDialog):
    """One row of one part. With `part` it is changed, else a new one is added."""

    def __init__(
        self,
        shell: Shell,
        form: PartForm,
        person_id: str,
        part: Part | None = None,
        projects: tuple[Option, ...] = (),
        line: ClientLine | None = None,
    ) -> None:
        title = form.title if part else form.add
        seen: Seen | None = (part.revision, {**part.answers}) if part else None
        fields = with_projects(form.fields, projects)
        super().__init__(shell, title, fields, _acts(form.name, person_id, part), seen)
        if form.name == "name" and line is not None and part is None:
            self._line = line
            self.grid.edited.connect(self._propose)

    def _propose(self, name: str) -> None:
        """The name in its own script, as far as the passport's spelling tells it; typed over when it is not right."""
        typed = self.grid.values()
        if name == "kind" and typed["kind"] == "original" and not (typed["surname"] or typed["given"]):
            script = script_language("", self._line.citizenship)
            proposed = {part: original_script(getattr(self._line, part), script) for part in ("surname", "given")}
            self.grid.set_values(dict(proposed))


def _acts(kind: str, person_id: str, part: Part | None) -> RowActs:
    if part is None:
        return RowActs(lambda work, _new, answers: clients.add_part(work, person_id, kind, answers), _ADD)
    row_id = part.id

    def save(work: Any, revision: int, answers: Answers) -> None:
        clients.amend_part(work, kind, row_id, revision, answers)

    def latest(read: Any) -> Seen | None:
        for row in clients.card(read, person_id).parts_of(kind):
            if row.id == row_id:
                return row.revision, {**row.answers}
        return None

    return RowActs(
        save,
        "change a client's card",
        latest,
        lambda work: clients.retire_part(work, kind, row_id),
        lambda work: clients.restore_part(work, kind, row_id),
    )


_ADD = "add to a client's card"
