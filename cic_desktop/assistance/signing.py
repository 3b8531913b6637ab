"""Sign-off: what still has to be signed on paper, lists with a short code on each line, and ticking them back.

Every form of help must be confirmed by the participant's legible signature (facts §1.1, rules of the FAMI projects).
A signature brought later is not a correction of figures: what was counted stays counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cic_desktop.assistance import tables
from cic_desktop.assistance.kinds import KINDS, kind
from cic_desktop.core.case_number import LETTERS
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.i18n.collation import sort_key

__all__ = [
    "SignLine", "SignList", "SignedBefore", "Ticked", "make_sign_list", "put_signatures_back", "read_codes",
    "shown_code", "sign_by_hand", "sign_groups", "sign_lines", "signed_by_hand", "tick_codes", "unsigned_lines",
    "untick_lines",
]  # fmt: skip


@dataclass(frozen=True)
class SignList:
    """Which lines a list holds: a period, of one advisor, one person or one course's group where these are named.

    `everything` takes signed lines too (a participant's card shows all that was given).
    """

    kind: str  # day, week, person, group
    first: date
    last: date
    account_id: str = ""
    person_id: str = ""
    everything: bool = False
    course_id: str = ""


@dataclass(frozen=True)
class SignLine:
    """One person in one sitting, to be signed for once."""

    sitting_id: str
    person_id: str
    person: str
    case_number: str
    day: date
    starts_at: str
    minutes: int
    advisor: str
    kinds: tuple[str, ...]
    signature: str  # the sitting's: now, list, none
    code: str = ""
    line_id: str = ""
    signed_on: date | None = None
    private: bool = False  # a confidential kind: a list that others see says only that there was help
    course: str = ""  # of a lesson: the course's name

    @property
    def signed(self) -> bool:
        return self.signature == "now" or self.signed_on is not None

    def what(self, *, shared: bool) -> Text:
        """The help in words; on a list that passes through many hands nothing confidential."""
        if shared and self.private:
            return _("Consultation")
        titles = Joined(tuple(kind(code).title for code in self.kinds), ", ")
        return Joined((titles, Plain(self.course)), ": ")


@dataclass(frozen=True)
class Ticked:
    """What became of a code that was typed or scanned: `state` is ok, again, unknown or misread."""

    code: str
    state: str
    line: SignLine | None = None


@dataclass(frozen=True)
class SignedBefore:
    """How a sitting was signed for; `ticks` are the lines of lists with the day of each signature."""

    sitting_id: str
    signature: str
    reason: str
    signed_on: date | None
    ticks: tuple[tuple[str, date], ...]


_LINES = """
SELECT t.id, q.person_id, trim(p.surname || ' ' || p.given), p.case_number, t.day, t.starts_at, t.minutes, a.name,
  group_concat(DISTINCT s.kind), t.signature, coalesce(l.code, ''), coalesce(l.id, ''), l.signed_on,
  max(coalesce(json_extract(s.details, '$.confidential'), '') = 'yes'),
  max(iif(s.kind = 'course', json_extract(s.details, '$.course'), ''))
FROM sitting t
JOIN service s ON s.sitting_id = t.id AND s.deleted_at IS NULL
JOIN service_person q ON q.service_id = s.id AND q.deleted_at IS NULL
JOIN person p ON p.id = q.person_id
JOIN account a ON a.id = t.account_id
LEFT JOIN signature_line l ON l.sitting_id = t.id AND l.person_id = q.person_id AND l.deleted_at IS NULL
WHERE t.deleted_at IS NULL AND {where}
GROUP BY t.id, q.person_id ORDER BY t.day, t.starts_at, t.id, p.sort_key
"""
# Only what is asked stands in the statement: a term that may be idle keeps the index of a person or a course out.
_ASKED = {
    "account": "t.account_id = :account",
    "person": "q.person_id = :person",
    "course": "s.id IN (SELECT service_id FROM gathering WHERE course_id = :course AND deleted_at IS NULL)",
}
_TICKED = "sitting_id = ? AND signed_on IS NOT NULL AND deleted_at IS NULL"
_BY_HAND = """
SELECT 1 FROM service s JOIN sitting t ON t.id = s.sitting_id
WHERE s.id = ? AND s.deleted_at IS NULL AND t.signature = 'now' AND t.signed_on IS NULL"""
_OPEN = "t.signature = 'list' AND l.signed_on IS NULL"


def sign_lines(read: Read, wanted: SignList) -> list[SignLine]:
    """The lines of a list, in the order of the days."""
    read.require(Right.READ_CLIENTS)
    named = _named(wanted)
    asked = ["s.day BETWEEN :first AND :last", *(term for name, term in _ASKED.items() if named[name])]
    where = " AND ".join(asked if wanted.everything else [*asked, _OPEN])
    return [_line(row) for row in read.sql(_LINES.format(where=where), named)]


_GROUPS = """
SELECT DISTINCT c.id, c.name FROM gathering g JOIN course c ON c.id = g.course_id
JOIN service s ON s.id = g.service_id AND s.deleted_at IS NULL JOIN sitting t ON t.id = s.sitting_id
WHERE g.deleted_at IS NULL AND s.day BETWEEN :first AND :last AND (:account = '' OR t.account_id = :account)
"""


def sign_groups(read: Read, wanted: SignList) -> tuple[Option, ...]:
    """The courses with a lesson held in the list's period, signed for or not, by name."""
    read.require(Right.READ_CLIENTS)
    found = sorted(read.sql(_GROUPS, _named(wanted)), key=lambda row: sort_key(row[1]))
    return tuple(Option(course_id, Plain(name)) for course_id, name in found)


def unsigned_lines(read: Read, first: date, last: date, account_id: str = "") -> list[SignLine]:
    """What was given in a period and still waits for a signature."""
    return sign_lines(read, SignList("week", first, last, account_id))


def make_sign_list(work: Work, wanted: SignList) -> list[SignLine]:
    """Give every line of a list that has none its code, and keep that the list was printed; returns the lines."""
    work.require(Right.RECORD_HELP)
    lines = sign_lines(work, wanted)
    bare = [line for line in lines if not line.code and not line.signed]
    printed = work.add(
        tables.SignatureList(
            kind=wanted.kind, starts_on=wanted.first, ends_on=wanted.last,
            account_id=wanted.account_id or None, person_id=wanted.person_id or None,
        )
    )  # fmt: skip
    for line, code in zip(bare, _new_codes(work, len(bare)), strict=True):
        work.add(
            tables.SignatureLine(list_id=printed.id, sitting_id=line.sitting_id, person_id=line.person_id, code=code)
        )
    about = {"person": wanted.person_id, "course": wanted.course_id, "signature_list": printed.id}
    work.note("print", *next(item for item in about.items() if item[1]), wanted.kind)
    return sign_lines(work, wanted) if bare else lines


def tick_codes(work: Work, typed: str, day: date) -> list[Ticked]:
    """Note the signatures whose codes were typed or scanned back; each code is answered for itself.

    A sitting is signed for when everybody in it has signed.
    """
    work.require(Right.RECORD_HELP)
    return [_tick(work, code, day) for code in read_codes(typed)]


def untick_lines(work: Work, line_ids: Sequence[str]) -> None:
    """Take ticks back that were set by mistake."""
    work.require(Right.RECORD_HELP)
    for line_id in line_ids:
        row = work.get(tables.SignatureLine, line_id)
        work.amend(row, {"signed_on": None})
        sitting = work.get(tables.Sitting, row.sitting_id)
        work.amend(sitting, {"signature": "list", "signed_on": None})


def sign_by_hand(work: Work, service_id: str, *, signed: bool = True) -> SignedBefore:
    """A paper with everybody's signature has come back, or has not after all; returns how it was.

    What waits again waits for everybody: signatures ticked on a list are taken back when these signed for it.
    Raises Missing.
    """
    work.require(Right.RECORD_HELP)
    sitting = work.get(tables.Sitting, work.get(tables.Service, service_id).sitting_id)
    rows = work.rows(tables.SignatureLine, _TICKED, (sitting.id,)) if sitting.signed_on and not signed else []
    ticks = tuple((row.id, row.signed_on) for row in rows if row.signed_on)
    before = SignedBefore(sitting.id, sitting.signature, sitting.unsigned_reason, sitting.signed_on, ticks)
    untick_lines(work, [line_id for line_id, _day in ticks])
    how = {"signature": "now"} if signed else {"signature": "list", "signed_on": None}
    work.amend(sitting, {**how, "unsigned_reason": ""})
    return before


def put_signatures_back(work: Work, before: SignedBefore) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    for line_id, day in before.ticks:
        work.amend(work.get(tables.SignatureLine, line_id), {"signed_on": day})
    was = {"signature": before.signature, "unsigned_reason": before.reason, "signed_on": before.signed_on}
    work.amend(work.get(tables.Sitting, before.sitting_id), was)


def signed_by_hand(read: Read, service_id: str) -> bool:
    """Whether the help is signed for on a paper, and not by the lines of a list."""
    read.require(Right.READ_CLIENTS)
    return bool(read.sql(_BY_HAND, (service_id,)))


def settle(work: Work, sitting_id: str) -> None:
    """A sitting is signed for once everybody in it has signed, and no more when somebody comes into it later.

    One signed for by hand stays so: the paper is not known here (`record_lesson` knows who was added). Raises Missing.
    """
    work.require(Right.RECORD_HELP)
    sitting = work.get(tables.Sitting, sitting_id)
    days = [_line(row).signed_on for row in work.sql(_LINES.format(where="t.id = ?"), (sitting_id,))]
    signed = [day for day in days if day]
    if len(signed) < len(days) and sitting.signed_on:
        work.amend(sitting, {"signature": "list", "signed_on": None})
    elif signed and len(signed) == len(days) and sitting.signature == "list":
        work.amend(sitting, {"signature": "now", "signed_on": max(signed)})


def read_codes(typed: str) -> list[str]:
    """The codes in what a reader or a person typed, as they are kept; each once, in their order."""
    words = re.split(r"[\s,;]+", typed.upper().translate(_LOOK_ALIKES))
    return list(dict.fromkeys(word.replace("-", "") for word in words if word.strip("-")))


def shown_code(code: str) -> str:
    """`ACKDMPRT` as people read it: `ACKD-MPRT`; an old `ACKDM` is `ACK-DM`."""
    half = (len(code) + 1) // 2
    return f"{code[:half]}-{code[half:]}"


_LOOK_ALIKES = str.maketrans("АСЕНКМРТХУ", "ACEHKMPTXY")  # a Cyrillic keyboard left on
_WIDTH = 3  # letters of the number, at least: codes were once counted from 1
_COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_SECONDS = 2  # of one number: six letters last until 2029, seven until 2082


def _new_codes(work: Work, count: int) -> list[str]:
    """Codes of this device: its letter, a number that only grows (in letters), a check letter.

    The number comes from the clock, not from how many rows there are: papers printed before an old backup was put
    back keep their codes for themselves, and so do lines taken back.
    """
    ((letter,),) = work.sql("SELECT letter FROM site WHERE n = (SELECT site FROM journal_state)")
    last = work.sql(_LAST, (letter, letter + "~"))
    now = int((work.now - _COUNTED_FROM).total_seconds()) // _SECONDS
    first = max(now, _number(last[0][0]) + 1 if last else 0)
    return [_code(letter, first + n) for n in range(count)]


_LAST = "SELECT code FROM signature_line WHERE code > ? AND code < ? ORDER BY length(code) DESC, code DESC LIMIT 1"


def _number(code: str) -> int:
    """The number in a code: between the device's letter and the check letter."""
    number = 0
    for letter in code[1:-1]:
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number


def _code(letter: str, number: int) -> str:
    digits = ""
    while number or len(digits) < _WIDTH:
        number, digit = divmod(number, len(LETTERS))
        digits = LETTERS[digit] + digits
    return letter + digits + _check(letter + digits)


def _check(body: str) -> str:
    """One wrong letter, or two neighbours exchanged, gives another check letter."""
    total = sum(LETTERS.index(letter) * pow(2, at, len(LETTERS)) for at, letter in enumerate(body, 1))
    return LETTERS[total % len(LETTERS)]


def _misread(code: str) -> bool:
    return len(code) < _WIDTH + 2 or not set(code) <= set(LETTERS) or _check(code[:-1]) != code[-1]


def _named(wanted: SignList) -> dict[str, str]:
    """A list as what its statements ask for."""
    return {
        "first": wanted.first.isoformat(), "last": wanted.last.isoformat(),
        "account": wanted.account_id, "person": wanted.person_id, "course": wanted.course_id,
    }  # fmt: skip


def _tick(work: Work, code: str, day: date) -> Ticked:
    if _misread(code):
        return Ticked(code, "misread")
    found = [_line(row) for row in work.sql(_LINES.format(where="l.code = :code"), {"code": code})]
    if not found:
        return Ticked(code, "unknown")
    line = found[0]
    if line.signed:
        return Ticked(code, "again", line)
    work.amend(work.get(tables.SignatureLine, line.line_id), {"signed_on": day})
    settle(work, line.sitting_id)
    return Ticked(code, "ok", line)


_NAMES = (
    "sitting_id", "person_id", "person", "case_number", "day", "starts_at", "minutes", "advisor", "kinds",
    "signature", "code", "line_id", "signed_on", "private", "course",
)  # fmt: skip
_SECRET = frozenset(item.code for item in KINDS if item.secret)


def _line(row: Sequence[Any]) -> SignLine:
    kinds = tuple(sorted(row[8].split(",")))
    found = dict(zip(_NAMES, row, strict=True)) | {"kinds": kinds, "day": date.fromisoformat(row[4])}
    found["signed_on"] = date.fromisoformat(row[12]) if row[12] else None
    found["private"] = bool(row[13]) or bool(_SECRET & set(kinds))
    return SignLine(**found)
