"""What a file is before it is read: its kind, its letters, its separator. Refuses what cannot be a spreadsheet."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Literal

from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotRead
from cic_desktop.i18n import _

ENCODINGS = ("utf-8", "cp1250", "iso8859-2", "cp1251", "utf-16-le", "utf-16-be", "cp852")
DELIMITERS = (";", ",", "\t", "|")
MOST_BYTES = 50 << 20
MOST_UNPACKED = 400 << 20
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 1 << 16

Form = Literal["xlsx", "csv"]


class BadFile(CicError):
    """A file that cannot be imported as it is; the sentence says what to do."""


def read_file(path: Path) -> tuple[Form, bytes]:
    """What kind of file it is, and its bytes. Raises BadFile, CannotRead."""
    try:
        if not path.is_file():
            raise BadFile(_("There is no such file. Check its name and folder."))
        if path.stat().st_size > MOST_BYTES:
            raise BadFile(
                _("This file is larger than {n} MB. Split it, or delete pictures from it.", n=MOST_BYTES >> 20)
            )
        data = path.read_bytes()
    except OSError:
        raise CannotRead() from None
    if not data.strip(b"\0\r\n\t ;,\xef\xbb\xbf"):
        raise BadFile(_("This file is empty."))
    return _form(data), data


def _form(data: bytes) -> Form:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadFile(_("This file is locked with a password. Open it, remove the password and save it again."))
        raise BadFile(_("This is an old Excel file (.xls). Open it and save it as an Excel workbook (.xlsx)."))
    if data.startswith(b"PK"):
        _check_package(data)
        return "xlsx"
    if data.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")) or _looks_binary(data[:_SAMPLE]):
        raise BadFile(_("This is not a spreadsheet. Choose an .xlsx or .csv file."))
    return "csv"


def _check_package(data: bytes) -> None:
    """Refuse a ZIP that is no workbook, unpacks beyond reason, or tries tricks with XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "xl/workbook.xml" not in names and not any(name.endswith("workbook.xml") for name in names):
                raise BadFile(_("This is not a spreadsheet. Choose an .xlsx or .csv file."))
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise BadFile(_("This workbook is too large inside. Copy the rows into a new file and save it."))
            for name in names:
                if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _beginning(package, name):
                    raise BadFile(_("This workbook is damaged. Open it, save it as a new file and try again."))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        raise BadFile(_("This workbook is damaged. Open it, save it as a new file and try again.")) from None


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(1024)


def _looks_binary(sample: bytes) -> bool:
    if guess_utf16(sample):
        return False
    control = sum(1 for byte in sample if byte < 32 and byte not in (9, 10, 13, 12))
    return control > len(sample) / 50


def guess_utf16(sample: bytes) -> str:
    """`utf-16-le`, `utf-16-be`, or nothing: text of that kind has zeros in every other place."""
    for bom, name in _BOMS[1:]:
        if sample.startswith(bom):
            return name
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def guess_encoding(data: bytes) -> str:
    """The likeliest of ENCODINGS: a mark at the beginning, valid UTF-8, else whose letters make sense."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    sample = data[:_SAMPLE]
    if found := guess_utf16(sample):
        return found
    if _is_utf8(data):
        return "utf-8"
    return max(("cp1250", "iso8859-2", "cp1251", "cp852"), key=lambda name: _sense(sample, name))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


_LIKELY = {
    **dict.fromkeys("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", 3), **dict.fromkeys("áéíúýčďěňřšťůžöüäßëç„”–’", 1),
    **dict.fromkeys("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ", 3), **dict.fromkeys("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯІЇЄҐ", 1),
}  # fmt: skip
_MIXED = re.compile("[a-zA-Z][\u0400-\u04ff]|[\u0400-\u04ff][a-zA-Z]")


def _sense(sample: bytes, encoding: str) -> int:
    """How much the letters of an eight-bit text look like what people here write; one in Latin words tells most."""
    text = sample.decode(encoding, "replace")
    counted = Counter(char for char in text if char > "\x7f")
    points = sum(_LIKELY.get(char, -4) * times for char, times in counted.items())
    return points - 6 * len(_MIXED.findall(text))


def decoded(data: bytes, encoding: str) -> str:
    """The text of a file; raises BadFile when it was not written in this encoding."""
    try:
        text = codecs.decode(data, encoding)
    except (UnicodeDecodeError, LookupError):
        raise BadFile(_("The letters of this file cannot be read this way. Choose another encoding.")) from None
    return text.removeprefix("\ufeff").replace("\0", "")


def guess_delimiter(text: str) -> str:
    """The separator that splits the first lines into the same number of cells, and into most."""
    if found := re.match(r'"?sep=(.)"?\r?\n', text):
        return found[1]
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:_SAMPLE].splitlines()[:40] if line.strip()]
    return max(DELIMITERS, key=lambda mark: (_evenness(lines, mark), -DELIMITERS.index(mark)))


def _evenness(lines: list[str], mark: str) -> float:
    counted = Counter(line.count(mark) for line in lines)
    if not counted:
        return 0
    most, times = max(counted.items(), key=lambda item: (item[1] * min(item[0], 20), item[0]))
    return most * times / len(lines)
