"""What is wrong with a form's TOML, in sentences with line numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cic_desktop.forms.lines import LineMap
from cic_desktop.forms.lines import Path as DataPath
from cic_desktop.forms.shapes import Data, Finding, entries, wrong_shapes
from cic_desktop.i18n import Text, _

SLACK = 1.0  # points a row of cells may stand out of its box
MIN_LEADING = 9.0  # points a line of text needs


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a definition: the line it stands on and what to do."""

    line: int
    text: Text


def check_definition(path: Path) -> list[Fault]:
    """Everything wrong with one definition, in the order of the file; empty when it can be used."""
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except OSError:
        return [Fault(1, _("The file cannot be read."))]
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else 1
        return [Fault(line, _("The file is not valid TOML: {why}", why=str(error)))]
    lines = LineMap(text)
    faults = [Fault(lines[where], what) for where, what in findings(data)]
    return sorted(faults, key=lambda fault: fault.line)


def findings(data: Data) -> Iterator[Finding]:
    """Every fault of parsed data with the path to it. Shapes first: the rest relies on them."""
    shapes = list(wrong_shapes(data))
    yield from shapes
    if not shapes:
        yield from _names(data)
        yield from _geometry(data)


# ---- names: everything referred to exists ---------------------------------------------------------


def _questions(data: Data) -> Iterator[tuple[DataPath, Data]]:
    for at, step in entries(data, (), "step"):
        yield from entries(step, at, "question")


def _names(data: Data) -> Iterator[Finding]:
    known: dict[str, Data] = {}
    for at, question in _questions(data):
        name = question["name"]
        if name in known:
            yield (*at, "name"), _("There are two questions named “{name}”.", name=name)
        if "when" in question:
            yield from _condition(question["when"], (*at, "when"), known)
        yield from _codes(question, at)
        known[name] = question
    for at, question in _questions(data):
        if "fills" in question and question["fills"] not in known:
            yield (*at, "fills"), _("There is no question named “{name}”.", name=question["fills"])
    for at, step in entries(data, (), "step"):
        if "stop" in step:
            yield from _condition(step["stop"], (*at, "stop"), known)


def _condition(condition: Data, at: DataPath, known: Mapping[str, Data]) -> Iterator[Finding]:
    name = condition["question"]
    if name not in known:
        yield at, _("No question named “{name}” comes before this one.", name=name)
        return
    codes = _codes_of(known[name])
    for code in condition["is"]:
        if codes is not None and code not in codes:
            yield at, _("“{name}” has no answer “{code}”.", name=name, code=code)


def _codes_of(question: Data) -> set[str] | None:
    if question["kind"] == "yes_no":
        return {"yes", "no"}
    options = question.get("options")
    return {option["code"] for option in options} if options else None


def _codes(question: Data, at: DataPath) -> Iterator[Finding]:
    codes: set[str] = set()
    for where, option in entries(question, at, "options"):
        if option["code"] in codes:
            yield where, _("There are two answers with the code “{code}”.", code=option["code"])
        codes.add(option["code"])
    if question["kind"] in {"choice", "choices", "radio"} and not codes:
        yield at, _("A question to choose from needs “options”.")


# ---- geometry: everything printed lies on its page ------------------------------------------------


def _geometry(data: Data) -> Iterator[Finding]:
    form = data["form"]
    if len(data["page"]) != form["pages"]:
        yield ("page",), _("The form has {n} pages; give one [[page]] for each.", n=form["pages"])
    for at, question in _questions(data):
        yield from _placed(question, at, form)


def _placed(question: Data, at: DataPath, form: Data) -> Iterator[Finding]:
    boxes = [((*at, "box"), question["box"])] if "box" in question else []
    boxes += [((*where, "tick"), o["tick"]) for where, o in entries(question, at, "options") if "tick" in o]
    if boxes and not 1 <= question.get("page", 0) <= form["pages"]:
        yield (*at, "page"), _("Say on which page, 1 to {n}, the answer is printed.", n=form["pages"])
    for where, (x, y, w, h) in boxes:
        if x < 0 or y < 0 or w <= 0 or h <= 0 or x + w > form["size"][0] or y + h > form["size"][1]:
            yield where, _("The box lies off the page.")
    if "cells" in question:
        yield from _cells(question, at)
    if "box" in question and question["box"][3] < question.get("lines", 1) * MIN_LEADING:
        yield (*at, "lines"), _("The box is too low for so many lines.")


def _cells(question: Data, at: DataPath) -> Iterator[Finding]:
    if "box" not in question or question.get("pitch", 0) <= 0:
        yield (*at, "cells"), _("Cells need a “box” and a “pitch”.")
        return
    x, _y, w, _h = question["box"]
    for left, count in question["cells"]:
        if left < x - SLACK or left + count * question["pitch"] > x + w + SLACK:
            yield (*at, "cells"), _("The cells stand out of their box.")
