"""The talk itself: when, how long, where, in which language, and whether it was signed for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from cic_desktop.assistance.fields import SITTING
from cic_desktop.core import clock, partial_date
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import _
from cic_desktop.ui.assistance.sitting_start import Start
from cic_desktop.ui.widgets import Card, card_head
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.diary.rows import AgendaLine


class TalkCard(Card):
    """The questions of a sitting. Its minutes follow the services' until somebody types them."""

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.grid = FieldGrid(SITTING)
        self.grid.edited.connect(self._edited)
        self._own_minutes = False
        self._now: Answers = {}  # what a talk that was not agreed on begins with
        self._before: tuple[Answers, bool] = ({}, False)  # what stood here until an appointment was taken up
        self.add(card_head(_("The talk")), self.grid, None)

    def start(self, start: Start, signature: str) -> None:
        """Sensible answers for a new talk: the appointment's, or here and now."""
        agreed, people = start.appointment, start.persons
        now = clock.local(clock.now())
        five = now - timedelta(minutes=now.minute % 5)
        self._own_minutes = agreed is not None
        self._now = {"starts_at": f"{five:%H:%M}", "place": "office"}
        self._show(
            {
                "day": clock.today().isoformat(),
                "minutes": "",
                "language": people[0].line.language if people else "pl",
                "signature": signature,
                **(_when(agreed) if agreed else self._now),
            }
        )

    def show_agreed(self, agreed: AgendaLine) -> None:
        """It was given at an appointment: when and where are known, but for what was typed already."""
        typed = self.grid.values(hidden=True)
        self._before = typed, self._own_minutes
        kept = {name for name in ("starts_at", "place") if typed[name] not in ("", self._now.get(name))}
        if self._own_minutes:
            kept.add("minutes")
        self.grid.set_values({name: value for name, value in _when(agreed).items() if name not in kept})
        self._own_minutes = True

    def leave_agreed(self, agreed: AgendaLine) -> None:
        """It was another meeting after all: what was taken over from it goes again."""
        typed, (before, own_minutes) = self.grid.values(hidden=True), self._before
        taken = {name for name, value in _when(agreed).items() if typed[name] == value}
        self.grid.set_values({name: value for name, value in before.items() if name in taken})
        self._own_minutes = own_minutes or "minutes" not in taken

    def show_talk(self, answers: Answers, *, own_minutes: bool) -> None:
        """A talk that was written down; `own_minutes` when they are not the sum of its services'."""
        self._own_minutes = own_minutes
        self._show(answers)

    def typing(self) -> dict[str, Any]:
        """What a draft keeps of the talk."""
        return {"answers": self.grid.values(hidden=True), "own_minutes": self._own_minutes}

    def show_typing(self, kept: dict[str, Any]) -> None:
        """Put a draft's typing back."""
        self._own_minutes = bool(kept.get("own_minutes"))
        self._show(kept.get("answers", {}))

    def show_sum(self, minutes: int) -> None:
        """What the services add up to."""
        if not self._own_minutes:
            self.grid.set_values({"minutes": str(minutes) if minutes else ""})

    def day(self) -> date | None:
        """The day typed, or None when it is not a whole date."""
        try:
            day = partial_date.parse(str(self.grid.values(hidden=True)["day"]))
        except CicError:
            return None
        return day.earliest if day.exact else None

    def _show(self, answers: Answers) -> None:
        self.grid.clear_problems()
        self.grid.set_values({field.name: "" for field in SITTING} | answers)

    def _edited(self, name: str) -> None:
        if name == "minutes":
            self._own_minutes = True
        self.edited.emit(name)


def _when(agreed: AgendaLine) -> Answers:
    return {"starts_at": agreed.starts_at, "minutes": str(agreed.minutes), "place": agreed.place}
