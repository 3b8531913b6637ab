"""Reading the directory: whole lists with their filters, one partner, whom one may choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, get_args

from cic_desktop.core import clock
from cic_desktop.core.codes import code_list
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.i18n.collation import sort_key
from cic_desktop.partners.rows import ContactLine, PartnerLine, Wanted, Which

__all__ = ["Directory", "directory", "partner", "partner_options", "partners"]


@dataclass(frozen=True)
class Directory:
    """A list of partners in Polish order, how many each of the four lists holds with the same filters, and the
    languages spoken at any of them.
    """

    lines: tuple[PartnerLine, ...]
    counts: dict[Which, int]
    languages: frozenset[str]


def directory(read: Read, wanted: Wanted) -> Directory:
    """The partners a filter lets through."""
    read.require(Right.READ_CLIENTS)
    today = clock.today()
    lists: dict[Which, tuple[PartnerLine, ...]] = {}
    every = _lines(read)
    for which in get_args(Which):
        asked = replace(wanted, which=which)
        lists[which] = tuple(line for line in every if line.fits(asked, today))
    spoken = frozenset(code for line in every if line.active for code in line.languages)
    return Directory(lists[wanted.which], {which: len(lines) for which, lines in lists.items()}, spoken)


def partners(read: Read, ids: Sequence[str]) -> list[PartnerLine]:
    """Partners by their ids, in that order; one taken out of the directory is left out."""
    read.require(Right.READ_CLIENTS)
    found = {line.id: line for line in _lines(read)}
    return [found[each] for each in ids if each in found]


def partner(read: Read, partner_id: str) -> PartnerLine | None:
    """One partner of the directory."""
    return next(iter(partners(read, (partner_id,))), None)


def partner_options(read: Read) -> tuple[Option, ...]:
    """Whom the centre works with, to choose from; an agreement that has ended is told."""
    read.require(Right.READ_CLIENTS)
    today = clock.today()
    return tuple(Option(line.id, line.title(today)) for line in _lines(read) if line.active)


_PARTNER = """
SELECT p.id, p.revision + {texts} + {topics} + {languages}, p.name, p.kind, p.regon, p.nip, p.krs, p.street,
  p.postcode, p.town, p.phone, p.email, p.web, p.hours, p.help, p.agreement_number, p.agreement_from, p.agreement_to,
  coalesce(p.account_id, ''), coalesce(a.name, ''), p.checked_on, p.review_on, p.active
FROM partner p LEFT JOIN account a ON a.id = p.account_id WHERE p.deleted_at IS NULL
""".format(
    # Every change of what hangs on a partner makes its sum of revisions grow, those taken off too.
    **{
        name: f"coalesce((SELECT sum(c.revision) FROM partner_{table} c WHERE c.partner_id = p.id), 0)"
        for name, table in (("texts", "text"), ("topics", "topic"), ("languages", "language"))
    }
)
_COLUMNS = [field.name for field in fields(PartnerLine)]  # first those of the statement, in its order
_DAYS = ("agreement_from", "agreement_to", "checked_on", "review_on")


def _lines(read: Read) -> list[PartnerLine]:
    """The whole directory in Polish order: some hundreds of lines at most."""
    topics = _hanging(read, "topic", "topic")
    languages = _hanging(read, "language", "language")
    texts = _hanging(read, "text", "language, words")
    contacts = _hanging(read, "contact", "id, revision, name, role, phone, email")
    order = {code: place for place, code in enumerate(code_list("topic").codes)}
    lines = []
    for row in read.sql(_PARTNER):
        found: dict[str, Any] = dict(zip(_COLUMNS, row, strict=False))
        found |= {name: date.fromisoformat(found[name]) for name in _DAYS if found[name]}
        found |= {
            "active": bool(found["active"]),
            "topics": tuple(sorted((topic for (topic,) in topics[row[0]]), key=lambda code: order.get(code, 99))),
            "languages": tuple(code for (code,) in languages[row[0]]),
            "texts": dict(texts[row[0]]),
            "contacts": tuple(ContactLine(*one) for one in contacts[row[0]]),
        }
        lines.append(PartnerLine(**found))
    return sorted(lines, key=lambda line: (sort_key(line.name), sort_key(line.town), line.id))


def _hanging(read: Read, table: str, columns: str) -> defaultdict[str, list[Any]]:
    """The living rows of a table that hangs on partners, by partner."""
    found = defaultdict(list)
    for partner_id, *row in read.sql(
        f"SELECT partner_id, {columns} FROM partner_{table} WHERE deleted_at IS NULL ORDER BY partner_id, id"
    ):
        found[partner_id].append(row)
    return found
