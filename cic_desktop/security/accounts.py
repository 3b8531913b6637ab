"""Colleagues' accounts: the row in the register and the key in the key file, kept together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right, Role
from cic_desktop.db.work import Actor, Read, Work
from cic_desktop.i18n import _
from cic_desktop.security.fields import ACCOUNT
from cic_desktop.security.passwords import require_strong
from cic_desktop.security.tables import Account
from cic_desktop.security.vault import Keys, Vault, plain_login

__all__ = [
    "AccountLine", "account_of", "actor", "add_account", "amend_account", "close_account", "colleagues",
    "first_account", "reset_password",
]  # fmt: skip


@dataclass(frozen=True)
class AccountLine:
    """A colleague in lists and headings."""

    id: str
    revision: int
    login: str
    name: str
    role: Role
    active: bool


def first_account(work: Work, account_id: str, login: str, name: str) -> None:
    """The account that makes a register: a system administrator."""
    values = _read({"name": name, "login": login, "role": Role.ADMINISTRATOR.value})
    work.add(Account(id=account_id, **values))


def colleagues(read: Read) -> list[AccountLine]:
    """All colleagues, the active ones first, by name."""
    lines = map(_line, read.rows(Account, "deleted_at IS NULL"))
    return sorted(lines, key=lambda line: (not line.active, line.name.casefold()))


def account_of(read: Read, login: str) -> AccountLine:
    """The account behind a log-in name; raises CicError for one that is closed or unknown."""
    found = read.rows(Account, "login = ? AND active AND deleted_at IS NULL", (plain_login(login),))
    if not found:
        raise CicError(_("This account is closed. Ask the system administrator."))
    return _line(found[0])


def actor(line: AccountLine) -> Actor:
    return Actor(line.id, line.login, line.role)


def add_account(work: Work, vault: Vault, keys: Keys, answers: Answers, password: str) -> str:
    """Add a colleague with an own password; returns the id. The key file is written last."""
    work.require(Right.MANAGE_ACCOUNTS)
    values = _read(answers)
    if work.rows(Account, "login = ?", (values["login"],)):
        raise Invalid(Problem("login", _("This log-in name is taken. Choose another one.")))
    require_strong(password, values["login"])
    account_id = work.add(Account(**values)).id
    # A key without an account is what a full disk can leave of an earlier attempt.
    give = vault.reset_password if values["login"] in vault.logins() else vault.add_account
    give(keys, values["login"], password)
    return account_id


def amend_account(work: Work, account_id: str, revision: int, answers: Answers) -> None:
    """Change a colleague's name or role; the log-in name stays."""
    work.require(Right.MANAGE_ACCOUNTS)
    values = read_answers(ACCOUNT, answers)
    row = work.get(Account, account_id)
    if row.role == Role.ADMINISTRATOR.value != values["role"]:
        _keep_an_administrator(work, account_id)
    work.amend(row, {"name": values["name"], "role": values["role"]}, revision)


def reset_password(work: Work, vault: Vault, keys: Keys, login: str, new: str, *, recovered: bool = False) -> None:
    """Give a colleague who lost it a new password. Raises Invalid, UnknownAccount.

    Whoever came in with the recovery key (`recovered`) may choose their own anew whatever their role.
    """
    account = account_of(work, login)
    if not (recovered and account.id == work.actor.id):
        work.require(Right.MANAGE_ACCOUNTS)
    require_strong(new, account.login)
    work.note("give a new password", "account", account.id)
    vault.reset_password(keys, account.login, new)


def close_account(work: Work, vault: Vault, keys: Keys, account_id: str) -> None:
    """Close a colleague's account: what they did stays, their key is taken out of the key file."""
    work.require(Right.MANAGE_ACCOUNTS)
    row = work.get(Account, account_id)
    _keep_an_administrator(work, account_id)
    work.amend(row, {"active": False})
    if row.login in vault.logins():
        vault.remove_account(keys, row.login)


def _keep_an_administrator(read: Read, account_id: str) -> None:
    others = [a for a in colleagues(read) if a.active and a.role is Role.ADMINISTRATOR and a.id != account_id]
    if not others:
        raise CicError(_("At least one system administrator must stay. Make another one first."))


def _read(answers: Answers) -> Values:
    """The account's columns, the log-in name as the key file spells it. Raises Invalid."""
    values = read_answers(ACCOUNT, answers)
    values["login"] = plain_login(values["login"])
    if not re.fullmatch(r"[^\W_]+([.-][^\W_]+)*", values["login"]):
        raise Invalid(Problem("login", _("Use letters and digits only, without spaces.")))
    return values


def _line(row: Account) -> AccountLine:
    return AccountLine(row.id, row.revision, row.login, row.name, Role(row.role), row.active)
