"""Projects that finance the help, and who takes part in them from when."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.projects.service import *

__getattr__ = face(__name__, "service")
