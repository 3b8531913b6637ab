"""Papers on A4: Polish at the left, the client's language at the right, the client's data filled in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.forms.papers.model import Block, DataRow, Paper, PaperFacts
from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, draw_logo, load_fonts
from cic_desktop.i18n import Plain, Text, _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
MARGIN, TOP, BOTTOM = 48.0, 92.0, 52.0
GUTTER = 20.0
INNER = WIDTH - 2 * MARGIN
COLUMN = (INNER - GUTTER) / 2
INK, GREY, FAINT = "#17212B", "#52616F", "#9AA7B2"
TEXT, LEADING, SMALL = 9.2, 11.8, 7.8
ROOM_TO_SIGN = 30.0
MOST_HELD = 220.0  # of a page: a long table before the signatures goes on over pages as it always did
POLISH = "pl"
Sheet = tuple[Paper, PaperFacts, str]  # what is said, of whom, in which language beside Polish


def draw(papers: Sequence[Paper], facts: PaperFacts, lang: str) -> bytes:
    """The papers one after another, each from a new page; equal input gives equal bytes.

    Raises Invalid when a letter of the client's data cannot be printed.
    """
    return draw_all([(paper, facts, lang) for paper in papers])


def draw_all(sheets: Sequence[Sheet], tick: Callable[[float], None] = lambda share: None) -> bytes:
    """Papers of several people one after another, each with its facts and its second language.

    `tick` hears the share done, and may raise to stop. Raises Invalid.
    """
    for facts in {id(facts): facts for _paper, facts, _lang in sheets}.values():
        _refuse_unprintable(facts)
    load_fonts()
    totals: dict[int, int] = {}
    _build(sheets, totals, {}, lambda share: tick(share / 2))  # counts the pages of each paper
    return _build(sheets, {}, totals, lambda share: tick(0.5 + share / 2))


def _build(
    sheets: Sequence[Sheet], seen: dict[int, int], totals: Mapping[int, int], tick: Callable[[float], None]
) -> bytes:
    from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate

    from cic_desktop.forms.pdf.canvas import PaperCanvas

    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=(WIDTH, HEIGHT), invariant=1, title=_title(paper for paper, _facts, _lang in sheets),
        author=sheets[0][1].head[0], lang=POLISH, initialFontName=REGULAR, pageCompression=1,
    )  # fmt: skip
    frame = Frame(MARGIN, BOTTOM, INNER, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(
        [
            PageTemplate(str(place), frame, onPage=_margins(place, paper, facts, seen, totals))
            for place, (paper, facts, _lang) in enumerate(sheets)
        ]
    )
    story: list[Any] = []
    for place, (paper, facts, lang) in enumerate(sheets):
        tick(place / len(sheets))
        story += [NextPageTemplate(str(place)), PageBreak()] if story else []
        story += _Writer(paper, facts, lang).story()
    document.build(story, canvasmaker=PaperCanvas)
    return out.getvalue()


def _title(papers: Iterable[Paper]) -> str:
    return ", ".join(dict.fromkeys(paper.title.render(POLISH) for paper in papers))


def _margins(
    place: int, paper: Paper, facts: PaperFacts, seen: dict[int, int], totals: Mapping[int, int]
) -> Callable[[Canvas, Any], None]:
    """What stands above and below the text of every page of a paper."""

    def paint(canvas: Canvas, _document: Any) -> None:
        seen[place] = seen.get(place, 0) + 1
        name, contact = facts.head
        room = INNER - draw_logo(canvas, facts.logo, WIDTH - MARGIN, HEIGHT - 32)
        _line(canvas, HEIGHT - 44, name, STRONG, 10.5, INK, room)
        _line(canvas, HEIGHT - 57, contact, REGULAR, SMALL, GREY, room)
        canvas.setStrokeColor(FAINT)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, HEIGHT - 66, WIDTH - MARGIN, HEIGHT - 66)
        left = " · ".join(filter(None, (paper.title.render(POLISH), paper.version, facts.case_number)))
        _line(canvas, 30, left, REGULAR, SMALL, GREY, INNER - 40)
        pages = f"{seen[place]} / {totals.get(place, 1)}"
        canvas.drawRightString(WIDTH - MARGIN, 30, pages)

    return paint


def _line(canvas: Canvas, y: float, text: str, font: str, size: float, color: str, room: float) -> None:
    """A line that is made smaller rather than run into its neighbour."""
    while size > 5 and canvas.stringWidth(text, font, size) > room:
        size -= 0.3
    canvas.setFont(font, size)
    canvas.setFillColor(color)
    canvas.drawString(MARGIN, y, text)


@dataclass(frozen=True)
class _Cut:
    """A kind of paragraph."""

    size: float = TEXT
    leading: float = LEADING
    font: str = REGULAR
    color: str = INK
    after: float = 3.0

    def scaled(self, scale: float) -> _Cut:
        """The same in larger letters."""
        return replace(self, size=self.size * scale, leading=self.leading * scale)


BODY, HEAD = _Cut(), _Cut(10.2, 13.0, STRONG)
TITLE = _Cut(15.0, 18.0, STRONG)
LABEL, SECOND, VALUE = _Cut(8.6, 10.4, color=GREY), _Cut(7.8, 9.4, color=GREY), _Cut(10.2, 12.4, STRONG)
UNDER = _Cut(7.4, 9.0, color=GREY)


class _Writer:
    """One paper as reportlab's flowing pieces."""

    def __init__(self, paper: Paper, facts: PaperFacts, lang: str) -> None:
        self._paper, self._facts = paper, facts
        self._langs = (POLISH,) if lang == POLISH else (POLISH, lang)
        self._words = {**facts.words, **{name: law.text for name, law in paper.law.items()}}
        self._heads: list[Any] = []

    def story(self) -> list[Any]:
        pieces = [self._pair(self._paper.title, TITLE), _space(8)]
        for block in self._paper.blocks:
            made = _BLOCKS[block.kind](self, block)
            pieces += self._signed(pieces, made) if block.kind == "signatures" else made
        return pieces

    def _signed(self, pieces: list[Any], signatures: list[Any]) -> list[Any]:
        """Where signatures go to the next page, what stands last before them goes too, with its heading."""
        from reportlab.platypus import CondPageBreak, KeepTogether, Spacer

        *_others, before, last = [0, *(at for at, piece in enumerate(pieces) if not isinstance(piece, Spacer))]
        first = before if pieces[before] in self._heads else last
        height = sum(piece.wrap(INNER, HEIGHT)[1] for piece in (*pieces[first:], *signatures))
        if height <= MOST_HELD:
            pieces.insert(first, CondPageBreak(height))
        return [KeepTogether(signatures), _space(6)]

    # --- blocks -------------------------------------------------------------------------------------

    def text(self, block: Block) -> list[Any]:
        return [self._pair(text, BODY) for text in block.texts]

    def heading(self, block: Block) -> list[Any]:
        from reportlab.platypus import CondPageBreak

        self._heads += (heads := [self._pair(text, HEAD) for text in block.texts])
        return [CondPageBreak(64), _space(5), *heads]

    def points(self, block: Block) -> list[Any]:
        return [self._pair(text, BODY, bullet="–") for text in block.texts]

    def data(self, block: Block) -> list[Any]:
        return [_space(2), self._rows(block.rows), _space(8)]

    def ticks(self, block: Block) -> list[Any]:
        """Boxes to tick by hand, in two columns."""
        from reportlab.platypus import Table

        cells = [_tick(self._both(text, BODY, SECOND)) for text in block.texts]
        pairs = [[cells[n], "", *cells[n + 1 : n + 2]] for n in range(0, len(cells), 2)]
        return [Table([[*pair, ""][:3] for pair in pairs], [COLUMN, GUTTER, COLUMN], style=_PLAIN), _space(3)]

    def table(self, block: Block) -> list[Any]:
        """Rows of the register under their headings, which are repeated on every page."""
        from reportlab.platypus import Table

        found = self._facts.tables.get(block.source, ())
        if not found:
            return [self._pair(text, BODY) for text in block.texts]
        named = any(column.label.render(POLISH) for column in block.columns)
        head = [[self._both(column.label, LABEL, SECOND) for column in block.columns]] if named else []
        body = [[self._cell(words) for words in row] for row in found]
        widths = [INNER * column.share for column in block.columns]
        return [_space(2), Table([*head, *body], widths, style=_GRID, repeatRows=len(head)), _space(6)]

    def questions(self, block: Block) -> list[Any]:
        """Questions of a form filled in by hand; one without answers is a place to write."""
        from cic_desktop.forms.papers.questions import question, writing_lines

        rows = self._facts.tables.get(block.source, ())
        made = (
            question(self._cell(words, HEAD), [self._cell(answer) for answer in answers], INNER)
            if answers
            else writing_lines(INNER)
            for words, *answers in rows
        )
        return [*made, _space(6)]

    def _cell(self, words: Text, cut: _Cut = BODY) -> list[Any]:
        """The words in Polish, and below them in the client's language where that says something else."""
        shown = list(dict.fromkeys(words.render(lang) for lang in self._langs))
        return [_paragraph(text or " ", kind) for text, kind in zip(shown, (cut, SECOND), strict=False)]

    def signatures(self, block: Block) -> list[Any]:
        from reportlab.platypus import Table

        from cic_desktop.forms.pdf.canvas import SignRoom

        count = max(2, len(block.texts))
        width = (INNER - GUTTER * (count - 1)) / count
        cells: list[Any] = []
        for text in block.texts:
            cells += [_under(self._both(text, UNDER, UNDER), width), ""]
        cells += [""] * (count * 2 - len(cells))
        return [SignRoom(width, ROOM_TO_SIGN), Table([cells[:-1]], ([width, GUTTER] * count)[:-1], style=_PLAIN)]

    # --- words --------------------------------------------------------------------------------------

    def _pair(self, text: Text, cut: _Cut, bullet: str = "") -> Any:
        """The text in both languages side by side; in Polish alone over the whole width."""
        from reportlab.platypus import Table

        cells: list[Any] = []
        cut = cut.scaled(self._paper.scale)
        for lang in self._langs:
            cells += [_paragraph(self._filled(text, lang), cut, bullet), ""]
        columns = len(self._langs)
        width = (INNER - GUTTER * (columns - 1)) / columns
        return Table([cells[:-1]], ([width, GUTTER] * columns)[:-1], style=_PLAIN)

    def _both(self, text: Text, first: _Cut, second: _Cut) -> list[Any]:
        """The text in Polish with the client's language below it."""
        cuts = (first, second)
        return [_paragraph(self._filled(text, lang), cut) for lang, cut in zip(self._langs, cuts, strict=False)]

    def _filled(self, text: Text, lang: str) -> str:
        """The words with what is in braces filled in; a statement of law may hold braces itself."""
        shown = text.render(lang)
        for _round in range(2):
            if "{" not in shown and "}" not in shown:
                break
            shown = shown.format_map({name: words.render(lang) for name, words in self._words.items()})
        return shown

    def _rows(self, rows: Sequence[DataRow]) -> Any:
        """Facts in two columns, each over its line; a wide one has the line to itself."""
        from reportlab.platypus import Table

        table = list(self._paired(rows))
        spans = [("SPAN", (1, n), (-1, n)) for n, row in enumerate(table) if len(row) == 2]
        lines = [("LINEBELOW", (at, n), (at, n), 0.5, FAINT) for n, row in enumerate(table) for at in _valued(row)]
        label, value = COLUMN * 0.4, COLUMN * 0.6
        cells = [[*row, *[""] * (5 - len(row))] for row in table]
        return Table(cells, [label, value, GUTTER, label, value], style=[*_DATA, *spans, *lines])

    def _paired(self, rows: Sequence[DataRow]) -> Iterator[list[Any]]:
        """Lines of two facts with the gutter between them (five cells), of one, or of a wide one (two)."""
        waiting: list[Any] = []
        for row in rows:
            cells = [self._both(row.label, LABEL, SECOND), self._value(row)]
            if waiting and not row.wide:
                yield [*waiting, "", *cells]
                waiting = []
                continue
            if waiting:
                yield [*waiting, ""]
                waiting = []
            if row.wide:
                yield cells
            else:
                waiting = cells
        if waiting:
            yield [*waiting, ""]

    def _value(self, row: DataRow) -> list[Any]:
        """The fact in Polish, and in the client's language where that says something else."""
        words = self._words.get(row.value, Plain(""))
        shown = list(dict.fromkeys(words.render(lang) for lang in self._langs))
        cuts = (VALUE, SECOND)
        return [_paragraph(text or " ", cut) for text, cut in zip(shown, cuts, strict=False)]


def _valued(row: Sequence[Any]) -> range:
    """The cells of a line that stand over a rule: all but the label in a wide one."""
    return range(1, 5) if len(row) == 2 else range(1, len(row), 3)


_EMBEDDED = ("FONTNAME", (0, 0), (-1, -1), REGULAR)  # of empty cells too: no other font is called for
_PLAIN = [
    _EMBEDDED,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]
_SIGNED = [("LINEABOVE", (0, 0), (-1, 0), 0.7, GREY), ("TOPPADDING", (0, 0), (-1, -1), 3)]
_DATA = [
    _EMBEDDED,
    ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]
_GRID = [
    _EMBEDDED,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, GREY),
    ("LINEBELOW", (0, 1), (-1, -1), 0.4, FAINT),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]


def _paragraph(text: str, cut: _Cut, bullet: str = "") -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text, quote=False), _style(cut, bool(bullet)), bulletText=bullet or None)


@lru_cache(maxsize=32)
def _style(cut: _Cut, bulleted: bool) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        "paper", fontName=cut.font, fontSize=cut.size, leading=cut.leading, textColor=_color(cut.color),
        bulletFontName=REGULAR, bulletFontSize=cut.size, leftIndent=10 if bulleted else 0, bulletIndent=0,
        splitLongWords=1,
    )  # fmt: skip


def _tick(words: list[Any]) -> Any:
    """A box to tick beside its words."""
    from reportlab.platypus import Table

    from cic_desktop.forms.pdf.flow_parts import Box

    return Table([[Box(False), words]], [17, COLUMN - 17], style=_PLAIN)


def _under(words: list[Any], width: float) -> Any:
    """A line to sign on with its words below."""
    from reportlab.platypus import Table

    return Table([[words]], [width], style=[*_PLAIN, *_SIGNED])


def _space(height: float) -> Any:
    from reportlab.platypus import Spacer

    return Spacer(1, height)


def _color(name: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(name)


_BLOCKS: Mapping[str, Callable[[_Writer, Block], list[Any]]] = {
    "text": _Writer.text,
    "heading": _Writer.heading,
    "points": _Writer.points,
    "data": _Writer.data,
    "ticks": _Writer.ticks,
    "table": _Writer.table,
    "questions": _Writer.questions,
    "signatures": _Writer.signatures,
}


def _refuse_unprintable(facts: PaperFacts) -> None:
    from cic_desktop.forms.pdf import missing_glyphs

    cells = (cell for table in facts.tables.values() for row in table for cell in row)
    words = (words.render(POLISH) for words in (*facts.words.values(), *cells))
    letters = missing_glyphs("".join([*facts.head, *words]))
    if letters:
        text = _("“{letters}” cannot be printed. Write it in Latin letters, as in the passport.", letters=letters)
        raise Invalid(Problem("", text))
