"""Events, their guests and what surveys say, as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cic_desktop import events, surveys
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.codes import options
from cic_desktop.core.errors import Missing
from cic_desktop.db.work import Read
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.events.rows import EventFilter, EventLine, GuestLine
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, Weekday, _, pgettext
from cic_desktop.reports.workbook import SheetColumn, workbook
from cic_desktop.surveys.rows import SurveyCounts

__all__ = ["event_workbook", "guest_workbook", "programme_workbook", "survey_workbook"]

_NOTHING = Plain("")
_EVENTS = (
    SheetColumn(_("Name"), 40), SheetColumn(_("Kind"), 24), SheetColumn(_("State"), 16),
    SheetColumn(_("First day"), 14), SheetColumn(_("Last day"), 14), SheetColumn(_("Place"), 34),
    SheetColumn(_("Together with"), 34), SheetColumn(_("Who runs it"), 24), SheetColumn(_("Places"), 10),
    SheetColumn(_("Guests on the list"), 16), SheetColumn(_("Invited"), 10), SheetColumn(_("Will come"), 12),
    SheetColumn(_("Will not come"), 14), SheetColumn(_("There by name"), 14), SheetColumn(_("There, counted"), 16),
    SheetColumn(_("In all"), 10), SheetColumn(_("Photographs"), 40), SheetColumn(_("Costs"), 40),
)  # fmt: skip
_GUESTS = (
    SheetColumn(_("Name and surname"), 30), SheetColumn(_("Organisation"), 34), SheetColumn(_("Role"), 24),
    SheetColumn(_("Group"), 24), SheetColumn(_("E-mail"), 28), SheetColumn(_("Telephone"), 18),
    SheetColumn(_("Invited on"), 14), SheetColumn(_("Answer to the invitation"), 18), SheetColumn(_("Was there"), 10),
    SheetColumn(_("Agrees to be photographed"), 20), SheetColumn(_("Note"), 40),
)  # fmt: skip
_PROGRAMME = (
    SheetColumn(_("Date"), 14), SheetColumn(_("Day of the week"), 16), SheetColumn(_("From"), 10),
    SheetColumn(_("Until"), 10), SheetColumn(_("Minutes"), 10), SheetColumn(_("Point of the programme"), 44),
    SheetColumn(_("Who speaks"), 30), SheetColumn(_("Interpreter"), 24), SheetColumn(_("Where"), 30),
    SheetColumn(_("State"), 16), SheetColumn(_("Reason"), 30),
)  # fmt: skip
_SURVEY = (SheetColumn(_("What was asked"), 44), SheetColumn(_("Answer"), 30), SheetColumn(_("Sheets"), 10))


def event_workbook(read: Read, wanted: EventFilter, lang: str) -> bytes:
    """The events a list shows, a row each."""
    return workbook(pgettext("sheet", "Events"), _EVENTS, map(_event, events.event_list(read, wanted).lines), lang)


def guest_workbook(read: Read, event_id: str, lang: str) -> bytes:
    """The guests of an event, as the list can be taken in again. Raises Missing."""
    if events.event_line(read, event_id) is None:
        raise Missing()
    return workbook(_("Guests"), _GUESTS, map(_guest, events.guests_of(read, event_id)), lang)


def programme_workbook(read: Read, event_id: str, lang: str) -> bytes:
    """The points of an event's programme in their order, those called off too. Raises Missing."""
    card = events.event(read, event_id)
    if card is None:
        raise Missing()
    return workbook(_("Programme"), _PROGRAMME, map(_point, card.programme), lang)


def survey_workbook(read: Read, lang: str, *, course_id: str = "", event_id: str = "") -> bytes:
    """What the sheets about a course or an event say, counted; no single sheet is told."""
    counts = surveys.survey_counts(read, course_id=course_id, event_id=event_id)
    return workbook(_("Survey"), _SURVEY, _answers(counts), lang)


def _event(line: EventLine) -> tuple[Text, ...]:
    return (
        Plain(line.name), code_label("event_kind", line.kind), code_label("event_state", line.state),
        Day(line.starts_on, "short"), Day(line.ends_on, "short"), Plain(line.where), Plain(line.held_with),
        Plain(line.runs_it), Number(line.capacity) if line.capacity else _NOTHING,
        *map(Number, (line.guests, line.invited, line.coming, line.declined, line.attended, line.heads, line.people)),
        Plain(line.photo_note), Plain(line.cost_note),
    )  # fmt: skip


def _guest(line: GuestLine) -> tuple[Text, ...]:
    return (
        Plain(line.name), Plain(line.organisation), Plain(line.role), code_label("guest_group", line.guest_group),
        Plain(line.email), Plain(line.phone), _day(line.invited_on), code_label("invitation_answer", line.answer),
        _yes_no(line.attended), _yes_no(line.photo), Plain(line.note),
    )  # fmt: skip


def _point(line: GatheringLine) -> tuple[Text, ...]:
    state = pgettext("point of a programme", "called off") if line.state == "called_off" else _NOTHING
    return (
        Day(line.day, "short"), Weekday(line.day.weekday()), Plain(line.starts_at), Plain(line.ends_at),
        Number(line.minutes), Plain(line.title), Joined((Plain(line.teacher), Plain(line.speaker)), ", "),
        Plain(line.interpreter), Plain(line.room or line.place), state, Plain(line.reason),
    )  # fmt: skip


def _yes_no(answer: str) -> Text:
    return {"yes": _("yes"), "no": _("no")}.get(answer, _NOTHING)


def _day(day: date | None) -> Text:
    return Day(day, "short") if day else _NOTHING


def _answers(counts: SurveyCounts) -> Iterator[tuple[Text, ...]]:
    yield _("Sheets in all"), _NOTHING, Number(counts.sheets)
    for option in options("survey_helpful"):
        yield _("Was it helpful?"), option.label, Number(counts.helpful.get(option.code, 0))
    if counts.percent is not None:
        yield _("Found it helpful"), Plain(f"{counts.percent}%"), Number(counts.positive)
    for mean in counts.means:
        mark = _("mean {mark} of 5", mark=Number(round(mean.mark, 2)))
        yield code_label("survey_question", mean.question), mark, Number(mean.sheets)
    for remark in counts.remarks:
        yield _("In their words"), Plain(remark.words), _NOTHING
