"""The shelf on the Help page: the registers that have no place of their own in the navigation.

To add one, write its page into `ui/pages.py` and a line here.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from cic_desktop.core.rights import Right
from cic_desktop.i18n import Text, _
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Flow, button, hide_unless

__all__ = ["LINKS", "Link", "Shelf"]

Link = tuple[str, Text, str, Right]  # page key, title, icon, who may see it

LINKS: tuple[Link, ...] = (
    ("follow_ups", _("Follow-ups"), "flag", Right.READ_CLIENTS),
    ("visits", _("Accompanied visits"), "car", Right.READ_CLIENTS),
    ("housing", _("Housing searches"), "home", Right.READ_CLIENTS),
    ("translations", _("Translations"), "languages", Right.READ_CLIENTS),
    ("sheets", _("Information sheets"), "file-text", Right.READ_CLIENTS),
    ("powers", _("Powers of attorney"), "shield", Right.READ_CLIENTS),
    ("partners", _("Partners"), "building", Right.READ_CLIENTS),
    ("signoff", _("Signatures"), "signature", Right.READ_CLIENTS),
)


class Shelf(QWidget):
    """A calm row of links; those the user may not follow are not shown."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.links = {
            key: button(title, icon, "ghost", partial(shell.open, key))
            for key, title, icon, right in LINKS
            if shell.ctx.may(right)
        }
        for link in self.links.values():
            link.setProperty("role", "shelf")  # narrower: the eight fit into one line
        Flow(*self.links.values(), gap=0, parent=self)
        hide_unless(bool(self.links), self)
