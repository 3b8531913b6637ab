"""What is known of MOS: complete in four languages, sourced, and tied to questions that are asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date

import pytest

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Condition
from cic_desktop.forms import mos
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.mos.pack import _folder
from cic_desktop.i18n import LANGUAGES

PACKS = mos.mos_forms()
WORK, STUDIES = {"purpose": "work"}, {"purpose": "studies"}


@pytest.fixture(params=PACKS)
def pack(request):
    return mos.mos_pack(request.param)


def known(pack) -> Iterator[mos.Known]:
    for one in (pack.photo, pack.files, pack.deadline):
        if one is not None:
            yield one
    for each in (pack.attachments, pack.annexes, pack.fees, pack.notes, pack.bring):
        yield from each


def test_every_statement_has_a_source_and_says_how_sure_it_is(pack):
    for one in known(pack):
        assert one.source
        assert one.confidence in {"confirmed", "secondary", "unconfirmed"}
        assert one.as_of >= date(2026, 1, 1)


def test_every_text_is_there_in_four_languages(pack):
    def texts(value):
        if isinstance(value, dict):
            if "pl" in value:
                yield value
            for inner in value.values():
                yield from texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)

    data = tomllib.loads((_folder() / f"{pack.form}.toml").read_text("utf-8"))
    for text in texts(data):
        assert all(text.get(lang, "").strip() for lang in LANGUAGES), text
        assert "{" not in "".join(text.values())  # the sheet fills in what stands in braces


def test_conditions_name_questions_and_answers_that_exist(pack):
    if pack.form not in {info.id for info in definitions.catalogue()}:
        pytest.skip("its worksheet is not there")
    definition = definitions.load(pack.form)
    for one in known(pack):
        if isinstance(one.when, Condition):
            question = definition.question(one.when.field)
            offered = {choice.code for choice in question.choices} or {"yes", "no"}
            assert set(one.when.values) <= offered, one


def test_codes_are_there_once(pack):
    for each in (pack.attachments, pack.fees, pack.bring):
        codes = [one.code for one in each]
        assert len(codes) == len(set(codes))


def test_what_hangs_on_an_answer_is_not_hidden_before_it_is_given():
    pack = mos.mos_pack("MOS-CZASOWY")
    undecided, work, studies = (
        {one.code for one in mos.applying(pack.attachments, answers)} for answers in ({}, WORK, STUDIES)
    )
    assert work < undecided
    assert studies < undecided
    assert "means" in studies - work
    assert [one.applies({}) for one in pack.attachments if one.code == "means"] == [None]


def test_an_unknown_form_has_no_pack_and_ids_are_no_paths():
    for form_id in ("EL-W-1", "../mos/MOS-CZASOWY", ""):
        with pytest.raises(CicError):
            mos.mos_pack(form_id)
