"""The call list: whose stay has a deadline, grouped by language, with telephones and a box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cic_desktop import clients
from cic_desktop.db.work import Read
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, _, ngettext
from cic_desktop.reports.listing import Column, Group, Listing, listing_pdf
from cic_desktop.reports.written import report_head
from cic_desktop.stay.sources import HINTS

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine
    from cic_desktop.stay.law import Law
    from cic_desktop.stay.rows import Due

__all__ = ["call_list_pdf", "call_listing"]

_PAGE = 500  # people read at once
_COLUMNS = (
    Column(Plain("☐"), 4), Column(_("Deadline"), 12), Column(_("Client"), 27), Column(_("Telephone"), 17),
    Column(_("What is due"), 40),
)  # fmt: skip


def call_list_pdf(read: Read, lines: Sequence[Due], law: Law, which: Text, lang: str = "pl") -> bytes:
    """The lines as an A4 list to call from. Equal input gives equal bytes."""
    return listing_pdf(call_listing(read, lines, law, which, lang), report_head(read), lang)


def call_listing(read: Read, lines: Sequence[Due], law: Law, which: Text, lang: str = "pl") -> Listing:
    """The list: a group for each language, the most lines first; `which` says what it is of."""
    people = _people(read, {line.person_id for line in lines})
    groups: dict[str, list[Due]] = {}
    for line in lines:
        groups.setdefault(line.language, []).append(line)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), LanguageName(pair[0]).render(lang)))
    return Listing(
        title=_("Stay deadlines: call list"),
        columns=_COLUMNS,
        groups=[_group(code, found, people, law) for code, found in ordered],
        facts=(Joined((which, ngettext("{n} deadline", "{n} deadlines", len(lines)))),),
        notes=(_("Rules as of {day}. {source}", day=Day(law.as_of), source=Plain(law.source)),),
    )


def _group(code: str, lines: Sequence[Due], people: dict[str, ClientLine], law: Law) -> Group:
    name = LanguageName(code) if code else _("Language not known")
    title = Joined((name, ngettext("{n} deadline", "{n} deadlines", len(lines))))
    first: dict[str, int] = {}
    for place, line in enumerate(lines):
        first.setdefault(line.person_id, place)
    calls = sorted(lines, key=lambda line: first[line.person_id])  # one call for all a person has to hear
    return Group(title, [_line(line, people[line.person_id], law) for line in calls if line.person_id in people])


def _line(line: Due, person: ClientLine, law: Law) -> tuple[Text, ...]:
    hints = tuple(HINTS[code] for code in line.hint.split())
    who = Joined((Plain(person.name), Plain(person.case_number)), ", ")
    what = Joined((law.rule(line.rule).title, Joined(hints, " ")), ". ")  # hints are whole sentences
    return (Plain("☐"), Day(line.due_on, "short"), who, Plain(person.phone), what)


def _people(read: Read, ids: set[str]) -> dict[str, ClientLine]:
    ordered = sorted(ids)
    parts = (ordered[at : at + _PAGE] for at in range(0, len(ordered), _PAGE))
    return {person.id: person for part in parts for person in clients.client_lines(read, part)}
