"""Files to attach in MOS: what they are, whether the portal takes them, and whether the whole passport is there."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotRead
from cic_desktop.core.text import fold
from cic_desktop.forms.mos.pack import FileRules
from cic_desktop.forms.mos.points import Point, Verdict, gravest, megabytes
from cic_desktop.forms.page.foreign import LOCKED, pages_of
from cic_desktop.i18n import Plain, Text, _, ngettext

__all__ = ["CheckedFile", "FilesCheck", "check_attachments", "check_file", "read_mos_file"]

_PASSPORT = ("paszport", "passport", "паспорт", "pasport")  # in the names of files
_NOT_PROTECTED = -1  # pdfium's word for a PDF without encryption


@dataclass(frozen=True)
class CheckedFile:
    """A file looked at; its bytes are not kept. `passport`: scans of the travel document."""

    name: str
    size: int  # bytes
    kind: str  # pdf, jpg, png; empty for any other
    pages: int
    points: tuple[Point, ...]
    passport: bool = False
    sha256: str = field(default="", repr=False)

    @property
    def verdict(self) -> Verdict:
        return gravest(self.points)


@dataclass(frozen=True)
class FilesCheck:
    """All files together: how large, how many passport pages, and what to say about it."""

    total: int  # bytes
    passport_pages: int
    points: tuple[Point, ...]


def read_mos_file(path: Path, rules: FileRules) -> CheckedFile:
    """Look at a file on the disk; one that is too large is not read. Raises CannotRead."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= rules.max_bytes else b""
    except OSError:
        raise CannotRead() from None
    if size > rules.max_bytes:
        return CheckedFile(path.name, size, "", 0, (_too_large(size, rules),), _looks_like_passport(path.name))
    return check_file(path.name, data, rules)


def check_file(name: str, data: bytes, rules: FileRules) -> CheckedFile:
    """Look at one file's bytes: readable PDF, JPG or PNG, not locked, not too large."""
    kind, pages, points = "", 0, list[Point]()
    if len(data) > rules.max_bytes:
        points.append(_too_large(len(data), rules))
    elif not data:
        points.append(Point("bad", _("The file is empty."), _("Scan it again.")))
    elif b"%PDF-" in data[:1024]:  # some scanners write a few bytes before it
        kind, (pages, found) = "pdf", _pdf(data)
        points += found
    else:
        kind, pages, found = _picture(data)
        points += found
    sha256 = hashlib.sha256(data).hexdigest()
    return CheckedFile(name, len(data), kind, pages, tuple(points), _looks_like_passport(name), sha256)


def check_attachments(
    files: Sequence[CheckedFile], rules: FileRules, said_pages: int | None = 0, photo_bytes: int = 0
) -> FilesCheck:
    """Look at all files together.

    `said_pages` is how many pages the passport has: 0 when nobody said, None where it need not be attached whole.
    """
    total = sum(file.size for file in files) + (photo_bytes if rules.counts_photo else 0)
    pages = sum(file.pages for file in files if file.passport)
    whole = _passport(files, pages, said_pages) if said_pages is not None else ()
    points = [_together(total, rules), *whole, *_twice(files)]
    return FilesCheck(total, pages, tuple(points))


def _looks_like_passport(name: str) -> bool:
    return any(word in fold(name) or word in name.casefold() for word in _PASSPORT)


def _too_large(size: int, rules: FileRules) -> Point:
    words = _("Too large: {size} MB; at most {most} MB.", size=megabytes(size), most=megabytes(rules.max_bytes))
    return Point("bad", words, _("Scan it in grey at 200 dpi, or in two files."))


def _pdf(data: bytes) -> tuple[int, list[Point]]:
    """Pages of a PDF and what is wrong with it."""
    import pypdfium2

    try:
        with pages_of(data) as document:
            pages = len(document)
            protected = pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document.raw) != _NOT_PROTECTED
    except CicError as error:
        if error.text is LOCKED:
            return 0, [
                Point("bad", _("Locked with a password."), _("Save it without the password, then drop it again."))
            ]
        return 0, [Point("bad", _("The file is damaged and cannot be opened."), _("Scan it again."))]
    if not pages:
        return 0, [Point("bad", _("There is no page in it."), _("Scan it again."))]
    if protected:
        advice = _("Print it to a new PDF, then attach that one.")
        return pages, [Point("bad", _("Protected against changes: the portal may not open it."), advice)]
    return pages, []


def _picture(data: bytes) -> tuple[str, int, list[Point]]:
    """Kind of a picture, its one page, and what to say: a scan of a paper has to be a PDF."""
    from PIL import Image, UnidentifiedImageError

    kinds = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
    kind = next((kinds[sign] for sign in kinds if data.startswith(sign)), "")
    if not kind:
        advice = _("Save or scan it as PDF.")
        return "", 0, [Point("bad", _("Neither a PDF nor a picture (JPG, PNG)."), advice)]
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return kind, 0, [Point("bad", _("The file is damaged and cannot be opened."), _("Scan it again."))]
    words = _("A scan of a paper document has to be a PDF.")
    return kind, 1, [Point("warn", words, _("Save or scan it as PDF."))]


def _together(total: int, rules: FileRules) -> Point:
    has, most = megabytes(total), megabytes(rules.total_bytes)
    words: Text = _("Together {size} MB of {most} MB", size=has, most=most)
    if total <= rules.total_bytes:
        return Point("ok", words)
    return Point("bad", words, _("Scan in grey at 200 dpi, or leave out what is not required."))


def _passport(files: Sequence[CheckedFile], pages: int, said: int) -> Iterable[Point]:
    """All pages of the travel document are wanted, empty ones too; a scan often shows two of them."""
    if not any(file.passport for file in files):
        if files or said:
            advice = _("Scan every page, empty ones too, and mark the file as the passport.")
            yield Point("bad", _("No file is marked as the passport."), advice)
        return
    sheets = ngettext("Passport: {n} scanned page", "Passport: {n} scanned pages", pages)
    if not said:
        yield Point(
            "warn", sheets, _("Count the pages of the passport and enter the number: all of them are required.")
        )
    elif pages >= said:
        yield Point("ok", sheets)
    elif pages * 2 >= said:
        yield Point("warn", sheets, _("Right if each scan shows two pages of the passport. Please look."))
    else:
        missing = ngettext("At least {n} page is missing.", "At least {n} pages are missing.", said - pages * 2)
        yield Point("bad", sheets, missing)


def _twice(files: Sequence[CheckedFile]) -> Iterable[Point]:
    """The very same file under two names."""
    seen: dict[str, str] = {}
    for file in files:
        if file.sha256 and (first := seen.setdefault(file.sha256, file.name)) != file.name:
            yield Point("warn", _("{one} and {other} are the same file.", one=Plain(first), other=Plain(file.name)))
