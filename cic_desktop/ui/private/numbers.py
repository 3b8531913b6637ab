"""What else leads to a person when names are hidden: birth dates, telephones, e-mails, numbers of documents.

Days and figures that belong to nobody (appointments, money, case numbers) stay readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cic_desktop.db.work import Read

__all__ = ["Numbers", "read_numbers"]

HIDDEN = "•••"
_LEAST = 5  # letters and digits of a number that leads to somebody
_MOST = 6  # words a number is written in, at most: +380 50 123 45 67
_WORD = re.compile(r"[^\s·,;:()„”“\"]+")
_JOINTS = re.compile(r"[\s\-/+.]")
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
# Whoever typed it, and wherever: a number with its country code, nine digits in threes, a PESEL.
_ALWAYS = re.compile(r"\+\d[\d \u00a0()-]{7,}\d|\b\d{3}[ \u00a0-]\d{3}[ \u00a0-]\d{3}\b|\b\d{11}\b")
_SQL = """
SELECT value FROM contact WHERE deleted_at IS NULL AND kind = 'phone'
UNION ALL SELECT pesel FROM person WHERE pesel <> ''
UNION ALL SELECT national_number FROM person WHERE national_number <> ''
UNION ALL SELECT series || number FROM identity_document WHERE number <> ''
UNION ALL SELECT number FROM identity_document WHERE number <> ''
UNION ALL SELECT document FROM stay WHERE document <> ''
UNION ALL SELECT receipt_number FROM proceeding WHERE receipt_number <> ''
UNION ALL SELECT certificate_number FROM proceeding WHERE certificate_number <> ''
UNION ALL SELECT case_sign FROM proceeding WHERE case_sign <> ''
UNION ALL SELECT case_sign FROM letter WHERE case_sign <> ''
UNION ALL SELECT phone FROM guardian WHERE phone <> ''
UNION ALL SELECT phone FROM interpreter WHERE phone <> ''
"""
_BORN = "SELECT DISTINCT birth_date FROM person WHERE length(birth_date) = 10"


class Numbers:
    """Known numbers and birth dates, looked up word by word however they are spaced."""

    def __init__(self, numbers: Iterable[str] = (), births: Iterable[str] = ()) -> None:
        plain = {_plain(number) for number in numbers}
        self._known = {number for number in plain if len(number) >= _LEAST}
        self._known |= {number[-9:] for number in plain if number.isdecimal() and len(number) > 9}
        self._births = set(births)

    def hide(self, text: str) -> str:
        """The text without them; what holds no digit and no @ is looked at no further."""
        if "@" in text:
            text = _EMAIL.sub(HIDDEN, text)
        if not any(map(str.isdigit, text)):
            return text
        return self._hide_known(_DAY.sub(self._day, _ALWAYS.sub(HIDDEN, text)))

    def _day(self, found: re.Match[str]) -> str:
        day, month, year, *iso = found.groups()
        try:
            written = date(*map(int, iso if day is None else (year, month, day))).isoformat()
        except ValueError:
            return found[0]
        return HIDDEN if written in self._births else found[0]

    def _hide_known(self, text: str) -> str:
        words = list(_WORD.finditer(text))
        pieces, end, at = [], 0, 0
        while at < len(words):
            taken = self._taken(text, words, at)
            if taken:
                pieces += [text[end : words[at].start()], HIDDEN]
                end = words[at + taken - 1].end()
            at += max(taken, 1)
        return "".join([*pieces, text[end:]])

    def _taken(self, text: str, words: list[re.Match[str]], at: int) -> int:
        """How many words from here on are a known number, the most that are."""
        for count in range(min(_MOST, len(words) - at), 0, -1):
            run = text[words[at].start() : words[at + count - 1].end()]
            if any(map(str.isdigit, run)) and _plain(run) in self._known:
                return count
        return 0


def read_numbers(read: Read) -> Numbers:
    """The numbers and birth dates of everybody in the register."""
    return Numbers((row[0] for row in read.sql(_SQL)), (row[0] for row in read.sql(_BORN)))


def _plain(number: str) -> str:
    return _JOINTS.sub("", number).casefold().rstrip(".")
