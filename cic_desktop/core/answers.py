"""From what was typed to what is stored: every question's answer read by its kind, in one place.

Whoever hands in answers (a page, the command line, an import) gets the same sentences back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from cic_desktop.core import checks, clock, partial_date, text
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answer, Field, applicable
from cic_desktop.i18n import Text, _

Values = dict[str, Any]


def read_answers(fields: Iterable[Field], answers: Mapping[str, Answer]) -> Values:
    """Typed values of the questions that apply; an absent answer is "" or None, by its kind.

    Raises Invalid with a problem for each field that cannot be taken.
    """
    fields = list(fields)
    values: Values = {item.name: _nothing(item) for item in fields}
    problems = []
    for item in applicable(fields, answers):
        try:
            values[item.name] = read_answer(item, answers.get(item.name, ""))
        except CicError as error:
            problems.append(Problem(item.name, error.text))
    if problems:
        raise Invalid(*problems)
    return values


def read_answer(item: Field, answer: Answer) -> Any:
    """One typed value; raises CicError with the sentence for beside the field."""
    if isinstance(answer, list):
        answer = " ".join(answer)
    if item.kind == "name" and (problem := text.name_problem(answer)):
        raise CicError(problem)
    raw = text.clean(answer, lines=item.kind == "long_text")
    if not raw:
        if item.required:
            raise CicError(NOT_CHOSEN if item.kind in _CHOSEN else MISSING)
        return _nothing(item)
    limit = item.boxes or item.max_length
    if item.kind in _FREE and len(raw) > limit:
        raise CicError(_("Too long: at most {n} characters fit here.", n=limit))
    return _READERS.get(item.kind, _as_is)(raw, item)


MISSING: Text = _("Please fill this in.")
NOT_CHOSEN: Text = _("Please choose an answer.")
_NOT_IN_LIST: Text = _("Please choose one of the list.")
_CHOSEN = ("choice", "choices", "several", "radio", "yes_no")
_FREE = ("text", "name", "long_text")
_DATES = ("date", "partial_date", "time")
_NUMBERS = ("number", "minutes")


def _nothing(item: Field) -> Any:
    return None if item.kind in (*_DATES[:2], *_NUMBERS) else ""


def _as_is(raw: str, item: Field) -> str:
    return raw


def _date(raw: str, item: Field) -> date:
    parsed = partial_date.parse(raw)
    if not parsed.exact:
        raise CicError(_("Please give the whole date, like {example}.", example="23.11.2026"))
    return parsed.earliest


def _partial_date(raw: str, item: Field) -> str:
    return str(partial_date.parse(raw))


def _time(raw: str, item: Field) -> str:
    match = re.fullmatch(r"(\d{1,2})[:.\s]?(\d{2})?", raw)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if hour > 23 or minute > 59:
        raise CicError(_("This is not a time. Write it like {example}.", example="14:30"))
    return f"{hour:02d}:{minute:02d}"


def _number(raw: str, item: Field) -> int:
    if not re.fullmatch(r"\d{1,9}", raw.replace(" ", "")):
        raise CicError(_("Please write a whole number."))
    return int(raw.replace(" ", ""))


def _minutes(raw: str, item: Field) -> int:
    value = _number(raw, item)
    if value > 1440:
        raise CicError(_("A day has 1440 minutes. Please check the duration."))
    return value


def _choice(raw: str, item: Field) -> str:
    if item.options and raw not in {option.code for option in item.options}:
        raise CicError(_NOT_IN_LIST)
    return raw


def _choices(raw: str, item: Field) -> str:
    return " ".join(_choice(code, item) for code in dict.fromkeys(raw.split()))


def _country(raw: str, item: Field) -> str:
    return _code(raw.upper(), r"[A-Z]{2}")


def _language(raw: str, item: Field) -> str:
    return _code(raw, r"[a-z]{2,3}(_[A-Z]{2})?")


def _code(raw: str, shape: str) -> str:
    if not re.fullmatch(shape, raw):
        raise CicError(_NOT_IN_LIST)
    return raw


def _pesel(raw: str, item: Field) -> str:
    return checks.pesel(raw, today=clock.today()).number


def _yes_no(raw: str, item: Field) -> str:
    if raw not in ("yes", "no"):
        raise CicError(_NOT_IN_LIST)
    return raw


_READERS: dict[str, Callable[[str, Field], Any]] = {
    "date": _date,
    "partial_date": _partial_date,
    "time": _time,
    "number": _number,
    "minutes": _minutes,
    "choice": _choice,
    "radio": _choice,
    "choices": _choices,
    "several": _choices,
    "country": _country,
    "language": _language,
    "pesel": _pesel,
    "yes_no": _yes_no,
    "phone": lambda raw, item: checks.phone(raw).typed,
    "email": lambda raw, item: checks.email(raw),
    "postcode": lambda raw, item: checks.postcode(raw),
}
