"""The paper in the safe: read by somebody upset, on a keyboard in the wrong language."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.security.recovery import RecoveryKey, RecoveryKeyMistyped

KEY = RecoveryKey(bytes(range(20)))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
secrets_ = st.binary(min_size=20, max_size=20).map(RecoveryKey)


def groups_named(text: str) -> tuple[int, ...]:
    with pytest.raises(RecoveryKeyMistyped) as raised:
        RecoveryKey.parse(text)
    assert raised.value.text.render("pl")
    return raised.value.groups


def other(character: str) -> str:
    return ALPHABET[(ALPHABET.index(character) + 7) % len(ALPHABET)]


@given(secrets_)
def test_what_is_printed_can_be_typed_back(key: RecoveryKey) -> None:
    assert [len(group) for group in key.text.split("-")] == [4] * 11
    assert RecoveryKey.parse(key.text) == key


def test_two_keys_are_never_the_same_and_never_shown_by_accident() -> None:
    key = RecoveryKey.generate()
    assert key != RecoveryKey.generate()
    assert repr(key) == "RecoveryKey()"


@given(secrets_, st.randoms(use_true_random=False))
def test_spacing_case_and_lookalikes_do_not_matter(key: RecoveryKey, chance: random.Random) -> None:
    alike = {"O": "0оО", "I": "1іІ", "B": "8вВ", "A": "аА", "E": "е", "K": "к", "C": "сС", "X": "х", "P": "р"}
    typed = "".join(
        chance.choice([c, c.lower(), *alike.get(c, "")]) + chance.choice(["", "", " ", "\n", "–", ". "])
        for c in key.text.replace("-", "")
    )
    assert RecoveryKey.parse(typed) == key


@given(secrets_, st.integers(0, 31))
def test_one_mistyped_character_is_named_by_its_group(key: RecoveryKey, place: int) -> None:
    characters = list(key.text.replace("-", ""))
    characters[place] = other(characters[place])
    assert groups_named("".join(characters)) == (place // 4 + 1,)


def test_two_mistyped_groups_are_both_named() -> None:
    groups = KEY.text.split("-")
    groups[1] = other(groups[1][0]) + groups[1][1:]
    groups[6] = groups[6][:3] + other(groups[6][3])
    assert groups_named("-".join(groups)) == (2, 7)


@given(secrets_, st.integers(32, 39))
def test_a_misread_check_character_does_no_harm(key: RecoveryKey, place: int) -> None:
    characters = list(key.text.replace("-", ""))
    characters[place] = other(characters[place])
    assert RecoveryKey.parse("".join(characters)) == key


def test_a_mistake_in_the_last_group_is_looked_for_there() -> None:
    assert groups_named(KEY.text[:-1] + other(KEY.text[-1])) == (11,)


def test_exchanged_groups_are_noticed() -> None:
    first, second, *rest = RecoveryKey(bytes(range(100, 120))).text.split("-")
    assert groups_named("-".join([second, first, *rest])) == (1, 2)


def test_a_missing_character_is_named_by_its_group() -> None:
    groups = KEY.text.split("-")
    groups[4] = groups[4][:3]
    assert groups_named(" ".join(groups)) == (5,)
    assert groups_named("".join(groups)) == ()


def test_a_character_the_key_never_has_is_named_by_its_group() -> None:
    groups = KEY.text.split("-")
    groups[2] = "A9AA"
    assert groups_named("-".join(groups)) == (3,)


@pytest.mark.parametrize("nothing", ["", " ", "-", "🙂", "\0", "\ud800", "A" * 44, "A" * 10_000])
def test_nonsense_is_refused_with_a_sentence(nothing: str) -> None:
    groups_named(nothing)


@given(st.text(max_size=60))
def test_any_typing_has_an_answer(text: str) -> None:
    with pytest.raises(RecoveryKeyMistyped):
        RecoveryKey.parse(text)


def test_the_same_paper_opens_no_other_register() -> None:
    first, second = (KEY.private_key(register).private_bytes_raw() for register in ("one", "two"))
    assert first != second
    assert first == KEY.private_key("one").private_bytes_raw()
