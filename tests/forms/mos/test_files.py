"""Attachments for MOS: each by itself, all together, and every page of the passport."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cic_desktop.core.files import CannotRead
from cic_desktop.forms import mos


def said(found, verdict="bad"):
    return [point.words.render("en") for point in found.points if point.verdict == verdict]


def test_a_pdf_is_taken_and_its_pages_counted(pdf, file_rules):
    file = mos.check_file("umowa.pdf", pdf(3), file_rules)
    assert (file.verdict, file.kind, file.pages, file.passport) == ("ok", "pdf", 3, False)


@pytest.mark.parametrize("name", ["paszport.pdf", "Passport Shevchenko.pdf", "скан Паспорта.pdf"])
def test_the_passport_is_known_by_the_name_of_its_file(pdf, file_rules, name):
    assert mos.check_file(name, pdf(1), file_rules).passport


def test_a_locked_and_a_protected_pdf_are_told_apart(pdf, file_rules):
    assert said(mos.check_file("a.pdf", pdf(1, password="x"), file_rules)) == ["Locked with a password."]
    protected = mos.check_file("a.pdf", pdf(2, owner="x"), file_rules)
    assert said(protected) == ["Protected against changes: the portal may not open it."]
    assert protected.pages == 2


def test_a_picture_of_a_paper_should_be_a_pdf(jpg, file_rules):
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png")):
        file = mos.check_file(f"umowa.{ending}", jpg(kind=kind), file_rules)
        assert (file.verdict, file.kind, file.pages) == ("warn", ending, 1)
        assert said(file, "warn") == ["A scan of a paper document has to be a PDF."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 and then nothing", "The file is damaged and cannot be opened."),
        (b"\x89PNG\r\n\x1a\n broken", "The file is damaged and cannot be opened."),
        (b"PK\x03\x04 a Word document", "Neither a PDF nor a picture (JPG, PNG)."),
    ],
)
def test_what_nobody_could_open_is_refused(file_rules, data, words):
    file = mos.check_file("scan", data, file_rules)
    assert said(file) == [words]
    assert all(point.advice.render("en") for point in file.points)


def test_a_file_over_ten_megabytes_is_not_even_read(tmp_path, pdf, file_rules):
    path = tmp_path / "paszport.pdf"
    path.write_bytes(pdf(1) + b"\0" * file_rules.max_bytes)
    file = mos.read_mos_file(path, file_rules)
    assert said(file) == ["Too large: 10.1 MB; at most 10 MB."]
    assert (file.kind, file.passport) == ("", True)


def test_a_file_that_is_gone_is_said_so(tmp_path, file_rules):
    with pytest.raises(CannotRead):
        mos.read_mos_file(tmp_path / "gone.pdf", file_rules)


def test_all_together_may_have_fifty_megabytes_with_the_photo(pdf, file_rules):
    file = replace(mos.check_file("paszport.pdf", pdf(1), file_rules), size=9_900_000)
    five = [replace(file, name=f"{n}.pdf", sha256=str(n)) for n in range(5)]
    assert said(mos.check_attachments(five, file_rules)) == []
    found = mos.check_attachments(five, file_rules, photo_bytes=2_400_000)
    assert found.total == 51_900_000
    assert said(found) == ["Together 51.9 MB of 50 MB"]


def test_every_page_of_the_passport_is_counted(pdf, file_rules):
    scan = mos.check_file("paszport.pdf", pdf(18), file_rules)
    other = mos.check_file("umowa.pdf", pdf(3), file_rules)

    def check(said_pages):
        return mos.check_attachments([scan, other], file_rules, said_pages)

    assert check(0).passport_pages == 18
    assert said(check(0), "warn") == ["Passport: 18 scanned pages"]  # and asks to count them
    assert said(check(18), "ok")[-1] == "Passport: 18 scanned pages"
    assert said(check(34), "warn") == ["Passport: 18 scanned pages"]  # two on a sheet
    short = check(40)
    assert said(short) == ["Passport: 18 scanned pages"]
    assert short.points[-1].advice.render("en") == "At least 4 pages are missing."


def test_without_a_passport_somebody_is_reminded_of_it(pdf, file_rules):
    found = mos.check_attachments([mos.check_file("umowa.pdf", pdf(3), file_rules)], file_rules)
    assert said(found) == ["No file is marked as the passport."]
    assert said(mos.check_attachments([], file_rules)) == []


def test_where_the_passport_is_not_asked_for_nobody_is_reminded(pdf, file_rules):
    found = mos.check_attachments([mos.check_file("umowa.pdf", pdf(3), file_rules)], file_rules, None)
    assert said(found) == []


def test_the_same_file_twice_is_noticed(pdf, file_rules):
    data = pdf(2)
    files = [mos.check_file(name, data, file_rules) for name in ("paszport.pdf", "skan.pdf")]
    assert "paszport.pdf and skan.pdf are the same file." in said(mos.check_attachments(files, file_rules), "warn")
