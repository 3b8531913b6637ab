"""Ways to cut a number into categories: by kind of help, by topic, by citizenship …

What a category is stands in one SQL expression, which both counts and lists: a number and the list
behind it cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cic_desktop.core.codes import code_list, label
from cic_desktop.i18n import Country, Joined, LanguageName, Plain, Text, _, pgettext
from cic_desktop.reports.indicators.support import FORM, FORM_RULE, form_name

__all__ = ["CUTS", "EVENT_KIND", "LESSONS", "TABLES", "TOPIC", "Cut", "age_band", "cut"]

# What becomes of a person or service with several categories: counted in each of them; a person
# only in that of the first help of the period; both only in the one that comes first in the alphabet.
Several = Literal["each", "first", "least"]

_NOT_KNOWN = pgettext("category", "not known")
LESSONS = ("course", pgettext("topic", "lessons of courses"))  # what nobody chose a topic for, as one
TOPIC = f"iif(s.kind = 'course', '{LESSONS[0]}', s.topic)"


@dataclass(frozen=True)
class Cut:
    """A way to cut.

    `sql` gives the category's code for one row of help: `s` service, `t` sitting, `p` participant or
    NULLs. `fixed` are categories always shown, in this order; others follow by size. `parts` is joined where one
    service has several categories (a table-valued function, `g`); it counts in each. `beside` is what only completes
    the total: tables have it last, bars leave it out.
    """

    code: str
    title: Text
    sql: str
    label: Callable[[str], Text]
    several: Several = "each"
    fixed: tuple[str, ...] = ()
    parts: str = ""
    beside: str = ""
    rule: Text | None = None  # how it divides, in one sentence, where the words alone do not say it

    @property
    def join(self) -> str:
        """What a statement on `s` needs beside `sql`."""
        return f"JOIN {self.parts}" if self.parts else ""

    @property
    def of_service(self) -> bool:
        """Whether a service has one category, whoever took part."""
        return "p." not in self.sql

    def name(self, category: str) -> Text:
        """The words of a category; no code at all reads "not known"."""
        return self.label(category) if category else _NOT_KNOWN


def cut(code: str) -> Cut:
    """The cut with this code; raises KeyError."""
    return {item.code: item for item in TABLES}[code]


def _kind(code: str) -> Text:
    from cic_desktop.assistance.kinds import KINDS

    return next((kind.title for kind in KINDS if kind.code == code), Plain(code))


def _in_words(words: dict[str, Text]) -> Callable[[str], Text]:
    return lambda code: words.get(code, Plain(code))


def age_band(age: str) -> str:
    """SQL for the code of an age in full years, itself an SQL expression."""
    return f"""CASE WHEN {age} IS NULL THEN 'unknown' WHEN {age} < 18 THEN 'under_18'
 WHEN {age} <= 60 THEN '18_60' ELSE 'over_60' END"""


_AGE_BAND = age_band("p.age")

_STAY_GROUPS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "temporary_protection": (_("temporary protection (Ukraine)"), ("temporary_protection",)),
    "protection": (
        _("protection or humanitarian stay"),
        ("refugee", "subsidiary", "humanitarian", "tolerated"),
    ),
    "permit": (_("residence permit"), ("temporary", "permanent", "eu_long_term", "cukr")),
    "visa": (_("visa or visa-free stay"), ("visa_d", "visa_c", "visa_free", "other_schengen")),
    "pending": (_("application pending"), ("pending",)),
    "union": (_("EU citizens and their families"), ("eu_citizen", "eu_family", "uk_citizen")),
    "other": (_("other basis of stay"), ("karta_polaka", "polish")),
}
_WHEN = " ".join(
    f"WHEN '{title}' THEN '{group}'" for group, (_words, titles) in _STAY_GROUPS.items() for title in titles
)
_STAY_GROUP = f"CASE p.stay_title {_WHEN} ELSE '' END"
_COUNTABLE: dict[str, Text] = {
    "countable": pgettext("help", "countable"),
    "not_countable": pgettext("help", "not countable"),
}

_SEXES, _AGES = ("F", "M"), code_list("age_band").codes


def _sex_and_age(code: str) -> Text:
    sex, _space, age = code.partition(" ")
    return Joined((label("sex", sex) if sex else _NOT_KNOWN, label("age_band", age)), ", ")


_OTHER_HELP = "other_help"
# What information was about more exactly stands in its details, codes with a space between.
_LISTED = """replace(coalesce(json_extract(s.details, '$.tags'), ''), ' ', '","')"""
_TAGS = f"""json_each('["' || iif(s.kind = 'information', {_LISTED}, '{_OTHER_HELP}') || '"]') g"""


def _tag(code: str) -> Text:
    return _("other help than information") if code == _OTHER_HELP else label("enquiry_tag", code)


CUTS: tuple[Cut, ...] = (
    Cut("kind", _("Kind of help"), "s.kind", _kind),
    Cut("topic", _("Topic"), TOPIC, lambda code: LESSONS[1] if code == LESSONS[0] else label("topic", code)),
    Cut("form_of_support", _("Form of support"), FORM, form_name, rule=FORM_RULE),
    Cut(
        "tag",
        _("Information, more exactly"),
        "g.value",
        _tag,
        parts=_TAGS,
        beside=_OTHER_HELP,
        rule=_("Information counts under each thing it was about more exactly; “not known” is what nobody noted."),
    ),
    Cut("citizenship", _("Citizenship"), "coalesce(p.citizenship, '')", Country, "first"),
    Cut("sex", _("Sex"), "coalesce(p.sex, '')", lambda code: label("sex", code), "first", _SEXES),
    Cut(
        "age_band",
        _("Age"),
        _AGE_BAND,
        lambda code: label("age_band", code),
        "first",
        _AGES,
    ),
    Cut(
        "sex_age",
        _("Sex and age"),
        f"coalesce(p.sex, '') || ' ' || {_AGE_BAND}",
        _sex_and_age,
        "first",
        tuple(f"{sex} {age}" for sex in _SEXES for age in _AGES if age != "unknown"),
    ),
    Cut("language", _("Language"), "coalesce(nullif(t.language, ''), p.language, '')", LanguageName),
    Cut(
        "stay_group",
        _("Basis of stay"),
        _STAY_GROUP,
        _in_words({group: words for group, (words, _titles) in _STAY_GROUPS.items()}),
        "first",
    ),
    Cut("advisor", _("Advisor"), "t.account_id", Plain),
    Cut(
        "countable",
        _("Counted in the project"),
        "iif(p.countable, 'countable', 'not_countable')",
        _in_words(_COUNTABLE),
        "least",
        tuple(_COUNTABLE),
    ),
)

# Events are no help: only what is listed of them is divided like this.
EVENT_KIND = Cut(
    "event_kind",
    _("Trainings and events by kind"),
    "",
    lambda code: label("event_kind", code),
    fixed=code_list("event_kind").codes,
)
TABLES: tuple[Cut, ...] = (*CUTS, EVENT_KIND)
