"""Anonymous answers about courses and events."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.surveys.fields import *
    from cic_desktop.surveys.queries import *
    from cic_desktop.surveys.rows import *
    from cic_desktop.surveys.service import *

__getattr__ = face(__name__, "rows", "fields", "service", "queries")
