"""The agenda on paper: some days of the calendar, for the door of a room or for a colleague's pocket."""

from __future__ import annotations

from datetime import date

from cic_desktop import diary
from cic_desktop.assistance.kinds import kind
from cic_desktop.core.codes import label as code_label
from cic_desktop.db.work import Read
from cic_desktop.diary.rows import AgendaLine, EventLine, GatheringLine, Week, WeekFilter
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext, pgettext
from cic_desktop.reports.listing import Column, Group, Listing, listing_pdf
from cic_desktop.reports.written import report_head

__all__ = ["agenda_listing", "agenda_pdf"]

_COLUMNS = (
    Column(_("Time"), 12), Column(_("For whom"), 28), Column(_("What"), 24), Column(_("Where"), 18),
    Column(_("With"), 18),
)  # fmt: skip
_CALLED_OFF = pgettext("appointment", "Called off")
_NOTHING = Plain("")


def agenda_pdf(read: Read, first: date, days: int, shown: WeekFilter, whose: Text, lang: str = "pl") -> bytes:
    """The days as an A4 list in `lang`. Equal input gives equal bytes."""
    return listing_pdf(agenda_listing(read, first, days, shown, whose), report_head(read), lang)


def agenda_listing(read: Read, first: date, days: int, shown: WeekFilter, whose: Text) -> Listing:
    """A group for each day something is on; `whose` says of what or whom the calendar is."""
    week = diary.week(read, first, days, shown)
    groups = [_group(week, day) for day in week.days]
    period = Joined((Day(week.days[0], "short"), Day(week.days[-1], "short")), " – ") if days > 1 else Day(first)
    return Listing(
        title=_("Calendar"),
        columns=_COLUMNS,
        groups=[group for group in groups if group.lines],
        facts=(Joined((period, whose)),),
    )


def _group(week: Week, day: date) -> Group:
    lines = [(line.starts_at, line.ends_at, _meeting(line)) for line in week.lines if line.day == day]
    lines += [(line.starts_at, line.ends_at, _gathering(line)) for line in week.gatherings if line.day == day]
    whole = [_event(event) for event in week.events if event.day == day and not event.starts_at]
    timed = [(Plain(f"{start}–{end}"), *row) for start, end, row in sorted(lines, key=lambda line: line[:2])]
    return Group(Joined((Day(day, "weekday"), week.free_days.get(day, _NOTHING))), [*whole, *timed])


def _meeting(line: AgendaLine) -> tuple[Text, ...]:
    who = Joined((Plain(line.person or line.about), Plain(line.case_number)), ", ")
    where = Plain(line.room or line.address) if line.room or line.address else code_label("place", line.place)
    led = Joined((Plain(line.advisor), Plain(line.interpreter)), ", ")
    return who, Joined((kind(line.kind).title, _state(line.state))), where, led


def _gathering(line: GatheringLine) -> tuple[Text, ...]:
    people: Text = ngettext("{n} person", "{n} people", line.people) if line.people else _NOTHING
    what = Joined((Plain(line.title), people, _state(line.state)))
    led = Joined((Plain(line.teacher or line.speaker), Plain(line.interpreter)), ", ")
    return Plain(line.owner), what, Plain(line.room or line.place), led


def _event(event: EventLine) -> tuple[Text, ...]:
    what = Joined((code_label("event_kind", event.kind), _state(event.state)))
    return _NOTHING, Plain(event.name), what, _NOTHING, _NOTHING


def _state(state: str) -> Text:
    return _CALLED_OFF if state == "called_off" else _NOTHING
