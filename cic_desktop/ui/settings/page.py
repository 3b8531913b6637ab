"""Settings as cards: what the register rests on, in plain words, and the few things to change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from cic_desktop import centre, db, projects, protection, security, stay
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import ROLE_NAMES, Right
from cic_desktop.i18n import Day, Joined, Moment, Number, Plain, Text, _, ngettext
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.settings.dialogs import AccountDialog, EditDialog, NewPasswordDialog
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Avatar,
    Banner,
    Card,
    ConfirmDialog,
    Page,
    ProgressDialog,
    box,
    button,
    card_head,
    chip,
    clear,
    hbox,
    label,
    muted,
    small,
    tool_button,
    vbox,
)


@dataclass(frozen=True)
class _Loaded:
    centre: Any
    projects: list[Any]
    accounts: list[Any]
    staff: list[Any]
    law: Any


class SettingsPage(Page):
    """Who works here, for which centre, in which projects, and how safe the data are."""

    watches = ("centre", "project", "account", "staff_check", "stay_rule")

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Settings"), _("What belongs to the whole centre. Everyone sees it, few change it."))
        self.shell, self.ctx = shell, shell.ctx
        self.banner = Banner()
        self._cards = QWidget()
        self._column = vbox(spacing=18, parent=self._cards)
        self.add(self.banner, self._cards, None)

    def arrive(self) -> None:
        self.reload()

    def reload(self) -> None:
        def look(read: Any) -> _Loaded:
            home, lines, accounts = centre.centre(read), projects.projects(read), security.colleagues(read)
            return _Loaded(home, lines, accounts, protection.staff_checks(read), stay.law_in_force(read))

        self.ctx.ask(look, owner=self, then=self._show, failed=self._say)

    def _say(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _show(self, loaded: _Loaded) -> None:
        clear(self._column)
        self._column.addWidget(self._safety())
        self._column.addWidget(self._people(loaded.accounts))
        self._column.addWidget(self._staff(loaded.staff))
        self._column.addWidget(self._projects(loaded.projects))
        self._column.addWidget(self._law(loaded.law))
        self._column.addWidget(self._printing())
        self._column.addWidget(self._centre(loaded.centre))

    # --- safety -------------------------------------------------------------------------------------

    def _safety(self) -> Card:
        there = db.backups(self.ctx.opened.folder)
        last: Text = Moment(there[0].made_at) if there else _("none yet")
        lines = (
            _("Encrypted with SQLCipher; opened by passwords or the recovery key only."),
            _("Last backup: {when}", when=last),
            _("Backups lie in {folder}", folder=Plain(str(self.ctx.opened.folder / "backups"))),
        )
        tools = [button(_("Check"), "shield", slot=self.check)]
        if self.ctx.may(Right.BACKUP):
            tools.append(button(_("Back up now"), "save", slot=self.back_up))
        return Card(card_head(_("Safety"), *tools), *[muted(text, wrap=True) for text in lines])

    def back_up(self) -> None:
        """Write a checked backup now, with progress and cancel."""
        opened = self.ctx.opened

        def work(tick: Any) -> Any:
            return db.back_up(opened.folder, opened.keys.database_key, tick=tick)

        self._long(
            _("Making a backup …"), work, lambda info: _("Backup made and checked: {name}", name=Plain(info.path.name))
        )

    def check(self) -> None:
        """Check every page's seal, with progress and cancel."""
        opened = self.ctx.opened

        def work(tick: Any) -> None:
            raw = opened.database.connect()
            try:
                db.integrity(raw, tick)
            finally:
                raw.close()

        self._long(
            _("Checking the register …"), work, lambda _none: _("The register is whole: every page's seal fits.")
        )

    def _long(self, title: Text, work: Any, words: Any) -> None:
        dialog = ProgressDialog(self, title)

        def then(result: Any) -> None:
            dialog.done(0)
            self.shell.note(words(result))
            self.reload()

        def failed(error: CicError) -> None:
            dialog.done(0)
            self._say(error)

        task = self.ctx.side(work, owner=self, then=then, failed=failed, lane="long")
        task.progress.connect(lambda share: dialog.show_progress(int(share * 100), 100))
        dialog.cancelled.connect(task.cancel)
        if not task.over:
            dialog.open()

    # --- people -------------------------------------------------------------------------------------

    def _people(self, accounts: list[Any]) -> Card:
        may = self.ctx.may(Right.MANAGE_ACCOUNTS)
        tools = [button(_("Change my password"), "key", slot=self._my_password)]
        if may:
            tools.append(button(_("Add a colleague"), "user-plus", slot=self._new_account))
        card = Card(card_head(_("Colleagues"), *tools), spacing=10)
        for line in accounts:
            initials = "".join(part[0] for part in line.name.split()[:2]).upper()
            words = box(
                vbox(label(line.name, "h3"), small(Joined((Plain(line.login), ROLE_NAMES[line.role]))), spacing=0)
            )
            marks = [] if line.active else [chip(_("closed"))]
            acts = self._account_tools(line) if may and line.active else []
            card.add(hbox(Avatar(initials, 34), (words, 1), *marks, *acts, spacing=10))
        return card

    def _account_tools(self, line: Any) -> list[QWidget]:
        edit = tool_button("pencil", _("Change {name}", name=Plain(line.name)), lambda: self._edit_account(line))
        reset = tool_button("key", _("New password for {name}", name=Plain(line.name)), lambda: self._reset(line))
        close = tool_button("trash", _("Close the account of {name}", name=Plain(line.name)), lambda: self._close(line))
        return [edit, reset, close]

    def _staff(self, lines: list[Any]) -> Card:
        from cic_desktop.ui.protection.staff_card import StaffCard

        return StaffCard(self.shell, lines)

    def _new_account(self) -> None:
        AccountDialog(self.shell, self).open()

    def _edit_account(self, line: Any) -> None:
        from cic_desktop.security.fields import ACCOUNT

        def amend(work: Any, revision: int, given: Answers) -> None:
            security.amend_account(work, line.id, revision, {**given, "login": line.login})

        self._edit(_("Colleague"), ACCOUNT, line, amend, "change an account", _same(security.colleagues, line))

    def _reset(self, line: Any) -> None:
        NewPasswordDialog(self, self.ctx, line.login).open()

    def _my_password(self) -> None:
        NewPasswordDialog(self, self.ctx, self.ctx.actor.login, own=True).open()

    def _close(self, line: Any) -> None:
        def close() -> None:
            opened = self.ctx.opened
            self.ctx.do(
                lambda work: security.close_account(work, opened.vault, opened.keys, line.id),
                verb="close an account", owner=self, failed=self._say,
            )  # fmt: skip

        ConfirmDialog.ask(
            self,
            _("Close this account?"),
            _("{name} will not be able to open the register. What they recorded stays.", name=Plain(line.name)),
            _("Close the account"),
            close,
            danger=True,
        )

    # --- projects and centre ------------------------------------------------------------------------

    def _projects(self, lines: list[Any]) -> Card:
        from cic_desktop.projects.fields import PROJECT

        may = self.ctx.may(Right.MANAGE_PROJECTS)

        def add() -> None:
            EditDialog(self, self.ctx, _("New project"), PROJECT, {}, projects.open_project, "open a project").open()

        tools = [button(_("New project"), "plus", slot=add)] if may else []
        card = Card(card_head(_("Projects"), *tools), spacing=10)
        if not lines:
            card.add(muted(_("Help is counted in a project. Add the first one."), wrap=True))
        for line in lines:
            until: Text = Day(line.ends_on, "short") if line.ends_on else _("open end")
            dates = _("{first} – {last}", first=Day(line.starts_on, "short"), last=until)
            words = box(vbox(label(line.name, "h3", wrap=True), small(Joined((Plain(line.number), dates))), spacing=0))
            edit = [tool_button("pencil", _("Change the project"), partial(self._edit_project, line))] if may else []
            card.add(hbox((words, 1), *edit, spacing=10))
        return card

    def _edit_project(self, line: Any) -> None:
        from cic_desktop.projects.fields import PROJECT

        def amend(work: Any, revision: int, given: Answers) -> None:
            projects.amend_project(work, line.id, revision, given)

        self._edit(_("Project"), PROJECT, line, amend, "change a project", _same(projects.projects, line))

    def _law(self, law: Any) -> Card:
        own = sum(bool(rule.own_id) for rule in law.rules)
        changed = ngettext("{n} own rule", "{n} own rules", own) if own else Plain("")
        said = Joined((_("Rules as of {day}", day=Day(law.as_of)), changed))
        words = _("Every deadline of legal stay with its legal basis. When the law changes, change the rule there.")
        tool = button(_("Rules of legal stay"), "scales", slot=lambda: self.shell.open("stay_rules"))
        return Card(card_head(_("Rules of law"), tool), muted(words, wrap=True), muted(said))

    def _printing(self) -> Card:
        from cic_desktop.ui.forms.calibration import CalibrationDialog
        from cic_desktop.ui.printing import printer_shift

        def calibrate() -> None:
            dialog = CalibrationDialog(self.shell)
            dialog.saved.connect(self.reload)
            dialog.open()

        shift = printer_shift(self.ctx.settings)
        said = _(
            "On this computer everything printed is moved {right} mm to the right and {down} mm down.",
            right=Number(shift.right), down=Number(shift.down),
        )  # fmt: skip
        words = _("Forms are printed at actual size. A calibration page shows whether this printer does so.")
        card = Card(card_head(_("Printing"), button(_("Calibration page"), "printer", slot=calibrate)))
        card.add(muted(words, wrap=True), *([muted(said, wrap=True)] if shift else []))
        return card

    def _centre(self, line: Any) -> Card:
        may = self.ctx.may(Right.MANAGE_CENTRE)
        tools = [
            button(_("Logo"), "upload", slot=self._logo),
            button(_("Reporting"), "package", slot=partial(self._edit_reporting, line)),
            button(_("Change"), "pencil", slot=partial(self._edit_centre, line)),
        ]
        basis: Text = Plain(line.row_level_basis) if line.row_level_basis else _("only totals are sent")
        return Card(
            card_head(_("The centre"), *(tools if may else [])),
            label(line.name, "h3"),
            muted(Joined((Plain(line.address), Plain(line.code)))),
            muted(_("Bundles: counts below {n} are left out; {basis}", n=line.small_cell, basis=basis), wrap=True),
        )

    def _edit_centre(self, line: Any) -> None:
        from cic_desktop.centre.fields import CENTRE

        self._edit(_("The centre"), CENTRE, line, centre.amend_centre, "change the centre", centre.centre)

    def _edit_reporting(self, line: Any) -> None:
        from cic_desktop.centre.fields import REPORTING

        verb = "change how bundles are made"
        self._edit(_("Reporting"), REPORTING, line, centre.amend_reporting, verb, centre.centre)

    def _edit(
        self, title: Text, fields: tuple[Field, ...], line: Any, amend: Any, verb: str, now: Callable[[Any], Any]
    ) -> None:
        """Questions about a line that has a revision; `now` reads it again for whoever was too slow."""

        def seen(one: Any) -> Seen:
            return one.revision, {field.name: _raw(getattr(one, field.name)) for field in fields}

        def latest(read: Any) -> Seen | None:
            found = now(read)
            return seen(found) if found else None

        RowDialog(self.shell, title, fields, RowActs(amend, verb, latest), seen(line)).open()

    def _logo(self) -> None:
        from cic_desktop.ui.settings.logo import choose_logo

        try:
            png = choose_logo(self)
        except CicError as error:
            self._say(error)
            return
        if png:
            self.ctx.do(
                lambda work: centre.set_logo(work, png), verb="change the logo", owner=self, failed=self._say,
                then=lambda _none: self.shell.note(_("The logo stands on papers from now on.")),
            )  # fmt: skip


def _same(lines: Callable[[Any], list[Any]], line: Any) -> Callable[[Any], Any]:
    """Reads a line of a list again."""
    return lambda read: next((one for one in lines(read) if one.id == line.id), None)


def _raw(value: Any) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
