"""The attendance list of anything: names from a list, lines for the others, places to sign."""

from __future__ import annotations

import io

import pikepdf
import pytest

from cic_desktop import reports, startup
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers
from tests.forms.looking import pages_text

TRAINING: Answers = {"title": "Szkolenie dla nauczycieli", "place": "Opole, ul. Damrota 7", "day": "2026-11-24"}


def listed(register: startup.Opened, answers: Answers) -> list[str]:
    with register.database.read(register.actor) as read:
        return pages_text(reports.attendance_pdf(read, {**TRAINING, **answers}, "en"))


def test_everybody_on_the_list_has_a_numbered_place_to_sign(register: startup.Opened) -> None:
    (page,) = listed(register, {"names": "Żółć  Anna\n\nКоваленко Оксана\n", "lines": "3"})
    text = " ".join(page.split())
    for said in ("Attendance list", "Szkolenie dla nauczycieli", "Opole, ul. Damrota 7", "24 November 2026"):
        assert said in text
    assert "1. Żółć Anna" in text and "2. Коваленко Оксана" in text
    assert "5." in page.split() and "6." not in page.split()


def test_many_lines_go_on_over_pages_under_the_same_heads(register: startup.Opened) -> None:
    pages = listed(register, {"lines": "60"})
    assert len(pages) == 3
    assert all("Given names and surname" in page for page in pages)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"title": "", "lines": "5"}, "title"),
        ({"names": " \n"}, "lines"),
        ({"lines": "100000"}, "lines"),
        ({"names": "შოთა"}, "names"),
        ({"lines": "kilka"}, "lines"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(register: startup.Opened, answers: Answers, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        listed(register, answers)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_no_font_is_called_for_that_is_not_embedded(register: startup.Opened) -> None:
    with register.database.read(register.actor) as read:
        pdf = reports.attendance_pdf(read, {**TRAINING, "lines": "5"})
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {str(font.BaseFont) for page in opened.pages for font in page.resources.Font.values()}
    assert names and all("SourceSansPro" in name for name in names)
