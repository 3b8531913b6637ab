"""The bar on top: find, demo mark, language, light or dark, lock."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFrame

from cic_desktop.i18n import _
from cic_desktop.ui.language import language
from cic_desktop.ui.language_box import language_box
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import FindBox, chip, hbox, tool_button


class TopBar(QFrame):
    """Enter in the find box goes to the clients found."""

    def __init__(self, window: Any) -> None:
        super().__init__()
        self._window = window
        self.setProperty("role", "topbar")
        self.setFixedHeight(60)
        self.find_box = FindBox(_("Find a client: name, PESEL, telephone, case number"), _("Find a client"))
        self.find_box.setFixedWidth(400)
        self.find_box.returnPressed.connect(self._find)
        keys = chip("Ctrl K")
        language.bind(keys, "setToolTip", _("Commands"))
        self._languages = language_box(window.ctx.settings)
        self.demo, self.hidden = chip(_("Demo: invented people"), "warn"), chip(_("Names are hidden"), "violet")
        self.demo.hide()
        self.hidden.hide()
        window.privacy.changed.connect(self.hidden.setVisible)
        hbox(
            self.find_box, keys, None, self.demo, self.hidden, self._languages,
            tool_button("eye-off", _("Hide or show names (F9)"), window.privacy.toggle), self._scheme_button(),
            tool_button("lock", _("Lock (Ctrl+L)"), window.lock), margins=(28, 0, 20, 0), spacing=10, parent=self,
        )  # fmt: skip

    def free_room(self) -> QRect:
        """Between the find box and the buttons at the right: only marks stand there."""
        left, right = self.find_box.geometry().right() + 10, self._languages.geometry().left() - 10
        return QRect(left, 0, right - left, self.height())

    def _find(self) -> None:
        text = self.find_box.text()
        self.find_box.clear()
        self._window.open("clients", find=text)

    def _scheme_button(self) -> Any:
        return tool_button("moon", _("Light or dark"), self._switch_scheme)

    def _switch_scheme(self) -> None:
        theme.apply("light" if theme.scheme == "dark" else "dark")
        self._window.ctx.settings.set("theme", theme.scheme)
