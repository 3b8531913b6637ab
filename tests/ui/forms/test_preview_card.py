"""The preview: the newest wins, and nothing of what was asked for before is shown for somebody else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cic_desktop import forms
from cic_desktop.app.context import AppContext
from cic_desktop.app.settings import Settings
from cic_desktop.core.errors import CicError
from cic_desktop.forms.definition.model import Definition
from cic_desktop.i18n import _
from cic_desktop.ui.forms.preview_card import PreviewCard
from cic_desktop.ui.theme import theme

from .conftest import Slow


@dataclass(frozen=True)
class Paper:
    pdf: bytes


@pytest.fixture
def runner() -> Slow:
    return Slow()


@pytest.fixture
def card(qtbot, register, runner) -> PreviewCard:
    made = PreviewCard(AppContext(register, runner, Settings(None)))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def pdf(form: Definition) -> bytes:
    return forms.drawn_blank(form).pdf


def test_while_one_is_made_only_the_newest_waits(card, runner, pdf, qtbot):
    papers = [Paper(pdf) for _n in range(4)]
    for paper in papers:
        card.ask(lambda paper=paper: paper, pause=False)
    assert len(runner.jobs) == 1
    runner.work()
    assert card.form is papers[0]
    qtbot.waitUntil(lambda: len(runner.jobs) == 1)
    runner.work()
    assert card.form is papers[3]
    qtbot.wait(120)
    assert runner.jobs == []


def test_what_comes_too_late_is_not_shown(card, runner, pdf, qtbot):
    of_somebody_else, wanted = Paper(pdf), Paper(pdf)
    card.ask(lambda: of_somebody_else, pause=False)
    card.clear_form()
    card.ask(lambda: wanted, pause=False)
    shown: list[Paper] = []
    card.filled.connect(shown.append)
    runner.work()
    assert card.form is None
    qtbot.waitUntil(lambda: bool(runner.jobs))
    runner.work()
    assert shown == [wanted]


def test_after_a_refusal_it_goes_on(card, runner, pdf, qtbot):
    def refuse() -> Paper:
        raise CicError(_("This is needed. Please fill it in."))

    told: list[CicError] = []
    card.refused.connect(told.append)
    card.ask(refuse, pause=False)
    runner.work()
    assert len(told) == 1
    card.ask(lambda: Paper(pdf), pause=False)
    runner.work()
    assert card.form is not None


def test_pages_are_turned_and_no_further_than_there_are(card, runner, pdf):
    card.ask(lambda: Paper(pdf), pause=False)
    runner.work()
    assert card.number.text() == "1 / 4"
    card.turn(9)
    assert card.number.text() == "4 / 4"
    assert not card.after.isEnabled()
    card.before.click()
    assert card.number.text() == "3 / 4"


def test_the_newest_page_comes_at_last_and_nothing_waits_for_it(card, runner, pdf):
    """Pages are drawn beside the window: what is wanted by now is asked for again, what is shown is not."""
    card.ask(lambda: Paper(pdf), pause=False)
    runner.work()
    first = card.sheet.label.pixmap().cacheKey()
    card.turn(1)
    card.turn(2)
    assert len(runner.jobs) == 1, "one at a time"
    assert card.sheet.label.pixmap().cacheKey() == first
    runner.work()
    assert card.sheet.label.pixmap().cacheKey() == first, "the page between is not wanted any more"
    runner.work()
    assert card.sheet.label.pixmap().cacheKey() != first
    assert runner.jobs == []


def test_only_the_newest_counts_as_what_will_be_printed(card, runner, pdf, qtbot):
    old, new = Paper(pdf), Paper(pdf)
    told: list[Paper] = []
    card.filled.connect(told.append)
    card.ask(lambda: old, pause=False)
    card.ask(lambda: new, pause=False)
    runner.work()
    assert (card.form, told) == (old, [])
    qtbot.waitUntil(lambda: bool(runner.jobs))
    runner.work()
    assert told == [new]


def test_a_page_of_somebody_before_is_never_shown(card, runner, pdf):
    card.ask(lambda: Paper(pdf), pause=False)
    runner.work()
    card.turn(1)
    card.clear_form()
    runner.work()
    assert card.sheet.label.pixmap().isNull()
    assert runner.jobs == []


def test_the_edge_of_the_paper_is_the_themes(card, runner, pdf):
    def edge() -> str:
        while runner.jobs:
            runner.work()
        return str(card.sheet.label.pixmap().toImage().pixelColor(0, 5).name())

    card.show_form(Paper(pdf))
    light = edge()
    assert light == theme.color("border").name()
    theme.apply("dark")
    assert edge() == theme.color("border").name() != light
