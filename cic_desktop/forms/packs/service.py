"""Packs: several forms filled in one interview. What they share is asked once, and each gets its own answers back.

A pack is a file (`resources/packs/<id>.toml`): questions of its own, and the forms with when they belong to it. Its
definition is a `Definition` like any other, so the same interview asks it; on paper it is the forms, one by one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cic_desktop.core import ids
from cic_desktop.core.errors import CicError, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.filling.answers import validate
from cic_desktop.forms.kept.queries import blank_for, blank_state
from cic_desktop.forms.kept.service import Started, save_filled
from cic_desktop.forms.kept.tables import FilledFormRow
from cic_desktop.forms.packs.merging import merged
from cic_desktop.forms.packs.model import FORMS, Member, PackDefinition
from cic_desktop.forms.pdf import FilledForm
from cic_desktop.i18n import _
from cic_desktop.paths import data_root

if TYPE_CHECKING:
    from cic_desktop.forms.pdf.prepared import PreparedBlank

__all__ = [
    "Member", "PackDefinition", "is_pack", "keep_pack", "load_pack", "pack_blanks", "pack_ids", "pack_problems",
]  # fmt: skip

_PREFIX = "pack:"


def is_pack(form_id: str) -> bool:
    """Whether an id in the register means a pack."""
    return form_id.startswith(_PREFIX)


def pack_ids() -> list[str]:
    """The packs there are, as the register names them (`pack:arrival`)."""
    return sorted(f"{_PREFIX}{path.stem}" for path in _folder().glob("*.toml"))


def load_pack(form_id: str) -> PackDefinition:
    """A pack with the newest editions of its forms. Raises CicError."""
    if form_id not in pack_ids():
        raise CicError(_("There is no form {form}.", form=form_id))
    return _load(form_id)


def pack_blanks(read: Read, pack: PackDefinition) -> dict[str, PreparedBlank]:
    """The office's blanks to print the forms on, by form; one nobody knows wants a look and is left out."""
    read.require(Right.FILL_FORMS)
    found = {}
    for one in pack.members:
        state = blank_state(read, one.definition)
        blank = blank_for(read, one.definition) if state and state.status != "unknown" else None
        if blank is not None:
            found[one.id] = blank
    return found


def keep_pack(
    work: Work,
    person_id: str,
    answers: Mapping[str, Answer],
    made: Sequence[tuple[Member, FilledForm]],
    started: Started,
    on_blank: Collection[str] = (),
) -> list[str]:
    """Keep every form of a pack by itself, in one act; the unfinished pack they grew from goes. Raises Stale."""
    work.require(Right.FILL_FORMS)
    if started.id:
        work.retire(work.get(FilledFormRow, started.id), started.revision)
    own = Started(language=started.language, pack=ids.new_id())
    return [
        save_filled(
            work, person_id, one.definition, one.own(answers), filled, on_blank=one.id in on_blank, started=own
        )
        for one, filled in made
    ]  # fmt: skip


def pack_problems(pack: PackDefinition, answers: Mapping[str, Answer]) -> list[Problem]:
    """What each form says of its answers, once; and what the pack itself wants to know."""
    found = {(problem.field, problem.text.render("en")): problem for problem in _problems(pack, answers)}
    return list(found.values())


def _problems(pack: PackDefinition, answers: Mapping[str, Answer]) -> Iterator[Problem]:
    for question in pack.steps[0].questions:
        if question.field.required and not answers.get(question.name):
            yield Problem(question.name, _("Please choose an answer."))
    if not pack.chosen(answers):
        yield Problem(FORMS, _("Choose at least one form."))
    for one in pack.needed(answers):
        for problem in validate(one.definition, one.own(answers)):
            yield replace(problem, field=one.names[problem.field])


def _folder() -> Path:
    return data_root() / "resources" / "packs"


@lru_cache(maxsize=8)
def _load(form_id: str) -> PackDefinition:
    data = tomllib.loads((_folder() / f"{form_id.removeprefix(_PREFIX)}.toml").read_text("utf-8"))
    return merged(form_id, data, [(definitions.load(form["id"]), form) for form in data["form"]])
