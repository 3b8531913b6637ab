"""The language changes while the program runs: texts follow, answers stay, nothing leaks."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from cic_desktop.i18n import Texts
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets import Card, button, chip, label, tool_button, vbox

TODAY = Texts({"pl": "Dzisiaj", "uk": "Сьогодні", "ru": "Сегодня", "en": "Today"})
SAVE = Texts({"pl": "Zapisz", "uk": "Зберегти", "ru": "Сохранить", "en": "Save"})


@pytest.fixture(autouse=True)
def polish(qapp: QApplication) -> Iterator[None]:
    theme.install(qapp, "light")
    language.set("pl")
    yield
    language.set("pl")


def destroy(widget: QWidget) -> None:
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_bound_texts_follow_and_answers_stay(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    heading, save, line = label(TODAY), button(SAVE), QLineEdit("Łąkowa")
    vbox(heading, save, line, parent=page)
    for code in ("uk", "ru", "en", "pl"):
        language.set(code)
        assert (heading.text(), save.text()) == (TODAY.render(code), SAVE.render(code))
        assert line.text() == "Łąkowa"


def test_data_is_never_translated() -> None:
    name = label("Коваленко Oksana")
    language.set("uk")
    assert name.text() == "Коваленко Oksana"


def test_binding_again_replaces_the_words() -> None:
    shown = label(TODAY)
    language.bind(shown, "setText", SAVE)
    language.set("en")
    assert shown.text() == "Save"
    language.bind(shown, "setText", "plain data")
    language.set("pl")
    assert shown.text() == "plain data"


def test_one_widget_can_have_several_bindings() -> None:
    tool = tool_button("printer", SAVE)
    language.set("uk")
    assert (tool.toolTip(), tool.accessibleName()) == ("Зберегти", "Зберегти")


def test_listeners_hear_the_new_code_after_the_texts_changed() -> None:
    shown, heard = label(TODAY), []
    listener = QLabel()
    language.on_change(listener, lambda: heard.append(language.code))
    with_text = []
    connection = language.changed.connect(lambda code: with_text.append((code, shown.text())))
    language.set("ru")
    assert heard == ["ru"]
    assert with_text == [("ru", "Сегодня")]
    language.changed.disconnect(connection)


def test_a_closed_page_takes_its_bindings_with_it() -> None:
    gc.collect()
    before = language.bound()
    heard: list[str] = []
    pages = []
    for _number in range(5):
        page = Card(label(TODAY), button(SAVE), chip(TODAY, "ok"))
        language.on_change(page, lambda: heard.append("page"))
        pages.append(page)
    assert language.bound() >= before + 20
    while pages:
        destroy(pages.pop())
    del page
    gc.collect()
    assert language.bound() <= before
    language.set("uk")  # touching a deleted widget would raise here
    assert heard == []


def test_qt_itself_speaks_the_language(qtbot: QtBot) -> None:
    cancel = {"pl": "Anuluj", "uk": "Скасувати", "ru": "Отмена", "en": "Cancel"}
    for code, word in cancel.items():
        language.set(code)
        box = QMessageBox()
        qtbot.addWidget(box)
        shown = box.addButton(QMessageBox.StandardButton.Cancel)
        assert shown.text().replace("&", "") == word
    language.set("uk")
    assert QLocale().language() == QLocale.Language.Ukrainian


# --- what is said to the client -------------------------------------------------------------------------------


def test_what_is_said_to_the_client_stays_in_their_language(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    with language.speaking("uk"):
        said, voice = label(TODAY), language.spoken
    ours = label(TODAY)
    vbox(said, ours, parent=page)
    assert (voice, language.spoken, said.text(), ours.text()) == ("uk", "pl", "Сьогодні", "Dzisiaj")
    for code in ("ru", "en", "pl"):
        language.set(code)
        assert (said.text(), ours.text()) == ("Сьогодні", TODAY.render(code))
    language.bind(said, "setText", SAVE)
    language.set("en")
    assert said.text() == "Save", "words bound later are the window's again"


def test_a_voice_within_a_voice_gives_way_again() -> None:
    with language.speaking("uk"):
        with language.speaking("ru"):
            assert language.text(TODAY) == "Сегодня"
        with language.speaking(""):
            assert language.text(TODAY) == "Сьогодні"
    assert language.text(TODAY) == "Dzisiaj"
