"""A reporting package: CSV files and `datapackage.json`, a Frictionless tabular data package (v1).

    datapackage.json     what is inside: columns, bytes and SHA-256 of every file, and under "cic"
                         the facts of the report (centre, period, sequence number …)
    data/<name>.csv      UTF-8 with BOM, `;`, decimal comma, ISO dates, CRLF: opens in a Polish Excel

The same resources and facts always give the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

from cic_desktop.i18n import LANGUAGES, Text, _

__all__ = [
    "MANIFEST",
    "Column",
    "Content",
    "Facts",
    "PackageReport",
    "Resource",
    "build_package",
    "verify_package",
]

MANIFEST = "datapackage.json"
_FORMAT = 1
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A spreadsheet runs a cell that begins like this, also with full-width signs (OWASP, CSV injection).
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_DIALECT = {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}

Value = str | int | Decimal | bool | date | None
ColumnType = Literal["string", "integer", "number", "boolean", "date", "yearmonth"]


@dataclass(frozen=True)
class Column:
    """One column: a code for programs, words for people."""

    name: str
    type: ColumnType
    title: Text
    description: Text | None = None


@dataclass(frozen=True)
class Resource:
    """One table. `personal`: its rows are about persons, pseudonymised or not (RODO recital 26)."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    personal: bool = False


@dataclass(frozen=True)
class Facts:
    """What the report is about.

    `period` is `2026-10` or `2026-Q4`; `sequence` grows by one with every package of a centre, so
    a lost or repeated one is noticed; `recipients` are fingerprints of keys; `counts` are the
    figures to compare at a glance; `legal_basis` must be named for rows about persons;
    `small_cell` is the threshold of suppression, 0 if none was applied.
    """

    profile: str
    centre: str
    period: str
    created: datetime
    sequence: int
    schema_revision: str
    software_version: str
    recipients: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    legal_basis: str = ""
    small_cell: int = 0


@dataclass(frozen=True)
class Content:
    """One table found in a package."""

    name: str
    path: str
    rows: int
    bytes: int


@dataclass(frozen=True)
class PackageReport:
    """What a package holds and what is wrong with it; `facts` is None if that cannot be told."""

    facts: Facts | None = None
    contents: tuple[Content, ...] = ()
    problems: tuple[Text, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


def build_package(resources: Iterable[Resource], facts: Facts) -> dict[str, bytes]:
    """The files of a package by their path.

    Raises ValueError for rows about persons without a legal basis, and for a table that does not
    follow its own columns: mistakes of the caller, never of a user.
    """
    tables = sorted(resources, key=lambda resource: resource.name)
    if not facts.legal_basis and any(table.personal for table in tables):
        raise ValueError("rows about persons need a legal basis")
    files = {_path(table): _csv(table) for table in tables}
    if len(files) != len(tables):
        raise ValueError("two resources of one name")
    described = [_describe(table, files[_path(table)]) for table in tables]
    return {MANIFEST: _manifest(facts, described)} | files


def verify_package(files: Mapping[str, bytes]) -> PackageReport:
    """Compare a package with its own list of contents. Never raises: what is wrong is in the report."""
    if MANIFEST not in files:
        return PackageReport(problems=(_("The list of contents is missing."),))
    try:
        manifest = json.loads(files[MANIFEST])
        if manifest["cic"]["format"] != _FORMAT:
            return PackageReport(problems=(_("The package has a newer format. Install the newest version."),))
        facts = _facts(manifest["cic"])
        listed = {resource["path"]: resource for resource in manifest["resources"]}
        contents = tuple(
            Content(raw["name"], path, int(raw["rows"]), int(raw["bytes"])) for path, raw in listed.items()
        )
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return PackageReport(problems=(_("The list of contents cannot be read."),))
    unlisted = [_("{file} is not in the list of contents.", file=path) for path in _unlisted(files, listed)]
    problems = [problem for path in listed if (problem := _problem(path, files.get(path), listed[path]))]
    return PackageReport(facts, contents, (*problems, *unlisted))


def _unlisted(files: Mapping[str, bytes], listed: Mapping[str, Any]) -> list[str]:
    return sorted(files.keys() - listed.keys() - {MANIFEST})


def _path(table: Resource) -> str:
    if not _NAME.fullmatch(table.name):
        raise ValueError(f"not a name for a file: {table.name}")
    return f"data/{table.name}.csv"


def _manifest(facts: Facts, described: list[dict[str, Any]]) -> bytes:
    cic = asdict(facts) | {"format": _FORMAT, "created": _moment(facts.created), "text_escape": "'"}
    centre = re.sub(r"[^a-z0-9]+", "-", facts.centre.lower()).strip("-")
    manifest = {
        "profile": "tabular-data-package",
        "name": f"cic-{centre}-{facts.period.lower()}-{facts.sequence}",
        "created": cic["created"],
        "cic": cic,
        "resources": described,
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _facts(cic: dict[str, Any]) -> Facts:
    kinds: dict[str, type] = dict.fromkeys(Facts.__dataclass_fields__, str)
    kinds |= {"sequence": int, "small_cell": int, "recipients": list, "counts": dict}
    if not all(isinstance(cic[name], kind) for name, kind in kinds.items()):
        raise TypeError("facts of the report")
    known = {name: cic[name] for name in Facts.__dataclass_fields__}
    return Facts(**known | {"created": datetime.fromisoformat(cic["created"]), "recipients": tuple(cic["recipients"])})


def _describe(table: Resource, data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": _path(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "bytes": len(data),
        "hash": _hash(data),
        "rows": len(table.rows),
        "personal": table.personal,
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.type == "number":
        described["decimalChar"] = ","
    for word, text in (("title", column.title), ("description", column.description)):
        if text is not None:
            described[word] = text.render("pl")
            described[word + "s"] = {lang: text.render(lang) for lang in LANGUAGES}
    return described


def _hash(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _csv(table: Resource) -> bytes:
    names = [column.name for column in table.columns]
    if len(set(names)) != len(names) or not all(_NAME.fullmatch(name) for name in names):
        raise ValueError(f"columns of {table.name}")
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(names)
    for row in table.rows:
        writer.writerow([_cell(column, value) for column, value in zip(table.columns, row, strict=True)])
    # A lone surrogate cannot be written; a question mark in its place harms nobody.
    return text.getvalue().encode("utf-8-sig", "replace")


def _cell(column: Column, value: Value) -> str:
    if value is None:
        return ""
    kind, write, pattern = _TYPES[column.type]
    if type(value) not in kind:
        raise ValueError(f"{column.name}: {type(value).__name__} is no {column.type}")
    written = write(value)
    if not pattern.fullmatch(written):
        raise ValueError(f"{column.name}: no {column.type}")
    return written


def _text(value: str) -> str:
    """One line that no spreadsheet takes for a formula."""
    line = _CONTROL.sub(" ", value)
    return "'" + line if _FORMULA.match(line) else line


_TYPES: dict[str, tuple[tuple[type, ...], Callable[[Any], str], re.Pattern[str]]] = {
    "string": ((str,), _text, re.compile(r"(?!\s*[=+\-@\uff1d\uff0b\uff0d\uff20])[^\x00-\x1f\x7f-\x9f]*")),
    "integer": ((int,), str, re.compile(r"-?\d+")),
    "number": ((Decimal, int), lambda value: f"{value:f}".replace(".", ","), re.compile(r"-?\d+(,\d+)?")),
    "boolean": ((bool,), lambda value: str(value).lower(), re.compile(r"true|false")),
    "date": ((date,), date.isoformat, re.compile(r"\d{4}-\d\d-\d\d")),
    "yearmonth": ((str,), str, re.compile(r"\d{4}-(0[1-9]|1[0-2])")),
}


def _problem(path: str, data: bytes | None, described: dict[str, Any]) -> Text | None:
    """What is wrong with one listed file, if anything."""
    if data is None:
        return _("{file} is missing.", file=path)
    if len(data) != described.get("bytes") or _hash(data) != described.get("hash"):
        return _("{file} was changed.", file=path)
    try:
        rows = _rows(data, described["schema"]["fields"])
    except (ValueError, LookupError, TypeError, AttributeError, csv.Error):
        return _("{file} does not follow its own description.", file=path)
    if rows != described["rows"]:
        return _("{file} has {n} rows; another number was announced.", file=path, n=rows)
    return None


def _rows(data: bytes, fields: list[dict[str, Any]]) -> int:
    """The number of rows of a CSV that keeps to its columns; ValueError if it does not."""
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    if next(lines, None) != [column["name"] for column in fields]:
        raise ValueError("header")
    patterns = [_TYPES[column["type"]][2] for column in fields]
    count = 0
    for row in lines:
        count += 1
        cells = zip(patterns, row, strict=True)
        if not all(not cell or pattern.fullmatch(cell) for pattern, cell in cells):
            raise ValueError("cell")
    return count
