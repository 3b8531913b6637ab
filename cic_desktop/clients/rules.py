"""What holds between the answers about one person: what blocks, and what only warns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cic_desktop.core import checks, partial_date
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.i18n import Text, _

__all__ = ["check_person", "warnings"]

_NOT_BEFORE_1900: Text = _("The year looks wrong. Please check it.")
_PAIRS = (
    ("stay_valid_from", "stay_valid_to"),
    ("valid_from", "valid_to"),
    ("declared_on", "exited_on"),
    ("issued_on", "valid_to"),
)
_NOT_IN_FUTURE = ("birth_date", "enrolled_on", "declared_on", "exited_on", "stay_seen_on", "issued_on", "used_until")


def check_person(values: Mapping[str, Any], today: date) -> None:
    """Raise Invalid for what cannot be: a birth in the future, an end before its start."""
    problems = [problem for problem in (*_order(values), *_future(values, today)) if problem]
    if problems:
        raise Invalid(*problems)


def _order(values: Mapping[str, Any]) -> list[Problem]:
    found = []
    for start, end in _PAIRS:
        first, last = values.get(start), values.get(end)
        if first and last and last < first:
            found.append(Problem(end, _("The end is before the start. Please check both dates.")))
    return found


def _future(values: Mapping[str, Any], today: date) -> list[Problem]:
    found = []
    for name in _NOT_IN_FUTURE:
        value = values.get(name)
        if value is None or value == "":
            continue
        iso = value if isinstance(value, str) else value.isoformat()
        if iso > today.isoformat()[: len(iso)]:
            found.append(Problem(name, _("This date is in the future. Please check it.")))
        elif iso[:4] < "1900":
            found.append(Problem(name, _NOT_BEFORE_1900))
    return found


def warnings(answers: Mapping[str, Answer], today: date) -> list[Problem]:
    """What looks odd but may be true: registers carry errors, so none of it blocks."""
    return [*_citizenship_warnings(answers), *_pesel_warnings(answers, today), *_stay_warnings(answers, today)]


def _citizenship_warnings(answers: Mapping[str, Answer]) -> list[Problem]:
    """Said once the next question, the language, is answered: until then nobody has passed it over."""
    if answers.get("citizenship", "unasked") or not answers.get("language"):
        return []
    return [Problem("citizenship", _("Not known: note it when it is. Stateless is an answer of its own."), "warning")]


def _pesel_warnings(answers: Mapping[str, Answer], today: date) -> list[Problem]:
    number = str(answers.get("pesel", ""))
    if not number.strip():
        return []
    try:
        facts = checks.pesel(number, today=today)
        birth = partial_date.parse(str(answers["birth_date"])) if answers.get("birth_date") else None
    except CicError:
        return []
    return checks.pesel_disagreements(facts, str(birth) if birth else None, str(answers.get("sex", "")))


def _stay_warnings(answers: Mapping[str, Answer], today: date) -> list[Problem]:
    typed = str(answers.get("stay_valid_to", ""))
    if not typed:
        return []
    try:
        parsed = partial_date.parse(typed)
    except CicError:
        return []
    if parsed.latest < today:
        return [Problem("stay_valid_to", _("This basis of stay has already ended."), "warning")]
    return []
