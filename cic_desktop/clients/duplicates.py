"""The duplicate check for answers being typed: whom the register may know already, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cic_desktop.clients import matching
from cic_desktop.clients.matching import Candidate, Match, Name, Probe
from cic_desktop.clients.queries import client_lines
from cic_desktop.clients.rows import ClientLine
from cic_desktop.core import checks, clock, partial_date
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.core.text import clean
from cic_desktop.db.work import Read

__all__ = ["possible_duplicates"]


def possible_duplicates(read: Read, answers: Answers, person_id: str = "") -> list[tuple[ClientLine, Match]]:
    """People who may be the one being typed, the likeliest first; `person_id` is the person's own card."""
    read.require(Right.READ_CLIENTS)
    probe = probe_of(answers)
    if not probe.names and not probe.pesel and not probe.documents:
        return []
    found = matching.candidates(read.raw, probe, lambda ids: _candidates(read, ids))
    matches = {match.person_id: match for match in found if match.person_id != person_id}
    return [(line, matches[line.id]) for line in client_lines(read, list(matches))]


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


_PEOPLE = """
SELECT p.id, p.surname, p.given, p.birth_date, p.sex, p.pesel, p.national_number,
  (SELECT group_concat(n.surname || char(9) || n.given, char(10)) FROM person_name n
   WHERE n.person_id = p.id AND n.deleted_at IS NULL),
  (SELECT group_concat(d.series || d.number, char(10)) FROM identity_document d
   WHERE d.person_id = p.id AND d.deleted_at IS NULL),
  (SELECT group_concat(k.digits, char(10)) FROM contact k
   WHERE k.person_id = p.id AND k.kind = 'phone' AND k.deleted_at IS NULL)
FROM person p WHERE p.deleted_at IS NULL AND p.id IN ({marks})
"""


def _candidates(read: Read, ids: Sequence[str]) -> Iterable[Candidate]:
    for row in read.sql(_PEOPLE.format(marks=",".join("?" * len(ids))), ids):
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
