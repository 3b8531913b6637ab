"""Papers of courses to sign and to keep: attendance of a lesson or a course, things given out, hours taught."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cic_desktop import courses, diary, projects
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.codes import options
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.periods import Month
from cic_desktop.courses.rows import CourseLine, EnrolmentLine, Register, TeachingLine, share
from cic_desktop.db.work import Read
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.forms.pdf import missing_glyphs
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, _, ngettext, pgettext
from cic_desktop.reports.listing import Column, Group, Listing, listing_pdf
from cic_desktop.reports.written import report_head

__all__ = [
    "SPARE_LINES", "course_list_pdf", "course_record_pdf", "drawn", "handout_list_pdf", "lesson_list_pdf",
    "teaching_pdf",
]  # fmt: skip

SPARE_LINES = 3  # for those who come without having been enrolled
_SIGNED_ACROSS, _MARKED_ACROSS = 9, 20  # lessons beside each other: room to sign, room for a sign
_NOTHING = Plain("")
_SIGNS = {"present": "+", "late": "s", "absent": "–", "excused": "u"}
_NUMBER, _NAME = Column(_("No."), 5), Column(_("Given names and surname"), 40)
_BELOW = (_("date and signature of the teacher"), _("date and signature for the centre"))


def lesson_list_pdf(read: Read, lesson_id: str, lang: str = "pl", second: str = "") -> bytes:
    """The attendance list of one lesson, everybody expected on that day with a place to sign, and some spare lines.

    `second` is a language for the participants, below the heads. Raises Missing, Invalid (cannot be printed).
    """
    lesson = diary.gathering(read, lesson_id)
    if lesson is None or not lesson.course_id:
        raise Missing()
    found = _register(read, lesson.course_id)
    marks = found.of_lesson(lesson.id)
    people = [line for line in found.people if line.expected(lesson.day) or line.id in marks]
    lines = [
        (Plain(f"{number}."), _who(line), _NOTHING, code_label("attendance_mark", marks.get(line.id)))
        for number, line in enumerate(people, 1)
    ]
    listing = Listing(
        title=_("Attendance list"),
        columns=(_NUMBER, _NAME, Column(_("Legible signature"), 35, sign=True), Column(_("Remarks"), 20)),
        groups=[Group(_NOTHING, [*lines, *_spare(len(lines), 4)])],
        facts=(*_of_course(read, found.line), *_of_lesson(found, lesson)),
        signatures=_BELOW,
    )
    return drawn(read, listing, lang, second)


def course_list_pdf(read: Read, course_id: str, first: date, last: date, lang: str = "pl", second: str = "") -> bytes:
    """The attendance list of a course for some days: a column to sign for each lesson. Raises Missing, Invalid."""
    found = _register(read, course_id)
    lessons = [lesson for lesson in found.lessons if first <= lesson.day <= last]
    if not lessons:
        raise Invalid(Problem("", _("There is no lesson in these days.")))
    people = [line for line in found.people if any(line.expected(lesson.day) for lesson in lessons)]
    groups = [_signed(people, some) for some in _shared_out(lessons, _SIGNED_ACROSS)]
    listing = Listing(
        title=_("Attendance list"), columns=(), groups=groups, facts=tuple(_of_course(read, found.line)),
        signatures=_BELOW, wide=True,
    )  # fmt: skip
    return drawn(read, listing, lang, second)


def course_record_pdf(read: Read, course_id: str, lang: str = "pl") -> bytes:
    """The attendance as it was marked, with everybody's share: a record for the files. Raises Missing, Invalid."""
    found = _register(read, course_id)
    held = [lesson for lesson in found.lessons if lesson.state == "held"]
    if not held:
        raise Invalid(Problem("", _("No lesson has been held yet.")))
    groups = [_marked(found, some) for some in _shared_out(held, _MARKED_ACROSS)]
    signs = (Joined((Plain(_SIGNS[mark.code]), mark.label), " = ") for mark in options("attendance_mark"))
    listing = Listing(
        title=_("Record of attendance"),
        columns=(),
        groups=[*groups, _summed(found, held), *_blocks(read, course_id)],
        facts=(*_of_course(read, found.line), Joined(tuple(signs))),
        signatures=_BELOW,
        wide=True,
    )
    return drawn(read, listing, lang)


def handout_list_pdf(read: Read, course_id: str, what: str, lang: str = "pl", second: str = "") -> bytes:
    """A list to sign for something given out to the group: books, tickets. Raises Missing, Invalid."""
    card = courses.course(read, course_id)
    if card is None:
        raise Missing()
    given = {line.id: found for line in card.people for found in line.materials if found.title == what}
    lines = [
        (Plain(f"{number}."), _who(line), _day(given[line.id].given_on) if line.id in given else _NOTHING, _NOTHING)
        for number, line in enumerate(card.group, 1)
    ]
    columns = (_NUMBER, _NAME, Column(_("Date"), 18), Column(_("Legible signature"), 37, sign=True))
    facts = (Plain(what), *_of_course(read, card.line))
    listing = Listing(_("Receipt of materials"), columns, [Group(_NOTHING, lines)], facts, (), (_BELOW[1],))
    return drawn(read, listing, lang, second)


def teaching_pdf(read: Read, month: Month, teacher_id: str, lang: str = "pl") -> bytes:
    """A teacher's lessons of a month in teaching hours, with the protocol of acceptance. Raises Invalid, Missing."""
    lines = courses.hours(read, month.first, month.last, teacher_id)
    teacher = next((line.name for line in diary.teachers(read) if line.id == teacher_id), "")
    name = teacher or (lines[0].teacher if lines else "")
    if not name:
        raise Missing()
    columns = (
        Column(_("Date"), 12), Column(_("Hours of the day"), 13), Column(_("Course"), 25), Column(_("Subject"), 20),
        Column(_("Persons"), 9, right=True), Column(_("Minutes"), 9, right=True),
        Column(_("Teaching hours"), 14, right=True),
    )  # fmt: skip
    listing = Listing(
        title=_("Teacher's monthly record of hours"),
        columns=columns,
        groups=[Group(_NOTHING, [_taught(line) for line in lines])],
        facts=(Plain(name), month.name),
        notes=(_in_all(lines), _ACCEPTED),
        signatures=(_("date and signature of the teacher"), _("date and signature for the centre")),
    )
    return drawn(read, listing, lang)


_ACCEPTED: Text = _(
    "Protocol of acceptance: the lessons above were held as agreed and are accepted without reservations."
)


def _register(read: Read, course_id: str) -> Register:
    found = courses.register(read, course_id)
    if found is None:
        raise Missing()
    return found


def _of_course(read: Read, line: CourseLine) -> list[Text]:
    """The course, what is taught, the project it is paid from."""
    kind = Joined((code_label("course_kind", line.kind), Plain(line.level)), ", ")
    return [Joined((Plain(line.name), kind)), Plain(projects.project_title(read, line.project_id))]


def _of_lesson(found: Register, lesson: GatheringLine) -> list[Text]:
    place = [one.id for one in found.lessons].index(lesson.id) + 1 if lesson in found.lessons else 0
    number = _("lesson {n} of {count}", n=place, count=len(found.lessons)) if place else _NOTHING
    when = Joined((Day(lesson.day, "weekday"), Plain(f"{lesson.starts_at}–{lesson.ends_at}")), ", ")
    where = Plain(lesson.place or lesson.room or found.line.place)
    about = Joined((code_label("adaptation_block", lesson.block), Plain(lesson.title)), ": ")
    teacher = _("taught by {name}", name=Plain(lesson.teacher or lesson.speaker)) if _taught_by(lesson) else _NOTHING
    return [Joined((when, number)), Joined((about, where, teacher))]


def _taught_by(lesson: GatheringLine) -> bool:
    return bool(lesson.teacher or lesson.speaker)


def _who(line: EnrolmentLine) -> Text:
    return Joined((Plain(line.person), Plain(line.case_number)))


def _spare(used: int, columns: int) -> list[tuple[Text, ...]]:
    blank = (_NOTHING,) * (columns - 1)
    return [(Plain(f"{used + number}."), *blank) for number in range(1, SPARE_LINES + 1)]


def _day(day: date) -> Text:
    return Day(day, "short")


def _shared_out(lessons: Sequence[GatheringLine], most: int) -> Iterator[Sequence[GatheringLine]]:
    """The lessons in parts of about the same length."""
    parts = -(-len(lessons) // most)
    for part in range(parts):
        yield lessons[part * len(lessons) // parts : (part + 1) * len(lessons) // parts]


def _signed(people: Sequence[EnrolmentLine], lessons: Sequence[GatheringLine]) -> Group:
    """Lessons beside each other, with room to sign; whoever is not in the group on a day is crossed out there."""
    heads = [Column(Joined((Day(one.day, "day_month"), Plain(one.starts_at)), ", "), 13, sign=True) for one in lessons]
    lines = [
        (
            Plain(f"{number}."),
            _who(line),
            *(_NOTHING if line.expected(lesson.day) else Plain("——") for lesson in lessons),
        )
        for number, line in enumerate(people, 1)
    ]
    spare = _spare(len(lines), len(lessons) + 2)
    return Group(_span(lessons), [*lines, *spare], (_NUMBER, replace(_NAME, share=36), *heads))


def _span(lessons: Sequence[GatheringLine]) -> Text:
    first, last = lessons[0].day, lessons[-1].day
    return _day(first) if first == last else Joined((_day(first), _day(last)), " – ")


def _marked(found: Register, lessons: Sequence[GatheringLine]) -> Group:
    """The marks of lessons beside each other."""
    heads = [Column(Day(lesson.day, "day_month"), 7) for lesson in lessons]
    lines = [
        (Plain(f"{number}."), Plain(line.person), *(_sign(found, lesson, line) for lesson in lessons))
        for number, line in enumerate(found.people, 1)
    ]
    return Group(_span(lessons), lines, (_NUMBER, replace(_NAME, share=34), *heads))


def _sign(found: Register, lesson: GatheringLine, line: EnrolmentLine) -> Text:
    return Plain(_SIGNS.get(found.marks.get((lesson.id, line.id), ""), ""))


def _summed(found: Register, held: Sequence[GatheringLine]) -> Group:
    """Everybody's presence, and whether it is enough for a certificate."""
    columns = (
        _NUMBER, _NAME, Column(_("Case number"), 16), Column(_("Enrolled on"), 14), Column(_("State"), 22),
        Column(_("Present"), 10, right=True), Column(_("Share"), 8, right=True),
    )  # fmt: skip
    lines = [
        (
            Plain(f"{number}."), Plain(line.person), Plain(line.case_number), _day(line.enrolled_on),
            code_label("enrolment_state", line.state), Plain(f"{line.present} / {len(held)}"),
            Plain(f"{share(line.present, len(held))}%"),
        )
        for number, line in enumerate(found.people, 1)
    ]  # fmt: skip
    title = _("In all; {n}% are needed for a certificate", n=found.line.min_percent)
    return Group(title, lines, columns)


def _blocks(read: Read, course_id: str) -> Iterator[Group]:
    """The teaching hours of each block of an adaptation course."""
    card = courses.course(read, course_id)
    if card is None or not card.blocks:
        return
    columns = (
        Column(_("Block"), 12), Column(_("Subject"), 52), Column(pgettext("teaching hours", "Wanted"), 12, right=True),
        Column(pgettext("teaching hours", "In the plan"), 12, right=True),
        Column(pgettext("teaching hours", "Held"), 12, right=True),
    )  # fmt: skip
    lines = [
        (
            code_label("adaptation_block", block.block), Plain(block.title),
            *(Number(_whole(units)) for units in (block.units, block.planned, block.held)),
        )
        for block in card.blocks
    ]  # fmt: skip
    yield Group(_("Teaching hours of each block"), lines, columns)


def _taught(line: TeachingLine) -> tuple[Text, ...]:
    return (
        _day(line.day), Plain(f"{line.starts_at}–{line.ends_at}"), Plain(line.course), Plain(line.subject),
        Number(line.present), Number(line.minutes), Number(_whole(line.units)),
    )  # fmt: skip


def _in_all(lines: Sequence[TeachingLine]) -> Text:
    units = round(sum(line.units for line in lines), 2)
    return Joined(
        (
            _("In all"),
            ngettext("{n} lesson", "{n} lessons", len(lines)),
            ngettext("{n} minute", "{n} minutes", sum(line.minutes for line in lines)),
            _("teaching hours: {n}", n=Number(_whole(units))),
        )
    )


def _whole(units: float) -> float:
    """Teaching hours without a needless fraction."""
    return int(units) if units == int(units) else units


def drawn(read: Read, listing: Listing, lang: str, second: str = "") -> bytes:
    """The list as PDF; what cannot be printed is refused with a sentence."""
    cells = [cell for group in listing.groups for line in group.lines for cell in line]
    if letters := missing_glyphs("".join(text.render(lang) for text in (*cells, *listing.facts))):
        said = _("“{letters}” cannot be printed. Write it in Latin letters, as in the passport.", letters=letters)
        raise Invalid(Problem("", said))
    return listing_pdf(listing, report_head(read), lang, second)
