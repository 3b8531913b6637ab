"""What the page of deadlines shows: how many lines there are, and a page of them with names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cic_desktop import clients, security, stay
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Country, Joined, LanguageName, Number, Plain, Text, _

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine
    from cic_desktop.db.work import Read
    from cic_desktop.stay.radar import Cut, Outlook
    from cic_desktop.stay.rows import Due

PAGE = 100


@dataclass(frozen=True)
class Line:
    """A line with the person it is about."""

    due: Due
    person: ClientLine


@dataclass(frozen=True)
class Board:
    """One reading of the page."""

    wanted: Cut
    outlook: Outlook
    first: list[Line]  # the first page
    choices: dict[str, tuple[Option, ...]]  # what each filter can be set to

    @property
    def total(self) -> int:
        """Lines of the list under its filters."""
        return self.outlook.counts[self.wanted.bucket]


def read_board(read: Read, wanted: Cut) -> Board:
    """The radar under these filters, with its first page."""
    outlook = stay.outlook(read, wanted)
    return Board(wanted, outlook, read_page(read, wanted, outlook), _choices(read, outlook))


def read_page(read: Read, wanted: Cut, outlook: Outlook, offset: int = 0) -> list[Line]:
    """Lines with names and telephones."""
    dues = stay.lines_of(read, wanted, outlook, offset, PAGE)
    people = {person.id: person for person in clients.client_lines(read, list({due.person_id for due in dues}))}
    return [Line(due, people[due.person_id]) for due in dues if due.person_id in people]


def _choices(read: Read, outlook: Outlook) -> dict[str, tuple[Option, ...]]:
    advisors = tuple(Option(line.id, Plain(line.name)) for line in security.colleagues(read) if line.active)
    rules = {rule.code: rule.title for rule in outlook.law.rules}
    return {
        "rule": _counted(_("All rules"), outlook.rules, rules.__getitem__),
        "language": _counted(_("All languages"), outlook.languages, LanguageName),
        "citizenship": _counted(_("All citizenships"), outlook.citizenships, Country),
        "advisor": (Option("", _("All advisors")), *advisors),
    }


def _counted(every: Text, found: Counter[str], words: Callable[[str], Text]) -> tuple[Option, ...]:
    """What occurs, the most frequent first, with its number."""
    named = (Option(code, Joined((words(code), Number(n)), "  ")) for code, n in found.most_common() if code)
    return (Option("", every), *named)
