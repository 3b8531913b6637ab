"""The order in which Tab goes: parts that are filled later would else come after everything made before them."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

__all__ = ["tab_in_order"]


def tab_in_order(*parts: QWidget) -> None:
    """Tab goes through these parts one after the other, inside each in the order its widgets were made."""
    window = parts[0].window()  # a list that opens below its line is a window of its own
    found = (made for part in parts for made in (part, *part.findChildren(QWidget)))
    stops = [made for made in found if made.focusPolicy() & Qt.FocusPolicy.TabFocus and made.window() is window]
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)
