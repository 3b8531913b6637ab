"""The widgets every page is made of.

What every window needs is imported at once, the rest of this front when it is first named: the unlock
window has a budget of milliseconds. `fields`, `timeline`, `charts` and `stepper` are imported from
their own modules by the pages that show them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cic_desktop.ui.widgets.boxes import add, box, clear, hbox, hide_unless, line, vbox
from cic_desktop.ui.widgets.buttons import button, chip_button, nav_button, tool_button
from cic_desktop.ui.widgets.labels import chip, h1, h2, label, muted, set_chip, small, strong

if TYPE_CHECKING:
    from cic_desktop.ui.widgets.cards import Avatar, Card, EmptyState, Glyph, IconTile, StatTile, card_head
    from cic_desktop.ui.widgets.dialogs import ConfirmDialog, ProgressDialog
    from cic_desktop.ui.widgets.find_box import FindBox
    from cic_desktop.ui.widgets.layouts import Flow
    from cic_desktop.ui.widgets.notes import Banner, Toast
    from cic_desktop.ui.widgets.page import Page, page_of

_LATER = {
    "Avatar": "cards",
    "Banner": "notes",
    "Card": "cards",
    "ConfirmDialog": "dialogs",
    "EmptyState": "cards",
    "FindBox": "find_box",
    "Flow": "layouts",
    "Glyph": "cards",
    "IconTile": "cards",
    "Page": "page",
    "ProgressDialog": "dialogs",
    "StatTile": "cards",
    "Toast": "notes",
    "card_head": "cards",
    "page_of": "page",
}

__all__ = [
    "Avatar",
    "Banner",
    "Card",
    "ConfirmDialog",
    "EmptyState",
    "FindBox",
    "Flow",
    "Glyph",
    "IconTile",
    "Page",
    "ProgressDialog",
    "StatTile",
    "Toast",
    "add",
    "box",
    "button",
    "card_head",
    "chip",
    "chip_button",
    "clear",
    "h1",
    "h2",
    "hbox",
    "hide_unless",
    "label",
    "line",
    "muted",
    "nav_button",
    "page_of",
    "set_chip",
    "small",
    "strong",
    "tool_button",
    "vbox",
]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
