"""The small dialogs of legal stay: a record of the card, putting a line off, a rule of law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cic_desktop import stay
from cic_desktop.core.fields import Answers, Option
from cic_desktop.i18n import _
from cic_desktop.stay.fields import LATER, RULE, form_of
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.language import Words
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.stay.law import Rule
    from cic_desktop.stay.rows import Due, Record


def record_dialog(
    shell: Shell,
    person_id: str,
    kind: str,
    record: Record | None = None,
    proceedings: tuple[Option, ...] = (),
    hint: Words = "",
) -> RowDialog:
    """A proceeding, letter, event or crossing: a new one, or a change of `record`."""
    form = form_of(kind)
    fields = tuple(
        replace(field, options=proceedings) if field.name == "proceeding_id" else field
        for field in form.fields
        if field.name != "proceeding_id" or proceedings
    )
    seen = _seen(record) if record else None
    acts = _record_acts(person_id, kind, record)
    return RowDialog(shell, form.title if record else form.add, fields, acts, seen, hint=hint)


def _seen(record: Record) -> Seen:
    return record.revision, dict(record.answers)


def _record_acts(person_id: str, kind: str, record: Record | None) -> RowActs:
    if record is None:
        return RowActs(lambda work, _new, answers: stay.add_record(work, person_id, kind, answers), f"add a {kind}")
    row_id = record.id

    def latest(read: Any) -> Seen | None:
        rows = stay.stay_file(read, person_id).of(kind)
        return next((_seen(row) for row in rows if row.id == row_id), None)

    return RowActs(
        lambda work, revision, answers: stay.amend_record(work, kind, row_id, revision, answers),
        f"change a {kind}",
        latest,
        lambda work: stay.retire_record(work, kind, row_id),
        lambda work: stay.restore_record(work, kind, row_id),
    )


def later_dialog(shell: Shell, due: Due, then: Callable[[str], object]) -> RowDialog:
    """Ask until when a line is put off; `then` gets the mark's id."""

    def save(work: Any, _revision: int, answers: Answers) -> str:
        return stay.put_off(work, due.person_id, due.rule, due.due_on, answers)

    return RowDialog(shell, _("Put the deadline off"), LATER, RowActs(save, "put a deadline off"), then=then)


def rule_dialog(shell: Shell, rule: Rule) -> RowDialog:
    """The centre's own version of a rule."""
    code, hidden = rule.code, ("amount", "unit") if rule.trigger == "fixed" else ("fixed_on",)
    fields = tuple(field for field in RULE if field.name not in hidden)
    shown = _rule_answers(rule)

    def save(work: Any, revision: int, given: Answers) -> str:
        return stay.save_rule(work, code, {**shown, **given}, revision)

    def latest(read: Any) -> Seen | None:
        now = stay.law_in_force(read).rule(code)
        return now.own_revision, _rule_answers(now)

    acts = RowActs(save, "change a rule of law", latest)
    return RowDialog(shell, rule.title, fields, acts, (rule.own_revision, shown), hint=rule.text)


def _rule_answers(rule: Rule) -> Answers:
    return {
        "amount": str(rule.amount), "unit": rule.unit, "fixed_on": str(rule.fixed_on or ""), "basis": rule.basis,
        "source": rule.source, "as_of": str(rule.as_of), "warn_days": " ".join(map(str, rule.warn)),
        "active": "yes" if rule.active else "no",
    }  # fmt: skip
