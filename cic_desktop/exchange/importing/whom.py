"""Whom a row means, of the people the register knows already."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from cic_desktop.core import partial_date
from cic_desktop.core.errors import CicError
from cic_desktop.core.text import fold
from cic_desktop.db.work import Read
from cic_desktop.exchange.importing.ledger import Ledger
from cic_desktop.exchange.importing.people import People
from cic_desktop.exchange.importing.reader import Reading
from cic_desktop.i18n import Plain, Text, _

_NOBODY: Text = _("Nobody in the register is called so. Import the clients first.")


class Whom:
    """Looks people up by client number, the list's own number, PESEL, name and birth date.

    `among` narrows it to some people: of a course two of one name are rarer than of a register.
    """

    def __init__(self, read: Read, among: Collection[str] | None = None) -> None:
        self.people = People(read)
        self._numbers = Ledger(read, "clients")
        self._among = among

    def find(self, reading: Reading, nobody: Text | None = _NOBODY) -> str:
        """The one person meant. Empty and refused when there are several, or none (unless `nobody` is None)."""
        answers = reading.answers
        if number := answers.get("number", ""):
            if found := self._known([self.people.by_case_number(number) or self._by_own_number(number)]):
                return found[0]
            if not answers.keys() & {"pesel", "surname"} and nobody is not None:
                reading.refuse("number", _("Nobody in the register has this number. Import the clients first."))
                return ""
        found = self._known(self.people.by_pesel(answers.get("pesel", ""))) or self._by_name(reading)
        return self._only(reading, found, nobody)

    def _known(self, people: Iterable[str]) -> list[str]:
        return sorted(who for who in people if who and (self._among is None or who in self._among))

    def _by_own_number(self, number: str) -> str:
        entry = self._numbers.find(self._numbers.sign(f"number {fold(number)}"))
        return self.people.living(entry.target) if entry else ""

    def _by_name(self, reading: Reading) -> list[str]:
        answers = reading.answers
        said = (answers.get("surname", ""), answers.get("given", ""), _iso(answers.get("birth_date", "")))
        if found := self._known(self.people.named(*said)):
            return found
        found = self._known(self.people.sounding(*said))
        if len(found) == 1:
            known = self.people.by_id[found[0]]
            reading.remark("surname", _("Taken for {name}, born on the same day.", name=Plain(known.name)))
        return found

    def _only(self, reading: Reading, found: list[str], nobody: Text | None) -> str:
        if len(found) == 1:
            return found[0]
        name = "surname" if "surname" in reading.answers else "pesel"
        if found:
            reading.refuse(name, _("Several people have this name. Add the birth date, PESEL or client number."))
        elif nobody is not None and not reading.problems:
            reading.refuse(name, nobody)
        return ""


def _iso(text: str) -> str:
    try:
        return str(partial_date.parse(text)) if text else ""
    except CicError:
        return ""
