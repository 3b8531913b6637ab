"""Everything one screen of preparation shows, read in one go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cic_desktop import clients, stay
from cic_desktop.clients.rows import ClientLine
from cic_desktop.core import clock
from cic_desktop.core.fields import Answer
from cic_desktop.core.partial_date import is_minor
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition.reader import load
from cic_desktop.forms.kept.tables import FilledFormRow
from cic_desktop.forms.mos.lines import CopyLine, CopySection, copy_sections
from cic_desktop.forms.mos.pack import Pack, mos_forms, mos_pack
from cic_desktop.stay.rows import Standing

__all__ = ["MosCase", "mos_case"]


@dataclass(frozen=True)
class MosCase:
    """A preparation: its pack, and as far as there is somebody it is for, the answers and the state of their stay."""

    pack: Pack
    definition: Definition
    answers: Mapping[str, Answer] = field(default_factory=dict)
    ahead: frozenset[str] = frozenset()  # questions an unfinished worksheet has not come to
    sections: tuple[CopySection, ...] = ()
    filled_id: str = ""
    state: str = ""  # of the filled form: `FormState`; empty without one
    filed_on: date | None = None
    client: ClientLine | None = None
    standing: Standing | None = None
    choices: tuple[Pack, ...] = ()  # the applications there are, as long as no worksheet is chosen

    @property
    def lines(self) -> list[CopyLine]:
        return [line for section in self.sections for line in section.lines]

    @property
    def has_pdf(self) -> bool:
        """It was finished: what was printed is kept."""
        return self.state not in ("", "started")

    @property
    def filed(self) -> bool:
        """It is with the office, or was decided."""
        return self.state in ("submitted", "called", "decided")

    @property
    def to_submit(self) -> bool:
        """It is finished and was not sent yet."""
        return self.state in ("filled", "printed", "signed")

    @property
    def minor(self) -> bool:
        """Whether somebody else signs for them."""
        return self.client is not None and is_minor(self.client.birth_date, clock.today())


def mos_case(read: Read, form_id: str = "", person_id: str = "", filled_id: str = "") -> MosCase:
    """A filled worksheet; of a person the newest one, of this form if one is named; else only the rules.

    Raises Missing, CicError.
    """
    read.require(Right.FILL_FORMS)
    person_id = clients.living_id(read, person_id) if person_id else ""
    filled_id = filled_id or _newest(read, form_id, person_id)
    if not filled_id:
        choices = tuple(map(mos_pack, mos_forms()))
        pack = mos_pack(form_id) if form_id else choices[0]
        return _of(read, MosCase(pack, load(pack.form), choices=choices), person_id)
    row = read.get(FilledFormRow, filled_id)
    pack, definition = mos_pack(row.form_id), load(row.form_id, row.edition)
    answers = json.loads(row.answers)
    ahead = definition.ahead(answers, row.step) if row.state == "started" else frozenset()
    sections = copy_sections(definition, answers, pack.none_word, ahead)
    case = MosCase(pack, definition, answers, ahead, sections, row.id, row.state, row.submitted_on)
    return _of(read, case, row.person_id)


def _of(read: Read, case: MosCase, person_id: str) -> MosCase:
    """The case with the person it is for, and how their stay stands today."""
    if not person_id:
        return case
    standing = stay.stay_file(read, person_id).standing
    return replace(case, client=clients.card(read, person_id).line, standing=standing)


_NEWEST = """
SELECT id FROM filled_form WHERE person_id = ? AND deleted_at IS NULL
  AND form_id IN (SELECT value FROM json_each(?)) ORDER BY created_at DESC, id DESC LIMIT 1
"""


def _newest(read: Read, form_id: str, person_id: str) -> str:
    """The worksheet filled last for a person; nothing without one."""
    wanted = json.dumps([form_id] if form_id else mos_forms())
    found = read.sql(_NEWEST, (person_id, wanted)) if person_id else ()
    return str(found[0][0]) if found else ""
