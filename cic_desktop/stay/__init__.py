"""Legal stay: proceedings, letters, terms, and what is due."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.stay.fields import *
    from cic_desktop.stay.history import *
    from cic_desktop.stay.law import *
    from cic_desktop.stay.queries import *
    from cic_desktop.stay.radar import *
    from cic_desktop.stay.rows import *
    from cic_desktop.stay.service import *
    from cic_desktop.stay.sources import *

__getattr__ = face(__name__, "rows", "fields", "law", "sources", "radar", "queries", "service", "history")
