"""Lists on paper: lines under repeated column heads, in groups, with places to sign where a column asks for them.

Polish comes first; a client's language may stand below it in the heads (a card the client keeps and signs).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, draw_logo, load_fonts
from cic_desktop.forms.pdf.typeface import width as measured
from cic_desktop.i18n import Moment, Plain, Text, _
from cic_desktop.reports.pdf import Head

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["Column", "Group", "Listing", "listing_pdf"]

MARGIN, TOP, BOTTOM = 42.0, 84.0, 50.0  # points
_INK, _GREY, _FAINT, _BAND = "#17212B", "#52616F", "#B6C2CC", "#F1F5F7"
_SIZE, _SMALL, _HEAD = 9.0, 7.4, 8.2
_SIGN_HEIGHT = 26.0  # a legible signature needs room
_PADDING = 4.0  # beside the words of a cell


@dataclass(frozen=True)
class Column:
    """A column: its head and its share of the width; `sign` leaves room to sign, `code` prints bars too."""

    title: Text
    share: int
    sign: bool = False
    right: bool = False
    code: bool = False


@dataclass(frozen=True)
class Group:
    """Lines under a heading of their own (none when empty); one text per column, the list's unless it has others."""

    title: Text
    lines: Sequence[Sequence[Text]]
    columns: Sequence[Column] = ()


@dataclass(frozen=True)
class Listing:
    """What is printed: `facts` stand below the title, `notes` after the lines, `signatures` below them."""

    title: Text
    columns: Sequence[Column]
    groups: Sequence[Group]
    facts: Sequence[Text] = ()
    notes: Sequence[Text] = ()
    signatures: Sequence[Text] = ()
    wide: bool = False  # A4 on its side


def listing_pdf(listing: Listing, head: Head, lang: str = "pl", second: str = "") -> bytes:
    """The list as a PDF in `lang`, its heads in `second` too. Equal input gives equal bytes."""
    load_fonts()
    pages = _build(listing, head, lang, second, 0)[1]
    return _build(listing, head, lang, second, pages)[0]


def _build(listing: Listing, head: Head, lang: str, second: str, pages: int) -> tuple[bytes, int]:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    out, size = io.BytesIO(), landscape(A4) if listing.wide else A4
    document = BaseDocTemplate(
        out, pagesize=size, invariant=1, title=listing.title.render(lang), author=head.centre, lang=lang,
        initialFontName=REGULAR,
    )  # fmt: skip
    room = size[0] - 2 * MARGIN
    frame = Frame(MARGIN, BOTTOM, room, size[1] - TOP - BOTTOM, 0, 0, 0, 0)

    def furniture(canvas: Canvas, made: Any) -> None:
        _furniture(canvas, made.page, size, head, listing.title.render(lang), pages, lang)

    document.addPageTemplates([PageTemplate("list", frame, onPage=furniture)])
    writer = _Writer(lang, second if second != lang else "", room)
    document.build(writer.story(listing))
    return out.getvalue(), document.page


def _furniture(
    canvas: Canvas, page: int, size: tuple[float, float], head: Head, title: str, pages: int, lang: str
) -> None:
    """What stands above and below the lines of every page."""
    canvas.setViewerPreference("PrintScaling", "None")
    wide, high = size
    draw_logo(canvas, head.logo, wide - MARGIN, high - 28)
    for y, words, font, points, colour in (
        (42, head.centre, STRONG, 10.0, _INK),
        (55, head.address, REGULAR, _SMALL, _GREY),
    ):
        canvas.setFont(font, points)
        canvas.setFillColor(_colour(colour))
        canvas.drawString(MARGIN, high - y, words)
    canvas.setStrokeColor(_colour(_FAINT))
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, high - 64, wide - MARGIN, high - 64)
    canvas.setFont(REGULAR, _SMALL)
    canvas.setFillColor(_colour(_GREY))
    made = _("Made {when} by {name}", when=Moment(head.made_at), name=Plain(head.made_by)).render(lang)
    canvas.drawString(MARGIN, 28, f"{title} · {made}")
    if pages:
        canvas.drawRightString(wide - MARGIN, 28, f"{page} / {pages}")


class _Writer:
    """The list as reportlab's flowing pieces."""

    def __init__(self, lang: str, second: str, room: float) -> None:
        self._lang, self._second, self._room = lang, second, room

    def story(self, listing: Listing) -> list[Any]:
        from reportlab.platypus import Spacer

        pieces = [*self._words(listing.title, 15, STRONG, _INK, 18)]
        for fact in listing.facts:
            pieces += self._words(fact, _SIZE, REGULAR, _GREY, 12)
        pieces.append(Spacer(1, 8))
        for group in listing.groups:
            pieces += self._group(group.columns or listing.columns, group)
        for note in listing.notes:
            pieces += [Spacer(1, 4), *self._words(note, 8.2, REGULAR, _GREY, 11)]
        if listing.signatures:
            pieces.append(self._signatures(listing.signatures))
        return pieces

    def _group(self, columns: Sequence[Column], group: Group) -> list[Any]:
        from reportlab.platypus import CondPageBreak, Spacer, Table

        title = self._words(group.title, 10.2, STRONG, _INK, 14) if group.title.render(self._lang) else []
        total = sum(column.share for column in columns)
        widths = [self._room * column.share / total for column in columns]
        signed = sum(column.sign for column in columns)
        make = self._to_sign if signed else self._cell
        rows = [[make(*of) for of in zip(line, columns, widths, strict=True)] for line in group.lines]
        heights = [None, *(_height(row, widths) for row in rows)] if signed else None
        style = [*_lines(), *(_CELLS if signed > 1 else ())]
        table = Table(
            [[self._head(*of) for of in zip(columns, widths, strict=True)], *rows],
            widths,
            heights,
            repeatRows=1,
            style=style,
        )
        return [CondPageBreak(70), *title, table, Spacer(1, 10)]

    def _head(self, column: Column, width: float) -> list[Any]:
        """A head in letters small enough for its longest word."""
        words = column.title.render(self._lang).split()
        longest = max((measured(word, _HEAD, strong=True) for word in words), default=0.0)
        size = _HEAD * min(1.0, (width - 2 * _PADDING) / max(longest, 1.0))
        return self._words(column.title, size, STRONG, _GREY, 10, right=column.right)

    def _cell(self, text: Text, column: Column, _width: float) -> Any:
        return _paragraph(text.render(self._lang), _SIZE, REGULAR, _INK, 11, right=column.right)

    def _to_sign(self, text: Text, column: Column, width: float) -> Any:
        """A cell of a line that is signed: more than two lines of words become small."""
        words = text.render(self._lang)
        if column.code and words:
            from cic_desktop.reports.code_bars import CodeBars

            return CodeBars(words, REGULAR, _SIZE)
        made = self._cell(text, column, width)
        if made.wrap(width - 2 * _PADDING, _SIGN_HEIGHT)[1] < _SIGN_HEIGHT:
            return made
        return _paragraph(words, _SMALL, REGULAR, _INK, 8, right=column.right)

    def _words(
        self, text: Text, size: float, font: str, colour: str, leading: float, *, right: bool = False
    ) -> list[Any]:
        """The words, and in the second language below them where that says something else."""
        first = text.render(self._lang)
        said = [_paragraph(first, size, font, colour, leading, right=right)]
        if self._second and (other := text.render(self._second)) != first:
            small = min(_SMALL, size)
            said.append(_paragraph(other, small, REGULAR, _GREY, small * 1.25, right=right))
        return said

    def _signatures(self, texts: Sequence[Text]) -> Any:
        from reportlab.platypus import KeepTogether, Spacer, Table

        gap = 24.0
        width = (self._room - gap * (len(texts) - 1)) / len(texts)
        cells: list[Any] = []
        for text in texts:
            cells += [self._words(text, _SMALL, REGULAR, _GREY, 9.5), ""]
        widths = ([width, gap] * len(texts))[:-1]
        plain = [("FONTNAME", (0, 0), (-1, -1), REGULAR), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        above = [("LINEABOVE", (at, 0), (at, 0), 0.7, _colour(_GREY)) for at in range(0, len(widths), 2)]
        return KeepTogether([Spacer(1, 44), Table([cells[:-1]], widths, style=[*above, *plain])])


def _height(row: Sequence[Any], widths: Sequence[float]) -> float:
    """Of a line that is signed: room for a signature, and for all the words."""
    return max(
        _SIGN_HEIGHT,
        *(cell.wrap(width - 2 * _PADDING, 0)[1] + 2 for cell, width in zip(row, widths, strict=True)),
    )


_CELLS = [("LINEBEFORE", (1, 0), (-1, -1), 0.5, _FAINT)]  # to sign in, beside each other


def _lines() -> list[Any]:
    return [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BACKGROUND", (0, 0), (-1, 0), _colour(_BAND)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, _colour(_FAINT)),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]


def _paragraph(words: str, size: float, font: str, colour: str, leading: float, *, right: bool = False) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "list", fontName=font, fontSize=size, leading=leading, textColor=colour, alignment=2 if right else 0,
        splitLongWords=1,
    )  # fmt: skip
    return Paragraph(escape(words, quote=False).replace("\n", "<br/>"), style)


def _colour(name: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(name)
