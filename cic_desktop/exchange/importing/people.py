"""Who is in the register, looked up by what a row says of a person: number, PESEL, document, name and birth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cic_desktop.core import case_number
from cic_desktop.core.checks import BadValue, compact
from cic_desktop.core.text import fold, sound_keys
from cic_desktop.db.work import Read

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Known:
    """A person of the register, as far as looking up needs it."""

    id: str
    case_number: str
    surname: str
    given: str
    birth: str
    pesel: str

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given}".strip()


class People:
    """The living people of a register; a record merged into another leads to the one kept."""

    def __init__(self, read: Read) -> None:
        rows = read.sql(
            "SELECT id, case_number, surname, given, coalesce(birth_date, ''), pesel FROM person "
            "WHERE deleted_at IS NULL"
        )
        self.by_id = {row[0]: Known(*row) for row in rows}
        self._kept = dict(read.sql("SELECT gone_id, kept_id FROM merge WHERE undone_on IS NULL AND deleted_at IS NULL"))
        self._gone = _grouped((kept, gone) for gone, kept in self._kept.items())
        self._numbers = {known.case_number: known.id for known in self.by_id.values()}
        self._pesels = _grouped((known.pesel, known.id) for known in self.by_id.values() if known.pesel)
        self._names = _grouped((key, who) for key, who in self._all_names(read) if who in self.by_id)
        documents = read.sql("SELECT series || number, person_id FROM identity_document WHERE deleted_at IS NULL")
        self._documents = _grouped((compact(number), who) for number, who in documents if who in self.by_id)

    def _all_names(self, read: Read) -> Iterable[tuple[str, str]]:
        for known in self.by_id.values():
            yield name_key(known.surname, known.given), known.id
        for surname, given, who in read.sql(
            "SELECT surname, given, person_id FROM person_name WHERE deleted_at IS NULL"
        ):
            yield name_key(surname, given), who

    def living(self, person_id: str) -> str:
        """The id under which a person is found now; empty when the record was taken out."""
        seen = set()
        while person_id in self._kept and person_id not in self.by_id and person_id not in seen:
            seen.add(person_id)
            person_id = self._kept[person_id]
        return person_id if person_id in self.by_id else ""

    def ids_of(self, person_id: str) -> tuple[str, ...]:
        """Every id the person was ever taken in under: their own, then those of records merged into theirs."""
        return person_id, *sorted(self._gone.get(person_id, ()))

    def certain(self, answers: Answers) -> str:
        """The one person who must be meant: same case number, PESEL, or document and name. Empty else."""
        number = self.by_case_number(answers.get("number", ""))
        if number:
            return number
        pesels = self._pesels.get(answers.get("pesel", ""), ())
        if len(pesels) == 1:
            return next(iter(pesels))
        name = name_key(answers.get("surname", ""), answers.get("given", ""))
        found = self._documents.get(compact(answers.get("document_number", "")), set()) & self._names.get(name, set())
        return next(iter(found)) if len(found) == 1 else ""

    def by_case_number(self, text: str) -> str:
        try:
            return self._numbers.get(str(case_number.parse(text)), "") if text else ""
        except BadValue:
            return ""

    def by_pesel(self, pesel: str) -> set[str]:
        return self._pesels.get(pesel, set()) if pesel else set()

    def named(self, surname: str, given: str, birth: str) -> set[str]:
        """People of a name; of a birth date too, as far as both know it."""
        found = self._names.get(name_key(surname, given), set())
        return {who for who in found if not birth or _agree(self.by_id[who].birth, birth)}

    def sounding(self, surname: str, given: str, birth: str) -> set[str]:
        """People born that day whose name sounds alike, in whatever spelling."""
        keys = sound_keys(f"{surname} {given}")
        born = (known for known in self.by_id.values() if known.birth == birth) if len(birth) == 10 else ()
        return {known.id for known in born if keys and sound_keys(known.name) == keys}


def name_key(surname: str, given: str) -> str:
    """A name for comparing: any script, case and marks, in one spelling."""
    return f"{fold(surname)}|{fold(given)}"


def _agree(known: str, said: str) -> bool:
    return not known or known.startswith(said) or said.startswith(known)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, who in pairs:
        found[key].add(who)
    return found
