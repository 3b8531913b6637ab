"""A blank made ready once: fields gone, the font of the values inside, a free stream on every page.

Filling it is then a few kilobytes appended to these bytes (an incremental section, ISO 32000-1 §7.5.6).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cic_desktop.forms.definition.model import Box
from cic_desktop.forms.page.foreign import objects_of
from cic_desktop.forms.pdf.content import FAINT, FONT, SIGN_HERE
from cic_desktop.forms.pdf.font import ValueFont, value_font

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_WORTHLESS = ("/PieceInfo", "/Thumb", "/LastModified", "/AA", "/Metadata")  # editors' private data, scripts


@dataclass(frozen=True)
class PreparedBlank:
    """What filling needs to know of a prepared PDF. Numbers are those of its objects (generation 0)."""

    pdf: bytes
    size: tuple[float, float]  # width and height of a page, points
    corners: tuple[tuple[float, float], ...]  # left and top edge of each page in PDF coordinates
    slots: tuple[int, ...]  # each page's free content stream
    kids: tuple[int, ...]  # the pages
    tree: int  # the node that lists them
    font: int
    faint: int
    root: int
    info: int
    file_id: str  # hexadecimal
    next_number: int
    previous: int  # offset of the cross-reference table


def prepare(pdf: bytes, title: str = "", to_sign: tuple[int, Box] | None = None) -> PreparedBlank:
    """Make a PDF ready for filling. CicError if it cannot be opened; what it shows stays as it is.

    `to_sign` is the page and the room for a signature drawn on the screen.
    """
    with objects_of(pdf) as opened:
        _strip(opened)
        _flatten(opened)
        _furnish(opened, value_font())
        opened.docinfo["/Title"] = title
        if to_sign:
            _name_room(opened, *to_sign)
        saved = _saved(opened)
    with objects_of(saved) as again:
        return _described(saved, again)


def _saved(pdf: Pdf) -> bytes:
    """With a plain cross-reference table: an incremental section must use the same kind."""
    import pikepdf

    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _strip(pdf: Pdf) -> None:
    """Drop scripts, thumbnails and editors' private data; none of it is printed."""
    for key in ("/OpenAction", "/AA", "/Metadata", "/PieceInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    if "/Names" in pdf.Root and "/JavaScript" in pdf.Root.Names:
        del pdf.Root.Names["/JavaScript"]
    for page in pdf.pages:
        for key in _WORTHLESS:
            if key in page.obj:
                del page.obj[key]


def _flatten(pdf: Pdf) -> None:
    """Turn form fields into plain print: emptied, drawn only where they have a border or a fill."""
    import pikepdf

    if "/AcroForm" not in pdf.Root:
        return
    for page in pdf.pages:
        kept = [note for note in page.obj.get("/Annots", []) if not _is_widget(note) or _is_drawn(note)]
        for note in filter(_is_widget, kept):
            _empty(pdf, note)
        page.obj.Annots = pikepdf.Array(kept)
    pdf.flatten_annotations("all")
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]


def _is_widget(note: Object) -> bool:
    return str(note.get("/Subtype", "")) == "/Widget"


def _is_drawn(widget: Object) -> bool:
    look: Any = widget.get("/MK", {})
    return any(key in look and len(look[key]) for key in ("/BC", "/BG"))


def _empty(pdf: Pdf, widget: Any) -> None:
    """Leave of a field its fill and border: a value in a blank is somebody's data."""
    from pikepdf import Array, Dictionary, Name

    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    width, height = abs(right - left), abs(top - bottom)
    border = float(widget.get("/BS", {}).get("/W", 1))
    frame = f"{border / 2:.2f} {border / 2:.2f} {width - border:.2f} {height - border:.2f} re"
    parts = [f"{border:.2f} w"]
    for key, paint, operators in (("/BG", "f", ("g", "rg", "k")), ("/BC", "S", ("G", "RG", "K"))):
        color = [float(part) for part in widget.MK.get(key, [])]
        if color:
            operator = {1: operators[0], 3: operators[1]}.get(len(color), operators[2])
            parts.append(f"{' '.join(f'{part:g}' for part in color)} {operator} {frame} {paint}")
    look = pdf.make_stream(" ".join(parts).encode("ascii"))
    look.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, height])))
    widget.AP = Dictionary(N=look)
    if "/AS" in widget:
        del widget["/AS"]


def _furnish(pdf: Pdf, font: ValueFont) -> None:
    """Give every page the font, the draft state and a stream of its own for the values."""
    import pikepdf

    # Adding and removing a page makes qpdf flatten the page tree: every page then stands by itself.
    pdf.add_blank_page()
    del pdf.pages[-1]
    embedded = embed(pdf, font)
    faint = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=0.14))
    for page in pdf.pages:
        page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
        page.contents_add(pdf.make_stream(b"\nQ"))
        page.contents_add(pdf.make_stream(b"%\n"))
        resources = _own(page.resources)
        resources.Font = _own(resources.get("/Font"))
        resources.Font[f"/{FONT}"] = embedded
        resources.ExtGState = _own(resources.get("/ExtGState"))
        resources.ExtGState[f"/{FAINT}"] = faint
        page.obj.Resources = resources
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True)


def _name_room(pdf: Pdf, number: int, box: Box) -> None:
    """Name the room to sign in, as a destination of the document."""
    from pikepdf import Array, Dictionary, Name

    page = pdf.pages[number - 1]
    left, _bottom, _right, top = (float(edge) for edge in page.cropbox)
    edges = (left + box.x, top - box.bottom, left + box.right, top - box.y)
    named: Any = pdf.Root.get("/Dests", Dictionary())
    named[f"/{SIGN_HERE}"] = Array([page.obj, Name.FitR, *(round(edge, 2) for edge in edges)])
    pdf.Root.Dests = named


def _own(table: Any) -> Any:
    """A copy of a resource table for this page alone: pages may share theirs."""
    import pikepdf

    return pikepdf.Dictionary(table) if table is not None else pikepdf.Dictionary()


def embed(pdf: Pdf, font: ValueFont) -> Object:
    """The font of the values as a Type 0 font with two-byte glyph numbers."""
    from pikepdf import Array, Dictionary, Name

    tag = Name(f"/{font.name}")
    program = pdf.make_stream(font.program, Length1=len(font.program))
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=tag,
            Flags=4,
            FontBBox=Array(font.bbox),
            ItalicAngle=0,
            Ascent=round(font.ascent),
            Descent=round(font.descent),
            CapHeight=round(font.cap_height),
            StemV=110,
            FontFile2=program,
        )
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=tag,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=descriptor,
        W=Array([1, Array(_widths(font))]),
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=tag,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(font)),
        )
    )


def _widths(font: ValueFont) -> list[int]:
    by_number = {number: round(font.char_width(char)) for char, number in font.glyphs.items()}
    return [by_number[number] for number in sorted(by_number) if number]


def _to_unicode(font: ValueFont) -> bytes:
    by_number: dict[int, str] = {}
    for char, number in font.glyphs.items():
        by_number.setdefault(number, char)
    rows = [f"<{number:04X}> <{ord(char):04X}>" for number, char in sorted(by_number.items())]
    blocks = [rows[n : n + 100] for n in range(0, len(rows), 100)]
    mapping = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{mapping}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _described(pdf: bytes, saved: Pdf) -> PreparedBlank:
    """Read back where everything ended up: saving renumbers the objects."""
    boxes = [[float(edge) for edge in page.cropbox] for page in saved.pages]
    first = saved.pages[0]
    return PreparedBlank(
        pdf=pdf,
        size=(boxes[0][2] - boxes[0][0], boxes[0][3] - boxes[0][1]),
        corners=tuple((box[0], box[3]) for box in boxes),
        slots=tuple(page.obj.Contents[-1].objgen[0] for page in saved.pages),
        kids=tuple(page.obj.objgen[0] for page in saved.pages),
        tree=saved.Root.Pages.objgen[0],
        font=first.resources.Font[f"/{FONT}"].objgen[0],
        faint=first.resources.ExtGState[f"/{FAINT}"].objgen[0],
        root=saved.Root.objgen[0],
        info=saved.trailer.Info.objgen[0],
        file_id=bytes(saved.trailer.ID[0]).hex(),
        next_number=int(saved.trailer.Size),
        previous=int(pdf.rsplit(b"startxref", 1)[1].split()[0]),
    )
