"""How one row of a card's part reads: a small title, its words, and a chip when its end is near."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop.clients.fields import ENDS, PartForm
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import clock
from cic_desktop.core.codes import label
from cic_desktop.core.fields import Answers, Field, Option, applicable
from cic_desktop.i18n import Country, Day, Joined, LanguageName, Plain, Text, _
from cic_desktop.ui.clients.facts import Fact
from cic_desktop.ui.clients.words import NOTHING, days_left, purpose
from cic_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from cic_desktop.clients import Part

_ICONS = {
    "stay": "passport", "document": "id-card", "contact": "phone", "email": "mail", "address": "map-pin",
    "name": "user", "citizenship": "globe", "language": "languages", "participation": "folder",
}  # fmt: skip
_WATCHED = ("stay", "document")  # somebody has to do something before they end
_PAST = ("name", "contact", "email")  # their end is the first day they were no longer used
_Said = dict[str, str]
_Words = tuple[Text, Text]


def with_projects(fields: tuple[Field, ...], projects: tuple[Option, ...]) -> tuple[Field, ...]:
    """The questions with the register's projects to choose from."""
    return tuple(replace(item, options=projects) if item.name == "project_id" else item for item in fields)


def summary(fields: tuple[Field, ...], answers: Answers) -> Text:
    """A row of a part in one line."""
    shown = (answer_text(item, answers.get(item.name)) for item in applicable(fields, answers))
    return Joined(tuple(shown))


def part_fact(form: PartForm, part: Part, projects: tuple[Option, ...]) -> Fact:
    """A row of a part as a fact of the card."""
    title, words = _WORDED[form.name](form.title, part.answers, projects)
    return Fact(_ICONS[form.name], title, words, _chip(part))


def has_ended(part: Part) -> bool:
    """Whether a row tells of the past only."""
    end = part.answers.get(ENDS.get(part.kind, ""))
    return bool(end) and (part.kind in _PAST or str(end) < clock.today().isoformat())


def in_sight(parts: Sequence[Part]) -> list[Part]:
    """The rows of a part that hold; of a stay or documents without any, the last to end: it has to be renewed."""
    holding = [part for part in parts if not has_ended(part)]
    if holding or not parts or parts[0].kind not in _WATCHED:
        return holding
    return [max(parts, key=lambda part: part.answers["valid_to"])]


def _chip(part: Part) -> tuple[Text, Tone] | None:
    if part.answers.get("preferred"):
        return _("best"), "ok"
    end = part.answers.get("valid_to")
    if not end or part.kind not in _WATCHED:
        return None
    words, tone = days_left(date.fromisoformat(end), clock.today())
    return (words, tone) if tone else None


def _day(answers: _Said, name: str, words: Callable[[Text], Text]) -> Text:
    """A day in its words, nothing when there is none."""
    return words(Day(date.fromisoformat(answers[name]), "short")) if answers.get(name) else NOTHING


def _since(answers: _Said, name: str = "valid_from") -> Text:
    return _day(answers, name, lambda day: _("since {day}", day=day))


def _until(answers: _Said, name: str = "valid_to") -> Text:
    return _day(answers, name, lambda day: _("until {day}", day=day))


def _span(answers: _Said) -> Text:
    """From when and until when, as far as that is known."""
    return Joined((_since(answers), _until(answers)), " ")


def _stay(title: Text, answers: _Said, _projects: tuple[Option, ...]) -> _Words:
    kind, why = label("stay_title", answers["title"]), purpose(answers["purpose"] or answers["visa_purpose"])
    return title, Joined((kind, why, _span(answers), Plain(answers["document"])))


def _document(_title: Text, answers: _Said, _projects: tuple[Option, ...]) -> _Words:
    issuer = Country(answers["country"]) if answers["country"] else NOTHING
    return label("document_kind", answers["kind"]), Joined((Plain(answers["number"]), issuer, _until(answers)))


def _address(title: Text, answers: _Said, _projects: tuple[Option, ...]) -> _Words:
    house = "/".join(filter(None, (answers["house"], answers["flat"])))
    street, town = f"{answers['street']} {house}".strip(), f"{answers['postcode']} {answers['town']}".strip()
    country = Country(answers["country"]) if answers["country"] not in ("", "PL") else NOTHING
    where = Joined((Plain(street), Plain(town), country), ", ")
    return Joined((title, label("address_kind", answers["kind"]))), Joined((where, _span(answers)))


def _participation(title: Text, answers: _Said, projects: tuple[Option, ...]) -> _Words:
    project = answer_text(Field("project_id", title, "choice", options=projects), answers["project_id"])
    declared = _day(answers, "declared_on", lambda day: _("declaration {day}", day=day))
    left = _day(answers, "exited_on", lambda day: _("left {day}", day=day))
    return title, Joined((project, declared if answers["declared_on"] else _("no declaration yet"), left))


def _name(_title: Text, answers: _Said, _projects: tuple[Option, ...]) -> _Words:
    name = f"{answers['surname']} {answers['given']}".strip()
    return label("name_kind", answers["kind"]), Joined((Plain(name), _until(answers, "used_until")))


def _reached(title: Text, answers: _Said, _projects: tuple[Option, ...]) -> _Words:
    unused = _day(answers, "valid_to", lambda day: _("not used since {day}", day=day))
    return title, Joined((Plain(answers["value"]), unused))


def _citizenship(title: Text, answers: _Said, _projects: tuple[Option, ...]) -> _Words:
    return title, Joined((Country(answers["country"]), _span(answers)))


def _language(title: Text, answers: _Said, _projects: tuple[Option, ...]) -> _Words:
    return title, LanguageName(answers["language"])


_WORDED: dict[str, Callable[[Text, _Said, tuple[Option, ...]], _Words]] = {
    "stay": _stay,
    "document": _document,
    "contact": _reached,
    "email": _reached,
    "address": _address,
    "name": _name,
    "citizenship": _citizenship,
    "language": _language,
    "participation": _participation,
}
