"""What is asked about a partner, as data."""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field, Option
from cic_desktop.i18n import LANGUAGES, LanguageName, _, languages

__all__ = ["CONTACT", "PARTNER", "REVIEW", "TEXTS"]

TEXTS = {f"help_{code}": code for code in LANGUAGES if code != "pl"}
"""The questions for what a client reads, by name: the language of each."""

PARTNER: tuple[Field, ...] = (
    Field("name", _("Name"), required=True, width=8, max_length=160),
    Field("kind", _("Kind"), "choice", options=options("partner_kind"), required=True, width=4),
    Field("topics", _("What they help with"), "choices", options=options("topic"), required=True),
    Field(
        "languages",
        _("Languages spoken there"),
        "several",
        options=tuple(Option(code, LanguageName(code)) for code, _name in languages("pl")),
    ),
    Field("street", _("Street and number"), width=5, max_length=120),
    Field("postcode", _("Postal code"), "postcode", width=3),
    Field("town", _("Town"), width=4, max_length=80),
    Field("phone", _("Telephone"), "phone", width=4),
    Field("email", _("E-mail"), "email", width=4),
    Field("web", _("Web page"), width=4, max_length=120),
    Field(
        "hours", _("Opening hours"), max_length=160,
        help=_("Like “pn.–pt. 8:00–16:00”. A client gets the days in their own language."),
    ),
    Field("help", _("What the client should know, in Polish"), "long_text", max_length=600),
    *(
        Field(name, _("The same in {language}", language=LanguageName(code)), "long_text", width=4, max_length=600)
        for name, code in TEXTS.items()
    ),
    Field("agreement_number", _("Number of the agreement"), width=4, max_length=60),
    Field("agreement_from", _("Agreement from"), "date", width=4),
    Field("agreement_to", _("Agreement until"), "date", width=4),
    Field("regon", _("REGON"), width=4, max_length=20),
    Field("nip", _("NIP"), width=4, max_length=20),
    Field("krs", _("KRS"), width=4, max_length=20),
    Field("account_id", _("Who keeps it true"), "account", width=6),
    Field("review_on", _("To be checked again on"), "date", required=True, width=6),
)  # fmt: skip

REVIEW: tuple[Field, ...] = tuple(field for field in PARTNER if field.name == "review_on")

CONTACT: tuple[Field, ...] = (
    Field("name", _("Name and surname"), required=True, width=6, max_length=120),
    Field("role", _("Role"), width=6, max_length=120),
    Field("phone", _("Telephone"), "phone", width=6),
    Field("email", _("E-mail"), "email", width=6),
)
