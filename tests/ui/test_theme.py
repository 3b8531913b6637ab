"""Both schemes can be read, the whole program follows a switch, and only the tokens name colours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from cic_desktop.paths import data_root
from cic_desktop.ui import fonts
from cic_desktop.ui.theme import Scheme, palette, style_sheet, theme, tokens
from cic_desktop.ui.widgets import button

UI = Path(__file__).parents[2] / "cic_desktop" / "ui"
SCHEMES = ("light", "dark")
READ_ON = {
    "text": ("bg", "surface", "surface2", "sunken", "nav", "ok_bg", "warn_bg", "bad_bg", "info_bg"),
    "muted": ("bg", "surface", "surface2", "sunken", "nav"),
    "faint": ("surface", "surface2"),
    "primary_tx": ("primary_bg", "surface", "surface2", "warn_bg"),
    "on_primary": ("primary", "primary_h"),
    "on_bad": ("bad",),
    "ok": ("ok_bg",),
    "warn": ("warn_bg", "surface"),
    "bad": ("bad_bg", "surface"),
    "info": ("info_bg",),
    "violet": ("violet_bg",),
    "bg": ("text",),
}
_MARKS = {
    "check": "on_primary", "chevron": "muted", "logo": "primary_tx", "unlock": "on_primary", "unlock-off": "faint",
}  # fmt: skip
SEEN_ON = {
    "field": ("surface",),
    "focus": ("surface", "bg", "surface2"),
    "bad": ("bad_bg",),
    "warn": ("warn_bg",),
}


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.install(qapp, "light")
    yield
    theme.apply("light")


def luminance(colour: str) -> float:
    made = QColor(colour)
    parts = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
             for value in (made.redF(), made.greenF(), made.blueF())]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("pairs", "least"), [(READ_ON, 4.5), (SEEN_ON, 3.0)], ids=["text", "borders"])
def test_contrast_is_enough(scheme: str, pairs: dict[str, tuple[str, ...]], least: float) -> None:
    colours = tokens()[scheme]
    weak = {
        (front, back): round(contrast(colours[front], colours[back]), 2)
        for front, backs in pairs.items()
        for back in backs
        if contrast(colours[front], colours[back]) < least
    }
    assert not weak


def test_the_tokens_are_read_as_toml_would_read_them() -> None:
    file = data_root() / "resources" / "theme" / "tokens.toml"
    assert tokens() == tomllib.loads(file.read_text("utf-8"))


def test_both_schemes_have_the_same_tokens() -> None:
    assert tokens()["light"].keys() == tokens()["dark"].keys()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_uses_known_tokens_only(scheme: Scheme) -> None:
    assert "$" not in style_sheet(scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_drawn_by_the_style_sheet_have_the_colours_of_the_tokens(scheme: str) -> None:
    folder = data_root() / "resources" / "theme" / scheme
    for name, token in _MARKS.items():
        assert f'stroke="{tokens()[scheme][token]}"' in (folder / f"{name}.svg").read_text("utf-8")


def test_no_other_module_names_a_colour() -> None:
    named = re.compile(r"#[0-9A-Fa-f]{6}\b|GlobalColor\.(?!transparent)")
    assert not [path.name for path in UI.rglob("*.py") if named.search(path.read_text("utf-8"))]


def test_a_switch_recolours_what_is_open(qtbot: object) -> None:
    shown = button("Save", kind="primary")
    shown.resize(120, 36)
    spot = (12, 18)
    before = shown.grab().toImage().pixelColor(*spot)
    heard: list[int] = []
    theme.changed.connect(lambda: heard.append(1))
    theme.apply("dark")
    after = shown.grab().toImage().pixelColor(*spot)
    assert (before.name(), after.name()) == (
        tokens()["light"]["primary"].lower(),
        tokens()["dark"]["primary"].lower(),
    )
    assert heard == [1]
    assert QApplication.palette().color(QPalette.ColorRole.Window) == theme.color("bg")


def test_an_unknown_system_preference_counts_as_light() -> None:
    theme.apply("dark")
    theme.apply("auto")
    assert theme.scheme == "light"


def test_tones_give_a_pair_of_colours() -> None:
    assert theme.tone("ok") == (theme.color("ok_bg"), theme.color("ok"))
    assert theme.tone("primary")[1] == theme.color("primary_tx")
    assert theme.tone("")[0] == theme.color("surface2")


def test_palette_greys_out_what_is_disabled() -> None:
    shown = palette("light").color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert shown == theme.color("faint")


def test_the_typeface_has_every_letter_of_the_four_languages() -> None:
    assert {"Regular", "Semibold"} <= set(QFontDatabase.styles(fonts.FAMILY))
    metrics = QFontMetrics(fonts.font())
    letters = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻґєіїҐЄІЇʼ’ёъыэЁЪЫЭ«»„”–—№…·×✓"
    assert [letter for letter in letters if not metrics.inFontUcs4(ord(letter))] == []
