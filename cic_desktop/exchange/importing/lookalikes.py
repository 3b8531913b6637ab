"""Which new rows look like somebody: of the register, or of an earlier row. By the duplicate check of the clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from cic_desktop import clients
from cic_desktop.clients import blocking, duplicates, matching
from cic_desktop.clients.matching import Candidate, Match
from cic_desktop.core import partial_date
from cic_desktop.db.work import Read
from cic_desktop.exchange.importing.rows import Line, Lookalike
from cic_desktop.i18n import Joined, Plain, Text, _

Tick = Callable[[float], None]
_FEW, _LARGE = 40, 20_000  # so few rows of so large a register are asked for one by one: it is quicker
_MOST = 3  # shown of each row


def lookalikes(read: Read, lines: Sequence[Line], tick: Tick) -> dict[int, tuple[Lookalike, ...]]:
    """By row: who it may be, the likeliest first."""
    rows = {f"row {line.row}": line for line in lines}
    found: dict[int, list[tuple[Match, str]]] = defaultdict(list)
    for match, *both in _pairs(read, rows, tick):
        later, other = sorted(both, key=lambda one: rows[one].row if one in rows else 0, reverse=True)
        found[rows[later].row].append((match, other))
    return {row: _told(read, sorted(alike, key=lambda item: -item[0].score)[:_MOST], rows)
            for row, alike in found.items()}  # fmt: skip


def namesakes(read: Read, line: Line) -> tuple[Lookalike, ...]:
    """Who a row may be by its name alone, in whatever spelling: too little for a list, enough to ask of a few rows."""
    found = clients.possible_duplicates(read, dict(line.found.answers))
    return _told(read, [(match, person.id) for person, match in found[:_MOST]], {})


def twins(read: Read, person_id: str, among: Collection[str]) -> tuple[Lookalike, ...]:
    """Who of a course may be somebody the register knows, under another record.

    Two records once found to be two people are not suggested.
    """
    alike = [(match, line.id) for line, match in clients.alike_among(read, person_id, among)[:_MOST]]
    return tuple(
        replace(one, about=_("perhaps already in the course: {about}", about=one.about))
        for one in _told(read, alike, {})
    )


def _pairs(read: Read, rows: dict[str, Line], tick: Tick) -> list[tuple[Match, str, str]]:
    new = [_candidate(name, line) for name, line in rows.items()]
    if len(new) > _FEW or clients.client_count(read) < _LARGE:
        return duplicates.newcomers(read, new, tick)
    found = blocking.pairs(new, matching.LISTED, tick)
    for name, line in rows.items():
        suggested = clients.possible_duplicates(read, dict(line.found.answers))
        found += [(match, name, match.person_id) for _line, match in suggested if match.score >= matching.LISTED]
    return found


def _candidate(name: str, line: Line) -> Candidate:
    """A row as the duplicate check compares it."""
    probe = duplicates.probe_of(line.found.answers)
    return Candidate(
        person_id=name, names=probe.names, birth=probe.birth, sex=probe.sex, pesel=probe.pesel,
        documents=probe.documents, phones=probe.phones,
    )  # fmt: skip


def _told(read: Read, alike: Sequence[tuple[Match, str]], rows: dict[str, Line]) -> tuple[Lookalike, ...]:
    lines = {
        line.id: line for line in clients.client_lines(read, [other for _match, other in alike if other not in rows])
    }
    told = []
    for match, other in alike:
        if row := rows.get(other):
            about: Text = _("row {n} of this file", n=Plain(str(row.row)))
            told.append(Lookalike("", row.title, about, match.reasons, match.score, row.row))
        elif line := lines.get(other):
            born = partial_date.PartialDate.from_iso(line.birth_date).text() if line.birth_date else Plain("")
            about = Joined((Plain(line.case_number), born))
            told.append(Lookalike(other, line.name, about, match.reasons, match.score))
    return tuple(told)
