"""The directory of partners as a spreadsheet, for a colleague or the ministry."""

from __future__ import annotations

from cic_desktop import partners
from cic_desktop.core.codes import label as code_label
from cic_desktop.db.work import Read
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, _
from cic_desktop.partners import ContactLine, PartnerLine, Wanted
from cic_desktop.reports.workbook import SheetColumn, workbook

__all__ = ["partner_workbook"]

_COLUMNS = (
    SheetColumn(_("Name"), 38), SheetColumn(_("Kind"), 24), SheetColumn(_("What they help with"), 40),
    SheetColumn(_("Languages spoken there"), 28), SheetColumn(_("Address"), 34), SheetColumn(_("Telephone"), 18),
    SheetColumn(_("E-mail"), 26), SheetColumn(_("Web page"), 24), SheetColumn(_("Opening hours"), 28),
    SheetColumn(_("What the client should know, in Polish"), 50), SheetColumn(_("Contact persons"), 44),
    SheetColumn(_("Number of the agreement"), 18), SheetColumn(_("Agreement from"), 14),
    SheetColumn(_("Agreement until"), 14), SheetColumn(_("REGON"), 16), SheetColumn(_("NIP"), 14),
    SheetColumn(_("KRS"), 14), SheetColumn(_("Who keeps it true"), 22), SheetColumn(_("Checked on"), 14),
    SheetColumn(_("To be checked again on"), 20),
)  # fmt: skip
_NOTHING = Plain("")


def partner_workbook(read: Read, wanted: Wanted, lang: str) -> bytes:
    """The partners a list shows, a row each."""
    lines = partners.directory(read, wanted).lines
    return workbook(_("Partners"), _COLUMNS, map(_row, lines), lang)


def _row(line: PartnerLine) -> tuple[Text, ...]:
    days = (Day(day, "short") if day else _NOTHING for day in (line.agreement_from, line.agreement_to))
    return (
        Plain(line.name), code_label("partner_kind", line.kind),
        Joined(tuple(code_label("topic", code) for code in line.topics), "; "),
        Joined(tuple(LanguageName(code) for code in line.languages), ", "), Plain(line.address), Plain(line.phone),
        Plain(line.email), Plain(line.web), line.opening_hours, Plain(line.help),
        Joined(tuple(map(_contact, line.contacts)), "; "), Plain(line.agreement_number), *days, Plain(line.regon),
        Plain(line.nip), Plain(line.krs), Plain(line.owner), Day(line.checked_on, "short"),
        Day(line.review_on, "short"),
    )  # fmt: skip


def _contact(line: ContactLine) -> Text:
    return Joined(tuple(map(Plain, (line.name, line.role, line.phone, line.email))), ", ")
