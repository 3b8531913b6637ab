"""A signed power of attorney noted in the register of powers: everything is filled in, the advisor looks and saves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cic_desktop import assistance, forms
from cic_desktop.core.codes import code_list
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Dated, Day, Text, _
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.forms.kept.powers import GivenPower
    from cic_desktop.ui.forms.life_words import Listed

__all__ = ["note_power"]


def note_power(shell: Shell, owner: QWidget, item: Listed, failed: Callable[[CicError], None]) -> None:
    """Ask with what the paper says; a power that is in the register already is only shown."""
    shell.ctx.ask(
        lambda read: forms.given_power(read, item.id), owner=owner, then=partial(_ask, shell, item), failed=failed
    )


def _ask(shell: Shell, item: Listed, given: GivenPower) -> None:
    if given.known:
        _say(shell, _("This power of attorney is in the register already."), given.known)
        return
    duty = code_list("stamp_duty")
    AskDialog(
        shell,
        _("Power of attorney"),
        assistance.powers.POWER,
        lambda work, _person, answers, _revision: assistance.powers.give_power(work, item.person_id, answers),
        verb="note a power of attorney",
        start=given.answers,
        hint=_("{source}; as of {day}.", source=Dated(duty.source), day=Day(duty.as_of, "short")),
        then=lambda made: _say(shell, _("Noted among the powers of attorney."), made),
    ).open()


def _say(shell: Shell, words: Text, power_id: str) -> None:
    shell.note(words, "ok", _("Show it"), lambda: shell.open("powers", which="valid", chosen=power_id))
