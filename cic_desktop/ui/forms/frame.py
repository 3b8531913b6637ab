"""What the forms' pages share: the page with its preview beside it, and the bar below."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from cic_desktop.ui.forms.language_chips import LanguageChips
from cic_desktop.ui.forms.preview_card import PreviewCard
from cic_desktop.ui.widgets import Page, box, hbox, line, vbox
from cic_desktop.ui.widgets.boxes import Item

NARROWEST, WIDEST = 380, 680  # pixels of the preview


def beside(page: Page, languages: LanguageChips, preview: PreviewCard, share: int) -> QWidget:
    """A page with its preview at the right; `share` is the page's part of the width in percent."""
    side = box(vbox(hbox(None, languages), (preview, 1), spacing=12))
    side.setMinimumWidth(NARROWEST)
    side.setMaximumWidth(WIDEST)
    halves = hbox((page, share), spacing=0)
    halves.addLayout(vbox(side, margins=(4, 26, 28, 14)), 100 - share)
    return box(halves)


def bar(*items: Item) -> QFrame:
    """The bar below a page, over its whole width: way back at the left, way on at the right."""
    made = QFrame()
    made.setProperty("role", "page")
    row = hbox(*items, margins=(28, 10, 28, 12), spacing=12)
    vbox(line(), row, spacing=0, parent=made)
    return made
