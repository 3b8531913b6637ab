"""The section "Programme": what is when, who speaks, where; clashes are told while a point is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import diary, events, reports
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import TAKEN_OUT, Act, Found, Shown, mistake_act
from cic_desktop.ui.courses.papers import save_sheet
from cic_desktop.ui.events.acts import tell
from cic_desktop.ui.events.section import ListSection
from cic_desktop.ui.events.words import point_fields, point_offers
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Card, button, hbox, muted
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.diary.rows import GatheringLine
    from cic_desktop.events.rows import EventCard

__all__ = ["ProgrammeSection"]

_USUAL_START, _USUAL_MINUTES = "09:00", "45"


def _time(line: GatheringLine) -> Cell:
    return Cell(Plain(f"{line.starts_at}–{line.ends_at}"), Day(line.day, "short"))


def _where(line: GatheringLine) -> Text:
    return Plain(line.room or line.place)


def _speaker(line: GatheringLine) -> Text:
    return Joined((Plain(line.teacher), Plain(line.speaker)), ", ")


def _state(line: GatheringLine) -> Cell:
    if line.state != "called_off":
        return Cell(NOTHING)
    return Cell(pgettext("point of a programme", "called off"), chip="bad", hint=Plain(line.reason))


class ProgrammeSection(ListSection):
    """Enter changes the point chosen."""

    heading = _("Programme")
    empty = (
        "clock", _("No programme yet"),
        _("Add its points: their time, who speaks, in which room. The calendar shows them and tells of clashes."),
    )  # fmt: skip
    columns = (
        Column(_("When"), 17, _time),
        Column(
            _("Point of the programme"), 40, lambda line: Cell(Plain(line.title), hint=Plain(line.title)), strong=True
        ),
        Column(_("Who speaks"), 28, lambda line: Cell(_speaker(line), Plain(line.interpreter), hint=_speaker(line))),
        Column(_("Where"), 20, lambda line: Cell(_where(line), hint=_where(line))),
        Column(_("State"), 20, _state),
    )

    def make_strips(self) -> tuple[QWidget, ...]:
        self._told = muted("")
        sheet = button(_("Save as a spreadsheet"), "download", "ghost", self.export)
        add = button(_("Add a point"), "plus", "primary", self.add_point)
        self.going_on = (add,) if self.may_record else ()
        return (Card(hbox((self._told, 1), sheet, *self.going_on, spacing=8), margins=(18, 10, 14, 10)),)

    def found(self, card: EventCard) -> Found:
        return Found(card.programme, {})

    def show_event(self, card: EventCard, chosen: str = "") -> None:
        points = [point for point in card.programme if point.state != "called_off"]
        words = ngettext("{n} point of the programme", "{n} points of the programme", len(points))
        language.bind(self._told, "setText", words)
        super().show_event(card, chosen)

    def shown(self, line: GatheringLine) -> Shown:
        facts = (
            (_("Who speaks"), _speaker(line)),
            (_("Interpreter"), Plain(line.interpreter)),
            (_("Where"), _where(line)),
            (_("Why it is called off"), Plain(line.reason)),
        )
        off = line.state == "called_off"
        change = Act(_("Takes place after all"), "undo", lambda: self._reopen(line)) if off else Act(
            _("Call off"), "x", lambda: self.ask_call_off(line), "ghost"
        )  # fmt: skip
        acts = (
            Act(_("Edit"), "pencil", lambda: self.change(line), "primary"), change,
            mistake_act(lambda: self._retire(line)),
        )  # fmt: skip
        meta = Joined((Day(line.day, "weekday"), Plain(f"{line.starts_at}–{line.ends_at}")))
        chips = ((pgettext("point of a programme", "called off"), "bad"),) if off else ()
        return Shown(Plain(line.title), meta, chips, facts, acts=acts)  # type: ignore[arg-type]

    def open_line(self, line: GatheringLine) -> None:
        if self.may_record:
            self.change(line)

    def add_point(self) -> AskDialog:
        """It begins when the last one ends, in the same room."""
        return self._ask(None, self._following())

    def change(self, line: GatheringLine) -> AskDialog:
        return self._ask(line, diary.gathering_answers(line))

    def ask_call_off(self, line: GatheringLine) -> AskDialog:
        dialog = AskDialog(
            self._shell, _("Call off a point of the programme"), events.CALL_OFF,
            lambda work, _person, answers, _revision: diary.call_off_gathering(work, line.id, str(answers["reason"])),
            verb="call off a point", hint=Plain(line.title),
            then=lambda before: tell(
                self._shell, _("{name} was called off.", name=Plain(line.title)), before, diary.put_gathering_back
            ),
        )  # fmt: skip
        dialog.open()
        return dialog

    def export(self, path: str = "") -> None:
        """The whole programme as a spreadsheet."""
        assert self.event_card is not None
        event_id = self.event_card.line.id
        save_sheet(
            self, self._shell, pgettext("file", "programme"),
            lambda read, lang: reports.programme_workbook(read, event_id, lang), path, table="event", row=event_id,
        )  # fmt: skip

    def _reopen(self, line: GatheringLine) -> None:
        said = _("{name} takes place.", name=Plain(line.title))
        self.act(lambda work: diary.reopen_gathering(work, line.id), "plan a point", said, diary.put_gathering_back)

    def _retire(self, line: GatheringLine) -> None:
        self.act(
            lambda work: diary.retire_gathering(work, line.id), "take a point out", TAKEN_OUT,
            lambda work, _none: diary.bring_gathering_back(work, line.id),
        )  # fmt: skip

    def _following(self) -> Answers:
        assert self.event_card is not None
        event, points = self.event_card.line, self.event_card.programme
        if not points:
            return {
                "day": event.starts_on.isoformat(), "starts_at": _USUAL_START, "minutes": _USUAL_MINUTES,
                "room_id": event.room_id,
            }  # fmt: skip
        last = points[-1]
        following = {"day": last.day.isoformat(), "starts_at": last.ends_at, "minutes": str(last.minutes)}
        return {**following, "room_id": last.room_id, "place": last.place}

    def _ask(self, line: GatheringLine | None, start: Answers) -> AskDialog:
        assert self.event_card is not None
        event_id, but = self.event_card.line.id, line.id if line else ""

        def change(work: Any, _person: str, answers: Answers, revision: int) -> Any:
            if line is None:
                return events.add_point(work, event_id, answers)
            return events.amend_point(work, line.id, revision, answers)

        def latest(read: Read) -> tuple[int, Answers] | None:
            now = diary.gathering(read, but)
            return (now.revision, diary.gathering_answers(now)) if now else None

        def told(made: Any) -> None:
            if line is None:
                self._wanted = str(made)
                tell(self._shell, _("Added to the programme."), made, diary.retire_gathering)
            else:
                tell(self._shell, _("Saved."), made, diary.put_gathering_back)

        dialog = AskDialog(
            self._shell, _("Point of the programme"), point_fields(), change, verb="keep a point of a programme",
            start=start, then=told, revision=line.revision if line else 0, latest=latest if line else None,
            offers=point_offers, doubts=lambda read, answers: events.point_clashes(read, event_id, answers, but),
        )  # fmt: skip
        dialog.open()
        return dialog
