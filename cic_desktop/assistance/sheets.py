"""Information sheets: one page for each topic and language, kept true by somebody, handed out and counted.

The texts come with the program (`resources/sheets`) until somebody edits them; then the register's own counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from cic_desktop.assistance.tables import Sheet, SheetCopy
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid, Missing, Problem, Stale
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _
from cic_desktop.paths import data_root

__all__ = [
    "SHEET", "SHEET_LANGUAGES", "SHEET_TOPICS", "SheetLine", "amend_sheet", "copies_of", "hand_out", "sheet", "sheets",
    "take_copies_back",
]  # fmt: skip

SHEET_TOPICS = ("stay", "work", "health", "housing", "bank", "education")
SHEET_LANGUAGES = ("pl", "uk", "ru", "en")
_REVIEW = timedelta(days=182)

SHEET: tuple[Field, ...] = (
    Field("title", _("Title"), required=True, width=12),
    Field(
        "body", _("Text"), "long_text", required=True, max_length=6000, help=_("A line that begins with - is a point.")
    ),
    Field("source", _("Source"), required=True, width=12, max_length=300),
    Field("account_id", _("Who keeps it true"), "account", width=4),
    Field("as_of", _("As of"), "date", required=True, width=4),
    Field("review_on", _("To be read again on"), "date", required=True, width=4),
)


@dataclass(frozen=True)
class SheetLine:
    """A sheet in one language with the copies given."""

    topic: str
    language: str
    title: str
    body: str
    source: str
    owner: str
    account_id: str
    as_of: date
    review_on: date
    copies: int  # this year
    revision: int  # 0: the program's own text, nobody has edited it yet

    def to_review(self, day: date) -> bool:
        return self.review_on <= day


def sheets(read: Read) -> list[SheetLine]:
    """All sheets, the topics in their order, the languages in theirs."""
    read.require(Right.READ_CLIENTS)
    stored, counts = _stored(read), _copies(read)
    return [
        _line(topic, language, stored.get((topic, language)), counts.get((topic, language), 0))
        for topic in SHEET_TOPICS
        for language in SHEET_LANGUAGES
    ]


def sheet(read: Read, topic: str, language: str) -> SheetLine:
    """One sheet; a language there is none in gives the Polish one. Raises Missing."""
    found = {(line.topic, line.language): line for line in sheets(read)}
    line = found.get((topic, language)) or found.get((topic, "pl"))
    if line is None:
        raise Missing()
    return line


def amend_sheet(work: Work, topic: str, language: str, answers: Answers, revision: int) -> None:
    """Put another text in force. Raises Invalid, Stale (`revision` 0: the text was the program's own)."""
    work.require(Right.EDIT_LAW)
    values = read_answers(SHEET, answers)
    values["account_id"] = values["account_id"] or None
    if values["as_of"] > clock.today():
        raise Invalid(Problem("as_of", _("This day is still to come.")))
    if values["review_on"] <= values["as_of"]:
        raise Invalid(Problem("review_on", _("Choose a day after the one the text was checked on.")))
    if revision == 0 and (topic, language) in _stored(work):
        raise Stale()
    row = _row(work, topic, language)
    work.amend(row, values, revision or row.revision)


def hand_out(work: Work, topic: str, language: str, copies: int = 1, person_id: str = "") -> str:
    """Copies were printed and given, to a client or just so; returns the note's id, for the undo."""
    work.require(Right.RECORD_HELP)
    row, today = _row(work, topic, language), clock.local(work.now).date()
    copy = SheetCopy(
        sheet_id=row.id, account_id=work.actor.id, person_id=person_id or None, day=today, copies=max(1, copies)
    )
    return work.add(copy).id


def take_copies_back(work: Work, copy_id: str) -> None:
    """They were not given after all."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(SheetCopy, copy_id))


def copies_of(read: Read, person_id: str) -> list[tuple[date, str, str]]:
    """(day, topic, language) of the sheets somebody was given, the newest first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT c.day, s.topic, s.language FROM sheet_copy c JOIN sheet s ON s.id = c.sheet_id "
        "WHERE c.person_id = ? AND c.deleted_at IS NULL ORDER BY c.day DESC, c.id DESC",
        (person_id,),
    )
    return [(date.fromisoformat(row[0]), row[1], row[2]) for row in rows]


@lru_cache(maxsize=1)
def _defaults() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The program's own texts by topic and language."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for topic in SHEET_TOPICS:
        path = data_root() / "resources" / "sheets" / f"{topic}.toml"
        data = tomllib.loads(path.read_text("utf-8"))
        for language in SHEET_LANGUAGES:
            words = {name: text.strip() for name, text in data[language].items()}
            found[topic, language] = {"source": data["source"], "as_of": data["as_of"], **words}
    return found


def _default(topic: str, language: str) -> dict[str, Any]:
    given = dict(_defaults()[topic, language])
    return {**given, "review_on": given["as_of"] + _REVIEW}


def _row(work: Work, topic: str, language: str) -> Sheet:
    """The register's own row of a sheet; made from the program's text when it is first needed."""
    found = _stored(work).get((topic, language))
    if found is not None:
        return work.get(Sheet, found[0])
    if (topic, language) not in _defaults():
        raise Missing()
    return work.add(Sheet(topic=topic, language=language, **_default(topic, language)))


def _stored(read: Read) -> dict[tuple[str, str], Any]:
    """The newest row of every sheet: two machines may have made one each."""
    rows = read.sql(
        "SELECT s.id, s.topic, s.language, s.title, s.body, s.source, coalesce(a.name, ''), "
        "coalesce(s.account_id, ''), s.as_of, s.review_on, s.revision "
        "FROM sheet s LEFT JOIN account a ON a.id = s.account_id WHERE s.deleted_at IS NULL ORDER BY s.updated_at, s.id"
    )
    return {(row[1], row[2]): row for row in rows}


def _copies(read: Read) -> dict[tuple[str, str], int]:
    year = clock.today().replace(month=1, day=1).isoformat()
    rows = read.sql(
        "SELECT s.topic, s.language, sum(c.copies) FROM sheet_copy c JOIN sheet s ON s.id = c.sheet_id "
        "WHERE c.deleted_at IS NULL AND c.day >= ? GROUP BY 1, 2",
        (year,),
    )
    return {(topic, language): count for topic, language, count in rows}


def _line(topic: str, language: str, row: Any, copies: int) -> SheetLine:
    if row is None:
        given = _default(topic, language)
        return SheetLine(topic, language, owner="", account_id="", copies=copies, revision=0, **given)
    days = (date.fromisoformat(row[8]), date.fromisoformat(row[9]))
    return SheetLine(topic, language, row[3], row[4], row[5], row[6], row[7], *days, copies, row[10])
