"""Help given: sittings, services, kinds of help, referrals."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.assistance.fields import *
    from cic_desktop.assistance.queries import *
    from cic_desktop.assistance.rows import *
    from cic_desktop.assistance.service import *

__getattr__ = face(__name__, "rows", "fields", "service", "queries")
