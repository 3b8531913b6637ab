"""Names in a form's TOML: everything referred to exists, and comes before what hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cic_desktop.forms.definition.checks import PAIRED
from cic_desktop.forms.edition.lines import Path
from cic_desktop.forms.edition.repeats import Asked, Copy
from cic_desktop.forms.edition.shapes import Data, Finding, entries
from cic_desktop.i18n import Text, _

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")  # the printed answer of a question, in the text of a block

Known = Mapping[str, Data]


def wrong_names(data: Data, steps: Sequence[Copy]) -> Iterator[Finding]:
    known: dict[str, Data] = {}
    for copy in steps:
        yield from _step(copy, known)
        for asked in copy.questions:
            yield from _question(asked, known)
            known[asked.data["name"]] = asked.data
        if "stop" in copy.data:
            yield from _condition(copy.data["stop"], (*copy.at, "stop"), known)
    for copy in steps:
        for asked in copy.questions:
            yield from _referred(asked, known)
        yield from _homeless(copy, known)
    for at, block in entries(data, (), "block"):
        yield from _block(block, at, known, steps)


def _step(copy: Copy, known: Known) -> Iterator[Finding]:
    step, repeat = copy.data, copy.data.get("repeat")
    if "when" in step and copy.number < 2:
        yield from _condition(step["when"], (*copy.at, "when"), known)
    if repeat == 1 or (repeat and "more" not in step):
        yield (*copy.at, "repeat"), _("A step asked several times needs “repeat” of 2 or more, and “more”.")
    for key in {"more", "first"} & set(step) if not repeat else ():
        yield (*copy.at, key), _("“{key}” needs “repeat”.", key=key)
    if repeat and "stop" in step:
        yield (*copy.at, "stop"), _("A step asked several times cannot stop the interview.")


def _question(asked: Asked, known: Known) -> Iterator[Finding]:
    name, data = asked.data["name"], asked.data
    if name in known:
        yield (*asked.at, "name"), _("There are two questions named “{name}”.", name=name)
    if "when" in data:
        yield from _condition(data["when"], (*asked.at, "when"), known)
    yield from _codes(data, asked.at)


def _referred(asked: Asked, known: Known) -> Iterator[Finding]:
    data, beside = asked.data, asked.data.get("with", [])
    if "fills" in data and data["fills"] not in known:
        yield (*asked.at, "fills"), _no_question(data["fills"])
    for name in beside:
        if name not in known:
            yield (*asked.at, "with"), _no_question(name)
    for check in data.get("checks", ()):
        if check in PAIRED and not beside:
            yield (
                (*asked.at, "checks"),
                _("The check “{name}” needs “with”: the questions it looks at.", name=check),
            )


def _homeless(copy: Copy, known: Known) -> Iterator[Finding]:
    """What goes with an address in a form that does not ask for one."""
    sources = {data.get("source", "") for data in known.values()} - {"address.country"}
    if any(source.startswith("address.") for source in sources):
        return
    for asked in copy.questions:
        if asked.data.get("common") == "home":
            yield (*asked.at, "common"), _("“home” needs a question with a source like {name}.", name="address.street")


def _condition(condition: Data, at: Path, known: Known) -> Iterator[Finding]:
    name = condition["question"]
    if name not in known:
        yield at, _("No question named “{name}” comes before this one.", name=name)
        return
    codes = _codes_of(known[name])
    for code in condition["is"]:
        if code and codes is not None and code not in codes:  # "" is: not answered yet
            yield at, _("“{name}” has no answer “{code}”.", name=name, code=code)


def _codes_of(question: Data) -> set[str] | None:
    if question["kind"] == "yes_no":
        return {"yes", "no"}
    options = question.get("options")
    return {option["code"] for option in options} if options else None


def _codes(question: Data, at: Path) -> Iterator[Finding]:
    codes: set[str] = set()
    for where, option in entries(question, at, "options"):
        if option["code"] in codes:
            yield where, _("There are two answers with the code “{code}”.", code=option["code"])
        codes.add(option["code"])
    if question["kind"] in {"choice", "choices", "radio"} and not codes:
        yield at, _("A question to choose from needs “options”.")
    for key in ("again", "places"):
        for where, place in entries(question, at, key):
            for code in {*place.get("ticks", {}), *place.get("strikes", {})} - codes:
                yield where, _("“{name}” has no answer “{code}”.", name=question["name"], code=code)


# ---- blocks of a running document -----------------------------------------------------------------


def _block(block: Data, at: Path, known: Known, steps: Sequence[Copy]) -> Iterator[Finding]:
    if "when" in block:
        yield from _condition(block["when"], (*at, "when"), known)
    for key, name in _named(block):
        if name not in known:
            yield (*at, key), _no_question(name)
    if block["kind"] == "ticks" and not _codes_of(known.get(block["question"], {"kind": "yes_no"})):
        yield (*at, "question"), _("A question to choose from needs “options”.")
    if block["kind"] == "table":
        yield from _columns(block, at, steps)


def _named(block: Data) -> Iterator[tuple[str, str]]:
    """The questions a block names: (key, name)."""
    for name in block.get("questions", ()):
        yield "questions", name
    if "question" in block:
        yield "question", block["question"]
    for key in ("text", "points", "lines"):
        written = block.get(key, ())
        for text in [written] if isinstance(written, str) else written:
            for name in PLACEHOLDER.findall(text):
                yield key, name


def _columns(block: Data, at: Path, steps: Sequence[Copy]) -> Iterator[Finding]:
    asked = {question.base for copy in steps if copy.data["name"] == block["step"] for question in copy.questions}
    if not asked:
        yield (*at, "step"), _("There is no step named “{name}”.", name=block["step"])
        return
    for where, column in entries(block, at, "columns"):
        if column["question"] not in asked:
            yield where, _no_question(column["question"])


def _no_question(name: str) -> Text:
    return _("There is no question named “{name}”.", name=name)
