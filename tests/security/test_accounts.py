"""Colleagues: the row in the register and the key in the key file go together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cic_desktop import security
from cic_desktop.core.errors import CicError, Invalid, NotAllowed, Stale
from cic_desktop.core.rights import Right, Role, allowed
from cic_desktop.db.work import Actor
from cic_desktop.security.vault import WrongPassword
from cic_desktop.startup import Opened

BORYS = {"name": "Borys Zając", "login": " Borys.Z ", "role": "advisor"}
OWN = "zielony-parasol-3"
Open = Callable[..., Opened]


def add(register: Opened, answers: dict[str, Any] = BORYS, password: str = OWN) -> str:
    with register.database.write(register.actor, "add a colleague") as work:
        return security.add_account(work, register.vault, register.keys, answers, password)


def close(register: Opened, account_id: str) -> None:
    with register.database.write(register.actor, "close an account") as work:
        security.close_account(work, register.vault, register.keys, account_id)


def colleagues(register: Opened) -> dict[str, Any]:
    with register.database.read(register.actor) as read:
        return {line.login: line for line in security.colleagues(read)}


def test_a_colleague_logs_in_with_an_own_password_and_role(register: Opened, open_again: Open) -> None:
    account = add(register)
    register.close()
    opened = open_again("BORYS.Z", OWN)
    assert opened.actor == Actor(account, "borys.z", Role.ADVISOR)
    assert {line.login: (line.name, line.active) for line in colleagues(opened).values()} == {
        "anna": ("Anna Nowak", True), "borys.z": ("Borys Zając", True),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "password", "field"),
    [
        ({"login": "anna"}, OWN, "login"),
        ({"login": "two words"}, OWN, "login"),
        ({"login": "..."}, OWN, "login"),
        ({"login": "-borys"}, OWN, "login"),
        ({"login": ""}, OWN, "login"),
        ({"name": "12345"}, OWN, "name"),
        ({"role": "king"}, OWN, "role"),
        ({}, "short", "password"),
        ({}, "borys.z", "password"),
    ],
)
def test_a_wrong_answer_makes_neither_account_nor_key(
    register: Opened, changes: dict[str, str], password: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        add(register, BORYS | changes, password)
    assert [problem.field for problem in caught.value.problems] == [field]
    assert set(colleagues(register)) == {"anna"}
    assert register.vault.logins() == ("anna",)


def test_a_name_from_another_alphabet_may_log_in(register: Opened, open_again: Open) -> None:
    add(register, BORYS | {"login": "Олена"})
    register.close()
    assert open_again("олена", OWN).actor.login == "олена"


def test_a_key_left_without_its_account_does_not_block_the_login(register: Opened, open_again: Open) -> None:
    """The key file was written, then the disk was full: the second attempt takes the key over."""
    with pytest.raises(ZeroDivisionError), register.database.write(register.actor, "add a colleague") as work:
        security.add_account(work, register.vault, register.keys, BORYS, "some-other-word-5")
        raise ZeroDivisionError
    assert register.vault.logins() == ("anna", "borys.z")
    add(register)
    register.close()
    with pytest.raises(WrongPassword):
        open_again("borys.z", "some-other-word-5")
    assert open_again("borys.z", OWN).actor.role is Role.ADVISOR


def test_a_closed_account_opens_nothing_and_stays_in_the_list(register: Opened, open_again: Open) -> None:
    account = add(register)
    close(register, account)
    assert list(colleagues(register)) == ["anna", "borys.z"]
    assert not colleagues(register)["borys.z"].active
    with pytest.raises(Invalid, match="taken"):
        add(register)
    close(register, account)
    register.close()
    with pytest.raises(WrongPassword):
        open_again("borys.z", OWN)
    assert open_again().vault.logins() == ("anna",)


def test_one_administrator_stays(register: Opened) -> None:
    anna = colleagues(register)["anna"]
    borys = add(register)

    def demote() -> None:
        with register.database.write(register.actor, "change an account") as work:
            changed = {"name": anna.name, "login": "anna", "role": "manager"}
            security.amend_account(work, anna.id, colleagues(register)["anna"].revision, changed)

    for attempt in (demote, lambda: close(register, anna.id)):
        with pytest.raises(CicError, match="At least one system administrator"):
            attempt()
    with register.database.write(register.actor, "change an account") as work:
        security.amend_account(work, borys, 1, {**BORYS, "role": "administrator"})
    demote()
    assert {line.login: line.role for line in colleagues(register).values()} == {
        "anna": Role.MANAGER, "borys.z": Role.ADMINISTRATOR,
    }  # fmt: skip


def test_a_colleague_is_renamed_by_one_at_a_time_and_keeps_the_login(register: Opened) -> None:
    account = add(register)
    with register.database.write(register.actor, "change an account") as work:
        security.amend_account(work, account, 1, {"name": "Borys Lis", "login": "another", "role": "manager"})
    with pytest.raises(Stale), register.database.write(register.actor, "too late") as work:
        security.amend_account(work, account, 1, {"name": "Borys Kot", "login": "borys.z", "role": "manager"})
    assert (colleagues(register)["borys.z"].name, colleagues(register)["borys.z"].role) == ("Borys Lis", Role.MANAGER)


def test_a_lost_password_is_replaced_and_the_audit_says_so(register: Opened, open_again: Open) -> None:
    add(register)
    with pytest.raises(Invalid), register.database.write(register.actor, "change a password") as work:
        security.reset_password(work, register.vault, register.keys, "borys.z", "short")
    with register.database.write(register.actor, "change a password") as work:
        security.reset_password(work, register.vault, register.keys, "borys.z", "some-other-word-5")
    with register.database.read(register.actor) as read:
        assert read.sql("SELECT count(*) FROM audit WHERE verb = 'give a new password'") == [(1,)]
    register.close()
    with pytest.raises(WrongPassword):
        open_again("borys.z", OWN)
    assert open_again("borys.z", "some-other-word-5").actor.role is Role.ADVISOR


@pytest.mark.parametrize("role", Role)
def test_services_refuse_what_the_table_of_rights_refuses(register: Opened, role: Role) -> None:
    actor = Actor(register.actor.id, "anna", role)
    account = add(register)
    tries: tuple[Callable[[Any], Any], ...] = (
        lambda work: security.amend_account(work, account, 1, {**BORYS, "name": "Other"}),
        lambda work: security.reset_password(work, register.vault, register.keys, "borys.z", OWN),
        lambda work: security.close_account(work, register.vault, register.keys, account),
        lambda work: security.add_account(work, register.vault, register.keys, BORYS | {"login": "celina"}, OWN),
    )
    for attempt in tries:
        if allowed(role, Right.MANAGE_ACCOUNTS):
            with register.database.write(actor, "try") as work:
                attempt(work)
        else:
            with pytest.raises(NotAllowed), register.database.write(actor, "try") as work:
                attempt(work)
    assert ("celina" in register.vault.logins()) is allowed(role, Right.MANAGE_ACCOUNTS)
