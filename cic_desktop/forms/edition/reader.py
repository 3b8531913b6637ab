"""From a form's TOML to its definition, and the catalogue of what there is."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers, Condition, Field
from cic_desktop.forms.definition.model import (
    BlankMarks,
    Block,
    Box,
    Choice,
    Column,
    Definition,
    FormInfo,
    Mark,
    Place,
    Question,
    Spot,
    Step,
    Stop,
)
from cic_desktop.forms.edition.inspection import Fault, check_definition, read_definition
from cic_desktop.forms.edition.repeats import Asked, Copy, copies
from cic_desktop.i18n import Joined, Plain, Text, Texts, _
from cic_desktop.paths import data_root

__all__ = [
    "Block",
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
    "faulty",
    "load",
    "load_file",
    "sample",
]

SAMPLE = "sample"
FURTHER = "CIC_FORMS"  # environment: further folders with forms, parted as in PATH
A4 = (595.28, 841.89)  # points
_COMMON = {True: "all", "home": "home"}

Data = Mapping[str, Any]


def forms_folder() -> Path:
    return data_root() / "resources" / "forms"


def catalogue() -> list[FormInfo]:
    """The newest edition of every form, by symbol. A file that says nothing of itself is left out (`faulty`)."""
    found = (info for path in _newest() if (info := _head_of(path)))
    return sorted(found, key=lambda info: info.symbol)


def faulty() -> list[Text]:
    """Why forms of the catalogue cannot be used: file, line, what to do. One bad file takes nothing from the others."""
    return [error.text for path in _newest() if (error := _fault_of(path))]


def editions(form_id: str) -> list[str]:
    """The editions of one form, oldest first. Their names begin with the year and month."""
    return sorted(_files(form_id).keys() - {SAMPLE})


def load(form_id: str, edition: str | None = None) -> Definition:
    """One edition of a form, the newest unless named. CicError when there is none or it is faulty."""
    known = editions(form_id)
    if not known or (edition is not None and edition not in known):
        raise CicError(_("There is no form {form}.", form=" ".join(filter(None, (form_id, edition)))))
    return _load(_files(form_id)[edition or known[-1]])


def load_file(path: Path) -> Definition:
    """A definition from any file; CicError with the first fault and its line."""
    data, faults = read_definition(path)
    if faults:
        file = f"{path.parent.name}/{path.name}"  # the edition alone would not say which form
        raise CicError(_("{file}, line {n}: {why}", file=file, n=faults[0].line, why=faults[0].text))
    return _definition(data)


def sample(form_id: str) -> Answers:
    """The invented answers that come with a form; CicError when there is no such form."""
    load(form_id)
    data = tomllib.loads(_files(form_id)[SAMPLE].read_text("utf-8"))
    return dict(data["answers"])


def _newest() -> Iterator[Path]:
    """The file of every form's newest edition."""
    ids = {path.name for folder in (forms_folder(), *_further()) for path in folder.iterdir() if path.is_dir()}
    yield from (_files(form_id)[editions(form_id)[-1]] for form_id in sorted(ids) if editions(form_id))


def _head_of(path: Path) -> FormInfo | None:
    try:
        return _head(path)
    except CicError:
        return None


def _fault_of(path: Path) -> CicError | None:
    try:
        _load(path)
    except CicError as error:
        return error
    return None


def _files(form_id: str) -> dict[str, Path]:
    """The editions of a form and its sample by name; a further folder may add some to a form that is known."""
    folders = (_folder(form_id), *(folder / Path(form_id).name for folder in _further()))
    return {path.stem: path for folder in folders for path in folder.glob("*.toml")}


def _further() -> list[Path]:
    named = filter(None, os.environ.get(FURTHER, "").split(os.pathsep))
    return [folder for folder in map(Path, named) if folder.is_dir()]


def _folder(form_id: str) -> Path:
    # Ids reach this from the command line: a name, never a path.
    return forms_folder() / Path(form_id).name


@lru_cache(maxsize=32)
def _load(path: Path) -> Definition:
    return load_file(path)


@lru_cache(maxsize=64)
def _head(path: Path) -> FormInfo:
    """What [form] says, read without the rest: a list of forms needs no more."""
    try:
        return _info(tomllib.loads(path.read_text("utf-8").split("\n[[", 1)[0])["form"])
    except (AttributeError, KeyError, TypeError, ValueError):  # the whole file is looked at to say what is wrong
        return _load(path).info


def _definition(data: Data) -> Definition:
    form = data["form"]
    width, height = form.get("size", A4)
    return Definition(
        info=_info(form),
        size=(float(width), float(height)),
        pages=tuple(tuple(Mark(**mark) for mark in page["items"]) for page in data.get("page", ())),
        steps=tuple(_step(copy) for copy in copies(data)),
        blank=BlankMarks(**{key: tuple(value) for key, value in data.get("blank", {}).items()}),
        layout=form.get("layout", "boxes"),
        blocks=tuple(_block(block) for block in data.get("block", ())),
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
        group=form["group"],
        recorded_as=form.get("recorded_as", ""),
        signature=form.get("signature", "pen"),
    )


def _step(copy: Copy) -> Step:
    data, stop = copy.data, copy.data.get("stop")
    return Step(
        name=copy.name,
        title=Texts(copy.title),
        questions=tuple(_question(asked, copy.number) for asked in copy.questions),
        help=_texts(data.get("help")),
        stop=Stop(_condition(stop), Texts(stop["text"])) if stop else None,
        base=data["name"],
        copy=copy.number,
        same_as=data.get("same_as", ""),
    )


def _question(asked: Asked, copy: int) -> Question:
    data = asked.data
    place = _place(data, data.get("page", 0))
    choices = tuple(_choice(option) for option in data.get("options", ()))
    conditions = tuple(_condition(when) for when in asked.conditions)
    return Question(
        field=_field(data, choices, place, conditions),
        number=data.get("number", ""),
        official=data.get("official", ""),
        also=data.get("also", ""),
        usual=data.get("required") == "usually",
        page=data.get("page", 0),
        place=place,
        again=tuple(filter(None, (_place(again, data.get("page", 0)) for again in data.get("again", ())))),
        ticks=tuple(_spots(data, "tick")),
        strikes=tuple(_spots(data, "strike")),
        caption=data.get("caption", "left"),
        hint=data.get("hint", ""),
        source=data.get("source", ""),
        prefill=data.get("prefill", ""),
        transform=data.get("transform", ""),
        checks=tuple(data.get("checks", ())),
        choices=choices,
        fills=data.get("fills", ""),
        beside=tuple(data.get("with", ())),
        none=data.get("none", ""),
        shared=data.get("shared", ""),
        common=_COMMON.get(data.get("common"), ""),
        conditions=conditions,
        base=asked.base,
        copy=copy,
    )


def _field(data: Data, choices: tuple[Choice, ...], place: Place | None, conditions: tuple[Condition, ...]) -> Field:
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
        when=conditions[-1] if conditions else None,
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
        also=option.get("also", ""),
        tick=Box(*option["tick"]) if "tick" in option else None,
        text=option.get("text", ""),
        confidence=confidence,
        matches=tuple(option.get("matches", ())),
    )


def _place(data: Data, page: int) -> Place | None:
    if "box" not in data:
        return None
    first = Place(
        page=data.get("page", page),
        box=Box(*data["box"]),
        lines=data.get("lines", 1),
        cells=_cells(data),
        pitch=data.get("pitch", 0.0),
        between=data.get("between", "-"),
        outline=data.get("outline", "box"),
        transform=data.get("transform", ""),
        official=data.get("official", ""),
        also=data.get("also", ""),
        caption=data.get("caption", "left"),
        hint=data.get("hint", ""),
    )
    return replace(first, more=tuple(_row(row, first) for row in data.get("more", ())))


def _row(data: Data, first: Place) -> Place:
    """A further row has what it does not say from the first."""
    return Place(
        page=data.get("page", first.page),
        box=Box(*data["box"]),
        cells=_cells(data) or first.cells,
        pitch=data.get("pitch", first.pitch),
        between=first.between,
        outline=first.outline,
    )


def _cells(data: Data) -> tuple[tuple[float, int], ...]:
    return tuple((float(left), count) for left, count in data.get("cells", ()))


def _spots(data: Data, mark: str) -> Iterator[Spot]:
    """Where a question's answers are ticked or struck out: at its own place and at the further ones."""
    page = data.get("page", 0)
    for option in data.get("options", ()):
        if mark in option:
            yield Spot(page, Box(*option[mark]), option["code"])
    for again in data.get("again", ()):
        for code, box in again.get(f"{mark}s", {}).items():
            yield Spot(again.get("page", page), Box(*box), code)


def _block(data: Data) -> Block:
    columns = data.get("columns", 1)
    table = columns if isinstance(columns, list) else []
    return Block(
        kind=data["kind"],
        columns=1 if table else columns,
        table=tuple(Column(**column) for column in table),
        when=_condition(data["when"]) if "when" in data else None,
        **{key: data[key] for key in ("text", "number", "style", "align", "question", "step", "sign") if key in data},
        questions=tuple(data.get("questions", ())),
        points=tuple(data.get("points", ())),
        lines=tuple(data.get("lines", ())),
        empty_rows=data.get("empty_rows", 0),
        h=data.get("h", 0.0),
    )


def _condition(data: Data) -> Condition:
    return Condition(data["question"], tuple(data["is"]))


def _texts(data: Mapping[str, str] | None) -> Text | None:
    return Texts(data) if data else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
