"""The centre's own papers: texts in `resources/papers`, printed in Polish and in the client's language."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.forms.papers.access import *
    from cic_desktop.forms.papers.calibration import *
    from cic_desktop.forms.papers.cards import *
    from cic_desktop.forms.papers.certificates import *
    from cic_desktop.forms.papers.courses import *
    from cic_desktop.forms.papers.events import *
    from cic_desktop.forms.papers.key import *
    from cic_desktop.forms.papers.model import *
    from cic_desktop.forms.papers.plan import *
    from cic_desktop.forms.papers.proof import *
    from cic_desktop.forms.papers.service import *
    from cic_desktop.forms.papers.signing import *
    from cic_desktop.forms.papers.slips import *
    from cic_desktop.forms.papers.survey import *
    from cic_desktop.forms.papers.turn import *

__all__ = [
    "Paper",
    "PaperFacts",
    "Signed",
    "SignedLine",
    "appointment_card",
    "appointments_file",
    "calibration_page",
    "course_certificates",
    "course_timetable",
    "enrolment_cards",
    "event_invitations",
    "event_programme",
    "intake_card",
    "key_sheet",
    "paper_facts",
    "paper_list",
    "papers_printed",
    "print_file",
    "print_papers",
    "print_plan",
    "print_proof",
    "print_sheet",
    "print_turn",
    "read_papers",
    "record_papers",
    "referral_slip",
    "restore_signature",
    "retire_signature",
    "sign_paper",
    "signed_papers",
    "signed_pdf",
    "survey_sheet",
    "translation_receipt",
    "travel_note",
    "unconfirmed",
    "visit_papers",
]

__getattr__ = face(
    __name__, "model", "service", "key", "slips", "plan", "proof", "access", "calibration", "turn", "signing", "cards",
    "courses", "certificates", "events", "survey",
)  # fmt: skip
