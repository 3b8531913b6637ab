"""Scans and files kept with a person."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.attachments.fields import *
    from cic_desktop.attachments.pictures import *
    from cic_desktop.attachments.rows import *
    from cic_desktop.attachments.service import *

__getattr__ = face(__name__, "rows", "fields", "service", "pictures")
