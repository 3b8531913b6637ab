"""The typeface of the program: Source Sans Pro, from the package font-source-sans-pro (OFL).

Two weights are enough on the screen and cost the start least: regular, and semibold for all emphasis.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Source Sans Pro"
BASE = 10.5  # points; the type scale in resources/theme/style.qss is built around it
_WEIGHTS = ("Regular", "Semibold")


def font_file(weight: str) -> Path:
    """The TrueType file of one weight ("Regular", "Semibold", "Bold").

    Looks only for the package's folder: importing the package would list its whole directory.
    """
    spec = find_spec("font_source_sans_pro")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("font_source_sans_pro")
    return Path(spec.submodule_search_locations[0]) / "files" / f"SourceSansPro-{weight}.ttf"


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Make the typeface known to Qt; once per process, needs the application."""
    for weight in _WEIGHTS:
        QFontDatabase.addApplicationFont(str(font_file(weight)))


def font(points: float = BASE, *, strong: bool = False) -> QFont:
    """A font of the program's typeface, for the application and for what paints itself."""
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made
