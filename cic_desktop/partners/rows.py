"""What screens and papers show of partners: frozen, made on the read lane."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.core.text import fold
from cic_desktop.i18n import LANGUAGES, Day, Joined, LanguageName, Plain, Text, Texts, _
from cic_desktop.i18n.cldr import locale
from cic_desktop.partners.fields import TEXTS

__all__ = ["ContactLine", "PartnerLine", "Which", "Wanted", "agreement_ended", "hours_in"]

Which = Literal["active", "ended", "review", "over"]


@dataclass(frozen=True)
class Wanted:
    """Which partners a list shows: which of the four lists, a topic, a language, words anywhere."""

    which: Which = "active"
    topic: str = ""
    language: str = ""
    words: str = ""


@dataclass(frozen=True)
class ContactLine:
    """Somebody to call at a partner's."""

    id: str
    revision: int
    name: str
    role: str
    phone: str
    email: str

    @property
    def answers(self) -> Answers:
        return {"name": self.name, "role": self.role, "phone": self.phone, "email": self.email}


@dataclass(frozen=True)
class PartnerLine:
    """A partner in the directory. `revision` grows with every change of the partner, its topics, languages, texts."""

    id: str
    revision: int
    name: str
    kind: str
    regon: str
    nip: str
    krs: str
    street: str
    postcode: str
    town: str
    phone: str
    email: str
    web: str
    hours: str
    help: str
    agreement_number: str
    agreement_from: date | None
    agreement_to: date | None
    account_id: str
    owner: str
    checked_on: date
    review_on: date
    active: bool
    topics: tuple[str, ...]  # in the order of the code list
    languages: tuple[str, ...]
    texts: dict[str, str] = field(hash=False)  # language → words
    contacts: tuple[ContactLine, ...]

    @property
    def address(self) -> str:
        """As on an envelope: street, code and town."""
        return ", ".join(filter(None, (self.street, f"{self.postcode} {self.town}".strip())))

    def ended(self, day: date) -> bool:
        """Whether the agreement has run out by a day; one without an end never does."""
        return self.agreement_to is not None and self.agreement_to < day

    def title(self, day: date) -> Text:
        """Name and town, and that the agreement has ended where it has."""
        ended = agreement_ended(self.agreement_to) if self.agreement_to and self.ended(day) else Plain("")
        return Joined((Joined((Plain(self.name), Plain(self.town)), ", "), ended))

    def to_review(self, day: date) -> bool:
        return self.active and self.review_on <= day

    @property
    def words(self) -> Text:
        """What a client should know, in their language where somebody wrote it, else in Polish."""
        return Texts({"pl": self.help, **self.texts})

    @property
    def opening_hours(self) -> Text:
        """When it is open, the days of the week in the reader's language."""
        return Texts({code: hours_in(self.hours, code) for code in LANGUAGES})

    @property
    def answers(self) -> Answers:
        days = {name: day.isoformat() if (day := getattr(self, name)) else "" for name in _DAYS}
        plain = {name: getattr(self, name) for name in _TYPED}
        texts = {name: self.texts.get(code, "") for name, code in TEXTS.items()}
        return {**plain, **days, **texts, "topics": list(self.topics), "languages": list(self.languages)}

    def fits(self, wanted: Wanted, day: date) -> bool:
        """Whether the list shows it: all the words, each somewhere in it."""
        lists = {
            "active": self.active, "ended": self.active and self.ended(day), "review": self.to_review(day),
            "over": not self.active,
        }  # fmt: skip
        return (
            lists[wanted.which]
            and wanted.topic in ("", *self.topics)
            and wanted.language in ("", *self.languages)
            and all(word in _haystack(self) for word in fold(wanted.words).split())
        )


def agreement_ended(day: date) -> Text:
    return _("agreement ended {day}", day=Day(day, "short"))


_DAYS = ("agreement_from", "agreement_to", "review_on")
_TYPED = tuple(
    "name kind regon nip krs street postcode town phone email web hours help agreement_number account_id".split()
)


@lru_cache(maxsize=4096)
def _named(codes: tuple[str, ...], codes_of: str) -> str:
    """The words of codes in every language, folded, to be found whatever language somebody types in."""
    texts = (LanguageName(code) if codes_of == "language" else code_label(codes_of, code) for code in codes)
    return fold(" ".join(text.render(lang) for text in texts for lang in LANGUAGES))


def _haystack(line: PartnerLine) -> str:
    own = fold(f"{line.name} {line.town} {line.street} {line.help}")
    named = (("partner_kind", (line.kind,)), ("topic", line.topics), ("language", line.languages))
    return " ".join((own, *(_named(codes, codes_of) for codes_of, codes in named)))


# How days are shortened in Polish on doors and web pages, Monday first.
_DAY = re.compile(
    r"\b(?:(pn|pon|poniedziałek|poniedziałki)|(wt|wto|wtorek|wtorki)|(śr|śro|środa|środy)|(cz|czw|czwartek|czwartki)"
    r"|(pt|pią|piątek|piątki)|(so|sb|sob|sobota|soboty)|(nd|ndz|niedz|niedziela|niedziele))\b\.?",
    re.IGNORECASE,
)


def hours_in(hours: str, lang: str) -> str:
    """Opening hours written in Polish with the days of the week as a language shortens them."""
    if lang == "pl":
        return hours
    short = locale(lang).days["stand-alone"]["abbreviated"]
    return _DAY.sub(lambda found: str(short[(found.lastindex or 1) - 1]), hours)
