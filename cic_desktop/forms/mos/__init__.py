"""The preparation pack for MOS: rules of the portal, checks of photo and files, answers ready to be copied.

Applications for residence go only through the electronic portal (M.P. 2026 poz. 370): nothing here prints one.
"""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.forms.mos.bring import *
    from cic_desktop.forms.mos.case import *
    from cic_desktop.forms.mos.files import *
    from cic_desktop.forms.mos.lines import *
    from cic_desktop.forms.mos.pack import *
    from cic_desktop.forms.mos.photo import *
    from cic_desktop.forms.mos.points import *

__getattr__ = face(__name__, "pack", "points", "photo", "files", "lines", "case", "bring")
