"""What to bring: codes and one's own lines in one column."""

from __future__ import annotations

import pytest

from cic_desktop import diary


def test_codes_and_words_go_in_and_come_out():
    column = diary.bring_column("id photo", " kredki \n\n2 zdjęcia ")
    assert diary.bring_parts(column) == ("id photo", "kredki\n2 zdjęcia")
    assert [words.render("en") for words in diary.bring_words(column)] == [
        "identity document", "photograph", "kredki", "2 zdjęcia",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["", "paszport\nkarta pobytu", "#7 od góry", "photo"])
def test_what_was_typed_as_words_stays_words(typed):
    assert diary.bring_parts(typed) == ("", typed)
    assert [words.render("uk") for words in diary.bring_words(typed)] == typed.splitlines()
