"""A place that is filled while it is hidden: on view again afterwards, with the cursor where it was."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cic_desktop.ui.widgets import vbox
from cic_desktop.ui.widgets.gradual import unseen


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.place, made.line = QWidget(), QLineEdit()  # type: ignore[attr-defined]
    vbox(made.line, parent=made.place)  # type: ignore[attr-defined]
    vbox(made.place, parent=made)  # type: ignore[attr-defined]
    made.show()
    made.line.setFocus()  # type: ignore[attr-defined]
    return made


def test_what_is_put_there_is_on_view_and_the_cursor_stays(page) -> None:
    added = QLabel("new")
    with unseen(page.place):
        assert not page.place.isVisible()
        page.place.layout().addWidget(added)
    assert added.isVisible()
    assert page.focusWidget() is page.line


def test_a_line_that_went_meanwhile_takes_its_cursor_along(page) -> None:
    with unseen(page.place):
        page.line.deleteLater()
        page.place.layout().removeWidget(page.line)
        page.line.setParent(None)
    assert page.place.isVisible()


def test_what_goes_wrong_leaves_the_place_on_view(page) -> None:
    with pytest.raises(ValueError, match="spoilt"), unseen(page.place):
        raise ValueError("spoilt")
    assert page.place.isVisible()
