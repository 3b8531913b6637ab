"""No worksheet yet: which application it is about, for whom, and on to the questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from cic_desktop.i18n import _
from cic_desktop.ui.widgets import Card, EmptyState, Flow, button, hbox, small
from cic_desktop.ui.widgets.buttons import chip_button

if TYPE_CHECKING:
    from cic_desktop.forms.mos import MosCase


class StartCard(Card):
    """`chosen(form)` for another application; the questions open for the client, or after one was chosen."""

    def __init__(
        self, chosen: Callable[[str], object], choose_client: Callable[[], object], fill: Callable[[], object]
    ) -> None:
        super().__init__(spacing=14)
        self._chosen = chosen
        self._group = QButtonGroup(self)
        self._forms = QWidget()
        self._flow = Flow(gap=8, parent=self._forms)
        self.fill = button(_("Answer the questions"), "pencil", "primary", fill)
        self.client = button(_("Choose a client"), "user", slot=choose_client)
        hint = _("Answer the questions first. Photo and attachments can be checked without it.")
        self.add(
            EmptyState("form", _("No worksheet is filled in yet"), hint),
            small(_("Which application is it about?")),
            self._forms,
            hbox(self.fill, self.client, None, spacing=10),
            None,
        )

    def show_case(self, case: MosCase) -> None:
        """The applications there are, with this one chosen."""
        if self._flow.count() == 0:
            for pack in case.choices:
                made = chip_button(pack.title)
                made.clicked.connect(partial(self._choose, pack.form))
                made.setProperty("form", pack.form)
                self._group.addButton(made)
                self._flow.addWidget(made)
        for choice in self._group.buttons():
            choice.setChecked(choice.property("form") == case.pack.form)
        self.client.setVisible(case.client is None)

    def _choose(self, form_id: str, _checked: bool = False) -> None:
        self._chosen(form_id)
