"""Code lists: every one of them dated, sourced, unique, and worded in all languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cic_desktop.core import codes
from cic_desktop.i18n import LANGUAGES
from cic_desktop.paths import data_root

LISTS = sorted(path.stem for path in (data_root() / "resources" / "codes").glob("*.toml"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_whole(name: str) -> None:
    found = codes.code_list(name)
    assert found.source.strip()
    assert date(2020, 1, 1) <= found.as_of <= date(2026, 11, 23)
    assert found.codes
    assert len(set(found.codes)) == len(found.codes)
    for item in found.items:
        assert item["code"] and " " not in item["code"], "several codes are stored with spaces between"
        assert all(item.get(lang, "").strip() for lang in LANGUAGES), item["code"]


def test_a_code_shows_its_words_and_an_unknown_one_itself() -> None:
    assert codes.label("sex", "F").render("pl") == "kobieta"
    assert codes.label("sex", "?").render("pl") == "?"
    assert codes.label("sex", None).render("pl") == ""
    assert [option.code for option in codes.options("sex")] == list(codes.code_list("sex").codes)


def test_codes_come_into_force_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "resources" / "codes"
    folder.mkdir(parents=True)
    (folder / "law.toml").write_text(
        'source = "Dz.U."\nas_of = 2026-11-01\ncodes = [\n'
        '  { code = "old", pl = "stary", to = 2026-03-03 },\n'
        '  { code = "new", pl = "nowy", from = 2026-03-04, group = "A" },\n]\n'
    )
    monkeypatch.setattr(codes, "data_root", lambda: tmp_path)
    found = codes.code_list.__wrapped__("law")
    assert [option.code for option in found.options(date(2026, 3, 3))] == ["old"]
    assert [option.code for option in found.options(date(2026, 3, 4))] == ["new"]
    assert [option.code for option in found.options()] == ["old", "new"]
    assert (found.attribute("new", "group"), found.attribute("old", "group")) == ("A", None)
