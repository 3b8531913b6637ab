"""Papers of a course: its timetable and the enrolment card, in Polish and in the participant's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cic_desktop import centre, courses
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.rights import Right
from cic_desktop.courses.rows import CourseCard, CourseLine, EnrolmentLine, SlotLine
from cic_desktop.courses.rules import span
from cic_desktop.db.work import Read
from cic_desktop.diary.free_days import free_day
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.forms.papers.model import Paper, PaperFacts, read_papers
from cic_desktop.forms.papers.service import centre_contact, paper_facts
from cic_desktop.i18n import LANGUAGES, Day, Joined, Number, Plain, Text, Weekday, _, ngettext

if TYPE_CHECKING:
    from cic_desktop.centre.service import CentreLine

__all__ = ["course_timetable", "enrolment_cards"]

_NOTHING = Plain("")


def course_timetable(read: Read, course_id: str, lang: str = "pl") -> bytes:
    """When and where a group meets, with every lesson and the days off, as PDF. Raises Missing, Invalid."""
    from cic_desktop.forms.papers.sheet import draw

    card, home = whole_course(read, course_id), centre.centre(read)
    lessons = list(_lessons(card))
    dense = bool(lessons) and not any(lesson[-1].render("pl") for lesson in lessons)
    facts = PaperFacts(
        "", "", lang, centre_contact(read), {**course_words(card, home), "phone": Plain(home.phone)},
        logo=centre.logo(read),
        tables={
            "about": _one(card.line.about),
            "week": tuple(_slot(slot, card.line) for slot in card.slots),
            "lessons": tuple(lessons),
            "dates": tuple(_side_by_side([lesson[:-1] for lesson in lessons], 3)),
            "free": tuple(_free_days(card)),
        },
    )  # fmt: skip
    paper = slip("timetable")
    shown = tuple(block for block in paper.blocks if block.source != ("lessons" if dense else "dates"))
    return draw((replace(paper, blocks=shown),), facts, spoken(lang))


def enrolment_cards(
    read: Read, enrolment_ids: Sequence[str], lang: str = "", tick: Callable[[float], None] = lambda share: None
) -> bytes:
    """The card each of these people signs on entering a course; in `lang`, else in each one's own language.

    `tick` hears the share done, and may raise to stop. Raises Missing, Invalid: nobody, strange letters.
    """
    from cic_desktop.forms.papers.sheet import draw_all

    read.require(Right.EDIT_CLIENTS)
    lines = [_enrolled(read, enrolment_id) for enrolment_id in enrolment_ids]
    if not lines:
        raise Invalid(Problem("", _("Nobody is in the group yet. Add people first, then print their cards.")))
    cards = {course_id: whole_course(read, course_id) for course_id in {line.course_id for line in lines}}
    paper = slip("course")
    return draw_all(
        [
            (paper, _person_facts(read, cards[line.course_id], line), spoken(lang or line.language or "pl"))
            for line in lines
        ],
        tick,
    )


# --- shared with the other papers of courses -------------------------------------------------------------


def whole_course(read: Read, course_id: str) -> CourseCard:
    """Everything known of a course. Raises Missing."""
    card = courses.course(read, course_id)
    if card is None:
        raise Missing()
    return card


def slip(name: str) -> Paper:
    """One of the centre's small papers."""
    return next(paper for paper in read_papers("slips") if paper.id == name)


def spoken(code: str) -> str:
    """The reader's language as far as there are words in it."""
    return code if code in LANGUAGES else "en"


def course_words(card: CourseCard, home: CentreLine) -> dict[str, Text]:
    """What papers say of a course."""
    line = card.line
    return {
        "course": Plain(line.name),
        "kind": course_kind(card),
        "dates": course_days(card),
        "units": _hours(card),
        "place": _place(card.line, home),
        "teacher": Plain(line.teacher),
        "percent": Plain(str(line.min_percent)),
    }


def course_kind(card: CourseCard) -> Text:
    return Joined((code_label("course_kind", card.line.kind), Plain(card.line.level)), ", ")


def course_days(card: CourseCard, until: date = date.max) -> Text:
    """The first and the last day: the course's own, or of a lesson after it; none later than `until`."""
    days = [lesson.day for lesson in card.lessons if lesson.state != "called_off"]
    days += [card.line.ends_on] if card.line.ends_on else []
    first, last = card.line.starts_on, min(max(days), until) if days else None
    return (
        Joined((Day(first, "short"), Day(last, "short")), " – ") if last else _("from {day}", day=Day(first, "short"))
    )


def _hours(card: CourseCard) -> Text:
    units, minutes = card.line.units or card.line.units_planned, card.line.unit_minutes
    return teaching_hours(units, minutes) if units else _NOTHING


def teaching_hours(units: float, minutes: int) -> Text:
    """So many teaching hours, and how long one is."""
    if units != int(units):
        return Joined((Number(units), ngettext("{n} minute", "{n} minutes", minutes)), " × ")
    many = ngettext("{n} teaching hour", "{n} teaching hours", int(units))
    return Joined((many, ngettext("of {n} minute", "of {n} minutes", minutes)), " ")


def _place(line: CourseLine, home: CentreLine) -> Text:
    """The room with the centre's address, or a place outside."""
    return Plain(line.place or ", ".join(filter(None, (line.room, home.name, home.address))))


def _slot(slot: SlotLine, line: CourseLine) -> tuple[Text, ...]:
    room, teacher = slot.room or line.room or line.place, slot.teacher or line.teacher
    return Weekday(slot.weekday), Plain(_span(slot.starts_at, slot.minutes)), Plain(room), Plain(teacher)


def _side_by_side(rows: Sequence[tuple[Text, ...]], columns: int) -> Iterator[tuple[Text, ...]]:
    """Short rows in several columns, read downwards."""
    height = -(-len(rows) // columns)
    for place in range(height):
        found = [rows[at] if (at := place + height * column) < len(rows) else None for column in range(columns)]
        yield tuple(cell for row in found for cell in row or (_NOTHING,) * len(rows[0]))


def _week(slots: Sequence[SlotLine]) -> Text:
    """The timetable in one line."""
    said = (Joined((Weekday(slot.weekday), Plain(_span(slot.starts_at, slot.minutes))), " ") for slot in slots)
    return Joined(tuple(said), ", ")


def _span(starts_at: str, minutes: int) -> str:
    return str(span(starts_at, minutes))


def _lessons(card: CourseCard) -> Iterator[tuple[Text, ...]]:
    """The lessons by number; one called off has none."""
    number = 0
    for lesson in card.lessons:
        day, hours = Day(lesson.day, "timetable"), Plain(_span(lesson.starts_at, lesson.minutes))
        if lesson.state == "called_off":
            yield Plain("–"), day, hours, _("Called off.")
            continue
        number += 1
        told = (block_name(lesson.block, lesson.title), *_other_than_usual(lesson, card))
        yield Plain(str(number)), day, hours, Joined(tuple(told), " · ")


def block_name(code: str, title: str) -> Text:
    """The centre's own words for a block, else its number: the national names are not confirmed."""
    return Plain(title) if title else code_label("adaptation_block", code)


def _other_than_usual(lesson: GatheringLine, card: CourseCard) -> Iterator[Text]:
    """Another room, place or teacher than those of the timetable on this day."""
    usual = [slot for slot in card.slots if slot.weekday == lesson.day.weekday()]
    rooms = {card.line.room, *(slot.room for slot in usual if slot.room)}
    teachers = {card.line.teacher, *(slot.teacher for slot in usual if slot.teacher)}
    if lesson.place not in ("", card.line.place):
        yield Plain(lesson.place)
    elif lesson.room and lesson.room not in rooms:
        yield Plain(lesson.room)
    if (who := lesson.teacher or lesson.speaker) and who not in teachers:
        yield Plain(who)


def _free_days(card: CourseCard) -> Iterator[tuple[Text, ...]]:
    """The public holidays on which the timetable would have had a lesson."""
    last = card.line.ends_on or max((it.day for it in card.lessons), default=card.line.starts_on)
    weekdays = {slot.weekday for slot in card.slots}
    for number in range((last - card.line.starts_on).days + 1):
        day = card.line.starts_on + timedelta(days=number)
        if day.weekday() in weekdays and (name := free_day(day)):
            yield Day(day, "short"), name


def _one(words: str) -> tuple[tuple[Text, ...], ...]:
    """A table of one cell, or none."""
    return ((Plain(words),),) if words.strip() else ()


def _enrolled(read: Read, enrolment_id: str) -> EnrolmentLine:
    line = courses.enrolment(read, enrolment_id)
    if line is None:
        raise Missing()
    return line


def _person_facts(read: Read, card: CourseCard, line: EnrolmentLine) -> PaperFacts:
    facts = paper_facts(read, line.person_id, card.line.project_id)
    waiting = code_label("enrolment_state", line.state) if line.state == "waiting" else _NOTHING
    words: dict[str, Text] = {
        "week": _week(card.slots),
        "enrolled_on": Joined((Day(line.enrolled_on, "short"), waiting)),
        "entry": code_label("cefr", line.entry_level),
        "entry_test": Joined((
            Day(line.entry_on, "short") if line.entry_on else _NOTHING,
            _NOTHING if line.entry_points is None else ngettext("{n} point", "{n} points", line.entry_points),
        ), ", "),
    }  # fmt: skip
    return replace(facts, words={**facts.words, **course_words(card, centre.centre(read)), **words})
