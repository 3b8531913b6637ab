"""The tabs of a card: made when visited, reached with keys, told of changes; data and family in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cic_desktop import clients, protection
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.clients.card_page import ClientPage
from cic_desktop.ui.clients.data_section import DataSection
from cic_desktop.ui.clients.facts_dialog import FactsDialog
from cic_desktop.ui.clients.family_section import FamilySection
from cic_desktop.ui.clients.part_dialog import PartDialog
from cic_desktop.ui.clients.relation_dialog import RelationDialog
from cic_desktop.ui.clients.sections import SECTIONS
from tests.people import OKSANA_WHOLE
from tests.ui.clients.conftest import Ask, clipped, each_language, show

MAKSYM = {"surname": "Kovalenko", "given": "Maksym", "citizenship": "UA", "language": "uk", "birth_date": "2015-03-02"}


@pytest.fixture
def family(do: Ask, oksana: str, amir: str) -> dict[str, str]:
    """Oksana with her son Maksym and Amir."""

    def move_in(work: Any) -> dict[str, str]:
        maksym = clients.register(work, MAKSYM).id
        clients.join_household(work, maksym, oksana, "child", dependant=True, on=date(2026, 3, 1))
        clients.join_household(work, amir, oksana, "spouse", on=date(2026, 5, 1))
        return {"oksana": oksana, "maksym": maksym, "amir": amir}

    return dict(do(move_in))


@pytest.fixture
def data(page: ClientPage, whole: str) -> Iterator[DataSection]:
    show(page)
    page.arrive(person_id=whole, section="data")
    show(page)
    section = page.tabs.section
    assert isinstance(section, DataSection)
    yield section


@pytest.fixture
def household(page: ClientPage, family: dict[str, str]) -> FamilySection:
    show(page)
    page.arrive(person_id=family["oksana"], section="family")
    show(page)
    section = page.tabs.section
    assert isinstance(section, FamilySection)
    return section


def told(section: DataSection, part: str) -> list[str]:
    return [accessible_name(row) for row in section.card_of(part).facts]


def formerly(section: DataSection, part: str) -> list[str]:
    fold = section.card_of(part).fold
    fold.button.setChecked(True)
    return [accessible_name(row) for row in fold.rows()]


# --- tabs -----------------------------------------------------------------------------------------


def test_a_section_is_made_on_its_first_visit(page: ClientPage, oksana: str) -> None:
    show(page)
    page.arrive(person_id=oksana)
    assert (page.tabs.key, page.tabs.section) == ("overview", None)
    assert page.findChildren(DataSection) == []
    page.tabs.visit("data")
    made = page.tabs.section
    assert isinstance(made, DataSection)
    page.tabs.visit("overview")
    page.tabs.visit("data")
    assert page.findChildren(DataSection) == [made]


def test_keys_walk_through_the_tabs_and_around_the_end(page: ClientPage, oksana: str) -> None:
    page.arrive(person_id=oksana)
    seen = []
    for _turn in range(len(SECTIONS) + 1):
        seen.append(page.tabs.key)
        page.tabs.bar.step(1)
    shown = [section.key for section in SECTIONS if section.key != "protection"]
    assert seen[: len(shown) + 1] == ["overview", *shown]
    page.tabs.visit("overview")
    page.tabs.bar.step(-1)
    assert page.tabs.key == shown[-1]


def test_another_person_begins_with_the_overview(page: ClientPage, oksana: str, amir: str) -> None:
    page.arrive(person_id=oksana, section="family")
    page.arrive(person_id=oksana)
    assert page.tabs.key == "family"
    page.arrive(person_id=amir)
    assert page.tabs.key == "overview"


def test_the_page_listens_to_what_its_section_shows(page: ClientPage, oksana: str) -> None:
    page.arrive(person_id=oksana)
    assert "household" not in page.watches
    page.tabs.visit("family")
    assert "household" in page.watches


@pytest.mark.parametrize("key", [section.key for section in SECTIONS])
def test_every_section_opens_and_nothing_is_cut_off(
    page: ClientPage,
    family: dict[str, str],
    key: str,
) -> None:
    page.arrive(person_id=family["maksym"], section=key)
    assert page.tabs.key == key
    for code in each_language():
        show(page)
        assert (code, clipped(page)) == (code, [])


@pytest.mark.parametrize("key", [section.key for section in SECTIONS])
def test_everything_that_takes_the_focus_has_a_name(
    page: ClientPage,
    family: dict[str, str],
    key: str,
) -> None:
    show(page)
    page.arrive(person_id=family["maksym"], section=key)
    show(page)
    takers = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert [type(w).__name__ for w in takers if not accessible_name(w)] == []


# --- data -----------------------------------------------------------------------------------------


def test_everything_known_stands_in_its_card(data: DataSection) -> None:
    assert told(data, "identity") == [
        "Surname (passport spelling): Kovalenko", "Given names: Oksana", "original script: Коваленко Оксана",
    ]  # fmt: skip
    assert f"PESEL: {OKSANA_WHOLE['pesel']}" in told(data, "numbers")
    assert told(data, "citizenship") == ["Citizenship: Ukraine"]
    assert told(data, "life") == ["Education, work, insurance: not recorded yet"]


def test_an_ended_address_is_folded_with_its_dates(data: DataSection) -> None:
    adding = data.card_of("address").add_part(data_form("address"))
    adding.grid.set_values({"kind": "previous", "town": "Brzeg", "valid_from": "2024-01-01", "valid_to": "2025-06-30"})
    adding.save()
    assert len(told(data, "address")) == 1
    assert formerly(data, "address") == ["Address · previous address: Brzeg · since 01.01.2024 until 30.06.2025"]


def test_a_passport_that_ended_stays_in_sight_until_there_is_another(data: DataSection, do: Ask, whole: str) -> None:
    def end(work: Any) -> None:
        (part,) = clients.card(work, whole).parts_of("document")
        ended = {**part.answers, "valid_to": "2026-11-01"}
        clients.amend_part(work, "document", part.id, part.revision, ended)

    do(end)
    data.show_person(whole)
    assert told(data, "document") == ["passport: FA 123456 · Ukraine · until 01.11.2026, ended"]
    do(lambda work: clients.add_part(work, whole, "document", {"kind": "passport", "number": "FB 1"}))
    data.show_person(whole)
    assert told(data, "document") == ["passport: FB 1"]
    assert formerly(data, "document") == ["passport: FA 123456 · Ukraine · until 01.11.2026"]


def data_form(name: str) -> Any:
    return next(form for form in clients.PARTS if form.name == name)


def test_a_status_that_was_lost_stays_in_sight(data: DataSection, dialog: Any) -> None:
    row = next(row for row in data.card_of("numbers").facts if accessible_name(row).startswith("Kind of PESEL"))
    row.click()
    asked = dialog(FactsDialog)
    asked.grid.set_values({"pesel_status": "NUE"})
    asked.save()
    assert "Kind of PESEL number: NUE (status UKR lost)" in told(data, "numbers")
    assert formerly(data, "numbers") == [
        "Kind of PESEL number: UKR (temporary protection) · until 23.11.2026 · Anna Nowak"
    ]


def test_a_new_surname_keeps_the_one_before(data: DataSection, dialog: Any) -> None:
    data.card_of("identity").facts[0].click()
    asked = dialog(FactsDialog)
    asked.grid.set_values({"surname": "Melnyk", "former": "yes", "used_until": "2026-11-01"})
    asked.save()
    assert told(data, "identity")[0] == "Surname (passport spelling): Melnyk"
    assert "former name: Kovalenko Oksana · until 01.11.2026" in formerly(data, "name")


def test_two_people_change_one_fact_and_nothing_typed_is_lost(
    data: DataSection,
    dialog: Any,
    do: Ask,
    ask: Ask,
    whole: str,
) -> None:
    data.card_of("life").facts[0].click()
    mine = dialog(FactsDialog)
    mine.grid.set_values({"occupation": "nurse"})
    before = ask(lambda read: clients.facts_of(read, whole, "life"))
    do(lambda work: clients.amend_facts(work, whole, "life", before, {**before, "occupation": "cook"}))
    mine.save()
    assert mine.choice.isVisible()
    mine.choice.first.click()
    assert ask(lambda read: clients.facts_of(read, whole, "life"))["occupation"] == "nurse"
    assert "Occupation: cook · until 23.11.2026 · Anna Nowak" in formerly(data, "life")


def test_the_original_script_is_proposed_from_the_passport(data: DataSection, dialog: Any) -> None:
    data.card_of("name").add_part(data_form("name"))
    adding = dialog(PartDialog)
    adding.grid.set_values({"kind": "original"})
    adding.grid.edited.emit("kind")
    assert (adding.grid.values()["surname"], adding.grid.values()["given"]) == ("Коваленко", "Оксана")


def test_a_removed_telephone_comes_back(data: DataSection, dialog: Any, undo: Callable[[], None]) -> None:
    next(row for row in data.card_of("contact").facts if "512 345 678" in accessible_name(row)).click()
    dialog(PartDialog).remove.click()
    assert "Contact: 512 345 678" not in told(data, "contact")
    undo()
    assert "Contact: 512 345 678" in told(data, "contact")


# --- family ---------------------------------------------------------------------------------------


def test_a_family_is_helped_in_one_sitting(household: FamilySection, shell: Any, family: dict[str, str]) -> None:
    assert household.help_button.text() == "Record help"
    household.ticks[family["maksym"]].setChecked(True)
    assert household.help_button.text() == "Record help for 2 persons"
    household.help_button.click()
    assert shell.opened[-1] == ("sitting", {"person_ids": (family["oksana"], family["maksym"])})


def test_whoever_moves_out_is_folded_and_comes_back(
    household: FamilySection, family: dict[str, str], undo: Callable[[], None]
) -> None:
    assert household.view is not None
    amir = next(one for one in household.view.members if one.line.id == family["amir"])
    household.move_out(amir)
    assert set(household.ticks) == {family["oksana"], family["maksym"]}
    household.fold.button.setChecked(True)
    assert [accessible_name(row) for row in household.fold.rows()] == [
        "Lived here: Amiri · spouse · 01.05.2026 – 23.11.2026"
    ]
    undo()
    assert family["amir"] in household.ticks


def test_who_provides_for_a_child_is_chosen_among_the_others(
    household: FamilySection, family: dict[str, str], ask: Ask, keep: Callable[[QWidget], None]
) -> None:
    assert household.view is not None
    child = next(one for one in household.view.members if one.line.id == family["maksym"])
    asked = household.change(child)
    keep(asked)
    assert {option.code for option in asked.grid.boxes["supporter_id"].field.options} == {
        family["oksana"], family["amir"],
    }  # fmt: skip
    asked.grid.set_values({"supporter_id": family["amir"]})
    asked.save()
    view = ask(lambda read: clients.household(read, family["oksana"]))
    assert next(one for one in view.members if one.id == child.id).supporter_id == family["amir"]


def test_from_a_childs_card_the_father_becomes_the_head(
    page: ClientPage, enrol: Callable[..., str], dialog: Any, ask: Ask, undo: Callable[[], None]
) -> None:
    child, father = enrol(MAKSYM), enrol(MAKSYM, given="Ivan", birth_date="1990-01-02")
    show(page)
    page.arrive(person_id=child, section="family")
    show(page)
    section = page.tabs.section
    assert isinstance(section, FamilySection)
    section.ask_relation(ask(lambda read: clients.client_lines(read, [father])[0]))
    asked = dialog(RelationDialog)
    assert asked.grid.values()["head_id"] == father
    shown = [box.field.label.render("en") for box in asked.grid.boxes.values() if not box.isHidden()]
    assert "Kovalenko Maksym: relation to Kovalenko Ivan" in shown
    assert "Kovalenko Ivan: relation to Kovalenko Maksym" not in shown
    asked.grid.set_values({"relation_back": "child"})
    asked.save()
    assert asked.grid.boxes["legal_back"].severity == "error"  # nothing is assumed
    asked.grid.set_values({"legal_back": "no"})
    asked.save()
    assert told_family(section) == {"Maksym": "child of Kovalenko Ivan", "Ivan": "parent"}
    assert section.view
    section.make_head(next(one for one in section.view.members if one.line.id == child))
    section.show_person(child)
    assert told_family(section) == {"Maksym": "head of the household", "Ivan": "parent"}
    undo()
    section.show_person(child)
    assert told_family(section) == {"Maksym": "child of Kovalenko Ivan", "Ivan": "parent"}


def test_a_mother_represents_her_child_from_the_start_and_one_undo_takes_back_both(
    page: ClientPage, enrol: Callable[..., str], dialog: Any, ask: Ask, undo: Callable[[], None]
) -> None:
    child, mother = enrol(MAKSYM), enrol(MAKSYM, given="Olha", birth_date="1990-01-02", sex="F")
    show(page)
    page.arrive(person_id=mother, section="family")
    show(page)
    section = page.tabs.section
    assert isinstance(section, FamilySection)
    section.ask_relation(ask(lambda read: clients.client_lines(read, [child])[0]))
    asked = dialog(RelationDialog)
    boxes = asked.grid.boxes
    assert boxes["legal"].isHidden() and boxes["supporter_id"].isHidden()
    asked.grid.set_values({"relation": "child", "dependant": "yes"})
    assert not boxes["legal"].isHidden() and asked.grid.values()["legal"] == ""
    assert [option.code for option in boxes["supporter_id"].field.options] == [mother]
    asked.grid.set_values({"legal": "yes", "supporter_id": mother})
    asked.save()
    section.show_person(mother)
    assert told_family(section) == {"Olha": "head of the household", "Maksym": "child"}
    assert section.view
    assert next(one for one in section.view.members if one.line.id == child).supporter_id == mother
    (guardian,) = ask(lambda read: protection.protection_of(read, child)).guardians
    assert (guardian.adult_id, guardian.relation, guardian.legal) == (mother, "mother", True)
    undo()
    section.show_person(mother)
    assert told_family(section) == {}
    assert ask(lambda read: protection.protection_of(read, child)).guardians == ()


def told_family(section: FamilySection) -> dict[str, str]:
    assert section.view is not None
    return {one.line.given: section._relation(one).render("en") for one in section.view.members}


def test_a_specialist_looks_and_does_not_change(shell: Any, family: dict[str, str], qtbot: Any) -> None:
    shell.ctx.opened.actor = Actor(shell.ctx.actor.id, "anna", Role.SPECIALIST)
    section = FamilySection(shell)
    qtbot.addWidget(section)
    section.show_person(family["oksana"])
    assert section.add_button.isHidden()
    assert len(section.ticks) == 3
