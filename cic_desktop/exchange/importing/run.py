"""The dry run and the import itself: the same rows, one act; stopped or failed, nothing is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.exchange.importing import clients, marks, participants, services
from cic_desktop.exchange.importing.ledger import Ledger
from cic_desktop.exchange.importing.mapping import lacking
from cic_desktop.exchange.importing.rows import Columns, Decision, Line, Plan, Result, Table, What, counts
from cic_desktop.i18n import _

__all__ = ["Moved", "carry_out", "dry_run", "preview"]

Tick = Callable[[float], None]
_TOUCHING = (
    "person", "person_name", "identity_document", "imported_row", "service", "merge", "enrolment", "attendance",
    "gathering",
)  # fmt: skip
_SKIP = Decision("skip")
_AT_ONCE = 50  # rows between two looks at whether the user wants to stop


class Moved(CicError):
    """Somebody changed the register between the dry run and the import."""

    def __init__(self) -> None:
        super().__init__(
            _("The register was changed in the meantime. The rows were checked again; look at them once more.")
        )


def dry_run(
    read: Read, what: What, table: Table, columns: Columns, tick: Tick = lambda share: None, into: str = ""
) -> Plan:
    """What an import would do with each row; nothing is written. `into` is the course of a list of people.

    Raises NotAllowed, CicError, Cancelled.
    """
    read.require(_right(what))
    if problem := lacking(what, columns):
        raise problem
    moment = int(read.sql("SELECT coalesce(max(n), 0) FROM act")[0][0])
    run = _run(read, what, table, columns, into)
    return Plan(what, run.lines(tick), moment, run.ledger.key, into)


def preview(
    read: Read, what: What, table: Table, columns: Columns, count: int = 10, into: str = ""
) -> tuple[Line, ...]:
    """What would become of the first rows, whoever they look like."""
    read.require(_right(what))
    return tuple(_run(read, what, replace(table, rows=table.rows[:count]), columns, into).rows(lambda share: None))


def _right(what: What) -> Right:
    """A list for one course is what somebody types there by hand; a list for the whole register is not."""
    return _RIGHTS.get(what, Right.IMPORT)


def _run(read: Read, what: What, table: Table, columns: Columns, into: str) -> Any:
    if what in _GROUPS:
        return _GROUPS[what](read, table, columns, into)
    return (clients.ClientsImport if what == "clients" else services.ServicesImport)(read, table, columns)


_GROUPS: dict[What, Callable[[Read, Table, Columns, str], Any]] = {
    "participants": participants.ParticipantsImport,
    "attendance": marks.AttendanceImport,
}
_RIGHTS: dict[What, Right] = {"participants": Right.EDIT_CLIENTS, "attendance": Right.RECORD_HELP}


def carry_out(work: Work, plan: Plan, decisions: Mapping[int, Decision], tick: Tick = lambda share: None) -> Result:
    """Import what a dry run planned. `decisions` are by row; an undecided row without one stays out.

    Raises Moved when the plan is not true any more; `tick` may raise to stop: then nothing is in.
    """
    work.require(Right.RECORD_HELP)
    work.require(_right(plan.what))
    ledger = Ledger(work, "clients" if plan.what == "participants" else plan.what, plan.key)
    if ledger.key != plan.key or _moved(work, plan):
        raise Moved()
    done = _CARRIED_OUT[plan.what](work, ledger, plan, decisions, tick)
    work.note("import", plan.what, plan.into)
    return Result(
        plan.what,
        counts(done),
        left=tuple(line for line in done if line.state in ("rejected", "undecided")),
        noted=tuple(line for line in done if line.notes and line.state not in ("rejected", "undecided")),
    )


def _moved(work: Work, plan: Plan) -> bool:
    marks = ",".join("?" * len(_TOUCHING))
    asked = (plan.moment, work.act, *_TOUCHING)
    return bool(work.sql(f"SELECT 1 FROM op WHERE act > ? AND act < ? AND tbl IN ({marks}) LIMIT 1", asked))


def _clients(work: Work, ledger: Ledger, plan: Plan, decisions: Mapping[int, Decision], tick: Tick) -> list[Line]:
    done = [_decided(line, decisions.get(line.row, _SKIP)) for line in plan.lines]
    new = [line for line in done if line.state == "new"]
    for start in _chunks(new, tick, 0.0, 0.7):
        clients.put_in(work, ledger, new[start : start + _AT_ONCE])
    for start in _chunks(done, tick, 0.7, 1.0):
        for place in range(start, min(start + _AT_ONCE, len(done))):
            done[place] = _existing(work, ledger, done[place], decisions)
    return done


def _existing(work: Work, ledger: Ledger, line: Line, decisions: Mapping[int, Decision]) -> Line:
    decision = decisions.get(line.row, _SKIP)
    if line.state == "undecided" and decision.answer == "same" and decision.person_id:
        return clients.join(work, ledger, line, decision)
    if line.state in ("update", "unchanged") and line.found is not None:
        clients.take_over(work, ledger, line)
    return line


def _decided(line: Line, decision: Decision) -> Line:
    return replace(line, state="new") if line.state == "undecided" and decision.answer == "new" else line


def _services(work: Work, ledger: Ledger, plan: Plan, _decisions: Any, tick: Tick) -> list[Line]:
    talks = services.talks(plan.of("new"))
    for start in _chunks(talks, tick, 0.0, 0.8):
        for talk in talks[start : start + _AT_ONCE]:
            services.put_in(work, ledger, talk)
    for line in plan.of("update", "unchanged"):
        if line.found is not None and line.target:
            services.take_over(work, ledger, line)
    tick(1.0)
    return list(plan.lines)


def _participants(work: Work, ledger: Ledger, plan: Plan, decisions: Mapping[int, Decision], tick: Tick) -> list[Line]:
    done: list[Line] = []
    for start in _chunks(plan.lines, tick, 0.0, 1.0):
        done += participants.put_in(work, ledger, plan.lines[start : start + _AT_ONCE], plan.into, decisions)
    return done


def _attendance(work: Work, _ledger: Ledger, plan: Plan, _decisions: Any, tick: Tick) -> list[Line]:
    marks.put_in(work, plan.of("new"))
    tick(1.0)
    return list(plan.lines)


_CARRIED_OUT: dict[What, Callable[[Work, Ledger, Plan, Mapping[int, Decision], Tick], list[Line]]] = {
    "clients": _clients, "services": _services, "participants": _participants, "attendance": _attendance,
}  # fmt: skip


def _chunks(items: Sequence[Any], tick: Tick, first: float, last: float) -> Any:
    for start in range(0, len(items), _AT_ONCE):
        tick(first + (last - first) * start / len(items))
        yield start
