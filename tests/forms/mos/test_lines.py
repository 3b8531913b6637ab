"""The answers as MOS wants them, field by field."""

from __future__ import annotations

from cic_desktop.forms import mos

from .conftest import ANSWERS


def lines(worksheet, answers):
    return {line.official: line for section in mos.copy_sections(worksheet, answers, "brak") for line in section.lines}


def test_headings_and_fields_stand_in_the_order_of_the_portal(worksheet):
    sections = mos.copy_sections(worksheet, ANSWERS, "brak")
    titles = [section.title.render("uk") for section in sections]
    assert titles == ["A. Dane osobowe cudzoziemca", "E. Informacje dodatkowe", "E.II Rodzina w Polsce"]
    assert [line.number for line in sections[0].lines] == ["1", "2", "9", "12"]


def test_values_are_what_is_typed_there(worksheet):
    found = lines(worksheet, {**ANSWERS, "country": "UA"})
    assert found["Nazwisko"].value == "SZEWCZENKO"
    assert found["Data urodzenia"].value == "1990/04"
    assert found["Państwo urodzenia"].value == "Ukraina"
    assert found["Cel pobytu"].value == "wykonywanie pracy"


def test_a_field_that_must_say_brak_says_so_and_an_empty_one_is_marked(worksheet):
    found = lines(worksheet, ANSWERS)
    assert (found["Nazwiska poprzednie"].value, found["Nazwiska poprzednie"].state) == ("brak", "none")
    assert (found["Państwo urodzenia"].value, found["Państwo urodzenia"].state) == ("", "empty")
    assert found["Państwo urodzenia"].problem is not None
    assert lines(worksheet, {**ANSWERS, "former": "Bondar"})["Nazwiska poprzednie"].state == "given"


def test_what_an_unfinished_worksheet_has_not_come_to_is_still_to_be_answered(worksheet):
    [ahead] = [
        {line.official: line.state for section in mos.copy_sections(worksheet, ANSWERS, "brak", {"former"})
         for line in section.lines if line.question == "former"}
    ]  # fmt: skip
    assert ahead == {"Nazwiska poprzednie": "empty"}


def test_questions_of_our_own_are_not_copied(worksheet):
    assert "asked_only_here" not in {line.question for line in lines(worksheet, ANSWERS).values()}


def test_a_part_of_which_there_is_nothing_is_one_line_that_says_brak(worksheet):
    line = lines(worksheet, ANSWERS)["E.II Rodzina w Polsce"]
    assert (line.value, line.state) == ("brak", "none")


def test_a_part_with_several_entries_is_listed_entry_by_entry(worksheet):
    family = {"family_any": "yes", "relative_1": "Jan", "family_more_1": "yes", "relative_2": "Ewa"}
    sections = mos.copy_sections(worksheet, {**ANSWERS, **family}, "brak")[2:]
    told = [(section.title.render("pl"), section.lines[0].value) for section in sections]
    assert told == [("E.II Rodzina w Polsce (1)", "Jan"), ("E.II Rodzina w Polsce (2)", "Ewa")]


def test_an_answer_that_cannot_be_right_is_marked(worksheet):
    assert lines(worksheet, {**ANSWERS, "born": "1990-14"})["Data urodzenia"].problem is not None
