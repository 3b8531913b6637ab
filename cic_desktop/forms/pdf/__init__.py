"""From answers to paper: drawn by ourselves, or on the blank the centre supplied.

Both ways are one: values stamped on a prepared blank. Without the office's blank ours is drawn once
from the same definition. A running document (`layout = "flow"`) is set anew each time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.page.layout import Overflow, lay_out
from cic_desktop.i18n import _

if TYPE_CHECKING:
    from cic_desktop.forms.page.head import Head
    from cic_desktop.forms.pdf.prepared import PreparedBlank

__all__ = ["FilledForm", "drawn_blank", "fill", "missing_glyphs"]


@dataclass(frozen=True)
class FilledForm:
    """A form ready to print. `sha256` is of the very bytes: what is previewed is what is printed."""

    pdf: bytes
    overflows: tuple[Overflow, ...]
    edition: str
    sha256: str


def fill(
    definition: Definition,
    answers: Mapping[str, Answer],
    *,
    blank: PreparedBlank | None = None,
    draft: bool = False,
    head: Head | None = None,
    ahead: Collection[str] = (),
) -> FilledForm:
    """Print the answers that apply. Equal input gives equal bytes.

    What does not fit its box stands whole on a continuation sheet, and the box says so. `head` (the centre's) is for
    running documents. Questions `ahead` were not asked yet: empty, they say nothing. Raises Invalid when a letter
    cannot be printed: never a box in its stead.
    """
    if definition.layout == "flow":
        from cic_desktop.forms.pdf import flow

        return _filled(definition, flow.draw(definition, answers, draft, head, ahead))
    from cic_desktop.forms.pdf.font import value_font
    from cic_desktop.forms.pdf.sheet import sheets
    from cic_desktop.forms.pdf.stamp import sheet_content, stamp

    layout = lay_out(definition, answers, value_font(), ahead)
    _refuse_unprintable(layout.overflows, [run.text for run in layout.runs])
    base = blank or drawn_blank(definition)
    further = sheets(definition, layout.overflows, answers, lambda: sheet_content(base))
    pdf = stamp(base, layout, further, draft=draft)
    return _filled(definition, pdf, layout.overflows)


def _filled(definition: Definition, pdf: bytes, overflows: Sequence[Overflow] = ()) -> FilledForm:
    import hashlib

    return FilledForm(pdf, tuple(overflows), definition.info.edition, hashlib.sha256(pdf).hexdigest())


@lru_cache(maxsize=8)
def drawn_blank(definition: Definition) -> PreparedBlank:
    """Our own drawing of the empty form, prepared once."""
    from cic_desktop.forms.pdf.drawn import draw
    from cic_desktop.forms.pdf.prepared import prepare

    return prepare(draw(definition), definition.info.title.render("pl"), definition.sign_place)


def missing_glyphs(text: str) -> str:
    """The letters of `text` that cannot be printed, each once; empty when all can."""
    from cic_desktop.forms.pdf.font import missing_glyphs as missing

    return missing(text)


def _refuse_unprintable(overflows: list[Overflow], texts: list[str]) -> None:
    letters = missing_glyphs("".join([*texts, *(overflow.text for overflow in overflows)]))
    if letters:
        text = _("“{letters}” cannot be printed. Write it in Latin letters, as in the passport.", letters=letters)
        raise Invalid(Problem("", text))
