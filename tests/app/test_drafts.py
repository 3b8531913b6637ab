"""Typing is on the disk within a second, before every lock, and gone once it is saved."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cic_desktop import db
from cic_desktop.app.context import AppContext
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.app.runner import InlineRunner, LaneRunner
from cic_desktop.app.settings import Settings
from cic_desktop.startup import Opened
from tests.conftest import PASSWORD

ROOT = Path(__file__).parents[2]


def kept(register: Opened) -> list[dict[str, Any] | None]:
    with register.database.read(register.actor) as read:
        return [note.answers for note in db.my_drafts(read)]


class Typing:
    """Somebody who types a surname letter by letter."""

    def __init__(self, keeper: DraftKeeper) -> None:
        self.keeper, self.text, self.asked = keeper, "", 0

    def key(self, letter: str) -> None:
        self.text += letter
        self.keeper.touch(self.state)

    def state(self) -> tuple[str, int, dict[str, Any]]:
        self.asked += 1
        return self.text, 1, {"surname": self.text}


def test_typing_without_a_pause_is_kept_all_the_same(qtbot: QtBot, ctx: AppContext, register: Opened) -> None:
    """The clock starts with the first key that is not kept, not with the last one."""
    typing = Typing(DraftKeeper(ctx, "intake"))
    states: list[int] = []
    began = time.monotonic()
    while not states and time.monotonic() - began < 5:
        typing.key("a")
        qtbot.wait(20)
        states = [len(answers["surname"]) for answers in kept(register) if answers]
    assert states
    assert typing.asked < len(typing.text), "not at every key"
    typing.keeper.close()


def test_flush_writes_now_and_only_what_is_new(
    qtbot: QtBot, ctx: AppContext, runner: LaneRunner, register: Opened
) -> None:
    typing = Typing(DraftKeeper(ctx, "intake"))
    moments: list[Any] = []
    typing.keeper.kept.connect(moments.append)
    ctx.flush_drafts()
    typing.key("K")
    typing.key("o")
    ctx.flush_drafts()
    ctx.flush_drafts()
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    assert kept(register) == [{"surname": "Ko"}]
    assert (typing.asked, len(moments)) == (1, 1)
    typing.keeper.close()


def test_locking_in_the_middle_of_a_word_loses_nothing(ctx: AppContext, open_again: Any) -> None:
    typing = Typing(DraftKeeper(ctx, "intake"))
    typing.key("K")
    ctx.flush_drafts()
    ctx.stop()
    assert kept(open_again()) == [{"surname": "K"}]


def test_closing_a_page_keeps_its_last_letters(
    qtbot: QtBot, ctx: AppContext, runner: LaneRunner, register: Opened
) -> None:
    typing = Typing(DraftKeeper(ctx, "intake"))
    typing.key("K")
    typing.keeper.close()
    typing.key("lost")
    ctx.flush_drafts()
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    assert kept(register) == [{"surname": "K"}]
    assert not ctx.keepers


def test_a_saved_draft_is_gone_even_when_it_was_just_being_kept(
    qtbot: QtBot, ctx: AppContext, runner: LaneRunner, register: Opened
) -> None:
    typing = Typing(DraftKeeper(ctx, "intake"))
    typing.key("K")
    typing.keeper.flush()
    typing.key("o")
    typing.keeper.drop()
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    qtbot.wait(450)
    assert kept(register) == []


def test_a_draft_is_loaded_by_who_left_it(qtbot: QtBot, ctx: AppContext, runner: LaneRunner) -> None:
    typing = Typing(DraftKeeper(ctx, "intake", person_id="p", edition="e"))
    typing.key("K")
    typing.keeper.close()
    found: list[Any] = []
    DraftKeeper(ctx, "intake", person_id="p", edition="e").load(ctx, found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=5000)
    assert (found[0].title, found[0].step, found[0].answers) == ("K", 1, {"surname": "K"})
    DraftKeeper(ctx, "intake", person_id="q").load(ctx, found.append)
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    assert found[1] is None


def test_typing_that_could_not_be_kept_is_tried_again(ctx: AppContext, register: Opened, qtbot: QtBot) -> None:
    """The disk was full, or another task held the register for too long."""
    at_once = AppContext(register, InlineRunner(), Settings(None))
    typing = Typing(DraftKeeper(at_once, "intake"))
    said: list[Any] = []
    at_once.trouble.connect(said.append)
    typing.key("K")
    with register.database.connect() as busy:
        busy.execute("CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT raise(ABORT, 'disk is full'); END")
        at_once.flush_drafts()
        busy.execute("DROP TRIGGER full")
    assert (len(said), kept(register)) == (1, [])
    at_once.flush_drafts()
    assert kept(register) == [{"surname": "K"}]
    typing.keeper.close()


TYPE = f"""
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from cic_desktop import startup
from cic_desktop.app.context import AppContext
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.app.runner import LaneRunner
from cic_desktop.app.settings import Settings
from cic_desktop.security.passwords import KdfProfile
app = QCoreApplication([])
opened = startup.open_register(Path(sys.argv[1]), "anna", {PASSWORD!r}, profile=KdfProfile(8 * 1024, 1, 1))
ctx = AppContext(opened, LaneRunner(), Settings(None))
keeper = DraftKeeper(ctx, "intake")
typed = []
def key():
    typed.append(time.monotonic())
    print(len(typed), time.monotonic(), flush=True)
    keeper.touch(lambda: ("title", 0, {{"surname": "a" * len(typed)}}))
timer = QTimer(interval=15)
timer.timeout.connect(key)
timer.start()
app.exec()
"""


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_kill_9_while_typing_loses_at_most_the_last_second(register_folder: Path, open_again: Any) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", TYPE, str(register_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as typist:
        assert typist.stdout is not None
        keys: dict[int, float] = {}
        for line in typist.stdout:
            number, moment = line.split()
            keys[int(number)] = float(moment)
            if keys[int(number)] - keys[1] > 1.5:
                break
        typist.kill()
        keys |= {int(line.split()[0]): float(line.split()[1]) for line in typist.stdout if len(line.split()) == 2}
    (answers,) = kept(open_again())
    assert answers is not None
    count = len(answers["surname"])
    assert keys[max(keys)] - keys[count] < 1.0, "more than a second of typing is lost"
