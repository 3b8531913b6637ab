"""Anonymous sheets: typed in, counted, and never told apart."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import surveys
from cic_desktop.core.errors import Invalid, Missing
from tests.events.conftest import TRAINING, opened

SHEET = {
    "helpful": "yes", "teacher": "5", "programme": "4", "materials": "3", "organisation": "5", "sex": "F",
    "age_band": "18_60",
}  # fmt: skip


def typed(desk, event_id, **answers):
    return desk.do(lambda work: surveys.add_answer(work, {**SHEET, **answers}, event_id=event_id))


def counts(desk, event_id):
    return desk.read(lambda read: surveys.survey_counts(read, event_id=event_id))


def test_sheets_are_counted_with_the_share_of_those_it_helped(desk, training):
    for helpful in ("yes", "yes", "rather_yes", "rather_no", "no", "yes"):
        typed(desk, training, helpful=helpful)
    typed(desk, training, teacher="", programme="2")
    found = counts(desk, training)
    assert (found.sheets, found.positive, found.percent) == (7, 5, 71)
    assert {mean.question: (round(mean.mark, 2), mean.sheets) for mean in found.means} == {
        "teacher": (5, 6), "programme": (3.71, 7), "materials": (3, 7), "organisation": (5, 7),
    }  # fmt: skip
    assert (found.by_sex, found.by_age) == ({"F": (5, 7)}, {"18_60": (5, 7)})


def test_few_sheets_are_not_split_so_that_nobody_is_guessed(desk, training):
    for _ in range(surveys.LEAST - 1):
        typed(desk, training)
    assert (counts(desk, training).by_sex, counts(desk, training).by_age) == ({}, {})
    typed(desk, training)
    assert counts(desk, training).by_sex == {"F": (5, 5)}


def test_without_a_sheet_there_is_no_share(desk, training):
    assert (counts(desk, training).sheets, counts(desk, training).percent) == (0, None)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"helpful": ""}, "helpful"), ({"helpful": "5"}, "helpful"), ({"teacher": "6"}, "teacher"),
        ({"words": "proszę dzwonić 600 700 800"}, "words"), ({"words": "anna@example.org"}, "words"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_beside_its_field(desk, training, answers, field):
    with pytest.raises(Invalid) as told:
        typed(desk, training, **answers)
    assert [problem.field for problem in told.value.problems] == [field]
    assert counts(desk, training).sheets == 0


def test_a_sheet_is_of_the_last_day_and_never_of_a_day_to_come(desk, training, conference):
    past = opened(desk, {**TRAINING, "starts_on": "2026-10-05", "ends_on": "2026-10-06"})
    days = [desk.read(lambda read, row_id=row_id: surveys.answer_day(read, event_id=row_id)) for row_id in
            (past, training, conference)]  # fmt: skip
    assert days == [date(2026, 10, 6), date(2026, 11, 23), date(2026, 11, 23)]
    with pytest.raises(Invalid):
        desk.do(lambda work: surveys.add_answer(work, SHEET, event_id=past, day=date(2026, 11, 24)))
    with pytest.raises(Missing):
        desk.do(lambda work: surveys.add_answer(work, SHEET, event_id="nothing"))


def test_words_stand_in_the_order_of_the_alphabet_and_may_be_taken_off(desk, training):
    for words in ("Świetnie", "Bardzo potrzebne", "Pani Ewa pomogła"):
        typed(desk, training, words=words)
    remarks = counts(desk, training).remarks
    assert [remark.words for remark in remarks] == ["Bardzo potrzebne", "Pani Ewa pomogła", "Świetnie"]
    words = desk.do(lambda work: surveys.remove_words(work, remarks[1].id))
    assert (len(counts(desk, training).remarks), counts(desk, training).sheets) == (2, 3)
    desk.do(lambda work: surveys.put_words_back(work, remarks[1].id, words))
    assert len(counts(desk, training).remarks) == 3


def test_a_sheet_typed_by_mistake_goes_and_comes_back(desk, training):
    sheet = typed(desk, training)
    desk.do(lambda work: surveys.retire_answer(work, sheet))
    assert counts(desk, training).sheets == 0
    desk.do(lambda work: surveys.bring_answer_back(work, sheet))
    assert counts(desk, training).sheets == 1


def test_nothing_kept_leads_to_a_person(desk, training):
    typed(desk, training)
    columns = {row[1] for row in desk.rows("SELECT cid, name FROM pragma_table_info('survey_answer')")}
    assert not {"person_id", "enrolment_id", "guest_id", "name"} & columns
