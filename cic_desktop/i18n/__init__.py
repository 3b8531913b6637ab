"""Languages: lazy messages, catalogues, and the world's names, dates and numbers from CLDR.

Nothing here knows a current language: a `Text` is rendered with an explicit one. Only the
user interface keeps the language of its window. What the first window does not say loads on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cic_desktop.i18n.texts import LANGUAGES, Msg, Text, _, ngettext, pgettext

if TYPE_CHECKING:
    from cic_desktop.i18n.cldr import countries, languages
    from cic_desktop.i18n.names import Country, Dated, Day, LanguageName, Moment, MonthName, Number, Weekday
    from cic_desktop.i18n.values import Joined, Plain, Texts

__all__ = [
    "LANGUAGES",
    "Country",
    "Dated",
    "Day",
    "Joined",
    "LanguageName",
    "Moment",
    "MonthName",
    "Msg",
    "Number",
    "Plain",
    "Text",
    "Texts",
    "Weekday",
    "_",
    "countries",
    "languages",
    "ngettext",
    "pgettext",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in ("values", "names", "cldr"):
            found = getattr(import_module(f"{__name__}.{module}"), name, None)
            if found is not None:
                return globals().setdefault(name, found)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
