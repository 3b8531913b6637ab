"""From a form's TOML to its definition, and the catalogue of what there is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers, Condition, Field
from cic_desktop.forms.inspection import Fault, check_definition
from cic_desktop.forms.model import (
    BlankMarks,
    Box,
    Choice,
    Definition,
    FormInfo,
    Mark,
    Place,
    Question,
    Step,
    Stop,
)
from cic_desktop.i18n import Joined, Plain, Text, Texts, _
from cic_desktop.paths import data_root

__all__ = [
    "Choice",
    "Definition",
    "Fault",
    "FormInfo",
    "Place",
    "Question",
    "Step",
    "Stop",
    "catalogue",
    "check_definition",
    "editions",
    "load",
    "load_file",
    "sample",
]

SAMPLE = "sample"

Data = Mapping[str, Any]


def forms_folder() -> Path:
    return data_root() / "resources" / "forms"


def catalogue() -> list[FormInfo]:
    """The newest edition of every form, by symbol."""
    ids = sorted(path.name for path in forms_folder().iterdir() if path.is_dir())
    return sorted((load(form_id).info for form_id in ids if editions(form_id)), key=lambda info: info.symbol)


def editions(form_id: str) -> list[str]:
    """The editions of one form, oldest first. Their names begin with the year and month."""
    return sorted(path.stem for path in _folder(form_id).glob("*.toml") if path.stem != SAMPLE)


def load(form_id: str, edition: str | None = None) -> Definition:
    """One edition of a form, the newest unless named. CicError when there is none or it is faulty."""
    known = editions(form_id)
    if not known or (edition is not None and edition not in known):
        raise CicError(_("There is no form {form}.", form=" ".join(filter(None, (form_id, edition)))))
    return _load(_folder(form_id) / f"{edition or known[-1]}.toml")


def load_file(path: Path) -> Definition:
    """A definition from any file; CicError with the first fault and its line."""
    faults = check_definition(path)
    if faults:
        raise CicError(_("{file}, line {n}: {why}", file=path.name, n=faults[0].line, why=faults[0].text))
    return _definition(tomllib.loads(path.read_text("utf-8")))


def sample(form_id: str) -> Answers:
    """The invented answers that come with a form; CicError when there is no such form."""
    load(form_id)
    data = tomllib.loads((_folder(form_id) / f"{SAMPLE}.toml").read_text("utf-8"))
    return dict(data["answers"])


def _folder(form_id: str) -> Path:
    # Ids reach this from the command line: a name, never a path.
    return forms_folder() / Path(form_id).name


@lru_cache(maxsize=32)
def _load(path: Path) -> Definition:
    return load_file(path)


def _definition(data: Data) -> Definition:
    form = data["form"]
    return Definition(
        info=_info(form),
        size=(float(form["size"][0]), float(form["size"][1])),
        pages=tuple(tuple(Mark(**mark) for mark in page["items"]) for page in data["page"]),
        steps=tuple(_step(step) for step in data["step"]),
        blank=BlankMarks(**{key: tuple(value) for key, value in data.get("blank", {}).items()}),
    )


def _info(form: Data) -> FormInfo:
    return FormInfo(
        id=form["id"],
        edition=form["edition"],
        symbol=form["symbol"],
        title=Texts(form["title"]),
        legal_basis=form["legal_basis"],
        office=Texts(form["office"]),
        channel=form["channel"],
        fee=Texts(form["fee"]),
        valid_from=_day(form.get("valid_from")),
        valid_to=_day(form.get("valid_to")),
        as_of=date.fromisoformat(form["as_of"]),
        source=form["source"],
        confidence=form["confidence"],
        note=_texts(form.get("note")),
        pointless_with=form.get("pointless_with", ""),
        pointless_text=_texts(form.get("pointless_text")),
    )


def _step(step: Data) -> Step:
    stop = step.get("stop")
    return Step(
        name=step["name"],
        title=Texts(step["title"]),
        questions=tuple(_question(question) for question in step["question"]),
        help=_texts(step.get("help")),
        stop=Stop(_condition(stop), Texts(stop["text"])) if stop else None,
    )


def _question(data: Data) -> Question:
    place = _place(data)
    choices = tuple(_choice(option) for option in data.get("options", ()))
    return Question(
        field=_field(data, choices, place),
        number=data.get("number", ""),
        official=data.get("official", ""),
        usual=data.get("required") == "usually",
        page=data.get("page", 0),
        place=place,
        caption=data.get("caption", "left"),
        hint=data.get("hint", ""),
        source=data.get("source", ""),
        prefill=data.get("prefill", ""),
        transform=data.get("transform", ""),
        checks=tuple(data.get("checks", ())),
        choices=choices,
        fills=data.get("fills", ""),
    )


def _field(data: Data, choices: tuple[Choice, ...], place: Place | None) -> Field:
    official = " ".join(data.get("official", "").split())
    number = data.get("number", "")
    return Field(
        name=data["name"],
        label=Texts(data["label"]),
        kind=data["kind"],
        help=_texts(data.get("help")),
        required=data.get("required") is True,
        options=choices,
        width=data.get("width", 12),
        max_length=data.get("max", 200),
        boxes=place.capacity if place else 0,
        official=Plain(f"{number}. {official}" if number else official) if official else None,
        when=_condition(data["when"]) if "when" in data else None,
    )


def _choice(option: Data) -> Choice:
    confidence = option.get("confidence", "confirmed")
    label: Text = Texts(option["label"])
    if confidence == "unconfirmed":
        label = Joined((label, _("unconfirmed, please check")))
    return Choice(
        code=option["code"],
        label=label,
        official=option.get("official", ""),
        tick=Box(*option["tick"]) if "tick" in option else None,
        text=option.get("text", ""),
        confidence=confidence,
        matches=tuple(option.get("matches", ())),
    )


def _place(data: Data) -> Place | None:
    if "box" not in data:
        return None
    return Place(
        page=data["page"],
        box=Box(*data["box"]),
        lines=data.get("lines", 1),
        cells=tuple((float(left), count) for left, count in data.get("cells", ())),
        pitch=data.get("pitch", 0.0),
    )


def _condition(data: Data) -> Condition:
    return Condition(data["question"], tuple(data["is"]))


def _texts(data: Mapping[str, str] | None) -> Text | None:
    return Texts(data) if data else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
