"""Languages: lazy messages, catalogues, and the world's names, dates and numbers from CLDR.

Nothing here knows a current language: a `Text` is rendered with an explicit one. Only the
user interface keeps the language of its window.
"""

from cic_desktop.i18n.texts import (
    LANGUAGES,
    Country,
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
    countries,
    languages,
    ngettext,
    pgettext,
)

__all__ = [
    "LANGUAGES",
    "Country",
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
