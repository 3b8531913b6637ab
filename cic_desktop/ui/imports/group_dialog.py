"""People or attendance of one course out of a spreadsheet: the import's own steps, over the course's page."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from cic_desktop.i18n import Text, _
from cic_desktop.ui.imports.page import ImportPage
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button, hbox, vbox

__all__ = ["AttendanceImport", "GroupDialog", "ParticipantsImport"]


class ParticipantsImport(ImportPage):
    """People for a course: known ones by name, number or PESEL, new ones registered first."""

    heading = _("People from a spreadsheet")
    about = _("Whoever is in the register is enrolled; with a citizenship in the row, others are registered first.")
    whats = (("participants", _("Participants")),)


class AttendanceImport(ImportPage):
    """Marks of a course: a column for each lesson, or a row for each day."""

    heading = _("Attendance from a spreadsheet")
    about = _("A column for each lesson with its date, or a row for each day. What is marked here already stays.")
    whats = (("attendance", _("Attendance")),)


class GroupDialog(QDialog):
    """The steps in a window of their own; it stays open until somebody has read the result."""

    def __init__(self, shell: Shell, parent: QWidget, page: type[ImportPage], course_id: str) -> None:
        super().__init__(parent)
        self.page = page(shell, course_id)
        title: Text = page.heading
        language.bind(self, "setWindowTitle", title)
        self.page.done.show_button.hide()
        self.close_button = button(_("Close"), slot=self.accept)
        vbox((self.page, 1), hbox(None, self.close_button), margins=(0, 0, 18, 16), spacing=0, parent=self)
        self.resize(1120, 700)
