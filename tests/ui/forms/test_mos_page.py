"""The preparation for MOS: lines copied one after another, a clipboard that forgets, photo and files dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QHideEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cic_desktop import attachments, forms
from cic_desktop.clients.tables import Person
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.attachments import dialog
from cic_desktop.ui.forms import mos_page
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.forms.life import FormActs
from cic_desktop.ui.forms.life_words import listed
from cic_desktop.ui.forms.mos_page import MosPage
from cic_desktop.ui.language import language
from cic_desktop.ui.main_window import MainWindow
from tests.forms.looking import pages_text
from tests.forms.mos.conftest import ANSWERS, CZASOWY, jpg, pdf, worksheet

from .conftest import clipped, nameless, show

__all__ = ["jpg", "pdf", "worksheet"]


@pytest.fixture
def filled(do, worksheet, oksana):
    def fill(work):
        return forms.save_filled(work, oksana, worksheet, ANSWERS, forms.fill(worksheet, ANSWERS))

    return do(fill)


@pytest.fixture
def page(shell, qtbot):
    made = MosPage(shell)
    qtbot.addWidget(made)
    yield made
    made.lines.clip.clear()


def test_the_preview_says_none_only_of_what_was_asked_and_left_empty(shell, qtbot, worksheet, oksana):
    made: Any = InterviewPage(shell)
    qtbot.addWidget(made)
    made.arrive(CZASOWY, oksana)

    def said() -> bool:
        return "brak" in " ".join(pages_text(made.preview.form.pdf))

    assert "former" in made.questions.grid.boxes
    assert not said(), "the question stands on the screen; nobody has left it empty yet"
    made._go(1)
    assert said()
    made._go(0)
    assert said(), "it was left so once"
    shell.ctx.flush_drafts()
    again: Any = InterviewPage(shell)
    qtbot.addWidget(again)
    again.arrive(CZASOWY, oksana)
    assert again.interview.at == 0
    assert "brak" in " ".join(pages_text(again.preview.form.pdf)), "a draft remembers how far one came"


@pytest.fixture
def open_page(page, filled):
    page.arrive(filled_id=filled)
    show(page)
    return page


@pytest.fixture
def file_of(tmp_path):
    """A file on the disk with these bytes."""

    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def row(page, official):
    return next(row for row in page.lines.rows if row.line.official == official)


def words(head: QWidget) -> str:
    return head.findChildren(QLabel)[0].text()


def passes(page, seconds):
    for _second in range(seconds):
        page.lines.clip.tick()


def drop(card: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    card.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return " ".join(made.text() for made in widget.findChildren(QLabel) if made.isVisibleTo(widget))


class Minimised(QHideEvent):
    """The window went to the task bar."""

    def spontaneous(self) -> bool:
        return True


def test_what_the_portal_leaves_empty_too_is_no_line(open_page):
    assert "Pozostałe wyjazdy" not in [row.line.official for row in open_page.lines.rows]


def test_when_all_is_copied_the_next_step_is_noted_here(open_page, ask, filled, qtbot):
    assert not open_page.submitted_button.isHidden()
    open_page.submitted_button.click()
    [dialog] = [made for made in QApplication.topLevelWidgets() if isinstance(made, AskDialog) and made.isVisible()]
    assert dialog.grid is not None
    assert dialog.grid.values()["submitted_how"] == "electronic", "there is no other way"
    dialog.save()
    assert ask(lambda read: forms.filled_form(read, filled)).state == "submitted"
    open_page.reload()
    assert open_page.submitted_button.isHidden()


def test_what_is_filed_has_no_deadline_any_more(open_page, do, filled):
    do(lambda work: forms.take_step(work, filled, "submitted", {"submitted_on": "2026-11-20"}))
    open_page.reload()
    assert "Filed on 20 November 2026" in texts(open_page.deadline)
    assert "waits for the office" in texts(open_page.deadline)
    assert "File by" not in texts(open_page.deadline)


def test_headings_stay_where_they_are_in_another_light(open_page):
    [head, *_more] = open_page.lines._heads
    before = head[0].findChild(QLabel).geometry()
    language.set("pl")
    open_page.style().unpolish(head[0].findChild(QLabel))
    open_page.style().polish(head[0].findChild(QLabel))
    language.set("en")
    show(open_page)
    assert head[0].findChild(QLabel).geometry() == before


# --- ways there -------------------------------------------------------------------------------------


def test_from_the_list_of_a_filled_worksheet(shell, ask, filled, qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    item = ask(lambda read: listed(forms.filled_forms(read)))[0]
    acts = FormActs(shell, owner, lambda _error: None).of(item)
    assert acts[0].title.render("en") == "Prepare for MOS"
    acts[0].run()
    assert shell.opened[-1] == ("mos", {"filled_id": filled})


def test_from_the_end_of_the_interview_without_going_to_paper(shell, worksheet, oksana, ask, qtbot):
    page = InterviewPage(shell)
    qtbot.addWidget(page)
    page.arrive(CZASOWY, oksana)
    page.fill_in({**ANSWERS, "country": "UA"})
    assert page.next.text() == "Keep and prepare for MOS"
    page.forward()
    kept = ask(lambda read: forms.filled_forms(read, oksana))[0]
    assert kept.state == "filled"
    assert shell.opened[-1] == ("mos", {"filled_id": kept.id})


def test_from_the_palette_for_who_may_fill_forms(ctx, qtbot):
    window = MainWindow(ctx, {"name": "Anna Nowak", "centre": "CIC"})
    qtbot.addWidget(window)
    command = next(act for title, _keys, act in window.commands() if title.render("en") == "Preparing for MOS")
    command()
    assert window.here == "mos"


# --- copying ----------------------------------------------------------------------------------------


def test_a_line_is_copied_ticked_and_the_next_one_waits(open_page):
    first = open_page.lines.rows[0]
    first.click()
    assert clipboard() == "SZEWCZENKO"
    assert first.copied
    assert "copied" in first.accessibleName()
    assert open_page.lines.progress.text() == "1 of 5 copied"
    assert open_page.focusWidget() is open_page.lines.rows[1]


def test_the_keyboard_is_enough(open_page):
    first, second, third = open_page.lines.rows[:3]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert clipboard() == "SZEWCZENKO"
    QTest.keyClick(second, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "brak"
    QTest.keyClick(third, Qt.Key.Key_Up)
    assert open_page.focusWidget() is second


def test_an_empty_field_is_passed_over_and_never_copied(open_page):
    row(open_page, "Data urodzenia").click()
    assert open_page.focusWidget() is row(open_page, "Cel pobytu")  # the country was not answered
    row(open_page, "Państwo urodzenia").click()
    assert clipboard() == "1990/04"
    assert "not answered" in open_page.lines.state.text()


def test_after_half_a_minute_the_clipboard_is_empty(open_page):
    open_page.lines.rows[0].click()
    assert "30 s" in open_page.lines.state.text()
    passes(open_page, 12)
    assert "18 s" in open_page.lines.state.text()
    passes(open_page, 17)
    assert clipboard() == "SZEWCZENKO"
    passes(open_page, 1)
    assert clipboard() == ""
    assert not open_page.lines.clip._timer.isActive()


def test_the_next_line_has_half_a_minute_of_its_own(open_page):
    open_page.lines.rows[0].click()
    passes(open_page, 25)
    row(open_page, "Cel pobytu").click()
    passes(open_page, 25)
    assert clipboard() == "wykonywanie pracy"


def test_what_was_copied_elsewhere_meanwhile_stays(open_page):
    open_page.lines.rows[0].click()
    QGuiApplication.clipboard().setText("a shopping list")
    passes(open_page, 1)
    assert open_page.lines.clip.left == 0  # it is no longer ours: no more counting
    open_page.hide()
    assert clipboard() == "a shopping list"


def test_no_history_of_the_clipboard_is_to_remember_it(open_page):
    open_page.lines.rows[0].click()
    kinds = QGuiApplication.clipboard().mimeData().formats()
    assert "x-kde-passwordManagerHint" in kinds
    assert any("ExcludeClipboardContentFromMonitorProcessing" in kind for kind in kinds)


def test_leaving_the_page_empties_the_clipboard_minimising_does_not(open_page):
    open_page.lines.rows[0].click()
    open_page.hideEvent(Minimised())  # the browser is in front
    assert clipboard() == "SZEWCZENKO"
    open_page.hide()
    assert clipboard() == ""


def test_the_lock_empties_the_clipboard(ctx, filled, qtbot):
    window = MainWindow(ctx, {"name": "Anna Nowak", "centre": "CIC"})
    qtbot.addWidget(window)
    window.open("mos", filled_id=filled)
    window.show()
    opened: Any = window.page("mos")
    opened.lines.rows[0].click()
    assert clipboard() == "SZEWCZENKO"
    window.lock()
    assert clipboard() == ""


def test_what_was_copied_is_still_ticked_when_one_comes_back(open_page, filled):
    open_page.lines.rows[0].click()
    open_page.hide()
    open_page.arrive(form_id=CZASOWY)
    open_page.arrive(filled_id=filled)
    assert open_page.lines.rows[0].copied
    open_page.lines.again.click()
    assert not open_page.lines.rows[0].copied
    assert open_page.lines.progress.text() == "0 of 5 copied"


def test_only_what_is_left_can_be_shown(open_page):
    open_page.lines.only_left.click()
    for line in list(open_page.lines.rows):
        line.click()
    left = [line.line.official for line in open_page.lines.rows if line.isVisible()]
    assert left == ["Państwo urodzenia"]  # nothing to copy, but still to be answered
    heads = [words(head) for head, _rows in open_page.lines._heads if head.isVisible()]
    assert heads == ["A. Dane osobowe cudzoziemca"]


def test_each_part_of_the_application_can_be_jumped_to(open_page):
    assert list(open_page.lines._jumps) == ["A", "E"]
    open_page.lines.area.setFixedHeight(120)
    show(open_page)
    open_page.lines._jumps["E"].click()
    head = next(head for head, _rows in open_page.lines._heads if words(head).startswith("E."))
    bar = open_page.lines.area.verticalScrollBar()
    assert bar.value() == min(head.y(), bar.maximum()) > 0


def test_hidden_names_are_hidden_here_and_still_copied(open_page):
    language.veil = lambda text: text.replace("SZEWCZENKO", "S.")
    try:
        open_page.lines.rows[0].click()
        assert "SZEWCZENKO" not in language.text(open_page.lines.rows[0]._value())
        assert clipboard() == "SZEWCZENKO"
    finally:
        language.veil = None


# --- beside it --------------------------------------------------------------------------------------


def test_the_last_day_of_legal_stay_stands_there_with_its_urgency(open_page):
    told = texts(open_page.deadline)
    assert "File by 4 March 2027" in told
    assert "in 101 days" in told
    assert "1 field is empty or needs a look." in told


def test_what_is_missing_is_found(open_page):
    open_page.deadline.go.click()
    assert open_page.focusWidget() is row(open_page, "Państwo urodzenia")


def test_the_answers_are_completed_in_the_ordinary_interview(open_page, shell, oksana, filled):
    open_page.deadline.complete.click()
    assert shell.opened[-1] == ("form", {"form_id": CZASOWY, "person_id": oksana, "filled_id": filled})


def test_what_to_attach_what_it_costs_and_who_signs(open_page):
    assert "Health insurance" in texts(open_page.know)
    open_page.know.tabs["fees"].click()
    assert "440 zł" in texts(open_page.know)
    open_page.know.tabs["sign"].click()
    assert "Account and signature" in texts(open_page.know)
    open_page.know.tabs["after"].click()
    assert "The UPO is not yet legal stay" in texts(open_page.know)


def test_the_worksheet_and_the_sheet_are_printed_and_written_down(open_page, ask, filled, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(
        mos_page, "show_pdf", lambda _parent, data, _title, name, done: shown.append((name, data, done))
    )
    open_page.print_button.click()
    open_page.bring_button.click()
    assert [name for name, _data, _done in shown] == ["MOS-CZASOWY.pdf", "MOS.pdf"]
    assert shown[0][1] == ask(lambda read: forms.filled_pdf(read, filled))
    for _name, _data, done in shown:
        done("printed")
    assert ask(lambda read: read.sql("SELECT count(*) FROM audit WHERE verb = 'print'"))[0][0] == 2


# --- photo and files --------------------------------------------------------------------------------


def test_a_photo_dropped_is_looked_at(open_page, jpg, file_of):
    drop(open_page.photo, file_of("zdjecie.jpg", jpg()))
    assert open_page.photo.check.verdict == "ok"
    assert not open_page.photo.picture.pixmap().isNull()
    assert "Look yourself: " in texts(open_page.photo)
    drop(open_page.photo, file_of("male.jpg", jpg((350, 450))))
    assert "Too small: 350 × 450 pixels." in texts(open_page.photo)


def test_a_photo_that_is_gone_is_said_so(open_page, tmp_path):
    drop(open_page.photo, tmp_path / "gone.jpg")
    assert "cannot be read" in texts(open_page.photo)


def test_files_dropped_are_counted_with_the_photo(open_page, jpg, pdf, file_of):
    passport, contract = file_of("paszport.pdf", pdf(18)), file_of("umowa.pdf", pdf(2))
    drop(open_page.photo, file_of("zdjecie.jpg", jpg()))
    drop(open_page.files, passport, contract)
    assert list(open_page.files.files) == [passport, contract]
    open_page.files.pages.setText("40")
    assert "At least 4 pages are missing." in texts(open_page.files)
    open_page.files.pages.setText("18")
    assert "missing" not in texts(open_page.files)
    open_page.files._drop(passport)
    assert "No file is marked as the passport." in texts(open_page.files)
    open_page.files._mark(contract, True)
    assert "Passport: 2 scanned pages" in texts(open_page.files)


def test_what_was_looked_at_for_somebody_else_comes_too_late(open_page, jpg, pdf, file_of, monkeypatch):
    late = []
    monkeypatch.setattr(open_page._shell.ctx, "side", lambda work, *, then, **_kw: late.append((work, then)))
    drop(open_page.photo, file_of("zdjecie.jpg", jpg()))
    drop(open_page.files, file_of("paszport.pdf", pdf(2)))
    open_page.arrive(form_id=CZASOWY)
    for work, then in late:
        then(work(None))
    assert open_page.photo.check is None
    assert open_page.files.files == {}


def test_what_was_looked_at_stays_while_the_record_is_corrected(open_page, do, oksana, pdf, file_of):
    drop(open_page.files, scan := file_of("paszport.pdf", pdf(2)))
    do(lambda work: work.amend(work.get(Person, oksana), {"surname": "Kowalenko"}))
    open_page.reload()
    assert "Kowalenko" in open_page.subtitle.text()
    assert list(open_page.files.files) == [scan]


def test_without_a_client_photo_and_files_are_checked_all_the_same(page, worksheet, jpg, pdf, file_of):
    page.arrive()
    show(page)
    drop(page.photo, file_of("zdjecie.jpg", jpg()))
    drop(page.files, scan := file_of("paszport.pdf", pdf(1)))
    assert page.photo.check.verdict == "ok"
    assert list(page.files.files) == [scan]
    assert not page.photo.keep.isVisible()
    assert page.start.isVisible()
    assert not page.lines.isVisible()


def test_nothing_is_stored_unless_somebody_keeps_it(open_page, jpg, ask, oksana, file_of, monkeypatch):
    def answered(self):
        self.grid.set_values({"kind": "identity"})
        self.save()

    monkeypatch.setattr(dialog.KeepDialog, "open", answered)
    drop(open_page.photo, file_of("zdjecie.jpg", jpg()))
    assert ask(lambda read: attachments.attachments(read, oksana)) == []
    open_page.photo.keep.click()
    assert [line.title for line in ask(lambda read: attachments.attachments(read, oksana))] == ["zdjecie"]


def test_the_next_client_sees_nothing_of_the_one_before(open_page, jpg, worksheet, file_of):
    drop(open_page.photo, file_of("zdjecie.jpg", jpg()))
    open_page.arrive(form_id=CZASOWY)
    assert open_page.photo.check is None
    assert open_page.lines.rows == []


# --- all of it --------------------------------------------------------------------------------------


def test_the_page_has_names_and_room(open_page, jpg, pdf, file_of, any_language):
    drop(open_page.photo, file_of("zdjecie.jpg", jpg((600, 900))))
    drop(open_page.files, file_of("paszport.pdf", pdf(2)))
    for name in open_page.know.tabs:
        open_page.know.tabs[name].click()
        show(open_page)
        assert nameless(open_page) == []
        assert clipped(open_page) == []
    language.set("ru")
    QApplication.processEvents()
    show(open_page)
    show(open_page)
    assert clipped(open_page) == []
