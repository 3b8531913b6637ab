"""A desk for the forms' pages: a client in the register, questions to it, dialogs that close by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget

from cic_desktop import forms, startup
from cic_desktop.app.runner import Job
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import PdfDialog
from tests.forms.conftest import form, office_blank, sample
from tests.forms.people import OKSANA, registered
from tests.ui.conftest import LANGUAGES, ROOM, Ask

__all__ = ["form", "office_blank", "sample"]


class Slow:
    """A runner that works only when it is told to."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def submit(self, _lane: str, job: Job) -> Job:
        self.jobs.append(job)
        return job

    def work(self) -> None:
        """Do the job that waits longest."""
        job = self.jobs.pop(0)
        try:
            result = job.work()
        except CicError as error:
            job.failed(error)
        else:
            job.then(result)

    def stop(self) -> None:
        pass


@pytest.fixture
def slow(shell: Any, monkeypatch: pytest.MonkeyPatch) -> Slow:
    """From here on nothing is done at once."""
    made = Slow()
    monkeypatch.setattr(shell.ctx, "_runner", made)
    return made


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Dialogs are closed and closed pages deleted at once."""
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, PdfDialog):
            widget.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def oksana(register: startup.Opened) -> str:
    return registered(register, OKSANA)


@pytest.fixture
def kept(do: Ask, form: Definition, sample: Answers, oksana: str) -> str:
    """A form filled and printed for Oksana before."""
    filled = forms.fill(form, sample)
    return str(do(lambda work: forms.save_filled(work, oksana, form, sample, filled, "printed")))


@pytest.fixture(params=LANGUAGES)
def any_language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language, and the one that is a third longer than English."""
    language.set(request.param)
    yield request.param
    language.set("en")


def answer(page: Any, **answers: str) -> None:
    """Answer questions of the present step as a user does."""
    for name, given in answers.items():
        page.questions.grid.set_values({name: given})
        page.questions.grid.edited.emit(name)


def show(page: QWidget, size: tuple[int, int] = ROOM) -> None:
    """Show a page and let it settle."""
    page.resize(*size)
    page.show()
    for _turn in range(12):  # labels that wrap in boxes in boxes grow one box a turn
        QApplication.processEvents()


def clipped(page: QWidget) -> list[str]:
    """Words that do not fit into their widget. Buttons that are only an icon show none."""
    written: list[QLabel | QAbstractButton] = [*page.findChildren(QLabel), *page.findChildren(QAbstractButton)]
    return [made.text() for made in written if made.isVisible() and _cut(made)]


def _cut(made: QLabel | QAbstractButton) -> bool:
    if isinstance(made, QToolButton) or not made.text():
        return False
    if made.hasHeightForWidth():
        return made.height() < made.heightForWidth(made.width())
    return made.width() < made.sizeHint().width() - 1


def nameless(page: QWidget) -> list[str]:
    """Buttons and inputs a screen reader has no name for."""
    takers = [made for made in page.findChildren(QWidget) if made.isVisible() and made.focusPolicy().value & 1]
    return [type(made).__name__ for made in takers if not accessible_name(made)]


def pressed(page: QWidget, words: str) -> None:
    """Press the visible button of this name."""
    seen = [made for made in page.findChildren(QAbstractButton) if made.isVisibleTo(page)]
    found = [made for made in seen if accessible_name(made) == words]
    assert found, words
    found[0].click()
