"""The register of forms: unfinished, waiting for the office, called to complete, decided; each with its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import forms
from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, _, ngettext, pgettext
from cic_desktop.ui.assistance.register_page import Act, Found, RegisterPage, Shown, person_act
from cic_desktop.ui.forms.batch_dialog import BatchDialog
from cic_desktop.ui.forms.life import FormActs
from cic_desktop.ui.forms.life_dialog import open_path
from cic_desktop.ui.forms.life_words import Listed, life_facts, listed, state_chip
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.db.work import Read

MOST = 500  # lines of a list; older ones are on the clients' cards


def _state(item: Listed) -> Cell:
    words, tone = state_chip(item.line)
    return Cell(words, chip=tone)


def _since(item: Listed) -> Cell:
    """The day of the last step, and what is known of the office."""
    line = item.line
    made = clock.local(line.printed_at or line.filled_at).date()
    last = line.decided_on or line.called_on or line.submitted_on or line.signed_on or made
    return Cell(Day(last, "short"), Plain(line.reference or line.by))


class FilledFormsPage(RegisterPage):
    """Several lines can be chosen and printed together."""

    watches = ("filled_form", "letter", "person")
    heading = _("Filled forms")
    about = _("What became of each form after print. The pages as they were printed are kept.")
    lists = (
        ("", _("All")),
        ("started", _("Unfinished")),
        ("waiting", _("Waiting for the office")),
        ("called", _("Called to complete")),
        ("decided", pgettext("form step", "Decided")),
    )
    empty = ("form", _("No form here"), _("Fill one under Forms; what happens with it then is noted here."))
    columns = (
        Column(_("Client"), 25, lambda item: Cell(Plain(item.line.name), Plain(item.line.case_number)), strong=True),
        Column(_("Form"), 29, lambda item: Cell(item.symbol, item.title, hint=item.title)),
        Column(_("State"), 29, _state),
        Column(_("Last step"), 17, _since),
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.acts = FormActs(shell, self, self._failed)
        self.table.setSelectionMode(LineTable.SelectionMode.ExtendedSelection)

    def look(self, read: Read, which: str) -> Found:
        lines = listed(forms.filled_forms(read, limit=MOST, which=which))  # type: ignore[arg-type]
        return Found(lines, forms.form_counts(read))

    def arrive(self, which: str = "", chosen: str = "", **_args: Any) -> None:
        super().arrive(which, chosen)

    def shown(self, item: Listed) -> Shown:
        several = self.table.chosen()
        if len(several) > 1:
            return self._several(several)
        acts = (*self.acts.of(item), *self._more(item), person_act(self._shell, item.person_id))
        return Shown(
            Joined((item.symbol, item.title)),
            Joined((Plain(item.line.name), Plain(item.line.case_number))),
            (state_chip(item.line),),
            life_facts(item)[1:],
            NOTHING,
            acts,
        )

    def _several(self, chosen: list[Listed]) -> Shown:
        """What can be done with all of them."""
        kept = [item for item in chosen if item.line.state != "started"]
        words = ngettext("{n} form chosen", "{n} forms chosen", len(chosen))
        act = Act(_("Print them together"), "printer", lambda: self.print_together(kept), "primary", Right.FILL_FORMS)
        names = Joined(tuple(dict.fromkeys(Plain(item.line.name) for item in chosen)), ", ")
        return Shown(words, names, acts=(act,) if kept else ())

    def print_together(self, chosen: list[Listed]) -> BatchDialog:
        """The chosen forms one after the other, as they were printed."""
        wanted = [item.id for item in chosen]
        dialog = BatchDialog(
            self._shell, _("Print forms together"), lambda read, tick: forms.reprint(read, wanted, tick)
        )
        dialog.open()
        return dialog

    def open_line(self, item: Listed) -> None:
        open_path(self._shell, self.acts, item)

    def _more(self, item: Listed) -> list[Act]:
        """The path in its own window."""
        if item.line.state == "started":
            return []
        return [Act(_("Show the path"), "chart", lambda: self.open_line(item), "ghost", Right.READ_CLIENTS)]
