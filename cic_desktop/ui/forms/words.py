"""Words of forms: texts held in one language, states, channels, how sure a form's data are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cic_desktop.core.fields import Field, Option
from cic_desktop.forms.definition.model import FormInfo
from cic_desktop.i18n import LANGUAGES, Day, Joined, Plain, Text, _, pgettext
from cic_desktop.ui.language import Spoken, language
from cic_desktop.ui.theme import Tone

OWN_NAMES: Mapping[str, Text] = {
    "pl": Plain("Polski"),
    "uk": Plain("Українська"),
    "ru": Plain("Русский"),
    "en": Plain("English"),
}
CHANNELS: Mapping[str, Text] = {
    "paper": _("on paper"),
    "electronic": _("electronically only"),
    "both": _("on paper or electronically"),
}
CONFIDENCE: Mapping[str, tuple[Text, Tone]] = {
    "confirmed": (_("Confirmed"), "ok"),
    "secondary": (_("From a second-hand source"), "info"),
    "unconfirmed": (_("Not confirmed"), "warn"),
}
STATES: Mapping[str, tuple[Text, Tone]] = {
    "started": (pgettext("form", "unfinished"), "warn"),
    "filled": (pgettext("form", "filled in"), "info"),
    "printed": (pgettext("form", "printed"), "ok"),
    "signed": (pgettext("form", "signed"), "ok"),
    "submitted": (pgettext("form", "waits for the office"), "info"),
    "called": (pgettext("form", "called to complete"), "bad"),
    "decided": (pgettext("form", "decided"), "ok"),
}
BLANKS: Mapping[str, tuple[Text, Tone]] = {
    "known": (_("Known blank"), "ok"),
    "alike": (_("Blank looks right"), "ok"),
    "unknown": (_("Unknown blank: check the preview"), "warn"),
}
GROUPS: Mapping[str, Text] = {  # in the order of the catalogue
    "registration": _("Registration and PESEL"),
    "residence": _("Residence card"),
    "mos": _("Applications in MOS"),
    "powers": _("Powers of attorney and statements"),
    "letters": _("Letters to offices"),
    "health": _("Health care"),
    "centre": _("Papers of the centre"),
}
YES_NO = (Option("yes", _("Yes")), Option("no", _("No")))


def spoken_field(field: Field, lang: str) -> Field:
    """A question as the client reads it.

    Only a PESEL is asked for in character boxes: elsewhere they belong to the paper, and what is too long
    for them is told while typing.
    """
    asked = replace(field, kind="radio", options=YES_NO) if field.kind == "yes_no" else field
    return replace(
        asked,
        label=Spoken(asked.label, lang),
        help=Spoken(asked.help, lang) if asked.help else None,
        options=tuple(replace(option, label=Spoken(option.label, lang)) for option in asked.options),
        boxes=asked.boxes if asked.kind == "pesel" else 0,
    )


def filed_words(info: FormInfo) -> Text:
    """How a form reaches the office; what is filed only in the portal is on paper no more than a preparation."""
    if info.group != "mos":
        return CHANNELS[info.channel]
    since = (_("since {day}", day=Day(info.valid_from)),) if info.valid_from else ()
    return Joined((_("only in the MOS portal"), *since, _("this is a preparation sheet, not to be filed")))


def language_for(code: str) -> str:
    """The client's language if forms and papers have it, else the window's."""
    return code if code in LANGUAGES else language.code if language.code in LANGUAGES else "pl"
