"""Many filled forms as one PDF: a blank they share stands in it once, and each looks as it does alone."""

from __future__ import annotations

import hashlib
import io

import pytest

from cic_desktop import forms
from cic_desktop.core.errors import Cancelled
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.page.strokes import Strokes
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.joining import joined
from cic_desktop.forms.pdf.prepared import PreparedBlank, prepare
from cic_desktop.forms.pdf.signed import signed
from cic_desktop.forms.pdf.stamp import stamped
from tests.forms.looking import pages_text, pictures

NAMES = ("KOWALENKO", "ŻÓŁĆ", "ЩЕРБАКІВСЬКА")
ENDLESS = "Bardzo długa nazwa urzędu, która nigdzie się nie mieści. " * 6


@pytest.fixture(scope="module")
def office(request: pytest.FixtureRequest) -> PreparedBlank:
    """Somebody else's blank of four pages: heavy with a picture, of a program we do not know."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.28, 841.89), invariant=1)
    noise = Image.frombytes("RGB", (200, 200), b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(3750)))
    for page in range(4):
        canvas.drawImage(ImageReader(noise), 40, 40, 100, 100)
        canvas.drawString(60, 800, f"Strona {page + 1}")
        canvas.showPage()
    canvas.save()
    return prepare(out.getvalue())


@pytest.fixture
def several(form: Definition, sample: Answers, office: PreparedBlank) -> list[bytes]:
    return [fill(form, {**sample, "surname": name}, blank=office).pdf for name in NAMES]


def test_each_looks_as_it_does_alone(form: Definition, sample: Answers, office: PreparedBlank, several: list[bytes]):
    """With a continuation sheet in the middle, and at the beginning."""
    longer = fill(form, {**sample, "birth_act_office": ENDLESS}, blank=office).pdf
    assert forms.page_count(longer) == 5
    for pdfs in ([*several[:2], longer, several[2]], [longer, *several, longer]):
        whole = joined(pdfs)
        alone = [picture for pdf in pdfs for picture in pictures(pdf, 60)]
        assert [one.tobytes() for one in pictures(whole, 60)] == [one.tobytes() for one in alone]
        assert pages_text(whole) == [text for pdf in pdfs for text in pages_text(pdf)]


def test_the_blank_stands_in_it_once(several: list[bytes]) -> None:
    two, three = joined(several[:2]), joined(several)
    assert len(two) < len(several[0]) * 1.2
    assert len(three) - len(two) < 6_000, "a further one adds its values only"


def test_what_each_is_kept_as_stays_as_it_is(several: list[bytes]) -> None:
    before = [hashlib.sha256(pdf).hexdigest() for pdf in several]
    assert joined(several) == joined(several), "equal ones give equal bytes"
    assert [hashlib.sha256(pdf).hexdigest() for pdf in several] == before


def test_different_papers_are_joined_as_they_are(form: Definition, sample: Answers, several: list[bytes]) -> None:
    """On the office's blank, drawn, a running document, one signed on the screen."""
    letter = forms.load("OSWIADCZENIE")
    strokes = Strokes((((0.1, 0.1), (0.4, 0.3), (0.8, 0.1)),))
    running = fill(letter, forms.sample("OSWIADCZENIE")).pdf
    others = [
        fill(form, sample).pdf,
        running,
        signed(fill(form, sample).pdf, strokes, "23.11.2026"),
    ]
    pdfs = [several[0], *others, several[1], *others]
    alone = [picture.tobytes() for pdf in pdfs for picture in pictures(pdf, 60)]
    assert [picture.tobytes() for picture in pictures(joined(pdfs), 60)] == alone


def test_only_what_was_stamped_and_nothing_after_counts_as_such(several: list[bytes], office: PreparedBlank) -> None:
    found = [stamped(pdf) for pdf in several]
    assert len({one.blank for one in found if one}) == 1
    assert found[0] is not None and found[0].rewritten == set(office.slots)
    for other in (office.pdf, several[0] + b"\n", several[0][:-40], b""):
        assert stamped(other) is None


def test_it_says_how_far_it_is_and_stops_when_told(several: list[bytes]) -> None:
    told: list[float] = []
    joined(several, told.append)
    assert told == [0, pytest.approx(1 / 3), pytest.approx(2 / 3)]

    def stop(_share: float) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        joined(several, stop)
