"""Reading people: the list, the find box, a card, the snapshot a service keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

from cic_desktop.clients import parts, search, tables
from cic_desktop.clients.relations import HEAD, relation_words
from cic_desktop.clients.rows import ClientCard, ClientLine, Part, PersonFacts
from cic_desktop.core import clock, partial_date
from cic_desktop.core.errors import Missing
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.i18n import Text

__all__ = [
    "Which", "card", "client_count", "client_ids", "client_lines", "display_name", "facts_at",
    "find_clients", "first_clients", "found_clients", "intake_answers", "living_id", "record_revision", "warm_up",
]  # fmt: skip

Which = Literal["all", "incomplete", "ending"]
STAY_ENDED, STAY_ENDS = 30, 90  # days back and ahead that count as "stay ends soon"
_FOUND_AT_MOST = 200  # looked through when a search is also filtered

# Today's basis of stay: one that holds before those that ended, the one that began last before the others.
_TODAYS = (
    "SELECT id FROM stay x WHERE x.person_id = p.id AND x.deleted_at IS NULL "
    "ORDER BY coalesce(x.valid_to, '9999') < {0}, coalesce(x.valid_from, '') DESC, x.id DESC LIMIT 1"
)
_CITIZENSHIP = """
  coalesce((SELECT country FROM citizenship c WHERE c.person_id = p.id AND c.deleted_at IS NULL
            ORDER BY c.valid_to IS NOT NULL, c.id LIMIT 1), '')"""
_LANGUAGE = """
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), '')"""
_LINE = f"""
SELECT p.id, p.case_number, p.surname, p.given,
  coalesce((SELECT trim(surname || ' ' || given) FROM person_name n
            WHERE n.person_id = p.id AND n.kind = 'original' AND n.deleted_at IS NULL ORDER BY n.id LIMIT 1), ''),
  p.birth_date, {_CITIZENSHIP}, {_LANGUAGE},
  coalesce((SELECT value FROM contact k WHERE k.person_id = p.id AND k.kind = 'phone' AND k.deleted_at IS NULL
            ORDER BY k.valid_to IS NOT NULL, k.preferred DESC, k.id DESC LIMIT 1), ''),
  s.title, s.valid_to, p.complete
FROM person p LEFT JOIN stay s ON s.id = ({_TODAYS.format("?")})
"""

_IDS: dict[Which, str] = {
    "all": "SELECT id FROM person WHERE deleted_at IS NULL ORDER BY sort_key, id",
    "incomplete": "SELECT id FROM person WHERE deleted_at IS NULL AND complete = 0 ORDER BY sort_key, id",
    "ending": f"""
SELECT p.id FROM stay s JOIN person p ON p.id = s.person_id
WHERE s.valid_to BETWEEN :since AND :until AND s.deleted_at IS NULL AND p.deleted_at IS NULL
  AND s.id = ({_TODAYS.format(":today")})
ORDER BY s.valid_to, p.sort_key, p.id""",
}
# The index holds the order; looking up every row only to see that it lives would cost twice the time.
_WHOLE = _IDS | {
    "all": "SELECT id FROM person WHERE id NOT IN (SELECT id FROM person WHERE deleted_at IS NOT NULL) "
    "ORDER BY sort_key, id"
}


def client_count(read: Read) -> int:
    """How many people the register holds."""
    read.require(Right.READ_CLIENTS)
    return int(read.sql("SELECT count(*) FROM person WHERE deleted_at IS NULL")[0][0])


def client_ids(read: Read, which: Which = "all") -> list[str]:
    """Every id of the list in Polish collation; stays that end soon by their end.

    Joined by the database in one step: it does not keep the window's thread waiting for Python's lock.
    """
    read.require(Right.READ_CLIENTS)
    joined = read.sql(f"SELECT group_concat(id) FROM ({_WHOLE[which]})", _soon())[0][0]
    return joined.split(",") if joined else []


def first_clients(read: Read, limit: int = 64, which: Which = "all") -> list[ClientLine]:
    """The beginning of the list: what is painted before all ids are read."""
    rows = read.sql(f"{_IDS[which]} LIMIT :limit", {**_soon(), "limit": limit})
    return client_lines(read, [row[0] for row in rows])


def client_lines(read: Read, ids: Sequence[str]) -> list[ClientLine]:
    """The lines of a page of the list, in the order of `ids`; the gone are left out."""
    read.require(Right.READ_CLIENTS)
    marks, today = ",".join("?" * len(ids)), clock.today().isoformat()
    sql = f"{_LINE} WHERE p.id IN ({marks}) AND p.deleted_at IS NULL"
    found = {row[0]: _line(row) for row in read.sql(sql, (today, *ids))}
    return [found[person_id] for person_id in ids if person_id in found]


def find_clients(read: Read, text: str, limit: int = 50, which: Which = "all") -> list[ClientLine]:
    """The people the find box shows for what was typed, best first; `which` picks among the best hits."""
    return found_clients(read, text, limit, limit, which)[1]


def found_clients(
    read: Read, text: str, limit: int, seen: int, which: Which = "all"
) -> tuple[list[str], list[ClientLine]]:
    """The same people by their ids, and the lines of the first `seen`, at least: a list paints no more at once.

    Of a large register nearly every line has to be fetched from the disk and deciphered.
    """
    read.require(Right.READ_CLIENTS)
    if which == "all":
        ids = [hit.person_id for hit in search.find(read.raw, text, limit)]
        return ids, client_lines(read, ids[:seen])
    hits = [hit.person_id for hit in search.find(read.raw, text, _FOUND_AT_MOST)]
    lines = [line for line in client_lines(read, hits) if _belongs(line, which)][:limit]
    return [line.id for line in lines], lines


def _belongs(line: ClientLine, which: Which) -> bool:
    if which == "incomplete":
        return not line.complete
    soon = _soon()
    return line.stay_valid_to is not None and soon["since"] <= line.stay_valid_to.isoformat() <= soon["until"]


def _soon() -> dict[str, str]:
    """The days between which a stay ends soon, or ended not long ago."""
    today = clock.today()
    return {
        "today": today.isoformat(),
        "since": (today - timedelta(days=STAY_ENDED)).isoformat(),
        "until": (today + timedelta(days=STAY_ENDS)).isoformat(),
    }


def warm_up(read: Read) -> None:
    """Read what the find box keeps in memory, so that the first slip of a finger costs nothing."""
    search.find(read.raw, "qxwz", 1)


def display_name(read: Read, person_id: str) -> str:
    """Surname and given names of one person; raises Missing."""
    read.require(Right.READ_CLIENTS)
    person = read.get(tables.Person, person_id)
    return f"{person.surname} {person.given}".strip()


def living_id(read: Read, person_id: str) -> str:
    """Whom an id means now: the record it was merged into, else itself."""
    found = read.sql("SELECT kept_id FROM merge WHERE gone_id = ? AND undone_on IS NULL", (person_id,))
    return str(found[0][0]) if found else person_id


def card(read: Read, person_id: str) -> ClientCard:
    """Everything a card shows of a person, or of the record that one was merged into; raises Missing."""
    read.require(Right.READ_CLIENTS)
    person_id = living_id(read, person_id)
    person = read.get(tables.Person, person_id)
    found = _all_parts(read, person_id)
    members, relations, words = _household(read, person_id)
    rodo = read.sql(
        "SELECT min(given_on) FROM consent WHERE person_id = ? AND kind = 'rodo_information' AND deleted_at IS NULL",
        (person_id,),
    )[0][0]
    by = read.sql("SELECT name FROM account WHERE id = ?", (person.created_by,))
    return ClientCard(
        line=client_lines(read, [person_id])[0],
        revision=record_revision(read, person_id),
        answers=intake_answers(read, person_id),
        parts=tuple(found),
        household=members,
        household_relations=relations,
        household_words=words,
        registered_on=person.registered_on,
        registered_by=by[0][0] if by else "",
        rodo_given_on=date.fromisoformat(rodo) if rodo else None,
        updated_at=person.updated_at,
        hidden=0,
    )


def intake_answers(read: Read, person_id: str) -> Answers:
    """The intake's answers as the register knows them: what the wizard and the forms start from."""
    read.require(Right.READ_CLIENTS)
    person = read.get(tables.Person, person_id)
    answers: Answers = {name: _text(getattr(person, name)) for name in parts.PERSON_COLUMNS}
    answers["needs"] = person.needs.split()
    for part in parts.INTAKE_PARTS:
        row = part.first(read, person_id)
        if row is not None:
            answers.update({name: _text(value) for name, value in part.answers(row).items()})
    countries = [row[0] for row in read.sql(_CITIZENSHIPS, (person_id,))]
    for name, country in zip(("citizenship", "second_citizenship"), countries, strict=False):
        answers[name] = country
    informed = read.sql(
        "SELECT 1 FROM consent WHERE person_id = ? AND kind = 'rodo_information' AND deleted_at IS NULL", (person_id,)
    )
    answers["rodo_given"] = "yes" if informed else ""
    return answers


def record_revision(read: Read, person_id: str) -> int:
    """Grows with every change of the person's row or of a part the intake asks about."""
    return int(read.sql(_REVISION, {"person": person_id})[0][0])


_ASKED = sorted({"citizenship", *(str(part.table.__tablename__) for part in parts.INTAKE_PARTS)})
_REVISION = "SELECT (SELECT revision FROM person WHERE id = :person)" + "".join(
    f" + (SELECT coalesce(sum(revision), 0) FROM {table} WHERE person_id = :person)" for table in _ASKED
)


_CITIZENSHIPS = (
    "SELECT country FROM citizenship WHERE person_id = ? AND deleted_at IS NULL AND valid_to IS NULL ORDER BY id"
)


# What held on a day. A row without a first day counts as held for ever, but one written down after the day tells
# less about it than one known then; of several known then the newest is meant, of later ones the oldest, except
# that the first citizenship comes first.
_LATER = "(valid_from IS NULL AND substr(created_at, 1, 10) > :day)"
_HELD = (
    "SELECT {0} FROM {1} WHERE person_id = :person AND deleted_at IS NULL AND coalesce(valid_from, '') <= :day "
    f"AND coalesce(valid_to, '9999') >= :day ORDER BY {_LATER}, CASE WHEN {_LATER} THEN id END, "
    "CASE WHEN '{1}' = 'citizenship' THEN id END, id DESC LIMIT 1"
)


def facts_at(read: Read, person_id: str, day: date) -> PersonFacts:
    """The person as of a day: what a service given then keeps for ever. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    found = read.sql(_FACTS, {"person": person_id, "day": day.isoformat()})
    if not found:
        raise Missing()
    ((title, citizenship, sex, birth, language),) = found
    age = partial_date.PartialDate.from_iso(birth).age_on(day) if birth else None
    return PersonFacts(
        person_id=person_id,
        stay_title=title,
        citizenship=citizenship,
        sex=sex,
        age=age.years if age else None,
        age_approximate=age is not None and age.approximate,
        language=language,
    )


_FACTS = f"""
SELECT coalesce(({_HELD.format("title", "stay")}), 'none'),
  coalesce(({_HELD.format("country", "citizenship")}), {_CITIZENSHIP}), p.sex, p.birth_date, {_LANGUAGE}
FROM person p WHERE p.id = :person AND p.deleted_at IS NULL"""


def _line(row: Sequence[Any]) -> ClientLine:
    (*plain, title, valid_to, complete) = row
    ends = date.fromisoformat(valid_to) if valid_to else None
    return ClientLine(*(*plain, title or "", ends, bool(complete)))


def _all_parts(read: Read, person_id: str) -> Iterable[Part]:
    for kind, mapped in parts.CARD_PARTS.items():
        for row in mapped.living(read, person_id):
            yield Part(row.id, row.revision, kind, {n: _text(v) for n, v in mapped.answers(row).items()})


def _household(read: Read, person_id: str) -> tuple[tuple[ClientLine, ...], dict[str, str], dict[str, Text]]:
    rows = read.sql(
        "SELECT m.person_id, m.relation FROM household_member m WHERE m.left_on IS NULL AND m.deleted_at IS NULL "
        "AND m.household_id IN (SELECT household_id FROM household_member WHERE person_id = ? AND left_on IS NULL "
        "AND deleted_at IS NULL) ORDER BY m.id",
        (person_id,),
    )
    relations = dict(rows)
    own = relations.pop(person_id, "")
    lines = client_lines(read, list(relations))
    head = next((line.name for line in lines if relations[line.id] == HEAD), "")
    return tuple(lines), relations, {key: relation_words(own, other, head) for key, other in relations.items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
