"""The clipboard for a person's data: what was put there is taken away again, quietly counted down."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

SECONDS = 30

# What programs that remember the clipboard look for: a history (Windows, KDE) or a cloud must not take this.
_FORGET = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
}


class Clip(QObject):
    """Holds one text for half a minute. `counted(left)` every second, with 0 when nothing of ours is there."""

    counted = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.left = 0
        self._text = ""
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear)  # what is left there would outlive its memory

    def copy(self, text: str) -> None:
        """Put a text there, in place of the one before."""
        data = QMimeData()
        data.setText(text)
        for kind, value in _FORGET.items():
            data.setData(kind, QByteArray(value))
        QGuiApplication.clipboard().setMimeData(data)
        self._text = text
        self._count(SECONDS)
        self._timer.start()

    def tick(self) -> None:
        """A second has passed."""
        if self._still_ours() and self.left > 1:
            self._count(self.left - 1)
        else:
            self.clear()

    def clear(self) -> None:
        """Take our text away now; what somebody copied elsewhere stays."""
        if self._still_ours():
            QGuiApplication.clipboard().clear()
        self._text = ""
        self._timer.stop()
        if self.left:
            self._count(0)

    def _still_ours(self) -> bool:
        return bool(self._text) and QGuiApplication.clipboard().text() == self._text

    def _count(self, left: int) -> None:
        self.left = left
        self.counted.emit(left)
