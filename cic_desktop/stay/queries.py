"""Reading one person's stay: status, titles over time, proceedings, letters, events, crossings, deadlines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cic_desktop.clients.tables import Person
from cic_desktop.core import clock
from cic_desktop.core.codes import label
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.stay import visa_free
from cic_desktop.stay.fields import FORMS, RecordForm
from cic_desktop.stay.law import Law, law_in_force
from cic_desktop.stay.pending import open_proceedings
from cic_desktop.stay.radar import dues_of, marks
from cic_desktop.stay.rows import Due, Held, Record, StayFile
from cic_desktop.stay.service import TABLES
from cic_desktop.stay.sources import served_day
from cic_desktop.stay.standing import Basis, standing

__all__ = ["balance_on", "proceeding_options", "stay_file"]

_AHEAD = 400  # days: what comes later is nobody's worry yet
_ORDERED = {"proceeding": "filed_on", "letter": "dated_on", "event": "happened_on", "crossing": "entered_on"}


def stay_file(read: Read, person_id: str) -> StayFile:
    """Everything the card's section shows; raises Missing."""
    read.require(Right.READ_CLIENTS)
    read.get(Person, person_id)
    today, whole = clock.today(), law_in_force(read)
    bases = _bases(read, person_id)
    dues = dues_of(read, person_id, whole, today)
    balance = balance_on(read, person_id, today, whole)
    pending = open_proceedings(read, person_id)
    decided, far = marks(read, person_id), today + timedelta(days=_AHEAD)
    gone = {(mark.rule, mark.due_on) for mark in decided if mark.state != "later" or (mark.later_on or today) > today}
    return StayFile(
        person_id=person_id,
        standing=standing(bases, pending, balance, whole, today),
        titles=tuple(_held(basis, today) for basis in reversed(bases)),
        records=tuple(record for form in FORMS for record in _records(read, form, person_id, dues, whole)),
        deadlines=tuple(line for line in dues if (line.rule, line.due_on) not in gone and line.due_on <= far),
        marks=tuple(decided),
        balance=balance,
    )


def balance_on(read: Read, person_id: str, day: date, whole: Law | None = None) -> visa_free.Balance | None:
    """90 days in any 180 on a day, from the crossings written down; None without any."""
    read.require(Right.READ_CLIENTS)
    visits = read.sql(
        "SELECT entered_on, left_on FROM crossing WHERE person_id = ? AND deleted_at IS NULL", (person_id,)
    )
    if not visits:
        return None
    whole = whole or law_in_force(read)
    rule = whole.rule("visa_free")
    known = [(date.fromisoformat(start), date.fromisoformat(end) if end else None) for start, end in visits]
    return visa_free.balance(known, day, rule.amount, whole.window_days)


def proceeding_options(file: StayFile) -> tuple[Option, ...]:
    """A person's proceedings to choose from: kind, case sign, day filed."""
    return tuple(Option(record.id, _proceeding_words(record)) for record in file.of("proceeding"))


def _proceeding_words(record: Record) -> Text:
    filed = record.answers["filed_on"]
    day = (Day(date.fromisoformat(filed), "short"),) if filed else ()
    return Joined((label("proceeding_kind", record.answers["kind"]), Plain(record.answers["case_sign"]), *day))


def _bases(read: Read, person_id: str) -> list[Basis]:
    rows = read.sql(
        "SELECT title, purpose, valid_from, valid_to FROM stay WHERE person_id = ? AND deleted_at IS NULL "
        "ORDER BY coalesce(valid_from, ''), id",
        (person_id,),
    )
    return [Basis(title, purpose, *(date.fromisoformat(day) if day else None for day in days))
            for title, purpose, *days in rows]  # fmt: skip


def _held(basis: Basis, today: date) -> Held:
    return Held(basis.title, basis.purpose, basis.first, basis.last, basis.holds(today))


def _records(read: Read, form: RecordForm, person_id: str, dues: list[Due], whole: Law) -> list[Record]:
    """The rows of one kind, the newest first, each with the deadlines it starts."""
    names = [item.name for item in form.fields]
    table = TABLES[form.name].__tablename__
    sql = (
        f"SELECT id, revision, {', '.join(names)} FROM {table} WHERE person_id = ? AND deleted_at IS NULL "
        f"ORDER BY coalesce({_ORDERED[form.name]}, '9999') DESC, id DESC"
    )
    made = []
    for row_id, revision, *values in read.sql(sql, (person_id,)):
        answers = {name: _text(value) for name, value in zip(names, values, strict=True)}
        mine = tuple(line for line in dues if line.ref == row_id)
        made.append(Record(row_id, form.name, revision, answers, mine, _why(form.name, answers, whole)))
    return made


def _why(kind: str, answers: dict[str, str], whole: Law) -> Text:
    """From which day a letter's term runs, in words."""
    if kind != "letter":
        return Plain("")
    noticed, served = (
        date.fromisoformat(answers[name]) if answers[name] else None for name in ("noticed_on", "served_on")
    )
    start, fiction = served_day(noticed, served, whole)
    if start is None:
        return _("No term yet: write down when it was served, or when the first notice was left.")
    if fiction and start >= clock.today() and served is None:
        return _("Not collected yet: counts as served on {day} if it stays so (KPA art. 44).", day=Day(start))
    if fiction:
        return _("Counts as served on {day}: the time at the post office ran out (KPA art. 44).", day=Day(start))
    return _("Served on {day}", day=Day(start))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
