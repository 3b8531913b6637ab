"""Lists of help given: whom, when, by whom, which kind; rows of one talk become one sitting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from cic_desktop.assistance import batch
from cic_desktop.assistance.batch import PastHelp
from cic_desktop.assistance.kinds import KINDS, Kind, kind
from cic_desktop.core import partial_date
from cic_desktop.core.answers import Values
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Field
from cic_desktop.core.text import fold
from cic_desktop.db.work import Read, Work
from cic_desktop.exchange.importing import values
from cic_desktop.exchange.importing.clients import project_of
from cic_desktop.exchange.importing.ledger import Entry, Ledger
from cic_desktop.exchange.importing.mapping import data
from cic_desktop.exchange.importing.reader import Put, Reading, RowReader, put_name, put_number
from cic_desktop.exchange.importing.rows import Columns, Line, SheetRow, Table, each_row
from cic_desktop.exchange.importing.whom import Whom
from cic_desktop.i18n import LANGUAGES, Plain, _
from cic_desktop.projects.service import projects

Tick = Callable[[float], None]
_FOLLOWED = ("minutes", "topic", "outcome", "description", "next_step", "next_step_on")  # what a later run may change
_IMPORTED = "import"  # why there is no signature to wait for: paper lists are kept with the old records


@dataclass(frozen=True)
class Found:
    """A row as read: whose, by whom, and the help as it is recorded."""

    person_id: str
    account_id: str
    help: PastHelp
    key: str
    digest: str
    cells: Mapping[str, str]
    wanted: tuple[str, ...] = ()

    @property
    def talk(self) -> tuple[Any, ...]:
        """Rows that share it were one talk."""
        return self.person_id, self.help.talk["day"], self.account_id, self.help.talk["starts_at"]


class ServicesImport:
    """One list against one state of the register."""

    def __init__(self, read: Read, table: Table, columns: Columns) -> None:
        self._read, self._table = read, table
        self.ledger, self._whom, self._projects = Ledger(read, "services"), Whom(read), projects(read)
        self._people = self._whom.people
        if not self._projects:
            raise CicError(_("There is no project yet. A manager adds one in the settings."))
        self._advisors = _advisors(read)
        self._reader = RowReader("services", table, columns, self._puts())
        self._seen: dict[str, tuple[int, str]] = {}

    def lines(self, tick: Tick) -> tuple[Line, ...]:
        """What becomes of each row."""
        return tuple(self.rows(tick))

    def rows(self, tick: Tick) -> list[Line]:
        return each_row(self._table, self._line, tick)

    # --- one row --------------------------------------------------------------------------------------

    def _line(self, row: SheetRow) -> Line | None:
        reading = self._reader.read(row)
        if reading is None:
            return None
        person_id = self._whom.find(reading)
        found = self._found(reading, person_id) if person_id and not reading.problems else None
        title = self._people.by_id[person_id].name if person_id else reading.answers.get("surname", "")
        line = Line(row.number, "rejected", title, notes=tuple(reading.notes))
        if found is None or reading.problems:
            return replace(line, problems=tuple(reading.problems))
        return self._against_register(replace(line, found=found), reading, found)

    def _against_register(self, line: Line, reading: Reading, found: Found) -> Line:
        repeated = self._seen.get(found.digest)
        if repeated:
            return replace(
                line, state="unchanged", notes=(*line.notes, reading.note("", _again(repeated[0]))), found=None
            )
        found = self._numbered(found, line.row)
        self._seen[found.digest] = (line.row, found.key)
        entry = self.ledger.find(found.key)
        if entry is None:
            return replace(line, state="new", found=found)
        if entry.digest == found.digest:
            return replace(line, state="unchanged", target=entry.target, found=None)
        return self._differences(line, reading, found, entry)

    def _numbered(self, found: Found, row: int) -> Found:
        """Several services of one kind in one talk are told apart by their order in the file."""
        key, times = found.key, 1
        while key in self._seen:
            times += 1
            key = self.ledger.sign(found.key, str(times))
        self._seen[key] = (row, key)
        return replace(found, key=key)

    def _differences(self, line: Line, reading: Reading, found: Found, entry: Entry) -> Line:
        columns = ", ".join(_FOLLOWED)
        rows = self._read.sql(f"SELECT {columns} FROM service WHERE id = ? AND deleted_at IS NULL", (entry.target,))
        if not rows:
            note = reading.note("", _("This help was taken back here; nothing was changed."))
            return replace(line, state="unchanged", target=entry.target, notes=(*line.notes, note))
        current = {name: _shown(value) for name, value in zip(_FOLLOWED, rows[0], strict=True)}
        wanted = []
        for name in found.cells:
            answer, here = _shown(found.help.common.get(name)), current[name]
            if here == answer or not answer or entry.cells.get(name) == found.cells[name]:
                continue
            if not here or entry.cells.get(name) == self.ledger.cell(name, here):
                wanted.append(name)
            else:
                reading.remark(name, _("Kept as it is in the register: {value}.", value=Plain(here)))
        return replace(line, state="update" if wanted else "unchanged", target=entry.target,
                       notes=tuple(reading.notes), found=replace(found, wanted=tuple(wanted)))  # fmt: skip

    # --- reading --------------------------------------------------------------------------------------

    def _found(self, reading: Reading, person_id: str) -> Found | None:
        answers = reading.answers
        chosen = kind(answers.get("kind", "information"))
        self._complete(reading, chosen)
        try:
            given = batch.read_past(chosen.code, {**dict(_details(answers)), **answers})
            self._check_day(given, person_id)
        except Invalid as error:
            reading.refuse_all(error.problems)
            return None
        account_id = answers.get("advisor") or self._read.actor.id
        talk = given.talk
        told = {name: _shown(given.common.get(name)) for name in _FOLLOWED}
        said = (*(f"{name}={answer}" for name, answer in told.items()), talk["place"])
        when = (talk["day"].isoformat(), talk["starts_at"], account_id, answers["kind_words"])
        key, digest = self._signed(person_id, when, said)
        cells = self.ledger.cells({name: answer for name, answer in told.items() if answer})
        return Found(person_id, account_id, given, key, digest, cells)

    def _signed(self, person_id: str, when: Iterable[str], said: Iterable[str]) -> tuple[str, str]:
        """The row's key and digest: as it was taken in, maybe under a record merged into the person's since."""
        keys = [self.ledger.sign(who, *when) for who in self._people.ids_of(person_id)]
        pairs = [(key, self.ledger.sign(key, *said)) for key in keys]
        known = {pair: entry for pair in pairs if (entry := self.ledger.find(pair[0]))}
        same = (pair for pair, entry in known.items() if entry.digest == pair[1])
        return next(same, None) or next(iter(known), pairs[0])

    def _complete(self, reading: Reading, chosen: Kind) -> None:
        """What lists do not say: the kind's usual minutes and place, the project of that day, no signature."""
        answers = reading.answers
        if not answers.get("minutes"):
            answers["minutes"] = str(chosen.minutes)
            reading.remark("minutes", _("No minutes given; {n} taken, as usual for this help.", n=chosen.minutes))
        answers.setdefault("place", chosen.places[0])
        answers.setdefault("topic", "other")
        answers.setdefault("project_id", self._project_on(answers.get("day", "")))
        answers.setdefault("signature", "none")
        if answers["signature"] == "none":
            answers["unsigned_reason"] = _IMPORTED

    def _project_on(self, day: str) -> str:
        try:
            on = partial_date.parse(day).earliest
        except CicError:
            return self._projects[0].id
        return next((line.id for line in self._projects if line.runs_on(on)), self._projects[0].id)

    def _check_day(self, given: PastHelp, person_id: str) -> None:
        birth = self._people.by_id[person_id].birth
        if birth and given.talk["day"].isoformat() < birth:
            raise Invalid(Problem("day", _("This is before the person was born. Check both dates.")))

    # --- cells that need the register -----------------------------------------------------------------

    def _puts(self) -> dict[str, Put]:
        def project(reading: Reading, item: Field, raw: str) -> None:
            reading.answers[item.name] = project_of(self._projects, raw)

        def advisor(reading: Reading, item: Field, raw: str) -> None:
            found = self._advisors.get(_words(values.plain(raw)), set())
            if len(found) != 1:
                raise CicError(_("No one advisor is called so here. Write the log-in name or the whole name."))
            reading.answers[item.name] = next(iter(found))

        return {**_PUTS, "project_id": project, "advisor": advisor}


def _again(row: int) -> Any:
    return _("The same as row {n}.", n=Plain(str(row)))


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _advisors(read: Read) -> dict[frozenset[str], set[str]]:
    """Accounts by log-in, whole name in either order, and surname."""
    found: dict[frozenset[str], set[str]] = {}
    for account_id, login, name in read.sql("SELECT id, login, name FROM account WHERE deleted_at IS NULL"):
        for said in {_words(login), _words(name), _words(name.split()[-1] if name else login)}:
            found.setdefault(said, set()).add(account_id)
    return found


# --- kinds and topics by their words ------------------------------------------------------------------


@cache
def _kinds() -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    """Folded words → code of the kind and answers to its own questions."""
    known = {item.code for item in KINDS}
    found: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}
    for item in KINDS:
        said = (item.code.replace("_", " "), *(item.title.render(lang) for lang in LANGUAGES))
        found |= {fold(word): (item.code, ()) for word in said}
    for entry in data("services")["kinds"]:
        if entry["code"] in known:
            details = tuple(entry.get("details", {}).items())
            found |= {fold(word): (entry["code"], details) for word in entry["words"]}
    return found


def _kind_of(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The kind a text names: its words whole, else the longest of them the text begins with or holds."""
    said = fold(text)
    if found := _kinds().get(said):
        return found
    holding = [word for word in _kinds() if len(word) > 4 and (f" {word} " in f" {said} " or said.startswith(word))]
    if not holding:
        raise CicError(_("No kind of help is called so. Write it like the program does, for example {example}.",
                         example=kind("document_help").title))  # fmt: skip
    return _kinds()[max(holding, key=len)]


def _put_kind(reading: Reading, item: Field, raw: str) -> None:
    text = values.plain(raw)
    if not values.is_nothing(text):
        code, _details_of = _kind_of(text)
        reading.answers |= {"kind": code, "kind_words": fold(text)}


def _details(answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return _kind_of(answers["kind_words"])[1] if answers.get("kind_words") else ()


@cache
def _topics() -> dict[str, str]:
    return {fold(word): code for code, words in data("services")["topics"].items() for word in words}


def _put_topic(reading: Reading, item: Field, raw: str) -> None:
    text = values.plain(raw)
    if code := _topics().get(fold(text)):
        reading.answers[item.name] = code
    elif (found := values.code_of(item, text)) is not None:
        reading.answers[item.name] = found
    elif not values.is_nothing(text):
        reading.answers[item.name] = "other"
        reading.answers["description"] = "\n".join(filter(None, (text, reading.answers.get("description"))))
        reading.remark(item.name, _("This topic is not in the list; it was taken as another one, in words."))


def _put_hours(reading: Reading, item: Field, raw: str) -> None:
    reading.answers.setdefault("minutes", values.hours(raw))


def _put_signature(reading: Reading, item: Field, raw: str) -> None:
    text = values.plain(raw)
    code = values.code_of(item, text)
    reading.answers[item.name] = code or ("now" if values.cell(replace(item, kind="yes_no"), text) == "yes" else "none")


_PUTS: dict[str, Put] = {
    "full_name": put_name(surname_first=False),
    "reversed_name": put_name(surname_first=True),
    "number": put_number,
    "kind": _put_kind,
    "topic": _put_topic,
    "hours": _put_hours,
    "signature": _put_signature,
}


# --- carrying out -------------------------------------------------------------------------------------


def talks(lines: Iterable[Line]) -> list[list[Line]]:
    """The rows by talk, in the order of the file."""
    found: dict[tuple[Any, ...], list[Line]] = {}
    for line in lines:
        found.setdefault(line.found.talk, []).append(line)
    return list(found.values())


def put_in(work: Work, ledger: Ledger, talk: list[Line]) -> None:
    """Record one talk and remember its rows."""
    first: Found = talk[0].found
    made = batch.record_past(work, first.person_id, first.account_id, [line.found.help for line in talk])
    for line, service_id in zip(talk, made, strict=True):
        ledger.keep(work, line.found.key, line.found.digest, service_id, line.found.cells)


def take_over(work: Work, ledger: Ledger, line: Line) -> None:
    """Change what the file changed in a service, and remember the row anew."""
    found: Found = line.found
    changes: Values = {name: found.help.common[name] for name in found.wanted}
    if changes:
        batch.amend_past(work, line.target, changes)
    ledger.keep(work, found.key, found.digest, line.target, found.cells)
