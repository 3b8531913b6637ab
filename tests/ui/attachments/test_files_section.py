"""The tab with a client's files: dropped, asked about, seen, taken away and back."""

from __future__ import annotations

import pytest

from cic_desktop import attachments
from cic_desktop.ui.attachments import dialog, section
from cic_desktop.ui.attachments.section import FilesSection
from cic_desktop.ui.attachments.tile import HEIGHT
from tests.attachments.conftest import pdf, picture
from tests.ui.assistance.conftest import oksana

__all__ = ["oksana", "pdf", "picture"]


@pytest.fixture
def files(shell, oksana, qtbot):
    made = FilesSection(shell)
    qtbot.addWidget(made)
    made.show_person(oksana)
    return made


@pytest.fixture
def answer(monkeypatch):
    """Answers the questions about a new file at once."""

    def open_it(self):
        self.grid.set_values({"kind": "identity", "seen_on": "2026-11-20"})
        self.save()

    monkeypatch.setattr(dialog.KeepDialog, "open", open_it)


def titles(files):
    return [tile.line.title for tile in files.tiles]


def test_an_empty_tab_says_what_to_do(files):
    assert files._empty.isVisibleTo(files)


def test_files_dropped_together_are_asked_about_one_after_another(files, answer, oksana, tmp_path, pdf, picture):
    for name, data in (("paszport.pdf", pdf(2)), ("karta.png", picture("PNG"))):
        (tmp_path / name).write_bytes(data)
    files.take([tmp_path / "paszport.pdf", tmp_path / "karta.png"])
    files.show_person(oksana)
    assert sorted(titles(files)) == ["karta", "paszport"]
    assert all(not tile.picture.pixmap().isNull() for tile in files.tiles)


def test_a_bad_file_is_said_and_the_next_one_still_taken(files, answer, oksana, tmp_path, pdf):
    (tmp_path / "bad.exe").write_bytes(b"MZ")
    (tmp_path / "good.pdf").write_bytes(pdf(1))
    files.take([tmp_path / "bad.exe", tmp_path / "good.pdf"])
    assert "Only PDFs and pictures" in files.banner._text.text()
    files.show_person(oksana)
    assert titles(files) == ["good"]


def test_a_file_is_opened_as_it_prints_and_the_look_is_written_down(
    files, answer, oksana, tmp_path, pdf, monkeypatch, ask
):
    shown = []
    monkeypatch.setattr(section, "show_pdf", lambda _parent, data, *_rest: shown.append(data))
    scan = pdf(1)
    (tmp_path / "scan.pdf").write_bytes(scan)
    files.take([tmp_path / "scan.pdf"])
    files.show_person(oksana)
    files.tiles[0].opened.emit()
    assert shown == [scan]
    assert ask(lambda read: read.sql("SELECT verb FROM audit WHERE tbl = 'attachment'")) == [("view",)]


def test_a_file_is_renamed_taken_away_and_brought_back(files, answer, oksana, tmp_path, pdf, shell, undo, qtbot):
    (tmp_path / "scan.pdf").write_bytes(pdf(1))
    files.take([tmp_path / "scan.pdf"])
    files.show_person(oksana)
    about = dialog.AboutDialog(shell, files.tiles[0].line)
    qtbot.addWidget(about)
    about.grid.set_values({"kind": "stay", "title": "Karta pobytu"})
    about.save()
    files.show_person(oksana)
    assert titles(files) == ["Karta pobytu"]
    about = dialog.AboutDialog(shell, files.tiles[0].line)
    qtbot.addWidget(about)
    about.remove.click()
    files.show_person(oksana)
    assert titles(files) == []
    undo()
    files.show_person(oksana)
    assert titles(files) == ["Karta pobytu"]


def test_the_same_file_twice_is_said_in_the_dialog(files, shell, oksana, pdf, do, qtbot):
    file = attachments.check_file(pdf(1))
    do(lambda work: attachments.attach(work, oksana, file, {"kind": "other"}))
    again = dialog.KeepDialog(shell, oksana, file, "scan")
    qtbot.addWidget(again)
    again.grid.set_values({"kind": "other"})
    again.save()
    assert "already" in again.banner._text.text()


def test_a_tile_is_high_enough_for_long_words(files, answer, oksana, tmp_path, pdf):
    (tmp_path / f"{'bardzo długi tytuł ' * 6}.pdf").write_bytes(pdf(1))
    files.take(list(tmp_path.glob("*.pdf")))
    files.show_person(oksana)
    tile = files.tiles[0]
    assert tile.sizeHint().height() >= tile.layout().totalHeightForWidth(tile.width())
    assert tile.sizeHint().height() > HEIGHT
