"""The month's summary: indicators, their tables, the printed report."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.reports.behind import *
    from cic_desktop.reports.indicators import *
    from cic_desktop.reports.month import *
    from cic_desktop.reports.pdf import *
    from cic_desktop.reports.timeline import *
    from cic_desktop.reports.written import *

__getattr__ = face(__name__, "month", "behind", "indicators", "pdf", "written", "timeline")
