"""Stories of scans kept with a client: counted, found again, refused with a sentence."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pytest
from PIL import Image

from cic_desktop import attachments, clients
from cic_desktop.attachments import pictures
from cic_desktop.core.errors import CicError, Invalid, NotAllowed
from cic_desktop.core.rights import Role
from cic_desktop.db.blobs import LARGEST_FILE
from cic_desktop.db.work import Actor

PASSPORT = {"kind": "identity", "seen_on": "20.11.2026", "title": "Paszport"}


def keep(desk, person_id, data, answers=PASSPORT, **kw):
    return desk.do(lambda work: attachments.attach(work, person_id, attachments.check_file(data), answers, **kw))


def files(desk, person_id, **kw):
    return desk.read(lambda read: attachments.attachments(read, person_id, **kw))


def refused(data):
    with pytest.raises(CicError) as error:
        attachments.check_file(data)
    return error.value.text.render("en")


def test_a_scan_is_kept_with_its_pages_and_read_back_as_it_was(desk, oksana, pdf):
    scan = pdf(3)
    kept = keep(desk, oksana, scan)
    (line,) = files(desk, oksana)
    assert (line.pages, line.media_type, line.size) == (3, "application/pdf", len(scan))
    assert (line.kind, line.title, line.seen_on, line.kept_by) == (
        "identity", "Paszport", date(2026, 11, 20), "Anna Nowak",
    )  # fmt: skip
    assert desk.read(lambda read: attachments.content(read, kept)) == scan


def test_nothing_of_a_scan_lies_open_on_the_disk(desk, oksana, picture):
    scan = picture("PNG", (300, 300))
    keep(desk, oksana, scan)
    desk.register.database.close()
    for path in desk.register.folder.rglob("*"):
        assert not path.is_file() or scan[:64] not in path.read_bytes(), path.name


@pytest.mark.parametrize(("kind", "media"), [("PNG", "png"), ("JPEG", "jpeg"), ("TIFF", "tiff"), ("WEBP", "webp")])
def test_pictures_of_every_sort_are_kept(desk, oksana, picture, kind, media):
    keep(desk, oksana, picture(kind))
    (line,) = files(desk, oksana)
    assert (line.media_type, line.pages) == (f"image/{media}", 1)


def test_a_scan_of_several_pages_in_one_picture_counts_them(picture):
    assert attachments.check_file(picture("TIFF", frames=4)).pages == 4


def test_files_of_one_record_are_told_from_the_others(desk, oksana, pdf):
    keep(desk, oksana, pdf(1))
    keep(desk, oksana, pdf(2), owner=("letter", "letter-1"))
    assert [line.pages for line in files(desk, oksana, owner=("letter", "letter-1"))] == [2]
    assert len(files(desk, oksana)) == 2


def test_the_same_file_twice_is_said(desk, oksana, pdf):
    keep(desk, oksana, pdf(1))
    with pytest.raises(CicError, match="kept with this person already"):
        keep(desk, oksana, pdf(1))


def test_a_file_taken_away_comes_back_with_undo(desk, oksana, pdf):
    kept = keep(desk, oksana, pdf(1))
    desk.do(lambda work: attachments.retire_attachment(work, kept))
    assert files(desk, oksana) == []
    desk.do(lambda work: attachments.bring_back(work, kept))
    assert [line.id for line in files(desk, oksana)] == [kept]


def test_what_is_said_about_a_file_can_be_mended(desk, oksana, pdf):
    kept = keep(desk, oksana, pdf(1))
    desk.do(lambda work: attachments.amend_attachment(work, kept, 1, {"kind": "stay", "title": "Karta pobytu"}))
    (line,) = files(desk, oksana)
    assert (line.kind, line.title, line.seen_on) == ("stay", "Karta pobytu", None)


def test_an_original_cannot_be_seen_tomorrow(desk, oksana, pdf):
    with pytest.raises(Invalid, match="in the future"):
        keep(desk, oksana, pdf(1), {**PASSPORT, "seen_on": "24.11.2026"})


def test_files_that_cannot_be_kept_are_refused_with_what_to_do(pdf, tmp_path):
    assert refused(b"") == "This file is empty. Scan it again."
    assert "Only PDFs and pictures" in refused(b"MZ\x90\x00 a program")
    assert "damaged" in refused(pdf(1)[:200])
    assert "damaged" in refused(b"\xff\xd8\xff" + b"\x00" * 50)
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(1))) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(user="tajne", owner="tajne"))
    assert "locked with a password" in refused(locked.getvalue())


def test_a_scan_too_large_is_refused_before_it_is_read(tmp_path):
    scan = tmp_path / "scan.pdf"
    with scan.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(CicError, match="300 MB; at most 20 MB"):
        attachments.read_file(scan)
    with pytest.raises(CicError, match="at most 20 MB"):
        attachments.check_file(b"%PDF-" + b" " * LARGEST_FILE)


def test_a_bomb_of_pixels_is_refused(monkeypatch, picture):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert "too many pixels" in refused(picture("PNG", (40, 60)))


def test_who_may_only_read_keeps_nothing(desk, oksana, pdf):
    file = attachments.check_file(pdf(1))
    specialist = Actor(desk.register.actor.id, "anna", Role.SPECIALIST)
    with (
        pytest.raises(NotAllowed),
        desk.register.database.write(specialist, "test") as work,
    ):
        attachments.attach(work, oksana, file, PASSPORT)


def test_every_file_can_be_seen_and_printed_as_a_pdf(picture, pdf):
    for data in (picture("TIFF", frames=2), picture("PNG", mode="RGBA"), picture("PNG", mode="P"), pdf(2)):
        kind = pictures.media_type(data)
        shown = pictures.as_pdf(data, kind)
        assert pictures.page_count(shown, "application/pdf") == pictures.page_count(data, kind)
        small = pictures.thumbnail(data, kind, 120)
        assert len(small.rgb) == small.width * small.height * 3
        assert small.width <= 120


def test_the_cards_history_tells_of_files_too(desk, oksana, pdf):
    kept = desk.do(lambda work: attachments.attach(work, oksana, attachments.check_file(pdf(1)), PASSPORT))
    desk.do(lambda work: attachments.amend_attachment(work, kept, 1, {**PASSPORT, "title": "Stary paszport"}))
    desk.do(lambda work: attachments.retire_attachment(work, kept))
    desk.do(lambda work: attachments.bring_back(work, kept))
    changes = desk.read(lambda read: clients.changes_of(read, oksana, more=attachments.HISTORY))
    told = [change.what for change in changes if change.table == "attachment"]
    assert told == ["restored", "removed", "changed", "added"]
    assert "Stary paszport" in changes[0].after.render("pl")
