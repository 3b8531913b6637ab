"""What is wrong with a form's TOML, in sentences with line numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cic_desktop.forms.edition.lines import LineMap
from cic_desktop.forms.edition.lines import Path as DataPath
from cic_desktop.forms.edition.naming import wrong_names
from cic_desktop.forms.edition.places import wrong_places
from cic_desktop.forms.edition.repeats import copies
from cic_desktop.forms.edition.shapes import Data, Finding, wrong_shapes
from cic_desktop.i18n import Text, _


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a definition: the line it stands on and what to do."""

    line: int
    text: Text


def check_definition(path: Path) -> list[Fault]:
    """Everything wrong with one definition, in the order of the file; empty when it can be used."""
    return read_definition(path)[1]


def read_definition(path: Path) -> tuple[Data, list[Fault]]:
    """The parsed file, and everything wrong with it."""
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except OSError:
        return {}, [Fault(1, _("The file cannot be read."))]
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else 1
        return {}, [Fault(line, _("The file is not valid TOML: {why}", why=str(error)))]
    found = list(findings(data))
    lines = LineMap(text if found else "")
    return data, sorted((Fault(lines[where], what) for where, what in found), key=lambda fault: fault.line)


def findings(data: Data) -> Iterator[Finding]:
    """Every fault of parsed data with the path to it. Shapes first: the rest relies on them."""
    shapes = list(wrong_shapes(data))
    yield from shapes
    if shapes:
        return
    steps = list(copies(data))
    yield from _once(wrong_names(data, steps))
    yield from wrong_places(data, steps)


def _once(found: Iterator[Finding]) -> Iterator[Finding]:
    """The copies of a repeated step all have the fault of the one they are made of."""
    seen: set[DataPath] = set()
    for where, what in found:
        if where not in seen:
            yield where, what
        seen.add(where)
