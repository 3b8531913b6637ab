"""A dialog as high as its questions need: Qt's own guess stops at two thirds of the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

_FRAME = 60  # pixels of title bar and panels


def fit(dialog: QDialog) -> None:
    """Give a dialog the height its layout wants at its width, as far as the screen goes."""
    layout = dialog.layout()
    if layout is None:
        return
    for child in dialog.findChildren(QWidget):  # what changed just now has not been laid out again yet
        if (inner := child.layout()) is not None:
            inner.invalidate()
    layout.invalidate()
    width = max(dialog.width() if dialog.isVisible() else 0, dialog.minimumWidth())
    room = dialog.screen().availableGeometry().height() - _FRAME
    dialog.resize(width, min(layout.totalHeightForWidth(width), room))
