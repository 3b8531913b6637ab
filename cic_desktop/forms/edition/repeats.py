"""Steps that are asked several times: every copy is a step of its own, its questions numbered.

A step `child` with `repeat = 3` and a question `name` gives the steps `child_1` to `child_3` with `name_1` to `name_3`.
A copy is asked when the one before it ends with "yes" to "is there another one?" (`child_more_1`), the first, if the
form says so, after "is there any?" (`child_any`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cic_desktop.core.codes import code_list
from cic_desktop.forms.edition.lines import Path
from cic_desktop.forms.edition.shapes import Data, entries
from cic_desktop.i18n import LANGUAGES

YES = ["yes"]


@dataclass(frozen=True)
class Asked:
    """A question as it is asked once. `printed_at` leads to what says where this copy is printed."""

    at: Path
    printed_at: Path
    data: Data
    base: str  # its name in the file
    conditions: tuple[Data, ...]  # all of them must hold; the question's own is the last


@dataclass(frozen=True)
class Copy:
    """A step as it is asked once; `number` is 0 where it is not repeated."""

    at: Path
    data: Data
    number: int
    questions: tuple[Asked, ...]

    @property
    def name(self) -> str:
        return f"{self.data['name']}_{self.number}" if self.number else str(self.data["name"])

    @property
    def title(self) -> Mapping[str, str]:
        title: Mapping[str, str] = self.data["title"]
        return {lang: f"{text} ({self.number})" for lang, text in title.items()} if self.number else title


def copies(data: Data) -> Iterator[Copy]:
    """Every step of a form in the order of the interview."""
    for at, step in entries(data, (), "step"):
        count = step.get("repeat", 0)
        for number in range(1, count + 1) if count else (0,):
            yield Copy(at, step, number, tuple(_questions(step, at, number)))


def _questions(step: Data, at: Path, number: int) -> Iterator[Asked]:
    name, count = step["name"], step.get("repeat", 0)
    needed: tuple[Data, ...] = (step["when"],) if "when" in step and number < 2 else ()
    if number == 1 and "first" in step:
        yield _asking(f"{name}_any", step["first"], (*at, "first"), needed, required="usually")
        needed = (*needed, {"question": f"{name}_any", "is": YES})
    if number > 1:
        needed = ({"question": f"{name}_more_{number - 1}", "is": YES},)
    own = {question["name"] for _, question in entries(step, at, "question")} if number else set()
    for where, question in entries(step, at, "question"):
        question = _listed(question)
        asked = _numbered(question, number, own) if number else question
        conditions = (*needed, asked["when"]) if "when" in asked else needed
        placed = (*where, "places", number - 1) if number and "places" in question else where
        yield Asked(where, placed, asked, question["name"], conditions)
    if number < count:
        yield _asking(f"{name}_more_{number}", step.get("more", {}), (*at, "more"), needed)


def _asking(name: str, label: Mapping[str, str], at: Path, needed: tuple[Data, ...], **more: str) -> Asked:
    return Asked(at, at, {"name": name, "kind": "yes_no", "label": label, **more}, name, needed)


def _listed(question: Data) -> Data:
    """The question with the options of its code list. The Polish words are printed, and are what sources tell."""
    if "options_from" not in question:
        return question
    items = code_list(question["options_from"]).items
    options = [
        {"code": item["pl"], "label": {lang: item[lang] for lang in LANGUAGES}, "official": item["pl"]}
        for item in items
    ]
    return {**question, "options": options}


def _numbered(question: Data, number: int, own: set[str]) -> Data:
    """The question of one copy: what it names in its own step is of the same copy."""

    def renamed(name: str) -> str:
        return f"{name}_{number}" if name in own else name

    made: dict[str, Any] = {**question, "name": renamed(question["name"])}
    if "when" in made:
        made["when"] = {**made["when"], "question": renamed(made["when"]["question"])}
    if "fills" in made:
        made["fills"] = renamed(made["fills"])
    if "with" in made:
        made["with"] = [renamed(name) for name in made["with"]]
    if "shared" in made:
        made["shared"] = f"{made['shared']}_{number}"
    places = made.pop("places", ())
    return _placed(made, places[number - 1]) if number <= len(places) else made


def _placed(question: dict[str, Any], place: Data) -> Data:
    """The question printed at the place of its copy."""
    ticks, strikes = place.get("ticks", {}), place.get("strikes", {})
    made = {**question, **{key: value for key, value in place.items() if key not in {"ticks", "strikes"}}}
    if ticks or strikes:
        made["options"] = [
            {
                **option,
                **({"tick": ticks[option["code"]]} if option["code"] in ticks else {}),
                **({"strike": strikes[option["code"]]} if option["code"] in strikes else {}),
            }
            for option in question.get("options", ())
        ]
    return made
