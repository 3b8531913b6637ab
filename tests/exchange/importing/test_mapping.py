"""Headings as people write them, map files, and mappings remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from cic_desktop.core.errors import CicError
from cic_desktop.core.text import fold
from cic_desktop.exchange import importing
from cic_desktop.exchange.importing import mapping
from tests.exchange.importing.conftest import Desk


def named(what: importing.What, *headings: str) -> list[str]:
    found = importing.propose(what, headings)
    return [found.get(place, "") for place in range(len(headings))]


def test_the_usual_headings_map_by_themselves() -> None:
    headings = ("Lp.", "Nazwisko ", "IMIE", "Data urodzenia (dd.mm.rrrr)", "PESEL*", "Obywatelstwo:", "Nr telefonu",
                "E-mail", "Adres zamieszkania", "Nr klienta", "Podstawa pobytu", "Ważny do", "Płeć (K/M)",
                "Uwagi")  # fmt: skip
    assert named("clients", *headings) == [
        "", "surname", "given", "birth_date", "pesel", "citizenship", "phone", "email", "address", "number",
        "stay_title", "stay_valid_to", "sex", "remarks",
    ]  # fmt: skip
    services = (
        "Nazwisko i imię", "Data wizyty", "Rodzaj wsparcia", "Temat", "Czas (min)", "Doradca", "Projekt", "Uwagi",
    )  # fmt: skip
    assert named("services", *services) == [
        "reversed_name", "day", "kind", "topic", "minutes", "advisor", "project_id", "description",
    ]  # fmt: skip


def test_other_languages_and_slips_of_the_finger() -> None:
    assert named("clients", "Прізвище", "Ім'я", "Дата народження") == ["surname", "given", "birth_date"]
    assert named("clients", "Фамилия", "Имя", "Гражданство") == ["surname", "given", "citizenship"]
    assert named("clients", "Surname", "Date of birth", "Obywatelsto", "nazwisko i  imie") == [
        "surname", "birth_date", "citizenship", "reversed_name",
    ]  # fmt: skip
    assert named("clients", "Nazwisko", "Nazwisko rodowe", "Numer buta") == ["surname", "birth_surname", ""]


def test_of_two_columns_with_one_meaning_the_first_has_it() -> None:
    assert named("clients", "Data urodzenia", "Data ur.", "Telefon", "Tel.") == ["birth_date", "", "phone", "phone"]
    assert named("clients", "Imię i nazwisko", "Nazwisko", "Imię") == ["", "surname", "given"]


def test_every_heading_of_the_files_names_something_and_only_one_thing() -> None:
    for what in ("clients", "services"):
        names = {field.name for field in importing.targets(what)}
        headings = mapping.data(what)["headings"]
        assert set(headings) <= names
        said = [(fold(word), name) for name, words in headings.items() for word in words]
        assert len({word for word, _name in said}) == len({*said}), "one heading, one meaning"


def test_what_a_file_holds_is_guessed() -> None:
    assert importing.guess_what(("Nazwisko", "Data wizyty", "Rodzaj wsparcia")) == "services"
    assert importing.guess_what(("Nazwisko", "Imię", "Data urodzenia")) == "clients"


def test_a_mapping_without_the_needed_columns_says_which() -> None:
    assert importing.lacking("clients", {0: "phone"})
    assert importing.lacking("services", {0: "surname", 1: "day"})
    assert importing.lacking("services", {0: "pesel", 1: "day", 2: "kind"}) is None


def test_a_map_file_corrects_the_proposal(desk: Desk, tmp_path: Path) -> None:
    table = desk.table(("Kto", "Imię", "Uwagi", "Kiedy ur."), ("Nowak", "Ewa", "x", "1990"))
    path = tmp_path / "map.toml"
    path.write_text('header = 1\n[columns]\nKto = "surname"\nUwagi = ""\nD = "birth_date"\n', "utf-8")
    columns = importing.read_map(path).applied("clients", table)
    assert columns == {0: "surname", 1: "given", 3: "birth_date"}


@pytest.mark.parametrize("text", ["columns = 3", "[columns", '[columns]\nNikt = "surname"', '[columns]\nKto = "shoe"'])
def test_a_map_file_that_cannot_be_is_refused(desk: Desk, tmp_path: Path, text: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CicError):
        importing.read_map(path).applied("clients", desk.table(("Kto",), ("Nowak",)))


def test_a_mapping_is_remembered_for_files_with_the_same_headings(desk: Desk) -> None:
    headings = ("Kto", "Imię")
    assert desk.ask(lambda read: importing.remembered(read, "clients", headings)) is None
    desk.do(lambda work: importing.remember(work, "clients", headings, {0: "surname", 1: "given"}))
    assert desk.ask(lambda read: importing.remembered(read, "clients", ("KTO ", "Imię"))) == {0: "surname", 1: "given"}
    assert desk.ask(lambda read: importing.remembered(read, "services", headings)) is None
