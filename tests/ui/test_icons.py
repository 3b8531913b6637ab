"""Icons: one hand, every colour from the theme."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from cic_desktop.paths import data_root
from cic_desktop.ui.icons import icon, icon_names
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets.notes import _ICONS


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.install(qapp, "light")
    yield
    theme.apply("light")


def picture(made: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> QImage:
    return made.pixmap(QSize(24, 24), mode, state).toImage()


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_a_stroke_drawing_of_one_kind(name: str) -> None:
    root = ET.parse(data_root() / "resources" / "icons" / f"{name}.svg").getroot()
    expected = {"viewBox": "0 0 24 24", "fill": "none", "stroke": "currentColor", "stroke-width": "1.8",
                "stroke-linecap": "round", "stroke-linejoin": "round"}  # fmt: skip
    assert expected.items() <= root.attrib.items()
    drawn = picture(icon(name))
    inked = [(x, y) for x in range(24) for y in range(24) if drawn.pixelColor(x, y).alpha() > 60]
    assert len(inked) > 12
    edges = [(x, y) for x, y in inked if drawn.pixelColor(x, y).alpha() > 200 and (x in (0, 23) or y in (0, 23))]
    assert not edges, "the drawing is cut off at its edge"


def strongest(image: QImage) -> str:
    points = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    return max(points, key=lambda colour: colour.alpha()).name()


def test_an_icon_follows_the_theme_without_being_made_again() -> None:
    made = icon("check", "text")
    assert strongest(picture(made)) == theme.color("text").name()
    theme.apply("dark")
    assert strongest(picture(made)) == theme.color("text").name()


def test_checked_and_disabled_icons_have_their_own_colours() -> None:
    made = icon("plus", "muted")
    assert strongest(picture(made, state=QIcon.State.On)) == theme.color("primary_tx").name()
    assert strongest(picture(made, QIcon.Mode.Disabled)) == theme.color("faint").name()


def test_icons_of_the_notes_exist() -> None:
    assert set(_ICONS.values()) <= set(icon_names())
