"""A form and how far it came, in words: its state, its path, everything noted about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop import forms
from cic_desktop.core import clock
from cic_desktop.core.codes import label
from cic_desktop.forms.kept.life import step_of
from cic_desktop.i18n import Day, Joined, Plain, Text, _, pgettext
from cic_desktop.ui.forms.words import STATES
from cic_desktop.ui.today.rows import days_words

if TYPE_CHECKING:
    from cic_desktop.forms.definition.model import FormInfo
    from cic_desktop.forms.kept.queries import FilledLine
    from cic_desktop.ui.theme import Tone

_URGENT = 3  # days before a deadline
_BEGUN, _FILLED = pgettext("form step", "Begun"), pgettext("form step", "Filled in")


@dataclass(frozen=True)
class Listed:
    """A form in a list, with what the catalogue says of it (None: no longer in the catalogue)."""

    line: FilledLine
    info: FormInfo | None = None
    gives_power: bool = False  # it is a power of attorney

    @property
    def id(self) -> str:
        return self.line.id

    @property
    def person_id(self) -> str:
        return self.line.person_id

    @property
    def symbol(self) -> Text:
        """The form's symbol; of a pack, which has none, what it is."""
        if self.info is None:
            return Plain(self.line.form_id.replace("-", "/"))
        return Plain(self.info.symbol) if self.info.symbol else self.info.title

    @property
    def title(self) -> Text:
        return self.info.title if self.info and self.info.symbol else Plain("")


def listed(lines: Sequence[FilledLine]) -> list[Listed]:
    """The lines with their forms' words; read on the read lane, a form's file takes a moment."""
    packs = [forms.load_pack(pack_id).info for pack_id in forms.pack_ids()]
    infos = {info.id: info for info in (*forms.catalogue(), *packs)}
    return [_listed(line, infos.get(line.form_id)) for line in lines]


def _listed(line: FilledLine, info: FormInfo | None) -> Listed:
    power = info is not None and info.group == "powers" and forms.gives_power(line.form_id, line.edition)
    return Listed(line, info, power)


def path(line: FilledLine) -> tuple[list[str], int]:
    """The steps of a form's path by name, and at which of them it is.

    A call stands there only if there was one, a signature unless the form went on without its being noted.
    """
    called = ["called", "completed"] if line.called_on else []
    signed = ["signed"] if line.signed_on or line.state not in ("submitted", "called", "decided") else []
    names = ["printed", *signed, "submitted", *called, "decided"]
    at = "completed" if line.completed_on and line.state == "submitted" else line.state
    return names, names.index(at) if at in names else 0


def path_words(name: str) -> Text:
    """A step of the path in one word."""
    return pgettext("form step", "Printed") if name == "printed" else step_of(name).title


def state_chip(line: FilledLine) -> tuple[Text, Tone]:
    """The state in a word; a call with its day."""
    words, tone = STATES.get(line.state, (Plain(line.state), ""))
    if line.state == "called" and line.complete_by:
        days = (line.complete_by - clock.today()).days
        return Joined((words, days_words(days))), "bad" if days <= _URGENT else "warn"
    return words, tone


def life_facts(item: Listed) -> tuple[tuple[Text, Text], ...]:
    """Everything noted about a form: name and value; nothing where nothing is known."""
    line = item.line
    return (
        (_("Client"), Joined((Plain(line.name), Plain(line.case_number)))),
        (
            _BEGUN if line.state == "started" else _FILLED,
            Joined((_day(clock.local(line.filled_at).date()), Plain(line.by))),
        ),
        (pgettext("form step", "Printed"), _day(clock.local(line.printed_at).date() if line.printed_at else None)),
        (step_of("signed").title, Joined((_day(line.signed_on), _on_screen(line)))),
        (step_of("submitted").title, Joined((_day(line.submitted_on), label("submitted_how", line.submitted_how)))),
        (_("Office"), Plain(line.office)),
        (_("UPO or case sign"), Plain(line.reference)),
        (step_of("called").title, _day(line.called_on)),
        (_("To complete by"), _day(line.complete_by)),
        (step_of("completed").title, _day(line.completed_on)),
        (step_of("decided").title, Joined((_day(line.decided_on), label("form_decision", line.decision)))),
        (_("Edition"), Plain("" if forms.is_pack(line.form_id) else line.edition)),
    )


def _on_screen(line: FilledLine) -> Text:
    return _("on the screen, witness: {name}", name=Plain(line.witness)) if line.witness else Plain("")


def _day(day: date | None) -> Text:
    return Day(day) if day else Plain("")
