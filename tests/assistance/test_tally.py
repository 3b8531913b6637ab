"""One-minute questions: one key, one more, apart from services."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import assistance
from cic_desktop.assistance import tally
from cic_desktop.assistance.rows import HelpFilter
from cic_desktop.core.errors import CicError

MONTH = (date(2026, 11, 1), date(2026, 11, 30))


def test_each_press_is_one_more_and_the_last_is_taken_back(desk):
    made = [desk.do(lambda work: tally.count_question(work, "stay")) for _press in range(3)]
    assert desk.read(lambda read: tally.questions_counted(read, *MONTH)) == 3
    desk.do(lambda work: tally.uncount_question(work, made[-1]))
    assert desk.read(lambda read: tally.questions_counted(read, *MONTH)) == 2
    assert desk.read(lambda read: tally.questions_counted(read, *MONTH, "somebody else")) == 0


def test_questions_are_no_services(desk):
    desk.do(tally.count_question)
    assert desk.read(lambda read: assistance.help_totals(read, HelpFilter())).services == 0


def test_without_a_project_the_way_out_is_named(desk, monkeypatch):
    monkeypatch.setattr("cic_desktop.projects.current_project", lambda work: "")
    with pytest.raises(CicError, match="no project yet"):
        desk.do(tally.count_question)
