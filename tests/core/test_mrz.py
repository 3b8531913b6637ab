"""Lines of documents: the examples of ICAO 9303, round trips, and one character wrong."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core import mrz
from cic_desktop.core.mrz import Mrz, Unreadable, check_digit

TODAY = date(2026, 11, 23)
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
VISA = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"


def read(text: str) -> Mrz:
    return mrz.read(text, TODAY)


@pytest.mark.parametrize(
    ("field", "digit"),
    [
        ("520727", 3), ("AB2134<<<", 5), ("L898902C3", 6), ("740812", 2), ("120415", 9),
        ("HA672242<658022549601086<<<<<<<<<<<<<<0", 8),
    ],
)  # fmt: skip
def test_check_digits_of_the_standard(field: str, digit: int) -> None:
    assert check_digit(field) == digit


@pytest.mark.parametrize(("text", "shape"), [(TD3, "TD3"), (TD1, "TD1"), (TD2, "TD2")])
def test_the_specimens_of_the_standard(text: str, shape: str) -> None:
    found = read(text)
    assert (found.shape, found.faults, found.cut) == (shape, (), False)
    assert (found.surname, found.given, found.sex) == ("ERIKSSON", "ANNA MARIA", "F")
    assert (found.birth, found.expires) == ("1974-08-12", date(2012, 4, 15))
    assert found.number == ("L898902C3" if shape == "TD3" else "D23145890")


def test_a_visa_has_no_last_check_digit() -> None:
    found = read(VISA)
    assert (found.code, found.faults, found.nationality) == ("V", (), "")


def test_as_a_reader_types_it_or_as_it_is_pasted() -> None:
    spaced = TD3.lower().replace("<<", "< <").replace("\n", "\r\n\r\n") + "\n"
    assert read(spaced).lines == read(TD3).lines == read(TD3.replace("\n", "")).lines
    assert read(TD1.replace("\n", "")).shape == "TD1"


def test_a_number_longer_than_nine_goes_on_in_the_optional_data() -> None:
    body, rest = "D23145890", "7349"
    digit = check_digit(f"{body}<{rest[:-1]}")
    first = f"I<UTO{body}<{rest[:-1]}{digit}".ljust(30, "<")
    second = "7408122F1204159UTO" + "<" * 11
    composite = check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    found = read(f"{first}\n{second}{composite}\nERIKSSON<<ANNA".ljust(92, "<"))
    assert (found.number, found.faults, found.personal) == ("D23145890734", (), "")


@pytest.mark.parametrize(
    ("code", "country"), [("UKR", "UA"), ("BLR", "BY"), ("D<<", "DE"), ("XXA", "XX"), ("XXB", ""), ("GBD", "GB")]
)
def test_countries(code: str, country: str) -> None:
    assert read(TD2.replace("D231458907UTO", f"D231458907{code}")).nationality == country


@pytest.mark.parametrize(
    ("field", "birth"),
    [("7408<<", "1974-08"), ("74<<<<", "1974"), ("<<<<<<", ""), ("261123", "2026-11-23"), ("261124", "1926-11-24"),
     ("740231", "1974-02")],
)  # fmt: skip
def test_births_as_far_as_they_are_known(field: str, birth: str) -> None:
    lines = TD3.split("\n")
    assert read(f"{lines[0]}\n{lines[1][:13]}{field}{lines[1][19:]}").birth == birth


def test_names_that_did_not_fit_are_said_to_be_cut() -> None:
    long = "P<UTO" + "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR<".ljust(39, "X")[:39]
    assert read(f"{long}\n{TD3.split(chr(10))[1]}").cut


# --- one character wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "at", "what", "places"),
    [
        (TD3, (1, 3), "number", (2, 1, 10)), (TD3, (1, 14), "birth", (2, 14, 20)),
        (TD3, (1, 22), "expiry", (2, 22, 28)),
        (TD3, (1, 31), "personal", (2, 29, 43)), (TD1, (0, 6), "number", (1, 6, 15)), (TD1, (1, 2), "birth", (2, 1, 7)),
    ],
)  # fmt: skip
def test_a_wrong_digit_is_found_where_it_is(
    text: str, at: tuple[int, int], what: str, places: tuple[int, int, int]
) -> None:
    fault = read(wrong(text, *at)).faults[0]
    assert (fault.what, fault.line, fault.first, fault.last) == (what, *places)
    assert str(places[0]) in fault.text.render("en") and str(places[2]) in fault.text.render("en")


def wrong(text: str, line: int, place: int) -> str:
    lines = text.split("\n")
    old = lines[line][place]
    new = str((int(old) + 1) % 10) if old.isdigit() else "7"
    lines[line] = lines[line][:place] + new + lines[line][place + 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "read the document"), ("HELLO", "characters instead of"), (TD3[:-1], "Line 2 has 43"),
        (TD3.replace("L898902C3", "L89890?C3"), "“?”"), (TD3.split("\n")[0], "should be 2 lines"),
    ],
)  # fmt: skip
def test_what_is_no_document_says_what_to_do(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert said in str(refused.value)


@given(st.text(max_size=200))
def test_anything_typed_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except Unreadable as refused:
        assert refused.text.render("pl")


# --- round trip ---------------------------------------------------------------------------------------------

NAME = st.text(string.ascii_uppercase, min_size=1, max_size=7)
NUMBER = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=9)
DAYS = st.dates(date(1930, 1, 1), TODAY)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str, tuple[str, str, str, str, date]]:
    """The shape, the lines, and what they say."""
    surname, given_name, number, sex = draw(NAME), draw(NAME), draw(NUMBER), draw(st.sampled_from("FM<"))
    born, expires = draw(DAYS), draw(st.dates(date(2000, 1, 1), date(2070, 1, 1)))
    shape, personal = draw(st.sampled_from(("TD1", "TD2", "TD3"))), draw(st.text(string.digits, max_size=7))
    names, field = f"{surname}<<{given_name}", number.ljust(9, "<")
    number_checked = f"{field}{check_digit(field)}"
    dates = tuple(f"{day:%y%m%d}{check_digit(f'{day:%y%m%d}')}" for day in (born, expires))
    lines = _lines(shape, names, number_checked, dates, sex, personal)
    return shape, lines, (surname, given_name, number, sex.strip("<"), expires)


def _lines(shape: str, names: str, number: str, dates: tuple[str, ...], sex: str, personal: str) -> str:
    if shape == "TD1":
        first, second = f"I<POL{number}".ljust(30, "<"), f"{dates[0]}{sex}{dates[1]}UKR{personal}".ljust(29, "<")
        over = first[5:] + second[:7] + second[8:15] + second[18:]
        return "\n".join((first, f"{second}{check_digit(over)}", names.ljust(30, "<")))
    wide = shape == "TD3"
    second = f"{number}UKR{dates[0]}{sex}{dates[1]}" + personal.ljust(14 if wide else 7, "<")
    if wide:
        second += str(check_digit(second[28:]))
    over = second[:10] + second[13:20] + second[21:]
    return f"{'P' if wide else 'I'}<UKR{names}".ljust(44 if wide else 36, "<") + f"\n{second}{check_digit(over)}"


@given(documents())
def test_what_was_printed_is_read(document: tuple[str, str, tuple[str, str, str, str, date]]) -> None:
    shape, lines, said = document
    found = read(lines)
    assert (found.shape, found.faults, found.nationality) == (shape, (), "UA")
    assert (found.surname, found.given, found.number, found.sex) == said[:4]
    assert found.expires is not None and found.expires.strftime("%y%m%d") == said[4].strftime("%y%m%d")


@given(documents(), st.data())
def test_any_wrong_digit_is_found(
    document: tuple[str, str, tuple[str, str, str, str, date]], data: st.DataObject
) -> None:
    """Of a field with a check digit; the standard's own digits miss letters that are ten apart."""
    shape, text, _said = document
    digits = [at for at in range(len(text)) if text[at].isdigit() and _is_checked(shape, text, at)]
    at = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([digit for digit in string.digits if digit != text[at]]))
    assert read(text[:at] + other + text[at + 1 :]).faults


def _is_checked(shape: str, text: str, at: int) -> bool:
    line, place = text[:at].count("\n"), at - (text.rfind("\n", 0, at) + 1)
    return line == 1 or (shape == "TD1" and line == 0 and place >= 5)
