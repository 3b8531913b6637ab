"""The filters over the list of courses: words anywhere, a kind, a teacher."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Option
from cic_desktop.i18n import _
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import FindBox, hbox
from cic_desktop.ui.widgets.editors import OptionCombo

_ALL_KINDS, _ALL_TEACHERS = Option("", _("All kinds of courses")), Option("", _("All teachers"))


class CourseFilters(QWidget):
    """`changed` when the user looks for something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = FindBox(_("Name, level, teacher, room"), _("Find a course"))
        self.kinds = OptionCombo((_ALL_KINDS, *options("course_kind")))
        self.teachers = OptionCombo((_ALL_TEACHERS,))
        self.offered: tuple[Option, ...] = ()
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        for combo, name in ((self.kinds, _("Kind")), (self.teachers, _("Teacher"))):
            combo.setCurrentIndex(0)
            combo.setMinimumWidth(210)
            combo.activated.connect(lambda _row: self.changed.emit())
            language.bind(combo, "setAccessibleName", name)
        hbox((self.words, 1), self.kinds, self.teachers, spacing=12, parent=self)

    def offer(self, teachers: tuple[Option, ...]) -> None:
        """The teachers to choose from."""
        if teachers != self.offered:
            self.offered = teachers
            self.teachers.set_options((_ALL_TEACHERS, *teachers))

    def clear(self) -> None:
        """Everything again."""
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self.kinds.setCurrentIndex(0)
        self.teachers.setCurrentIndex(0)
