"""Everything that happened with a person, in one row of entries: what the card's timeline shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from cic_desktop import assistance, clients, courses, diary, events
from cic_desktop.assistance.kinds import kind
from cic_desktop.assistance.referrals import ReferralLine
from cic_desktop.assistance.rows import ServiceLine
from cic_desktop.core import clock
from cic_desktop.core.codes import label
from cic_desktop.core.rights import Right
from cic_desktop.courses.rows import PersonCourse
from cic_desktop.db.work import Read
from cic_desktop.diary import AgendaLine
from cic_desktop.events.rows import GuestEvent
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext, pgettext

__all__ = ["Group", "TimelineEntry", "timeline"]

Group = Literal["help", "appointment", "course", "form", "record", "plan"]
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
        *map(_service, assistance.services_of(read, person_id, limit, by_hand=True)),
        *map(_appointment, diary.appointments_of(read, person_id)),
        *(entry for course in courses.courses_of(read, person_id) for entry in _course(course)),
        *map(_event, events.events_of(read, person_id)),
        *_forms(read, person_id),
        *_record(read, person_id),
        *_stay(read, person_id),
        *_plans(read, person_id),
        *_registers(read, person_id),
        *map(_referral, assistance.referral_list(read, assistance.ReferralFilter(person_id=person_id))),
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
        **_help_page(line),
    )


def _help_page(line: ServiceLine) -> dict[str, Any]:
    """The talk itself, or where a list has it when correcting it is for its author alone."""
    if line.partly_hidden:
        behind = {"where": "t.id = ?", "params": (line.sitting_id,), "title": Day(line.day)}
        return {"page": "help", "args": {**behind, "chosen": line.id}}
    return {"page": "sitting", "args": {"sitting_id": line.sitting_id, "service_id": line.id}}


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
        **(_told_on(line) if line.state == "planned" else {}),
    )


def _told_on(line: AgendaLine) -> dict[str, Any]:
    """The page of the visit prepared for it, else a talk that begins from it."""
    if line.visit_id:
        return {"page": "visit", "args": {"visit_id": line.visit_id}}
    return {"page": "sitting", "args": {"person_ids": (line.person_id,), "appointment_id": line.id}}


def _course(line: PersonCourse) -> Iterator[TimelineEntry]:
    """A course by what happened in it; its lessons are one number, not an entry each."""
    title = Joined((label("course_kind", line.kind), Plain(line.name)), ": ")
    lessons = _("{present} of {n} lessons", present=line.present, n=line.held) if line.held else NOTHING
    chips: list[Chip] = [(label("enrolment_state", line.state), _ENROLMENT_TONES.get(line.state, ""))]
    steps: list[tuple[date | None, Text, list[Chip]]] = [
        (line.enrolled_on, lessons, chips),
        (line.left_on, Joined((label("left_reason", line.left_reason), lessons)), [(_("Left the course"), "")]),
        (line.exit_on, _levels(line), [(_("a level gained"), "ok")] if line.gained else []),
        (line.certificate_on, Plain(line.certificate_number), [(_("certificate"), "ok")]),
    ]
    for day, words, marked in steps:
        if day:
            yield TimelineEntry(
                day, "course", "graduation-cap", "violet", title, Joined((Day(day), words)), chips=tuple(marked),
                page="course", args={"course_id": line.course_id},
            )  # fmt: skip


def _levels(line: PersonCourse) -> Text:
    tested = _("level test: {level}", level=Plain(line.exit_level))
    return Joined((tested, _("at the start: {level}", level=Plain(line.entry_level)))) if line.entry_level else tested


def _event(line: GuestEvent) -> TimelineEntry:
    was = {"yes": (_("was there"), "ok"), "no": (pgettext("appointment", "did not come"), "")}
    return TimelineEntry(
        day=line.starts_on,
        group="course",
        icon="star",
        tone="info",
        title=Joined((label("event_kind", line.kind), Plain(line.name)), ": "),
        meta=Day(line.starts_on),
        chips=(was.get(line.attended, (label("event_state", line.state), "")),),
        page="event",
        args={"event_id": line.event_id},
    )


_ENROLMENT_TONES = {"waiting": "warn", "enrolled": "info", "finished": "ok"}
_REFERRAL_TONES = {"need": "warn", "booked": "info", "held": "ok", "no_show": "bad"}


def _referral(line: ReferralLine) -> TimelineEntry:
    """A referral on the day of its last step."""
    return TimelineEntry(
        day=line.state_on,
        group="plan",
        icon="share",
        tone="violet",
        title=Joined((_("Referral"), label("specialist", line.specialist)), ": "),
        meta=Joined((Day(line.state_on), Plain(line.advisor))),
        body=Plain(line.ended_reason or line.reason),
        chips=((label("referral_state", line.state), _REFERRAL_TONES.get(line.state, "")),),
        page="client",
        args={"section": "referrals", "person_id": line.person_id},
    )


_FORMS = """
SELECT f.id, f.form_id, f.edition, f.state, coalesce(a.name, ''), coalesce(f.printed_at, f.updated_at),
  f.signed_on, f.submitted_on, coalesce(l.served_on, f.called_on), l.answered_on, f.decided_on,
  trim(f.office || ' ' || f.reference), f.decision
FROM filled_form f LEFT JOIN account a ON a.id = f.updated_by
LEFT JOIN letter l ON l.id = f.letter_id AND l.deleted_at IS NULL
WHERE f.person_id = ? AND f.deleted_at IS NULL
"""
_FORM_STEPS: dict[str, Chip] = {
    "started": (pgettext("form", "begun"), "warn"),
    "filled": (pgettext("form", "filled in"), "info"),
    "printed": (pgettext("form", "printed"), "ok"),
    "signed": (pgettext("form", "signed"), "ok"),
    "submitted": (pgettext("form", "submitted"), "info"),
    "called": (pgettext("form", "called to complete"), "warn"),
    "completed": (pgettext("form", "completed"), "info"),
    "decided": (pgettext("form", "decided"), "ok"),
}


def _forms(read: Read, person_id: str) -> Iterator[TimelineEntry]:
    """Each step of a form's life is an entry of its own; the last step of a day comes first."""
    for row_id, form_id, edition, state, by, at, *days, where, decision in read.sql(_FORMS, (person_id,)):
        made = clock.local(datetime.fromisoformat(at)).date().isoformat()
        first = state if state in ("started", "filled") else "printed"
        told: dict[str, Text] = {
            first: Joined((Plain(by), _("edition {edition}", edition=edition))),
            "submitted": Plain(where),
            "decided": label("form_decision", decision),
        }
        steps = zip((first, "signed", "submitted", "called", "completed", "decided"), (made, *days), strict=True)
        for step, day in reversed([(step, date.fromisoformat(day)) for step, day in steps if day]):
            yield TimelineEntry(
                day=day,
                group="form",
                icon="form",
                tone=_FORM_STEPS[step][1],
                title=_form_title(form_id),
                meta=Joined((Day(day), told.get(step, NOTHING))),
                chips=(_FORM_STEPS[step],),
                **_form_page(person_id, form_id, row_id, state),
            )


def _form_title(form_id: str) -> Text:
    """A form by its symbol; a pack, which is only ever begun, by what it is."""
    return _("Pack of forms") if ":" in form_id else Joined((_("Form"), Plain(form_id.replace("-", "/"))), " ")


def _form_page(person_id: str, form_id: str, row_id: str, state: str) -> dict[str, Any]:
    """An unfinished form is gone on with; of another the path is shown."""
    if state == "started":
        return {"page": "form", "args": {"form_id": form_id, "person_id": person_id, "filled_id": row_id}}
    return {"page": "client", "args": {"person_id": person_id, "section": "forms"}}


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
    yield from _merges(read, person_id)
    sql = (
        "SELECT p.enrolled_on, p.declared_on, p.exited_on, j.number, p.exit_reason FROM participation p "
        "JOIN project j ON j.id = p.project_id WHERE p.person_id = ? AND p.deleted_at IS NULL"
    )
    for *days, project, reason in read.sql(sql, (person_id,)):
        for (name, icon, tone, title), day in zip(_PAPERS, days, strict=True):
            if day:
                why = label("exit_reason", reason) if name == "exited_on" else NOTHING
                yield _note(date.fromisoformat(day), icon, tone, title, Plain(project), why)


def _merges(read: Read, person_id: str) -> Iterator[TimelineEntry]:
    """Other records that were made one with this one."""
    for merged in clients.merges_of(read, person_id):
        day = clock.local(datetime.fromisoformat(merged.at)).date()
        words = Joined((Plain(merged.gone_number), Plain(merged.gone_name)))
        yield _note(day, "users", "violet", _("Made one record of two"), words, Plain(merged.who))


def _note(day: date, icon: str, tone: str, title: Text, *more: Text) -> TimelineEntry:
    return TimelineEntry(day, "record", icon, tone, title, Joined((Day(day), *more)))


def _plans(read: Read, person_id: str) -> Iterator[TimelineEntry]:
    """How a support plan goes on: needs noted on a day, the plan's own days, steps done and goals reached."""
    where = {"section": "plan", "person_id": person_id}
    for table, icon, tone, title, day, areas, words in read.sql(_PLAN_DAYS, {"person": person_id}):
        when = date.fromisoformat(day)
        told = Joined((Plain(words), *(label("need_area", area) for area in areas.split())), ", ")
        named = _PLAN_TITLES[table] if not title else Joined((_PLAN_TITLES[table], label("plan_outcome", title)), ": ")
        yield TimelineEntry(when, "plan", icon, tone, named, Day(when), told, page="client", args=where)


_PLAN_TITLES: dict[str, Text] = {
    "need": _("Needs noted"),
    "opened": _("Support plan begun"),
    "agreed": _("Support plan signed"),
    "closed": _("Support plan ended"),
    "goal": _("Goal reached"),
    "step": _("Step done"),
}
_PLAN_DAYS = """
SELECT 'need', 'flag', 'info', '', noted_on, group_concat(area, ' '), '' FROM need
  WHERE person_id = :person AND deleted_at IS NULL GROUP BY noted_on
UNION ALL SELECT 'opened', 'list', 'primary', '', opened_on, '', '' FROM plan
  WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT 'agreed', 'signature', 'ok', '', agreed_on, '', '' FROM plan
  WHERE person_id = :person AND deleted_at IS NULL AND agreed_on IS NOT NULL
UNION ALL SELECT 'closed', 'check', '', outcome, closed_on, '', '' FROM plan
  WHERE person_id = :person AND deleted_at IS NULL AND closed_on IS NOT NULL
UNION ALL SELECT 'goal', 'star', 'ok', '', g.reached_on, '', g.title FROM goal g JOIN plan p ON p.id = g.plan_id
  WHERE p.person_id = :person AND g.deleted_at IS NULL AND p.deleted_at IS NULL AND g.reached_on IS NOT NULL
UNION ALL SELECT 'step', 'check', 'info', '', s.done_on, '', s.title
  FROM step s JOIN goal g ON g.id = s.goal_id JOIN plan p ON p.id = g.plan_id
  WHERE p.person_id = :person AND s.deleted_at IS NULL AND g.deleted_at IS NULL AND p.deleted_at IS NULL
    AND s.done_on IS NOT NULL
"""


_STAY = """
SELECT filed_on, 'filed', kind, case_sign FROM proceeding WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT decided_on, 'decided', kind, outcome FROM proceeding WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT served_on, 'letter', kind, case_sign FROM letter WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT happened_on, 'event', kind, '' FROM stay_event WHERE person_id = :person AND deleted_at IS NULL
"""
_STAY_WORDS: dict[str, tuple[str, Text, str]] = {
    "filed": ("upload", _("Application filed"), "proceeding_kind"),
    "decided": ("scales", _("Decision on the application"), "proceeding_kind"),
    "letter": ("mail", _("Letter served"), "letter_kind"),
    "event": ("flag", pgettext("stay", "Event"), "stay_event"),
}


def _stay(read: Read, person_id: str) -> Iterator[TimelineEntry]:
    """Applications filed and decided, letters served, events that started a term."""
    for day, what, code, more in read.sql(_STAY, {"person": person_id}):
        if day:
            icon, title, codes = _STAY_WORDS[what]
            said = label("proceeding_outcome", more) if what == "decided" else Plain(more)
            yield _note(date.fromisoformat(day), icon, "info", Joined((title, label(codes, code)), ": "), said)


_REGISTERS = """
SELECT opened_on, 'search', districts, '' FROM housing_search WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT closed_on, 'found', '', outcome FROM housing_search WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT ordered_on, 'order', document, '' FROM translation_order
  WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT given_on, 'power', attorney || ': ' || scope, '' FROM power_of_attorney
  WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT withdrawn_on, 'withdrawn', attorney || ': ' || scope, '' FROM power_of_attorney
  WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT c.day, 'sheet', s.title, '' FROM sheet_copy c JOIN sheet s ON s.id = c.sheet_id
  WHERE c.person_id = :person AND c.deleted_at IS NULL
"""
_REGISTER_WORDS: dict[str, tuple[str, Text, str]] = {  # icon, title, page
    "search": ("home", _("Housing search opened"), "housing"),
    "found": ("home", _("Housing search closed"), "housing"),
    "order": ("languages", _("Translation ordered"), "translations"),
    "power": ("shield", _("Power of attorney given"), "powers"),
    "withdrawn": ("shield", _("Power of attorney withdrawn"), "powers"),
    "sheet": ("file-text", _("Information sheet given"), "sheets"),
}


def _registers(read: Read, person_id: str) -> Iterator[TimelineEntry]:
    """What stands in the registers beside help: homes looked for, translations, powers of attorney, sheets."""
    for day, what, words, outcome in read.sql(_REGISTERS, {"person": person_id}):
        if day:
            icon, title, page = _REGISTER_WORDS[what]
            when, said = date.fromisoformat(day), Joined((Plain(words), label("housing_outcome", outcome)))
            yield TimelineEntry(when, "record", icon, "info", title, Day(when), said, page=page)
