"""A teacher's month: the record of hours with the protocol to print, or the lessons as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cic_desktop import courses, reports
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Field, Option
from cic_desktop.core.periods import Month
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.assistance.kept import gone
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.courses.papers import draw, save_sheet
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.db.work import Read

__all__ = ["TeachingDialog", "teachers_offered"]

_MONTHS = 24  # to choose from


def teachers_offered(read: Read) -> tuple[Option, ...]:
    """Whose hours there may be in one of these months: those on the list, and who taught and has left since."""
    since = Month.of(clock.today()).back(_MONTHS).first
    found = courses.teachers_of(read, since)
    return tuple(Option(row_id, Plain(name) if offered else gone(name)) for row_id, name, offered in found)


class TeachingDialog(ClientDialog):
    """Last month's hours of one teacher; as a spreadsheet of everybody's, too."""

    def __init__(self, shell: Shell, teachers: Sequence[Option], teacher_id: str = "") -> None:
        super().__init__(shell, _("Hours of teaching"), _("The lessons held, in teaching hours."), width=520)
        this = Month.of(clock.today())
        months = tuple(Option(str(month), month.name) for month in map(this.back, range(_MONTHS)))
        self.grid = FieldGrid(
            (
                Field("month", _("Month"), "choice", options=months, required=True, width=5),
                Field("teacher_id", _("Teacher"), "choice", options=tuple(teachers), width=7),
            )
        )
        only = teachers[0].code if len(teachers) == 1 else ""
        self.grid.set_values({"month": str(this.previous()), "teacher_id": teacher_id or only})
        self.body.addWidget(DialogBody(self.grid), 1)
        self.foot.addWidget(button(_("Save as a spreadsheet"), "download", slot=self.save))
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Show the record"), self.show_record, "printer"))

    def show_record(self) -> None:
        """The paper the teacher and the centre sign."""
        month, teacher_id = self._asked()
        if not teacher_id:
            self.grid.show_problems([Problem("teacher_id", _("Choose whose hours."))])
            self.grow()
            return
        draw(
            self, self.shell, lambda read, _tick: reports.teaching_pdf(read, month, teacher_id), _("Hours of teaching"),
            teacher_id, self._failed, table="teacher",
        )  # fmt: skip

    def save(self, path: str = "") -> None:
        """The lessons of the month; of everybody when nobody is chosen."""
        month, teacher_id = self._asked()
        save_sheet(
            self,
            self.shell,
            _("hours"),
            lambda read, lang: reports.teaching_workbook(read, month, teacher_id, lang),
            path,
        )

    def _asked(self) -> tuple[Month, str]:
        asked = self.grid.values()
        return Month.parse(str(asked["month"])), str(asked.get("teacher_id") or "")

    def _failed(self, error: CicError) -> None:
        homeless = self.grid.show_problems(error.problems) if isinstance(error, Invalid) else [error]
        if homeless:
            self.banner.say("bad", homeless[0].text)
        self.grow()
