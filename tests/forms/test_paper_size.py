"""Whatever is printed asks the printer to leave its size alone: a millimetre on the page is one on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cic_desktop import forms
from cic_desktop.core.fields import Answers
from cic_desktop.forms import papers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.drawn import draw
from cic_desktop.forms.workshop.workbench import grid_preview
from cic_desktop.startup import Opened
from tests.forms.people import OKSANA, registered

REPOSITORY = Path(__file__).resolve().parents[2]
A4 = (595.28, 841.89)
NOT_PRINTED = {
    "demo/files.py": "an invented scan",
    "forms/workshop/workbench.py": "lines laid over a form",
    "tour/portal.py": "an invented file",
}


def asks_no_scaling(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        sizes = [[float(edge) for edge in page.mediabox] for page in opened.pages]
        for left, bottom, right, top in sizes:
            assert (right - left, top - bottom) == (pytest.approx(A4[0], abs=0.5), pytest.approx(A4[1], abs=0.5))
        wishes: Any = opened.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        return str(wishes.get("/PrintScaling", "")) == "/None"


def test_every_form_drawn(edition: Definition) -> None:
    sample = definitions.sample(edition.info.id)
    assert asks_no_scaling(fill(edition, sample).pdf)
    assert asks_no_scaling(fill(edition, sample, draft=True).pdf)
    assert asks_no_scaling(grid_preview(edition, sample))


def test_on_the_offices_blank(form: Definition, sample: Answers) -> None:
    blank = forms.prepare_blank(form, draw(form))
    assert asks_no_scaling(fill(form, sample, blank=blank).pdf)
    assert asks_no_scaling(forms.joined([fill(form, sample, blank=blank).pdf] * 2))


PRINTS: dict[str, Callable[[Any, str], bytes]] = {
    "papers": lambda read, who: papers.print_papers(read, who, [paper.id for paper in papers.paper_list()], "uk"),
    "intake card": lambda read, who: papers.intake_card(read, "ru", who),
    "empty intake card": lambda read, who: papers.intake_card(read, "en"),
    "copy of the data": papers.print_file,
    "proof": lambda read, who: papers.print_proof(
        read, definitions.load("POZ-LEKARZ"), definitions.sample("POZ-LEKARZ"), "uk", who
    ),
    "recovery key": lambda read, who: papers.key_sheet("Centrum", "ABCD-EFGH-IJKL", "pl"),
    "calibration": lambda read, who: papers.calibration_page("pl"),
}


@pytest.mark.parametrize("name", PRINTS)
def test_the_centres_papers(register: Opened, name: str) -> None:
    oksana = registered(register, OKSANA)
    with register.database.read(register.actor) as read:
        assert asks_no_scaling(PRINTS[name](read, oksana))


def test_nothing_is_set_without_saying_so() -> None:
    """Every file that makes pages names the canvas that asks, or asks itself."""
    silent = []
    for path in (REPOSITORY / "cic_desktop").rglob("*.py"):
        text, name = path.read_text("utf-8"), path.relative_to(REPOSITORY / "cic_desktop").as_posix()
        makes = re.search(r"= \w*Canvas\(|DocTemplate\(", text)
        if makes and name not in NOT_PRINTED and not re.search("PaperCanvas|PrintScaling", text):
            silent.append(name)
    assert silent == []
