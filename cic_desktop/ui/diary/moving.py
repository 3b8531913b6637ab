"""Moving what was dragged to another time: told, undone, and asked about where something speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import courses, diary, events
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import ConfirmDialog

if TYPE_CHECKING:
    from cic_desktop.diary.rows import Clash, GatheringLine

__all__ = ["carry_appointment", "carry_group"]

Act = Callable[[Any], Any]


def carry_appointment(
    shell: Shell, owner: QWidget, row_id: str, day: date, starts_at: str, account_id: str, redraw: Callable[[], None]
) -> None:
    """To another time or colleague."""
    _move(
        shell, owner, lambda work: diary.move(work, row_id, day, starts_at, account_id),
        lambda *args: diary.put_back(*args), _when(day, starts_at), redraw,
    )  # fmt: skip


def carry_group(
    shell: Shell, owner: QWidget, group: GatheringLine, day: date, starts_at: str, redraw: Callable[[], None]
) -> None:
    """A lesson or a point of a programme: with people in it, so what speaks against the time is asked about first."""
    moved = replace(diary.occasion_of(group), day=day, starts_at=starts_at)

    def move(work: Any) -> Any:
        act = courses.move_lesson if group.course_id else events.move_point
        return act(work, group.id, day, starts_at)

    def go() -> None:
        _move(shell, owner, move, lambda *args: diary.put_gathering_back(*args), _when(day, starts_at), redraw)

    def found(clashes: list[list[Clash]]) -> None:
        against = tuple(clash.text for clash in clashes[0])
        if not against:
            go()
            return
        redraw()
        ConfirmDialog.ask(
            owner, _("Move to {when}?", when=_when(day, starts_at)), Joined(against, "\n"), _("Move anyway"), go
        )

    shell.ctx.ask(lambda read: diary.new_clashes(read, [group], [moved]), owner=owner, then=found)


def _when(day: date, starts_at: str) -> Text:
    return Joined((Day(day, "weekday"), Plain(starts_at)), ", ")


def _move(
    shell: Shell, owner: QWidget, move: Act, put_back: Callable[..., None], when: Text, redraw: Callable[[], None]
) -> None:
    ctx = shell.ctx

    def told(before: Any) -> None:
        def undo() -> None:
            ctx.do(lambda work: put_back(work, before), verb="undo a move in the calendar", owner=ctx)

        shell.note(_("Moved to {when}.", when=when), "ok", _("Undo"), undo)

    def failed(error: CicError) -> None:
        shell.note(error.text, "bad")
        redraw()

    ctx.do(move, verb="move in the calendar", owner=owner, then=told, failed=failed)
