"""How one row of a card's part reads: a small title, its words, and a chip when its end is near."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop.clients.fields import PartForm
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import clock
from cic_desktop.core.codes import label
from cic_desktop.core.fields import Answers, Field, Option, applicable
from cic_desktop.i18n import Country, Day, Joined, Plain, Text, _
from cic_desktop.ui.clients.facts import Fact
from cic_desktop.ui.clients.words import NOTHING, days_left

if TYPE_CHECKING:
    from cic_desktop.clients import Part

_ICONS = {
    "stay": "passport", "document": "id-card", "contact": "phone", "email": "mail", "address": "map-pin",
    "name": "user", "citizenship": "globe", "language": "languages", "participation": "folder",
}  # fmt: skip
_Said = dict[str, str]


def with_projects(fields: tuple[Field, ...], projects: tuple[Option, ...]) -> tuple[Field, ...]:
    """The questions with the register's projects to choose from."""
    return tuple(replace(item, options=projects) if item.name == "project_id" else item for item in fields)


def summary(fields: tuple[Field, ...], answers: Answers) -> Text:
    """A row of a part in one line."""
    shown = (answer_text(item, answers.get(item.name)) for item in applicable(fields, answers))
    return Joined(tuple(shown))


def part_fact(form: PartForm, part: Part, projects: tuple[Option, ...]) -> Fact:
    """A row of a part as a fact of the card."""
    title, words = form.title, summary(with_projects(form.fields, projects), dict(part.answers))
    if form.name in _WORDED:
        title, words = _WORDED[form.name](form.title, part.answers, projects)
    end = part.answers.get("valid_to")
    chip = days_left(date.fromisoformat(end), clock.today()) if end else (NOTHING, "")
    return Fact(_ICONS[form.name], title, words, chip if chip[1] else None)


def _until(answers: _Said, name: str = "valid_to") -> Text:
    end = answers.get(name)
    return _("until {day}", day=Day(date.fromisoformat(end), "short")) if end else NOTHING


def _stay(title: Text, answers: _Said, _projects: tuple[Option, ...]) -> tuple[Text, Text]:
    kind, purpose = label("stay_title", answers["title"]), label("stay_purpose", answers["purpose"])
    return title, Joined((kind, purpose, _until(answers), Plain(answers["document"])))


def _document(_title: Text, answers: _Said, _projects: tuple[Option, ...]) -> tuple[Text, Text]:
    issuer = Country(answers["country"]) if answers["country"] else NOTHING
    return label("document_kind", answers["kind"]), Joined((Plain(answers["number"]), issuer, _until(answers)))


def _address(title: Text, answers: _Said, _projects: tuple[Option, ...]) -> tuple[Text, Text]:
    house = "/".join(filter(None, (answers["house"], answers["flat"])))
    street, town = f"{answers['street']} {house}".strip(), f"{answers['postcode']} {answers['town']}".strip()
    country = Country(answers["country"]) if answers["country"] not in ("", "PL") else NOTHING
    return Joined((title, label("address_kind", answers["kind"]))), Joined((Plain(street), Plain(town), country), ", ")


def _participation(title: Text, answers: _Said, projects: tuple[Option, ...]) -> tuple[Text, Text]:
    project = answer_text(Field("project_id", title, "choice", options=projects), answers["project_id"])
    declared, left = (
        Day(date.fromisoformat(answers[name]), "short") if answers[name] else None
        for name in ("declared_on", "exited_on")
    )
    said = (
        _("declaration {day}", day=declared) if declared else _("no declaration yet"),
        _("left {day}", day=left) if left else NOTHING,
    )
    return title, Joined((project, *said))


_WORDED: dict[str, Callable[[Text, _Said, tuple[Option, ...]], tuple[Text, Text]]] = {
    "stay": _stay,
    "document": _document,
    "address": _address,
    "participation": _participation,
}
