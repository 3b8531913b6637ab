"""The card's tab about stay: the sentence, the check list, records added and changed in place, 90 days in 180."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from cic_desktop import assistance, stay
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.assistance.follow_ups import FollowUpDialog
from cic_desktop.ui.clients.facts import FactRow
from cic_desktop.ui.language import language
from cic_desktop.ui.stay.section import StaySection
from tests.ui.conftest import LANGUAGES, ROOM, Ask


@pytest.fixture
def section(shell: Any, qtbot: Any) -> StaySection:
    made = StaySection(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    shell.ctx.changed.connect(
        lambda changes: made.show_person(made._person_id) if changes.touches(made.watches) else None
    )
    return made


def words(widget: Any) -> str:
    facts = [accessible_name(made) for made in widget.findChildren(FactRow)]
    return "\n".join([*(made.text() for made in widget.findChildren(QLabel) if not made.isHidden()), *facts])


def test_the_sentence_and_what_is_missing(section: StaySection, oksana: str, do: Ask) -> None:
    section.show_person(oksana)
    assert "The stay is legal until 3 December 2026: temporary residence permit." in words(section.standing)
    do(lambda work: stay.add_record(work, oksana, "proceeding", {"kind": "temporary", "filed_on": "2026-11-20"}))
    section.show_person(oksana)
    said = words(section.standing)
    assert "filed on 20 November 2026, by the last day of legal stay" in said
    assert "confirmed to have no defects, or defects mended" in said


def test_a_letter_is_added_in_place_and_its_term_explained(section: StaySection, oksana: str) -> None:
    section.show_person(oksana)
    dialog = section.open_record("letter")
    dialog.grid.set_values({"kind": "decision", "served_on": "2027-01-01"})
    dialog.save()
    assert dialog.grid.boxes["served_on"].severity == "error"
    dialog.grid.set_values({"served_on": "2026-11-14"})
    dialog.save()
    said = words(section.cards["letter"])
    assert "Served on 14 November 2026" in said
    assert "Appeal against a decision: 30 November 2026" in said
    assert "in 7 days" in said


def test_a_follow_up_is_noted_from_a_letter_and_from_a_deadline(
    section: StaySection, amir: str, ask: Ask, do: Ask
) -> None:
    section.show_person(amir)
    assert section.file
    (letter,) = section.file.of("letter")
    for card, typed in ((section.cards["letter"], {"title": "Zadzwonić do urzędu"}), (section.deadlines, {})):
        flag = next(made for made in card.findChildren(QToolButton) if "New follow-up" in accessible_name(made))
        flag.click()
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FollowUpDialog) and w.isVisible())
        assert dialog.grid
        dialog.grid.set_values(typed)
        dialog.save()
        dialog.close()
    noted = ask(lambda read: assistance.follow_ups(read, date(2026, 12, 1)))
    assert {(line.about_table, line.about_id) for line in noted} == {("letter", letter.id), ("person", amir)}
    title = next(line.text for line in noted if line.about_table == "person")
    assert title == stay.shipped().rule(section.file.deadlines[0].rule).title.render("en"), "what it is about"


def test_a_record_is_changed_and_taken_away_with_undo(section: StaySection, amir: str, undo: Any) -> None:
    section.show_person(amir)
    assert section.file
    (letter,) = section.file.of("letter")
    dialog = section.open_record("letter", letter)
    dialog.grid.set_values({"answered_on": "2026-11-20"})
    dialog.save()
    assert "answered 20.11.2026" in words(section.cards["letter"])
    (letter,) = section.file.of("letter")
    section.open_record("letter", letter).remove.click()
    assert section.file.of("letter") == []
    undo()
    assert len(section.file.of("letter")) == 1


def test_a_letter_can_belong_to_a_proceeding(section: StaySection, oksana: str, do: Ask) -> None:
    section.show_person(oksana)
    assert "proceeding_id" not in section.open_record("letter").grid.boxes
    case = do(lambda work: stay.add_record(work, oksana, "proceeding", {"kind": "card", "representative": "Jan Maj"}))
    section.show_person(oksana)
    dialog = section.open_record("letter")
    dialog.grid.set_values({"kind": "call_documents", "served_on": "2026-11-20", "proceeding_id": case})
    dialog.save()
    assert "represented by Jan Maj" in words(section.cards["proceeding"])
    assert "Letters go to the representative" in words(section.deadlines)


def test_a_deadline_is_ticked_here_too(section: StaySection, oksana: str, undo: Any) -> None:
    section.show_person(oksana)
    tick: Any = section.deadlines.findChild(QToolButton)
    assert accessible_name(tick) == "Done"
    tick.click()
    assert section.file and section.file.deadlines == ()
    undo()
    assert len(section.file.deadlines) == 1


def test_visits_are_reckoned(section: StaySection, oksana: str) -> None:
    section.show_person(oksana)
    assert "write down entries and exits" in words(section.balance)
    dialog = section.open_record("crossing")
    dialog.grid.set_values({"entered_on": "2026-09-01", "country": "PL"})
    dialog.save()
    said = words(section.balance)
    assert "Used: 84 days. Left: 6." in said
    assert "Latest day to leave: 29 November 2026." in said
    assert section.file
    (visit,) = section.file.of("crossing")
    dialog = section.open_record("crossing", visit)
    dialog.grid.set_values({"entered_on": "2026-08-01"})
    dialog.save()
    assert "The days are used up" in words(section.balance)


def test_everything_can_be_added_from_one_menu(section: StaySection, oksana: str, qtbot: Any) -> None:
    from PySide6.QtWidgets import QMenu

    section.show_person(oksana)
    section.show_menu()
    menu: Any = section.findChild(QMenu)
    assert [act.text() for act in menu.actions()] == ["Add a proceeding", "Add a letter", "Add an event", "Add a visit"]
    menu.close()


def test_specialists_read_and_do_not_write(shell: Any, qtbot: Any, oksana: str, amir: str) -> None:
    from dataclasses import replace

    from cic_desktop.core.rights import Role

    shell.ctx.opened.actor = replace(shell.ctx.opened.actor, role=Role.SPECIALIST)
    made = StaySection(shell)
    qtbot.addWidget(made)
    made.show_person(amir)
    assert made.add_button.isHidden()
    said = {accessible_name(tool) for tool in made.findChildren(QToolButton)}
    assert not {name for name in said if name == "Done" or name.startswith("Add")}
    assert "Documents called for" in words(made.deadlines)


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_speaks_every_language(section: StaySection, amir: str, code: str) -> None:
    language.set(code)
    section.show_person(amir)
    assert words(section.standing)
    language.set("en")


def test_a_power_of_attorney_is_recalled_not_assumed(section: StaySection, oksana: str, do: Ask) -> None:
    from cic_desktop import assistance

    given = {"attorney": "r. pr. Jan Maj", "kind": "general", "scope": "pobyt", "given_on": "2026-11-02"}
    do(lambda work: assistance.powers.give_power(work, oksana, given))
    section.show_person(oksana)
    dialog = section.open_record("proceeding")
    assert "r. pr. Jan Maj" in dialog.hint.text()
    assert dialog.grid.values()["representative"] == ""
    assert section.open_record("event").hint.text() == ""
