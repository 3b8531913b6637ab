"""What a client takes away: the card of an appointment and the slip of a referral, on one A4 sheet to be folded.

The upper half is in the client's language. The lower half is Polish and large: to be shown to a driver, a passer-by or
at a reception. The card's QR code holds the appointment itself, so a telephone keeps it without any server.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cic_desktop import assistance, centre, diary
from cic_desktop.assistance.kinds import kind
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.diary.rows import AgendaLine, GatheringLine
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from cic_desktop.diary.ics import CalendarNote

__all__ = ["appointment_card", "appointments_file", "referral_slip"]

WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
MARGIN, QR = 44.0, 118.0
INK, GREY, FAINT = "#17212B", "#52616F", "#9AA7B2"
POLISH = "pl"
_FEW = 4  # points in one column
Fact = tuple[Text, Text]  # its name, its words


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper: above for the client, below to be shown."""

    title: Text
    facts: tuple[Fact, ...]
    points: tuple[str, ...]  # what to bring
    asks: Text  # the sentence over the Polish half
    shown: tuple[str, ...]  # the Polish half: the place, the address
    small: tuple[Fact, ...]  # below it
    qr: bytes = b""


def appointment_card(read: Read, appointment_id: str, lang: str) -> bytes:
    """Where, when, what to bring and whom to ask for, in `lang`; the address in Polish. Raises Missing, Invalid."""
    line = diary.appointment(read, appointment_id)
    if line is None:
        raise Missing()
    home = centre.centre(read)
    when = Joined((Day(line.day, "weekday"), Plain(line.starts_at)), ", ")
    place, address = _where(line, home)
    facts: list[Fact] = [
        (_("When"), when),
        (_("Where"), Joined((_place(line, place), Plain(line.room), Plain(address)), ", ")),
        (_("Ask for"), Plain(line.advisor)),
        (_("Interpreter"), Joined((Plain(line.interpreter), _spoken(line.interpreted)))),
        (_("Case number"), Plain(line.case_number)),
        (_("If you cannot come, please call"), Plain(home.phone)),
    ]
    sheet = Sheet(
        title=_("Your appointment"),
        facts=tuple(facts),
        points=tuple(words.render(lang) for words in diary.bring_words(line.bring)),
        asks=_("Please help me get to this address:"),
        shown=(place, address),
        small=((_("When"), when), (_("Ask for"), Plain(line.advisor)), (_("Room"), Plain(line.room))),
        qr=_calendar([line], read, home),
    )
    return _draw(sheet, lang, home, centre.logo(read))


def referral_slip(read: Read, referral_id: str, lang: str) -> bytes:
    """A referral as the client takes it along, in `lang` with Polish below; of the need it says nothing."""
    line = assistance.referral(read, referral_id)
    if line is None:
        raise Missing()
    agreed = diary.appointment(read, line.appointment_id) if line.appointment_id else None
    home = centre.centre(read)
    place, address = _where(agreed, home)
    when: Text = Joined((Day(agreed.day, "weekday"), Plain(agreed.starts_at)), ", ") if agreed else _("to be agreed")
    specialist, room = code_label("specialist", line.specialist), agreed.room if agreed else ""
    facts: list[Fact] = [
        (_("For"), Joined((Plain(line.person), Plain(line.case_number)))),
        (_("To"), Joined((specialist, Plain(line.advisor)))),
        (_("When"), when),
        (_("Where"), Joined((Plain(place), Plain(room), Plain(address)), ", ")),
        (_("Interpreter"), _spoken(line.interpreter_language)),
        (_("If you cannot come, please call"), Plain(home.phone)),
    ]
    sheet = Sheet(
        title=_("Referral"),
        facts=tuple(facts),
        points=(_FREE.render(lang), _KEPT.render(lang)),
        asks=_("Please show me the way to:"),
        shown=(place, address),
        small=((_("To"), Joined((specialist, Plain(line.advisor)))), (_("When"), when), (_("Room"), Plain(room))),
        qr=_calendar([agreed], read, home) if agreed else b"",
    )
    return _draw(sheet, lang, home, centre.logo(read))


def appointments_file(read: Read, lines: Sequence[AgendaLine | GatheringLine]) -> bytes:
    """Appointments and groups as an .ics file for an advisor's own calendar: case numbers, no clients' names."""
    read.require(Right.READ_CLIENTS)
    from cic_desktop.diary.ics import calendar_file

    home = centre.centre(read)
    return calendar_file([_note(line, home) for line in lines], read.now)


def _note(line: AgendaLine | GatheringLine, home: Any) -> CalendarNote:
    if isinstance(line, GatheringLine):
        inside = (line.room, home.name, home.address)
        where = (line.place,) if line.place and not line.room else inside
        return line, Joined((Plain(line.owner), Plain(line.title))).render(POLISH), ", ".join(filter(None, where))
    heading = Joined((kind(line.kind).title, Plain(line.case_number))).render(POLISH)
    return line, heading, ", ".join(_where(line, home))


_FREE = _("The meeting is free of charge.")
_KEPT = _("What you say to the specialist stays between you.")


def _where(line: AgendaLine | None, home: Any) -> tuple[str, str]:
    """The name of the place and its address, in Polish."""
    if line is None or line.place in ("office", ""):
        return home.name, home.address
    return code_label("place", line.place).render(POLISH), line.address


def _place(line: AgendaLine, name: str) -> Text:
    """The kind of a place outside in the client's words."""
    return Plain(name) if line.place in ("office", "") else code_label("place", line.place)


def _spoken(code: str) -> Text:
    return LanguageName(code) if code else Plain("")


def _calendar(lines: list[AgendaLine], read: Read, home: Any) -> bytes:
    from cic_desktop.diary.ics import calendar_file

    return calendar_file([(line, home.name, _where(line, home)[1]) for line in lines], read.now)


# --- drawing ------------------------------------------------------------------------------------------


def _draw(sheet: Sheet, lang: str, home: Any, logo: bytes) -> bytes:
    """The sheet's bytes; equal input gives equal bytes. Raises Invalid for a letter that cannot be printed."""
    from cic_desktop.forms.pdf.canvas import PaperCanvas
    from cic_desktop.forms.pdf.typeface import REGULAR, draw_logo, load_fonts

    _refuse_unprintable(sheet, lang)
    load_fonts()
    out = io.BytesIO()
    canvas = PaperCanvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=REGULAR)
    canvas.setTitle(sheet.title.render(lang))
    canvas.setAuthor(home.name)
    draw_logo(canvas, logo, WIDTH - MARGIN, HEIGHT - 26)
    _client_half(canvas, sheet, lang, home)
    _fold(canvas)
    _polish_half(canvas, sheet, home)
    canvas.save()
    return out.getvalue()


def _client_half(canvas: Canvas, sheet: Sheet, lang: str, home: Any) -> None:
    y = _line(canvas, MARGIN, HEIGHT - 44, home.name, 9, GREY, WIDTH - 2 * MARGIN - 160) - 22
    y = _line(canvas, MARGIN, y, sheet.title.render(lang), 22, INK, strong=True) - 14
    room = WIDTH - 2 * MARGIN - (QR + 24 if sheet.qr else 0)
    top = y
    for number, (name, words) in enumerate(fact for fact in sheet.facts if fact[1].render(lang)):
        size = 15 if number == 0 else 11.5
        y = _line(canvas, MARGIN, y, name.render(lang), 8.5, GREY)
        y = _lines(canvas, MARGIN, y - size * 0.28, words.render(lang), size, room, strong=True) - 4
    if sheet.qr:
        _qr(canvas, sheet.qr, WIDTH - MARGIN - QR, top - QR + 8)
        note = _("Scan: the appointment goes into the telephone’s calendar.").render(lang)
        _lines(canvas, WIDTH - MARGIN - QR, top - QR - 4, note, 7.5, QR, ink=GREY)
        y = min(y, top - QR - 34)
    if sheet.points:
        bring = _("Please bring").render(lang) if sheet.points[0] != _FREE.render(lang) else ""
        y = _line(canvas, MARGIN, y, bring, 8.5, GREY) if bring else y - 4
        _points(canvas, sheet.points, y)


def _points(canvas: Canvas, points: Sequence[str], top: float) -> None:
    """What to bring; more than a few stand in two columns, many of them smaller, to stay above the fold."""
    columns = 1 if len(points) <= _FEW else 2
    room, rows = (WIDTH - 2 * MARGIN) / columns, -(-len(points) // columns)
    size = 11 if rows <= _FEW + 1 else 9.5
    for column in range(columns):
        x, y = MARGIN + column * room, top
        for point in points[column * rows : (column + 1) * rows]:
            canvas.setFillColor(INK)
            canvas.circle(x + 3, y - 2 - size * 0.68, 1.6, stroke=0, fill=1)
            y = _lines(canvas, x + 12, y - 2, point, size, room - 20)


def _polish_half(canvas: Canvas, sheet: Sheet, home: Any) -> None:
    y = HEIGHT / 2 - 52
    y = _line(canvas, MARGIN, y, sheet.asks.render(POLISH), 12, GREY) - 14
    for number, place in enumerate(text for text in sheet.shown if text):
        y = _lines(canvas, MARGIN, y, place, 18 if number == 0 else 26, WIDTH - 2 * MARGIN, strong=bool(number)) - 8
    if not sheet.shown[-1]:  # an address to be written in by hand
        y -= 30
        canvas.setStrokeColor(GREY)
        canvas.line(MARGIN, y, WIDTH - MARGIN, y)
    y -= 10
    for name, words in sheet.small:
        if words.render(POLISH):
            said = f"{name.render(POLISH)}: {words.render(POLISH)}"
            y = _lines(canvas, MARGIN, y, said, 13, WIDTH - 2 * MARGIN) - 2
    contact = " · ".join(filter(None, (home.name, home.address, home.phone)))
    _line(canvas, MARGIN, 40, contact, 8.5, GREY, WIDTH - 2 * MARGIN)


def _fold(canvas: Canvas) -> None:
    canvas.setStrokeColor(FAINT)
    canvas.setLineWidth(0.6)
    canvas.setDash(3, 4)
    canvas.line(0, HEIGHT / 2, WIDTH, HEIGHT / 2)
    canvas.setDash()


def _qr(canvas: Canvas, content: bytes, x: float, y: float) -> None:
    """The code as filled squares, so that it prints sharply at any size."""
    import segno

    matrix = [list(row) for row in segno.make(content.decode(), error="l", micro=False).matrix]
    side = QR / len(matrix)
    canvas.setFillColor(INK)
    path = canvas.beginPath()
    for number, row in enumerate(matrix):
        for at, dark in enumerate(row):
            if dark:
                path.rect(x + at * side, y + QR - (number + 1) * side, side + 0.05, side + 0.05)
    canvas.drawPath(path, stroke=0, fill=1)


def _line(
    canvas: Canvas, x: float, y: float, text: str, size: float, ink: str, room: float = 999, *, strong: bool = False
) -> float:
    """One line whose top is at `y`, made smaller rather than longer than the room; gives where it ends."""
    from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, width

    while size > 5 and width(text, size, strong=strong) > room:
        size -= 0.3
    canvas.setFont(STRONG if strong else REGULAR, size)
    canvas.setFillColor(ink)
    canvas.drawString(x, y - size, text)
    return y - size * 1.3


def _lines(
    canvas: Canvas, x: float, y: float, text: str, size: float, room: float, ink: str = INK, *, strong: bool = False
) -> float:
    from cic_desktop.forms.pdf.typeface import wrapped

    for part in wrapped(text, size * 1.04 if strong else size, room):
        y = _line(canvas, x, y, part, size, ink, strong=strong)
    return y


def _refuse_unprintable(sheet: Sheet, lang: str) -> None:
    from cic_desktop.forms.pdf import missing_glyphs

    words = [*sheet.shown, *sheet.points, *(words.render(lang) for _name, words in sheet.facts)]
    letters = missing_glyphs("".join(words))
    if letters:
        text = _("“{letters}” cannot be printed. Write it in Latin letters, as in the passport.", letters=letters)
        raise Invalid(Problem("", text))
