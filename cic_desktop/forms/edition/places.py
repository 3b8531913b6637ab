"""Geometry of a form's TOML: everything printed lies on its page, every row of cells in its box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cic_desktop.forms.edition.lines import Path
from cic_desktop.forms.edition.repeats import Asked, Copy
from cic_desktop.forms.edition.shapes import Data, Finding, entries
from cic_desktop.i18n import _

SLACK = 1.0  # points a row of cells may stand out of its box
MIN_LEADING = 9.0  # points a line of text needs
PAPER = frozenset({"page", "box", "cells", "pitch", "lines", "more", "again", "places"})  # keys that need a page


def wrong_places(data: Data, steps: Sequence[Copy]) -> Iterator[Finding]:
    if data["form"].get("layout") == "flow":
        yield from _flowing(data, steps)
        return
    missing = [key for key in ("size", "pages") if key not in data["form"]]
    for key in missing:
        yield ("form",), _("“{key}” is missing.", key=key)
    if "block" in data:
        yield ("block",), _("Blocks are for running documents: layout = “flow”.")
    if not missing:
        yield from _on_pages(data, steps)


def _flowing(data: Data, steps: Sequence[Copy]) -> Iterator[Finding]:
    for key in ("page", "blank"):
        if key in data:
            yield (key,), _("A running document (layout = “flow”) has no pages, boxes or blank of its own.")
    for copy in steps:
        if copy.number > 1:
            continue
        for asked in copy.questions:
            options = (option for _at, option in entries(asked.data, asked.at, "options"))
            if PAPER & set(asked.data) or any({"tick", "strike"} & set(option) for option in options):
                yield asked.at, _("A running document (layout = “flow”) has no pages, boxes or blank of its own.")


def _on_pages(data: Data, steps: Sequence[Copy]) -> Iterator[Finding]:
    form = data["form"]
    if len(data.get("page", ())) != form["pages"]:
        yield ("page",), _("The form has {n} pages; give one [[page]] for each.", n=form["pages"])
    for copy in steps:
        for asked in copy.questions:
            yield from _counted(asked, copy)
            yield from _question(asked, form)


def _counted(asked: Asked, copy: Copy) -> Iterator[Finding]:
    """A repeated question says where each of its copies is printed."""
    if copy.number > 1:
        return
    repeat = copy.data.get("repeat", 0)
    source = next((q for _at, q in entries(copy.data, copy.at, "question") if q["name"] == asked.base), {})
    if "places" in source and len(source["places"]) != repeat:
        yield (*asked.at, "places"), _("Give one of “places” for each copy, {n} in all.", n=repeat)
    elif repeat and "box" in source:
        yield (*asked.at, "box"), _("Give one of “places” for each copy, {n} in all.", n=repeat)


def _question(asked: Asked, form: Data) -> Iterator[Finding]:
    page = asked.data.get("page", 0)
    yield from _place(asked.data, asked.printed_at, page, form)
    spots = [
        ((*where, key), option[key])
        for where, option in entries(asked.data, asked.at, "options")
        for key in ("tick", "strike")
        if key in option
    ]
    if spots and "box" not in asked.data:
        yield from _paged(page, asked.at, form)
    for where, box in spots:
        yield from _inside(box, where, form)
    for where, again in entries(asked.data, asked.at, "again"):
        own = again.get("page", page)
        yield from _place(again, where, own, form)
        if "box" not in again:
            yield from _paged(own, where, form)
        for key in ("ticks", "strikes"):
            for box in again.get(key, {}).values():
                yield from _inside(box, (*where, key), form)


def _place(place: Data, at: Path, page: int, form: Data) -> Iterator[Finding]:
    """A place with its further rows."""
    if "box" not in place:
        if "cells" in place or "more" in place:
            yield at, _("Cells need a “box” and a “pitch”.")
        return
    yield from _paged(page, at, form)
    yield from _inside(place["box"], (*at, "box"), form)
    if place["box"][3] < place.get("lines", 1) * MIN_LEADING:
        yield (*at, "lines"), _("The box is too low for so many lines.")
    if "more" in place and place.get("lines", 1) > 1:
        yield (*at, "lines"), _("A text goes on in “lines” of one box or in “more” boxes, not in both.")
    yield from _cells(place, at)
    for where, row in entries(place, at, "more"):
        yield from _paged(row.get("page", page), where, form)
        yield from _inside(row["box"], (*where, "box"), form)
        yield from _cells({"pitch": place.get("pitch", 0), "cells": place.get("cells", []), **row}, where)


def _paged(page: int, at: Path, form: Data) -> Iterator[Finding]:
    if not 1 <= page <= form["pages"]:
        yield (*at, "page"), _("Say on which page, 1 to {n}, the answer is printed.", n=form["pages"])


def _inside(box: Sequence[float], at: Path, form: Data) -> Iterator[Finding]:
    x, y, w, h = box
    if x < 0 or y < 0 or w <= 0 or h <= 0 or x + w > form["size"][0] or y + h > form["size"][1]:
        yield at, _("The box lies off the page.")


def _cells(place: Data, at: Path) -> Iterator[Finding]:
    if not place.get("cells"):
        return
    pitch = place.get("pitch", 0)
    if pitch <= 0:
        yield (*at, "cells"), _("Cells need a “box” and a “pitch”.")
        return
    x, _y, w, _h = place["box"]
    if any(left < x - SLACK or left + count * pitch > x + w + SLACK for left, count in place["cells"]):
        yield (*at, "cells"), _("The cells stand out of their box.")
