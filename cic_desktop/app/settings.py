"""What this computer's user chose: language, theme, window, last register. Nothing about clients."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray


class Settings:
    """A small file of the user's own; missing or damaged means defaults."""

    def __init__(self, path: Path | None) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat) if path else None
        self._memory: dict[str, Any] = {}

    def get(self, name: str, default: str = "") -> str:
        value = self._store.value(name, default) if self._store else self._memory.get(name, default)
        return str(value)

    def set(self, name: str, value: str) -> None:
        if self._store:
            self._store.setValue(name, value)
        else:
            self._memory[name] = value

    def geometry(self) -> QByteArray | None:
        from PySide6.QtCore import QByteArray  # with the main window, not the first one

        value = self._store.value("window/geometry") if self._store else self._memory.get("window/geometry")
        return value if isinstance(value, QByteArray) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        if self._store:
            self._store.setValue("window/geometry", geometry)
        else:
            self._memory["window/geometry"] = geometry
