"""A list of people for a course: those the register knows are enrolled, the others are registered first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from cic_desktop import courses
from cic_desktop.core.errors import Invalid, Missing
from cic_desktop.core.fields import Answers
from cic_desktop.courses.enrolling import already
from cic_desktop.courses.fields import ENROLMENT
from cic_desktop.courses.rows import CourseLine
from cic_desktop.courses.rules import still_open
from cic_desktop.db.work import Read, Work
from cic_desktop.exchange.importing import clients
from cic_desktop.exchange.importing.clients import ClientsImport
from cic_desktop.exchange.importing.ledger import Ledger
from cic_desktop.exchange.importing.lookalikes import lookalikes, namesakes, twins
from cic_desktop.exchange.importing.reader import Reading, RowReader, put_name, put_number
from cic_desktop.exchange.importing.rows import CellNote, Columns, Decision, Line, Lookalike, SheetRow, Table, each_row
from cic_desktop.exchange.importing.whom import Whom
from cic_desktop.i18n import Plain, Text, _

Tick = Callable[[float], None]
JOINED_ON = "joined_on"  # the day of the enrolment: `enrolled_on` is that of the project
_OF_COURSE = frozenset({JOINED_ON, *(field.name for field in ENROLMENT)} - {"enrolled_on"})
_WHO = frozenset({"number", "full_name", "reversed_name", "surname", "given", "birth_date", "pesel"})
_PUTS = {
    "full_name": put_name(surname_first=False), "reversed_name": put_name(surname_first=True), "number": put_number,
}  # fmt: skip
_GONE = ("left", "declined")
_UNKNOWN: Text = _("Nobody is called so. Give the citizenship to register them here, or check the name.")
_FULL: Text = _("No place is free for this person: they go on the waiting list.")


@dataclass(frozen=True)
class Joining:
    """A row as read: who is known already, what it says of the person and of the enrolment, and it as a new client."""

    person_id: str
    answers: Mapping[str, str]
    asked: Answers
    client: Line | None = None


class ParticipantsImport:
    """One list against one state of a course."""

    def __init__(self, read: Read, table: Table, columns: Columns, course_id: str) -> None:
        course = courses.course_line(read, course_id)
        if course is None:
            raise Missing()
        still_open(read, course_id)
        own = {place: name for place, name in columns.items() if name in _WHO | _OF_COURSE}
        self._read, self._table, self._course = read, table, course
        self._reader = RowReader("participants", table, own, _PUTS)
        self._clients, self._whom = ClientsImport(read, table, columns), Whom(read)
        self._may_register = "citizenship" in columns.values()
        self.ledger = self._clients.ledger
        there = courses.people_of(read, course_id)
        self._there = {line.person_id: 0 for line in there if line.state not in _GONE}
        self._gone = {line.person_id: already(line.state, Plain(line.person)) for line in there if line.state in _GONE}

    def lines(self, tick: Tick) -> tuple[Line, ...]:
        """What becomes of each row; people who look like somebody are left to be decided."""
        made = self.rows(lambda share: tick(0.6 * share))
        unknown = [line for line in made if line.found and not line.found.person_id]
        alike = lookalikes(self._read, unknown, lambda share: tick(0.6 + 0.3 * share))
        alike |= {line.row: namesakes(self._read, line) for line in unknown if not alike.get(line.row)}
        known = [line for line in made if line.state == "new" and line.found.person_id]
        for done, line in enumerate(known):
            tick(0.9 + 0.1 * done / len(known))
            alike[line.row] = self._twins(line)
        return tuple(_with_waiting((_asked(line, alike.get(line.row, ())) for line in made), self._course))

    def _twins(self, line: Line) -> tuple[Lookalike, ...]:
        """Who in the course, or in an earlier row, may be this person written in another way."""
        who: str = line.found.person_id
        return twins(self._read, who, {other for other, row in self._there.items() if row < line.row} - {who})

    def rows(self, tick: Tick) -> list[Line]:
        """The same without asking whom new people look like."""
        return each_row(self._table, self._line, tick)

    def _line(self, row: SheetRow) -> Line | None:
        reading = self._reader.read(row)
        if reading is None:
            return None
        if not reading.problems:
            self._check(reading)
        person_id = self._whom.find(reading, nobody=None)
        title = self._whom.people.by_id[person_id].name if person_id else _title(reading)
        line = Line(row.number, "rejected", title, notes=tuple(reading.notes))
        if reading.problems:
            return replace(line, problems=tuple(reading.problems))
        return self._known(line, reading, person_id) if person_id else self._unknown(line, reading, row)

    def _check(self, reading: Reading) -> None:
        """What the course would refuse is said before."""
        try:
            courses.read_enrolment(_answers(reading))
        except Invalid as error:
            reading.refuse_all(error.problems, {"enrolled_on": JOINED_ON})

    def _known(self, line: Line, reading: Reading, person_id: str) -> Line:
        if person_id in self._there:
            row = self._there[person_id]
            said = _("The same as row {n}.", n=Plain(str(row))) if row else _("In the course already.")
            return replace(line, state="unchanged", target=person_id, notes=(*line.notes, reading.note("", said)))
        if person_id in self._gone:
            return replace(line, problems=(reading.note("surname", self._gone[person_id]),))
        self._there[person_id] = line.row
        return replace(line, state="new", target=person_id, found=_joining(reading, person_id))

    def _unknown(self, line: Line, reading: Reading, row: SheetRow) -> Line:
        """Somebody to be registered, when the row says enough; else only who it may be can be asked."""
        client = self._clients.line(row)
        if client is None or client.state == "rejected":
            if client and self._may_register:
                return replace(line, problems=client.problems)
            return replace(line, problems=(reading.note("surname", _UNKNOWN),), found=_joining(reading))
        if client.state == "new" and not client.found.answers.get("citizenship"):
            return replace(line, problems=(reading.note("surname", _UNKNOWN),), found=_joining(reading))
        if client.target:
            return self._known(replace(line, title=client.title), reading, client.target)
        notes = (*line.notes, *client.notes)
        if client.state != "new":
            return replace(line, state="unchanged", notes=notes)
        return replace(line, state="new", notes=notes, found=_joining(reading, client=client))


def _asked(line: Line, alike: tuple[Lookalike, ...]) -> Line:
    return replace(line, state="undecided", lookalikes=alike, problems=()) if alike else line


def put_in(
    work: Work, ledger: Ledger, lines: Iterable[Line], course_id: str, decisions: Mapping[int, Decision]
) -> list[Line]:
    """Enrol the people of rows that are new or decided, registered first where need be; says what became of each."""
    there = {line.person_id for line in courses.people_of(work, course_id) if line.state not in _GONE}
    done = []
    for line in lines:
        person_id = _person(work, ledger, line, decisions.get(line.row)) if line.state in ("new", "undecided") else ""
        if person_id in there:
            done.append(replace(line, state="unchanged", target=person_id))
        elif person_id:
            there.add(person_id)
            done.append(_enrolled(work, line, course_id, person_id))
        else:
            done.append(line)
    return done


def _person(work: Work, ledger: Ledger, line: Line, decision: Decision | None) -> str:
    """Whose row it is, registered when new; empty for a row nobody decided about."""
    found: Joining = line.found
    if decision and decision.answer == "same":
        return decision.person_id
    if line.state == "undecided" and (decision is None or decision.answer != "new"):
        return ""
    if found.person_id:
        return found.person_id
    return clients.put_in(work, ledger, [found.client])[0] if found.client else ""


def _enrolled(work: Work, line: Line, course_id: str, person_id: str) -> Line:
    try:
        made = courses.enrol(work, course_id, person_id, line.found.asked)
    except Invalid as error:
        notes = tuple(CellNote(str(line.row), "", line.title, problem.text) for problem in error.problems)
        return replace(line, state="rejected", problems=notes)
    told = tuple(note for note in line.notes if note.text != _FULL)
    waits = (_waits(line),) if made.state == "waiting" else ()
    return replace(line, state="new", target=person_id, notes=(*told, *waits))


def _joining(reading: Reading, person_id: str = "", client: Line | None = None) -> Joining:
    return Joining(person_id, dict(reading.answers), _answers(reading), client)


def _answers(reading: Reading) -> Answers:
    """What the course asks of an enrolment."""
    given: Mapping[str, str] = reading.answers
    asked = {name: given[name] for name in _OF_COURSE if given.get(name)}
    day = asked.pop(JOINED_ON, "")
    return {**asked, **({"enrolled_on": day} if day else {})}


def _with_waiting(lines: Iterable[Line], course: CourseLine) -> Iterator[Line]:
    """The rows beyond the free places say that they wait; a place is not free while others wait for it."""
    places, free = count(), 0 if course.waiting else course.free
    for line in lines:
        full = line.state == "new" and next(places) >= free
        yield replace(line, notes=(*line.notes, _waits(line))) if full else line


def _waits(line: Line) -> CellNote:
    return CellNote(str(line.row), "", line.title, _FULL)


def _title(reading: Reading) -> str:
    return f"{reading.answers.get('surname', '')} {reading.answers.get('given', '')}".strip()
