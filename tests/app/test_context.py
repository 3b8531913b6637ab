"""Ask, do, side, changed: what every page works with."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from cic_desktop import clients
from cic_desktop.app.context import AppContext, Unexpected, expected
from cic_desktop.app.runner import InlineRunner, LaneRunner
from cic_desktop.app.settings import Settings
from cic_desktop.core.errors import Cancelled, CicError, Invalid
from cic_desktop.core.rights import Right, Role
from cic_desktop.db.work import Actor
from cic_desktop.startup import Opened
from tests.people import AMIR


@pytest.fixture
def at_once(register: Opened, qtbot: QtBot) -> AppContext:
    return AppContext(register, InlineRunner(), Settings(None))


def told(signal: Any) -> list[Any]:
    heard: list[Any] = []
    signal.connect(heard.append)
    return heard


def test_a_change_is_answered_and_then_told_to_the_pages(qtbot: QtBot, ctx: AppContext, runner: LaneRunner) -> None:
    order: list[str] = []
    ctx.changed.connect(lambda changes: order.append("changed" if changes.touches(("person",)) else "?"))
    ctx.do(
        lambda work: clients.register(work, AMIR),
        verb="register a client", owner=ctx, then=lambda done: order.append(done.name),
    )  # fmt: skip
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    assert order == ["Amiri", "changed"]
    found: list[Any] = []
    ctx.ask(lambda read: clients.find_clients(read, "amiri"), owner=ctx, then=found.extend)
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    assert [line.surname for line in found] == ["Amiri"]


def test_a_page_that_stumbles_over_the_answer_does_not_hide_the_change(at_once: AppContext) -> None:
    """It is in the register: the other pages have to know."""
    heard = told(at_once.changed)

    def stumble(_done: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        at_once.do(lambda work: clients.register(work, AMIR), verb="register a client", owner=at_once, then=stumble)
    assert len(heard) == 1


def test_every_act_tells_what_it_wrote_itself(at_once: AppContext, register: Opened) -> None:
    """Another act may be committed before the first one is answered."""
    with register.database.write(register.actor, "register a client") as first:
        clients.register(first, AMIR)
    with register.database.write(register.actor, "look") as second:
        second.note("looked")
    assert first.changes.touches(("person",))
    assert not second.changes


def test_what_changes_nothing_wakes_nobody(at_once: AppContext) -> None:
    heard = told(at_once.changed)
    at_once.do(lambda work: work.note("looked"), verb="look", owner=at_once)
    assert heard == []


def test_bad_input_goes_to_who_asked(at_once: AppContext) -> None:
    problems: list[CicError] = []
    trouble, changed = told(at_once.trouble), told(at_once.changed)
    at_once.do(
        lambda work: clients.register(work, {**AMIR, "surname": ""}),
        verb="register a client", owner=at_once, failed=problems.append,
    )  # fmt: skip
    assert isinstance(problems[0], Invalid)
    assert trouble == changed == []


def test_what_nobody_handles_is_trouble(at_once: AppContext) -> None:
    trouble = told(at_once.trouble)
    at_once.ask(lambda read: clients.card(read, "nobody"), owner=at_once, then=lambda card: None)
    at_once.do(lambda work: clients.card(work, "nobody"), verb="look", owner=at_once)
    assert [str(error) for error in trouble] == ["This record does not exist any more."] * 2


def test_the_dead_are_never_called_but_their_work_is_done(at_once: AppContext) -> None:
    """The page was closed before its answer came: the change stands, other pages are told."""
    page = QObject()
    called: list[Any] = []
    changed, trouble = told(at_once.changed), told(at_once.trouble)
    delete(page)
    at_once.ask(clients.client_count, owner=page, then=called.append, failed=called.append)
    at_once.do(
        lambda work: clients.register(work, AMIR), verb="r", owner=page, then=called.append, failed=called.append
    )
    assert called == []
    assert len(changed) == 1
    at_once.do(lambda work: 1 / 0, verb="r", owner=page, then=called.append, failed=called.append)
    at_once.ask(lambda read: 1 / 0, owner=page, then=called.append, failed=called.append)
    assert called == []
    assert [type(error) for error in trouble] == [Unexpected, Unexpected], "but a fault is not swallowed"


def test_an_unexpected_fault_is_said_plainly_and_logged_without_data(
    at_once: AppContext, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "Kovalenko 92041517621"
    heard: list[CicError] = []

    def fail(work: Any) -> None:
        raise RuntimeError(secret)

    with caplog.at_level(logging.DEBUG):
        at_once.do(fail, verb="fail", owner=at_once, failed=heard.append)
    assert isinstance(heard[0], Unexpected)
    assert secret not in heard[0].text.render("en")
    (record,) = caplog.records
    assert record.getMessage().startswith("fault: unexpected RuntimeError at fail:")
    assert secret not in caplog.text
    assert "Kovalenko" not in caplog.text


def test_an_expected_error_stays_itself() -> None:
    error = Cancelled()
    assert expected(error) is error


def test_a_long_task_tells_its_progress_and_can_be_stopped(qtbot: QtBot, ctx: AppContext) -> None:
    gate = threading.Event()

    def work(tick: Any) -> str:
        tick(0.5)
        assert gate.wait(5)
        tick(0.9)
        return "done"

    done: list[str] = []
    failures: list[CicError] = []
    shares: list[float] = []
    task = ctx.side(work, owner=ctx, then=done.append, failed=failures.append)
    task.progress.connect(shares.append)
    qtbot.waitUntil(lambda: shares == [0.5], timeout=5000)
    assert not task.over
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: task.over, timeout=5000)
    assert done == []
    assert [type(error) for error in failures] == [Cancelled]

    task = ctx.side(work, owner=ctx, then=done.append)
    qtbot.waitUntil(lambda: task.over, timeout=5000)
    assert done == ["done"]


def test_a_cancelled_task_without_a_listener_is_no_trouble(at_once: AppContext) -> None:
    trouble = told(at_once.trouble)

    def work(tick: Any) -> None:
        raise Cancelled

    task = at_once.side(work, owner=at_once, then=lambda _done: None)
    assert task.over
    assert trouble == []


def test_leaving_stops_long_tasks_and_closes_the_register(qtbot: QtBot, ctx: AppContext, open_again: Any) -> None:
    started = threading.Event()

    def work(tick: Any) -> None:
        started.set()
        while True:
            tick(0.1)

    ctx.side(work, owner=ctx, then=lambda _done: None)
    assert started.wait(5)
    ctx.do(lambda work: clients.register(work, AMIR), verb="register a client", owner=ctx)
    ctx.stop()
    opened = open_again()
    with opened.database.read(opened.actor) as read:
        assert clients.client_count(read) == 1


def test_what_is_offered_follows_the_role(at_once: AppContext) -> None:
    assert at_once.may(Right.MANAGE_ACCOUNTS)
    at_once.opened.actor = Actor("x", "x", Role.ADVISOR)
    assert not at_once.may(Right.MANAGE_ACCOUNTS)
