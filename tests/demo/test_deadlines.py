"""Legal stay in motion in the demo: every list has lines, applications in every state, letters of every kind."""

from __future__ import annotations

from cic_desktop import stay
from cic_desktop.core.codes import code_list
from tests.demo.test_story import Sql


def test_applications_letters_and_visits_are_there(sql: Sql) -> None:
    kinds = {row[0] for row in sql("SELECT kind FROM letter")}
    assert kinds >= set(code_list("letter_kind").codes) - {"decision_humanitarian_card"}
    [(filed, complete, suspended, final)] = sql(
        "SELECT count(filed_on), count(complete_on), count(suspended_on), count(final_on) FROM proceeding"
    )
    assert filed > complete > suspended > 0 < final
    assert sql("SELECT 1 FROM crossing WHERE left_on IS NULL")
    assert {row[0] for row in sql("SELECT state FROM radar_mark")} == {"done", "later"}


def test_every_event_has_a_rule_that_watches_it(sql: Sql) -> None:
    watched = {kind for rule in stay.shipped().rules if rule.trigger == "event" for kind in rule.only}
    assert {row[0] for row in sql("SELECT kind FROM stay_event")} <= watched
