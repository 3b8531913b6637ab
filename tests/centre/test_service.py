"""The centre's data and the keys it exchanges bundles with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cic_desktop import centre
from cic_desktop.core.errors import CicError, Invalid, NotAllowed, Stale
from cic_desktop.core.rights import Right, Role, allowed
from cic_desktop.db.work import Actor
from cic_desktop.startup import Opened
from tests.conftest import CENTRE


def test_the_centre_is_as_the_first_start_asked(register: Opened) -> None:
    with register.database.read(register.actor) as read:
        found = centre.centre(read)
    assert found.name == CENTRE["name"]
    assert found.address == "ul. Damrota 7, 46-064 Opole"
    assert (found.small_cell, found.row_level_basis) == (5, ""), "suppressed, and no rows, unless somebody decides"


def test_the_centre_moves(register: Opened) -> None:
    with register.database.write(register.actor, "change the centre") as work:
        seen = centre.centre(work)
        centre.amend_centre(work, seen.revision, {**CENTRE, "street": "Rynek 1", "phone": "77 402 16 00"})
    with pytest.raises(Stale), register.database.write(register.actor, "too late") as work:
        centre.amend_centre(work, seen.revision, {**CENTRE, "street": "Rynek 2"})
    with pytest.raises(Invalid), register.database.write(register.actor, "empty") as work:
        centre.amend_centre(work, seen.revision + 1, {**CENTRE, "code": " "})
    with register.database.read(register.actor) as read:
        assert centre.centre(read).street == "Rynek 1"


def test_keys_are_listed_the_centres_own_first_and_retired(register: Opened) -> None:
    with register.database.write(register.actor, "keys") as work:
        voivode = centre.add_key(work, "recipient", "Voivode", "age1voivode")
        centre.add_key(work, "recipient", "Own", "age1own", private="AGE-SECRET-KEY-1")
        centre.add_key(work, "sender", "Own", "ed25519")
    with register.database.write(register.actor, "keys") as work:
        assert [key.name for key in centre.keys(work, "recipient")] == ["Own", "Voivode"]
        centre.retire_key(work, voivode)
    with register.database.read(register.actor) as read:
        assert [key.public for key in centre.keys(read, "recipient")] == ["age1own"]


def test_the_logo_is_kept_replaced_and_taken_off(register: Opened) -> None:
    png = b"\x89PNG" + bytes(100)
    for given, kept in ((png, png), (png + b"2", png + b"2"), (b"", b"")):
        with register.database.write(register.actor, "change the logo") as work:
            centre.set_logo(work, given)
        with register.database.read(register.actor) as read:
            assert centre.logo(read) == kept
    with pytest.raises(CicError, match="too large"), register.database.write(register.actor, "poster") as work:
        centre.set_logo(work, bytes(centre.service.LOGO_BYTES + 1))


SERVICES: dict[Right, tuple[Callable[[Any], Any], ...]] = {
    Right.MANAGE_CENTRE: (
        lambda work: centre.amend_centre(work, 1, CENTRE),
        lambda work: centre.set_logo(work, b""),
        lambda work: centre.retire_key(work, centre.add_key(work, "recipient", "x", "x")),
    ),
    Right.EXPORT_BUNDLE: (
        lambda work: centre.keys(work, "recipient"),
        lambda work: centre.add_key(work, "recipient", "x", "x"),
    ),
}


@pytest.mark.parametrize("role", Role)
def test_services_refuse_what_the_table_of_rights_refuses(register: Opened, role: Role) -> None:
    actor = Actor(register.actor.id, "anna", role)
    for right, services in SERVICES.items():
        for service in services:
            if allowed(role, right):
                with register.database.write(actor, "try") as work:
                    service(work)
            else:
                with pytest.raises(NotAllowed), register.database.write(actor, "try") as work:
                    service(work)
