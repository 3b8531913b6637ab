"""Which column means what: the things a row can say, the headings that name them, and a proposal for a table."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from cic_desktop.assistance.fields import SERVICE, SITTING
from cic_desktop.clients.fields import INTAKE
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Field
from cic_desktop.core.files import CannotRead
from cic_desktop.core.text import fold
from cic_desktop.courses.fields import ENROLMENT
from cic_desktop.db.work import Read, Work
from cic_desktop.exchange.importing.rows import Columns, Source, Table, What, column_letters
from cic_desktop.i18n import Plain, _
from cic_desktop.paths import data_root

__all__ = [
    "MapFile", "guess_what", "lacking", "propose", "read_map", "remember", "remembered", "targets",
]  # fmt: skip

_NUMBER = Field("number", _("Client number"), help=_("The number of the program, or the one of your own records."))
_FULL = Field("full_name", _("Given name and surname"), "name")
_REVERSED = Field("reversed_name", _("Surname and given name"), "name")
_WHO = (_NUMBER, _FULL, _REVERSED)
_TO_MATCH = ("surname", "given", "birth_date", "pesel")
_INTAKE = {field.name: field for step in INTAKE for field in step.fields}
_CLIENTS = (
    *_WHO,
    *_INTAKE.values(),
    Field("address", _("Whole address in one cell")),
    Field("registered_on", _("First visit or registration"), "date"),
)
_OF_HELP = {field.name: field for field in (*SITTING, *SERVICE)}
_SERVICES = (
    *_WHO,
    *(_INTAKE[name] for name in _TO_MATCH),
    *(_OF_HELP[name] for name in ("day", "starts_at", "minutes")),
    Field("hours", _("Hours")),
    Field("kind", _("Kind of help"), "choice"),
    *(_OF_HELP[name] for name in ("topic", "place", "language")),
    Field("advisor", _("Advisor"), "account"),
    *(_OF_HELP[name] for name in ("project_id", "description", "outcome", "next_step", "next_step_on")),
    *(_OF_HELP[name] for name in ("interpreter", "signature")),
)
MARK = "mark"
_PARTICIPANTS = (
    *_CLIENTS,
    Field("joined_on", _("Enrolled in the course on"), "date"),
    *(field for field in ENROLMENT if field.name != "enrolled_on"),
)
_ATTENDANCE = (
    *_WHO,
    *(_INTAKE[name] for name in _TO_MATCH),
    *(_OF_HELP[name] for name in ("day", "starts_at")),
    Field(MARK, _("Attendance"), help=_("The heading says the day of the lesson, or a column of its own does.")),
)
_TARGETS: dict[What, tuple[Field, ...]] = {
    "clients": _CLIENTS, "services": _SERVICES, "participants": _PARTICIPANTS, "attendance": _ATTENDANCE,
}  # fmt: skip
# Of these several columns make one answer.
JOINED = frozenset({MARK, "phone", "email", "citizenship", "remarks", "description", "needs"})
_DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}\b|\b\d{4}-\d{1,2}-\d{1,2}\b")  # in the heading of a lesson's column
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")


def targets(what: What) -> tuple[Field, ...]:
    """What a column of such a list can be taken for; labels, kinds and help as the pages ask them."""
    return tuple(replace(field, required=False) for field in _TARGETS[what])


def lacking(what: What, columns: Columns) -> CicError | None:
    """What a mapping lacks before anything can be read with it."""
    names = set(columns.values())
    if what == "attendance" and MARK not in names:
        return CicError(_("Say which columns hold the attendance."))
    if not names & {"surname", "full_name", "reversed_name"} and (what == "clients" or not names & {"number", "pesel"}):
        return CicError(_("Say which column holds the surname."))
    if what == "services" and not {"day", "kind"} <= names:
        return CicError(_("Say which columns hold the date and the kind of help."))
    return None


# --- proposing ------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def data(name: str) -> dict[str, Any]:
    """A file of `resources/import/`."""
    with (data_root() / "resources" / "import" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=8)
def _headings(what: What) -> dict[str, str]:
    """Words by what they name: the kind's own, over those of the kind it is like."""
    asked, own = {field.name for field in targets(what)}, data(what)
    like = _headings(own["like"]) if "like" in own else {}
    named = {word: name for word, name in like.items() if name in asked}
    return named | {fold(word): name for name, words in own["headings"].items() for word in words}


@lru_cache(maxsize=4096)
def _means(what: What, heading: str) -> str:
    """What a heading names; empty when nobody knows it. One slip of the finger in a long word is forgiven."""
    known = _headings(what)
    said = [fold(_BRACKETS.sub(" ", heading)), fold(heading)]
    for words in said:
        if found := known.get(words) or known.get(re.sub(r"^(lp|nr|\d+) | \d+$", "", words)):
            return found
    return _nearly(said[0], known)


def _nearly(said: str, known: dict[str, str]) -> str:
    if len(said) < 6:
        return ""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(said, known.keys(), scorer=OSA.distance, score_cutoff=1 + (len(said) > 14))
    return known[found[0]] if found else ""


def known(heading: str) -> str:
    """What a heading names in any kind of list."""
    if not heading.strip() or len(heading) > 80:
        return ""
    return next(filter(None, (_means(what, heading) for what in _TARGETS)), "")


def propose(what: What, headings: Sequence[str]) -> dict[int, str]:
    """A meaning for every column whose heading is known; of two with the same meaning the first has it."""
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        name = _means(what, heading) if heading.strip() and len(heading) <= 80 else ""
        name = MARK if what == "attendance" and _DAY.search(heading) else name
        if name and (name in JOINED or name not in found.values()):
            found[place] = name
    return _without_overlap(found)


def _without_overlap(found: dict[int, str]) -> dict[int, str]:
    """A name in one cell is not needed beside its two halves."""
    names = set(found.values())
    if {"surname", "given"} <= names:
        return {place: name for place, name in found.items() if name not in ("full_name", "reversed_name")}
    return found


def guess_what(headings: Sequence[str]) -> What:
    """Whether the headings are rather those of clients or of help given."""
    services = propose("services", headings)
    return "services" if {"day", "kind"} <= set(services.values()) else "clients"


# --- map files ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MapFile:
    """A mapping written down: `columns` by heading or by the column's letters; empty leaves a column out."""

    columns: dict[str, str]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header: int = 0

    def source(self, path: Path) -> Source:
        return Source(path, self.sheet, self.encoding, self.delimiter, self.header)

    def applied(self, what: What, table: Table) -> dict[int, str]:
        """The proposal for a table, corrected by what is written down. Raises CicError."""
        found = propose(what, table.headings)
        places = {fold(heading): place for place, heading in enumerate(table.headings) if heading}
        letters = {column_letters(place): place for place in range(len(table.headings))}
        known_names = {field.name for field in targets(what)} | {""}
        for heading, name in self.columns.items():
            place = places.get(fold(heading), letters.get(heading))
            if place is None:
                raise CicError(_("The file has no column {name}.", name=Plain(heading)))
            if name not in known_names:
                raise CicError(_("The map names something unknown: {name}.", name=Plain(name)))
            found[place] = name
        return {place: name for place, name in found.items() if name}


def read_map(path: Path) -> MapFile:
    """A map file (TOML): `[columns]` with headings as keys; sheet, encoding, delimiter, header above it."""
    try:
        read = tomllib.loads(path.read_text("utf-8"))
        columns = {str(heading): str(name) for heading, name in read.get("columns", {}).items()}
        texts = {name: str(read.get(name, "")) for name in ("sheet", "encoding", "delimiter")}
        return MapFile(columns, header=int(read.get("header", 0)), **texts)
    except OSError:
        raise CannotRead() from None
    except (ValueError, AttributeError, TypeError):
        raise CicError(_("The map is not readable TOML.")) from None


# --- remembering ----------------------------------------------------------------------------------


def remembered(read: Read, what: What, headings: Sequence[str]) -> dict[int, str] | None:
    """The mapping somebody used for a file with the same headings."""
    rows = read.sql("SELECT value FROM fact WHERE name = ?", (_name(what, headings),))
    return {int(place): name for place, name in json.loads(rows[0][0]).items()} if rows else None


def remember(work: Work, what: What, headings: Sequence[str], columns: Columns) -> None:
    """Keep a mapping for the next file with the same headings, on this machine."""
    work.raw.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (_name(what, headings), json.dumps(dict(columns))))


def _name(what: What, headings: Iterable[str]) -> str:
    words = "\n".join(map(fold, headings))
    return f"import {what} {hashlib.sha256(words.encode()).hexdigest()[:16]}"
