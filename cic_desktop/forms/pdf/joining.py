"""Several PDFs as one. Forms filled on the same blank share its print: of each further one the values are added."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from cic_desktop.forms.page.foreign import objects_of
from cic_desktop.forms.pdf.stamp import Stamped, stamped

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

Tick = Callable[[float], None]  # 0..1; may raise to stop


def joined(pdfs: Collection[bytes], tick: Tick = lambda _share: None) -> bytes:
    """One after the other; equal ones give equal bytes, one alone is left as it is.

    Raises CicError for a damaged one, and what `tick` raises.
    """
    if len(pdfs) < 2:
        return next(iter(pdfs), b"")
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as whole:
        blanks: dict[str, list[Object]] = {}  # the pages of each blank, as they are in `whole`
        for number, pdf in enumerate(pdfs):
            tick(number / len(pdfs))
            with objects_of(pdf) as one:
                _append(whole, one, stamped(pdf), blanks)
        whole.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _append(whole: Pdf, one: Pdf, section: Stamped | None, blanks: dict[str, list[Object]]) -> None:
    from pikepdf import Page

    known = blanks.get(section.blank) if section else None
    if section and known:
        pages = iter(known)
        for page in one.pages:
            added = page.obj.objgen[0] in section.rewritten
            whole.pages.append(Page(_sheet(whole, page, known[0]) if added else _copy(whole, page, next(pages))))
        return
    whole.pages.extend(one.pages)
    if section:
        new = list(whole.pages)[-len(one.pages) :]
        blanks[section.blank] = [
            mine.obj
            for mine, page in zip(new, one.pages, strict=True)
            if page.obj.objgen[0] not in section.rewritten
        ]  # fmt: skip


def _copy(whole: Pdf, page: Page, blank: Object) -> Object:
    """A page of the blank, with other values in the last of its streams."""
    from pikepdf import Array, Dictionary

    contents = Array([*list(blank.Contents)[:-1], _stream(whole, page.obj.Contents[-1])])
    return whole.make_indirect(Dictionary({**dict(blank.items()), "/Contents": contents}))


def _sheet(whole: Pdf, page: Page, blank: Object) -> Object:
    """A continuation sheet: it needs the blank's font and nothing else."""
    from pikepdf import Dictionary, Name

    values = _stream(whole, page.obj.Contents)
    return whole.make_indirect(
        Dictionary(Type=Name.Page, MediaBox=page.obj.MediaBox, Resources=blank.Resources, Contents=values)
    )


def _stream(whole: Pdf, values: Object) -> Object:
    from pikepdf import Name

    return whole.make_stream(values.read_raw_bytes(), Filter=Name.FlateDecode)
