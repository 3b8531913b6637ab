"""A filled official form, and pypdf putting the same values into fields at the same places."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from typing import Any

from cic_desktop import forms
from cic_desktop.forms.layout import lay_out
from cic_desktop.forms.pdf.font import value_font
from tests.benchmarks.rows import Row, at_least

FORM = "EL-W-1"
ROUNDS = 15
_HEIGHT = 842


def run() -> list[Row]:
    """Medians of interleaved rounds. Ours draws its blank once, before; pypdf reads its own each time."""
    definition, answers = forms.load(FORM), forms.sample(FORM)
    fields = lay_out(definition, answers, value_font()).runs
    empty, pages = _with_fields(fields)
    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours.append(_timed(lambda: forms.fill(definition, answers)))
        theirs.append(_timed(lambda: _pypdf(empty, fields)))
    mine, other = statistics.median(ours), statistics.median(theirs)
    name = f"filled form ({FORM}, {pages} pages, {len(fields)} fields) / pypdf"
    return [at_least(name, other / mine, 5, "× faster", f" ({mine:.1f} / {other:.0f} ms)")]


def _with_fields(fields: Any) -> tuple[bytes, int]:
    """An empty form with a fillable field for each value."""
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, _HEIGHT))
    pages = max(run.page for run in fields) + 1
    for page in range(pages):
        for place, run in enumerate(fields):
            if run.page == page:
                y = _HEIGHT - run.y
                canvas.acroForm.textfield(name=f"f{place}", x=run.x, y=y, width=120, height=12, fontSize=9)
        canvas.showPage()
    canvas.save()
    return target.getvalue(), pages


def _pypdf(empty: bytes, fields: Any) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(empty)))
    for number, page in enumerate(writer.pages):
        values = {f"f{place}": run.text for place, run in enumerate(fields) if run.page == number}
        if values:
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
