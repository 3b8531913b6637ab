"""Whatever hands in answers: one reading, and sentences beside the fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.clients.fields import INTAKE, PARTS, QUICK
from cic_desktop.core.answers import read_answer, read_answers
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answer, Condition, Field, FieldKind, Option
from cic_desktop.i18n import LANGUAGES, Plain

NAME = Plain("A question")
LIST = (Option("stay", Plain("stay")), Option("work", Plain("work")))


def field(kind: FieldKind, **more: Any) -> Field:
    return Field("q", NAME, kind, **more)


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        (field("text"), "  two   words \u00a0", "two words"),
        (field("text"), "a\0b\u200b", "ab"),
        (field("text"), "smile 🙂", "smile 🙂"),
        (field("name"), "O’Connor-Świątek", "O’Connor-Świątek"),
        (field("name"), "Мар'яна", "Мар'яна"),
        (field("long_text"), "one\r\ntwo  \n", "one\ntwo"),
        (field("date"), "23.11.2026", date(2026, 11, 23)),
        (field("date"), "2026-11-23", date(2026, 11, 23)),
        (field("date"), "", None),
        (field("partial_date"), "11.1992", "1992-11"),
        (field("partial_date"), "1992", "1992"),
        (field("partial_date"), " ", None),
        (field("time"), "9", "09:00"),
        (field("time"), "930", "09:30"),
        (field("time"), "9.05", "09:05"),
        (field("time"), "", ""),
        (field("number"), "1 200", 1200),
        (field("number"), "", None),
        (field("minutes"), "0", 0),
        (field("choice", options=LIST), "work", "work"),
        (field("choice"), "id-of-something", "id-of-something"),
        (field("choices", options=LIST), ["work", "stay", "work", ""], "work stay"),
        (field("choices", options=LIST), "stay work", "stay work"),
        (field("choices", options=LIST), [], ""),
        (field("country"), "ua", "UA"),
        (field("language"), "fa_AF", "fa_AF"),
        (field("pesel"), "44051401359", "44051401359"),
        (field("yes_no"), "yes", "yes"),
        (field("yes_no"), "", ""),
        (field("postcode"), "46064", "46-064"),
    ],
)
def test_what_is_typed_becomes_a_value(asked: Field, typed: Answer, value: Any) -> None:
    assert read_answer(asked, typed) == value


@pytest.mark.parametrize(
    ("asked", "typed", "words"),
    [
        (field("text", required=True), " \t ", "fill this in"),
        (field("choices", options=LIST, required=True), ["", ""], "choose an answer"),
        (field("yes_no", required=True), "", "choose an answer"),
        (field("text", max_length=5), "123456", "at most 5"),
        (field("text", boxes=3), "1234", "at most 3"),
        (field("name"), "x" * 300, "too long"),
        (field("name"), "Ko\0walska", "cannot be seen"),
        (field("name"), "Anna 🙂", "pictures"),
        (field("name"), "12345", "letters"),
        (field("date"), "30.02.2026", "does not have a day 30"),
        (field("date"), "31.11.2026", "does not have a day 31"),
        (field("date"), "11.2026", "whole date"),
        (field("date"), "13.13.2026", "12 months"),
        (field("date"), "23.11.26", "four digits"),
        (field("date"), "yesterday", "Write a date"),
        (field("time"), "25:00", "not a time"),
        (field("time"), "9:75", "not a time"),
        (field("number"), "many", "whole number"),
        (field("number"), "-5", "whole number"),
        (field("number"), "9" * 30, "whole number"),
        (field("minutes"), "1441", "1440"),
        (field("choice", options=LIST), "holiday", "one of the list"),
        (field("choices", options=LIST), ["stay", "holiday"], "one of the list"),
        (field("country"), "Poland", "one of the list"),
        (field("language"), "Ukrainian", "one of the list"),
        (field("yes_no", required=True), "maybe", "one of the list"),
        (field("pesel"), "44051401358", "mistake"),
        (field("pesel"), "123", "11 digits"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(asked: Field, typed: Answer, words: str) -> None:
    with pytest.raises(CicError, match=words) as caught:
        read_answer(asked, typed)
    assert all(caught.value.text.render(lang) for lang in LANGUAGES)


def test_all_problems_are_told_at_once_each_beside_its_field() -> None:
    asked = (Field("surname", NAME, "name", required=True), Field("born", NAME, "date"), Field("sex", NAME))
    with pytest.raises(Invalid) as caught:
        read_answers(asked, {"born": "30.02.2026", "sex": "F"})
    assert [(problem.field, problem.severity) for problem in caught.value.problems] == [
        ("surname", "error"),
        ("born", "error"),
    ]


def test_questions_that_do_not_apply_are_neither_asked_nor_stored() -> None:
    """The purpose belongs to a temporary permit only: an answer left over from before is dropped."""
    asked = (
        Field("title", NAME, "choice"),
        Field("purpose", NAME, required=True, when=Condition("title", ("temporary",))),
        Field("employer", NAME, required=True, when=Condition("purpose", ("work",))),
        Field("until", NAME, "date", when=Condition("title", ("temporary",))),
    )
    left_over = {"title": "refugee", "purpose": "work", "employer": "", "until": "nonsense"}
    assert read_answers(asked, left_over) == {"title": "refugee", "purpose": "", "employer": "", "until": None}
    with pytest.raises(Invalid) as caught:
        read_answers(asked, left_over | {"title": "temporary"})
    assert {problem.field for problem in caught.value.problems} == {"employer", "until"}


def test_a_condition_holds_for_one_of_several_choices() -> None:
    condition = Condition("needs", ("work", "school"))
    assert condition.holds({"needs": ["stay", "work"]})
    assert not condition.holds({"needs": ["stay"]})
    assert not condition.holds({})


ASKED = [*QUICK, *(item for step in INTAKE for item in step.fields), *(item for part in PARTS for item in part.fields)]


@given(st.sampled_from(ASKED), st.text(max_size=400) | st.lists(st.text(max_size=20), max_size=5))
def test_any_text_in_any_field_gives_a_value_or_a_sentence(asked: Field, typed: Answer) -> None:
    """Also lone surrogates, NULs and right-to-left marks; and what is taken can be stored."""
    try:
        value = read_answer(asked, typed)
    except CicError as error:
        assert error.text.render("en")
    else:
        assert value is None or isinstance(value, str | int | date)
        if isinstance(value, str):
            assert "\0" not in value
            assert value.encode().decode() == value == value.strip()
