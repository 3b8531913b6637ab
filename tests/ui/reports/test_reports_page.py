"""The manager closes October: looks, opens the lists behind the numbers, prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from cic_desktop import assistance
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import Cancelled
from cic_desktop.core.periods import Month
from cic_desktop.i18n import Plain
from cic_desktop.reports.indicators import CUTS, INDICATORS, cut
from cic_desktop.ui.language import language
from cic_desktop.ui.reports.behind import FormsDialog, PeopleDialog
from cic_desktop.ui.reports.long_work import run_long
from cic_desktop.ui.reports.page import ReportsPage
from cic_desktop.ui.reports.rules import RulesDialog
from cic_desktop.ui.widgets import ProgressDialog
from tests.reports.story import Story
from tests.ui.conftest import NotingShell


@pytest.fixture
def page(story: Story, shell: NotingShell) -> ReportsPage:
    made = ReportsPage(shell)
    made.arrive(month="2026-10")
    made.show()
    return made


def words(widget: object) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]  # type: ignore[attr-defined]


def test_shows_every_number_and_how_it_stood_before(page: ReportsPage) -> None:
    assert words(page.tiles["persons"])[:3] == ["4", "Persons", "September 2026: 1 (+3)"]
    assert words(page.tiles["minutes"])[0] == "2.7"
    assert set(page.tiles) == {item.code for item in INDICATORS}
    assert set(page.cards) == {by.code for by in CUTS}
    assert page.banner.isHidden()


def test_the_rule_is_told_on_hover_and_in_one_list(page: ReportsPage) -> None:
    for item in INDICATORS:
        assert page.tiles[item.code].toolTip() == item.rule.render("en")
    dialog = RulesDialog(page)
    assert {item.rule.render("en") for item in INDICATORS} <= set(words(dialog))


def test_a_tile_of_services_opens_exactly_its_services(page: ReportsPage, shell: NotingShell, story: Story) -> None:
    page.tiles["unsigned"].activated.emit()
    key, args = shell.opened[-1]
    assert key == "help"
    assert (args["first"].isoformat(), args["last"].isoformat()) == ("2026-10-01", "2026-10-31")
    assert args["title"].render("en") == "Services still unsigned · October 2026"
    lines = story.read(lambda read: assistance.services_where(read, args["where"], args["params"]))
    assert len(lines) == 2


def test_a_tile_of_people_lists_them_and_leads_to_their_card(
    page: ReportsPage, shell: NotingShell, story: Story
) -> None:
    page.tiles["new_clients"].activated.emit()
    dialog = page.findChildren(PeopleDialog)[-1]
    rows = dialog.table.list.rows
    assert {rows.person_id(row) for row in range(rows.rowCount())} == {story.people["nino"], story.people["duc"]}
    dialog.table.list.opened.emit(story.people["nino"])
    assert shell.opened[-1] == ("client", {"person_id": story.people["nino"]})


def test_a_tile_of_forms_lists_them(page: ReportsPage, shell: NotingShell, story: Story) -> None:
    page.tiles["forms_printed"].activated.emit()
    dialog = page.findChildren(FormsDialog)[-1]
    assert dialog.list.count() == 1
    assert "Kovalenko Oksana" in dialog.list.item(0).text()
    dialog.list.itemActivated.emit(dialog.list.item(0))
    assert shell.opened[-1] == ("client", {"person_id": story.people["oksana"]})


def test_a_bar_opens_the_people_or_the_services_of_its_category(
    page: ReportsPage, shell: NotingShell, story: Story
) -> None:
    page.cards["citizenship"].bars.activated.emit(0)
    rows = page.findChildren(PeopleDialog)[-1].table.list.rows
    assert rows.rowCount() == 2
    page.measures["services"].click()
    page.cards["citizenship"].bars.activated.emit(0)
    _key, args = shell.opened[-1]
    assert args["params"] == ("UA",)
    assert args["title"].render("en") == "Services · Ukraine · October 2026"
    where = f"s.day BETWEEN '2026-10-01' AND '2026-10-31' AND ({args['where']})"
    assert len(story.read(lambda read: assistance.services_where(read, where, args["params"]))) == 4


def test_a_column_of_the_series_opens_its_month(page: ReportsPage, shell: NotingShell) -> None:
    page.topics.activated.emit(6)
    _key, args = shell.opened[-1]
    assert args["first"].isoformat() == "2026-09-01"


def test_a_tile_opens_with_the_keyboard_too(page: ReportsPage, shell: NotingShell, qtbot: object) -> None:
    qtbot.keyClick(page.tiles["services"], Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert shell.opened[-1][0] == "help"


def test_months_back_and_forth_but_not_into_the_future(page: ReportsPage) -> None:
    page.month.previous.click()
    assert page.month.month == Month(2026, 9)
    assert words(page.tiles["services"])[0] == "1"
    page.month.now.click()
    assert page.month.month == Month(2026, 11)
    assert not page.month.next.isEnabled()
    assert page.subtitle.text() == "What was done so far; the month is not over"


def test_an_empty_month_says_so(page: ReportsPage) -> None:
    page.arrive(month="2024-02")
    assert not page.banner.isHidden()
    assert "Nothing was recorded" in " ".join(words(page.banner))


def test_new_help_appears_while_the_page_is_open(page: ReportsPage, ctx: AppContext, story: Story) -> None:
    story.enquiry("2026-10-30", "stay")
    assert "service" in page.watches
    page.reload()
    assert words(page.tiles["services"])[0] == "9"


def test_a_long_cut_is_folded_until_asked(page: ReportsPage) -> None:
    card = page.cards["sex"]
    card._most = 1
    card._show()
    assert not card._more.isHidden()
    assert len(card.bars.told()) == 1
    card._more.click()
    assert len(card.bars.told()) == 2
    assert card._more.isHidden()
    assert card.cut is cut("sex")


def test_the_report_is_saved_and_the_export_noted(
    page: ReportsPage, shell: NotingShell, story: Story, tmp_path: Path
) -> None:
    page.save_to(tmp_path / "october.pdf")
    assert (tmp_path / "october.pdf").read_bytes().startswith(b"%PDF")
    assert shell.notes == ["Saved: october.pdf"]
    noted = story.read(lambda read: read.sql("SELECT verb, detail FROM audit ORDER BY rowid DESC LIMIT 1"))
    assert noted == [("save the month's report", "2026-10")]


def test_a_folder_that_refuses_is_said_on_the_page(page: ReportsPage, shell: NotingShell, tmp_path: Path) -> None:
    page.save_to(tmp_path / "nowhere" / "october.pdf")
    assert not page.banner.isHidden()
    assert shell.notes == []


def test_printing_shows_the_pages_first(page: ReportsPage, qapp: QApplication) -> None:
    from cic_desktop.ui.printing import PdfDialog

    page.print_button.click()
    dialog = page.findChildren(PdfDialog)[-1]
    assert dialog.view.pages > 1
    assert dialog.pdf.startswith(b"%PDF")
    dialog.close()


def test_long_work_can_be_stopped_without_a_word(page: ReportsPage, ctx: AppContext) -> None:
    told: list[object] = []

    def work(tick: object) -> None:
        raise Cancelled

    run_long(page, ctx, Plain("x"), work, told.append, told.append)
    assert told == []
    assert not [dialog for dialog in page.findChildren(ProgressDialog) if dialog.isVisible()]


def test_every_language_and_no_text_left_behind(page: ReportsPage) -> None:
    language.set("qps")
    shown = [text for text in words(page.tiles["persons"]) if text and not text[0].isdigit()]
    assert all("⟦" in text for text in shown)
    assert not [dialog for dialog in page.findChildren(QDialog) if dialog.isVisible()]
