"""What the page of deadlines shows: the radar cut by list and filters, a page of it with names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cic_desktop import clients, security, stay
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Country, Joined, LanguageName, Number, Plain, Text, _

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine
    from cic_desktop.db.work import Read
    from cic_desktop.stay.radar import Bucket, Radar
    from cic_desktop.stay.rows import Due

PAGE = 100


@dataclass(frozen=True)
class Wanted:
    """Which lines: the list, and filters that are "" when not set."""

    bucket: Bucket = "30"
    rule: str = ""
    language: str = ""
    citizenship: str = ""
    advisor: str = ""
    by_language: bool = False


@dataclass(frozen=True)
class Line:
    """A line with the person it is about."""

    due: Due
    person: ClientLine


@dataclass(frozen=True)
class Board:
    """One reading of the page."""

    radar: Radar
    counts: dict[Bucket, int]  # of every list under the same filters
    shown: list[Due]
    first: list[Line]  # the first page
    choices: dict[str, tuple[Option, ...]]  # what each filter can be set to


def read_board(read: Read, wanted: Wanted) -> Board:
    """The radar under these filters, with its first page."""
    radar = stay.deadlines(read)
    helped = stay.helpers(read, (line.person_id for line in radar.lines)) if wanted.advisor else {}
    fitting = [line for line in radar.lines if _fits(line, wanted, helped)]
    kept = stay.Radar(radar.today, radar.law, tuple(fitting))
    shown = kept.within(wanted.bucket)
    if wanted.by_language:
        shown = _by_language(shown)
    return Board(radar, kept.counts(), shown, read_page(read, shown[:PAGE]), _choices(read, radar))


def read_page(read: Read, dues: Sequence[Due]) -> list[Line]:
    """Lines with names and telephones."""
    people = {person.id: person for person in clients.client_lines(read, list({due.person_id for due in dues}))}
    return [Line(due, people[due.person_id]) for due in dues if due.person_id in people]


def _fits(line: Due, wanted: Wanted, helped: dict[str, str]) -> bool:
    return (
        wanted.rule in ("", line.rule)
        and wanted.language in ("", line.language)
        and wanted.citizenship in ("", line.citizenship)
        and wanted.advisor in ("", helped.get(line.person_id, ""))
    )


def _by_language(lines: Sequence[Due]) -> list[Due]:
    """The most spoken language first, by day within it: one colleague makes all calls of a language."""
    rank = {code: place for place, (code, _n) in enumerate(Counter(line.language for line in lines).most_common())}
    return sorted(lines, key=lambda line: rank[line.language])


def _choices(read: Read, radar: Radar) -> dict[str, tuple[Option, ...]]:
    advisors = tuple(Option(line.id, Plain(line.name)) for line in security.colleagues(read) if line.active)
    rules = {rule.code: rule.title for rule in radar.law.rules}
    return {
        "rule": _counted(_("All rules"), (line.rule for line in radar.lines), rules.__getitem__),
        "language": _counted(_("All languages"), (line.language for line in radar.lines), LanguageName),
        "citizenship": _counted(_("All citizenships"), (line.citizenship for line in radar.lines), Country),
        "advisor": (Option("", _("All advisors")), *advisors),
    }


def _counted(every: Text, codes: Iterable[str], words: object) -> tuple[Option, ...]:
    """What occurs, the most frequent first, with its number."""
    found = Counter(code for code in codes if code).most_common()
    named = (Option(code, Joined((words(code), Number(n)), "  ")) for code, n in found)  # type: ignore[operator]
    return (Option("", every), *named)
