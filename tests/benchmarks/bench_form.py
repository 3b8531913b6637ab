"""A filled official form, and other tools putting the same values into fields at the same places.

pypdf and pikepdf are there in any case; PyMuPDF and pdftk are measured where somebody has installed them.
"""

from __future__ import annotations

import importlib.util
import io
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cic_desktop import forms
from cic_desktop.forms.page.layout import lay_out
from cic_desktop.forms.pdf.font import value_font
from cic_desktop.forms.pdf.prepared import PreparedBlank, prepare
from tests.benchmarks.rows import Row, at_least, at_most, percentile, told
from tests.benchmarks.window import Bench, Painted

FORM = "EL-W-1"
TYPED = "applicant_street"
MANY = 200
ROUNDS = 15
_HEIGHT = 842
# The office's own blank, where somebody has it.
_OFFICE = Path(__file__).resolve().parents[3] / "shared" / "forms" / "blanks" / "EL-W-1.pdf"


def run() -> list[Row]:
    """Medians of interleaved rounds. Ours draws its blank once, before; the others read theirs each time."""
    definition, answers = forms.load(FORM), forms.sample(FORM)
    fields = lay_out(definition, answers, value_font()).runs
    empty, pages = _with_fields(fields)
    values = {f"f{place}": run.text for place, run in enumerate(fields)}
    ways = {"ours": lambda: forms.fill(definition, answers)} | dict(_others(empty, fields, values))
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(ROUNDS):
        for name, way in ways.items():
            taken[name].append(_timed(way))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    return [*_rows(medians, f"filled form ({FORM}, {pages} pages, {len(fields)} fields)"), *_catalogue()]


def preview(bench: Bench) -> list[Row]:
    """A letter typed into an answer of a real interview until the preview is painted anew, its pause included."""
    with bench.opened.database.read(bench.opened.actor) as read:
        ((person_id,),) = read.sql("SELECT id FROM person WHERE pesel = '' AND deleted_at IS NULL ORDER BY id LIMIT 1")
    bench.window.open("form", form_id=FORM, person_id=person_id)
    page = bench.page("form")
    bench.until(lambda: page.interview is not None)
    page.fill_in(forms.sample(FORM))
    page.go_to(TYPED)
    bench.settle(0.5)
    taken = [_shown_anew(bench, page, "x" * (number % 7 + 1)) for number in range(ROUNDS * 2)]
    return [at_most("letter typed to the preview painted, p95", percentile(taken, 0.95), 150, " ms")]


def _shown_anew(bench: Bench, page: Any, typed: str) -> float:
    painted = Painted(page.preview.sheet.label, lambda: page.preview.form is not before)
    before = page.preview.form
    start = time.perf_counter()
    page.questions.grid.set_values({TYPED: typed})
    page.questions.grid.edited.emit(TYPED)
    bench.until(painted)
    return (time.perf_counter() - start) * 1000


def _catalogue() -> Iterator[Row]:
    """Every form of the catalogue with its sample: how large, and two hundred of one as a batch."""
    sizes = {info.id: len(forms.fill(forms.load(info.id), forms.sample(info.id)).pdf) for info in forms.catalogue()}
    largest = max(sizes, key=lambda form_id: sizes[form_id])
    yield at_most("largest form of the catalogue, drawn", sizes[largest] / 1024, 120, " KB", f" ({largest})")
    yield _batch("", forms.drawn_blank(forms.load(FORM)))
    office = _OFFICE.read_bytes() if _OFFICE.exists() else _heavy()
    where = " on the office's blank" if _OFFICE.exists() else " on a heavy blank of 4 pages"
    blank = prepare(office)
    definition, answers = forms.load(FORM), forms.sample(FORM)
    alone = statistics.median(_timed(lambda: forms.fill(definition, answers, blank=blank)) for _round in range(ROUNDS))
    yield told(f"filled form{where}", alone, " ms", f" ({len(office) / 1024:.0f} KB)")
    yield _batch(where, blank)


def _batch(where: str, blank: PreparedBlank) -> Row:
    """As many as may go out at once, each with a name of its own, filled and joined."""
    definition, answers = forms.load(FORM), forms.sample(FORM)
    made: list[bytes] = []

    def make() -> None:
        each = ({**answers, "surname": f"KOWALENKO-{number}"} for number in range(MANY))
        made.append(forms.joined([forms.fill(definition, one, blank=blank).pdf for one in each]))

    seconds = _timed(make) / 1000
    return at_most(f"a batch of {MANY} forms{where} as one PDF", seconds, 5, " s", f" ({len(made[0]) / 1024:.0f} KB)")


def _heavy() -> bytes:
    """Four pages of what a picture in a blank weighs: a megabyte."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, _HEIGHT))
    for page in range(4):
        noise = random.Random(page).randbytes(300 * 300 * 3)
        canvas.drawImage(ImageReader(Image.frombytes("RGB", (300, 300), noise)), 100, 100, 300, 300)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _rows(medians: dict[str, float], name: str) -> Iterator[Row]:
    mine = medians.pop("ours")
    for tool, other in medians.items():
        note, ratio = f" ({mine:.1f} / {other:.0f} ms)", other / mine
        if tool == "pypdf":
            yield at_least(f"{name} / pypdf", ratio, 5, "× faster", note)
        else:
            yield told(f"… / {tool}", ratio, "× faster", note)


def _others(empty: bytes, fields: Any, values: dict[str, str]) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "pypdf", lambda: _pypdf(empty, fields)
    yield "pikepdf", lambda: _pikepdf(empty, values)
    if importlib.util.find_spec("pymupdf"):
        yield "PyMuPDF", lambda: _pymupdf(empty, values)
    if shutil.which("pdftk"):
        yield "pdftk, its start included", lambda: _pdftk(empty, values)


def _with_fields(fields: Any) -> tuple[bytes, int]:
    """An empty form with a fillable field for each value."""
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, _HEIGHT))
    pages = max(run.page for run in fields)
    for page in range(1, pages + 1):
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
    for number, page in enumerate(writer.pages, 1):
        values = {f"f{place}": run.text for place, run in enumerate(fields) if run.page == number}
        if values:
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _pikepdf(empty: bytes, values: dict[str, str]) -> bytes:
    import pikepdf
    from pikepdf.form import DefaultAppearanceStreamGenerator, Form

    with pikepdf.open(io.BytesIO(empty)) as opened:
        form = Form(opened, DefaultAppearanceStreamGenerator)
        for name, value in values.items():
            form[name].value = value
        target = io.BytesIO()
        opened.save(target)
    return target.getvalue()


def _pymupdf(empty: bytes, values: dict[str, str]) -> bytes:
    import pymupdf  # type: ignore[import-not-found, unused-ignore]

    with pymupdf.open(stream=empty, filetype="pdf") as opened:
        for page in opened:
            for widget in page.widgets():
                widget.field_value = values[widget.field_name]
                widget.update()
        return bytes(opened.tobytes())


def _pdftk(empty: bytes, values: dict[str, str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        blank, data = Path(folder) / "blank.pdf", Path(folder) / "values.fdf"
        blank.write_bytes(empty)
        data.write_bytes(_fdf(values))
        command = ["pdftk", str(blank), "fill_form", str(data), "output", "-", "flatten"]
        return subprocess.run(command, check=True, capture_output=True).stdout


def _fdf(values: dict[str, str]) -> bytes:
    said = (f"<< /T ({name}) /V <FEFF{value.encode('utf-16-be').hex()}> >>" for name, value in values.items())
    listed = " ".join(said)
    return f"%FDF-1.2\n1 0 obj << /FDF << /Fields [{listed}] >> >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF".encode()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
