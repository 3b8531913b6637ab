"""Certificates of a course: a page for each person, all in one PDF, in Polish with the person's language below.

The words stand in `resources/slips/certificate.toml`; they are without gender, so that they fit everybody.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop import centre, clients, courses, projects
from cic_desktop.core import partial_date
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.rights import Right
from cic_desktop.courses.rows import HERE, CourseCard, EnrolmentLine, units_of
from cic_desktop.db.work import Read
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.forms.papers.courses import (
    block_name,
    course_days,
    course_kind,
    slip,
    spoken,
    teaching_hours,
    whole_course,
)
from cic_desktop.forms.papers.model import Block, Paper
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, _, pgettext

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from cic_desktop.centre.service import CentreLine
    from cic_desktop.clients.rows import ClientLine

__all__ = ["course_certificates"]

WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
MARGIN, FRAME = 64.0, 30.0
INK, GREY, FAINT, ACCENT = "#17212B", "#52616F", "#C9D3DA", "#1F6F78"
POLISH = "pl"
_LABELS, _GAP = 132.0, 16.0
_LEAST_GAP = 4.0
_FOOT = 196.0  # below it stand the day and the signatures
_VALUES = WIDTH - 2 * MARGIN - _LABELS - _GAP
_NOTHING = Plain("")


@dataclass(frozen=True)
class _Certificate:
    """One person's: `told` are the facts by the names the paper uses."""

    number: str
    name: str
    original: str
    place: str
    day: date
    told: dict[str, Text]
    lang: str
    took_part: bool  # not to the end: somebody left, or the course went on


def course_certificates(read: Read, course_id: str, enrolment_ids: Sequence[str], lang: str = "") -> bytes:
    """The certificates given to these people; in `lang`, else in each one's own language beside Polish.

    Raises Missing for somebody who has not been given one, Invalid for a letter that cannot be printed.
    """
    read.require(Right.READ_CLIENTS)
    card, home = whole_course(read, course_id), centre.centre(read)
    given = {line.id: line for line in card.people if line.certificate_on}
    if not enrolment_ids or set(enrolment_ids) - given.keys():
        raise Missing()
    lines = _as_given(read, card, [given[enrolment_id] for enrolment_id in enrolment_ids])
    people = {person.id: person for person in clients.client_lines(read, [line.person_id for line in lines])}
    told = {day: _of_course(read, card, day) for day in {_day(card, line) for line in lines}}
    made = [_certificate(card, line, people[line.person_id], home, told, lang) for line in lines]
    _refuse_unprintable(made)
    return _draw(made, slip("certificate"), home, centre.logo(read))


# --- what is said ---------------------------------------------------------------------------------------


def _day(card: CourseCard, line: EnrolmentLine) -> date:
    return line.certificate_on or card.line.starts_on


def _held(card: CourseCard, day: date) -> list[GatheringLine]:
    """The lessons a certificate of a day speaks of: one printed again later says what it said then."""
    return [lesson for lesson in card.lessons if lesson.state == "held" and lesson.day <= day]


def _went_on(card: CourseCard, day: date) -> bool:
    """Whether lessons lie after the day of a certificate: then nobody had completed the course."""
    return any(lesson.day > day for lesson in card.lessons if lesson.state != "called_off")


def _as_given(read: Read, card: CourseCard, lines: Sequence[EnrolmentLine]) -> list[EnrolmentLine]:
    """People with their presence until the day of their certificate."""
    found, told = courses.register(read, card.line.id), []
    for line in lines:
        held = _held(card, _day(card, line))
        there = sum(found is not None and found.marks.get((lesson.id, line.id)) in HERE for lesson in held)
        told.append(replace(line, present=there, held=len(held)))
    return told


def _of_course(read: Read, card: CourseCard, day: date) -> dict[str, Text]:
    """What a certificate of a day says of the course."""
    line, held = card.line, _held(card, day)
    units = units_of(sum(lesson.minutes for lesson in held), line.unit_minutes)
    return {
        "kind": course_kind(card),
        "course": Plain(line.name),
        "dates": course_days(card, day),
        "units": teaching_hours(units or line.units, line.unit_minutes),
        "blocks": Joined(tuple(_blocks(card, held)), "; "),
        "project": Plain(projects.project_title(read, line.project_id)),
    }


def _blocks(card: CourseCard, held: Sequence[GatheringLine]) -> Iterator[Text]:
    """The blocks that were held, each with its teaching hours."""
    for block in card.blocks:
        minutes = sum(lesson.minutes for lesson in held if lesson.block == block.block)
        if minutes:
            units = units_of(minutes, card.line.unit_minutes)
            told = pgettext("teaching hours", "{n} h", n=Number(int(units) if units == int(units) else units))
            yield Joined((block_name(block.block, block.title), told), " – ")


def _certificate(
    card: CourseCard,
    line: EnrolmentLine,
    person: ClientLine,
    home: CentreLine,
    told: dict[date, dict[str, Text]],
    lang: str,
) -> _Certificate:
    day = _day(card, line)
    own: dict[str, Text] = {
        "birth_date": partial_date.parse(person.birth_date).text() if person.birth_date else _NOTHING,
        "presence": _("{percent}% ({present} of {held} lessons)", percent=line.percent, present=line.present,
                      held=line.held),
        "exit": _exit(line, day),
    }  # fmt: skip
    return _Certificate(
        number=line.certificate_number,
        name=f"{person.given} {person.surname}".strip(),
        original=person.original,
        place=home.town,
        day=day,
        told={**told[day], **own},
        lang=spoken(lang or person.language or POLISH),
        took_part=line.state == "left" or _went_on(card, day),
    )


def _exit(line: EnrolmentLine, day: date) -> Text:
    """The level reached, where it was tested by the day of the certificate."""
    if line.exit_on and line.exit_on > day:
        return _NOTHING
    level = code_label("cefr", line.exit_level)
    return _("{level}, test on {day}", level=level, day=Day(line.exit_on, "short")) if line.exit_on else level


def _refuse_unprintable(made: Sequence[_Certificate]) -> None:
    from cic_desktop.forms.pdf import missing_glyphs

    words = (text.render(POLISH) for one in made for text in one.told.values())
    if letters := missing_glyphs("".join([*words, *(one.name for one in made)])):
        text = _("“{letters}” cannot be printed. Write it in Latin letters, as in the passport.", letters=letters)
        raise Invalid(Problem("", text))


# --- drawing --------------------------------------------------------------------------------------------


def _draw(made: Sequence[_Certificate], paper: Paper, home: CentreLine, logo: bytes) -> bytes:
    """A page each; equal input gives equal bytes."""
    from cic_desktop.forms.pdf.canvas import PaperCanvas
    from cic_desktop.forms.pdf.typeface import REGULAR, load_fonts

    load_fonts()
    out = io.BytesIO()
    canvas = PaperCanvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=REGULAR)
    canvas.setTitle(paper.title.render(POLISH))
    canvas.setAuthor(home.name)
    for one in made:
        _Page(canvas, one, paper).draw(home, logo)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    """One certificate on its page; `y` is where the next thing goes."""

    def __init__(self, canvas: Canvas, one: _Certificate, paper: Paper) -> None:
        self._canvas, self._one, self._paper = canvas, one, paper
        self._y, self._scale = HEIGHT - 122.0, 1.0

    def draw(self, home: CentreLine, logo: bytes) -> None:
        self._frame(home, logo)
        title, told = self._paper.title, self._block("text").texts[self._one.took_part]
        self._centred(title.render(POLISH).upper(), 31, strong=True, ink=ACCENT)
        self._second(title, 12)
        self._space(6)
        self._centred(told.render(POLISH), 13)
        self._second(told, 10)
        self._space(8)
        self._centred(_("No. {number}", number=self._one.number).render(POLISH), 11, ink=GREY)
        self._space(26)
        self._centred(self._one.name, 26, strong=True)
        self._original()
        self._facts()
        self._signed()

    # --- parts --------------------------------------------------------------------------------------

    def _frame(self, home: CentreLine, logo: bytes) -> None:
        from cic_desktop.forms.pdf.typeface import LOGO_HEIGHT, draw_logo

        canvas = self._canvas
        for inset, ink, width in ((FRAME, ACCENT, 1.6), (FRAME + 5, FAINT, 0.6)):
            canvas.setStrokeColor(ink)
            canvas.setLineWidth(width)
            canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
        top = HEIGHT - FRAME - 20
        draw_logo(canvas, logo, WIDTH - FRAME - 20, top)
        room = WIDTH - 2 * MARGIN - (180 if logo else 0)
        self._text(MARGIN - 10, top - 10, home.name, 11, strong=True, room=room)
        self._text(MARGIN - 10, top - 10 - LOGO_HEIGHT / 2, home.address, 8.5, ink=GREY, room=room)

    def _original(self) -> None:
        """The name in its own script, where the typeface has its letters and it says something else."""
        from cic_desktop.forms.pdf import missing_glyphs

        original = self._one.original
        if original and original != self._one.name and not missing_glyphs(original):
            self._centred(original, 12, ink=GREY)

    def _facts(self) -> None:
        """The facts, spread over the room between the name and the foot of the page."""
        told = [(row.label, self._one.told.get(row.value, _NOTHING)) for row in self._block("data").rows]
        told = [fact for fact in told if fact[1].render(POLISH)]
        high = sum(self._fact(*fact, draw=False) for fact in told)
        room = self._y - _FOOT - high
        if room < _LEAST_GAP * (len(told) + 3):  # much is told: in smaller letters
            self._scale = max((self._y - _FOOT - _LEAST_GAP * (len(told) + 3)) / high, 0.6)
            room = self._y - _FOOT - sum(self._fact(*fact, draw=False) for fact in told)
        gap = min(max(room / (len(told) + 3), _LEAST_GAP), 15.0)
        self._space(max((room - gap * len(told)) * 0.42, 12.0))
        for fact in told:
            self._space(self._fact(*fact) + gap)

    def _fact(self, label: Text, value: Text, *, draw: bool = True) -> float:
        """The label at the left, the fact at the right, both languages below each other; gives the height."""
        left = self._column(MARGIN, label, 9.5, 8, _LABELS, GREY, right=True, draw=draw)
        return max(left, self._column(MARGIN + _LABELS + _GAP, value, 12, 9, _VALUES, INK, draw=draw))

    def _column(
        self, x: float, text: Text, size: float, small: float, room: float, ink: str, *, right: bool = False,
        draw: bool = True,
    ) -> float:  # fmt: skip
        """Words in both languages below each other; gives the height they take."""
        from cic_desktop.forms.pdf.typeface import width, wrapped

        used = 0.0
        for number, words in enumerate(self._said(text)):
            points = (size if number == 0 else small) * self._scale
            for part in wrapped(words, points * 1.03, room):
                used += points * 1.28
                shift = room - width(part, points) if right else 0
                if draw:
                    self._text(x + shift, self._y - used, part, points, ink=ink if number == 0 else GREY)
        return used

    def _signed(self) -> None:
        """The place and day, and the lines to sign on, at the foot of the page."""
        lines = self._block("signatures").texts
        day = Joined((Plain(self._one.place), Day(self._one.day)), ", ")
        self._text(MARGIN, _FOOT - 24, day.render(POLISH), 11)
        gap = 40.0
        wide = (WIDTH - 2 * MARGIN - gap * (len(lines) - 1)) / len(lines)
        for place, words in enumerate(lines):
            x = MARGIN + place * (wide + gap)
            self._canvas.setStrokeColor(GREY)
            self._canvas.setLineWidth(0.7)
            self._canvas.line(x, FRAME + 62, x + wide, FRAME + 62)
            for number, said in enumerate(self._said(words)):
                self._text(x, FRAME + 50 - number * 10.5, said, 8 if number == 0 else 7.4, ink=GREY, room=wide)

    # --- words --------------------------------------------------------------------------------------

    def _block(self, kind: str) -> Block:
        return next(block for block in self._paper.blocks if block.kind == kind)

    def _said(self, text: Text) -> list[str]:
        """In Polish, and in the person's language where that says something else."""
        return list(dict.fromkeys((text.render(POLISH), text.render(self._one.lang))))

    def _second(self, text: Text, size: float) -> None:
        for words in self._said(text)[1:]:
            self._centred(words, size, ink=GREY)

    def _centred(self, words: str, size: float, *, ink: str = INK, strong: bool = False) -> None:
        from cic_desktop.forms.pdf.typeface import width

        room = WIDTH - 2 * MARGIN
        while size > 9 and width(words, size, strong=strong) > room:
            size -= 0.5
        self._y -= size * 1.1
        self._text((WIDTH - width(words, size, strong=strong)) / 2, self._y, words, size, ink=ink, strong=strong)
        self._y -= size * 0.22

    def _space(self, height: float) -> None:
        self._y -= height

    def _text(
        self, x: float, y: float, words: str, size: float, *, ink: str = INK, strong: bool = False, room: float = 9999
    ) -> None:
        from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, width

        while size > 5 and width(words, size, strong=strong) > room:
            size -= 0.3
        self._canvas.setFont(STRONG if strong else REGULAR, size)
        self._canvas.setFillColor(ink)
        self._canvas.drawString(x, y, words)
