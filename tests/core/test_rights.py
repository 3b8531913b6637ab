"""One table says who may do what."""

from __future__ import annotations

import pytest

from cic_desktop.core.errors import NotAllowed
from cic_desktop.core.rights import RIGHTS, ROLE_NAMES, Right, Role, allowed, require


def test_every_role_has_its_rights_and_its_name() -> None:
    assert set(RIGHTS) == set(ROLE_NAMES) == set(Role)
    assert all(ROLE_NAMES[role].render("en") for role in Role)
    assert all(any(allowed(role, right) for role in Role) for right in Right)


def test_what_a_lawyer_heard_is_not_for_the_administrator() -> None:
    assert [role for role in Role if allowed(role, Right.READ_SECRETS)] == [Role.SPECIALIST]
    assert not allowed(Role.SPECIALIST, Right.EDIT_CLIENTS)


def test_only_the_administrator_makes_accounts() -> None:
    assert [role for role in Role if allowed(role, Right.MANAGE_ACCOUNTS)] == [Role.ADMINISTRATOR]
    assert [role for role in Role if allowed(role, Right.EXPORT_BUNDLE)] == [Role.MANAGER, Role.ADMINISTRATOR]


def test_a_refusal_says_whom_to_ask() -> None:
    require(Role.ADVISOR, Right.EDIT_CLIENTS)
    with pytest.raises(NotAllowed, match="system administrator"):
        require(Role.ADVISOR, Right.MANAGE_ACCOUNTS)
