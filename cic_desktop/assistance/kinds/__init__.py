"""The kinds of help, by name: an explicit tuple, since a frozen program cannot scan for modules.

To add one, write a module with a `KIND` and name it here.
"""

from __future__ import annotations

from cic_desktop.assistance.kinds import (
    accompanied_visit,
    consultation,
    course,
    document_help,
    family_support,
    host_society,
    housing_search,
    information,
    interpreting,
    medical_visit,
    referral,
    signpost,
    translation,
    violence_prevention,
)
from cic_desktop.assistance.kinds.kind import Kind

__all__ = ["KINDS", "OFFERED", "VISITED", "Kind", "kind"]

KINDS: tuple[Kind, ...] = (
    information.KIND,
    document_help.KIND,
    accompanied_visit.KIND,
    consultation.KIND,
    referral.KIND,
    medical_visit.KIND,
    signpost.KIND,
    housing_search.KIND,
    family_support.KIND,
    translation.KIND,
    interpreting.KIND,
    violence_prevention.KIND,
    host_society.KIND,
    course.KIND,
)
VISITED = ("accompanied_visit", "medical_visit")  # what can be prepared as a visit in three acts
OFFERED = tuple(item for item in KINDS if item.by_hand)


def kind(code: str) -> Kind:
    """The kind with this code; raises KeyError for one this program does not know."""
    return {item.code: item for item in KINDS}[code]
