"""Somebody registered twice, found in the list, made one, and taken apart again: real windows, real lanes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from cic_desktop import clients
from cic_desktop.core import clock, ids
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.clients.merge_page import UndoMergeDialog
from tests.clients.test_merging import told
from tests.conftest import NOW


@pytest.fixture
def guide(qapp: QApplication, tmp_path: Path) -> Iterator[Guide]:
    with clock.frozen(NOW), ids.seeded(12):
        made = Guide(tmp_path, "en")
        made.make_register(80, 300)
        made.unlock(made.start())
        yield made
        made.finish()


def ask(guide: Guide, look: Any) -> Any:
    opened = guide.window.ctx.opened
    with opened.database.read(opened.actor) as read:
        return look(read)


def test_a_merge_and_its_undo(guide: Guide) -> None:
    before, people = ask(guide, told), ask(guide, clients.client_count)
    listed = guide.page("duplicates")
    guide.wait(lambda: listed.pair is not None and listed.merge_button.isVisible(), "duplicates")
    pair = set(listed.pair)
    listed.merge_button.click()
    page = guide.window.page("merge")
    guide.wait(lambda: page.found is not None and page.merge_button.isVisible(), "compare")
    kept, gone = page.found.kept.line, page.found.gone.line
    assert {kept.id, gone.id} == pair
    page.merge_button.click()
    guide.wait(lambda: guide.at("client"), "merge")
    assert ask(guide, clients.client_count) == people - 1
    assert [line.id for line in ask(guide, lambda read: clients.find_clients(read, gone.case_number))] == [kept.id]

    (merged,) = ask(guide, lambda read: clients.merges_of(read, kept.id))
    dialog = UndoMergeDialog(guide.window, merged.id)
    dialog.open()
    guide.wait(dialog.yes.isVisible, "what comes back")
    assert not dialog._since.isVisible()  # nothing was done since
    dialog.yes.click()
    guide.wait(lambda: ask(guide, clients.client_count) == people, "undo")
    assert ask(guide, told) == before
