"""Pictures of the preparation for MOS: nobody's yet; then a worksheet half copied, a photo and files looked at."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from cic_desktop.tour.guide import Guide

__all__ = ["portal_shots"]

_NEWEST = "SELECT id FROM filled_form WHERE form_id = 'MOS-CZASOWY' AND deleted_at IS NULL ORDER BY id DESC LIMIT 1"


def portal_shots(guide: Guide, name: str) -> None:
    """Into `<name>/mos-….png`."""
    opened = guide.window.ctx.opened
    guide.page("mos")
    guide.shot(guide.window, f"{name}/mos-nobody")
    with opened.database.read(opened.actor) as read:
        filled_id = read.sql(_NEWEST)[0][0]
    page = guide.page("mos", filled_id=filled_id)
    guide.wait(lambda: page.lines.complete, "the lines")
    for row in page.lines.rows[:5]:
        page.lines.copy(row)
    guide.shot(guide.window, f"{name}/mos")
    with TemporaryDirectory() as folder:
        page.photo.look_at(_photo(Path(folder)))
        page.files.look_at([_scan(Path(folder))])
        guide.wait(lambda: page.photo.check is not None and bool(page.files.files), "the photo")
    page.files.pages.setText("34")
    page.side.ensureWidgetVisible(page.files)
    guide.shot(guide.window, f"{name}/mos-checked")
    page.lines.start_again()
    page.lines.clip.clear()


def _photo(folder: Path) -> Path:
    """A face of sorts on a light ground, in the size the portal wants."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (700, 900), "#EEF1F4")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((150, 620, 550, 1200), fill="#35607A")
    draw.ellipse((190, 170, 510, 650), fill="#D9A27E")
    picture.save(path := folder / "zdjecie.jpg")
    return path


def _scan(folder: Path) -> Path:
    """So many empty sheets as a scan of a passport has."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path := folder / "paszport.pdf"), pagesize=(355, 250), invariant=1)
    for _page in range(17):
        canvas.showPage()
    canvas.save()
    return path
