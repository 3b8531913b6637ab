"""Lists of clients: rows read, compared with the register and with each other, and what becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cic_desktop import clients as register
from cic_desktop.clients import batch, rules
from cic_desktop.clients.batch import Further, NewPerson
from cic_desktop.core import checks, clock, partial_date
from cic_desktop.core.checks import BadValue, compact
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Field
from cic_desktop.core.text import fold
from cic_desktop.core.transliteration import Language, passport_latin
from cic_desktop.db.work import Read, Work
from cic_desktop.exchange.importing import contact, values
from cic_desktop.exchange.importing.ledger import Entry, Ledger
from cic_desktop.exchange.importing.lookalikes import lookalikes
from cic_desktop.exchange.importing.people import People, name_key
from cic_desktop.exchange.importing.reader import (
    Put,
    Reading,
    RowReader,
    put_list,
    put_name,
    put_number,
    put_plain,
)
from cic_desktop.exchange.importing.rows import Columns, Decision, Line, Lookalike, SheetRow, State, Table, each_row
from cic_desktop.i18n import Plain, _
from cic_desktop.projects.service import ProjectLine, current_project, projects

Tick = Callable[[float], None]
_CYRILLIC_OF: dict[str, Language] = {"RU": "ru", "BY": "be", "BG": "bg"}


@dataclass(frozen=True)
class Found:
    """A row as read: `answers` in the register's own writing, and what stands beside the intake's questions."""

    answers: dict[str, str]
    person: NewPerson
    keys: tuple[str, ...]  # what identifies it, the surest first
    digest: str
    cells: Mapping[str, str]
    number: str = ""  # the program's, or of the centre's own records
    wanted: tuple[str, ...] = ()  # answers to take over into an existing record


class ClientsImport:
    """One list against one state of the register."""

    def __init__(self, read: Read, table: Table, columns: Columns) -> None:
        self._read, self._table = read, table
        self._projects, self._project = projects(read), current_project(read)
        self.ledger, self._people = Ledger(read, "clients"), People(read)
        self._reader = RowReader("clients", table, columns, self._puts())
        self._seen: dict[str, tuple[int, Found]] = {}

    def lines(self, tick: Tick) -> tuple[Line, ...]:
        """What becomes of each row; people who look like somebody are left to be decided."""
        made = self.rows(lambda share: tick(0.6 * share))
        new = [line for line in made if line.state == "new"]
        alike = lookalikes(self._read, new, lambda share: tick(0.6 + 0.4 * share))
        return tuple(_undecided(line, alike.get(line.row, ())) for line in made)

    def rows(self, tick: Tick) -> list[Line]:
        """The same without asking whom new people look like."""
        return each_row(self._table, self.line, tick)

    # --- one row --------------------------------------------------------------------------------------

    def line(self, row: SheetRow) -> Line | None:
        """What becomes of one row by itself; None for an empty one."""
        reading = self._reader.read(row)
        if reading is None:
            return None
        found = self._found(reading)
        title = f"{reading.answers.get('surname', '')} {reading.answers.get('given', '')}".strip()
        line = Line(row.number, "rejected", title, notes=tuple(reading.notes), found=found)
        if found is None or reading.problems:
            return replace(line, problems=tuple(reading.problems), found=None)
        if again := self._again(reading, found):
            return replace(line, state=again, problems=tuple(reading.problems), notes=tuple(reading.notes), found=None)
        return self._against_register(line, reading, found)

    def _against_register(self, line: Line, reading: Reading, found: Found) -> Line:
        entry = next(filter(None, map(self.ledger.find, found.keys)), None)
        if entry is not None and entry.digest == found.digest:
            return replace(line, state="unchanged", target=entry.target, found=None)
        person_id = (
            self._people.living(entry.target)
            if entry
            else self._people.certain({**found.answers, "number": found.number})
        )
        if person_id:
            return self._differences(line, reading, found, person_id, entry)
        if entry is not None:
            reading.remark("", _("This person was taken out of the register; nothing was changed."))
            return replace(line, state="unchanged", target=entry.target, notes=tuple(reading.notes), found=None)
        return replace(line, state="new")

    def _differences(self, line: Line, reading: Reading, found: Found, person_id: str, entry: Entry | None) -> Line:
        """What the file changes in a record. What somebody wrote here since is kept, and told."""
        base = entry.cells if entry else {}
        current = register.intake_answers(self._read, person_id)
        wanted = []
        for name, answer in found.answers.items():
            here = _shown(current.get(name, ""))
            if _same(name, here, answer) or base.get(name) == found.cells[name]:
                continue
            if not (here or name in base) or base.get(name) == self.ledger.cell(name, here):
                wanted.append(name)
            else:
                reading.remark(name, _("Kept as it is in the register: {value}.", value=Plain(here or "—")))
        state: State = "update" if wanted else "unchanged"
        return replace(line, state=state, target=person_id, notes=tuple(reading.notes),
                       found=replace(found, wanted=tuple(wanted)))  # fmt: skip

    def _again(self, reading: Reading, found: Found) -> State | None:
        """Whether the person stands in the file already: the same row twice says nothing new, another is refused."""
        for key in found.keys:
            row, other = self._seen.get(key, (0, found))
            if row and not _contradict(found.answers, other.answers):
                if other.digest == found.digest:
                    reading.remark("", _("The same as row {n}.", n=Plain(str(row))))
                    return "unchanged"
                reading.refuse("", _("This person is in row {n} already. Keep one of the two rows.", n=Plain(str(row))))
                return "rejected"
        for key in found.keys:
            self._seen.setdefault(key, (reading.row.number, found))
        return None

    # --- reading --------------------------------------------------------------------------------------

    def _found(self, reading: Reading) -> Found | None:
        _complete(reading)
        given = reading.answers
        if {"declared_on", "enrolled_on"} & given.keys():
            given.setdefault("project_id", self._project)
        try:
            known = batch.read_known(given)
        except Invalid as error:
            reading.refuse_all(error.problems)
            return None
        for problem in rules.warnings(given, clock.today()):
            reading.remark(problem.field, problem.text)
        answers = {name: _shown(value) for name, value in known.items() if value}
        number = reading.answers.get("number", "")
        keys = tuple(self.ledger.sign(key) for key in _identity(answers, number))
        further = _further(reading)
        whole = [f"{name}={answer}" for name, answer in sorted(answers.items())]
        digest = self.ledger.sign(*whole, number, *(f"{item.kind}+{item.value}" for item in further))
        person = NewPerson(known, further, _day(reading, "registered_on"), _day(reading, "informed_on"))
        return Found(answers, person, keys, digest, self.ledger.cells(answers), number=number)

    def _puts(self) -> dict[str, Put]:
        def project(reading: Reading, item: Field, raw: str) -> None:
            reading.answers[item.name] = project_of(self._projects, raw)

        return {**_PUTS, "project_id": project}


def _undecided(line: Line, alike: tuple[Lookalike, ...]) -> Line:
    return replace(line, state="undecided", lookalikes=alike) if alike else line


def project_of(lines: list[ProjectLine], raw: str) -> str:
    """A project's id by its number or name; raises BadValue."""
    said = fold(values.plain(raw))
    for line in lines:
        if said in (fold(line.number), fold(line.name)) or (
            len(said) > 3 and said in fold(f"{line.number} {line.name}")
        ):
            return line.id
    raise BadValue(_("There is no such project. Write its number as in the settings."))


def _put_rodo(reading: Reading, item: Field, raw: str) -> None:
    """Yes, or the day it was handed over."""
    text = values.plain(raw)
    try:
        if values.cell(item, text) == "yes":
            reading.answers["informed_on"] = ""
    except CicError:
        reading.answers["informed_on"] = values.cell(replace(item, kind="date"), text)


def _put_address(reading: Reading, item: Field, raw: str) -> None:
    for name, part in contact.address(raw).items():
        reading.answers.setdefault(name, part)


def _put_languages(reading: Reading, item: Field, raw: str) -> None:
    put_plain(reading, item, raw)
    spoken = values.languages(values.plain(raw))
    if len(spoken) > 1:
        reading.answers.setdefault("second_language", spoken[1])


_PUTS: dict[str, Put] = {
    "full_name": put_name(surname_first=False),
    "reversed_name": put_name(surname_first=True),
    "number": put_number,
    "phone": put_list(contact.phones),
    "email": put_list(contact.emails),
    "citizenship": put_list(values.countries),
    "language": _put_languages,
    "address": _put_address,
    "rodo_given": _put_rodo,
}


def _complete(reading: Reading) -> None:
    """What follows from several cells: the first of several telephones, a Latin spelling, a title not named."""
    answers = reading.answers
    for name, found in reading.lists.items():
        if found:
            answers.setdefault(name, found[0])
    if len(countries := reading.lists.get("citizenship", [])) > 1:
        answers.setdefault("second_citizenship", countries[1])
    _spell(reading)
    if not answers.get("stay_title") and (answers.get("stay_valid_to") or answers.get("stay_valid_from")):
        answers["stay_title"] = "none"
        reading.remark("stay_valid_to", _("The basis of stay is missing; taken as not established."))
    if answers.get("informed_on") == "":
        answers["informed_on"] = answers.get("registered_on") or clock.today().isoformat()


def _spell(reading: Reading) -> None:
    """A name written in Cyrillic is the original; the passport's spelling is made by its rules."""
    answers = reading.answers
    language = _CYRILLIC_OF.get(answers.get("citizenship", ""), "uk")
    for name in ("surname", "given"):
        written = answers.get(name, "")
        latin = passport_latin(written, language)
        if latin != written:
            answers.setdefault(f"original_{name}", written)
            answers[name] = latin
            if name == "surname":
                reading.remark(name, _("Spelled as passports do: {name}. Check it.", name=Plain(latin)))
    if answers.get("original_given") and not answers.get("original_surname"):
        answers["original_surname"] = answers.get("surname", "")


def _further(reading: Reading) -> tuple[Further, ...]:
    lists = reading.lists
    return (
        *(Further("contact", value) for value in lists.get("phone", [])[1:]),
        *(Further("email", value) for value in lists.get("email", [])[1:]),
        *(Further("citizenship", value) for value in lists.get("citizenship", [])[2:]),
    )


def _day(reading: Reading, name: str) -> date | None:
    """A day beside the intake's questions; refused like any other answer."""
    text = reading.answers.get(name)
    if not text:
        return None
    try:
        day = partial_date.parse(text).earliest
    except BadValue as error:
        reading.refuse(name, error.text)
        return None
    if day > clock.today():
        reading.refuse(name, _("This date is in the future. Please check it."))
    return day


def _shown(value: Any) -> str:
    """A value as the register's answers write it."""
    if isinstance(value, list):
        return " ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _identity(answers: Mapping[str, str], number: str) -> Iterator[str]:
    """What identifies a row, the surest first: its number, PESEL, document and name, name and birth."""
    name = name_key(answers["surname"], answers.get("given", ""))
    if number:
        yield f"number {fold(number)}"
    if pesel := answers.get("pesel"):
        yield f"pesel {pesel}"
    if document := answers.get("document_number"):
        yield f"document {compact(document)} {name}"
    if birth := answers.get("birth_date"):
        yield f"born {birth} {name}"
    elif not (number or pesel or document):
        yield f"name {name} {answers.get('citizenship', '')} {_digits(answers.get('phone', ''))}"


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))[-9:]


def _contradict(mine: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Two numbers that cannot be one person's."""
    return any(
        mine.get(name) and theirs.get(name) and mine[name] != theirs[name] for name in ("pesel", "national_number")
    )


def _same(name: str, here: str, answer: str) -> bool:
    if name == "phone" and here and answer:
        try:
            return checks.phone(here).number == checks.phone(answer).number
        except BadValue:
            return False
    return here == answer


# --- carrying out -------------------------------------------------------------------------------------


def put_in(work: Work, ledger: Ledger, lines: list[Line]) -> list[str]:
    """Register new people and remember their rows; returns their ids."""
    made = batch.register_many(work, [line.found.person for line in lines])
    for line, person_id in zip(lines, made, strict=True):
        remember(work, ledger, line, person_id)
    return made


def take_over(work: Work, ledger: Ledger, line: Line) -> None:
    """Change what the file changed in a record, and remember the row; one known already is remembered anew."""
    found: Found = line.found
    if found.wanted or found.person.further:
        batch.fill_in(work, line.target, found.answers, found.wanted, found.person.further)
    remember(work, ledger, line, line.target)


def join(work: Work, ledger: Ledger, line: Line, decision: Decision) -> Line:
    """A row somebody recognised: what is empty in that person's record is filled in."""
    found: Found = line.found
    current = register.intake_answers(work, decision.person_id)
    empty = tuple(name for name in found.answers if not current.get(name))
    made = replace(line, state="update" if empty else "unchanged", target=decision.person_id,
                   found=replace(found, wanted=empty))  # fmt: skip
    take_over(work, ledger, made)
    return made


def remember(work: Work, ledger: Ledger, line: Line, person_id: str) -> None:
    found: Found = line.found
    key = next((key for key in found.keys if ledger.find(key)), found.keys[0])
    ledger.keep(work, key, found.digest, person_id, found.cells)
