"""Periods a report can cover. Both ends belong to the period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import MonthName, Text, _


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2026-10`; raises CicError with a sentence."""
        match = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
        if not match or not 1 <= int(match[2]) <= 12 or not 1990 <= int(match[1]) <= 2200:
            raise CicError(_("Write the month as year and number, for example {example}.", example="2026-10"))
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def previous(self) -> Month:
        return Month.of(self.first - timedelta(days=1))

    def back(self, months: int) -> Month:
        total = self.year * 12 + self.month - 1 - months
        return Month(total // 12, total % 12 + 1)

    @property
    def name(self) -> Text:
        return MonthName(self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
