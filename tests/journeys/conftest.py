"""A demo register behind the real windows, walked by a guide; whatever the program calls a fault fails the walk."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from cic_desktop import demo
from cic_desktop.core import clock, ids
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.widgets import Toast
from tests.conftest import NOW

Ask = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture(scope="session")
def demo_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo register; walks work on copies."""
    folder = tmp_path_factory.mktemp("journeys") / "register"
    with clock.frozen(NOW), ids.seeded(13):
        demo.make_demo(folder, 30, 120).close()
    return folder


@pytest.fixture
def guide(qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture, demo_register: Path) -> Iterator[Guide]:
    with clock.frozen(NOW), ids.seeded(14):
        made = Guide(tmp_path, "en")
        shutil.copytree(demo_register, made.folder)
        made.unlock(made.start())
        troubles: list[Any] = []
        made.window.ctx.trouble.connect(troubles.append)
        yield made
        made.finish()
    assert [error.text.render("en") for error in troubles] == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.fixture
def ask(guide: Guide) -> Ask:
    """Asks the register the windows have open."""

    def look(question: Callable[[Any], Any]) -> Any:
        opened = guide.window.ctx.opened
        with opened.database.read(opened.actor) as read:
            return question(read)

    return look


@pytest.fixture
def sql(ask: Ask) -> Callable[..., list[Any]]:
    return lambda text, *params: ask(lambda read: read.sql(text, params))


@pytest.fixture
def toast(guide: Guide) -> Callable[[], Toast]:
    """The note on view."""

    def newest() -> Toast:
        guide.settle()
        *_older, last = (made for made in guide.window.findChildren(Toast) if made.isVisible())
        return last

    return newest


def said(widget: Any) -> str:
    """Everything a widget says."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


_PASSWORD = "granatowa-latarnia-5"


def log_in(guide: Guide, login: str) -> None:
    """The demo's administrator gives a colleague a password, who then logs in."""
    opened = guide.window.ctx.opened
    opened.vault.add_account(opened.keys, login, _PASSWORD)
    guide.window.lock()
    guide.settle()
    first: Any = guide.program.first
    first.login.setText(login)
    first.password.setText(_PASSWORD)
    first.go.click()
    guide.wait(lambda: guide.window is not None and guide.window.ctx.actor.login == login, "log in")
    guide.settle()


def press(widget: Any, words: str) -> None:
    """Press the visible button that is called so."""
    seen = [made for made in widget.findChildren(QAbstractButton) if made.isVisible()]
    found = [made for made in seen if words in (made.text(), made.accessibleName())]
    assert found, (words, [made.text() for made in seen])
    found[0].click()
