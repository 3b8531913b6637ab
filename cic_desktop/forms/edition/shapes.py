"""The shape of a form's TOML: known keys with values of the right kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cic_desktop.core.codes import code_list, code_lists
from cic_desktop.forms.definition import vocabulary as words
from cic_desktop.forms.definition.checks import CHECKS, PAIRED
from cic_desktop.forms.definition.transforms import PREFILLS, TRANSFORMS
from cic_desktop.forms.edition.lines import Path
from cic_desktop.i18n import Text, _

Finding = tuple[Path, Text]
Data = Mapping[str, Any]
Shape = tuple[Callable[[Any], bool], Text]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_numbers(value: object, count: int) -> bool:
    return isinstance(value, list) and len(value) == count and all(_is_number(item) for item in value)


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_texts(value: object) -> bool:
    return (
        isinstance(value, dict)
        and "pl" in value
        and set(value) <= words.LANGUAGE_KEYS
        and all(isinstance(item, str) for item in value.values())
    )


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_cells(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(_is_numbers(group, 2) and isinstance(group[1], int) for group in value)
    )


def _one_of(known: Iterable[Any]) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        return isinstance(value, str | bool) and value in known

    return check


_STRING = (lambda value: isinstance(value, str), _("a text in quotes"))
_NUMBER = (_is_number, _("a number"))
_WHOLE = (
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
    _("a whole number"),
)
_TEXTS = (_is_texts, _("texts by language, Polish at least: {example}", example='{ pl = "…", uk = "…" }'))
_STRINGS = (_is_strings, _("a list of texts"))
_BOX = (lambda value: _is_numbers(value, 4), _("four numbers: left, top, width, height"))
_TABLE = (lambda value: isinstance(value, dict), _("a table"))
_TABLES = (
    lambda value: isinstance(value, list) and all(isinstance(v, dict) for v in value),
    _("a list of tables"),
)


def _choice_of(known: Iterable[Any]) -> Shape:
    listed = sorted(str(word) for word in known if word != "")
    return _one_of(frozenset(known)), _("one of: {words}", words=", ".join(listed))


def _many_of(known: Iterable[str]) -> Shape:
    allowed = frozenset(known)
    return (
        lambda value: _is_strings(value) and set(value) <= allowed,
        _("a list of: {words}", words=", ".join(sorted(allowed))),
    )


def _is_boxes(value: object) -> bool:
    return isinstance(value, dict) and all(_is_numbers(box, 4) for box in value.values())


_BOXES = (_is_boxes, _("boxes by answer: {example}", example="{ F = [192.0, 530.5, 11.3, 11.3] }"))
_PLACE: dict[str, Shape] = {
    "page": _WHOLE,
    "lines": _WHOLE,
    "box": _BOX,
    "cells": (_is_cells, _("groups of cells: [[left edge, number of cells], …]")),
    "pitch": _NUMBER,
    "outline": _choice_of(words.OUTLINES),
    "more": _TABLES,
    "caption": _choice_of(words.CAPTIONS),
    "ticks": _BOXES,
    "strikes": _BOXES,
    "transform": _choice_of(TRANSFORMS),
}

_SHAPES: dict[str, dict[str, Shape]] = {
    "": {"form": _TABLE, "blank": _TABLE, "page": _TABLES, "step": _TABLES, "block": _TABLES},
    "form": {
        "title": _TEXTS,
        "office": _TEXTS,
        "fee": _TEXTS,
        "note": _TEXTS,
        "pointless_with": _choice_of(words.SOURCES),
        "pointless_text": _TEXTS,
        "layout": _choice_of(words.LAYOUTS),
        "group": _choice_of(words.GROUPS),
        "recorded_as": (
            lambda value: value in code_list("document_help").codes,
            _("a code of {file}", file="resources/codes/document_help.toml"),
        ),
        "signature": _choice_of(words.SIGNATURES),
        "channel": _choice_of(words.CHANNELS),
        "confidence": _choice_of(words.CONFIDENCE),
        "as_of": (_is_date, _("a date like {example}", example="2026-11-23")),
        "valid_from": (lambda v: v == "" or _is_date(v), _("a date like {example}", example="2026-11-23")),
        "valid_to": (lambda v: v == "" or _is_date(v), _("a date like {example}", example="2026-11-23")),
        "size": (lambda value: _is_numbers(value, 2), _("two numbers: width and height")),
        "pages": _WHOLE,
    },
    "blank": {"sha256": _STRINGS, "looks": _STRINGS},
    "page": {"items": _TABLES},
    "step": {
        **dict.fromkeys(("title", "help", "more", "first"), _TEXTS),
        "question": _TABLES,
        "stop": _TABLE,
        "when": _TABLE,
        "repeat": _WHOLE,
        "same_as": _choice_of(words.SAME_AS),
    },
    "stop": {"is": _STRINGS, "text": _TEXTS},
    "when": {"is": _STRINGS},
    "row": _PLACE,
    "again": _PLACE,
    "places": _PLACE,
    "question": {
        **_PLACE,
        "kind": _choice_of(words.KINDS),
        "label": _TEXTS,
        "help": _TEXTS,
        "required": _choice_of(words.REQUIRED),
        "options": _TABLES,
        "options_from": (
            lambda value: value in code_lists(),
            _("the name of a file in resources/codes, without .toml"),
        ),
        "when": _TABLE,
        "max": _WHOLE,
        "width": _WHOLE,
        "again": _TABLES,
        "places": _TABLES,
        "source": _choice_of(words.SOURCES),
        "prefill": _choice_of(PREFILLS),
        "checks": _many_of({*CHECKS, *PAIRED}),
        "with": _STRINGS,
        "common": (lambda value: value is True or value == "home", _("true or “home”, or left out")),
    },
    "option": {
        "label": _TEXTS,
        "tick": _BOX,
        "strike": _BOX,
        "confidence": _choice_of(words.CONFIDENCE),
        "matches": _STRINGS,
    },
    "mark": {
        **dict.fromkeys(("x", "y", "w", "h", "size", "weight"), _NUMBER),
        "count": _WHOLE,
        "align": _choice_of(words.ALIGN),
        "mark": _choice_of(words.SAMPLE_MARKS),
    },
    "block": {
        **dict.fromkeys(("questions", "points", "lines"), _STRINGS),
        "style": _choice_of(words.BLOCK_STYLES),
        "align": _choice_of(words.BLOCK_ALIGN),
        "columns": (lambda value: value in (1, 2), _("one of: {words}", words="1, 2")),
        "empty_rows": _WHOLE,
        "sign": _choice_of(words.SIGNERS),
        "h": _NUMBER,
        "when": _TABLE,
    },
    "table": {"columns": _TABLES},
    "column": {"share": _NUMBER},
}


def wrong_shapes(data: Data) -> Iterator[Finding]:
    yield from _table(data, (), "")
    yield from _nested(data, (), "form", "form")
    yield from _nested(data, (), "blank", "blank")
    for at, page in entries(data, (), "page"):
        yield from _table(page, at, "page")
        for where, mark in entries(page, at, "items"):
            yield from _mark_shape(mark, where)
    for at, block in entries(data, (), "block"):
        yield from _block_shape(block, at)
    for at, step in entries(data, (), "step"):
        yield from _table(step, at, "step")
        yield from _nested(step, at, "stop", "stop")
        yield from _nested(step, at, "when", "when")
        for where, question in entries(step, at, "question"):
            yield from _question_shape(question, where)


def _question_shape(question: Data, at: Path) -> Iterator[Finding]:
    yield from _table(question, at, "question")
    yield from _nested(question, at, "when", "when")
    if {"options", "options_from"} <= set(question):
        yield (*at, "options_from"), _("Give either “options” or “options_from”.")
    for where, option in entries(question, at, "options"):
        yield from _table(option, where, "option")
    yield from _rows_shape(question, at)
    for key in ("again", "places"):
        for where, place in entries(question, at, key):
            yield from _table(place, where, key)
            yield from _rows_shape(place, where)


def _rows_shape(place: Data, at: Path) -> Iterator[Finding]:
    for where, row in entries(place, at, "more"):
        yield from _table(row, where, "row")


def _mark_shape(mark: Data, at: Path) -> Iterator[Finding]:
    kind = mark.get("kind", "")
    if not _one_of(words.MARKS)(kind):
        yield at, _("“kind” must be {what}.", what=_choice_of(words.MARKS)[1])
        return
    needed, optional = words.MARKS[kind]
    yield from _keys(mark, at, needed | {"kind"}, optional)
    yield from _values(mark, at, "mark")
    styles = words.STYLES.get(kind, frozenset())
    if styles and "style" in mark and not _one_of(styles)(mark["style"]):
        yield (*at, "style"), _("“style” must be {what}.", what=_choice_of(styles)[1])


def _block_shape(block: Data, at: Path) -> Iterator[Finding]:
    kind = block.get("kind", "")
    if not _one_of(words.BLOCKS)(kind):
        yield at, _("“kind” must be {what}.", what=_choice_of(words.BLOCKS)[1])
        return
    needed, optional = words.BLOCKS[kind]
    yield from _keys(block, at, needed | {"kind"}, optional | {"when"})
    yield from _nested(block, at, "when", "when")
    if kind != "table":
        yield from _values(block, at, "block")
        return
    columns = {"columns": block["columns"]} if "columns" in block else {}
    yield from _values({key: block[key] for key in block if key != "columns"}, at, "block")
    yield from _values(columns, at, "table")
    for where, column in entries(block, at, "columns"):
        yield from _table(column, where, "column")


def _nested(table: Data, at: Path, key: str, name: str) -> Iterator[Finding]:
    if isinstance(table.get(key), dict):
        yield from _table(table[key], (*at, key), name)


def entries(table: Data, at: Path, key: str) -> Iterator[tuple[Path, Data]]:
    found = table.get(key)
    if isinstance(found, list):
        for index, entry in enumerate(found):
            if isinstance(entry, dict):
                yield (*at, key, index), entry


def _table(table: Data, at: Path, name: str) -> Iterator[Finding]:
    needed, optional = words.TABLES[name]
    yield from _keys(table, at, needed, optional)
    yield from _values(table, at, name)


def _keys(table: Data, at: Path, needed: frozenset[str], optional: frozenset[str]) -> Iterator[Finding]:
    for key in table:
        if key not in needed | optional:
            yield (
                (*at, key),
                _("Unknown key “{key}”. Known here: {words}.", key=key, words=_listed(needed | optional)),
            )
    for key in sorted(needed - set(table)):
        yield at, _("“{key}” is missing.", key=key)


def _values(table: Data, at: Path, name: str) -> Iterator[Finding]:
    for key, value in table.items():
        right, what = _SHAPES.get(name, {}).get(key, _STRING)
        if name == "mark" and key in {"kind", "text", "number", "style"}:
            right, what = _STRING
        if not right(value):
            yield (*at, key), _("“{key}” must be {what}.", key=key, what=what)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
