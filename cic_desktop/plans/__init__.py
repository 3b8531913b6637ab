"""Needs and individual support plans."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.plans.fields import *
    from cic_desktop.plans.queries import *
    from cic_desktop.plans.rows import *
    from cic_desktop.plans.service import *

__getattr__ = face(__name__, "rows", "fields", "service", "queries")
