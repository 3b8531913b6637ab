"""A password that can be remembered, cannot be guessed, and becomes a key on every keyboard."""

from __future__ import annotations

import secrets
import unicodedata

import pytest
from argon2.exceptions import HashingError
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core.errors import Invalid
from cic_desktop.security import passwords
from cic_desktop.security.passwords import (
    STANDARD,
    KdfProfile,
    NotEnoughMemory,
    WeakKdf,
    first_password,
    password_problem,
    require_strong,
    wrap,
)

CHEAP = KdfProfile(memory_kib=64, passes=1)


def problem(password: str, login: str = "oksana") -> str:
    found = password_problem(password, login)
    return found.render("en") if found else ""


@pytest.mark.parametrize(
    "good",
    [
        "zielony rower stoi",
        "Kawa-o-8-rano",
        "дощ у понеділок",
        "9ółwi-i-jeż",
        "🙂🙃😉😊😋 pięć buziek",
        "tr0ub4dor&3x",
    ],
)
def test_a_good_password_is_taken(good: str) -> None:
    assert problem(good) == ""


@pytest.mark.parametrize("short", ["", "kotek", "żółwżółwż", "a" * 9])
def test_a_short_one_is_refused_with_advice(short: str) -> None:
    assert "at least 10 characters" in problem(short)


@pytest.mark.parametrize("dull", ["aaaaaaaaaa", "abababababab", "1212121212", "AaAaAaAaAaAa", "          "])
def test_a_few_characters_repeated_are_refused(dull: str) -> None:
    assert "different characters" in problem(dull)


@pytest.mark.parametrize(
    "common",
    [
        "Password2026!",
        "qwertyuiop",
        "1234567890",
        "9876543210",
        "abcdefghijk",
        "Hasło12345",
        "ZAQ!2wsxcde3",
        "йцукенгшщз",
    ],
)
def test_the_first_guesses_are_refused(common: str) -> None:
    assert "first to be guessed" in problem(common)


@pytest.mark.parametrize("own", ["oksana.melnyk", "Oksana.Melnyk2026", "OKSANAMELNYK", "oksana.melnykoksana.melnyk"])
def test_the_login_is_no_password(own: str) -> None:
    assert "must not be the login" in problem(own, "oksana.melnyk")


def test_length_is_counted_in_letters_not_in_how_they_are_encoded() -> None:
    assert problem(unicodedata.normalize("NFD", "żółćęąśńź")) == problem("żółćęąśńź") != ""


def test_the_problem_stands_beside_its_field() -> None:
    with pytest.raises(Invalid) as raised:
        require_strong("kotek", "oksana", field="first_password")
    assert [one.field for one in raised.value.problems] == ["first_password"]
    require_strong("zielony rower stoi", "oksana")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_typing_has_an_answer(password: str, login: str) -> None:
    assert problem(password, login) or len(unicodedata.normalize("NFKC", password)) >= 10


def test_a_first_password_is_strong_sayable_and_never_twice_the_same() -> None:
    made = {first_password() for _n in range(200)}
    assert len(made) == 200
    for password in made:
        assert problem(password) == ""
        words = password.split("-")
        assert len(words) == 5
        assert all(word.isascii() and word.islower() and len(word) == 4 for word in words)


def test_rude_words_are_not_dictated_to_colleagues(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("dupalato")
    monkeypatch.setattr(secrets, "choice", lambda _options: next(letters))
    assert passwords._word() == "lato"


def test_a_secret_comes_back_only_with_its_password_and_its_owner() -> None:
    wrapped = wrap(b"secret", "zielony rower", b"oksana", CHEAP)
    assert wrapped.open("zielony rower", b"oksana", CHEAP) == b"secret"
    for password, owner in (
        ("zielony rowen", b"oksana"),
        ("zielony rower", b"borys"),
        ("", b"oksana"),
        ("\udc00", b"oksana"),
    ):
        with pytest.raises(InvalidTag):
            wrapped.open(password, owner, CHEAP)


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    wrapped = wrap(b"secret", unicodedata.normalize("NFD", "żółw z Łodzi, ї"), b"", CHEAP)
    assert wrapped.open(unicodedata.normalize("NFC", "żółw z Łodzi, ї"), b"", CHEAP) == b"secret"


def test_a_cheap_derivation_from_a_file_is_refused() -> None:
    wrapped = wrap(b"secret", "zielony rower", b"", CHEAP)
    for trusted in (STANDARD, KdfProfile(memory_kib=128, passes=1)):
        with pytest.raises(WeakKdf):
            wrapped.open("zielony rower", b"", trusted)


@pytest.mark.parametrize(
    "wrong", [(0, 1, 1), (2**40, 3, 1), (64, 10**9, 1), (64, 1, 0), (64, 1, 99), ("64", 1, 1), (True, 1, 1)]
)
def test_parameters_no_computer_could_do_are_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of range"):
        KdfProfile(*wrong)


def test_too_little_memory_is_said_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_args: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(passwords, "hash_secret_raw", exhausted)
    with pytest.raises(NotEnoughMemory, match="Close other programs"):
        wrap(b"secret", "zielony rower", b"", CHEAP)


def test_the_standard_price_is_256_mebibytes_three_times() -> None:
    assert (STANDARD.memory_kib, STANDARD.passes, STANDARD.lanes) == (256 * 1024, 3, 1)
