"""The shipped rules: dated, sourced, in a closed vocabulary, worded in four languages."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import stay
from cic_desktop.core.codes import code_list
from cic_desktop.i18n import LANGUAGES
from cic_desktop.stay.law import CONFIDENCE, TRIGGERS, Rule, term_words

RULES = stay.shipped().rules
KINDS = {
    "stay_end": "stay_title", "fixed": "stay_title", "crossing": "stay_title", "document_end": "document_kind",
    "letter": "letter_kind", "event": "stay_event", "final_decision": "proceeding_outcome",
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_keeps_to_the_vocabulary(rule: Rule) -> None:
    assert rule.trigger in TRIGGERS
    assert rule.unit in ("days", "working_days", "months")
    assert rule.direction in ("before", "after")
    assert rule.confidence in set(CONFIDENCE) - {"centre"}
    assert rule.basis and rule.source
    assert date(2025, 1, 1) <= rule.as_of <= date(2026, 11, 23)
    assert list(rule.warn) == sorted(rule.warn, reverse=True) and rule.warn
    known = code_list(KINDS[rule.trigger]).codes if rule.trigger in KINDS else ()
    assert set(rule.only) <= set(known)
    for text in (rule.title, rule.text, term_words(rule)):
        assert all(text.render(lang).strip() for lang in LANGUAGES)
    assert len({rule.title.render(lang) for lang in LANGUAGES}) == 4
    assert (rule.fixed_on is not None) == (rule.trigger == "fixed")
    assert not rule.moves or rule.trigger == "letter", "only terms of a procedure move"


def test_codes_are_unique_and_every_event_has_a_rule() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    told = {kind for rule in RULES if rule.trigger == "event" for kind in rule.only}
    assert told == set(code_list("stay_event").codes)


def test_every_title_that_can_end_has_exactly_one_rule() -> None:
    ending = [title for rule in RULES if rule.trigger in ("stay_end", "fixed", "crossing") and rule.active
              for title in rule.only]  # fmt: skip
    assert sorted(ending) == sorted(set(code_list("stay_title").codes) - {"none", "pending", "polish"})


def test_only_one_end_of_temporary_protection_is_confirmed() -> None:
    assert stay.shipped().rule("temporary_protection").fixed_on == date(2027, 3, 4)


def test_a_centre_without_its_own_rules_has_the_shipped_ones(desk: object) -> None:
    assert desk.ask(stay.law_in_force) == stay.shipped()  # type: ignore[attr-defined]
