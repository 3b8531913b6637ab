"""Dates: typed in the way people write them, or picked from a calendar (Alt+Down)."""

from __future__ import annotations

import re

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton

from cic_desktop.core import clock, partial_date
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answer, Field
from cic_desktop.i18n import _
from cic_desktop.ui.icons import icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets.boxes import vbox
from cic_desktop.ui.widgets.editors.base import one
from cic_desktop.ui.widgets.editors.lines import LineEditor

_ARROWS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}
_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class DateEditor(LineEditor):
    """A date, or with `partial_date` as much of one as is known. What cannot be read stays as typed."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field, self._voice = field, language.voice
        self._explain()
        self.line.editingFinished.connect(self._tidy)
        self._calendar_action()

    def value(self) -> Answer:
        typed = self.line.text()
        return self._iso() or typed

    def set_value(self, answer: Answer) -> None:
        super().set_value(written(one(answer)))

    def open_calendar(self) -> QCalendarWidget:
        """Show the calendar under the field, at the date typed or today."""
        day = QDate.fromString(self._iso(), Qt.DateFormat.ISODate)
        popup = _Calendar(day if day.isValid() else _today(), self.line, language.locale(self._voice or language.code))
        popup.calendar.activated.connect(self._picked)
        popup.calendar.clicked.connect(self._picked)
        popup.calendar.activated.connect(popup.close)
        popup.calendar.clicked.connect(popup.close)
        popup.show()
        popup.calendar.setFocus(Qt.FocusReason.PopupFocusReason)
        return popup.calendar

    def _picked(self, day: QDate) -> None:
        self.line.setText(day.toString("dd.MM.yyyy"))
        self.edited.emit()
        self.left.emit()

    def _tidy(self) -> None:
        if iso := self._iso():
            self.line.setText(written(iso))

    def _iso(self) -> str:
        """ISO text of what is typed; empty when it cannot be read."""
        try:
            day = partial_date.parse(self.line.text())
        except CicError:
            return ""
        return str(day) if day.exact or self._field.kind == "partial_date" else ""

    def _explain(self) -> None:
        words = _("year, month.year or date") if self._field.kind == "partial_date" else _("dd.mm.yyyy")
        language.bind(self.line, "setPlaceholderText", words)

    def _calendar_action(self) -> None:
        action = QAction(icon("calendar", "muted"), "", self.line)
        action.setShortcut(QKeySequence("Alt+Down"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.open_calendar)
        language.bind(action, "setText", _("Choose from the calendar (Alt+Down)"))
        self.line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)


def written(answer: str) -> str:
    """ISO text of any precision the way it is written in Poland: `23.11.2026`, `11.2026`, `2026`."""
    return ".".join(reversed(answer.split("-"))) if re.fullmatch(r"\d{4}(-\d\d){0,2}", answer) else answer


def _today() -> QDate:
    today = clock.today()
    return QDate(today.year, today.month, today.day)


class _Calendar(QFrame):
    """A calendar that closes like a menu."""

    def __init__(self, day: QDate, under: QLineEdit, locale: QLocale) -> None:
        super().__init__(under, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(locale)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(day)
        self._colour()
        vbox(self.calendar, margins=(6, 6, 6, 6), parent=self)
        self.move(under.mapToGlobal(QPoint(0, under.height() + 4)))

    def _colour(self) -> None:
        for name, arrow in _ARROWS.items():
            for turn in self.calendar.findChildren(QToolButton, name):
                turn.setIcon(icon(arrow, "muted"))
        quiet = QTextCharFormat()
        quiet.setForeground(theme.color("muted"))
        self.calendar.setHeaderTextFormat(quiet)
        for day in _WEEKEND:
            self.calendar.setWeekdayTextFormat(day, quiet)
