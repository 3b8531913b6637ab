"""A note of the window covers neither a page's heading nor its buttons, on a screen of 1366 x 768."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from cic_desktop.i18n import Plain, _
from cic_desktop.ui.language import language
from cic_desktop.ui.main_window import MainWindow
from cic_desktop.ui.widgets import Toast
from tests.ui.conftest import LANGUAGES

LONG = Plain("Zapisano sześć usług, a spotkanie jutro o dziewiątej czeka na tłumacza języka ukraińskiego.")
NEXT = ((_("Order the translation"), lambda: None), (_("Put it into the calendar"), lambda: None))


@pytest.fixture
def window(qtbot, ctx):
    made = MainWindow(ctx, {"name": "Anna Nowak", "centre": "CIC", "demo": "yes"})
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def toast(window):
    return next(made for made in window.findChildren(Toast) if made.isVisible())


def place(window, widget):
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def covered(window):
    """Headings and buttons of the page under the note."""
    note = toast(window).geometry()
    labels = [made for made in window.findChildren(QLabel) if made.property("role") in ("h1", "h2")]
    shown = [made for made in (*labels, *window.findChildren(QPushButton)) if made.isVisible()]
    mine = toast(window).buttons
    return [made.text() for made in shown if made not in mine and note.intersects(place(window, made))]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["today", "help", "sitting", "visits", "clients"])
def test_it_covers_no_heading_and_no_button(window, page, lang):
    language.set(lang)
    window.open(page)
    for words, more in ((_("Corrected."), ()), (LONG, ()), (LONG, NEXT[:1]), (_("Corrected."), NEXT)):
        window.note(words, "ok", _("Undo"), lambda: None, more)
        assert covered(window) == []
        assert window.rect().contains(toast(window).geometry())
    window.resize(1024, 640)
    assert covered(window) == []


def test_in_another_language_it_fits_anew(window, qtbot):
    window.open("help")
    language.set("en")
    window.note(_("Corrected. It waits for a new signature on the list."), "ok", _("Undo"), lambda: None, NEXT[:1])
    for lang in ("pl", "uk", "pl", "uk"):
        language.set(lang)
        qtbot.wait(20)
        assert covered(window) == []


def test_a_short_one_leaves_the_find_box_free(window):
    window.note(_("Corrected."), "ok", _("Undo"), lambda: None)
    assert not toast(window).geometry().intersects(place(window, window.top_bar.find_box))


def test_it_is_undone_from_the_keyboard_but_for_a_field_with_its_own_undoing(window, qtbot):
    done = []
    window.note(_("Corrected."), "ok", _("Undo"), lambda: done.append("undone"))
    assert toast(window).button.toolTip() == "Ctrl+Z"
    field = QLineEdit(window)
    field.show()
    for start, expected in ((field, []), (window.page("today"), ["undone"]), (window, ["undone"])):
        qtbot.keyClick(start, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert done == expected


def test_what_is_no_undoing_has_no_key(window, qtbot):
    done = []
    window.note(_("The visit is prepared."), "ok", _("Print for the client"), lambda: done.append("printed"))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == []
