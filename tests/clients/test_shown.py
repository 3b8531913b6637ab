"""Answers in words."""

from __future__ import annotations

import pytest

from cic_desktop.clients.shown import answer_text
from cic_desktop.core.codes import options
from cic_desktop.core.fields import Answer, Field
from cic_desktop.i18n import Plain

WORDS = Plain("?")


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        (Field("a", WORDS), "Opole", "Opole"),
        (Field("a", WORDS), "", ""),
        (Field("a", WORDS), None, ""),
        (Field("a", WORDS, "country"), "UA", "Ukraine"),
        (Field("a", WORDS, "language"), "uk", "Ukrainian"),
        (Field("a", WORDS, "date"), "2026-11-03", "03.11.2026"),
        (Field("a", WORDS, "date"), "some day", "some day"),
        (Field("a", WORDS, "partial_date"), "1992", "1992"),
        (Field("a", WORDS, "partial_date"), "no idea", "no idea"),
        (Field("a", WORDS, "yes_no"), "yes", "yes"),
        (Field("a", WORDS, "choice", options=options("sex")), "F", "woman"),
        (Field("a", WORDS, "choice", options=options("sex")), "X", "X"),
        (Field("a", WORDS, "choices", options=options("sex")), ["F", "M"], "woman, man"),
    ],
)
def test_every_kind_of_answer_has_its_words(field: Field, answer: Answer | None, words: str) -> None:
    assert answer_text(field, answer).render("en") == words
