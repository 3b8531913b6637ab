"""How every number is counted, each in one sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from cic_desktop.i18n import _
from cic_desktop.reports.indicators import CUTS, INDICATORS
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import button, h2, hbox, muted, strong, vbox


class RulesDialog(QDialog):
    """The counting rules of the month, to read and to argue from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        language.bind(self, "setWindowTitle", _("How we count"))
        rules = [(item.title, item.rule) for item in INDICATORS]
        rules += [(by.title, by.rule) for by in CUTS if by.rule]
        rows = [vbox(strong(title), muted(rule, wrap=True), spacing=2) for title, rule in rules]
        sheet = QWidget()
        sheet.setProperty("role", "clear")
        vbox(*rows, None, margins=(0, 0, 12, 0), spacing=14, parent=sheet)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(sheet)
        close = button(_("Close"), kind="primary", slot=self.accept)
        close.setDefault(True)
        vbox(
            h2(_("How we count")),
            (scroll, 1),
            hbox(None, close),
            margins=(24, 20, 24, 18),
            spacing=14,
            parent=self,
        )
        self.resize(620, 660)
