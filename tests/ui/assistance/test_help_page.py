"""The list of help given: filters, totals, signatures brought later, the list behind a number."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from cic_desktop import assistance, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.i18n import LANGUAGES
from cic_desktop.ui.assistance import help_rows, list_page
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.help_card import shown_help
from cic_desktop.ui.assistance.help_filters import period
from cic_desktop.ui.assistance.list_page import HelpPage
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.clients.registration import RegistrationDialog
from cic_desktop.ui.language import language


@pytest.fixture
def page(shell, qtbot):
    made = HelpPage(shell)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    return made


def days(page):
    return [line.day.day for line in page.table.rows.lines]


def test_this_month_is_shown_first_with_its_totals(page, help_given):
    for day in (2, 20, 23):
        help_given(day)
    page.arrive()
    assert days(page) == [23, 20, 2]
    assert page.totals.text() == "3 services · 1 person"


def test_filters_narrow_the_list(page, help_given):
    help_given(23)
    help_given(23, kind="consultation", specialist="lawyer")
    help_given(20, signature="list")
    page.arrive()
    page.filters.periods["today"].click()
    assert days(page) == [23, 23]
    page.filters.kinds.set_code("consultation")
    page.filters.changed.emit()
    assert [line.kind for line in page.table.rows.lines] == ["consultation"]
    page.filters.kinds.set_code("")
    page.filters.periods["month"].click()
    page.filters.unsigned.click()
    assert days(page) == [20]
    page.filters.mine.click()
    assert days(page) == [20]


def test_dates_are_chosen(page, help_given, qtbot):
    help_given(5)
    help_given(23)
    page.arrive()
    page.filters.periods["choose"].click()
    page.filters.dates.set_values({"first": "2026-11-04", "last": "2026-11-06"})
    page.filters.changed.emit()
    assert days(page) == [5]


def test_the_list_behind_a_number_and_back(page, help_given):
    help_given(5, topic="stay")
    help_given(23)
    page.arrive(first=date(2026, 11, 1), last="2026-11-30", where="s.topic = ?", params=("stay",), title="legal stay")
    assert days(page) == [5]
    assert page.banner._text.text() == "Behind the number: legal stay"
    page._widen()
    assert days(page) == [23, 5]
    assert page.banner.isHidden()


def test_a_signature_is_noted_by_one_press_and_undone(page, shell, help_given, undo, qtbot):
    help_given(20, signature="list")
    page.arrive()
    page.table.clicked.emit(page.table.rows.index(0, help_rows.SIGNATURE))
    page.reload()
    assert page.table.rows.lines[0].signature == "now"
    assert shell.notes == ["1 signature noted."]
    undo()
    page.reload()
    assert page.table.rows.lines[0].signature == "list"


def test_many_signatures_are_noted_at_once(page, help_given):
    for day in (3, 4, 5):
        help_given(day, signature="list" if day > 3 else "now")
    page.arrive()
    page._choose([2])
    assert not page.sign_button.isEnabled()
    page.table.selectAll()
    assert page.card.isHidden()
    assert page.sign_button.isEnabled()
    page.sign_button.click()
    page.reload()
    assert {line.signature for line in page.table.rows.lines} == {"now"}


def said(page):
    """Everything the card says."""
    return "\n".join(label.text() for label in page.card.findChildren(QLabel))


def press(page, words):
    """An act of the card, in sight or behind "More"."""
    acts = page.acts.of(*page._on_card)
    next(act for act in acts if act.title.render("en") == words).run()


def test_a_row_opens_what_was_recorded(page, shell, help_given, qtbot):
    talk = help_given(20)
    page.arrive()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    [line] = page.table.rows.lines
    assert shell.opened == [("sitting", {"sitting_id": talk, "service_id": line.id})]


def test_the_card_tells_it_whole(page, help_given):
    promised = {"next_step": "Bring the photo", "next_step_on": "2026-11-27"}
    help_given(20, description="Filled in together", outcome="done", **promised)
    page.arrive()
    words = said(page)
    for told in ("Kovalenko Oksana", "UM Opole", "Filled in together", "Bring the photo", "27.11.2026", "Anna Nowak"):
        assert told in words
    page.table.clearSelection()
    assert page.card.isHidden()


def test_help_recorded_by_mistake_goes_and_comes_back(page, shell, help_given, undo):
    help_given(20)
    help_given(21)
    page.arrive()
    page._choose([1])
    press(page, "Recorded by mistake")
    page.reload()
    assert days(page) == [21]
    assert page.card.isHidden()  # the next act would be on another's help
    undo()
    page.reload()
    assert days(page) == [21, 20]


def test_an_undo_that_comes_too_late_says_so(page, shell, help_given, undo, do):
    talk = help_given(20)
    page.arrive()
    press(page, "Recorded by mistake")
    do(lambda work: assistance.put_talk_back(work, talk))
    undo()
    assert "changed in the meantime" in shell.notes[-1]


def test_a_signature_chosen_by_mistake_is_corrected_on_the_card(page, shell, help_given, undo):
    help_given(20)
    page.arrive()
    press(page, "Correct the signature")
    dialog = next(made for made in QApplication.topLevelWidgets() if isinstance(made, AskDialog) and made.isVisible())
    assert dialog.grid is not None
    assert dialog.grid.values()["signature"] == "now"
    dialog.grid.set_values({"signature": "none"})
    dialog.save()
    assert dialog.grid.boxes["unsigned_reason"].severity == "error"
    dialog.grid.set_values({"unsigned_reason": "left early"})
    dialog.save()
    page.reload()
    assert page.table.rows.lines[0].signature == "none"
    assert "left early" in said(page)
    undo()
    page.reload()
    assert page.table.rows.lines[0].signature == "now"


ENQUIRY = {"topic": "stay", "place": "phone", "language": "ka", "citizenship": "GE", "minutes": "10"}


@pytest.fixture
def enquiry(do):
    return do(lambda work: assistance.record_enquiry(work, ENQUIRY, projects.current_project(work)))


def test_an_enquiry_of_days_ago_turns_out_to_be_a_clients(page, shell, enquiry, oksana, undo, ask):
    page.arrive()
    press(page, "It was …")
    picker = next(
        made for made in QApplication.topLevelWidgets() if isinstance(made, PersonPicker) and made.isVisible()
    )
    picker._choose(oksana)
    assert shell.notes == ["This help was given to Kovalenko Oksana."]
    page.reload()
    assert page.table.rows.lines[0].person_id == oksana
    undo()
    assert ask(lambda r: assistance.services_of(r, oksana)) == []


def test_a_client_is_made_of_an_enquiry_without_retyping(page, enquiry):
    page.arrive()
    press(page, "Make a client of it")
    dialog = next(
        made for made in QApplication.topLevelWidgets() if isinstance(made, RegistrationDialog) and made.isVisible()
    )
    answers = dialog.grid.values(hidden=True)
    assert (answers["language"], answers["citizenship"]) == ("ka", "GE")


def test_what_a_colleague_wrote_in_confidence_can_only_be_seen_to_exist(page, shell, help_given, oksana, qtbot):
    help_given(20, kind="consultation", specialist="psychologist", description="confided")
    shell.ctx.opened.actor = Actor("somebody else", "olena", Role.ADVISOR)
    page.arrive()
    assert "confided" not in said(page)
    assert "kept for Anna Nowak alone" in said(page)
    assert [act.title.render("en") for act in page.acts.of(*page._on_card)] == ["Client record"]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shell.opened == [("client", {"person_id": oksana})]


def test_a_signature_a_colleague_noted_meanwhile_is_not_written_over_unseen(page, help_given, do, ask):
    talk_id = help_given(20, signature="list")
    page.arrive()
    press(page, "Correct the signature")
    dialog = next(made for made in QApplication.topLevelWidgets() if isinstance(made, AskDialog) and made.isVisible())
    seen = ask(lambda read: assistance.talk(read, talk_id)).revision
    do(lambda work: assistance.correct_signature(work, talk_id, seen, "none", "left early"))
    assert dialog.grid is not None
    dialog.grid.set_values({"signature": "now"})
    dialog.save()
    assert ask(lambda read: assistance.talk(read, talk_id)).answers["signature"] == "none"
    assert not dialog.choice.isHidden()
    dialog.choice.first.click()
    assert ask(lambda read: assistance.talk(read, talk_id)).answers["signature"] == "now"


def test_of_a_talk_that_is_partly_confidential_a_colleague_reads_the_rest_and_corrects_nothing(
    page, shell, do, oksana, qtbot
):
    def give(work):
        common = {"topic": "school", "minutes": "20", "project_id": projects.current_project(work)}
        told = ServiceDraft("information", {**common, "description": "Where the school is"}, (oksana,))
        secret = ServiceDraft("consultation", {**common, "specialist": "lawyer"}, (oksana,))
        talk = {"day": "2026-11-20", "minutes": "40", "place": "office", "interpreter": "Olha", "signature": "none"}
        return assistance.record(work, SittingDraft({**talk, "unsigned_reason": "fears her husband"}, (told, secret)))

    do(give)
    shell.ctx.opened.actor = Actor("somebody else", "olena", Role.ADVISOR)
    page.arrive()
    for row, line in enumerate(page.table.rows.lines):
        page._choose([row])
        assert "fears" not in said(page) and "Olha" not in said(page)
        assert "kept for Anna Nowak alone" in said(page)
        assert ("Where the school is" in said(page)) == (line.kind == "information")
        assert [act.title.render("en") for act in page.acts.of(*page._on_card)] == ["Client record"]
    page._choose([next(row for row, line in enumerate(page.table.rows.lines) if not line.hidden)])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shell.opened == []


def test_only_what_is_looked_at_is_read(page, help_given, monkeypatch):
    monkeypatch.setattr(list_page, "PAGE", 2)
    for day in (1, 2, 3, 4, 5):
        help_given(day)
    page.arrive()
    rows = page.table.rows
    assert rows.rowCount() == 2
    while rows.canFetchMore(rows.index(-1, -1)):
        rows.fetchMore(rows.index(-1, -1))
    assert days(page) == [5, 4, 3, 2, 1]


def test_a_confidential_visit_keeps_its_place_to_itself(page, help_given, shell):
    help_given(20, kind="accompanied_visit", institution_kind="clinic", institution="USK", confidential="yes")
    page.arrive()
    mine = page.table.rows.data(page.table.rows.index(0, 2))
    assert "USK" in mine
    shell.ctx.opened.actor = Actor("somebody else", "olena", Role.ADVISOR)
    page.arrive()
    assert "USK" not in page.table.rows.data(page.table.rows.index(0, 2))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_reads_in_every_language(page, help_given, lang, ask):
    language.set(lang)
    help_given(20)
    page.arrive()
    for column in range(page.table.rows.columnCount()):
        assert page.table.rows.data(page.table.rows.index(0, column))
        assert page.table.rows.headerData(column, Qt.Orientation.Horizontal)
    page.grab()  # paints without a complaint
    assert ask(lambda r: assistance.help_totals(r, assistance.HelpFilter())).services == 1


def test_an_empty_list_says_what_to_do(page):
    page.arrive()
    assert not page._empty.isHidden()
    assert page.table.isHidden()


@pytest.mark.parametrize(
    ("code", "first"), [("today", (2026, 11, 26)), ("week", (2026, 11, 23)), ("month", (2026, 11, 1))]
)
def test_periods_end_today(code, first):
    assert period(code, date(2026, 11, 26)) == (date(*first), date(2026, 11, 26))


def test_who_asked_for_the_host_society_is_named_and_counted_as_before(page, do):
    def give(work):
        common = {"topic": "school", "minutes": "20", "project_id": projects.current_project(work)}
        asked = [{**common, "enquirer": "teacher", "organisation": "SP nr 5"}, {**common, "enquirer": "employer"}]
        told = tuple(ServiceDraft("host_society", one, (), ({},)) for one in asked)
        plain = ServiceDraft("information", common, (), ({},))
        talk = {"day": "2026-11-20", "minutes": "60", "place": "phone", "signature": "none", "unsigned_reason": "phone"}
        return assistance.record(work, SittingDraft(talk, (*told, plain)))

    do(give)
    page.arrive()
    names = {page.table.rows.data(page.table.rows.index(row, 1)).split(" · ")[0] for row in range(3)}
    assert names == {"SP nr 5", "employer", "Anonymous"}
    assert page.totals.text() == "3 services · 0 persons · 3 anonymous"
    page._choose([next(row for row, line in enumerate(page.table.rows.lines) if "organisation" in line.details)])
    talk, line = page._on_card
    assert shown_help(talk, line, ()).meta.render("en") == "SP nr 5"
