"""Protection of minors."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.protection.families import *
    from cic_desktop.protection.fields import *
    from cic_desktop.protection.queries import *
    from cic_desktop.protection.rows import *
    from cic_desktop.protection.service import *

__getattr__ = face(__name__, "rows", "fields", "service", "queries", "families")
