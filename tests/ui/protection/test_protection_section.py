"""Protection on a minor's card and the checks of staff in the settings."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from cic_desktop import clients, protection
from cic_desktop.core import clock
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.clients.card_page import ClientPage
from cic_desktop.ui.clients.facts import FactRow
from cic_desktop.ui.clients.row_dialog import RowDialog
from cic_desktop.ui.protection.section import ProtectionSection
from cic_desktop.ui.protection.staff_card import StaffCard
from tests.people import OKSANA
from tests.ui.conftest import Ask

MAKSYM = {"surname": "Kovalenko", "given": "Maksym", "citizenship": "UA", "language": "uk", "birth_date": "2015-03-02"}


@pytest.fixture
def family(do: Ask) -> dict[str, str]:
    def register(work: Any) -> dict[str, str]:
        ids = {"oksana": clients.register(work, OKSANA).id, "maksym": clients.register(work, MAKSYM).id}
        clients.join_household(work, ids["maksym"], ids["oksana"], "child")
        return ids

    return dict(do(register))


@pytest.fixture
def section(qtbot: Any, shell: Any, family: dict[str, str]) -> Any:
    made = ProtectionSection(shell)
    qtbot.addWidget(made)
    child = family["maksym"]
    shell.ctx.changed.connect(lambda changes: made.show_person(child) if changes.touches(made.watches) else None)
    made.show_person(child)
    made.show()
    yield made
    shell.ctx.changed.disconnect()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, RowDialog) and isValid(widget):
            widget.close()


def rows(section: QWidget) -> list[str]:
    QApplication.processEvents()
    return [accessible_name(row) for row in section.findChildren(FactRow) if not row.isHidden()]


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_mother_of_the_household_is_chosen(section: ProtectionSection, family: dict[str, str]) -> None:
    asked = section.add_guardian()
    options = asked.grid.boxes["adult_id"].field.options
    assert [option.code for option in options] == [family["oksana"]]
    asked.grid.set_values({"adult_id": family["oksana"], "relation": "mother", "legal": "yes", "may_collect": "yes"})
    assert "name" not in asked.grid.values()
    asked.save()
    assert "mother: Kovalenko Oksana · legal representative · may collect · 512 345 678" in rows(section)


def test_somebody_known_by_name_only(section: ProtectionSection) -> None:
    asked = section.add_guardian()
    asked.grid.set_values({"relation": "other"})
    asked.save()
    assert asked.grid.boxes["name"].severity == "error"
    asked.grid.set_values({"name": "Anna Wilk", "may_collect": "yes"})
    asked.save()
    assert "other person: Anna Wilk · may collect" in rows(section)


def test_a_minor_without_a_guardian_is_a_gentle_warning(
    qtbot: Any, shell: Any, family: dict[str, str], do: Ask
) -> None:
    page = ClientPage(shell)
    qtbot.addWidget(page)
    page.arrive(person_id=family["maksym"])
    assert "minor without a guardian" in words(page.card_head)
    mother = {"adult_id": family["oksana"], "relation": "mother", "legal": "yes"}
    do(lambda work: protection.add_guardian(work, family["maksym"], mother))
    page.reload()
    QApplication.processEvents()
    shown = [label.text() for label in page.card_head.findChildren(QLabel) if not label.isHidden()]
    assert "minor without a guardian" not in shown
    page.arrive(person_id=family["oksana"], section="protection")
    assert page.tabs.key == "overview"  # there is no such tab for adults


def test_on_the_eighteenth_birthday_the_incident_does_not_go_out_of_reach(
    qtbot: Any, shell: Any, family: dict[str, str], do: Ask
) -> None:
    do(
        lambda work: protection.note_incident(
            work, family["maksym"], {"day": "2026-11-20", "description": "was pushed"}
        )
    )
    page = ClientPage(shell)
    qtbot.addWidget(page)
    with clock.frozen(datetime(2033, 3, 2, 9, tzinfo=UTC)):
        page.arrive(person_id=family["maksym"], section="protection")
        assert page.tabs.key == "protection"
        assert any("was pushed" in row for row in rows(page))
        shell.ctx.opened.actor = Actor("somebody else", "x", Role.ADVISOR)
        page.reload()
        assert not any("was pushed" in row for row in rows(page)), "rights stay as they are"


def test_others_learn_only_that_an_incident_is_kept(
    section: ProtectionSection, shell: Any, family: dict[str, str], do: Ask
) -> None:
    asked = section.note_incident()
    asked.grid.set_values({"description": "was pushed by an adult"})
    asked.save()
    assert any("was pushed" in row for row in rows(section))
    shell.ctx.opened.actor = Actor("somebody else", "x", Role.ADVISOR)
    section.show_person(family["maksym"])
    assert not any("was pushed" in row for row in rows(section))
    assert section.kept.text() == "1 incident is kept. You may not read it."


def test_staff_checks_are_written_down_by_few(qtbot: Any, shell: Any, ask: Ask, do: Ask) -> None:
    def card() -> StaffCard:
        made = StaffCard(shell, ask(protection.staff_checks))
        qtbot.addWidget(made)
        return made

    first = card()
    assert "register: not checked yet" in words(first)
    asked = first.add_check(ask(protection.staff_checks)[0])
    asked.grid.set_values({"renew_on": "2027-11-23"})
    asked.save()
    second = card()
    assert "register: 23.11.2026 · renew by 23.11.2027" in words(second)
    shell.ctx.opened.actor = Actor(shell.ctx.actor.id, "anna", Role.ADVISOR)
    third = card()
    assert not any("check of" in accessible_name(made) for made in third.findChildren(QWidget))


def test_an_incident_removed_by_mistake_is_put_back(
    section: ProtectionSection, family: dict[str, str], ask: Ask, undo: Any, qtbot: Any
) -> None:
    asked = section.note_incident()
    asked.grid.set_values({"description": "was pushed by an adult"})
    asked.save()
    [line] = ask(lambda read: protection.protection_of(read, family["maksym"]).incidents)
    dialog = section.change_incident(line)
    qtbot.addWidget(dialog)
    dialog.remove.click()
    assert ask(lambda read: protection.protection_of(read, family["maksym"])).incidents == ()
    undo()
    assert [one.id for one in ask(lambda read: protection.protection_of(read, family["maksym"])).incidents] == [line.id]


def test_a_check_of_staff_removed_by_mistake_is_put_back(qtbot: Any, shell: Any, ask: Ask, do: Ask, undo: Any) -> None:
    me = shell.ctx.actor.id
    do(lambda work: protection.record_check(work, me, {"kind": "register", "checked_on": "2026-11-20"}))
    [line] = ask(protection.staff_checks)
    card = StaffCard(shell, [line])
    qtbot.addWidget(card)
    dialog = card.change(line.register)
    dialog.remove.click()
    assert ask(protection.staff_checks)[0].register is None
    undo()
    assert ask(protection.staff_checks)[0].register is not None
