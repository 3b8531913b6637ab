"""The encrypted register: connection, rows, units of work, journal, backup, migrations."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.db.backup import *
    from cic_desktop.db.changes import *
    from cic_desktop.db.database import *
    from cic_desktop.db.drafts import *
    from cic_desktop.db.engine import *
    from cic_desktop.db.migrate import *
    from cic_desktop.db.work import *

__getattr__ = face(__name__, "changes", "engine", "work", "database", "drafts", "backup", "migrate")
