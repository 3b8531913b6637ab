"""What the register holds beyond a person's intake: other addresses and names, the stay, a guardian, the centre."""

from __future__ import annotations

from collections.abc import Mapping

from cic_desktop import centre, clients, protection
from cic_desktop.clients.rows import ClientCard
from cic_desktop.core import clock
from cic_desktop.core.codes import code_list
from cic_desktop.core.fields import Answer
from cic_desktop.core.partial_date import is_minor
from cic_desktop.db.work import Read
from cic_desktop.forms.filling.places import PLACES
from cic_desktop.protection.rows import GuardianLine

Found = dict[str, Answer]


def further(read: Read, card: ClientCard) -> Found:
    """By source (`vocabulary.SOURCES`); empty where the register says nothing."""
    answers = card.answers
    return {
        "client.full_name": _joined(answers.get("given"), answers.get("surname")),
        "client.case_number": card.line.case_number,
        "client.education": word("education", answers.get("education")),
        "client.marital_status": word("marital_status", answers.get("marital_status")),
        "address.voivodeship": word("voivodeship", answers.get("region")),
        "address.line": address_line(answers),
        **_former_names(card),
        **{source: told for place in PLACES for source, told in place.sources(card).items()},
        **_stay(read, card),
        **_represented(read, card),
        **of_the_centre(read),
    }


def word(codes: str, code: Answer | None) -> str:
    """The Polish word of a code; what is no code of the list shows itself."""
    return code_list(codes).label(code).render("pl") if isinstance(code, str) and code else ""


def address_line(answers: Mapping[str, Answer]) -> str:
    """`Damrota 7/2, 46-064 Opole`, from the intake's answers."""
    house = "/".join(filter(None, (str(answers.get("house", "")), str(answers.get("flat", "")))))
    town = _joined(answers.get("postcode"), answers.get("town"))
    return ", ".join(filter(None, (_joined(answers.get("street"), house), town)))


def _joined(*words: Answer | None) -> str:
    return " ".join(str(word) for word in words if word)


def _former_names(card: ClientCard) -> Found:
    """Names of before, in the order they were borne; those that did not change are left out."""
    former = [part.answers for part in reversed(card.parts_of("name")) if part.answers.get("kind") == "former"]
    former.sort(key=lambda answers: answers.get("used_until", "") or "9999")
    found: Found = {}
    for source, name, now in (
        ("client.previous_surnames", "surname", card.line.surname),
        ("client.previous_given_names", "given", card.line.given),
    ):
        borne = (answers.get(name, "") for answers in former)
        found[source] = ", ".join(dict.fromkeys(one for one in borne if one and one != now))
    return found


_ENTERED = """
SELECT max(day) FROM (
  SELECT entered_on AS day FROM crossing
    WHERE person_id = :person AND left_on IS NULL AND country IN ('', 'PL') AND deleted_at IS NULL
  UNION ALL SELECT happened_on FROM stay_event
    WHERE person_id = :person AND kind = 'entered_protection' AND deleted_at IS NULL)
"""


def _stay(read: Read, card: ClientCard) -> Found:
    """Today's basis of stay, and the last entry to Poland."""
    ends = card.line.stay_valid_to
    return {
        "stay.title": word("stay_title", card.line.stay_title),
        "stay.valid_to": ends.isoformat() if ends else "",
        "stay.entered_on": read.sql(_ENTERED, {"person": card.id})[0][0] or "",
    }


_GUARDIAN = {"guardian.given_names": "given", "guardian.surname": "surname", "guardian.pesel": "pesel"}
_APPLICANT = {
    "applicant.given_names": "given", "applicant.surname": "surname", "applicant.street": "street",
    "applicant.house": "house", "applicant.flat": "flat", "applicant.postal_code": "postcode",
    "applicant.city": "town",
}  # fmt: skip
ONESELF = "self"


def filing_for(read: Read, person_id: str) -> str:
    """The id of the client who files for a person: themselves, or a minor's legal representative; "" if not known."""
    born = str(clients.intake_answers(read, person_id).get("birth_date", ""))
    if not is_minor(born, clock.today()):
        return person_id if born else ""
    legal = _legal(read, person_id)
    return legal.adult_id if legal else ""


def _legal(read: Read, person_id: str) -> GuardianLine | None:
    guardians = protection.protection_of(read, person_id).guardians
    return next((one for one in guardians if one.legal and one.holds_on(clock.today())), None)


def _represented(read: Read, card: ClientCard) -> Found:
    """Who represents the person today. Of somebody known by name only, which word is the surname is not known."""
    legal = _legal(read, card.id)
    own: Mapping[str, Answer] = clients.intake_answers(read, legal.adult_id) if legal and legal.adult_id else {}
    return {
        **{source: own.get(name, "") for source, name in _GUARDIAN.items()},
        "guardian.full_name": _joined(own.get("given"), own.get("surname")) or (legal.name if legal else ""),
        "guardian.phone": legal.phone if legal else "",
        "guardian.address": address_line(own),
        **_applicant(card, own, legal.relation if legal else ""),
    }


def _applicant(card: ClientCard, guardian: Mapping[str, Answer], relation: str) -> Found:
    """Who files for the client. What is not known of a minor's representative stays open, never the minor's own.

    Whether somebody of unknown birth files alone is not known.
    """
    born = str(card.answers.get("birth_date", ""))
    minor = is_minor(born, clock.today())
    files = guardian if minor else card.answers
    return {
        **{source: files.get(name, "") for source, name in _APPLICANT.items()},
        "applicant.relation": word("guardian_relation", relation) if minor else ONESELF if born else "",
    }


def of_the_centre(read: Read) -> Found:
    """The centre, and who fills the form: what is known without a client."""
    home = centre.centre(read)
    advisor = read.sql("SELECT name FROM account WHERE id = ?", (read.actor.id,))
    return {
        "centre.city": home.town,
        "centre.name": home.name,
        "centre.address": home.address,
        "centre.phone": home.phone,
        "centre.email": home.email,
        "advisor.name": advisor[0][0] if advisor else "",
    }
