"""The pieces pages are made of, used with mouse and keyboard."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cic_desktop.i18n import Plain, Texts
from cic_desktop.ui.accessibility import accessible_name, ring_visible
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import (
    Avatar,
    Banner,
    Card,
    ConfirmDialog,
    EmptyState,
    FindBox,
    Flow,
    Page,
    ProgressDialog,
    StatTile,
    Toast,
    button,
    chip,
    chip_button,
    clear,
    label,
    line,
    nav_button,
    set_chip,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.charts import Bars, StackedBars
from cic_desktop.ui.widgets.stepper import Stepper, StepTrail
from cic_desktop.ui.widgets.timeline import Entry, Timeline

STEPS = [Texts({"pl": name, "en": name}) for name in ("Applicant", "Address", "Consents", "Summary")]


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    theme.install(qapp, "light")
    language.set("en")
    yield
    language.set("pl")


def show(qtbot: QtBot, widget: QWidget, width: int = 700, height: int = 400) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


class TestTimeline:
    def entries(self, count: int) -> list[Entry]:
        long = "A long note about the visit, with more words than one line can hold. " * 6
        return [
            Entry("home", f"Visit {number}", "23 November 2026 · A. Nowak", long if number % 3 == 0 else "",
                  chips=(("PDF", "info"),) if number % 2 else ())
            for number in range(count)
        ]  # fmt: skip

    def test_a_thousand_entries_are_as_tall_as_their_words(self, qtbot: QtBot) -> None:
        made = Timeline("Timeline")
        page = Page("Card")
        page.add(made)
        show(qtbot, page)
        made.set_entries(self.entries(1000))
        qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 40_000)
        first, third = made.visualRect(made.model().index(0, 0)), made.visualRect(made.model().index(3, 0))
        assert first.height() == third.height() > made.visualRect(made.model().index(1, 0)).height()
        assert made.height() == sum(made.sizeHintForRow(row) for row in range(1000))
        page.grab()

    def test_narrower_means_taller(self, qtbot: QtBot) -> None:
        made = Timeline("Timeline")
        made.set_entries([Entry("home", "Visit", "yesterday", "Some words that fit on a single line only if wide.")])
        show(qtbot, made, 700)
        wide = made.height()
        made.resize(220, wide)
        assert made.height() > wide

    def test_click_and_enter_open_an_entry(self, qtbot: QtBot) -> None:
        made = Timeline("Timeline")
        made.set_entries(self.entries(3))
        show(qtbot, made)
        opened: list[int] = []
        made.opened.connect(opened.append)
        at = made.visualRect(made.model().index(1, 0)).center()
        QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.keyClick(made, Qt.Key.Key_Down)
        QTest.keyClick(made, Qt.Key.Key_Return)
        assert opened == [1, 2]

    def test_a_screen_reader_hears_the_whole_entry(self, qtbot: QtBot) -> None:
        made = Timeline(Texts({"en": "Timeline"}))
        entry = Entry("home", Texts({"en": "Visit", "uk": "Візит"}), "today", chips=((Plain("PDF"), ""),))
        made.set_entries([entry])
        assert made.model().index(0, 0).data() == "Visit; today; PDF"
        language.set("uk")
        assert made.model().index(0, 0).data() == "Візит; today; PDF"


class TestStepper:
    def test_only_reached_steps_can_be_chosen(self, qtbot: QtBot) -> None:
        made = Stepper(STEPS, 1)
        show(qtbot, made)
        chosen: list[int] = []
        made.chosen.connect(chosen.append)
        steps = made.findChildren(QAbstractButton)
        for step in steps:
            step.click()
        assert chosen == [0, 1]
        made.go(2)
        made.go(0)
        steps[2].click()
        assert chosen[-1] == 2

    def test_a_step_says_its_number_its_name_and_its_state(self, qtbot: QtBot) -> None:
        made = Stepper(STEPS, 1)
        step = made.findChildren(QAbstractButton)[0]
        assert accessible_name(step) == "Step 1 of 4: Applicant"
        assert step.accessibleDescription() == "done"

    def test_a_long_trail_shows_the_steps_near_the_present_one(self, qtbot: QtBot) -> None:
        made = StepTrail()
        show(qtbot, made)
        names = [Plain(f"Page {number}") for number in range(1, 41)]
        for current, middle in ((0, range(1, 14)), (20, range(14, 27)), (39, range(26, 39))):
            made.show_steps(names, current, current)
            assert [step.index for step in made.steps if step.isVisible()] == [0, *middle, 39]
        made.show_steps(names[:6], 2, 2)
        assert [step.isVisible() for step in made.steps] == [True] * 6


class TestNotes:
    def test_a_banner_says_offers_and_goes(self, qtbot: QtBot) -> None:
        page, done = Page("Page"), []
        banner = Banner()
        page.add(banner)
        show(qtbot, page)
        assert not banner.isVisible()
        banner.say("bad", Plain("The disk is full."), (Plain("Try again"), lambda: done.append("again")))
        assert banner.isVisible()
        assert accessible_name(banner) == "The disk is full."
        banner.findChildren(QPushButton)[0].click()
        banner.findChildren(QToolButton)[0].click()
        assert done == ["again"]
        assert not banner.isVisible()

    def test_a_toast_undoes_and_a_new_one_replaces_it(self, qtbot: QtBot) -> None:
        window, undone = QWidget(), []
        show(qtbot, window)
        first = Toast.show_in(window, Plain("Removed."), (Plain("Undo"), lambda: undone.append(1)))
        second = Toast.show_in(window, Plain("Removed."), (Plain("Undo"), lambda: undone.append(2)))
        assert not first.isVisible()
        assert window.rect().contains(second.geometry())
        window.resize(900, 600)
        assert abs(second.geometry().center().x() - window.rect().center().x()) <= 1
        assert window.rect().contains(second.geometry())
        assert second.button is not None
        second.button.click()
        assert undone == [2]
        assert not second.isVisible()

    def test_a_toast_offers_what_comes_next_before_its_undoing(self, qtbot: QtBot) -> None:
        window, done = QWidget(), []
        show(qtbot, window)
        next_step = (Plain("Order"), lambda: done.append("order"))
        toast = Toast.show_in(window, Plain("Saved."), (Plain("Undo"), lambda: done.append("undo")), more=[next_step])
        assert [made.text() for made in toast.buttons] == ["Order", "Undo"]
        toast.buttons[0].click()
        assert (done, toast.isVisible()) == (["order"], False)

    def test_a_toast_goes_by_itself(self, qtbot: QtBot) -> None:
        window = QWidget()
        show(qtbot, window)
        toast = Toast.show_in(window, Plain("Saved."), ms=1)
        qtbot.waitUntil(lambda: not window.findChildren(Toast) or not toast.isVisible())

    def test_a_toast_leaves_the_foot_free_and_cuts_no_words_in_another_language(self, qtbot: QtBot) -> None:
        window, save = QWidget(), QPushButton("Save")
        vbox(None, save, parent=window)
        show(qtbot, window)
        window.resize(900, 600)
        long = "Taki długi tekst, że zmieści się dopiero w drugim wierszu, a nie obok przycisku."
        toast = Toast.show_in(window, Texts({"en": "Saved.", "pl": long}), (Plain("Undo"), lambda: None))
        assert toast.geometry().bottom() < save.geometry().top()
        narrow = toast.width()
        language.set("pl")
        qtbot.wait(20)
        assert narrow < toast.width() <= 500
        assert toast._text.height() >= toast._text.heightForWidth(toast._text.width())
        assert window.rect().contains(toast.geometry())
        assert toast.geometry().bottom() < save.geometry().top()


class TestDialogs:
    def test_a_question_acts_on_yes_only(self, qtbot: QtBot) -> None:
        window, done = QWidget(), []
        show(qtbot, window)
        for answer in ("no", "yes"):
            asked = ConfirmDialog.ask(
                window,
                Plain("Delete?"),
                Plain("It is gone then."),
                Plain("Delete"),
                lambda: done.append(1),
                danger=True,
            )
            assert done == []
            getattr(asked, answer).click()
        assert done == [1]

    def test_the_safe_answer_has_the_focus(self, qtbot: QtBot) -> None:
        window = QWidget()
        show(qtbot, window)
        dialog = ConfirmDialog(window, Plain("Delete?"), Plain("Really."), Plain("Delete"), danger=True)
        show(qtbot, dialog)
        assert dialog.focusWidget() is dialog.no

    def test_long_work_is_cancelled_once_and_closes_when_it_has_stopped(self, qtbot: QtBot) -> None:
        window = QWidget()
        show(qtbot, window)
        dialog = ProgressDialog(window, Plain("Writing the bundle"))
        stopped: list[int] = []
        dialog.cancelled.connect(lambda: stopped.append(1))
        dialog.open()
        dialog.show_progress(3, 10, Plain("Counting"))
        assert (dialog.bar.value(), dialog.bar.maximum()) == (3, 10)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert stopped == [1]
        assert dialog.isVisible()
        dialog.done(0)
        assert not dialog.isVisible()


class TestCharts:
    def test_bars_open_what_stands_behind_them(self, qtbot: QtBot) -> None:
        made = Bars(Plain("Citizenship"))
        made.set_data([(Plain("Ukraine"), 40), (Plain("Belarus"), 4)])
        show(qtbot, made, 400, 64)
        opened: list[int] = []
        made.activated.connect(opened.append)
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
        made.setFocus()
        QTest.keyClick(made, Qt.Key.Key_Up)
        QTest.keyClick(made, Qt.Key.Key_Return)
        assert opened == [1, 0]

    def test_a_screen_reader_gets_the_figures(self, qtbot: QtBot) -> None:
        made = StackedBars(Plain("Help by topic"))
        made.set_data(
            [Plain("Oct"), Plain("Nov")],
            [(Plain("Stay"), (3, 4), "chart1"), (Plain("Work"), (1, 0), "chart2")],
        )
        show(qtbot, made)
        assert made.accessibleDescription() == "Oct: Stay 3, Work 1\nNov: Stay 4, Work 0"
        made.grab()
        assert [made.index_at(QPoint(x, 200).toPointF()) for x in (200, 520)] == [0, 1]

    def test_a_chart_without_data_is_painted(self, qtbot: QtBot) -> None:
        for made in (Bars(Plain("Empty")), StackedBars(Plain("Empty"))):
            made.set_data(*([], []) if isinstance(made, StackedBars) else ([],))
            show(qtbot, made)
            made.grab()


class TestPage:
    def test_lines_do_not_grow_endlessly_on_a_wide_screen(self, qtbot: QtBot) -> None:
        page, card = Page("Clients"), Card(label("x"))
        page.add(card, None)
        show(qtbot, page, 1000, 500)
        assert page.horizontalScrollBar().maximum() == 0
        assert card.width() == page.viewport().width() - 56
        page.resize(1900, 500)
        qtbot.waitUntil(lambda: card.width() == 1280)

    def test_heading_and_actions_can_change(self, qtbot: QtBot) -> None:
        save = button("Save")
        page = Page(actions=(save,))
        show(qtbot, page)
        assert not page.head.isVisible()
        page.set_title("Oksana Kovalenko", "A-26-0417-K")
        assert page.head.isVisible()
        assert page.subtitle.isVisible()


def test_a_tile_opens_its_list_by_mouse_and_keyboard(qtbot: QtBot) -> None:
    tile = StatTile("14", "Visits today", "6 done", "calendar").opens()
    show(qtbot, tile, 240, 120)
    opened: list[Any] = []
    tile.activated.connect(lambda: opened.append(1))
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert opened == [1, 1]
    tile.set_value("15", "7 done")
    assert {"15", "7 done"} <= {shown.text() for shown in tile.findChildren(QLabel)}


def test_chips_wrap_like_words(qtbot: QtBot) -> None:
    area = QWidget()
    flow = Flow(*[chip(f"a need number {number}") for number in range(8)], parent=area)
    show(qtbot, area, 700, 200)
    assert flow.heightForWidth(260) > flow.heightForWidth(1200) == 22
    clear(flow)
    assert flow.count() == 0


def test_the_find_box_clears_and_goes_on(qtbot: QtBot) -> None:
    find = FindBox("Name or PESEL")
    show(qtbot, find)
    down: list[int] = []
    find.down.connect(lambda: down.append(1))
    QTest.keyClicks(find, "kowal")
    QTest.keyClick(find, Qt.Key.Key_Down)
    QTest.keyClick(find, Qt.Key.Key_Escape)
    assert (find.text(), down, accessible_name(find)) == ("", [1], "Name or PESEL")


def test_the_focus_ring_is_for_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    first, second = button("First"), button("Second")
    vbox(first, second, parent=window)
    show(qtbot, window)
    handle = window.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=first.geometry().center())
    first.setFocus()
    assert not ring_visible(first)
    QTest.keyClick(handle, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert ring_visible(second)
    assert not ring_visible(first)


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot) -> None:
    page = Page("Page", actions=(button("Save", "check"), tool_button("printer", "Print")))
    page.add(
        Card(chip_button("All"), nav_button("Clients", "users"), FindBox("Find"), line()),
        StatTile("1", "Clients").opens(),
        Stepper(STEPS),
        Timeline("Timeline"),
        Bars("Countries"),
        EmptyState("users", "Nobody yet", "Register somebody.", button("New client")),
        Avatar("AN"),
        Banner("warn", "Look twice."),
    )
    show(qtbot, page, 900, 900)
    stops = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert len(stops) >= 10
    assert [type(widget).__name__ for widget in stops if not accessible_name(widget)] == []


def test_a_chip_changes_words_and_tone(qtbot: QtBot) -> None:
    state = chip(Plain("Planned"))
    set_chip(state, Plain("Done"), "ok")
    assert (state.text(), state.property("tone")) == ("Done", "ok")


def test_the_first_window_needs_nothing_heavy() -> None:
    heavy = ("babel", "pydantic", "sqlalchemy", "reportlab", "PySide6.QtSvg", "anyascii", "stdnum")
    code = (
        "import sys, cic_desktop.ui.theme, cic_desktop.ui.language, cic_desktop.ui.widgets\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
