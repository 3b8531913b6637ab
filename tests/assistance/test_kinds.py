"""Every kind of help, the present and the future ones: round trip, summary, data that holds together."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from typing import Any

import pytest

from cic_desktop import assistance
from cic_desktop.assistance import kinds
from cic_desktop.assistance.catalogues import catalogues
from cic_desktop.assistance.fields import SERVICE
from cic_desktop.assistance.kinds import KINDS, Kind
from cic_desktop.core.fields import Field, applicable
from cic_desktop.i18n import LANGUAGES
from cic_desktop.ui.icons import icon_names

EXAMPLES: dict[str, str] = {
    "date": "24.11.2026",
    "time": "9:30",
    "number": "12",
    "minutes": "20",
    "yes_no": "yes",
    "language": "uk",
}


def example(field: Field) -> str:
    """An answer this question takes; of options the first."""
    return field.options[0].code if field.options else EXAMPLES.get(field.kind, "Ratusz w Opolu, Володимир")


def all_answers(kind: Kind) -> dict[str, Any]:
    given = {field.name: example(field) for field in kind.fields}
    for field in kind.fields:
        if field.when is not None:
            given[field.when.field] = field.when.values[0]
    return given


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_what_is_typed_is_read_back(desk, oksana, kind):
    given = all_answers(kind)
    desk.record(desk.service(kind.code, oksana, **given))
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    shown = {field.name for field in applicable(kind.fields, given) if given[field.name]}
    assert (line.kind, set(line.details)) == (kind.code, shown)
    for name in shown - {field.name for field in kind.fields if field.kind in EXAMPLES}:
        assert line.details[name] == given[name]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_reads_in_one_line_in_every_language(kind, lang):
    assert kind.title.render(lang)
    for details in ({}, all_answers(kind)):
        line = kind.summary(details).render(lang)
        assert "\n" not in line
        assert "{" not in line


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_holds_together(kind):
    names = [field.name for field in (*kind.fields, *SERVICE)]
    assert len(names) == len(set(names)), "a kind's question must not shadow one of every service"
    assert {field.when.field for field in kind.fields if field.when} <= set(names)
    assert kind.icon in icon_names()
    assert 0 < kind.minutes <= 480
    assert len(kind.upgrades) == kind.version - 1


def test_every_module_of_kinds_is_named():
    modules = {module.name for module in pkgutil.iter_modules(kinds.__path__)} - {"kind"}
    found = {importlib.import_module(f"{kinds.__name__}.{name}").KIND.code for name in modules}
    assert found == {kind.code for kind in KINDS}


def test_old_details_are_read_in_todays_shape():
    def rename(details: dict[str, Any]) -> dict[str, Any]:
        return {"office": details["where"]}

    grown = Kind("x", KINDS[0].title, "file", "", (), KINDS[0].summary, upgrades=(rename,))
    assert grown.version == 2
    assert grown.read({"where": "ZUS"}, 1) == {"office": "ZUS"}
    assert grown.read({"office": "ZUS"}, 2) == {"office": "ZUS"}


@pytest.mark.parametrize("catalogue", catalogues(), ids=lambda item: item.id)
def test_every_kind_counts_under_one_heading_of_a_catalogue(catalogue):
    named = [name for heading in catalogue.headings for name in heading.kinds]
    assert len(named) == len(set(named))
    assert {name.partition(":")[0] for name in named} == {kind.code for kind in KINDS}
    for item in KINDS:
        assert catalogue.heading(item.code, {}), item.code
        for option in next((field.options for field in item.fields if field.name == item.variant), ()):
            assert catalogue.heading(item.code, {item.variant: option.code})
    assert {lang for heading in catalogue.headings for lang in LANGUAGES if not heading.title.render(lang)} == set()


def test_the_lists_are_dated_and_the_answer_decides_the_heading():
    pilot, today = catalogues()
    assert (pilot.id, today.id) == ("pilot-2021", "centres-2025")
    assert sum(not heading.additional for heading in pilot.headings) == 7
    assert [heading_of(today, "consultation", specialist=code) for code in ("lawyer", "child_psychologist")] == [
        "legal_stay", "psychologist",
    ]  # fmt: skip
    assert heading_of(today, "document_help", document="school") == "assistance"
    assert [one.in_force(date(2022, 5, 1)) for one in (pilot, today)] == [True, False]
    assert [one.in_force(date(2026, 11, 23)) for one in (pilot, today)] == [False, True]


def heading_of(catalogue: Any, code: str, **details: str) -> str:
    return str(catalogue.heading(code, details).code)
