"""Whose permit ends first has the answers for the MOS portal ready."""

from __future__ import annotations

from datetime import timedelta

from cic_desktop.forms import mos
from tests.demo.conftest import UNTIL


def test_somebody_whose_permit_ends_is_ready_for_the_portal(shown, sql):
    [(filled_id,)] = sql("SELECT id FROM filled_form WHERE form_id = 'MOS-CZASOWY'")
    with shown.database.read(shown.actor) as read:
        case = mos.mos_case(read, filled_id=filled_id)
    assert case.client is not None
    assert case.standing is not None
    assert case.standing.until is not None
    assert UNTIL < case.standing.until < UNTIL + timedelta(days=400)
    assert not case.minor
    given = {line.question: line.value for line in case.lines}
    assert given["surname"] == case.client.surname
    assert given["purpose"] == "wykonywanie pracy"
    assert "Żółkiewski" not in " ".join(given.values())  # nobody else's family
    assert sum(line.state == "empty" for line in case.lines) < 15


def test_a_small_register_need_not_have_anybody(make):
    make(20, 60)
