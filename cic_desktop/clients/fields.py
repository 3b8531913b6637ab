"""What is asked about a person, as data: the quick registration, the full intake, the parts of a card.

The fields are those of art. 13 of the Foreigners Act and of the 2026 MOS application (see the code
lists for their sources). Nothing heavy is imported here: pages read it before their first paint.
"""

from __future__ import annotations

from dataclasses import dataclass

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Condition, Field
from cic_desktop.i18n import Text, _

__all__ = ["ENDS", "FACTS", "INTAKE", "PARTS", "QUICK", "IntakeStep", "PartForm", "rodo_field"]


@dataclass(frozen=True)
class IntakeStep:
    """One page of the full intake."""

    name: str
    title: Text
    hint: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class PartForm:
    """A part of a card that a person may have several of: its title and its questions."""

    name: str
    title: Text
    add: Text
    fields: tuple[Field, ...]


_SURNAME = Field("surname", _("Surname (passport spelling)"), "name", required=True, width=6, max_length=100)
_GIVEN = Field(
    "given",
    _("Given names"),
    "name",
    width=6,
    max_length=100,
    help=_("Leave empty when the passport shows one name only."),
)
_ORIGINAL_SURNAME = Field("original_surname", _("Surname in the original script"), "name", width=6, max_length=100)
_ORIGINAL_GIVEN = Field("original_given", _("Given names in the original script"), "name", width=6, max_length=100)
_SEX = Field("sex", _("Sex"), "radio", options=options("sex"), width=6)
_BIRTH = Field(
    "birth_date",
    _("Date of birth"),
    "partial_date",
    width=6,
    help=_("Only the year is enough when the day is not known."),
)
_CITIZENSHIP = Field("citizenship", _("Citizenship"), "country", width=6)
_LANGUAGE = Field("language", _("Language to talk in"), "language", required=True, width=6)
_PHONE = Field("phone", _("Telephone"), "phone", width=6)
_PESEL = Field(
    "pesel", _("PESEL"), "pesel", width=12, boxes=11, help=_("11 digits. Leave empty if the person has none.")
)
_STAY = Field("stay_title", _("Basis of stay"), "choice", options=options("stay_title"), width=6)
_STAY_TO = Field("stay_valid_to", _("Valid until"), "date", width=3)
_ENROLLED = Field("enrolled_on", _("Enrolment form signed on"), "date", width=6)
_DECLARED = Field(
    "declared_on",
    _("Participant's declaration signed on"),
    "date",
    width=6,
    help=_("Help is countable in the project from this day."),
)


def rodo_field() -> Field:
    """Information duty (art. 13 GDPR): recorded, never a consent."""
    return Field(
        "rodo_given",
        _("The information on personal data (RODO) was handed over"),
        "yes_no",
        help=_("Prints in Polish and in the client's language together with the enrolment form."),
    )


def _visa_purpose(title: str) -> Field:
    """Asked of the holder of a visa; `title` is the question about the basis of stay."""
    return Field(
        "visa_purpose",
        _("Purpose of the visa"),
        "choice",
        options=options("visa_purpose"),
        help=_("As on the visa sticker. The list is from a secondary source and not complete."),
        when=Condition(title, ("visa_c", "visa_d")),
    )


QUICK: tuple[Field, ...] = (
    _SURNAME,
    _GIVEN,
    _CITIZENSHIP,
    _LANGUAGE,
    _BIRTH,
    _SEX,
    _PHONE,
    _STAY,
    rodo_field(),
)

INTAKE: tuple[IntakeStep, ...] = (
    IntakeStep(
        "person",
        _("Person"),
        _("As in the passport; other spellings help to find the person later."),
        (
            _SURNAME,
            _GIVEN,
            _ORIGINAL_SURNAME,
            _ORIGINAL_GIVEN,
            Field("former_surname", _("Previous surnames"), "name", width=6, max_length=100),
            Field("birth_surname", _("Surname at birth"), "name", width=6, max_length=100),
            _BIRTH,
            _SEX,
            Field("birth_place", _("Place of birth"), width=6),
            Field("birth_country", _("Country of birth"), "country", width=6),
            Field("father_name", _("Father's name"), "name", width=4),
            Field("mother_name", _("Mother's name"), "name", width=4),
            Field("mother_maiden_name", _("Mother's surname at birth"), "name", width=4),
            Field("marital_status", _("Marital status"), "choice", options=options("marital_status"), width=6),
        ),
    ),
    IntakeStep(
        "stay",
        _("Stay and documents"),
        _("The basis of stay decides what the person may use and what has to be renewed when."),
        (
            _CITIZENSHIP,
            Field("second_citizenship", _("Second citizenship"), "country", width=6),
            _STAY,
            _STAY_TO,
            Field("stay_valid_from", _("Valid from"), "date", width=3),
            Field(
                "stay_purpose",
                _("Purpose of stay"),
                "choice",
                options=options("stay_purpose"),
                width=12,
                when=Condition("stay_title", ("temporary",)),
            ),
            _visa_purpose("stay_title"),
            _PESEL,
            Field("pesel_status", _("Kind of PESEL number"), "choice", options=options("pesel_status"), width=6),
            Field("national_number", _("Personal number in the home country"), width=6, max_length=40),
            Field("document_kind", _("Document shown"), "choice", options=options("document_kind"), width=6),
            Field("document_number", _("Series and number"), width=6, max_length=40),
            Field("document_country", _("Issued by (country)"), "country", width=6),
            Field("document_valid_to", _("Document valid until"), "date", width=6),
        ),
    ),
    IntakeStep(
        "contact",
        _("Contact and address"),
        _("Where the person can be reached, and in which language."),
        (
            _PHONE,
            Field("email", _("E-mail"), "email", width=6),
            _LANGUAGE,
            Field("second_language", _("Second language"), "language", width=6),
            Field("street", _("Street"), width=6),
            Field("house", _("House number"), width=3, max_length=9),
            Field("flat", _("Flat number"), width=3, max_length=7),
            Field("postcode", _("Postal code"), "postcode", width=3),
            Field("town", _("Town"), width=6),
            Field("region", _("Voivodeship"), "choice", options=options("voivodeship"), width=3),
        ),
    ),
    IntakeStep(
        "life",
        _("Education, work, needs"),
        _("What the person brings and what they came for."),
        (
            Field("education", _("Education"), "choice", options=options("education"), width=6),
            Field("occupation", _("Occupation"), width=6),
            Field("insurance", _("Health insurance"), width=6),
            Field("needs", _("Needs"), "choices", options=options("topic")),
            Field("remarks", _("Remarks"), "long_text", max_length=4000),
        ),
    ),
    IntakeStep(
        "project",
        _("Project and papers"),
        _("Help counts in the project from the day of the declaration; earlier help stays visible."),
        (
            Field("project_id", _("Project"), "choice", width=12),
            _ENROLLED,
            _DECLARED,
            Field("eligibility_document", _("Document that shows eligibility"), width=6),
            Field("eligibility_valid_to", _("Its last day"), "date", width=6),
            rodo_field(),
        ),
    ),
)

_REACHED = (
    Field("preferred", _("Best way to reach the person"), "yes_no", width=6),
    Field("valid_to", _("Not used since"), "date", width=6),
)

PARTS: tuple[PartForm, ...] = (
    PartForm(
        "stay",
        _("Basis of stay"),
        _("Add a basis of stay"),
        (
            Field("title", _("Basis of stay"), "choice", options=options("stay_title"), required=True),
            Field(
                "purpose",
                _("Purpose of stay"),
                "choice",
                options=options("stay_purpose"),
                when=Condition("title", ("temporary",)),
            ),
            _visa_purpose("title"),
            Field("valid_from", _("Valid from"), "date", width=6),
            Field("valid_to", _("Valid until"), "date", width=6),
            Field("document", _("Document (series and number)"), width=12, max_length=60),
        ),
    ),
    PartForm(
        "document",
        _("Documents"),
        _("Add a document"),
        (
            Field("kind", _("Document"), "choice", options=options("document_kind"), required=True, width=6),
            Field("number", _("Series and number"), required=True, width=6, max_length=40),
            Field("country", _("Issued by (country)"), "country", width=6),
            Field("issuer", _("Issuing office"), width=6, max_length=120),
            Field("issued_on", _("Issued on"), "date", width=6),
            Field("valid_to", _("Valid until"), "date", width=6),
        ),
    ),
    PartForm(
        "contact",
        _("Contact"),
        _("Add a telephone"),
        (Field("value", _("Telephone"), "phone", required=True), *_REACHED),
    ),
    PartForm(
        "email",
        _("E-mail"),
        _("Add an e-mail address"),
        (Field("value", _("E-mail"), "email", required=True), *_REACHED),
    ),
    PartForm(
        "address",
        _("Address"),
        _("Add an address"),
        (
            Field("kind", _("Kind of address"), "choice", options=options("address_kind"), required=True, width=6),
            Field("country", _("Country"), "country", width=6),
            Field("street", _("Street"), width=6),
            Field("house", _("House number"), width=3, max_length=9),
            Field("flat", _("Flat number"), width=3, max_length=7),
            Field("postcode", _("Postal code"), width=3, max_length=12),
            Field("town", _("Town"), required=True, width=5),
            Field("region", _("Region"), width=4),
            Field("valid_from", _("Lives there since"), "date", width=6),
            Field("valid_to", _("Until"), "date", width=6),
        ),
    ),
    PartForm(
        "name",
        _("Other names"),
        _("Add another name"),
        (
            Field("kind", _("Which name"), "choice", options=options("name_kind"), required=True, width=6),
            Field("used_until", _("Used until"), "date", width=6, when=Condition("kind", ("former",))),
            Field("surname", _("Surname"), "name", required=True, width=6, max_length=100),
            Field("given", _("Given names"), "name", width=6, max_length=100),
        ),
    ),
    PartForm(
        "citizenship",
        _("Citizenship"),
        _("Add a citizenship"),
        (
            Field("country", _("Citizenship"), "country", required=True, help=_("Stateless is in the list too.")),
            Field("valid_from", _("Held since"), "date", width=6),
            Field("valid_to", _("Given up or lost on"), "date", width=6),
        ),
    ),
    PartForm(
        "language",
        _("Languages"),
        _("Add a language"),
        (
            Field("language", _("Language"), "language", required=True),
            Field("preferred", _("The best language to talk in"), "yes_no", help=_("Prints and lists use it.")),
        ),
    ),
    PartForm(
        "participation",
        _("Project"),
        _("Add to a project"),
        (
            Field("project_id", _("Project"), "choice", required=True),
            _ENROLLED,
            _DECLARED,
            Field("eligibility_document", _("Document that shows eligibility"), width=6),
            Field("eligibility_valid_to", _("Its last day"), "date", width=6),
            Field("exited_on", _("Left the project on"), "date", width=6),
            Field("exit_reason", _("Reason"), "choice", options=options("exit_reason"), width=6),
        ),
    ),
)

_ASKED = {item.name: item for step in INTAKE for item in step.fields}


def _once(name: str, title: Text, names: str, *more: Field) -> PartForm:
    return PartForm(name, title, title, (*(_ASKED[one] for one in names.split()), *more))


FACTS: tuple[PartForm, ...] = (
    _once(
        "identity",
        _("Name in the passport"),
        "surname given",
        Field(
            "former",
            _("The name changed: keep the one before as a former name"),
            "yes_no",
            width=7,
            help=_("Choose No when only the spelling is put right."),
        ),
        Field("used_until", _("The name before was used until"), "date", width=5, when=Condition("former", ("yes",))),
    ),
    _once("birth", _("Birth"), "birth_date sex birth_place birth_country"),
    _once("origin", _("Parents and marital status"), "father_name mother_name mother_maiden_name marital_status"),
    _once("numbers", _("Numbers"), "pesel pesel_status national_number"),
    _once("life", _("Education, work, insurance"), "education occupation insurance"),
)
"""What is true of a person once at a time, in groups that are changed together; changes keep what was before."""

ENDS = {
    "stay": "valid_to", "document": "valid_to", "contact": "valid_to", "email": "valid_to", "address": "valid_to",
    "name": "used_until", "citizenship": "valid_to", "participation": "exited_on",
}  # fmt: skip
"""By part of a card: the answer that says since when it no longer holds."""
