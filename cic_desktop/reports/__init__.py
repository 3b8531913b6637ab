"""Numbers that can be explained: the month, its indicators, a person's timeline."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.reports.summary import *
    from cic_desktop.reports.timeline import *

__getattr__ = face(__name__, "month", "timeline")
