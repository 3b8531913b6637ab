"""The month on disk, for the archive and for spreadsheets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from cic_desktop import reports
from cic_desktop.core.errors import Cancelled
from cic_desktop.core.files import CannotWrite
from cic_desktop.i18n import Plain
from cic_desktop.reports.summary import Line
from tests.reports.story import OCTOBER, Story


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def test_a_folder_gets_the_report_and_a_table_each(story: Story, tmp_path: Path) -> None:
    out = tmp_path / "reports" / "2026"
    made = story.read(lambda read: reports.write_month(read, OCTOBER, out))
    assert all(path.parent == out and path.stat().st_size for path in made)
    assert made[0].name == "report-2026-10.pdf"
    assert made[0].read_bytes().startswith(b"%PDF")
    kinds = rows((out / "kind-2026-10.csv").read_bytes())
    assert kinds[0][0] == "code"
    assert ["document_help", "2", "1", "30"] in [[line[0], *line[2:]] for line in kinds]


def test_the_figures_and_the_series_are_there(story: Story) -> None:
    sheets = story.read(lambda read: reports.month_sheets(reports.month(read, OCTOBER), "en"))
    figures = {line[0]: line[2:] for line in rows(sheets["figures"])}
    assert figures["services"] == ["8", "1"]
    assert figures["code"] == ["month", "month before"]
    series = rows(sheets["topics-by-month"])
    assert series[0][-1] == "2026-10"
    assert series[1][:2] == ["stay", "legal stay and citizenship"]


def test_a_name_that_looks_like_a_formula_does_no_harm(story: Story) -> None:
    summary = story.read(lambda read: reports.month(read, OCTOBER))
    table = replace(summary.table("advisor"), lines=(Line("x", Plain('=HYPERLINK("http://x")'), (1, 1, 1)),))
    sheet = rows(reports.month_sheets(replace(summary, tables=(table,)))["advisor"])
    assert sheet[1][1].startswith("'=")


def test_a_folder_that_cannot_be_made_is_said_plainly(story: Story, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        story.read(lambda read: reports.write_month(read, OCTOBER, tmp_path / "file" / "reports"))


def test_making_the_report_can_be_stopped(story: Story) -> None:
    def stop(share: float) -> None:
        if share > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        story.read(lambda read: reports.month_report(read, OCTOBER, "pl", stop))
