"""The centre's data and keys."""

from __future__ import annotations

from dataclasses import dataclass

from cic_desktop.centre.fields import CENTRE, REPORTING
from cic_desktop.centre.tables import Centre, KnownKey
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.blobs import bytes_of, keep_bytes
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = [
    "CentreLine", "KeyLine", "add_key", "amend_centre", "amend_reporting", "centre", "found_centre", "keys", "logo",
    "retire_key", "set_logo",
]  # fmt: skip

LOGO_BYTES = 1024 * 1024


@dataclass(frozen=True)
class CentreLine:
    """The centre as headings and prints show it."""

    id: str
    revision: int
    name: str
    code: str
    street: str
    postcode: str
    town: str
    phone: str
    email: str
    logo_sha256: str
    small_cell: int
    row_level_basis: str

    @property
    def address(self) -> str:
        return ", ".join(filter(None, (self.street, f"{self.postcode} {self.town}".strip())))


@dataclass(frozen=True)
class KeyLine:
    """A key of somebody the centre exchanges bundles with; `private` only for the centre's own."""

    id: str
    kind: str
    name: str
    public: str
    private: str = ""


def found_centre(work: Work, answers: Answers) -> str:
    """The first row of a new register; returns its id."""
    return work.add(Centre(**read_answers(CENTRE, answers))).id


def amend_centre(work: Work, revision: int, answers: Answers) -> None:
    work.require(Right.MANAGE_CENTRE)
    work.amend(work.get(Centre, centre(work).id), read_answers(CENTRE, answers), revision)


def centre(read: Read) -> CentreLine:
    """The centre this register belongs to."""
    found = read.rows(Centre, "deleted_at IS NULL")
    if not found:
        raise CicError(_("This register has no centre yet. Make a new register or restore a backup."))
    return CentreLine(**{name: getattr(found[0], name) for name in CentreLine.__dataclass_fields__})


def amend_reporting(work: Work, revision: int, answers: Answers) -> None:
    """How the centre reports: the smallest count shown, the legal basis for rows about persons."""
    work.require(Right.MANAGE_CENTRE)
    work.amend(work.get(Centre, centre(work).id), read_answers(REPORTING, answers), revision)


def set_logo(work: Work, png: bytes) -> None:
    """Keep the logo printed at the head of papers; empty bytes take it off. Raises CicError when too large."""
    work.require(Right.MANAGE_CENTRE)
    if len(png) > LOGO_BYTES:
        raise CicError(_("This picture is too large. Choose one below 1 MB."))
    sha256 = keep_bytes(work, png) if png else ""
    work.amend(work.get(Centre, centre(work).id), {"logo_sha256": sha256})


def logo(read: Read) -> bytes:
    """The logo as PNG; empty when the centre has none."""
    sha256 = centre(read).logo_sha256
    return bytes_of(read, sha256) if sha256 else b""


def keys(read: Read, kind: str) -> list[KeyLine]:
    """Known keys of a kind (`recipient`, `sender`), the centre's own first."""
    read.require(Right.EXPORT_BUNDLE)
    rows = read.sql(
        "SELECT k.id, k.kind, k.name, k.public, coalesce(o.private, '') FROM known_key k "
        "LEFT JOIN own_key o ON o.key_id = k.id WHERE k.kind = ? AND k.deleted_at IS NULL ORDER BY k.id",
        (kind,),
    )
    lines = [KeyLine(*row) for row in rows]
    return sorted(lines, key=lambda line: not line.private)


def add_key(work: Work, kind: str, name: str, public: str, private: str = "") -> str:
    """Remember a key; whoever hands it over has checked that it is one."""
    work.require(Right.EXPORT_BUNDLE)
    key_id = work.add(KnownKey(kind=kind, name=name, public=public)).id
    if private:
        work.raw.execute("INSERT INTO own_key (key_id, private) VALUES (?, ?)", (key_id, private))
    return key_id


def retire_key(work: Work, key_id: str) -> None:
    work.require(Right.MANAGE_CENTRE)
    work.retire(work.get(KnownKey, key_id))
