"""People and households: the register's heart."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.clients.comparing import *
    from cic_desktop.clients.duplicates import *
    from cic_desktop.clients.fields import *
    from cic_desktop.clients.history import *
    from cic_desktop.clients.households import *
    from cic_desktop.clients.merging import *
    from cic_desktop.clients.personal import *
    from cic_desktop.clients.queries import *
    from cic_desktop.clients.reading import *
    from cic_desktop.clients.rows import *
    from cic_desktop.clients.service import *

__getattr__ = face(
    __name__, "rows", "service", "queries", "fields", "duplicates", "history", "households", "personal", "comparing",
    "merging", "reading",
)  # fmt: skip
