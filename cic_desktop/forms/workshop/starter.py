"""A definition begun from a blank: its places measured, everything that people must say marked TODO."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.text import fold
from cic_desktop.forms.definition import vocabulary as words
from cic_desktop.forms.definition.model import Box
from cic_desktop.forms.kept.blanks import looks_of, refuse_unusable
from cic_desktop.forms.page.foreign import pages_of
from cic_desktop.forms.workshop.measuring import Found, measure
from cic_desktop.i18n import LANGUAGES, _

__all__ = ["Begun", "begin"]

TODO = "TODO"
AREA_HEIGHT, AREA_LEADING = 30.0, 14.0  # points: from there on a box takes several lines
BELOW, UNTITLED_BELOW = 2.0, 16.0  # points to the row a text goes on in; to one without a caption of its own
LETTER = 9.0  # points a letter of the example may need
APART = 60.0  # points between boxes to tick from which they are two questions
NAME_LENGTH = 32
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_NUMBER = re.compile(r"(\d+[a-z]?)\.\s*")  # of a field, before its caption
_OTHERS = re.compile(r"\s*/\s+")  # parts the languages of a caption


@dataclass(frozen=True)
class Begun:
    """The two files of a new form as text, and how many places to fill in were found."""

    edition: str
    definition: str
    sample: str
    places: int


@dataclass
class _Asked:
    """A question in the making: a place with the rows it goes on in, or the boxes of one choice."""

    found: Found
    more: list[Box] = field(default_factory=list)
    ticks: list[Found] = field(default_factory=list)
    name: str = ""


def begin(pdf: bytes, form_id: str, edition: str = "") -> Begun:
    """Start a definition from a blank. CicError if the blank cannot be used or has no box that can be found."""
    if not _ID.fullmatch(form_id):
        raise CicError(_("“{id}” cannot name a form. Use letters, digits and hyphens.", id=form_id))
    refuse_unusable(pdf)
    found = measure(pdf)
    if not found:
        raise CicError(_("No boxes were found in this PDF. Write the definition by hand, or try a sharper scan."))
    asked = _named(_asked(found))
    edition = edition or f"{clock.today():%Y-%m}"
    definition = "\n".join([*_head(pdf, form_id, edition), *_steps(asked), ""])
    return Begun(edition, definition, "\n".join([*_sample(form_id, asked), ""]), len(found))


# ---- from places to questions ---------------------------------------------------------------------


def _asked(found: Iterable[Found]) -> list[_Asked]:
    """Boxes to tick that follow each other are one choice; rows of equal cells right below each other one text."""
    made: list[_Asked] = []
    for item in found:
        last = made[-1] if made else None
        if last and _chooses(last, item):
            last.ticks.append(item)
        elif last and _goes_on(last, item):
            last.more.append(item.box)
        else:
            made.append(_Asked(item, ticks=[item] if item.kind == "tick" else []))
    return made


def _chooses(asked: _Asked, item: Found) -> bool:
    before = asked.ticks[-1] if asked.ticks else None
    return (
        before is not None
        and item.kind == "tick"
        and item.page == before.page
        and item.box.y - before.box.bottom < APART
    )


def _goes_on(asked: _Asked, row: Found) -> bool:
    first = asked.found
    above = asked.more[-1] if asked.more else first.box
    same = [count for _left, count in first.cells] == [count for _left, count in row.cells]
    reach = BELOW if row.caption else UNTITLED_BELOW
    return bool(row.cells) and same and row.page == first.page and 0 <= row.box.y - above.bottom <= reach


def _named(asked: list[_Asked]) -> list[_Asked]:
    used: set[str] = set()
    for n, item in enumerate(asked, 1):
        _number, official, _also = _worded(item.found.caption)
        name = "_".join(_cut(fold(item.found.name or official).split())) or f"field_{n}"
        item.name = name if name not in used else f"{name}_{n}"
        used.add(item.name)
    return asked


def _cut(parts: list[str]) -> list[str]:
    """As many whole words as make a name of moderate length."""
    while len(parts) > 1 and len("_".join(parts)) > NAME_LENGTH:
        parts = parts[:-1]
    return [part[:NAME_LENGTH] for part in parts]


def _worded(caption: str) -> tuple[str, str, str]:
    """The number of a field, its caption and the same in other languages: `7. Kraj / Country` → 7, Kraj, Country."""
    found = _NUMBER.match(caption)
    official, *others = _OTHERS.split(caption[found.end() :] if found else caption, maxsplit=1)
    return found[1] if found else "", official.strip(), "".join(others).strip(" /")


# ---- the definition -------------------------------------------------------------------------------


def _head(pdf: bytes, form_id: str, edition: str) -> Iterator[str]:
    with pages_of(pdf) as document:
        pages, (width, height) = len(document), document[0].get_size()
    yield f"# {form_id}, begun from a blank. Say everything marked {TODO}; the boxes are measured."
    yield "# All measures are points (1/72 inch) from the top left corner of a page."
    yield ""
    yield "[form]"
    yield f"id = {_quoted(form_id)}"
    yield f"edition = {_quoted(edition)}"
    yield f"symbol = {_quoted(form_id)}"
    yield f"group = {_quoted(words.GROUPS[0])}  # or: {', '.join(words.GROUPS[1:])}"
    for key in ("title", "office", "fee"):
        yield f"{key} = {_todo()}"
    yield f"legal_basis = {_quoted(TODO)}"
    yield f'channel = "paper"  # or: {", ".join(sorted(words.CHANNELS - {"paper"}))}'
    yield f"as_of = {_quoted(clock.today().isoformat())}"
    yield f"source = {_quoted(TODO)}"
    yield f'confidence = "unconfirmed"  # or: {", ".join(sorted(words.CONFIDENCE - {"unconfirmed"}))}'
    yield f"size = [{width:.2f}, {height:.2f}]"
    yield f"pages = {pages}"
    yield ""
    yield "[blank]"
    yield f"sha256 = [{_quoted(hashlib.sha256(pdf).hexdigest())}]"
    yield "looks = ["
    yield from (f"  {_quoted(look)}," for look in looks_of(pdf))
    yield "]"
    for _page in range(pages):
        yield from ("", "[[page]]", "items = []  # what the drawn print shows besides the questions")


def _steps(asked: list[_Asked]) -> Iterator[str]:
    page = 0
    for item in asked:
        if item.found.page != page:
            page = item.found.page
            yield from ("", "[[step]]", f'name = "page_{page}"', f"title = {_todo()}")
        yield from ("", "[[step.question]]", f"name = {_quoted(item.name)}")
        yield from _choice(item) if item.ticks else _place(item)


def _place(asked: _Asked) -> Iterator[str]:
    found = asked.found
    kind, more = _kind(found)
    number, official, also = _worded(found.caption)
    yield f"kind = {_quoted(kind)}"
    yield f"label = {_todo(official)}"
    if number:
        yield f"number = {_quoted(number)}"
    if official:
        yield f"official = {_quoted(official)}"
    if also:
        yield f"also = {_quoted(also)}"
    yield from more
    yield f"page = {found.page}"
    yield f"box = {_box(found.box)}"
    if kind == "long_text":
        yield f"lines = {int(found.box.h // AREA_LEADING)}"
    if found.cells:
        yield f"cells = [{', '.join(f'[{left:.1f}, {count}]' for left, count in found.cells)}]"
        yield f"pitch = {found.pitch:.2f}"
    if asked.more:
        yield f"more = [{', '.join(f'{{ box = {_box(box)} }}' for box in asked.more)}]"


def _kind(found: Found) -> tuple[str, list[str]]:
    """The kind of a question guessed from its cells, with what goes with it."""
    groups = [count for _left, count in found.cells]
    if groups in ([2, 2, 4], [4, 2, 2]):
        return "date", [f'transform = "{"date_ddmmyyyy" if groups[0] == 2 else "date_yyyymmdd"}"']
    if groups == [11] and "pesel" in f"{found.name} {found.caption}".casefold():
        return "pesel", ['transform = "digits"', 'checks = ["pesel"]']
    if groups == [2, 3]:
        return "postcode", ['transform = "digits"', 'checks = ["postcode"]']
    if found.kind == "box" and found.box.h >= AREA_HEIGHT:
        return "long_text", []
    return "text", ['transform = "upper"']


def _choice(asked: _Asked) -> Iterator[str]:
    yield 'kind = "choices"  # "radio" where only one may be ticked'
    yield f"label = {_todo()}"
    yield f"page = {asked.found.page}"
    yield "options = ["
    for n, tick in enumerate(asked.ticks, 1):
        _number, official, also = _worded(tick.caption)
        said = f"official = {_quoted(official)}, " if official else ""
        said += f"also = {_quoted(also)}, " if also else ""
        yield f'  {{ code = "option_{n}", label = {_todo(official)}, {said}tick = {_box(tick.box)} }},'
    yield "]"


def _sample(form_id: str, asked: list[_Asked]) -> Iterator[str]:
    yield "# Invented answers that show the form at work."
    yield ""
    yield f"form = {_quoted(form_id)}"
    yield ""
    yield "[answers]"
    for item in asked:
        yield f"{item.name} = {_example(item)}"


def _example(asked: _Asked) -> str:
    kind, _more = _kind(asked.found)
    known = {"date": clock.today().isoformat(), "pesel": "44051401359", "postcode": "45-820"}
    if asked.ticks:
        return '["option_1"]'
    text = known.get(kind, "Przykład")
    room = sum(count for _left, count in asked.found.cells) or int(asked.found.box.w // LETTER)
    return _quoted(text[:room] if kind == "text" else text)


# ---- words of TOML --------------------------------------------------------------------------------


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _todo(polish: str = "") -> str:
    """A text in every language, all but the Polish still to be written."""
    shown = {lang: polish if polish and lang == "pl" else TODO for lang in LANGUAGES}
    return "{ " + ", ".join(f"{lang} = {_quoted(text)}" for lang, text in shown.items()) + " }"


def _box(box: Box) -> str:
    return f"[{box.x:.1f}, {box.y:.1f}, {box.w:.1f}, {box.h:.1f}]"
