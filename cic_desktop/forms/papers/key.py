"""The sheet with the recovery key: one page for the safe."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from cic_desktop.core import clock
from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, load_fonts
from cic_desktop.i18n import Day, Text, _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["key_sheet"]

WIDTH, HEIGHT, MARGIN = 595.28, 841.89, 64.0
INNER = WIDTH - 2 * MARGIN
INK, GREY, FAINT, GROUND = "#17212B", "#52616F", "#9AA7B2", "#F5F7F9"
COLUMNS, ROW, CELL = 4, 62.0, 18.0  # groups in a row; points
GROUP_SIZE, TEXT = 21.0, 10.5

TITLE: Text = _("Recovery key")
WHAT: tuple[Text, ...] = (
    _("With this key the register can be opened when every password is lost. Without it, nobody can."),
    _("Keep it in the safe, in a closed envelope. Do not photograph it, do not send it, do not keep it on a computer."),
    _("To use it, choose “I have lost my password” in the first window and type the groups in their order."),
    _("Whoever has this page and the computer can read everything. If it is lost, tell the administrator at once."),
)


def key_sheet(centre_name: str, key: str, lang: str) -> bytes:
    """One A4 page in the given language; `key` is its groups separated by anything but letters and digits."""
    from cic_desktop.forms.pdf.canvas import PaperCanvas

    load_fonts()
    out = io.BytesIO()
    canvas = PaperCanvas(
        out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=REGULAR, lang=lang
    )
    canvas.setTitle(TITLE.render(lang))
    y = _head(canvas, centre_name, lang)
    y = _groups(canvas, re.findall(r"\w+", key), y - 40)
    for number, text in enumerate(WHAT, 1):
        y = _paragraph(canvas, y - 14, str(number), text.render(lang))
    _foot(canvas, lang)
    canvas.save()
    return out.getvalue()


def _head(canvas: Canvas, centre_name: str, lang: str) -> float:
    _write(canvas, MARGIN, HEIGHT - 92, TITLE.render(lang), STRONG, 27, INK)
    _write(canvas, MARGIN, HEIGHT - 114, centre_name, REGULAR, 12, GREY, INNER)
    _write(canvas, MARGIN, HEIGHT - 131, Day(clock.today()).render(lang), REGULAR, 12, GREY)
    return HEIGHT - 131


def _groups(canvas: Canvas, groups: list[str], top: float) -> float:
    """The groups in rows, each letter in the middle of its own cell so that none can be misread."""
    rows = -(-len(groups) // COLUMNS)
    bottom = top - rows * ROW - 24
    canvas.setFillColor(GROUND)
    canvas.setStrokeColor(FAINT)
    canvas.setLineWidth(0.8)
    canvas.roundRect(MARGIN, bottom, INNER, top - bottom, 10, fill=1)
    for number, group in enumerate(groups):
        x = MARGIN + 24 + (number % COLUMNS) * (INNER - 24) / COLUMNS
        y = top - 18 - (number // COLUMNS) * ROW
        _write(canvas, x, y - 8, str(number + 1), REGULAR, 8, GREY)
        canvas.setFont(STRONG, GROUP_SIZE)
        canvas.setFillColor(INK)
        for at, letter in enumerate(group):
            canvas.drawCentredString(x + (at + 0.5) * CELL, y - 34, letter)
    return bottom - 16


def _paragraph(canvas: Canvas, y: float, number: str, text: str) -> float:
    """A numbered paragraph; gives the base line of its last line."""
    from reportlab.lib.utils import simpleSplit

    _write(canvas, MARGIN, y, f"{number}.", STRONG, TEXT, INK)
    for line in simpleSplit(text, REGULAR, TEXT, INNER - 22):
        _write(canvas, MARGIN + 22, y, line, REGULAR, TEXT, INK)
        y -= 15
    return y


def _foot(canvas: Canvas, lang: str) -> None:
    canvas.setStrokeColor(FAINT)
    for x, words in ((MARGIN, _("put into the safe on")), (MARGIN + INNER / 2 + 10, _("by"))):
        canvas.line(x, 92, x + INNER / 2 - 10, 92)
        _write(canvas, x, 80, words.render(lang), REGULAR, 8.5, GREY)


def _write(
    canvas: Canvas, x: float, y: float, text: str, font: str, size: float, color: str, width: float = INNER
) -> None:
    while size > 6 and canvas.stringWidth(text, font, size) > width:
        size -= 0.5
    canvas.setFont(font, size)
    canvas.setFillColor(color)
    canvas.drawString(x, y, text)
