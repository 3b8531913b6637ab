"""Help given: sittings, services, kinds of help, referrals."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.assistance import housing as housing
    from cic_desktop.assistance import powers as powers
    from cic_desktop.assistance import sheets as sheets
    from cic_desktop.assistance import signposts as signposts
    from cic_desktop.assistance import tally as tally
    from cic_desktop.assistance import translations as translations
    from cic_desktop.assistance import visits as visits
    from cic_desktop.assistance.again import *
    from cic_desktop.assistance.correcting import *
    from cic_desktop.assistance.fields import *
    from cic_desktop.assistance.history import *
    from cic_desktop.assistance.lessons import *
    from cic_desktop.assistance.notes import *
    from cic_desktop.assistance.promises import *
    from cic_desktop.assistance.queries import *
    from cic_desktop.assistance.referrals import *
    from cic_desktop.assistance.restoring import *
    from cic_desktop.assistance.rows import *
    from cic_desktop.assistance.service import *
    from cic_desktop.assistance.signing import *
    from cic_desktop.assistance.talks import *
    from cic_desktop.assistance.undoing import *

__getattr__ = face(
    __name__, "rows", "fields", "service", "signing", "queries", "promises", "referrals", "notes", "again", "lessons",
    "talks", "correcting", "undoing", "restoring", "history",
)  # fmt: skip
