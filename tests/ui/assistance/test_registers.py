"""The registers beside help given: housing searches, translations, powers of attorney, information sheets."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cic_desktop import assistance
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.follow_ups import FollowUpDialog
from cic_desktop.ui.assistance.housing_page import HousingPage
from cic_desktop.ui.assistance.powers_page import PowersPage
from cic_desktop.ui.assistance.sheets_page import SheetsPage
from cic_desktop.ui.assistance.shelf import LINKS, Shelf
from cic_desktop.ui.assistance.translations_page import TranslationsPage
from cic_desktop.ui.assistance.visits_page import VisitsPage
from cic_desktop.ui.language import language
from cic_desktop.ui.main_window import MainWindow
from cic_desktop.ui.pages import BY_KEY
from tests.ui.conftest import LANGUAGES, ROOM

PAGES = (HousingPage, TranslationsPage, PowersPage, SheetsPage, VisitsPage)
WANTED = {"people": "3", "budget": "2500", "districts": "Zaodrze", "needed_by": "2026-12-01"}
ORDER = {"document": "akt", "from_language": "uk", "to_language": "pl", "sworn": "yes", "characters": "1200"}
POWER = {"attorney": "Iryna Kovalenko", "kind": "single", "scope": "odbiór karty", "given_on": "2026-11-20"}
PLAN = {
    "institution_kind": "voivode", "institution": "OUW", "day": "2026-11-24", "starts_at": "10:15",
    "interprets": "advisor",
}  # fmt: skip


@pytest.fixture
def make(shell, qtbot):
    def page(kind):
        made = kind(shell)
        qtbot.addWidget(made)
        made.resize(*ROOM)
        made.arrive()
        return made

    return page


def act(page, title):
    """Presses one of the chosen line's buttons."""
    [found] = [act for act in page.shown(page.chosen()).acts if act.title.render("en") == title]
    return found.run()


def save(dialog, qtbot, **answers):
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.grid.set_values(answers)
    dialog.save()
    return dialog


@pytest.mark.parametrize("kind", PAGES)
def test_an_empty_list_says_what_to_do(make, kind):
    page = make(kind)
    if kind is SheetsPage:
        assert len(page.table.rows.lines) == len(assistance.sheets.SHEET_TOPICS)
    else:
        assert not page._empty.isHidden()
        assert page.card.isHidden()


def test_a_search_is_opened_with_the_household_counted_and_closed(make, qtbot, oksana, marko, shell, undo, ask):
    page = make(HousingPage)
    dialog = page.ask_search(None, oksana)
    assert (dialog.grid.values()["people"], dialog.grid.values()["children"]) == ("2", "1")
    save(dialog, qtbot, budget="2500")
    assert [line.person for line in page.table.rows.lines] == ["Kovalenko Oksana"]
    save(page.ask_offer(page.chosen()), qtbot, place="ul. Krótka 2", rent="2400")
    page.reload()
    assert page.chosen().offers == 1
    assert [one.fact.words.render("en") for one in page.shown(page.chosen()).beneath] == ["ul. Krótka 2 · 2,400 zł"]
    save(page.ask_closing(page.chosen()), qtbot, outcome="rented")
    undo()
    page.reload()
    assert [line.is_open for line in page.table.rows.lines] == [True]


def test_every_offer_can_be_changed_and_what_was_noted_by_mistake_taken_out(make, do, qtbot, oksana, shell, undo):
    housing = assistance.housing
    search = do(lambda work: housing.open_search(work, oksana, WANTED))
    for place in ("ul. Krótka 2", "ul. Długa 3"):
        do(lambda work, at=place: housing.show_offer(work, search, {"place": at, "outcome": "waiting"}))
    page = make(HousingPage)

    def offers():
        page.reload()
        return {one.fact.words.render("en"): one for one in page.shown(page.chosen()).beneath}

    assert list(offers()) == ["ul. Długa 3", "ul. Krótka 2"]
    dialog = offers()["ul. Krótka 2"].change()
    save(dialog, qtbot, outcome="refused_owner")
    assert offers()["ul. Krótka 2"].fact.title.render("en") == "23.11.2026 · refused by the owner"
    offers()["ul. Długa 3"].withdraw()
    assert list(offers()) == ["ul. Krótka 2"]
    undo()
    assert len(offers()) == 2
    act(page, "Noted by mistake")
    page.reload()
    assert (shell.notes[-1], list(page.table.rows.lines)) == ("Taken out of the register.", [])
    undo()
    page.reload()
    assert page.chosen() is None, "the next act would be on another's line"
    page.arrive("open")
    assert page.chosen().offers == 2


@pytest.mark.parametrize("kind", (HousingPage, TranslationsPage, PowersPage))
def test_a_line_is_begun_for_whoever_one_came_from_and_changing_ones_mind_leads_back(make, qtbot, shell, oksana, kind):
    page = make(kind)
    page.show()
    page.arrive(person_id=oksana)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, AskDialog) and w.isVisible())
    assert dialog._person
    assert dialog._person.id == oksana
    dialog.reject()
    assert shell.went_back == 1
    assert "person_id" in page.once, "coming back to the page later does not ask again"


def test_from_the_card_and_back_again_in_the_real_window(qtbot, ctx, oksana):
    window = MainWindow(ctx, {"name": "Anna Nowak", "centre": "CIC"})
    qtbot.addWidget(window)
    window.show()

    def asked():
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, AskDialog) and w.isVisible()]

    window.open("client", person_id=oksana)
    window.open("powers", person_id=oksana)
    (dialog,) = asked()
    save(dialog, qtbot, **{name: POWER[name] for name in ("attorney", "scope")})
    assert window.here == "powers", "one goes on with the line just noted"
    window.open("client", person_id=oksana)
    window.back()
    assert (window.here, asked()) == ("powers", []), "nothing is asked a second time"
    window.open("client", person_id=oksana)
    window.open("translations", person_id=oksana)
    asked()[0].reject()
    assert window.here == "client"


def test_a_search_that_is_open_is_shown_instead_of_a_second_one(make, do, oksana, shell):
    search = do(lambda work: assistance.housing.open_search(work, oksana, WANTED))
    page = make(HousingPage)
    page.arrive("closed", person_id=oksana)
    assert (page.which, page.chosen().id) == ("open", search)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, AskDialog) and w.isVisible()]


def test_a_follow_up_is_noted_from_the_line_it_comes_from(make, do, oksana, shell, ask, qtbot):
    search = do(lambda work: assistance.housing.open_search(work, oksana, WANTED))
    order = do(lambda work: assistance.translations.order_translation(work, oksana, ORDER))
    power = do(lambda work: assistance.powers.give_power(work, oksana, POWER))
    visit = do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN))
    for kind in (HousingPage, TranslationsPage, PowersPage, VisitsPage):
        act(make(kind), "New follow-up")
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FollowUpDialog) and w.isVisible())
        save(dialog, qtbot, title="Zadzwonić")
    noted = ask(lambda read: assistance.follow_ups(read, date(2026, 12, 1)))
    assert sorted((line.about_table, line.about_id) for line in noted) == [
        ("housing_search", search), ("power_of_attorney", power), ("translation_order", order), ("visit", visit),
    ]  # fmt: skip
    assert {line.person_id for line in noted} == {oksana}


def test_without_a_client_the_dialog_asks_for_one_and_keeps_the_typing(make, qtbot, oksana):
    dialog = save(make(HousingPage).ask_search(None), qtbot, people="2", budget="900")
    assert dialog.banner._text.text() == "Choose the client first."
    assert dialog.grid.values()["budget"] == "900"


def test_pages_are_said_while_the_characters_are_typed(make, qtbot, oksana):
    dialog = make(TranslationsPage).ask_order(None, oksana)
    qtbot.addWidget(dialog)
    dialog.grid.set_values({"sworn": "yes"})
    editor = dialog.grid.boxes["characters"].editor
    qtbot.keyClicks(editor.target, "1126")
    assert dialog.remark.text() == "2 pages"


def test_a_translation_comes_back_and_its_signed_receipt_is_a_service(make, do, oksana, shell, undo, ask):
    do(lambda work: assistance.translations.order_translation(work, oksana, ORDER))
    page = make(TranslationsPage)
    assert page.chips["open"].text() == "At the translator  1"
    act(page, "Came back")
    page.arrive("returned")
    act(page, "Receipt signed")
    assert [line.kind for line in ask(lambda read: assistance.services_of(read, oksana))] == ["translation"]
    undo()
    assert ask(lambda read: assistance.services_of(read, oksana)) == []


def test_a_power_is_noted_and_withdrawn(make, do, qtbot, oksana):
    page = make(PowersPage)
    dialog = page.ask_power(None, oksana)
    assert "17" in dialog.hint.text()
    assert dialog.grid.values()["account_id"] == "", "the advisor is never the default"
    save(dialog, qtbot, **{name: POWER[name] for name in ("attorney", "scope")})
    assert page.chosen().attorney == "Iryna Kovalenko"
    save(page.ask_withdrawal(page.chosen()), qtbot)
    page.arrive("over")
    assert page.shown(page.chosen()).chips[0][0].render("en") == "withdrawn 23.11.2026"


def test_a_sheet_handed_out_is_counted_and_undone(make, shell, undo):
    page = make(SheetsPage)
    page.arrive("uk")
    act(page, "One more handed out")
    page.reload()
    assert page.chosen().line.copies == 1
    undo()
    page.reload()
    assert page.chosen().line.copies == 0


def test_only_those_who_keep_the_law_edit_a_sheet(make, qtbot, shell):
    page = make(SheetsPage)
    save(page.ask_text(page.chosen().line), qtbot, title="Nowy tytuł")
    page.reload()
    assert page.chosen().line.title == "Nowy tytuł"
    shell.ctx.opened.actor = Actor(shell.ctx.actor.id, "anna", Role.ADVISOR)
    page.reload()
    refused = save(page.ask_text(page.chosen().line), qtbot, title="Jeszcze inny")
    assert "role does not allow" in refused.banner._text.text()


def test_visits_are_listed_by_what_is_to_be_done(make, do, oksana, shell):
    made = do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN))
    page = make(VisitsPage)
    assert (page.chips["coming"].text(), page.chips["to_finish"].text()) == ("To come  1", "To be told  0")
    page.open_line(page.chosen())
    assert shell.opened[-1] == ("visit", {"visit_id": made})
    act(page, "Call off")
    page.arrive("done")
    act(page, "It will take place")
    page.arrive("coming")
    assert len(page.table.rows.lines) == 1


def test_what_was_noted_by_mistake_is_taken_out_with_its_help_and_brought_back(make, do, oksana, shell, undo, ask):
    made = do(lambda work: assistance.translations.order_translation(work, oksana, ORDER))
    do(lambda work: assistance.translations.receive_order(work, made))
    do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN))
    do(lambda work: assistance.powers.give_power(work, oksana, POWER))
    for kind, which, told in (
        (TranslationsPage, "received", "Taken out of the register; the help it became is no longer counted."),
        (VisitsPage, "coming", "Taken out of the register."),
        (PowersPage, "valid", "Taken out of the register."),
    ):
        page = make(kind)
        page.arrive(which)
        act(page, "Noted by mistake")
        page.reload()
        assert (shell.notes[-1], list(page.table.rows.lines)) == (told, [])
        undo()
        page.reload()
        assert len(page.table.rows.lines) == 1
    assert [line.kind for line in ask(lambda read: assistance.services_of(read, oksana))] == ["translation"]


def test_a_colleagues_visit_to_a_doctor_is_there_but_says_no_more(make, do, oksana, shell):
    clinic = {**PLAN, "institution_kind": "clinic", "institution": "Poradnia psychiatryczna", "insurance": "yes"}
    made = do(lambda work: assistance.visits.prepare_visit(work, oksana, clinic))
    told = {"result": "done", "next": "nothing", "signature": "now"}
    do(lambda work: assistance.visits.finish_visit(work, made, told))
    shell.ctx.opened.actor = Actor("somebody else", "olena", Role.ADVISOR)
    page = make(VisitsPage)
    page.arrive("done")
    shown = page.shown(page.chosen())
    assert [words.render("en") for words, _tone in shown.chips] == ["told"]
    assert [act.title.render("en") for act in shown.acts] == ["Client record"]
    whole = " ".join(value.render("en") for _name, value in shown.facts)
    assert "psychiatryczna" not in whole + page.table.rows.data(page.table.rows.index(0, 2))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_every_page_reads_and_paints_in_every_language(make, do, oksana, kind, lang):
    do(lambda work: assistance.housing.open_search(work, oksana, WANTED))
    do(lambda work: assistance.translations.order_translation(work, oksana, ORDER))
    do(lambda work: assistance.powers.give_power(work, oksana, POWER))
    do(lambda work: assistance.visits.prepare_visit(work, oksana, PLAN))
    language.set(lang)
    page = make(kind)
    assert page.table.rows.lines
    page.grab()
    assert page.horizontalScrollBar().maximum() == 0, "nothing is cut off"


def test_a_line_of_the_shelf_leads_to_a_page(shell, qtbot):
    shelf = Shelf(shell)
    qtbot.addWidget(shelf)
    assert {key for key, *_rest in LINKS} <= set(BY_KEY)
    shelf.links["housing"].click()
    assert shell.opened == [("housing", {})]
