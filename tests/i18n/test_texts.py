"""Texts wait for their language; nothing below the windows knows a current one."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from cic_desktop.i18n import (
    LANGUAGES,
    Country,
    Dated,
    Day,
    Joined,
    LanguageName,
    Moment,
    MonthName,
    Msg,
    Number,
    Plain,
    Text,
    Texts,
    Weekday,
    _,
    ngettext,
    pgettext,
    texts,
)

DAYS = {
    "pl": ("{n} dzień", "{n} dni", "{n} dni"),
    "uk": ("{n} день", "{n} дні", "{n} днів"),
    "ru": ("{n} день", "{n} дня", "{n} дней"),
}


@pytest.fixture(autouse=True)
def own_catalogues(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogues of this test alone, with the plural rules of each language."""

    def made(lang: str) -> gettext.NullTranslations:
        if lang not in DAYS:
            return gettext.NullTranslations()
        catalogue = Catalog(locale=lang)
        catalogue.add(("{n} day", "{n} days"), DAYS[lang])
        if lang == "pl":
            catalogue.add("Name", "Nazwa")
            catalogue.add("Name", "Nazwisko", context="person")
            catalogue.add("Hello {who}, it is {day}", "{day}: witaj, {who}")
        out = io.BytesIO()
        write_mo(out, catalogue)
        out.seek(0)
        return gettext.GNUTranslations(out)

    monkeypatch.setattr(texts, "catalogue", made)
    yield


def test_a_message_is_rendered_with_an_explicit_language() -> None:
    message = _("Name")
    assert [message.render(lang) for lang in LANGUAGES] == ["Nazwa", "Name", "Name", "Name"]
    assert pgettext("person", "Name").render("pl") == "Nazwisko"
    assert pgettext("other", "Name").render("pl") == "Name"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("pl", ["1 dzień", "2 dni", "5 dni", "12 dni", "22 dni", "1000 dni"]),
        ("uk", ["1 день", "2 дні", "5 днів", "12 днів", "22 дні", "1000 днів"]),
        ("ru", ["1 день", "2 дня", "5 дней", "12 дней", "22 дня", "1000 дней"]),
        ("en", ["1 day", "2 days", "5 days", "12 days", "22 days", "1,000 days"]),
    ],
)
def test_a_message_that_counts(lang: str, said: list[str]) -> None:
    rendered = [ngettext("{n} day", "{n} days", n).render(lang) for n in (1, 2, 5, 12, 22, 1000)]
    assert [text.replace("\u00a0", "") for text in rendered] == said


def test_arguments_are_texts_dates_numbers_or_data() -> None:
    message = _("Hello {who}, it is {day}", who=Country("UA"), day=date(2026, 11, 3))
    assert message.render("pl") == "3 listopada 2026: witaj, Ukraina"
    assert message.render("en") == "Hello Ukraine, it is 3 November 2026"
    assert _("{n}", n=12345).render("pl").replace("\u00a0", " ") == "12 345"
    assert _("{at}", at=datetime(2026, 11, 23, 8, 30, tzinfo=UTC)).render("en") == "23 November 2026, 09:30"


def test_data_is_never_read_as_a_format() -> None:
    """Somebody's remark may hold braces or per cent signs."""
    nasty = "{n} {0} {} %s {who.__class__}"
    assert _("Hello {who}, it is {day}", who=nasty, day="x").render("en") == f"Hello {nasty}, it is x"
    assert Plain(nasty).render("pl") == nasty
    assert _("100 {} %").render("en") == "100 {} %", "no arguments, no format"


def test_messages_are_values() -> None:
    """Compared and kept in sets, made at import time without looking anything up."""
    assert _("Name") == Msg("Name")
    assert len({_("Name"), _("Name"), pgettext("person", "Name"), _("Name", x=1)}) == 3
    assert isinstance(_("Name"), Text)
    assert isinstance(Plain(""), Text)
    assert not isinstance("Name", Text)


def test_words_of_data_files_fall_back_to_polish() -> None:
    words = Texts({"pl": "legalny pobyt", "uk": "легальне перебування", "en": ""})
    assert [words.render(lang) for lang in LANGUAGES] == [
        "legalny pobyt", "легальне перебування", "legalny pobyt", "legalny pobyt",
    ]  # fmt: skip
    assert Texts({}).render("pl") == ""
    assert len({words, Texts(dict(words.by_lang))}) == 1


def test_joined_texts_leave_out_what_is_empty() -> None:
    assert Joined((Plain("a"), Plain(""), Country("PL"))).render("pl") == "a · Polska"
    assert Joined(()).render("pl") == ""


# --- names, dates and numbers of the world ---------------------------------------------------------


def test_dates_are_written_as_each_language_writes_them() -> None:
    day = date(2026, 11, 3)
    assert [Day(day).render(lang) for lang in LANGUAGES] == [
        "3 listopada 2026", "3 листопада 2026", "3 ноября 2026", "3 November 2026",
    ]  # fmt: skip
    assert {Day(day, "short").render(lang) for lang in LANGUAGES} == {"03.11.2026"}
    assert Day(day, "weekday").render("pl") == "wtorek, 3 listopada 2026"
    assert [Day(day, "day_month").render(lang) for lang in ("pl", "en")] == ["3 lis", "3 Nov"]


def test_a_month_alone_stands_in_the_nominative() -> None:
    assert [MonthName(2026, 11).render(lang) for lang in LANGUAGES] == [
        "listopad 2026", "листопад 2026", "ноябрь 2026", "November 2026",
    ]  # fmt: skip
    assert MonthName(2026, 11, "short").render("pl") == "lis"
    assert [Weekday(n).render("pl") for n in (0, 6)] == ["poniedziałek", "niedziela"]


def test_a_moment_is_shown_by_the_wall_clock_in_poland() -> None:
    summer, winter = datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 1, 1, 22, 30, tzinfo=UTC)
    assert Moment(summer).render("pl") == "2 lipca 2026, 00:30"
    assert Moment(winter, "time").render("pl") == "23:30"


def test_people_are_called_as_they_call_themselves() -> None:
    """Where CLDR says otherwise than the field: Romani, Dari, stateless."""
    assert [LanguageName("rom").render(lang) for lang in LANGUAGES] == ["Romski", "Ромська", "Ромский", "Romani"]
    assert [LanguageName("fa_AF").render(lang) for lang in LANGUAGES] == ["Dari", "Дарі", "Дари", "Dari"]
    assert [Country("XX").render(lang) for lang in LANGUAGES] == [
        "bezpaństwowiec", "особа без громадянства", "лицо без гражданства", "stateless",
    ]  # fmt: skip
    assert Country("??").render("pl") == "??"
    assert LanguageName("uk").render("uk") == "Українська"


def test_lists_of_countries_and_languages_are_whole_and_in_order() -> None:
    from cic_desktop.i18n import countries, languages
    from cic_desktop.i18n.collation import sort_key

    for lang in LANGUAGES:
        named = countries(lang)
        codes = [code for code, _name in named]
        assert {"PL", "UA", "BY", "XX", "XK", "PS", "TW"} <= set(codes)
        assert not {"EU", "ZZ", "QO"} & set(codes)
        assert len(set(codes)) == len(codes) > 240
        assert [name for _code, name in named] == sorted((name for _code, name in named), key=sort_key)
        spoken = languages(lang)
        assert [code for code, _name in spoken[:4]] == ["uk", "ru", "pl", "en"]
        assert len({code for code, _name in spoken}) == len(spoken)
        assert all(name != code and name[0].isupper() for code, name in spoken if name[0].isalpha())
        assert all(name != code for code, name in named)


def test_numbers_are_grouped_as_each_language_groups_them() -> None:
    def shown(value: float) -> list[str]:
        return [Number(value).render(lang).replace("\u00a0", " ") for lang in LANGUAGES]

    assert shown(12345) == ["12 345", "12 345", "12 345", "12,345"]
    assert shown(0.5) == ["0,5", "0,5", "0,5", "0.5"]
    assert shown(999) == ["999"] * 4
    assert shown(float("nan")) == ["0"] * 4


def test_the_pseudo_language_marks_what_is_translatable() -> None:
    from cic_desktop.i18n.catalogues import PSEUDO, catalogue

    shown = catalogue(PSEUDO).gettext("Hello {who}!")
    assert shown.startswith("⟦")
    assert shown.endswith("⟧")
    assert "{who}" in shown
    assert len(shown) > 1.3 * len("Hello {who}!")
    for text in (
        catalogue(PSEUDO).ngettext("a", "b", 2),
        catalogue(PSEUDO).pgettext("c", "b"),
        catalogue(PSEUDO).npgettext("c", "a", "b", 5),
    ):
        assert text == catalogue(PSEUDO).gettext("b")


def test_days_inside_the_words_of_a_data_file_are_written_as_the_language_does() -> None:
    source = Dated("Ustawa, t.u. 2026-04-07; M.P. 2026 poz. 370; sprawa 2026-99-01")
    assert source.render("pl") == "Ustawa, t.u. 07.04.2026; M.P. 2026 poz. 370; sprawa 2026-99-01"
    assert "2026-04-07" not in source.render("uk")
