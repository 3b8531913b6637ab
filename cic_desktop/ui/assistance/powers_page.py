"""The register of powers of attorney: given, valid, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import assistance
from cic_desktop.core import clock
from cic_desktop.core.codes import code_list
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Dated, Day, Joined, Plain, Text, _
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import (
    TAKEN_OUT,
    Act,
    CaseworkPage,
    Found,
    Shown,
    follow_up_act,
    mistake_act,
    person_act,
)
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column

if TYPE_CHECKING:
    from cic_desktop.assistance.powers import PowerLine
    from cic_desktop.db.work import Read

_SOON = 30  # days before one runs out
_DAYS = ("given_on", "valid_to")
_TYPED = ("attorney", "kind", "scope", "office", "duty", "account_id", "remarks")


def state(line: PowerLine) -> tuple[Text, Tone]:
    """Whether it is valid, and until when."""
    today = clock.today()
    if line.withdrawn_on:
        return _("withdrawn {day}", day=Day(line.withdrawn_on, "short")), ""
    if line.valid_to is None:
        return _("valid"), "ok"
    if line.valid_to < today:
        return _("ended {day}", day=Day(line.valid_to, "short")), "bad"
    tone: Tone = "warn" if (line.valid_to - today).days <= _SOON else "ok"
    return _("until {day}", day=Day(line.valid_to, "short")), tone


def _state(line: PowerLine) -> Cell:
    words, tone = state(line)
    return Cell(words, chip=tone)


class PowersPage(CaseworkPage):
    """Who acts for whom; letters go to the attorney, so the advisor is never the default."""

    watches = ("power_of_attorney", "person")
    heading = _("Powers of attorney")
    about = _("With a power of attorney the office writes to the attorney, no longer to the client (KPA art. 40 § 2).")
    lists = (("valid", _("Valid")), ("over", _("Withdrawn or ended")))
    empty = (
        "signature",
        _("No power of attorney here"),
        _("Note one when a client gives it, and when it is withdrawn."),
    )
    new_title = _("Note a power of attorney")
    columns = (
        Column(_("Client"), 23, lambda line: Cell(Plain(line.person), Day(line.given_on, "short")), strong=True),
        Column(_("Attorney"), 22, lambda line: Cell(Plain(line.attorney), code_label("attorney_kind", line.kind))),
        Column(_("For what"), 27, lambda line: Cell(Plain(line.scope), Plain(line.office))),
        Column(_("State"), 26, _state),
    )

    def look(self, read: Read, which: str) -> Found:
        lines = assistance.powers.powers(read, "over" if which == "over" else "valid")
        return Found(lines, {which: len(lines)})

    def shown(self, line: PowerLine) -> Shown:
        facts = (
            (_("Attorney"), Plain(line.attorney)),
            (_("Kind"), code_label("attorney_kind", line.kind)),
            (_("For what"), Plain(line.scope)),
            (_("Office"), Plain(line.office)),
            (_("Given on"), Day(line.given_on)),
            (_("Stamp duty"), code_label("stamp_duty", line.duty)),
            (_("Remarks"), Plain(line.remarks)),
        )
        colleague = ((_("a colleague is the attorney"), "warn"),) if line.account_id else ()
        return Shown(Plain(line.person), NOTHING, (state(line), *colleague), facts, NOTHING, self._acts(line))

    def _acts(self, line: PowerLine) -> tuple[Act, ...]:
        promise = follow_up_act(self._shell, line.person_id, "power_of_attorney", line.id)
        who = person_act(self._shell, line.person_id)
        if line.withdrawn_on:
            return (Act(_("Not withdrawn after all"), "undo", lambda: self._restore(line)), promise, who)
        return (
            Act(_("Withdraw"), "x", lambda: self.ask_withdrawal(line)),
            Act(_("Edit"), "pencil", lambda: self.ask_power(line)),
            promise,
            mistake_act(lambda: self._retire(line)),
            who,
        )

    def new(self) -> None:
        self.ask_power(None)

    def ask_for(self, person_id: str) -> None:
        self.begin_for(self.ask_power(None, person_id))

    def ask_power(self, line: PowerLine | None, person_id: str = "") -> AskDialog:
        """A new power, or a correction; the stamp duty is shown with the day it was checked."""
        powers = assistance.powers

        def change(work: Any, person: str, answers: Answers, revision: int) -> Any:
            if line is None:
                return powers.give_power(work, person, answers)
            return powers.amend_power(work, line.id, answers, revision)

        def latest(read: Read) -> tuple[int, Answers] | None:
            now = powers.power(read, line.id) if line else None
            return (now.revision, _answers(now)) if now else None

        duty = code_list("stamp_duty")
        dialog = AskDialog(
            self._shell,
            _("Power of attorney"),
            powers.POWER,
            change,
            verb="note a power of attorney",
            person_id=None if line else person_id,
            start=_answers(line) if line else {"kind": "single", "given_on": clock.today().isoformat()},
            hint=_("{source}; as of {day}.", source=Dated(duty.source), day=Day(duty.as_of, "short")),
            revision=line.revision if line else 0,
            latest=latest,
            then=lambda made: self.arrive("valid", str(made)) if line is None else None,
        )
        dialog.open()
        return dialog

    def ask_withdrawal(self, line: PowerLine) -> AskDialog:
        """The day the client took it back."""
        powers = assistance.powers
        dialog = AskDialog(
            self._shell,
            _("Withdraw the power of attorney"),
            powers.WITHDRAWAL,
            lambda work, _person, answers, _revision: powers.withdraw_power(work, line.id, answers),
            verb="withdraw a power of attorney",
            start={"withdrawn_on": clock.today().isoformat()},
            hint=Joined((Plain(line.person), Plain(line.attorney)), " → "),
            then=lambda _made: self._withdrawn(line),
            save=_("Withdraw"),
        )
        dialog.open()
        return dialog

    def _withdrawn(self, line: PowerLine) -> None:
        self._shell.note(_("Withdrawn."), "ok", _("Undo"), lambda: self._restore(line))

    def _restore(self, line: PowerLine) -> None:
        said = _("The power of attorney is valid again.")
        self.do(lambda work: assistance.powers.restore_power(work, line.id), "restore a power of attorney", said, None)

    def _retire(self, line: PowerLine) -> None:
        self.do(
            lambda work: assistance.powers.retire_power(work, line.id),
            "take a power of attorney back",
            TAKEN_OUT,
            lambda work: assistance.powers.bring_power_back(work, line.id),
        )


def _answers(line: PowerLine) -> Answers:
    days = {name: day.isoformat() if (day := getattr(line, name)) else "" for name in _DAYS}
    return {name: getattr(line, name) for name in _TYPED} | days
