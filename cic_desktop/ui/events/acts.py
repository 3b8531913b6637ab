"""What is done with an event as a whole, from the list and from its own page: asked, done, undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import events, projects
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers, Field
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import TAKEN_OUT
from cic_desktop.ui.events.words import event_offers
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.db.work import Read, Work
    from cic_desktop.diary.rows import Clash
    from cic_desktop.events.rows import EventLine
    from cic_desktop.events.service import EventBefore

__all__ = ["EventActs", "Undo", "tell"]

Undo = Callable[["Work", Any], object]  # gets what the change returned


class EventActs:
    """`owner` is the page it is asked from; `failed` says what could not be done."""

    def __init__(self, shell: Shell, owner: QWidget, failed: Callable[[CicError], None]) -> None:
        self._shell, self._owner, self._failed = shell, owner, failed

    def ask_new(self) -> None:
        """An event to be planned; its page opens, where guests and programme come next."""
        self._shell.ctx.ask(projects.current_project, owner=self._owner, then=self._new, failed=self._failed)

    def _new(self, project_id: str) -> None:
        start: Answers = {"account_id": self._shell.ctx.actor.id, "project_id": project_id, "kind": "event"}
        self._ask(
            _("New event"), events.EVENT, lambda work, answers, _revision: events.open_event(work, answers),
            "open an event", start, lambda made: self._shell.open("event", event_id=str(made)), doubts=events.doubts,
        )  # fmt: skip

    def ask_change(self, line: EventLine) -> AskDialog:
        return self._ask(
            _("Event"), events.EVENT,
            lambda work, answers, revision: events.amend_event(work, line.id, revision, answers),
            "amend an event", line.answers,
            lambda before: tell(self._shell, _with_points(_("Saved."), before, _moved), before, events.put_event_back),
            revision=line.revision,
            latest=lambda now: (now.revision, now.answers), event_id=line.id,
            doubts=lambda read, answers: events.doubts(read, answers, line.id),
        )  # fmt: skip

    def ask_notes(self, line: EventLine) -> AskDialog:
        """Photographs and costs."""
        return self._ask(
            _("Photographs and costs"), events.NOTES,
            lambda work, answers, revision: events.amend_notes(work, line.id, revision, answers),
            "amend an event", line.notes, self._saved, revision=line.revision,
            latest=lambda now: (now.revision, now.notes), event_id=line.id,
        )  # fmt: skip

    def ask_call_off(self, line: EventLine) -> AskDialog:
        """It does not take place; why is asked."""
        said = _("{name} was called off.", name=Plain(line.name))
        return self._ask(
            _("Call off the event"), events.CALL_OFF,
            lambda work, answers, _revision: events.call_off_event(work, line.id, answers), "call off an event", {},
            lambda before: tell(self._shell, said, before, events.put_event_back),
            hint=_("Its programme no longer takes a room or anybody's time. Guests stay on the list."),
        )  # fmt: skip

    def hold(self, line: EventLine) -> None:
        said = _("{name} was held.", name=Plain(line.name))
        self.do(
            lambda work: events.hold_event(work, line.id), "hold an event", lambda _before: said, events.put_event_back
        )

    def plan_again(self, line: EventLine) -> None:
        said = _("{name} is planned again.", name=Plain(line.name))
        self.do(
            lambda work: events.plan_event_again(work, line.id), "plan an event",
            lambda before: _with_points(said, before, _taking_place), events.put_event_back,
        )  # fmt: skip

    def retire(self, line: EventLine) -> None:
        """It should never have been there."""
        self.do(
            lambda work: events.retire_event(work, line.id), "take an event out", lambda _points: TAKEN_OUT,
            lambda work, points: events.bring_event_back(work, line.id, points),
        )  # fmt: skip

    def do(self, change: Callable[[Work], Any], verb: str, said: Callable[[Any], Text], undo: Undo) -> None:
        """Done at once, said with its undo; both get what the change returned."""
        self._shell.ctx.do(
            change, verb=verb, owner=self._owner, failed=self._failed,
            then=lambda before: tell(self._shell, said(before), before, undo),
        )  # fmt: skip

    def _saved(self, _none: object) -> None:
        self._shell.note(_("Saved."))

    def _ask(
        self, title: Text, fields: Sequence[Field], change: Callable[[Work, Answers, int], Any], verb: str,
        start: Answers, then: Callable[[Any], object], *, hint: Text | str = "", revision: int = 0,
        latest: Callable[[EventLine], tuple[int, Answers]] | None = None, event_id: str = "",
        doubts: Callable[[Read, Answers], Sequence[Clash]] | None = None,
    ) -> AskDialog:  # fmt: skip
        def now(read: Read) -> tuple[int, Answers] | None:
            line = events.event_line(read, event_id)
            return latest(line) if latest and line else None

        dialog = AskDialog(
            self._shell, title, fields, lambda work, _person, answers, seen: change(work, answers, seen), verb=verb,
            start=start, hint=hint, then=then, revision=revision, latest=now if latest else None, offers=event_offers,
            doubts=doubts,
        )  # fmt: skip
        dialog.open()
        return dialog


def _moved(number: int) -> Text:
    return ngettext(
        "{n} point of the programme moved along.", "{n} points of the programme moved along.", number
    )  # fmt: skip


def _taking_place(number: int) -> Text:
    return ngettext(
        "{n} point of the programme takes place again.", "{n} points of the programme take place again.", number
    )  # fmt: skip


def _with_points(said: Text, before: EventBefore, words: Callable[[int], Text]) -> Text:
    """What was done, and to how many points of the programme."""
    return Joined((said, words(len(before.points))), " ") if before.points else said


def tell(shell: Shell, said: Text, made: Any, undo: Undo) -> None:
    """Say what was done; `undo` takes it back."""

    def back() -> None:
        shell.ctx.do(lambda work: undo(work, made), verb="undo: an event", owner=shell.ctx)

    shell.note(said, "ok", _("Undo"), back)
