"""Official forms: one data file per edition drives interview, print and review."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.forms.answers import *
    from cic_desktop.forms.batch import *
    from cic_desktop.forms.blanks import *
    from cic_desktop.forms.cards import *
    from cic_desktop.forms.definition import *
    from cic_desktop.forms.head import *
    from cic_desktop.forms.life import *
    from cic_desktop.forms.packs import *
    from cic_desktop.forms.papers import *
    from cic_desktop.forms.pdf import *
    from cic_desktop.forms.preview import *
    from cic_desktop.forms.queries import *
    from cic_desktop.forms.service import *
    from cic_desktop.forms.shift import *
    from cic_desktop.forms.signatures import *
    from cic_desktop.forms.sources import *

__getattr__ = face(
    __name__,
    "definition",
    "answers",
    "blanks",
    "pdf",
    "preview",
    "sources",
    "life",
    "service",
    "shift",
    "signatures",
    "queries",
    "papers",
    "cards",
    "batch",
    "packs",
    "head",
)
