"""The widgets every page is made of. This front has the light ones; `fields`, `timeline`, `charts` and
`stepper` are imported from their own modules by the pages that show them.
"""

from cic_desktop.ui.widgets.boxes import Flow, add, box, clear, hbox, line, vbox
from cic_desktop.ui.widgets.buttons import button, chip_button, nav_button, tool_button
from cic_desktop.ui.widgets.cards import Avatar, Card, EmptyState, Glyph, IconTile, StatTile, card_head
from cic_desktop.ui.widgets.dialogs import ConfirmDialog, ProgressDialog
from cic_desktop.ui.widgets.find_box import FindBox
from cic_desktop.ui.widgets.labels import chip, h1, h2, label, muted, set_chip, small, strong
from cic_desktop.ui.widgets.notes import Banner, Toast
from cic_desktop.ui.widgets.page import Page, page_of

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
