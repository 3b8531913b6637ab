"""Whom the register may know already, and why: for answers being typed or imported, and for the whole register."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from cic_desktop.clients import blocking, matching, tables
from cic_desktop.clients.matching import Candidate, Match, Name, Probe
from cic_desktop.clients.queries import client_lines, intake_answers
from cic_desktop.clients.rows import ClientLine
from cic_desktop.core import checks, clock, partial_date
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.core.text import clean
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Text, _

__all__ = [
    "ApartLine", "DuplicatePair", "alike_among", "all_duplicates", "apart_pairs", "hold_apart", "hold_together",
    "possible_duplicates",
]  # fmt: skip


@dataclass(frozen=True)
class DuplicatePair:
    """Two records that may be one person; `score` from 0.55 to 1, with what speaks for it."""

    first_id: str
    second_id: str
    score: float
    reasons: tuple[Text, ...]


@dataclass(frozen=True)
class ApartLine:
    """Two people somebody found to be two, by whom and when (UTC)."""

    id: str
    first: ClientLine
    second: ClientLine
    who: str
    at: str


def possible_duplicates(read: Read, answers: Answers, person_id: str = "") -> list[tuple[ClientLine, Match]]:
    """At most ten people who may be the one being typed or imported, the likeliest first, each with its reasons.

    `answers` are raw, by the intake's names; `person_id` is the person's own card. One question of the index: it
    costs milliseconds, so an import may ask it for every row.
    """
    read.require(Right.READ_CLIENTS)
    probe = probe_of(answers)
    if not probe.names and not probe.pesel and not probe.documents:
        return []
    found = matching.candidates(read.raw, probe, lambda ids: _candidates(read, ids))
    others = {person_id, *_apart_from(read, person_id)} if person_id else set()
    matches = {match.person_id: match for match in found if match.person_id not in others}
    return [(line, matches[line.id]) for line in client_lines(read, list(matches))]


def alike_among(read: Read, person_id: str, among: Collection[str]) -> list[tuple[ClientLine, Match]]:
    """At most ten of some people (a group) who may be somebody of the register under another record.

    The likeliest first, each with its reasons; without those once found to be somebody else.
    """
    read.require(Right.READ_CLIENTS)
    others = set(among) - {person_id, *_apart_from(read, person_id)}
    if not others:
        return []
    found = matching.likeliest(probe_of(intake_answers(read, person_id)), _candidates(read, sorted(others)))
    matches = {match.person_id: match for match in found}
    return [(line, matches[line.id]) for line in client_lines(read, list(matches))]


def all_duplicates(read: Read, tick: Callable[[float], None] = lambda share: None) -> list[DuplicatePair]:
    """Everybody who may stand in the register twice, the likeliest first; not those found to be two.

    Seconds at 10,000 people. `tick` gets the share done and may raise to stop.
    """
    read.require(Right.READ_CLIENTS)
    apart = {
        frozenset(pair) for pair in read.sql("SELECT person_id, other_id FROM apart_pair WHERE deleted_at IS NULL")
    }
    people = list(_people(read, _EVERYBODY, ()))
    return [
        DuplicatePair(first, second, match.score, match.reasons)
        for match, first, second in blocking.pairs(people, matching.LISTED, tick)
        if frozenset((first, second)) not in apart
    ]


def newcomers(
    read: Read, new: Sequence[Candidate], tick: Callable[[float], None] = lambda share: None
) -> list[tuple[Match, str, str]]:
    """Which of many new people look like each other or like somebody of the register: matches with both ids."""
    read.require(Right.READ_CLIENTS)
    people = [*new, *_people(read, _EVERYBODY, ())]
    return blocking.pairs(people, matching.LISTED, tick, first_of=len(new)) if new else []


def hold_apart(work: Work, first_id: str, second_id: str) -> str:
    """Remember that two people are two; returns the id of the note. They are not suggested as one again."""
    work.require(Right.EDIT_CLIENTS)
    if first_id == second_id:
        raise CicError(_("Choose two different records."))
    for person_id in (first_id, second_id):
        work.get(tables.Person, person_id)
    found = work.rows(tables.ApartPair, _OF_TWO, {"first": first_id, "second": second_id})
    return found[0].id if found else work.add(tables.ApartPair(person_id=first_id, other_id=second_id)).id


def hold_together(work: Work, pair_id: str) -> None:
    """Undo `hold_apart`. Raises Missing."""
    work.require(Right.EDIT_CLIENTS)
    work.retire(work.get(tables.ApartPair, pair_id))


def apart_pairs(read: Read) -> list[ApartLine]:
    """The people found to be two, the last first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT x.id, x.person_id, x.other_id, coalesce(a.name, ''), x.created_at FROM apart_pair x "
        "LEFT JOIN account a ON a.id = x.created_by WHERE x.deleted_at IS NULL ORDER BY x.id DESC"
    )
    lines = {line.id: line for line in client_lines(read, list({one for row in rows for one in row[1:3]}))}
    return [
        ApartLine(row_id, lines[first], lines[second], who, at)
        for row_id, first, second, who, at in rows
        if first in lines and second in lines
    ]


_OF_TWO = "deleted_at IS NULL AND :first IN (person_id, other_id) AND :second IN (person_id, other_id)"


def _apart_from(read: Read, person_id: str) -> Iterable[str]:
    sql = (
        "SELECT CASE person_id WHEN :me THEN other_id ELSE person_id END FROM apart_pair "
        "WHERE deleted_at IS NULL AND (person_id = :me OR other_id = :me)"
    )
    return (row[0] for row in read.sql(sql, {"me": person_id}))


def probe_of(answers: Answers) -> Probe:
    """What raw answers say of a person; what cannot be read yet is left out."""

    def said(name: str) -> str:
        return clean(str(answers.get(name, "")))

    pesel = _pesel(said("pesel"))
    pairs = ((said("surname"), said("given")), (said("original_surname"), said("original_given")))
    return Probe(
        names=tuple(pair for pair in pairs if any(pair)),
        birth=_birth(said("birth_date")) or (pesel.birth_date.isoformat() if pesel else ""),
        sex=said("sex") or (pesel.sex if pesel else ""),
        pesel=pesel.number if pesel else "",
        documents=tuple(filter(None, (said("document_number"), said("national_number")))),
        phones=tuple(filter(None, (said("phone"),))),
    )


def _pesel(typed: str) -> checks.PeselFacts | None:
    try:
        return checks.pesel(typed, today=clock.today()) if typed else None
    except CicError:
        return None


def _birth(typed: str) -> str:
    try:
        return str(partial_date.parse(typed)) if typed else ""
    except CicError:
        return ""


_SOME = """
SELECT p.id, p.surname, p.given, p.birth_date, p.sex, p.pesel, p.national_number,
  (SELECT group_concat(n.surname || char(9) || n.given, char(10)) FROM person_name n
   WHERE n.person_id = p.id AND n.deleted_at IS NULL),
  (SELECT group_concat(d.series || d.number, char(10)) FROM identity_document d
   WHERE d.person_id = p.id AND d.deleted_at IS NULL),
  (SELECT group_concat(k.digits, char(10)) FROM contact k
   WHERE k.person_id = p.id AND k.kind = 'phone' AND k.deleted_at IS NULL)
FROM person p WHERE p.deleted_at IS NULL AND p.id IN (SELECT value FROM json_each(?))
"""
_EVERYBODY = _SOME.removesuffix(" AND p.id IN (SELECT value FROM json_each(?))\n") + " ORDER BY p.id"


def _candidates(read: Read, ids: Sequence[str]) -> Iterable[Candidate]:
    return _people(read, _SOME, (json.dumps(ids),))


def _people(read: Read, sql: str, params: Sequence[str]) -> Iterable[Candidate]:
    for row in read.raw.execute(sql, params):
        person_id, surname, given, birth, sex, pesel, national, others, documents, phones = row
        yield Candidate(
            person_id=person_id,
            names=((surname, given), *_names(others)),
            birth=birth or "",
            sex=sex,
            pesel=pesel,
            documents=tuple(filter(None, (*_lines(documents), national))),
            phones=_lines(phones),
        )


def _names(joined: str | None) -> tuple[Name, ...]:
    pairs = (line.partition("\t") for line in _lines(joined))
    return tuple((surname, given) for surname, _tab, given in pairs)


def _lines(joined: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (joined or "").split("\n")))
