"""Names as they are typed at the desk: cleaned, folded, spelled and heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core import text
from cic_desktop.core.transliteration import name_forms, passport_latin


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Anna   Maria ", "Anna Maria"),
        ("Ko\u0301zka", "Kózka"),  # decomposed, as some keyboards send it
        ("An\0na\x07", "Anna"),
        ("Іван\u202e\u200b", "Іван"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("tab\there\nand line", "tab here and line"),
    ],
)
def test_clean_stores_one_visible_line(typed: str, stored: str) -> None:
    assert text.clean(typed) == stored


def test_clean_keeps_the_lines_of_a_note() -> None:
    assert text.clean(" one \r\n\n two  three\0 ", lines=True) == "one\n\ntwo three"


@given(st.text())
def test_clean_twice_is_clean_once_and_can_be_stored(typed: str) -> None:
    once = text.clean(typed)
    assert text.clean(once) == once
    assert "\0" not in once
    once.encode("utf-8")


@pytest.mark.parametrize("name", ["", "Anna", "O'Brien", "Łódzka-Nguyễn", "Мар'яна", "გიორგი", "محمد", "Ana Mª"])
def test_real_names_have_no_problem(name: str) -> None:
    assert text.name_problem(name) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 300, "too long"),
        ("An\0na", "cannot be seen"),
        ("Anna 😀", "pictures"),
        ("❤️", "pictures"),
        ("12345", "needs letters"),
        ("---", "needs letters"),
    ],
)
def test_what_is_not_a_name_gets_a_sentence(name: str, said: str) -> None:
    problem = text.name_problem(name)
    assert problem is not None
    assert said in problem.render("en")


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Łódź", "lodz"),
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("Strauß", "strauss"),
        ("Nguyễn Thị Hương", "nguyen thi huong"),
        ("Şahin IŞIK", "sahin isik"),
        ("Мар'яна Їжакевич", "mariana yizhakevych"),
        ("Згорани", "zghorany"),
        ("გიორგი", "giorgi"),
        ("Al-Hassan", "al hassan"),
        ("  ", ""),
    ],
)
def test_fold_gives_plain_latin_words(name: str, folded: str) -> None:
    assert text.fold(name) == folded


@given(st.text(max_size=60))
def test_fold_gives_only_letters_digits_and_single_spaces(name: str) -> None:
    folded = text.fold(name)
    assert folded == " ".join(folded.split())
    assert all(char.isascii() and (char.isalnum() or char == " ") for char in folded)
    assert text.fold(folded) == folded


def test_a_cyrillic_name_is_looked_for_as_the_passport_and_as_a_polish_clerk_write_it() -> None:
    assert text.spellings("Шевченко") == ("shevchenko", "szewczenko")
    assert text.spellings("Грищенко") == ("hryshchenko", "grishchenko", "hryszczenko")
    assert text.spellings("Kowalski") == ("kowalski",)


def test_the_beginning_of_a_word_is_spelled_as_the_beginning_of_its_spelling() -> None:
    word = "Яцьків-Щербаченко"
    whole = text.spellings(word)
    for length in range(1, len(word) + 1):
        for part, full in zip(text.spellings(word[:length]), whole, strict=False):
            assert full.startswith(part)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Шевченко", "Szewczenko Shevchenko Schewtschenko Chevtchenko"),
        ("Щербак", "Szczerbak Shcherbak Chtcherbak Schtscherbak"),
        ("Хмельницький", "Chmielnicki Khmelnytskyi Chmielnycki"),
        ("Цимбалюк", "Tsymbaliuk Cymbaluk Zymbaljuk"),
        ("Журавель", "Zhuravel Żurawel Schurawel Jouravel"),
        ("Грищенко", "Hryshchenko Gryshchenko Hryszczenko"),
        ("Євген", "Yevhen Jewhen Ievgen"),
        ("Mohammed", "Muhammad Mohamed"),
        ("Khaled", "Khalid"),
    ],
)
def test_spellings_of_one_name_share_a_sound(name: str, others: str) -> None:
    for other in others.split():
        assert text.sound_keys(name) & text.sound_keys(other), other


def test_different_names_sound_different() -> None:
    assert not text.sound_keys("Коваленко") & text.sound_keys("Kravchenko")


@pytest.mark.parametrize(
    ("name", "language", "latin"),
    [
        ("Алушта", "uk", "Alushta"),
        ("Андрій", "uk", "Andrii"),
        ("Борщагівка", "uk", "Borshchahivka"),
        ("Борисенко", "uk", "Borysenko"),
        ("Згорани", "uk", "Zghorany"),
        ("Знам'янка", "uk", "Znamianka"),
        ("Їжакевич-Яценко", "uk", "Yizhakevych-Yatsenko"),
        ("ЩЕРБАК", "uk", "SHCHERBAK"),
        ("Юлия Щёголева", "ru", "Iuliia Shchegoleva"),
        ("Сяргей Яўген", "be", "Siarhei Yauhen"),
        ("София Щърбанов", "bg", "Sofia Shtarbanov"),
        ("Anna Коваль 2", "uk", "Anna Koval 2"),
    ],
)
def test_passport_spelling(name: str, language: str, latin: str) -> None:
    assert passport_latin(name, language) == latin


def test_a_given_name_has_forms_in_other_languages() -> None:
    assert {"nikolai", "mikalai", "mikolaj"} <= name_forms("mykola")
    assert name_forms("kovalenko") == frozenset()
