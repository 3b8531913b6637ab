"""The choice of the window's language, each by its own name."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox

from cic_desktop.i18n import LANGUAGES, _
from cic_desktop.ui.language import language

LANGUAGE_NAMES = {"pl": "Polski", "uk": "Українська", "ru": "Русский", "en": "English"}


def language_box(settings: Any) -> QComboBox:
    """Switches the whole window's language at once and remembers it."""
    made = QComboBox()
    for code in LANGUAGES:
        made.addItem(LANGUAGE_NAMES[code], code)
    made.setCurrentIndex(max(0, made.findData(language.code)))
    made.setMinimumWidth(140)
    language.bind(made, "setAccessibleName", _("Language of the program"))

    def choose(index: int) -> None:
        settings.set("language", made.itemData(index))
        language.set(made.itemData(index))

    made.activated.connect(choose)
    language.on_change(made, lambda: made.setCurrentIndex(max(0, made.findData(language.code))))
    return made
