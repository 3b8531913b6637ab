"""Running documents: declarations, letters, powers of attorney and worksheets set from their definition on A4.

What is said in forms whose answers stand in boxes holds here too: equal input gives equal bytes, nothing is cut.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Mapping
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.forms.definition.model import Definition, FormInfo
from cic_desktop.forms.page.head import Head
from cic_desktop.forms.pdf.canvas import PaperCanvas
from cic_desktop.forms.pdf.content import DRAFT, DRAFT_SIZE
from cic_desktop.forms.pdf.flow_blocks import Writer
from cic_desktop.forms.pdf.flow_parts import BOTTOM, FAINT, GREY, HEIGHT, INK, INNER, ITALIC, MARGIN, TOP, WIDTH
from cic_desktop.forms.pdf.flow_words import POLISH, told
from cic_desktop.forms.pdf.font import missing_glyphs
from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, draw_logo, load_font, load_fonts, wrapped
from cic_desktop.i18n import Day, _

FOOT = 7.2  # points
HEAD_ROOM = 46.0  # what the centre's head takes of the first page
OF_THE_CENTRE = "centre"  # the group of forms that carry the centre's head
WORKSHEETS = "mos"  # the group of forms that prepare what is filed in a portal only
NOT_TO_FILE = "NIE SKŁADAĆ: arkusz przygotowawczy do MOS. Wniosek składa się wyłącznie elektronicznie."
DOUBT = {
    "secondary": "Dane o druku ze źródeł wtórnych.",
    "unconfirmed": "Wzór niepotwierdzony: przed złożeniem porównaj z wymaganiami urzędu.",
}


def draw(
    definition: Definition,
    answers: Mapping[str, Answer],
    draft: bool = False,
    head: Head | None = None,
    ahead: Collection[str] = (),
) -> bytes:
    """The document as a PDF. `head` is printed on the centre's own letters; questions `ahead` were not asked yet.

    Raises Invalid when a letter cannot be printed: never a box in its stead.
    """
    said = told(definition, answers, ahead)
    shown = head if definition.info.group == OF_THE_CENTRE else None
    _refuse_unprintable([*(said.words(name) for name in said.asked), *(shown.lines if shown else ())])
    load_fonts()
    load_font(ITALIC.removeprefix("CIC-"))
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=(WIDTH, HEIGHT), invariant=1, title=definition.info.title.render(POLISH), author="CIC Desktop",
        lang=POLISH, initialFontName=REGULAR, pageCompression=1,
    )  # fmt: skip
    room = HEIGHT - TOP - BOTTOM
    first = Frame(MARGIN, BOTTOM, INNER, room - (HEAD_ROOM if shown else 0), 0, 0, 0, 0)
    later = Frame(MARGIN, BOTTOM, INNER, room, 0, 0, 0, 0)
    document.addPageTemplates(
        [
            PageTemplate(
                "first", first, onPage=lambda canvas, _page: _head(canvas, shown), autoNextPageTemplate="later"
            ),
            PageTemplate("later", later),
        ]
    )
    document.build(Writer(said).story(), canvasmaker=_pages(definition.info, draft))
    return out.getvalue()


def _pages(info: FormInfo, draft: bool) -> type[PaperCanvas]:
    """A canvas that keeps its pages until their number is known."""

    class Pages(PaperCanvas):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._kept: list[dict[str, Any]] = []
            self._to_sign: tuple[float, float, float, float] | None = None

        def sign_here(self, x: float, y: float, w: float, h: float) -> None:
            self._to_sign = self._to_sign or (x, y, w, h)  # which page this is, is known when it is saved

        def showPage(self) -> None:
            self._kept.append(dict(self.__dict__))
            self._to_sign = None
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._kept, 1):
                self.__dict__.update(page)
                _foot(self, info, number, len(self._kept))
                if info.group == WORKSHEETS:
                    _not_to_file(self)
                if draft:
                    _draft(self)
                if self._to_sign:
                    super().sign_here(*self._to_sign)
                super().showPage()
            super().save()

    return Pages


def _head(canvas: PaperCanvas, head: Head | None) -> None:
    """The centre's name and address with its logo, over a hairline."""
    if head is None:
        return
    room = INNER - draw_logo(canvas, head.logo, WIDTH - MARGIN, HEIGHT - 40)
    _write(canvas, HEIGHT - 52, head.name, STRONG, 11.0, INK, room)
    _write(canvas, HEIGHT - 66, head.contact, REGULAR, 8.2, GREY, room)
    _rule(canvas, HEIGHT - 76)


def _foot(canvas: PaperCanvas, info: FormInfo, number: int, pages: int) -> None:
    """Which document this is, as of when and how sure we are of it: the clerk and the auditor read it."""
    _rule(canvas, 50)
    as_of = Day(info.as_of).render(POLISH)
    _write(canvas, 39, f"{info.symbol} · wydanie {info.edition} · stan na {as_of}", REGULAR, FOOT, GREY, INNER - 90)
    canvas.drawRightString(WIDTH - MARGIN, 39, f"strona {number} z {pages}")
    if info.confidence in DOUBT:
        for n, line in enumerate(wrapped(f"{DOUBT[info.confidence]} {info.source}.", FOOT - 0.8, INNER)):
            _write(canvas, 29.5 - n * 8, line, REGULAR, FOOT - 0.8, GREY, INNER)


def _not_to_file(canvas: PaperCanvas) -> None:
    """Above every page of a worksheet: on paper the office would leave it unexamined (art. 106c, 203c, 219c)."""
    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(0.9)
    canvas.rect(MARGIN, HEIGHT - 44, INNER, 18, fill=0)
    canvas.setFillColor(HexColor(INK))
    canvas.setFont(STRONG, 9.4)
    canvas.drawCentredString(WIDTH / 2, HEIGHT - 38.4, NOT_TO_FILE)


def _write(canvas: PaperCanvas, y: float, text: str, font: str, size: float, colour: str, room: float) -> None:
    """A line at the left margin, made smaller rather than longer than the room."""
    while size > 5 and canvas.stringWidth(text, font, size) > room:
        size -= 0.2
    canvas.setFont(font, size)
    canvas.setFillColor(HexColor(colour))
    canvas.drawString(MARGIN, y, text)


def _rule(canvas: PaperCanvas, y: float) -> None:
    canvas.setStrokeColor(HexColor(FAINT))
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, y, WIDTH - MARGIN, y)


def _draft(canvas: PaperCanvas) -> None:
    """The same pale mark as on forms with boxes."""
    canvas.saveState()
    canvas.setFillColor(HexColor("#B21A1A"), alpha=0.14)
    canvas.setFont(STRONG, DRAFT_SIZE)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(math.degrees(math.atan2(HEIGHT, WIDTH)))
    canvas.drawCentredString(0, 0, DRAFT)
    canvas.restoreState()


def _refuse_unprintable(words: list[str]) -> None:
    letters = missing_glyphs("".join(words))
    if letters:
        text = _("“{letters}” cannot be printed. Write it in Latin letters, as in the passport.", letters=letters)
        raise Invalid(Problem("", text))
