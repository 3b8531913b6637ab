"""The directory on the screen: found, amended side by side with a colleague, told to clients, saved as a sheet."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from cic_desktop import assistance, partners
from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.language import language
from cic_desktop.ui.partners.contacts import ContactsDialog
from cic_desktop.ui.partners.page import PartnersPage
from cic_desktop.ui.partners.turn_dialog import TurnDialog
from cic_desktop.ui.widgets.editors.several import SeveralEditor
from tests.partners.conftest import CLINIC
from tests.ui.conftest import LANGUAGES, ROOM


@pytest.fixture
def page(shell, qtbot):
    made = PartnersPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.arrive()
    return made


def shown(page):
    return [line.name.split()[0] for line in page.table.rows.lines]


def kept(dialog, qtbot):
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    return dialog


def act(page, title):
    [found] = [act for act in page.shown(page.chosen()).acts if act.title.render("en") == title]
    return found.run()


def test_an_empty_directory_says_what_to_do(page):
    assert not page._empty.isHidden()
    assert page.card.isHidden()


def test_topic_language_and_words_narrow_the_list(clinic, foundation, page):
    assert shown(page) == ["Fundacja", "Przychodnia"]
    page.filters.topics.set_code("health")
    page.filters.changed.emit()
    assert shown(page) == ["Przychodnia"]
    page.filters.languages.set_code("be")
    page.filters.changed.emit()
    assert shown(page) == []
    page.arrive(chosen=foundation)
    assert (shown(page), page.chosen().id) == (["Fundacja", "Przychodnia"], foundation)
    page.filters.words.setText("nysa")
    assert shown(page) == ["Fundacja"]


def test_an_agreement_that_ended_is_a_list_and_a_chip(clinic, foundation, page):
    page.arrive("ended")
    assert page.chips["ended"].text() == "Agreement ended  1"
    assert page.shown(page.chosen()).chips[0][0].render("en") == "agreement ended 11.11.2026"


def test_a_partner_is_added_and_mistakes_stand_beside_their_fields(page, qtbot):
    dialog = kept(page.ask_partner(None), qtbot)
    dialog.grid.set_values({**CLINIC, "nip": "123"})
    dialog.save()
    assert dialog.grid.boxes["nip"].problem_text() == "A NIP number has 10 digits. Check what was typed."
    dialog.grid.set_values({"nip": ""})
    dialog.save()
    assert shown(page) == ["Przychodnia"]


def test_a_colleague_was_faster_and_both_values_are_shown(clinic, page, qtbot, do, ask):
    dialog = kept(page.ask_partner(page.chosen()), qtbot)
    theirs = page.chosen()
    do(lambda work: partners.amend_partner(work, clinic, {**theirs.answers, "topics": ["work"]}, theirs.revision))
    dialog.grid.set_values({"phone": "77 111 22 33"})
    dialog.save()
    assert not dialog.choice.isHidden()
    dialog.save()
    after = ask(lambda read: partners.partner(read, clinic))
    assert after.phone == "77 111 22 33"


def test_no_longer_active_and_noted_by_mistake_can_be_undone(clinic, page, undo, ask):
    act(page, "No longer active")
    page.reload()
    assert (shown(page), page.chips["over"].text()) == ([], "No longer active  1")
    undo()
    page.reload()
    assert shown(page) == ["Przychodnia"]
    page.arrive()
    act(page, "Noted by mistake")
    undo()
    page.reload()
    assert shown(page) == ["Przychodnia"]


def test_checked_again_and_not_after_all(clinic, page, qtbot, undo, ask):
    dialog = kept(page.ask_review(page.chosen()), qtbot)
    dialog.grid.set_values({"review_on": "2027-09-01"})
    dialog.save()
    assert ask(lambda read: partners.partner(read, clinic)).review_on.isoformat() == "2027-09-01"
    undo()
    assert ask(lambda read: partners.partner(read, clinic)).review_on.isoformat() == "2027-05-01"


def test_people_to_call_are_kept_in_their_own_list(clinic, shell, page, qtbot):
    dialog = kept(ContactsDialog(shell, page.chosen()), qtbot)
    asked = kept(dialog.ask_contact(), qtbot)
    asked.grid.set_values({"name": "Piotr Zając", "role": "rejestracja", "phone": "500 100 200"})
    asked.save()
    assert [one.name for one in dialog.contacts] == ["Piotr Zając"]
    dialog.take_off(dialog.contacts[0])
    assert dialog.contacts == ()


def test_several_are_told_and_the_print_records_it_once(
    clinic, foundation, page, qtbot, oksana, shell, ask, undo, tmp_path
):
    page.table.selectionModel().select(
        page.table.rows.index(1, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    assert page.shown(page.chosen()).chips[0][0].render("en") == "2 partners chosen"
    dialog = kept(page.turn(), qtbot)
    assert dialog.grid.values()["partner_ids"] == [foundation, clinic]
    assert "agreement has ended: Fundacja" in dialog.grid.boxes["partner_ids"].problem_text()
    assert "signature" not in dialog.grid.values(), "nobody can sign for somebody without a record"
    from cic_desktop import clients

    dialog.choose(ask(lambda read: clients.client_lines(read, [oksana]))[0])
    dialog.show_sheet()
    assert dialog.grid.boxes["topic"].severity == "error", "said before anything is printed"
    dialog.grid.set_values({"topic": "health"})
    dialog.show_sheet()
    dialog.preview.save_to(tmp_path / "sheet.pdf")
    dialog.preview.save_to(tmp_path / "again.pdf")
    [service] = ask(lambda read: assistance.services_of(read, oksana))
    assert (service.kind, service.language, service.signature) == ("signpost", "uk", "list")
    dialog.preview.reject()
    undo()
    assert ask(lambda read: assistance.services_of(read, oksana)) == []


def test_told_on_the_telephone_without_a_sheet(clinic, page, qtbot, shell, ask):
    dialog = kept(page.turn(), qtbot)
    dialog.grid.set_values({"topic": "health", "place": "phone"})
    dialog.record()
    page.reload()
    assert "Told 1 time this year" in [act.title.render("en") for act in page.shown(page.chosen()).acts]
    act(page, "Told 1 time this year")
    assert shell.opened[-1][0] == "help"


def test_the_list_on_view_is_saved_as_a_spreadsheet(clinic, foundation, page, tmp_path: Path, shell):
    from openpyxl import load_workbook

    page.filters.topics.set_code("health")
    page.export_to(tmp_path / "partners.xlsx")
    sheet = load_workbook(io.BytesIO((tmp_path / "partners.xlsx").read_bytes())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "Name"
    assert [row[0] for row in rows[1:]] == ["Przychodnia Nad Młynówką"]
    assert shell.notes[-1] == "Saved."


def test_a_specialist_tells_clients_too(clinic, shell, qtbot):
    shell.ctx.opened.actor = Actor(shell.ctx.actor.id, "anna", Role.SPECIALIST)
    page = PartnersPage(shell)
    qtbot.addWidget(page)
    page.arrive()
    assert shown(page) == ["Przychodnia"]
    assert kept(page.turn(), qtbot).grid.values()["partner_ids"] == [clinic]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_speaks_every_language(clinic, foundation, shell, qtbot, lang):
    language.set(lang)
    page = PartnersPage(shell)
    qtbot.addWidget(page)
    page.resize(*ROOM)
    page.arrive()
    assert page.body.minimumSizeHint().width() <= ROOM[0]
    dialog = kept(TurnDialog(shell, [clinic]), qtbot)
    assert dialog.minimumSizeHint().width() <= ROOM[0]


def test_several_answers_are_typed_one_after_another(qtbot):
    editor = SeveralEditor(Field("topics", options("topic")[0].label, "several", options=options("topic")))
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClicks(editor.combo.line, "health")
    QTest.keyClick(editor.combo.line, Qt.Key.Key_Return)
    QTest.keyClicks(editor.combo.line, "bank")
    editor.finish()
    assert editor.value() == ["health", "bank"]
    editor.chips["health"].click()
    assert editor.value() == ["bank"]
    QTest.keyClicks(editor.combo.line, "xyz")
    assert editor.value() == ["bank", "xyz"], "what is not understood is kept, and told"
