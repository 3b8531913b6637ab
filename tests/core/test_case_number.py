"""Case numbers said over the phone and typed back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core.case_number import LETTERS, CaseNumber, parse
from cic_desktop.core.checks import BadValue

numbers = st.builds(
    CaseNumber, st.sampled_from(LETTERS), st.integers(2000, 2099), st.integers(min_value=1, max_value=999_999)
)


def test_it_looks_as_on_the_card() -> None:
    assert str(CaseNumber("A", 2026, 417)) == "A-26-0417-M"
    assert str(CaseNumber("K", 2026, 12345)).startswith("K-26-12345-")


@pytest.mark.parametrize(
    "typed", ["a-26-0417-m", "A26 0417 M", "a260417m", "A-26-417-M", "А–26–0417–М", " a 26 417 m "]
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert parse(typed) == CaseNumber("A", 2026, 417)


@pytest.mark.parametrize("typed", ["", "A-26-0417", "A-26-0417-A", "B-26-0417-M", "A-26-0000-A", "44051401359", "Anna"])
def test_what_is_no_case_number_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        parse(typed)


def test_no_letter_looks_like_a_digit() -> None:
    assert not set(LETTERS) & set("BILOQSZ")


def test_a_device_or_serial_out_of_range_is_a_mistake_of_the_program() -> None:
    for device, year, serial in (("O", 2026, 1), ("A", 1999, 1), ("A", 2026, 0)):
        with pytest.raises(ValueError, match=r"device|year"):
            CaseNumber(device, year, serial)


@given(numbers)
def test_what_is_written_is_read_back(number: CaseNumber) -> None:
    assert parse(str(number)) == number
    assert parse(str(number).lower().replace("-", "")) == number


@given(numbers, st.data())
def test_one_wrong_character_is_found(number: CaseNumber, data: st.DataObject) -> None:
    written = str(number)
    at = data.draw(st.sampled_from([at for at, char in enumerate(written) if char != "-"]))
    others = [char for char in ("0123456789" if written[at].isdigit() else LETTERS) if char != written[at]]
    with pytest.raises(BadValue):
        parse(written[:at] + data.draw(st.sampled_from(others)) + written[at + 1 :])


@given(numbers)
def test_neighbours_exchanged_are_found(number: CaseNumber) -> None:
    written = str(number)
    for at in range(len(written) - 1):
        exchanged = written[:at] + written[at + 1] + written[at] + written[at + 2 :]
        if exchanged.replace("-", "") != written.replace("-", ""):
            with pytest.raises(BadValue):
                parse(exchanged)
