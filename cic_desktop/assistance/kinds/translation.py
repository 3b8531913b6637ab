"""A written translation arranged for somebody. The order itself is kept in `assistance.translations`."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, LanguageName, Plain, Text, _, ngettext, pgettext


def pair(details: Details) -> Text:
    """Ukrainian → Polish."""
    codes = (details.get("from_language"), details.get("to_language"))
    return Joined(
        tuple(LanguageName(str(code)) for code in codes if code), " – "
    )  # an arrow is in no font of the prints


def _summary(details: Details) -> Text:
    pages = str(details.get("pages", ""))
    counted = ngettext("{n} page", "{n} pages", int(pages)) if pages.isdecimal() else Plain("")
    return Joined((pair(details), counted, Plain(details.get("document", ""))))


KIND = Kind(
    code="translation",
    title=pgettext("kind of help", "Written translation"),
    icon="languages",
    tone="ok",
    fields=(
        Field("from_language", _("From which language"), "language", required=True, width=4),
        Field("to_language", _("Into which language"), "language", required=True, width=4),
        Field("pages", _("Pages"), "number", width=4),
        Field("document", _("What is translated"), width=8),
        Field("sworn", _("Sworn"), "yes_no", width=4),
    ),
    summary=_summary,
    minutes=15,
)
