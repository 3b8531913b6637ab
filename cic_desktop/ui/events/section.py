"""What the sections of an event's page have in common: a list and a card of the chosen line, from one reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Text
from cic_desktop.ui.assistance.register_page import Found, RegisterPage
from cic_desktop.ui.events.acts import Undo, tell
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets.page import MARGIN

if TYPE_CHECKING:
    from cic_desktop.db.work import Work
    from cic_desktop.events.rows import EventCard

__all__ = ["EventPart", "ListSection"]


class EventPart(Protocol):
    """A section: told the event at each visit and after each change."""

    def show_event(self, card: EventCard, chosen: str = "") -> None: ...


class ListSection(RegisterPage):
    """A list out of the event that was read; `found` says which lines each of its lists has.

    `going_on` are the parts an event that was called off has no use for.
    """

    going_on: tuple[QWidget, ...] = ()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.event_card: EventCard | None = None
        self.head.hide()  # the event's page has one
        self.table.setMinimumHeight(220)
        self.column.setSpacing(12)
        for at, strip in enumerate(self.strips):  # above the lists to choose from
            self.column.removeWidget(strip)
            self.column.insertWidget(2 + at, strip)

    def tools(self) -> tuple[QWidget, ...]:
        self.strips = self.make_strips()
        return self.strips

    def make_strips(self) -> tuple[QWidget, ...]:
        """What stands above everything: counts, and what is done with the list as a whole."""
        return ()

    @property
    def called_off(self) -> bool:
        """Whether the event does not take place: nobody is added to it and nobody comes."""
        return self.event_card is not None and self.event_card.line.state == "called_off"

    def found(self, card: EventCard) -> Found:
        raise NotImplementedError

    def show_event(self, card: EventCard, chosen: str = "") -> None:
        """Another event begins at the top; the same one keeps its place."""
        if self.event_card is None or self.event_card.line.id != card.line.id:
            self.begin()
        self.event_card, self._wanted = card, chosen or self._wanted
        for made in self.going_on:
            made.setHidden(self.called_off)
        self.reload()

    def begin(self) -> None:
        """Forget what was looked for in the event before."""
        self._arriving, self._wanted = True, ""

    def reload(self) -> None:
        if self.event_card is not None:
            self._show(self.found(self.event_card))

    def act(self, change: Callable[[Work], Any], verb: str, said: Text, undo: Undo) -> None:
        """Done at once, said with its undo, which gets what the change returned."""
        self.banner.hide()
        self._shell.ctx.do(
            change, verb=verb, owner=self, failed=self._failed,
            then=lambda made: tell(self._shell, said, made, undo),
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), 6, margins.right(), MARGIN)

    def _failed(self, error: CicError) -> None:
        super()._failed(error)
        self.verticalScrollBar().setValue(0)
