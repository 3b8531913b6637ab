"""Everything that happened with a person, in one row of entries: what the card's timeline shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from cic_desktop import assistance, diary
from cic_desktop.assistance.kinds import kind
from cic_desktop.assistance.rows import ServiceLine
from cic_desktop.core import clock
from cic_desktop.core.codes import label
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.diary import AgendaLine
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext, pgettext

__all__ = ["Group", "TimelineEntry", "timeline"]

Group = Literal["help", "appointment", "form", "record"]
Chip = tuple[Text, str]
NOTHING = Plain("")


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened; `page` and `args` say what opens when it is chosen (nothing when empty)."""

    day: date
    group: Group
    icon: str
    tone: str
    title: Text
    meta: Text
    body: Text = NOTHING
    chips: tuple[Chip, ...] = ()
    page: str = ""
    args: dict[str, Any] = field(default_factory=dict)


def timeline(read: Read, person_id: str, limit: int = 2000) -> list[TimelineEntry]:
    """Help given, appointments, forms, registration and declarations: the `limit` newest, newest first."""
    read.require(Right.READ_CLIENTS)
    entries = [
        *map(_service, assistance.services_of(read, person_id, limit)),
        *map(_appointment, diary.appointments_of(read, person_id)),
        *_forms(read, person_id),
        *_record(read, person_id),
    ]
    return sorted(entries, key=lambda entry: entry.day, reverse=True)[:limit]


def _service(line: ServiceLine) -> TimelineEntry:
    chosen = kind(line.kind)
    chips = [] if line.countable else [(_("not countable"), "")]
    if line.signature == "list":
        chips.append((_("to be signed"), "warn"))
    meta = (Day(line.day), Plain(line.advisor), ngettext("{n} minute", "{n} minutes", line.minutes))
    return TimelineEntry(
        day=line.day,
        group="help",
        icon=chosen.icon,
        tone=chosen.tone,
        title=Joined((chosen.title, label("topic", line.topic)), ": "),
        meta=Joined((*meta, _others(line.persons))),
        body=_("Kept confidential.") if line.hidden else _said(line),
        chips=tuple(chips),
        page="help",
        args={"where": "t.id = ?", "params": (line.sitting_id,), "title": Day(line.day)},
    )


def _said(line: ServiceLine) -> Text:
    return Joined((kind(line.kind).summary(line.details), Plain(line.description)))


def _others(persons: int) -> Text:
    if persons < 2:
        return NOTHING
    return ngettext("with {n} other person", "with {n} other persons", persons - 1)


_STATES: dict[str, Chip] = {
    "planned": (pgettext("appointment", "planned"), "info"),
    "held": (pgettext("appointment", "took place"), "ok"),
    "no_show": (pgettext("appointment", "did not come"), "bad"),
    "called_off": (pgettext("appointment", "called off"), ""),
}


def _appointment(line: AgendaLine) -> TimelineEntry:
    return TimelineEntry(
        day=line.day,
        group="appointment",
        icon="calendar",
        tone="info",
        title=Joined((_("Appointment"), kind(line.kind).title), ": "),
        meta=Joined((Day(line.day), Plain(line.starts_at), Plain(line.advisor))),
        body=Plain(line.about),
        chips=(_STATES.get(line.state, (Plain(line.state), "")),),
        page="sitting" if line.state == "planned" else "",
        args={"person_ids": (line.person_id,), "appointment_id": line.id},
    )


_FORM_STATES: dict[str, Chip] = {
    "filled": (pgettext("form", "filled in"), "info"),
    "printed": (pgettext("form", "printed"), "ok"),
    "submitted": (pgettext("form", "submitted"), "ok"),
}


def _forms(read: Read, person_id: str) -> Iterator[TimelineEntry]:
    sql = (
        "SELECT f.id, f.form_id, f.edition, f.state, f.updated_at, a.name FROM filled_form f "
        "LEFT JOIN account a ON a.id = f.updated_by WHERE f.person_id = ? AND f.deleted_at IS NULL"
    )
    for row_id, form_id, edition, state, at, who in read.sql(sql, (person_id,)):
        when = clock.local(datetime.fromisoformat(at)).date()
        yield TimelineEntry(
            day=when,
            group="form",
            icon="form",
            tone="ok",
            title=Joined((_("Form"), Plain(form_id)), " "),
            meta=Joined((Day(when), Plain(who or ""), _("edition {edition}", edition=edition))),
            chips=(_FORM_STATES.get(state, (Plain(state), "")),),
            page="form",
            args={"form_id": form_id, "person_id": person_id, "filled_id": row_id},
        )


_PAPERS: tuple[tuple[str, str, str, Text], ...] = (
    ("enrolled_on", "file-text", "info", _("Enrolment form signed")),
    ("declared_on", "signature", "ok", _("Declaration signed: help counts from this day")),
    ("exited_on", "log-out", "", _("Left the project")),
)


def _record(read: Read, person_id: str) -> Iterator[TimelineEntry]:
    """Registration, RODO information and the papers of each project."""
    sql = (
        "SELECT p.registered_on, coalesce(a.name, ''), (SELECT min(given_on) FROM consent c "
        "WHERE c.person_id = p.id AND c.kind = 'rodo_information' AND c.deleted_at IS NULL) "
        "FROM person p LEFT JOIN account a ON a.id = p.created_by WHERE p.id = ?"
    )
    for registered, by, informed in read.sql(sql, (person_id,)):
        yield _note(date.fromisoformat(registered), "user-plus", "primary", _("Registered"), Plain(by))
        if informed:
            words = _("Information on personal data (RODO) handed over")
            yield _note(date.fromisoformat(informed), "shield", "", words)
    sql = (
        "SELECT p.enrolled_on, p.declared_on, p.exited_on, j.number, p.exit_reason FROM participation p "
        "JOIN project j ON j.id = p.project_id WHERE p.person_id = ? AND p.deleted_at IS NULL"
    )
    for *days, project, reason in read.sql(sql, (person_id,)):
        for (name, icon, tone, title), day in zip(_PAPERS, days, strict=True):
            if day:
                why = label("exit_reason", reason) if name == "exited_on" else NOTHING
                yield _note(date.fromisoformat(day), icon, tone, title, Plain(project), why)


def _note(day: date, icon: str, tone: str, title: Text, *more: Text) -> TimelineEntry:
    return TimelineEntry(day, "record", icon, tone, title, Joined((Day(day), *more)))
