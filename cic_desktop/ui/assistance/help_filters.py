"""The filters over the list of help given: period, kind, mine, to sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from cic_desktop import assistance
from cic_desktop.assistance.kinds import KINDS
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Field, Option
from cic_desktop.i18n import Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Flow, box, chip_button, hbox, vbox
from cic_desktop.ui.widgets.editors import OptionCombo
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import HelpFilter

_PERIODS: tuple[tuple[str, Text], ...] = (
    ("today", _("Today")),
    ("week", _("This week")),
    ("month", _("This month")),
    ("choose", _("Choose dates")),
)
_DATES = (Field("first", _("From"), "date", width=3), Field("last", _("Until"), "date", width=3))


class HelpFilters(QWidget):
    """What the list shows. `changed` when the user chose something else."""

    changed = Signal()

    def __init__(self, account_id: str) -> None:
        super().__init__()
        self._account_id = account_id
        self._group = QButtonGroup(self)
        self.periods = {code: self._period(code, words) for code, words in _PERIODS}
        self.kinds = OptionCombo((Option("", _("All kinds")), *(Option(kind.code, kind.title) for kind in KINDS)))
        self.kinds.activated.connect(lambda _row: self.changed.emit())
        self.mine = chip_button(_("Only mine"))
        self.unsigned = chip_button(_("To sign"))
        for made in (self.mine, self.unsigned):
            made.clicked.connect(lambda: self.changed.emit())
        self.dates = FieldGrid(_DATES)
        self.dates.setFixedWidth(380)
        self.dates.edited.connect(lambda _name: self.changed.emit())
        self._build()
        self.show_filter(assistance.HelpFilter(*period("month", clock.today())))

    def show_filter(self, wanted: HelpFilter) -> None:
        """Show a filter that came from elsewhere."""
        days = (wanted.first, wanted.last)
        known = [code for code in ("today", "week", "month") if period(code, clock.today()) == days]
        self.periods[known[0] if known else "choose"].setChecked(True)
        self.dates.set_values({"first": str(wanted.first or ""), "last": str(wanted.last or "")})
        self.kinds.set_code(wanted.kind)
        if not wanted.kind:
            self.kinds.setCurrentIndex(0)
        self.mine.setChecked(bool(wanted.account_id))
        self.unsigned.setChecked(wanted.unsigned)
        self._show_dates()

    def wanted(self) -> HelpFilter | None:
        """The filter as chosen; None while a date cannot be read."""
        days = self._days()
        if days is None:
            return None
        plain = assistance.HelpFilter(*days, kind=self.kinds.code(), unsigned=self.unsigned.isChecked())
        return replace(plain, account_id=self._account_id) if self.mine.isChecked() else plain

    def _days(self) -> tuple[date | None, date | None] | None:
        code = next(code for code, made in self.periods.items() if made.isChecked())
        if code != "choose":
            return period(code, clock.today())
        try:
            values: dict[str, Any] = read_answers(_DATES, self.dates.values())
        except Invalid:
            return None
        return values["first"], values["last"]

    def _chose_period(self) -> None:
        self._show_dates()
        self.changed.emit()

    def _show_dates(self) -> None:
        self.dates.setVisible(self.periods["choose"].isChecked())

    def _period(self, code: str, words: Text) -> QPushButton:
        made = chip_button(words)
        made.clicked.connect(self._chose_period)
        self._group.addButton(made)
        made.setObjectName(code)
        return made

    def _build(self) -> None:
        language.bind(self.kinds, "setAccessibleName", _("Kind of help"))
        self.kinds.setMinimumWidth(210)
        chips = box(Flow(*self.periods.values(), self.mine, self.unsigned))
        vbox(hbox((chips, 1), self.kinds, spacing=12), self.dates, spacing=10, parent=self)


def period(code: str, today: date) -> tuple[date, date]:
    """First and last day of "today", "week" (from Monday) or "month", until today."""
    firsts = {
        "today": today,
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
    }
    return firsts[code], today
