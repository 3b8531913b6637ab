"""The directory of partners: whom the centre sends people to, and what is agreed with them."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.partners.fields import *
    from cic_desktop.partners.queries import *
    from cic_desktop.partners.rows import *
    from cic_desktop.partners.service import *

__getattr__ = face(__name__, "rows", "fields", "service", "queries")
