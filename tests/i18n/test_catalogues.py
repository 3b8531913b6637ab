"""Nothing is left untranslated, no placeholder is lost, and the tool that collects messages keeps what is there."""

from __future__ import annotations

import gettext
import io
import re
import string
from pathlib import Path
from typing import Any

import pytest

from cic_desktop.i18n import catalogues, extract
from cic_desktop.paths import data_root

PLACEHOLDERS = string.Formatter()
# How many forms each language has, and which of them a number takes.
FORMS = {1: 0, 2: 1, 5: 2, 12: 2, 14: 2, 22: 1, 25: 2, 102: 1, 112: 2}
ONES = {"pl": {21: 2, 101: 2}, "uk": {21: 0, 101: 0}, "ru": {21: 0, 101: 0}}


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in PLACEHOLDERS.parse(text) if name is not None}


def forms(message: Any) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


@pytest.fixture(scope="module")
def source() -> Any:
    return extract.template()


def test_messages_of_all_kinds_are_collected(source: Any) -> None:
    found = extract.messages(source)
    assert ("", "Please fill this in.", "") in found
    assert ("role", "manager", "") in found
    assert any(many for _context, _one, many in found)
    assert len(found) > 500
    assert found == extract.messages()


def test_no_message_is_made_of_code(source: Any) -> None:
    """An f-string cannot be looked up, and a message in pieces cannot be translated."""
    for context, one, many in extract.messages(source):
        assert one.strip() == one, one
        assert all(name.isidentifier() for text in (one, many) for name in placeholders(text)), one
        assert context == context.strip()


@pytest.mark.parametrize("lang", extract.TRANSLATED)
def test_every_message_is_translated(lang: str, source: Any) -> None:
    there = {extract._key(message): message for message in extract.read(lang) if message.id}
    missing = extract.messages(source) - set(there)
    empty = {key for key, message in there.items() if not extract.is_translated(message)}
    left_over = set(there) - extract.messages(source)
    assert not missing | empty, f"{lang}: {len(missing | empty)} untranslated; run `make catalogues`"
    assert not left_over, f"{lang}: messages that are gone; run `make catalogues`"
    assert not [key for key, message in there.items() if message.fuzzy]


@pytest.mark.parametrize("lang", extract.TRANSLATED)
def test_every_translation_fits_its_message(lang: str) -> None:
    for message in extract.read(lang):
        if not message.id or not extract.is_translated(message):
            continue
        _context, one, many = extract._key(message)
        wanted = placeholders(many or one)
        may_lack = {"n"} if many else set()  # "one day" may say it without the digit
        for text in forms(message):
            assert wanted - may_lack <= placeholders(text) <= wanted, (lang, one, text)
            assert text == text.strip(), (lang, text)
            assert text.count("\n") == one.count("\n"), (lang, text)
        assert len(forms(message)) == (3 if many else 1), (lang, one)


@pytest.mark.parametrize("lang", extract.TRANSLATED)
def test_no_letters_of_the_wrong_alphabet(lang: str) -> None:
    """A Latin o in a Ukrainian word looks right and is never found."""
    mixed = re.compile(r"[a-zA-Ząćęłńóśźż][\u0400-\u04ff]|[\u0400-\u04ff][a-zA-Ząćęłńóśźż]")
    for message in extract.read(lang):
        for text in filter(None, forms(message) if message.id else []):
            assert not mixed.search(re.sub(r"\{[^}]*\}", " ", text)), (lang, text)


@pytest.mark.parametrize("lang", extract.TRANSLATED)
def test_plural_forms_are_the_languages_own(lang: str) -> None:
    catalogue = extract.read(lang)
    assert catalogue.num_plurals == 3
    from gettext import c2py

    chosen = c2py(catalogue.plural_expr)
    assert {n: chosen(n) for n in FORMS | ONES[lang]} == FORMS | ONES[lang]


def test_the_tool_keeps_translations_drops_the_gone_and_adds_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, texts = tmp_path / "cic_desktop", tmp_path / "translations"
    package.mkdir()
    monkeypatch.setattr(extract, "PACKAGE", package)
    monkeypatch.setattr(extract, "data_root", lambda: tmp_path)

    def write(*lines: str) -> None:
        (package / "a.py").write_text("\n".join(lines), "utf-8")

    write('_("Name")', 'ngettext("{n} day", "{n} days", n)', 'pgettext("visit", "Planned")', '_("Gone " "away")')
    assert extract.messages() == {
        ("", "Name", ""), ("", "{n} day", "{n} days"), ("visit", "Planned", ""), ("", "Gone away", ""),
    }  # fmt: skip
    assert extract.update() == {"pl": 4, "uk": 4, "ru": 4}
    path = texts / "pl" / "LC_MESSAGES" / "cic.po"
    text = path.read_text("utf-8")
    assert ".py:" not in text
    for old, new in (
        ('msgid "Name"\nmsgstr ""', '# a note\nmsgid "Name"\nmsgstr "Imię"'),
        ('msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""', 'msgstr[0] "{n} dzień"\nmsgstr[1] "{n} dni"\nmsgstr[2] "{n} dni"'),
        ('msgid "Planned"\nmsgstr ""', 'msgid "Planned"\nmsgstr "Umówiona"'),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")

    write('_("New")', 'pgettext("visit", "Planned")', 'ngettext("{n} day", "{n} days", n)', '_("Name")')
    assert extract.update() == {"pl": 1, "uk": 4, "ru": 4}
    again = path.read_bytes()
    assert extract.update() == {"pl": 1, "uk": 4, "ru": 4}
    assert path.read_bytes() == again, "the same source gives the same file"
    kept = extract.read("pl")
    assert {message.id: message.string for message in kept if message.id} == {
        "Name": "Imię", ("{n} day", "{n} days"): ("{n} dzień", "{n} dni", "{n} dni"), "Planned": "Umówiona", "New": "",
    }  # fmt: skip
    assert "Gone away" not in kept
    assert not kept.obsolete


def test_a_catalogue_is_compiled_on_the_fly_or_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "translations" / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Name"\nmsgstr "Imię"\n'
    (folder / "cic.po").write_text(po, "utf-8")
    monkeypatch.setattr(catalogues, "data_root", lambda: tmp_path)
    read = catalogues.catalogue.__wrapped__
    assert read("pl").gettext("Name") == "Imię"
    assert read("uk").gettext("Name") == "Name", "no catalogue yet: the source's words"
    assert catalogues.compile_all() == ["pl"]
    (folder / "cic.po").unlink()
    assert read("pl").gettext("Name") == "Imię"


def test_a_catalogue_older_than_its_source_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    folder = tmp_path / "translations" / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "cic.po").write_text(head + 'msgid "Name"\nmsgstr "Stare"\n', "utf-8")
    monkeypatch.setattr(catalogues, "data_root", lambda: tmp_path)
    catalogues.compile_all()
    (folder / "cic.po").write_text(head + 'msgid "Name"\nmsgstr "Nowe"\n', "utf-8")
    os.utime(folder / "cic.mo", (1, 1))
    assert catalogues.catalogue.__wrapped__("pl").gettext("Name") == "Nowe"


@pytest.mark.parametrize("lang", extract.TRANSLATED)
def test_a_few_messages_are_found_without_reading_the_whole_catalogue(lang: str) -> None:
    """The first window looks its words up in the file; whoever wants more has it read by gettext."""
    po = data_root() / "translations" / lang / "LC_MESSAGES" / "cic.po"
    data = catalogues._compile(po.read_bytes(), lang)
    whole, few = gettext.GNUTranslations(io.BytesIO(data)), catalogues._Compiled(data)
    plain = [one for context, one, many in extract.messages(extract.read(lang)) if not context and not many]
    assert [few._look(one.encode()).decode() for one in plain] == [whole.gettext(one) for one in plain]
    assert few.gettext("No such message") == "No such message"
    assert [few.gettext(one) for one in plain] == [whole.gettext(one) for one in plain]
    assert few.ngettext("{n} day", "{n} days", 5) == whole.ngettext("{n} day", "{n} days", 5)
    assert few.pgettext("role", "manager") == whole.pgettext("role", "manager")
