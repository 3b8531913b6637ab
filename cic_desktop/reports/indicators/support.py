"""Under which form of support help counts: the catalogues (`assistance.catalogues`) as one SQL expression."""

from __future__ import annotations

from cic_desktop.assistance.catalogues import Catalogue, Heading, catalogues
from cic_desktop.assistance.kinds import kind
from cic_desktop.i18n import Day, Joined, Plain, Text, _

__all__ = ["FORM", "FORM_RULE", "form_name"]

_NONE = "none"  # a day without a catalogue, or a kind the catalogue does not know


def form_name(code: str) -> Text:
    """The words of a form of support by its code, `centres-2025.polish`; a + before what is beside the catalogue."""
    headings = {_code(item, heading): heading for item in catalogues() for heading in item.headings}
    if code not in headings:
        return _("under no form of the catalogue")
    title = headings[code].title
    return Joined((Plain("+"), title), " ") if headings[code].additional else title


def _code(catalogue: Catalogue, heading: Heading) -> str:
    return f"{catalogue.id}.{heading.code}"


def _of_day(catalogue: Catalogue) -> str:
    """A branch: the help of the catalogue's days under its headings, one answer of a kind before the kind itself."""
    until = f" AND s.day <= '{catalogue.ends}'" if catalogue.ends else ""
    named = [(name, _code(catalogue, heading)) for heading in catalogue.headings for name in heading.kinds]
    named.sort(key=lambda pair: ":" not in pair[0])
    whens = " ".join(f"WHEN {_condition(name)} THEN '{code}'" for name, code in named)
    return f"WHEN s.day >= '{catalogue.starts}'{until} THEN CASE {whens} ELSE '{_NONE}' END"


def _condition(name: str) -> str:
    """SQL for one name in a heading's `kinds`: `course`, or `course:adaptation`."""
    code, _colon, answer = name.partition(":")
    given = f" AND json_extract(s.details, '$.{kind(code).variant}') = '{answer}'" if answer else ""
    return f"s.kind = '{code}'{given}"


# Of two catalogues in force on one day the newer one counts.
FORM = f"CASE {' '.join(_of_day(item) for item in reversed(catalogues()))} ELSE '{_NONE}' END"


def _span(catalogue: Catalogue) -> Text:
    if catalogue.ends:
        return Joined((catalogue.title, Joined((Day(catalogue.starts, "short"), Day(catalogue.ends, "short")), " – ")))
    return Joined((catalogue.title, _("from {day}", day=Day(catalogue.starts, "short"))))


FORM_RULE: Text = _(
    "Every service stands under one form of the catalogue in force on its day, by its kind of help; a + marks what is "
    "given beside the catalogue ({catalogues}).",
    catalogues=Joined(tuple(_span(item) for item in catalogues()), "; "),
)
