"""What people write in cells, and what it means."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop.core import partial_date
from cic_desktop.core.answers import read_answer
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Field
from cic_desktop.exchange.importing import contact, values
from cic_desktop.exchange.importing.mapping import targets
from cic_desktop.i18n import LANGUAGES, cldr

FIELDS = {field.name: field for field in (*targets("services"), *targets("clients"))}
DAYS = st.dates(date(1911, 1, 1), date(2099, 12, 31))


def day(text: str) -> str:
    return str(partial_date.parse(values.cell(FIELDS["birth_date"], text)))


@pytest.mark.parametrize(
    "text",
    ["15.04.1992", "15.4.1992 r.", "15 kwietnia 1992", "15 kwi 1992 r.", "15-IV-1992", "15/04/1992", "1992-04-15",
     "1992-04-15 00:00", "1992-04-15T08:30:00Z", "33709", "33709.0", "15 квітня 1992", "15 апреля 1992 г.",
     "15041992", "ur. 15.04.1992", " 15.04.1992 ", "15,04,1992"],
)  # fmt: skip
def test_a_date_in_many_writings(text: str) -> None:
    assert day(text) == "1992-04-15"


@pytest.mark.parametrize(("text", "iso"), [("1992", "1992"), ("04.1992", "1992-04"), ("kwiecień 1992", "1992-04")])
def test_a_part_of_a_date_stays_a_part(text: str, iso: str) -> None:
    assert day(text) == iso


@given(DAYS, st.sampled_from(["{0:%d.%m.%Y}", "{0:%d/%m/%Y}", "{0:%Y-%m-%d}", "{0.day}.{0.month}.{0.year} r.", "{1}"]))
def test_every_day_comes_back(born: date, writing: str) -> None:
    serial = (born - date(1899, 12, 30)).days
    if writing != "{1}" or serial > 9999:
        assert day(writing.format(born, serial)) == born.isoformat()


@given(DAYS, st.sampled_from(LANGUAGES))
def test_days_in_words_come_back(born: date, lang: str) -> None:
    assert day(cldr.day(born, lang)) == born.isoformat()


@given(st.text(max_size=60))
def test_whatever_stands_in_a_cell_is_read_or_refused_in_words(text: str) -> None:
    for name in ("birth_date", "sex", "citizenship", "language", "stay_title", "pesel", "surname", "needs", "starts_at",
                 "minutes", "rodo_given", "remarks", "region"):  # fmt: skip
        try:
            read_answer(FIELDS[name], values.cell(FIELDS[name], text))
        except CicError as error:
            assert error.text.render("pl")
    for read in (contact.phones, contact.emails, values.countries, contact.address):
        try:
            read(text)
        except CicError as error:
            assert error.text.render("pl")


@given(st.text(max_size=40), st.booleans())
def test_a_whole_name_is_split_without_losing_letters(text: str, surname_first: bool) -> None:
    surname, given_names = values.split_name(text, surname_first)
    kept = "".join(filter(str.isalpha, (surname + given_names).casefold()))
    if not any(word in text.casefold() for word in ("pan", "p.")):
        assert sorted(kept) == sorted("".join(filter(str.isalpha, values.plain(text).casefold())))


@pytest.mark.parametrize(
    ("text", "code"),
    [("ukraińskie", "UA"), ("UKR", "UA"), ("Україна", "UA"), ("Украина", "UA"), ("obywatelka Ukrainy", "UA"),
     ("białoruskie", "BY"), ("Беларусь", "BY"), ("Rosja", "RU"), ("gruzińskie", "GE"), ("Wietnam", "VN"),
     ("Niger", "NE"), ("nigeryjskie", "NG"), ("indyjskie", "IN"), ("indonezyjskie", "ID"), ("bezpaństwowiec", "XX"),
     ("Türkiye", "TR"), ("mołdawskie", "MD"), ("ormiańskie", "AM")],
)  # fmt: skip
def test_a_country_by_its_name_its_adjective_its_people(text: str, code: str) -> None:
    assert values.countries(text) == [code]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_country_is_known_by_its_name(lang: str) -> None:
    for code, name in cldr.countries(lang):
        assert values.country_of(name) == code or cldr.country(values.country_of(name), lang) == name


def test_several_citizenships_stand_in_one_cell() -> None:
    assert values.countries("ukraińskie i polskie") == ["UA", "PL"]
    assert values.countries("Ukraina/Rosja") == ["UA", "RU"]
    assert values.countries("Bośnia i Hercegowina") == ["BA"]
    assert values.countries("brak") == []


def test_words_of_lists_in_any_language() -> None:
    said = {"K": "F", "Kobieta": "F", "mężczyzna": "M", "жінка": "F", "чол": "M", "m": "M"}
    assert {text: values.cell(FIELDS["sex"], text) for text in said} == said
    titles = {
        "ochrona czasowa": "temporary_protection", "PESEL UKR": "temporary_protection", "pobyt czasowy": "temporary",
        "Pobyt Stały": "permanent", "wiza krajowa": "visa_d", "тимчасовий захист": "temporary_protection",
    }  # fmt: skip
    assert {text: values.cell(FIELDS["stay_title"], text) for text in titles} == titles


def test_an_unknown_word_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(CicError) as refused:
        values.cell(FIELDS["stay_title"], "kosmiczny")
    assert "ruch bezwizowy" in refused.value.text.render("pl")


def test_telephones() -> None:
    assert contact.phones("tel. 600 123 456, +380 67 123 45 67") == ["600 123 456", "+380 67 123 45 67"]
    assert contact.phones("380671234567") == ["+380671234567"]
    assert contact.phones("600123456 (mąż)") == ["600123456"]
    assert contact.phones("-") == []


def test_a_number_a_spreadsheet_spoiled() -> None:
    assert values.cell(FIELDS["pesel"], "2270803628") == "02270803628", "the zero in front is back"
    assert values.cell(FIELDS["pesel"], "92041517621.0") == "92041517621"


def test_an_address_in_one_cell() -> None:
    assert contact.address("ul. Damrota 7/3, 46-064 Opole") == {
        "street": "Damrota", "house": "7", "flat": "3", "postcode": "46-064", "town": "Opole",
    }  # fmt: skip
    with pytest.raises(CicError):
        contact.address("ul. Damrota 7")


def test_names_in_capitals_become_names() -> None:
    assert values.cell(FIELDS["surname"], "KOWALENKO-NOWAK") == "Kowalenko-Nowak"
    assert values.split_name("Oksana KOVALENKO", surname_first=False) == ("Kovalenko", "Oksana")
    assert values.split_name("Kovalenko Oksana Ivanivna", surname_first=True) == ("Kovalenko", "Oksana Ivanivna")
    assert values.split_name("Jan van Damme", surname_first=False) == ("van Damme", "Jan")


def test_minutes_and_hours() -> None:
    written = {"45": "45", "45 min": "45", "0:45": "45", "1h 30min": "90", "1,5 h": "90", "1 godz.": "60"}
    assert {text: values.cell(FIELDS["minutes"], text) for text in written} == written
    assert values.hours("1,5") == "90"
    assert values.cell(FIELDS["starts_at"], "9.30-10.00") == "9.30"


def test_what_looks_like_a_formula_is_text() -> None:
    assert values.cell(FIELDS["remarks"], "=1+1") == "=1+1"
    assert values.cell(FIELDS["remarks"], "'=1+1") == "=1+1"
    assert values.cell(Field("x", FIELDS["remarks"].label), "@home") == "@home"


def test_serial_dates_of_a_spreadsheet() -> None:
    assert day("44927") == (date(1899, 12, 30) + timedelta(days=44927)).isoformat() == "2023-01-01"
