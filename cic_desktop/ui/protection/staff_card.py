"""Who of the staff was looked up in the register of offenders and knows the standards; what has to be renewed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import protection
from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Avatar, Card, Flow, box, card_head, chip, hbox, label, muted, tool_button, vbox

if TYPE_CHECKING:
    from cic_desktop.protection import Check, StaffLine

_TONES: dict[str, Tone] = {"missing": "warn", "overdue": "bad", "soon": "warn", "ok": "ok"}


class StaffCard(Card):
    """A line for each colleague with both checks; whoever may, adds one or puts the newest right."""

    def __init__(self, shell: Shell, lines: list[StaffLine]) -> None:
        super().__init__(card_head(_("Protection of minors")), spacing=10)
        self._shell = shell
        self._may = shell.ctx.may(Right.MANAGE_ACCOUNTS) or shell.ctx.may(Right.INCIDENTS)
        self.add(
            muted(_("Staff is looked up in the register of sexual offenders before working with minors."), wrap=True)
        )
        for line in lines:
            self.add(self._row(line))

    def _row(self, line: StaffLine) -> QWidget:
        chips = Flow()
        for check, what in ((line.register, _("register")), (line.standards, _("standards"))):
            chips.addWidget(chip(_state(check, what), _TONES[protection.check_state(check)]))
        initials = "".join(part[0] for part in line.name.split()[:2]).upper()
        words = box(vbox(label(line.name, "h3"), box(chips), spacing=3))
        made = QWidget()
        hbox(Avatar(initials, 34), (words, 1), *(self._tools(line) if self._may else []), spacing=10, parent=made)
        return made

    def _tools(self, line: StaffLine) -> list[QWidget]:
        name = Plain(line.name)
        tools: list[QWidget] = []
        for check in filter(None, (line.register, line.standards)):
            which = _("Put right: {kind}, {name}", kind=_KINDS[check.kind], name=name)
            tools.append(tool_button("pencil", which, partial(self.change, check)))
        return [*tools, tool_button("plus", _("Add a check of {name}", name=name), partial(self.add_check, line))]

    def add_check(self, line: StaffLine) -> RowDialog:
        acts = RowActs(lambda work, _new, given: protection.record_check(work, line.account_id, given), "check staff")
        start = {"kind": "register" if line.register is None else "", "checked_on": clock.today().isoformat()}
        dialog = RowDialog(self._shell, _("Check of staff"), protection.CHECK, acts, start=start, hint=line.name)
        dialog.open()
        return dialog

    def change(self, check: Check) -> RowDialog:
        def latest(read: Any) -> Seen | None:
            checks = (one for line in protection.staff_checks(read) for one in (line.register, line.standards) if one)
            return next(((one.revision, one.answers) for one in checks if one.id == check.id), None)

        acts = RowActs(
            lambda work, revision, given: protection.amend_check(work, check.id, revision, given),
            "change a check of staff",
            latest,
            lambda work: protection.take_check_off(work, check.id),
            lambda work: protection.put_check_back(work, check.id),
        )
        seen = (check.revision, check.answers)
        dialog = RowDialog(self._shell, _("Check of staff"), protection.CHECK, acts, seen)
        dialog.open()
        return dialog


_KINDS: dict[str, Text] = {"register": _("register"), "standards": _("standards")}


def _state(check: Check | None, what: Text) -> Text:
    if check is None:
        return _("{what}: not checked yet", what=what)
    on = Day(check.checked_on, "short")
    renew = _("renew by {day}", day=Day(check.renew_on, "short")) if check.renew_on else Plain("")
    return Joined((_("{what}: {day}", what=what, day=on), renew))
