"""The list behind a number: which services, persons or forms it counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.db.base import stamp
from cic_desktop.db.work import Read
from cic_desktop.reports.indicators.base import Indicator, Of, Period
from cic_desktop.reports.indicators.cuts import Cut
from cic_desktop.reports.indicators.numbers import HEADS

__all__ = ["Behind", "HeldEvent", "PrintedForm", "behind", "held_events", "listed_persons", "printed_forms"]

FROM_HELP = """
FROM service s JOIN sitting t ON t.id = s.sitting_id
LEFT JOIN service_person p ON p.service_id = s.id AND p.deleted_at IS NULL {join}
WHERE s.deleted_at IS NULL AND s.day BETWEEN ? AND ? AND (? = '' OR t.account_id = ?)
"""
# Of a lesson: the kind of its course.
COURSE_KIND = "iif(s.kind = 'course', coalesce(json_extract(s.details, '$.course_kind'), ''), '')"
_BY_NAME = "ORDER BY sort_key, id"
# One row per participant of the service `s` at hand, or one of NULLs.
_PARTICIPANTS = """
FROM (SELECT 1) LEFT JOIN service_person p ON p.service_id = s.id AND p.deleted_at IS NULL"""


@dataclass(frozen=True)
class Behind:
    """The rows a number stands for.

    `of` "services": `sql` is a condition on `s` (service) and `t` (sitting), as `assistance.services_where`
    takes it, beside the period's days; otherwise a statement that gives ids.
    """

    of: Of
    period: Period
    sql: str
    params: tuple[str, ...] = ()
    category: str = ""  # `:category` of a statement that gives ids


@dataclass(frozen=True)
class PrintedForm:
    """An official form somebody got printed."""

    id: str
    form_id: str
    printed_at: datetime
    person_id: str
    person: str


@dataclass(frozen=True)
class HeldEvent:
    """A training, conference or event that took place, and how many were there."""

    id: str
    kind: str
    name: str
    day: date
    people: int


def behind(indicator: Indicator, period: Period, cut: Cut | None = None, category: str = "") -> Behind:
    """What a number counts, or one category of it."""
    if indicator.listed:
        where = " WHERE category = :category" if cut else ""
        return Behind(indicator.of, period, f"SELECT id FROM ({indicator.listed}){where}", (), category)
    if indicator.of == "persons":
        return _persons(indicator, period, cut, category)
    return _services(indicator, period, cut, category)


def listed_persons(read: Read, found: Behind) -> list[str]:
    """The ids of the persons behind a number, in the order of the client list."""
    read.require(Right.READ_CLIENTS)
    params = found.params or listing_params(found)
    return [row[0] for row in read.sql(f"SELECT id FROM person WHERE id IN ({found.sql}) {_BY_NAME}", params)]


def printed_forms(read: Read, found: Behind) -> list[PrintedForm]:
    """The forms behind a number, the newest first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT f.id, f.form_id, f.printed_at, f.person_id, trim(p.surname || ' ' || p.given) "
        f"FROM filled_form f JOIN person p ON p.id = f.person_id WHERE f.id IN ({found.sql}) "
        "ORDER BY f.printed_at DESC, f.id",
        listing_params(found),
    )
    return [PrintedForm(row[0], row[1], datetime.fromisoformat(row[2]), *row[3:]) for row in rows]


def held_events(read: Read, found: Behind) -> list[HeldEvent]:
    """The events behind a number, the newest first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        f"SELECT e.id, e.kind, e.name, e.starts_on, {HEADS} FROM event e WHERE e.id IN ({found.sql}) "
        "ORDER BY e.starts_on DESC, e.id",
        listing_params(found),
    )
    return [
        HeldEvent(event_id, kind, name, date.fromisoformat(day), people) for event_id, kind, name, day, people in rows
    ]


def listing_params(found: Behind) -> dict[str, str]:
    """The parameters of a list's own statement."""
    return named_days(found.period) | {"category": found.category}


def named_days(period: Period) -> dict[str, str]:
    """The parameters of an indicator's own statement; moments are the local days' in UTC."""
    since, until = (_midnight(day) for day in (period.first, period.last + timedelta(days=1)))
    first, last = period.days
    return {"first": first, "last": last, "since": since, "until": until, "account": period.account_id}


def help_days(period: Period) -> tuple[str, ...]:
    """The parameters of `FROM_HELP`."""
    return (*period.days, period.account_id, period.account_id)


def _midnight(day: date) -> str:
    return stamp(datetime.combine(day, time(), clock.WARSAW))


def _services(indicator: Indicator, period: Period, cut: Cut | None, category: str) -> Behind:
    conditions: list[str] = [indicator.only] if indicator.only else []
    params: list[str] = []
    if period.account_id:
        conditions.append("t.account_id = ?")
        params.append(period.account_id)
    if cut:
        conditions.append(_category(cut))
        params.append(category)
    return Behind("services", period, " AND ".join(conditions) or "1", tuple(params))


def _category(cut: Cut) -> str:
    """The services of one category."""
    if cut.parts:
        return f"EXISTS (SELECT 1 FROM {cut.parts} WHERE {cut.sql} = ?)"
    if cut.of_service:
        return f"{cut.sql} = ?"
    if cut.several == "least":
        return f"(SELECT min({cut.sql}) {_PARTICIPANTS}) = ?"
    return f"EXISTS (SELECT 1 {_PARTICIPANTS} WHERE {cut.sql} = ?)"


def _persons(indicator: Indicator, period: Period, cut: Cut | None, category: str) -> Behind:
    of_help = FROM_HELP.format(join=cut.join if cut else "")
    named = f"{of_help} AND p.person_id IS NOT NULL" + (f" AND {indicator.only}" if indicator.only else "")
    days = help_days(period)
    listed = f"SELECT DISTINCT p.person_id {named}"
    if cut is None:
        return Behind("persons", period, listed, days)
    if cut.several == "each":
        return Behind("persons", period, f"{listed} AND {cut.sql} = ?", (*days, category))
    # SQLite gives the other columns of the row that holds the minimum.
    first = "min(s.day || s.id || p.id)" if cut.several == "first" else f"min({cut.sql})"
    chosen = f"SELECT p.person_id AS person_id, {cut.sql} AS category, {first} {named} GROUP BY 1"
    listed = f"SELECT person_id FROM ({chosen}) WHERE category = ?"
    return Behind("persons", period, listed, (*days, category))
