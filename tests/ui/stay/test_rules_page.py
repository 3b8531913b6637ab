"""The rules on the screen: what they rest on, a centre's own version and the way back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from cic_desktop import stay
from cic_desktop.core.rights import Role
from cic_desktop.ui.clients.row_dialog import RowDialog
from cic_desktop.ui.stay.rules_page import RulesPage
from tests.ui.conftest import ROOM, Ask


@pytest.fixture
def page(shell: Any, qtbot: Any) -> RulesPage:
    made = RulesPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    shell.ctx.changed.connect(lambda changes: made.reload() if changes.touches(made.watches) else None)
    return made


def words(page: RulesPage) -> str:
    return "\n".join(made.text() for made in page.findChildren(QLabel) if not made.isHidden())


def buttons(page: RulesPage, text: str) -> list[QPushButton]:
    return [made for made in page.findChildren(QPushButton) if made.text() == text and not made.isHidden()]


def dialog() -> RowDialog:
    return next(made for made in QApplication.topLevelWidgets() if isinstance(made, RowDialog) and made.isVisible())


def test_every_rule_says_what_it_rests_on(page: RulesPage) -> None:
    page.arrive()
    said = words(page)
    for rule in stay.shipped().rules:
        assert rule.title.render("en") in said
        assert rule.basis in said
    for told in ("As of 1 November 2026", "15 working days after", "30 days before", "a fixed day · 4 March 2027"):
        assert told in said


def test_a_rule_is_changed_and_reset_with_undo(page: RulesPage, ask: Ask, undo: Any) -> None:
    page.arrive()
    assert page.law
    page.edit(page.law.rule("temporary_protection"))
    asked = dialog()
    assert "amount" not in asked.grid.boxes
    asked.grid.set_values({"fixed_on": ""})
    asked.save()
    assert asked.grid.boxes["fixed_on"].severity == "error"
    asked.grid.set_values({"fixed_on": "2028-03-04", "as_of": "2026-11-20"})
    asked.save()
    assert ask(stay.law_in_force).rule("temporary_protection").fixed_on == date(2028, 3, 4)
    assert "own version" in words(page)
    buttons(page, "Shipped rule")[0].click()
    assert ask(stay.law_in_force).rule("temporary_protection").fixed_on == date(2027, 3, 4)
    undo()
    assert ask(stay.law_in_force).rule("temporary_protection").fixed_on == date(2028, 3, 4)


def test_a_term_is_changed(page: RulesPage, ask: Ask) -> None:
    page.arrive()
    assert page.law
    page.edit(page.law.rule("card_lost"))
    asked = dialog()
    assert "fixed_on" not in asked.grid.boxes
    asked.grid.set_values({"amount": "7"})
    asked.save()
    assert ask(stay.law_in_force).rule("card_lost").due(date(2026, 11, 20)) == date(2026, 11, 27)


def test_an_advisor_reads_only(shell: Any, qtbot: Any) -> None:
    from dataclasses import replace

    shell.ctx.opened.actor = replace(shell.ctx.opened.actor, role=Role.ADVISOR)
    made = RulesPage(shell)
    qtbot.addWidget(made)
    made.arrive()
    assert buttons(made, "Change") == []
