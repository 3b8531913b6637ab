"""What this computer's user chose; a missing or damaged file means defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from cic_desktop.app.settings import Settings


@pytest.mark.parametrize("kept", [True, False])
def test_what_was_chosen_comes_back(tmp_path: Path, kept: bool) -> None:
    path = tmp_path / "deep" / "settings.ini" if kept else None
    settings = Settings(path)
    assert settings.get("language", "pl") == "pl"
    assert settings.geometry() is None
    settings.set("language", "uk")
    settings.keep_geometry(QByteArray(b"\x01\x00\xff"))
    again = Settings(path) if kept else settings
    if kept:
        del settings
    assert again.get("language", "pl") == "uk"
    assert again.geometry() == QByteArray(b"\x01\x00\xff")


def test_a_damaged_file_means_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_bytes(b"\xff\xfe[[[\x00 window/geometry=@Byte")
    settings = Settings(path)
    assert settings.get("language", "pl") == "pl"
    assert settings.geometry() is None
