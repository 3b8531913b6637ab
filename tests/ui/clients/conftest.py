"""A desk for the clients' pages: people in the register, questions to it, and what a user can see and reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from cic_desktop import clients, projects
from cic_desktop.core.fields import Answers
from cic_desktop.ui.clients.card_page import ClientPage
from cic_desktop.ui.clients.facts import FactRow
from cic_desktop.ui.fonts import font, load_fonts
from cic_desktop.ui.language import language
from tests.people import AMIR, OKSANA, OKSANA_WHOLE
from tests.ui.conftest import LANGUAGES, ROOM, Ask


@pytest.fixture(autouse=True)
def real_typeface(qapp: QApplication) -> None:
    """Whether words fit is a question of their typeface."""
    load_fonts()
    qapp.setFont(font())


@pytest.fixture
def enrol(do: Ask) -> Callable[..., str]:
    """Registers somebody; returns their id."""

    def put(answers: Answers | None = None, **more: Any) -> str:
        full = bool(more.pop("full", False))
        return str(do(lambda work: clients.register(work, {**(answers or OKSANA), **more}, full=full)).id)

    return put


@pytest.fixture
def oksana(enrol: Callable[..., str]) -> str:
    return enrol()


@pytest.fixture
def amir(enrol: Callable[..., str]) -> str:
    return enrol(AMIR)


@pytest.fixture
def keep(qapp: QApplication) -> Iterator[Callable[[QWidget], None]]:
    """Closes what a test opened and did not close itself (dialogs are deleted with their closing)."""
    opened: list[QWidget] = []
    yield opened.append
    for widget in opened:
        if isValid(widget):
            widget.close()
    qapp.processEvents()


@pytest.fixture
def whole(do: Ask) -> str:
    """Oksana with everything, in the project since 2 November."""

    def register(work: Any) -> str:
        project = projects.current_project(work)
        answers = {**OKSANA_WHOLE, "project_id": project, "declared_on": "2026-11-02"}
        return str(clients.register(work, answers, full=True).id)

    return str(do(register))


@pytest.fixture
def page(qtbot: Any, shell: Any) -> Iterator[ClientPage]:
    made = ClientPage(shell)
    qtbot.addWidget(made)
    shell.ctx.changed.connect(lambda changes: made.reload() if changes.touches(made.watches) else None)
    yield made
    shell.ctx.changed.disconnect()


@pytest.fixture
def dialog(keep: Callable[[QWidget], None]) -> Callable[[type], Any]:
    """The open dialog of a class."""

    def find(kind: type) -> Any:
        open_now = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        assert len(open_now) == 1
        keep(open_now[0])
        return open_now[0]

    return find


def each_language() -> Iterator[str]:
    """Switches to each language in turn, and to the one that is a third longer than English."""
    for code in LANGUAGES:
        language.set(code)
        yield code
    language.set("en")


def show(page: QWidget, size: tuple[int, int] = ROOM) -> None:
    page.resize(*size)
    page.show()
    for _turn in range(12):  # one layout after another settles
        QApplication.processEvents()


def type_in(widget: QWidget, text: str) -> None:
    """Key events of any script (QTest knows ASCII only)."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def clipped(page: QWidget) -> list[str]:
    """Words that do not fit into their widget."""
    return [str(text) for text in map(_cut, page.findChildren(QWidget)) if text]


def _cut(widget: QWidget) -> str:
    if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton | FactRow) or not _said(widget):
        return ""
    if (isinstance(widget, QLabel) and widget.wordWrap()) or widget.hasHeightForWidth():
        fits = widget.height() >= widget.heightForWidth(widget.width())
    else:
        fits = widget.width() >= widget.sizeHint().width() - 1
    return "" if fits else f"{type(widget).__name__} {_said(widget)} {widget.width()} x {widget.height()}"


def _said(widget: QLabel | QPushButton | FactRow) -> str:
    return language.text(widget.fact.words) if isinstance(widget, FactRow) else widget.text()
