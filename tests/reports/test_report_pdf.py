"""The printed month: what it says, that it says it twice alike, that nothing leaves the paper."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cic_desktop import reports
from cic_desktop.forms.pdf import typeface
from cic_desktop.i18n import LANGUAGES, Plain
from cic_desktop.reports import paper
from cic_desktop.reports.charts import Label, Rect
from cic_desktop.reports.pdf import Head, month_pdf
from cic_desktop.reports.summary import Line, MonthSummary
from cic_desktop.reports.written import report_head
from tests.forms.looking import pages_text, pictures
from tests.reports.story import OCTOBER, Story

GOLDEN = Path(__file__).parent / "golden" / "month.txt"
REGENERATE = "CIC_REGENERATE"


@pytest.fixture
def summary(story: Story) -> MonthSummary:
    found: MonthSummary = story.read(lambda read: reports.month(read, OCTOBER))
    return found


@pytest.fixture
def head(story: Story) -> Head:
    found: Head = story.read(report_head)
    return found


def test_says_what_it_always_said(summary: MonthSummary, head: Head) -> None:
    """`CIC_REGENERATE=1` writes the expected text anew: look at it before you keep it."""
    text = "\f\n".join(pages_text(month_pdf(summary, head, "en"))) + "\n"
    if os.environ.get(REGENERATE):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_its_letters(lang: str, summary: MonthSummary, head: Head) -> None:
    text = "\n".join(pages_text(month_pdf(summary, head, lang)))
    assert summary.month.name.render(lang) in text
    assert summary.table("citizenship").lines[0].name.render(lang) in text
    assert "Centrum Integracji Cudzoziemców w Opolu" in text
    assert "\ufffd" not in text


def test_equal_months_give_equal_bytes(summary: MonthSummary, head: Head) -> None:
    assert month_pdf(summary, head) == month_pdf(summary, head)


def test_every_page_knows_its_number(summary: MonthSummary, head: Head) -> None:
    pages = pages_text(month_pdf(summary, head, "en"))
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in text


def test_every_rule_is_on_paper_beside_its_mark(summary: MonthSummary, head: Head) -> None:
    from cic_desktop.reports.indicators import INDICATORS

    text = " ".join(" ".join(pages_text(month_pdf(summary, head, "en"))).split())
    assert all(item.rule.render("en") in text for item in INDICATORS)


def test_a_long_table_goes_on_with_its_heads_and_stays_on_the_paper(
    summary: MonthSummary, head: Head, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[list[object]] = []

    def watched(pages: list[list[Any]], *rest: str) -> bytes:
        drawn.extend(pages)
        return paper.pdf(pages, *rest)

    monkeypatch.setattr("cic_desktop.reports.pdf.pdf", watched)
    names = ["a country with an unreasonably long name, longer than its column", *map(str, range(120))]
    lines = tuple(Line(name, Plain(name), (9, 9)) for name in names)
    table = replace(summary.table("citizenship"), lines=lines)
    long = replace(summary, tables=(table,))
    pages = pages_text(month_pdf(long, head, "en"))
    assert sum("Persons ¹" in page for page in pages) >= 3
    for page in drawn:
        for item in page:
            assert inside(item)


def inside(item: object) -> bool:
    if isinstance(item, Rect):
        return item.x >= 0 and item.x + item.width <= paper.WIDTH and item.y + item.height <= paper.HEIGHT
    if isinstance(item, Label):
        wide = typeface.width(item.text, item.size, strong=isinstance(item, paper.Strong))
        left = item.x - {"start": 0.0, "middle": wide / 2, "end": wide}[item.anchor]
        return left >= paper.MARGIN - 1 and left + wide <= paper.WIDTH - paper.MARGIN + 1
    return True


def test_there_is_ink_and_a_chart(summary: MonthSummary, head: Head) -> None:
    first = pictures(month_pdf(summary, head), 60)[0]
    dark = sum(first.histogram()[:140]) / (first.width * first.height)
    assert 0.01 < dark < 0.3
