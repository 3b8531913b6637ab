"""A visit is prepared for an appointment that was moved in the calendar meanwhile: whose day and time hold is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from cic_desktop import assistance
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.assistance.visit_plan import PlanGrid
from cic_desktop.ui.clients.dialog import Choice

if TYPE_CHECKING:
    from cic_desktop.assistance.visits import When

__all__ = ["MovedChoice"]

_KEPT = "agreed"  # where a draft keeps when the appointment was


class MovedChoice(Choice):
    """`known` is when the appointment is as far as the preparation in `plan` knows."""

    def __init__(self, plan: PlanGrid) -> None:
        super().__init__()
        self._plan = plan
        self.known: When | None = None

    def begin(self, now: When | None) -> None:
        """Another visit is prepared."""
        self.known = now
        self.hide()

    def typing(self) -> dict[str, Any]:
        """What a draft keeps besides."""
        return {_KEPT: [self.known[0].isoformat(), self.known[1]]} if self.known else {}

    def show_typing(self, kept: dict[str, Any]) -> None:
        """Put a draft's typing back; it asks when the appointment has another time than the draft knew of."""
        now = self.known
        self._plan.set_values({name: answer for name, answer in kept.items() if name != _KEPT})
        typed = assistance.visits.when_typed(self._plan.values(hidden=True))
        began = _when(kept[_KEPT]) if _KEPT in kept else typed
        if now and began and now not in (began, typed):
            self.known = began
            self.ask_about(now)

    def ask_about(self, now: When, then: Callable[[], object] = lambda: None) -> None:
        """Which of both times it is to be; `then` goes on with the answer."""
        typed = assistance.visits.when_typed(self._plan.values(hidden=True))

        def take(answers: Answers) -> None:
            self.known = now
            self._plan.set_values(answers)
            self._plan.edited.emit("starts_at")
            then()

        theirs: Answers = {"day": now[0].isoformat(), "starts_at": now[1]}
        words = _(
            "The appointment was moved in the calendar meanwhile: it is on {now}, typed here is {typed}.",
            now=_moment(now), typed=_moment(typed) if typed else Plain("–"),
        )  # fmt: skip
        self.ask(
            words,
            (_("As in the calendar"), lambda: take(theirs)),
            (_("As typed here"), lambda: take({})),
            _("Saving as typed here moves the appointment."),
        )


def _when(kept: list[str]) -> When:
    return date.fromisoformat(kept[0]), kept[1]


def _moment(when: When) -> Text:
    return Joined((Day(when[0], "weekday"), Plain(when[1])), ", ")
