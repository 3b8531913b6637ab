"""Papers to sign for help given: a list of a period, a person's card, a specialist's hours with the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from cic_desktop import assistance, clients
from cic_desktop.assistance.kinds import kind
from cic_desktop.assistance.signing import SignLine, SignList, shown_code
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers, Condition, Field, Option
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.forms.pdf import missing_glyphs
from cic_desktop.i18n import LANGUAGES, Day, Joined, Number, Plain, Text, _, ngettext, pgettext
from cic_desktop.reports.listing import Column, Group, Listing, listing_pdf
from cic_desktop.reports.written import report_head

__all__ = [
    "ATTENDANCE", "CARD_PERIOD", "HoursLine", "attendance_pdf", "card_list", "hours", "hours_pdf", "person_card_pdf",
    "sign_list_pdf", "usual_period",
]  # fmt: skip

_NOTHING = Plain("")
_SIGNED = Column(_("Legible signature"), 98, sign=True)
_CODE, _MINUTES = Column(_("Code"), 137, code=True), Column(_("Minutes"), 41, right=True)

MOST_LINES = 500  # of an attendance list: as many as a hall holds

# What is asked for an attendance list of anything: a training, a meeting, an event.
ATTENDANCE: tuple[Field, ...] = (
    Field("title", _("What for"), required=True, max_length=150),
    Field("place", _("Place"), width=8, max_length=150),
    Field("day", _("Day"), "date", width=4),
    Field(
        "names",
        _("Names"),
        "long_text",
        max_length=20_000,
        help=_("One on each line. Leave empty to print lines only."),
    ),
    Field("lines", _("Empty lines"), "number", width=4, help=_("For those who are not on the list.")),
)

_FROM_TO = Condition("period", ("days",))
# What is asked for a participant's card of services.
CARD_PERIOD: tuple[Field, ...] = (
    Field(
        "period",
        _("Help given in"),
        "radio",
        options=(
            Option("year", _("this year")),
            Option("twelve_months", _("the last 12 months")),
            Option("everything", _("the whole time")),
            Option("days", _("chosen days")),
        ),
        required=True,
    ),
    Field("first", _("From"), "date", required=True, width=6, when=_FROM_TO),
    Field("last", _("Until"), "date", required=True, width=6, when=_FROM_TO),
)


@dataclass(frozen=True)
class HoursLine:
    """One sitting in the month's record of somebody's hours."""

    day: date
    starts_at: str
    minutes: int
    kinds: tuple[str, ...]
    persons: int


def sign_list_pdf(read: Read, wanted: SignList, lang: str = "pl") -> bytes:
    """The list of a period to be signed, a group per day; `assistance.make_sign_list` has given the codes."""
    lines = assistance.sign_lines(read, wanted)
    columns = (
        _CODE, Column(_("From"), 54), Column(_("Participant"), 96), Column(_("Help"), 92), replace(_SIGNED, share=132),
    )  # fmt: skip
    groups = [Group(Day(day, "weekday"), [_shared(line) for line in of]) for day, of in _by_day(lines)]
    facts: list[Text] = [
        Joined((Day(wanted.first), Day(wanted.last)), " – ") if wanted.first != wanted.last else Day(wanted.first)
    ]
    if wanted.account_id and lines:
        facts.append(Plain(lines[0].advisor))
    if wanted.course_id and lines:
        facts.append(Plain(lines[0].course))
    listing = Listing(_("List of signatures"), columns, groups, facts, (_HOW,))
    return listing_pdf(listing, report_head(read), lang)


_HOW: Text = _("Everybody signs legibly for the help they got. The codes are typed or scanned back at the centre.")


def attendance_pdf(read: Read, answers: Answers, lang: str = "pl") -> bytes:
    """An attendance list to be signed: answers to `ATTENDANCE`. Raises Invalid when it cannot be printed."""
    read.require(Right.RECORD_HELP)
    asked = read_answers(ATTENDANCE, answers)
    names = [" ".join(name.split()) for name in asked["names"].splitlines() if name.strip()]
    names += [""] * (asked["lines"] or 0)
    if not 0 < len(names) <= MOST_LINES:
        raise Invalid(Problem("lines", _("Give names or a number of empty lines, {n} at most.", n=MOST_LINES)))
    if letters := missing_glyphs("".join([*names, asked["title"], asked["place"]])):
        said = _("“{letters}” cannot be printed. Write it in Latin letters, as in the passport.", letters=letters)
        raise Invalid(Problem("names", said))
    lines = [(Plain(f"{n}."), Plain(name), _NOTHING) for n, name in enumerate(names, 1)]
    columns = (Column(_("No."), 5), Column(_("Given names and surname"), 50), replace(_SIGNED, share=45))
    facts = (Plain(asked["title"]), Joined((Plain(asked["place"]), Day(asked["day"]) if asked["day"] else _NOTHING)))
    signatures = (_("date and signature of the person who led it"), _("date and signature for the centre"))
    listing = Listing(_("Attendance list"), columns, [Group(_NOTHING, lines)], facts, (), signatures)
    return listing_pdf(listing, report_head(read), lang)


def usual_period(today: date) -> Answers:
    """The card's answers to start from: this year, in January the last twelve months."""
    return {"period": "twelve_months" if today.month == 1 else "year", "last": today.isoformat()}


def card_list(read: Read, person_id: str, answers: Answers) -> SignList:
    """Which lines a participant's card holds: answers to `CARD_PERIOD`. Raises Invalid."""
    read.require(Right.READ_CLIENTS)
    asked, today = read_answers(CARD_PERIOD, answers), clock.today()
    first, last = {
        "year": (today.replace(month=1, day=1), today),
        "twelve_months": (today - timedelta(days=365), today),
        "everything": (_first_help(read, person_id) or today, today),
        "days": (asked["first"], asked["last"]),
    }[asked["period"]]
    if last < first:
        raise Invalid(Problem("last", _("The end is before the start. Please check both dates.")))
    return SignList("person", first, last, person_id=person_id, everything=True)


def _first_help(read: Read, person_id: str) -> date | None:
    """The day of the first help somebody got; none when there was none yet."""
    ((day,),) = read.sql(
        "SELECT min(s.day) FROM service s JOIN service_person p ON p.service_id = s.id AND p.deleted_at IS NULL "
        "WHERE s.deleted_at IS NULL AND p.person_id = ?",
        (person_id,),
    )
    return date.fromisoformat(day) if day else None


def person_card_pdf(read: Read, wanted: SignList, lang: str = "pl") -> bytes:
    """All help a participant got in a period with a place to sign for what is not signed, in two languages."""
    card = clients.card(read, wanted.person_id)
    columns = (
        Column(_("Date"), 55), Column(_("Help"), 101), _MINUTES, Column(_("Advisor"), 79), _CODE, _SIGNED,
    )  # fmt: skip
    lines = [_own(line) for line in assistance.sign_lines(read, wanted)]
    facts: list[Text] = [
        Plain(f"{card.line.name} · {card.line.case_number}"),
        Joined((Day(wanted.first), Day(wanted.last)), " – "),
    ]
    title = _("Participant's card of services")
    listing = Listing(title, columns, [Group(_NOTHING, lines)], facts, (), (_("participant"), _("advisor")))
    second = card.line.language if card.line.language in LANGUAGES else "en"
    return listing_pdf(listing, report_head(read), lang, second)


def hours(read: Read, month: Month, account_id: str) -> list[HoursLine]:
    """What somebody gave in a month, sitting by sitting."""
    read.require(Right.READ_REPORTS if account_id != read.actor.id else Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT t.day, t.starts_at, t.minutes, group_concat(DISTINCT s.kind), "
        "count(DISTINCT coalesce(q.person_id, q.id)) "
        "FROM sitting t JOIN service s ON s.sitting_id = t.id AND s.deleted_at IS NULL "
        "LEFT JOIN service_person q ON q.service_id = s.id AND q.deleted_at IS NULL "
        "WHERE t.account_id = ? AND s.day BETWEEN ? AND ? AND t.deleted_at IS NULL "
        "GROUP BY t.id ORDER BY t.day, t.starts_at, t.id",
        (account_id, month.first.isoformat(), month.last.isoformat()),
    )
    return [
        HoursLine(date.fromisoformat(day), starts_at, minutes, tuple(sorted(kinds.split(","))), persons)
        for day, starts_at, minutes, kinds, persons in rows
    ]


def hours_pdf(read: Read, month: Month, account_id: str, lang: str = "pl") -> bytes:
    """The month's record of hours with the protocol of acceptance below it."""
    lines = hours(read, month, account_id)
    ((name,),) = read.sql("SELECT name FROM account WHERE id = ?", (account_id,))
    columns = (
        Column(_("Date"), 14), Column(_("From"), 8), Column(_("Minutes"), 10, right=True), Column(_("Help"), 44),
        Column(_("Persons"), 10, right=True),
    )  # fmt: skip
    total = sum(line.minutes for line in lines)
    facts: list[Text] = [Plain(name), month.name]
    notes: list[Text] = [
        Joined((_("In all"), ngettext("{n} meeting", "{n} meetings", len(lines)), _time(total))),
        _("Protocol of acceptance: the hours above were given as agreed and are accepted without reservations."),
    ]
    signatures = (_("date and signature of the person who gave the help"), _("date and signature for the centre"))
    groups = [Group(_NOTHING, [_hour(line) for line in lines])]
    return listing_pdf(
        Listing(_("Monthly record of hours"), columns, groups, facts, notes, signatures), report_head(read), lang
    )


def _by_day(lines: Sequence[SignLine]) -> list[tuple[date, list[SignLine]]]:
    return [(day, list(of)) for day, of in groupby(lines, key=lambda line: line.day)]


def _shared(line: SignLine) -> tuple[Text, ...]:
    lasted = ngettext("{n} minute", "{n} minutes", line.minutes)
    return (
        Plain(shown_code(line.code) if line.code else ""),
        Joined((Plain(line.starts_at), lasted), "\n"),
        Joined((Plain(line.person), Plain(line.case_number)), "\n"),
        line.what(shared=True),
        _NOTHING,
    )


def _own(line: SignLine) -> tuple[Text, ...]:
    signed = _NOTHING if not line.signed else pgettext("signature", "signed")
    code = Plain(shown_code(line.code) if line.code and not line.signed else "")
    return Day(line.day, "short"), line.what(shared=False), Number(line.minutes), Plain(line.advisor), code, signed


def _hour(line: HoursLine) -> tuple[Text, ...]:
    what = Joined(tuple(kind(code).title for code in line.kinds), ", ")
    return Day(line.day, "short"), Plain(line.starts_at), Number(line.minutes), what, Number(line.persons)


def _time(minutes: int) -> Text:
    return _("{hours} h {minutes} min", hours=minutes // 60, minutes=f"{minutes % 60:02d}")
