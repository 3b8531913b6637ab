"""The office's blank: recognised, refused with a reason, and filled where its boxes are."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.kept.blanks import looks_of, prepare_blank, recognise
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.drawn import draw
from tests.forms.looking import pages_text, pictures


def saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    out = io.BytesIO()
    pdf.save(out, encryption=encryption)
    return out.getvalue()


def paged(page: pikepdf.Page, *edges: float) -> None:
    page.obj.MediaBox = page.obj.CropBox = pikepdf.Array(edges)


def changed(data: bytes, change: str) -> bytes:
    """A PDF spoilt in one way."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if change == "a page less":
            del pdf.pages[-1]
        elif change == "another size":
            for page in pdf.pages:
                paged(page, 0, 0, 612, 792)
        elif change == "turned":
            pdf.pages[0].rotate(90, relative=True)
        elif change == "XFA":
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))
        elif change == "password":
            return saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))
        elif change == "restricted":
            return saved(pdf, encryption=pikepdf.Encryption(owner="a", user=""))
        return saved(pdf)


@pytest.fixture(scope="module")
def own_blank() -> bytes:
    """Our drawing stands in for an office's blank: four plain pages."""
    from cic_desktop.forms.edition import reader as definition

    return draw(definition.load("EL-W-1"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("a page less", "3 pages"),
        ("another size", "not the size"),
        ("turned", "turned"),
        ("XFA", "dynamic form"),
        ("password", "locked with a password"),
        ("restricted", "locked"),
    ],
)
def test_a_blank_that_cannot_be_used_says_why(form: Definition, own_blank: bytes, change: str, says: str) -> None:
    for use in (recognise, prepare_blank):
        with pytest.raises(CicError, match=says):
            use(form, changed(own_blank, change))


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 500, b"PK\x03\x04 a text document", b"{}"])
def test_a_file_of_another_kind_is_named_as_such(form: Definition, data: bytes) -> None:
    for use in (recognise, prepare_blank):
        with pytest.raises(CicError, match="not a PDF"):
            use(form, data)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n" + b"\0" * 500])
def test_a_damaged_file_is_one_sentence(form: Definition, data: bytes) -> None:
    for use in (recognise, prepare_blank):
        with pytest.raises(CicError, match="damaged"):
            use(form, data)


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_spoilt_file_is_refused_in_words_or_still_filled(
    form: Definition, sample: Answers, own_blank: bytes, data: st.DataObject
) -> None:
    spoilt = bytearray(own_blank[: data.draw(st.integers(0, len(own_blank)))])
    for at in data.draw(st.lists(st.integers(0, max(0, len(spoilt) - 1)), max_size=20)) if spoilt else ():
        spoilt[at] = data.draw(st.integers(0, 255))
    try:
        filled = fill(form, sample, blank=prepare_blank(form, bytes(spoilt)))
    except CicError as refused:
        assert refused.text.render("en")
    else:
        assert len(pages_text(filled.pdf)) == len(form.pages)


def test_a_blank_nobody_knows_is_unknown_but_can_be_filled(form: Definition, sample: Answers, own_blank: bytes) -> None:
    assert recognise(form, own_blank).status == "unknown"
    filled = fill(form, sample, blank=prepare_blank(form, own_blank))
    assert "KOVALENKO-ŻÓŁKIEWSKA" in pages_text(filled.pdf)[0]


def test_scripts_and_somebodys_answers_do_not_get_into_print(form: Definition, sample: Answers) -> None:
    filled = fill(form, sample, blank=prepare_blank(form, with_field("STALE ANSWER")))
    with pikepdf.open(io.BytesIO(filled.pdf)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/OpenAction" not in pdf.Root
        assert all(not len(page.obj.get("/Annots", [])) for page in pdf.pages)
    assert "STALE" not in "".join(pages_text(filled.pdf))


def with_field(value: str) -> bytes:
    """Four pages with one bordered text field that somebody filled, and a script."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.28, 841.89))
    for page in range(4):
        if not page:
            canvas.acroForm.textfield(name="f", value=value, x=300, y=300, width=200, height=20, borderWidth=1)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        return saved(pdf)


def test_pages_that_do_not_start_at_the_origin_are_filled_in_place(form: Definition, sample: Answers) -> None:
    with pikepdf.open(io.BytesIO(draw(form))) as pdf:
        for page in pdf.pages:
            paged(page, 10, 20, 605.28, 861.89)
            page.contents_add(pdf.make_stream(b"q 1 0 0 1 10 20 cm\n"), prepend=True)
            page.contents_add(pdf.make_stream(b"\nQ"))
        moved = saved(pdf)
    ours = pictures(fill(form, sample).pdf, 72)
    theirs = pictures(fill(form, sample, blank=prepare_blank(form, moved)).pdf, 72)
    for one, other in zip(ours, theirs, strict=True):
        assert most_apart(one, other) < 128


def most_apart(one: Image.Image, other: Image.Image) -> int:
    """The greatest difference of grey between two pages, 0 to 255."""
    counts = ImageChops.difference(one, other).histogram()
    return max(grey for grey, count in enumerate(counts) if count)


# ---- with the office's own file, where it is at hand -----------------------------------------------


def test_the_offices_blank_is_known_by_its_hash(form: Definition, office_blank: bytes) -> None:
    assert recognise(form, office_blank).status == "known"


def test_the_same_blank_saved_again_is_known_by_its_look(form: Definition, office_blank: bytes) -> None:
    with pikepdf.open(io.BytesIO(office_blank)) as pdf:
        again = saved(pdf)
    assert recognise(form, again).status == "alike"
    assert looks_of(again) == form.blank.looks


def test_a_blank_with_a_point_of_shift_is_not_taken_for_the_same(form: Definition, office_blank: bytes) -> None:
    with pikepdf.open(io.BytesIO(office_blank)) as pdf:
        page = pdf.pages[1]
        page.contents_add(pdf.make_stream(b"q 1 0 0 1 0 2 cm\n"), prepend=True)
        page.contents_add(pdf.make_stream(b"\nQ"))
        assert recognise(form, saved(pdf)).status == "unknown"


def test_a_filled_form_is_not_taken_for_a_blank(form: Definition, sample: Answers, office_blank: bytes) -> None:
    filled = fill(form, sample, blank=prepare_blank(form, office_blank))
    assert recognise(form, filled.pdf).status == "unknown"


def test_preparing_changes_nothing_that_is_seen(form: Definition, office_blank: bytes) -> None:
    for one, other in zip(pictures(office_blank, 72), pictures(prepare_blank(form, office_blank).pdf, 72), strict=True):
        assert most_apart(one, other) < 32
