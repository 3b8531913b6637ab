"""Lists in the order a Polish reader expects."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.i18n.collation import sort_key


def in_order(words: str) -> None:
    expected = words.split()
    mixed = expected[1::2] + expected[::2]
    assert sorted(mixed, key=sort_key) == expected


def test_polish_letters_follow_their_bare_ones() -> None:
    in_order("Ada Azbest Ąk Bąk Cyr Ćma Ela Ezop Ęk Lis Lwow Łoś Nużyk Ńu Osa Oz Ósma Szum Śnieg Zyta Źle Żak")


def test_cyrillic_comes_after_latin_in_its_own_order() -> None:
    in_order("Zając Żyła Адам Гнат Ґудзь Дуб Ева Єва Жук Ива Іва Їжак Йов Ольга Цой Шевченко Щербак Юрій Яна")


def test_a_short_name_comes_before_the_longer_one_and_marks_break_ties() -> None:
    assert sort_key("Kowal") < sort_key("Kowal Anna") < sort_key("Kowala")
    assert sort_key("Muller") < sort_key("Müller") < sort_key("Mullera")
    assert sort_key("anna") == sort_key("ANNA")


def test_punctuation_hardly_matters() -> None:
    assert sort_key("O'Brien") < sort_key("Obrienko")
    assert sort_key("Nowak Anna") < sort_key("Nowak-Bem") < sort_key("Nowak Celina")


@given(st.text(max_size=40))
def test_a_key_can_always_be_stored_and_compared_as_bytes(name: str) -> None:
    key = sort_key(name)
    assert "\0" not in key
    assert isinstance(key, str)


@given(st.lists(st.text(alphabet="aąbcćzźżлєїй -", max_size=6), max_size=8))
def test_bytes_sort_as_texts_do(names: list[str]) -> None:
    keys = [sort_key(name) for name in names]
    assert sorted(keys) == sorted(keys, key=lambda key: key.encode("utf-8"))
