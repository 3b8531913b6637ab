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
LANGUAGE_KEYS = frozenset(LANGUAGES)

SOURCES = frozenset(
    {
        "client.given_names",  # all of them, as in the passport, separated by spaces
        "client.surname",
        "client.family_name",  # at birth
        "client.sex",  # F, M (or K)
        "client.birth_date",  # YYYY[-MM[-DD]]
        "client.birth_place",
        "client.birth_country",  # ISO 3166-1 alpha-2
        "client.citizenship",  # ISO codes, one or a list; XX is statelessness
        "client.marital_status",  # single, married, divorced, widowed or one of the eight Polish words
        "client.father_name",
        "client.father_family_name",
        "client.mother_name",
        "client.mother_family_name",
        "client.pesel",
        "client.phone",
        "client.email",
        "client.document_number",  # series and number of the travel document
        "client.document_expiry",
        "spouse.given_names",
        "spouse.family_name",
        "spouse.pesel",
        "address.street",
        "address.house",
        "address.flat",
        "address.postal_code",
        "address.city",
        "address.country",  # ISO 3166-1 alpha-2
        "centre.city",
        "today",  # ISO date
    }
)

# table -> (keys it must have, keys it may have)
TABLES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "": (frozenset({"form", "page", "step"}), frozenset({"blank"})),
    "form": (
        _names("id edition symbol title legal_basis office channel fee as_of source confidence size pages"),
        frozenset({"valid_from", "valid_to", "note", "pointless_with", "pointless_text"}),
    ),
    "blank": (frozenset(), frozenset({"sha256", "looks"})),
    "page": (frozenset({"items"}), frozenset()),
    "step": (frozenset({"name", "title", "question"}), frozenset({"help", "stop"})),
    "stop": (frozenset({"question", "is", "text"}), frozenset()),
    "question": (
        frozenset({"name", "kind", "label"}),
        _names(
            "help number official required options when max width page box cells pitch lines caption hint "
            "source prefill transform checks fills"
        ),
    ),
    "option": (
        frozenset({"code", "label"}),
        frozenset({"official", "tick", "text", "confidence", "matches"}),
    ),
    "when": (frozenset({"question", "is"}), frozenset()),
}

# kind of a drawn mark -> (keys it must have, keys it may have), besides `kind`
MARKS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "text": (frozenset({"x", "y", "text"}), frozenset({"style", "size", "align"})),
    "section": (frozenset({"y", "text"}), frozenset({"number"})),
    "rule": (frozenset({"x", "y", "w"}), frozenset({"weight"})),
    "frame": (frozenset({"x", "y", "w", "h"}), frozenset({"style"})),
    "sample": (frozenset({"x", "y", "mark"}), frozenset()),
    "signature": (frozenset({"x", "y", "w"}), frozenset()),
}
STYLES: dict[str, frozenset[str]] = {
    "text": frozenset({"regular", "semibold", "italic"}),
    "frame": frozenset({"thin", "thick", "dotted"}),
}
ALIGN = frozenset({"left", "right", "center"})
SAMPLE_MARKS = frozenset({"check", "cross"})
