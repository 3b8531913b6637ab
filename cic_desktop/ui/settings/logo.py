"""Choosing the centre's logo: any picture Qt reads, kept as a PNG of sensible size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import _
from cic_desktop.ui.language import language

WIDEST = 800  # pixels; enough for a heading on paper


def choose_logo(parent: QWidget) -> bytes:
    """Ask for a picture; empty when the user changed their mind. Raises CicError for what is no picture."""
    title = language.text(_("Choose a logo"))
    chosen, _filter = QFileDialog.getOpenFileName(parent, title, "", "PNG, JPEG, SVG (*.png *.jpg *.jpeg *.svg)")
    return as_png(Path(chosen)) if chosen else b""


def as_png(path: Path) -> bytes:
    """The picture as PNG bytes, at most WIDEST pixels wide."""
    image = QImage(str(path))
    if image.isNull():
        raise CicError(_("This file is not a picture the program can read. Choose a PNG or JPEG file."))
    if image.width() > WIDEST:
        image = image.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
