"""Scans for some clients of the demo: sheets that say themselves that they are invented."""

from __future__ import annotations

import io
from datetime import timedelta

from cic_desktop import attachments
from cic_desktop.core.fields import Answers
from cic_desktop.demo.scene import Scene

_KINDS = (
    ("identity", "Paszport", 2),
    ("stay", "Karta pobytu", 2),
    ("letter", "Wezwanie z urzędu wojewódzkiego", 1),
    ("civil", "Akt urodzenia dziecka z tłumaczeniem", 3),
    ("education", "Dyplom ukończenia studiów", 1),
    ("signed", "Deklaracja uczestnika", 1),
)


def tell(scene: Scene) -> None:
    """A scan or two for every third client of the last weeks."""
    for place, someone in enumerate(scene.adults[::3]):
        for kind, title, pages in scene.rng.sample(_KINDS, 1 + place % 3):
            day = scene.day(place % 20 + 1)
            file = attachments.check_file(_scan(title, pages))
            answers: Answers = {"kind": kind, "title": title, "seen_on": (day - timedelta(days=place % 2)).isoformat()}
            with scene.act(day, scene.advisors[place % 2], "keep a file") as work:
                attachments.attach(work, someone.id, file, answers)


def _scan(title: str, pages: int) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from cic_desktop.forms.pdf.typeface import REGULAR, STRONG, load_fonts

    load_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=REGULAR)
    for page in range(1, pages + 1):
        canvas.setFillGray(0.93)
        canvas.rect(60, 90, A4[0] - 120, A4[1] - 180, stroke=0, fill=1)
        canvas.setFillGray(0.25)
        canvas.setFont(STRONG, 30)
        canvas.drawCentredString(A4[0] / 2, 560, title if len(title) < 26 else title[:24] + "…")
        canvas.setFont(REGULAR, 18)
        canvas.drawCentredString(A4[0] / 2, 510, f"rejestr pokazowy, skan zmyślony, strona {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
