"""Import of what the centre has today: spreadsheets of clients and of services."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.exchange.importing.command import *
    from cic_desktop.exchange.importing.guests import *
    from cic_desktop.exchange.importing.mapping import *
    from cic_desktop.exchange.importing.reading import *
    from cic_desktop.exchange.importing.report import *
    from cic_desktop.exchange.importing.rows import *
    from cic_desktop.exchange.importing.run import *

__getattr__ = face(__name__, "rows", "reading", "mapping", "run", "report", "guests", "command")
