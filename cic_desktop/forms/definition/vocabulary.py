"""The closed vocabulary of a form's TOML: what may be written, and nothing else.

There are no expressions. What the words here cannot say gets a named, tested function.
"""

from __future__ import annotations

from typing import get_args

from cic_desktop.core.fields import FieldKind
from cic_desktop.i18n import LANGUAGES


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


KINDS = frozenset(get_args(FieldKind))
CHANNELS = frozenset({"paper", "electronic", "both"})
CONFIDENCE = frozenset({"confirmed", "secondary", "unconfirmed"})
REQUIRED = frozenset({True, False, "usually"})
CAPTIONS = frozenset({"left", "above", "none"})
OUTLINES = frozenset({"box", "line", "none"})  # what the drawn print shows around a place without cells
LAYOUTS = frozenset({"boxes", "flow"})
GROUPS = ("registration", "residence", "mos", "powers", "letters", "health", "centre")  # as the catalogue lists them
SIGNATURES = frozenset({"pen", "screen"})
LANGUAGE_KEYS = frozenset(LANGUAGES)

SOURCES = frozenset(
    {
        "client.given_names",  # all of them, as in the passport, separated by spaces
        "client.surname",
        "client.full_name",  # given names and surname
        "client.family_name",  # at birth
        "client.previous_surnames",
        "client.previous_given_names",
        "client.original_surname",  # in the script of the home country
        "client.original_given",
        "client.sex",  # F, M (or K)
        "client.birth_date",  # YYYY[-MM[-DD]]
        "client.birth_place",
        "client.birth_country",  # ISO 3166-1 alpha-2
        "client.citizenship",  # ISO codes, one or a list; XX is statelessness
        "client.marital_status",  # single, married, divorced, widowed or one of the eight Polish words
        "client.father_name",
        "client.mother_name",
        "client.mother_family_name",
        "client.pesel",
        "client.phone",
        "client.email",
        "client.document_number",  # series and number of the travel document
        "client.document_expiry",
        "client.document_kind",  # a word of the code list `document_kind`, Polish
        "client.document_issued",
        "client.document_authority",
        "client.education",  # a word of the code list `education`, Polish
        "client.insurance",
        "client.case_number",  # of the centre
        "card.number",  # residence card
        "card.issued",
        "card.expiry",
        "card.authority",
        "stay.title",  # a word of the code list `stay_title`, Polish
        "stay.valid_to",
        "stay.entered_on",  # the last entry to Poland
        "guardian.given_names",  # legal representative of a minor
        "guardian.surname",
        "guardian.full_name",
        "guardian.pesel",
        "guardian.phone",
        "guardian.address",  # on one line
        "applicant.given_names",  # who files for the client: the legal representative of a minor, else the client
        "applicant.surname",
        "applicant.street",
        "applicant.house",
        "applicant.flat",
        "applicant.postal_code",
        "applicant.city",
        "applicant.relation",  # self, or of a minor a word of the code list `guardian_relation`, Polish
        "spouse.given_names",
        "spouse.family_name",
        "spouse.pesel",
        "family.full_name",  # those who live with the client: lists in one order
        "family.sex",
        "family.birth_date",
        "family.kinship",  # a word of Dz.U. 2026 poz. 553, E.II, as far as it is certain
        "family.citizenship",
        "family.town",
        "family.dependent",  # yes where the client is who provides for them; else nothing is certain
        "address.street",
        "address.house",
        "address.flat",
        "address.postal_code",
        "address.city",
        "address.country",  # ISO 3166-1 alpha-2
        "address.voivodeship",  # Polish name
        "address.line",  # all of it on one line
        "registered.street",  # where the person is registered (zameldowanie)
        "registered.house",
        "registered.flat",
        "registered.postal_code",
        "registered.city",
        "registered.voivodeship",  # Polish name
        "home.country",  # in the home country; ISO 3166-1 alpha-2
        "home.region",
        "home.city",
        "home.street",
        "home.house",
        "home.flat",
        "home.postal_code",
        "centre.city",
        "centre.name",
        "centre.address",  # on one line
        "centre.phone",
        "centre.email",
        "advisor.name",  # who fills the form
        "today",  # ISO date
    }
)

SAME_AS = ("address",)  # another known address that the one a step asks for may be equal to

_PLACE = "page box cells pitch between outline lines more"  # where an answer is written
_PRINTED = f"{_PLACE} ticks strikes official also caption hint"  # one place of several

# table -> (keys it must have, keys it may have)
TABLES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "": (frozenset({"form", "step"}), frozenset({"blank", "page", "block"})),
    "form": (
        _names("id edition symbol title group legal_basis office channel fee as_of source confidence"),
        _names("layout size pages signature valid_from valid_to note pointless_with pointless_text recorded_as"),
    ),
    "blank": (frozenset(), frozenset({"sha256", "looks"})),
    "page": (frozenset({"items"}), frozenset()),
    "step": (frozenset({"name", "title", "question"}), _names("help stop when repeat more first same_as")),
    "stop": (frozenset({"question", "is", "text"}), frozenset()),
    "question": (
        frozenset({"name", "kind", "label"}),
        _names(
            f"help number official also required options when max width {_PLACE} caption hint source prefill transform "
            "checks with fills again places none shared common options_from"
        ),
    ),
    "option": (
        frozenset({"code", "label"}),
        frozenset({"official", "also", "tick", "strike", "text", "confidence", "matches"}),
    ),
    "row": (frozenset({"box"}), frozenset({"cells", "page", "pitch"})),  # a row a text goes on in
    "again": (frozenset(), _names(f"{_PRINTED} transform")),
    "places": (frozenset(), _names(_PRINTED)),
    "when": (frozenset({"question", "is"}), frozenset()),
    "column": (frozenset({"question"}), frozenset({"share", "text"})),
}

# kind of a block of a running document -> (keys it must have, keys it may have), besides `kind` and `when`
BLOCKS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "heading": (frozenset({"text"}), frozenset({"number"})),
    "text": (frozenset({"text"}), frozenset({"style", "align"})),
    "answers": (frozenset({"questions"}), frozenset({"columns"})),
    "ticks": (frozenset({"question"}), frozenset({"columns"})),
    "points": (frozenset({"points"}), frozenset()),
    "table": (frozenset({"step", "columns"}), frozenset({"empty_rows"})),
    "signatures": (frozenset({"lines"}), frozenset({"sign"})),
    "space": (frozenset({"h"}), frozenset()),
    "rule": (frozenset(), frozenset()),
    "page": (frozenset(), frozenset()),
}
BLOCK_STYLES = frozenset({"regular", "semibold", "italic", "small", "title", "plain"})
BLOCK_ALIGN = frozenset({"left", "center", "right", "justify"})
SIGNERS = frozenset({"client"})

# kind of a drawn mark -> (keys it must have, keys it may have), besides `kind`
MARKS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "text": (frozenset({"x", "y", "text"}), frozenset({"also", "style", "size", "align"})),
    "section": (frozenset({"y", "text"}), frozenset({"also", "number", "x", "w"})),
    "info": (frozenset({"x", "y", "text"}), frozenset({"also"})),  # an "i" in a circle with a remark
    "rule": (frozenset({"x", "y", "w"}), frozenset({"weight", "style"})),
    "frame": (frozenset({"x", "y", "w", "h"}), frozenset({"style"})),
    "cells": (frozenset({"x", "y", "w", "h", "count"}), frozenset()),  # empty ones, for the office to fill
    "sample": (frozenset({"x", "y", "mark"}), frozenset()),
    "signature": (frozenset({"x", "y", "w"}), frozenset()),
}
STYLES: dict[str, frozenset[str]] = {
    "text": frozenset({"regular", "semibold", "italic", "inverse"}),
    "frame": frozenset({"thin", "thick", "dotted", "field", "white", "shaded", "black"}),
    "rule": frozenset({"solid", "dotted"}),
}
ALIGN = frozenset({"left", "right", "center"})
SAMPLE_MARKS = frozenset({"check", "cross"})
