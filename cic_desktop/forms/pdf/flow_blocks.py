"""The blocks of a running document as reportlab's flowing pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer, Table

from cic_desktop.forms.definition.model import Block, Question, Step
from cic_desktop.forms.pdf import flow_parts as parts
from cic_desktop.forms.pdf.canvas import SignRoom
from cic_desktop.forms.pdf.flow_parts import GUTTER, INNER, Cut, paragraph, space
from cic_desktop.forms.pdf.flow_words import DOT_COLOUR, POLISH, Told, marked, options_of

HALF = (INNER - GUTTER) / 2
LONG = 480  # letters: an answer that flows over the page instead of standing in a cell
LINES_BY_HAND = 4  # for an empty long answer
NUMBER, CAPTION = 50.0, 180.0  # widths of a worksheet's first columns
Pieces = list[Any]


class Writer:
    """One document."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def story(self) -> Pieces:
        """Everything from the first line to the last; without blocks a worksheet of the steps."""
        blocks = self._told.definition.blocks
        if not blocks:
            return list(self._worksheet())
        pieces: Pieces = []
        for block in blocks:
            made = self._block(block)
            pieces += [KeepTogether([*_taken_along(pieces), *made])] if block.kind == "signatures" else made
        return pieces

    def _block(self, block: Block) -> Pieces:
        if block.when and not (self._told.applies(block.when.field) and block.when.holds(self._told.answers)):
            return []
        return _BLOCKS[block.kind](self, block)

    # --- words --------------------------------------------------------------------------------------

    def heading(self, block: Block) -> Pieces:
        """A heading over a hairline, never the last thing on a page."""
        text = f"{block.number} {block.text}" if block.number else block.text
        return [CondPageBreak(80), paragraph(self._told.markup(text), parts.HEAD), parts.Line(3.0, 5.0, parts.GREY)]

    def text(self, block: Block) -> Pieces:
        """A paragraph; one flush right is a column of its own at the margin, as an addressee is typed."""
        cut = replace(parts.STYLES[block.style], align="left" if block.align == "right" else block.align)
        text = self._told.lines(block.text)
        if not text:
            return []
        name = self._told.alone(text)
        if name and self._told.definition.question(name).field.kind == "long_text":
            return self._long(name, cut)
        strong = block.style in parts.ANSWERS_STAND_OUT and not (name and self._told.words(name))
        markup = self._told.markup(text, strong=strong)
        if DOT_COLOUR in markup and cut.align == "justify":  # dots are no words to be spread
            cut = replace(cut, align="left")
        piece = paragraph(markup, cut)
        return [parts.pushed_right(piece)] if block.align == "right" else [piece]

    def points(self, block: Block) -> Pieces:
        """A dash before each; a text that is nothing but several answers has a dash for each of them."""
        lines = [line for text in block.points if self._told.lines(text) for line in self._points_of(text)]
        return [*(paragraph(line, parts.BULLET, "–") for line in lines), space(3)]

    def _points_of(self, text: str) -> list[str]:
        name = self._told.alone(text)
        if not name:
            return [self._told.markup(text)]
        question = self._told.definition.question(name)
        chosen = [marked(choice.official) for choice in self._told.chosen(name)]
        return chosen or [self._told.markup(text, strong=False)] * (LINES_BY_HAND if question.choices else 1)

    def _long(self, name: str, cut: Cut) -> Pieces:
        """An answer of many lines flows as it was typed; an empty one is lines to write on."""
        lines = self._told.words(name).splitlines()
        if not self._told.applies(name):
            return []
        cut = replace(cut, after=3.5)
        made = [paragraph(marked(line), cut) if line.strip() else space(6) for line in lines]
        return [*(made or [parts.Dots(LINES_BY_HAND)]), space(3)]

    # --- answers ------------------------------------------------------------------------------------

    def answers(self, block: Block) -> Pieces:
        """Captions over their answers, each on its line; side by side by their widths when columns are asked for."""
        names = [name for name in block.questions if self._told.applies(name)]
        pieces: Pieces = []
        for row in self._rows(names, block.columns):
            pieces += self._flowing(row[0][0]) if self._overlong(row[0][0]) else [self._row(row)]
        return [*pieces, space(7)] if pieces else []

    def _rows(self, names: list[str], columns: int) -> Iterator[list[tuple[str, int]]]:
        """Names with their widths in twelfths, by rows."""
        row: list[tuple[str, int]] = []
        for name in names:
            share = self._share(name) if columns == 2 else 12
            if row and sum(taken for _, taken in row) + share > 12:
                yield row
                row = []
            row.append((name, share))
        if row:
            yield row

    def _share(self, name: str) -> int:
        question = self._told.definition.question(name)
        long = max(len(self._told.words(name)) - 2, len(caption(question)) * 0.8) > 6 * question.field.width + 24
        return 12 if long or question.field.kind == "long_text" else question.field.width

    def _overlong(self, name: str) -> bool:
        return len(self._told.words(name)) > LONG or self._told.words(name).count("\n") > 10

    def _row(self, row: list[tuple[str, int]]) -> Table:
        """One row of answers over their lines, with a gutter between them."""
        cells: list[Any] = []
        widths: list[float] = []
        for name, share in row:
            cells += [self._cell(name), ""]
            widths += [(INNER + GUTTER) * share / 12 - GUTTER, GUTTER]
        lines = [_below(at) for at in range(0, len(cells), 2)]
        return Table([cells[:-1]], widths[:-1], style=[*parts.ROWS, *lines], hAlign="LEFT")

    def _cell(self, name: str) -> Pieces:
        question = self._told.definition.question(name)
        words = self._told.words(name)
        lines = 3 if question.field.kind == "long_text" else 1
        value = paragraph(marked(words), parts.VALUE) if words else space(parts.WRITING * lines - 6.0)
        return [_label(caption(question)), value]

    def _flowing(self, name: str) -> Pieces:
        """A very long answer: its caption, then paragraphs that go on over pages."""
        title = _label(caption(self._told.definition.question(name)))
        cut = replace(parts.VALUE, after=4.0)
        lines = self._told.words(name).splitlines()
        return [space(6), title, *(paragraph(marked(line) or " ", cut) for line in lines), parts.Line()]

    def ticks(self, block: Block) -> Pieces:
        """Everything a question offers, with what was chosen ticked."""
        name = block.question
        if not self._told.applies(name):
            return []
        question = self._told.definition.question(name)
        chosen = self._told.codes(name)
        columns = block.columns
        width = HALF if columns == 2 else INNER
        cells = [parts.ticked(marked(words), code in chosen, width) for code, words in options_of(question)]
        title = [_label(caption(question)), space(3)] if question.official else []
        return [KeepTogether([space(2), *title, *_in_columns(cells, columns), space(5)])]

    def table(self, block: Block) -> Pieces:
        """One row for each copy of a repeated step that applies, and empty rows to write in."""
        copies = self._told.definition.copies(block.step)
        names = [column.question for column in block.table]
        heads = [column.text or caption(copies[0].question(column.question)) for column in block.table]
        rows = [
            [self._in_table(copy.question(name)) for name in names] for copy in copies if self._is_asked(copy, names)
        ]
        rows += [[space(16)] * len(names)] * block.empty_rows
        shares = [column.share for column in block.table]
        widths = [INNER * share / sum(shares) for share in shares]
        table = Table([[_label(head) for head in heads], *rows], widths, style=parts.GRID, repeatRows=1, splitInRow=1)
        return [space(3), table, space(8)]

    def _is_asked(self, copy: Step, names: list[str]) -> bool:
        return any(self._told.applies(copy.question(name).name) for name in names)

    def _in_table(self, question: Question) -> Any:
        return paragraph(marked(self._told.words(question.name)) or " ", parts.TABLE_VALUE)

    # --- the end of a document ----------------------------------------------------------------------

    def signatures(self, block: Block) -> Pieces:
        """Lines to sign on; one alone stands at the right. The first may be the one for signing on the screen."""
        count = max(2, len(block.lines))
        width = (INNER - GUTTER * 2 * (count - 1)) / count
        row: list[Any] = ["", ""] * (count - len(block.lines))
        for n, text in enumerate(block.lines):
            words = self._told.markup(text, strong=False)
            row += [_to_sign(words, width, on_screen=bool(block.sign) and not n), ""]
        return [Table([row[:-1]], ([width, GUTTER * 2] * count)[:-1], style=parts.PLAIN)]

    def space(self, block: Block) -> Pieces:
        return [space(block.h)]

    def rule(self, _block: Block) -> Pieces:
        return [parts.Line(6.0, 8.0)]

    def page(self, _block: Block) -> Pieces:
        return [PageBreak()]

    # --- worksheets ---------------------------------------------------------------------------------

    def _worksheet(self) -> Iterator[Any]:
        info = self._told.definition.info
        yield paragraph(marked(info.title.render(POLISH)), parts.STYLES["title"])
        for step in self._told.definition.steps_for(self._told.answers):
            yield from self._sheet_of(step)

    def _sheet_of(self, step: Step) -> Iterator[Any]:
        """A step: its title, then number, official wording and answer of what applies.

        Whether there is another copy is asked by the interview; on paper the next copy says it.
        """
        another = f"{step.base}_more_{step.copy}"
        asked = [q for q in step.questions if q.name != another and self._told.applies(q.name)]
        if not asked:
            return
        yield from self.heading(Block("heading", text=step.title.render(POLISH)))
        rows = [[_small(q.number), _small(caption(replace(q, number=""))), self._sheet_value(q)] for q in asked]
        widths = [NUMBER, CAPTION, INNER - NUMBER - CAPTION]
        if not any(q.number for q in self._told.definition.questions):
            rows, widths = [row[1:] for row in rows], [NUMBER + CAPTION, widths[2]]
        yield Table(rows, widths, style=[*parts.PLAIN, *parts.SHEET], splitInRow=1)
        yield space(6)

    def _sheet_value(self, question: Question) -> Any:
        words = self._told.words(question.name)
        return paragraph(marked(words), parts.TABLE_VALUE) if words else space(14)


def caption(question: Question) -> str:
    """Number and official wording of a question; its Polish label when the office has no wording."""
    official = " ".join((question.official or question.field.label.render(POLISH)).split())
    return f"{question.number}. {official}" if question.number else official


def _label(text: str) -> Any:
    return paragraph(marked(text), parts.CAPTION)


def _small(text: str) -> Any:
    return paragraph(marked(text), replace(parts.CAPTION, size=8.6, leading=11.0))


def _below(column: int) -> tuple[Any, ...]:
    return ("LINEBELOW", (column, 0), (column, 0), 0.5, HexColor(parts.FAINT))


def _taken_along(pieces: Pieces) -> Pieces:
    """What goes with the signatures to their page, so that they never stand there alone; it leaves the pieces."""
    last = next((n for n in range(len(pieces) - 1, -1, -1) if not isinstance(pieces[n], Spacer)), 0)
    taken = pieces[last:]
    del pieces[last:]
    return taken


def _to_sign(markup: str, width: float, *, on_screen: bool) -> Pieces:
    """Room for a signature over its line and the words below it."""
    room = SignRoom(width, parts.SIGN_ROOM) if on_screen else space(parts.SIGN_ROOM)
    words = paragraph(markup, replace(parts.CAPTION, align="center"))
    return [room, Table([[words]], [width], style=[*parts.PLAIN, *parts.SIGNED])]


def _in_columns(cells: Iterable[Any], columns: int) -> Pieces:
    listed = list(cells)
    if columns == 1:
        return listed
    pairs = [[listed[n], "", *listed[n + 1 : n + 2], ""][:3] for n in range(0, len(listed), 2)]
    return [Table(pairs, [HALF, GUTTER, HALF], style=parts.PLAIN)]


_BLOCKS: Mapping[str, Callable[[Writer, Block], Pieces]] = {
    name: getattr(Writer, name) for name in "heading text points answers ticks table signatures space rule page".split()
}
