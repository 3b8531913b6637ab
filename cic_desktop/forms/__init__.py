"""Official forms: one data file per edition drives interview, print and review.

The rooms, each using only those below it (`make lint` checks it):

    mos  packs  workshop    what MOS wants to be typed; several forms at once; adding a form
    papers                  what the centre itself prints for a client
    kept                    filled forms and their life, signatures, the office's blanks
    filling                 answers: from the register, checked, and back to it
    pdf                     the print: on the blank, drawn, or as a running document
    page                    where answers and strokes land; existing PDFs opened and shown
    edition                 a TOML file read, or told what is wrong in which line
    definition              what an edition can say
"""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.forms.edition.reader import *
    from cic_desktop.forms.filling.answers import *
    from cic_desktop.forms.filling.sources import *
    from cic_desktop.forms.kept.batch import *
    from cic_desktop.forms.kept.blanks import *
    from cic_desktop.forms.kept.life import *
    from cic_desktop.forms.kept.powers import *
    from cic_desktop.forms.kept.queries import *
    from cic_desktop.forms.kept.service import *
    from cic_desktop.forms.kept.signatures import *
    from cic_desktop.forms.kept.taking_over import *
    from cic_desktop.forms.packs.service import *
    from cic_desktop.forms.page.head import *
    from cic_desktop.forms.page.preview import *
    from cic_desktop.forms.page.shift import *
    from cic_desktop.forms.papers import *
    from cic_desktop.forms.pdf import *

__getattr__ = face(
    __name__,
    "edition.reader",
    "filling.answers",
    "kept.blanks",
    "pdf",
    "page.preview",
    "filling.sources",
    "kept.life",
    "kept.service",
    "kept.taking_over",
    "page.shift",
    "kept.signatures",
    "kept.queries",
    "kept.powers",
    "papers",
    "kept.batch",
    "packs.service",
    "page.head",
)
