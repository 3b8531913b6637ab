"""Every failure we expect. Each carries a sentence for the person at the desk, never personal data."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Literal

from cic_desktop.i18n import Text, _

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """Something to say beside one field. A warning never blocks."""

    field: str
    text: Text
    severity: Severity = "error"


class CicError(Exception):
    """An expected failure; `text` is what the user reads, `str()` its English for the log."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return self.text.render("en")


class Invalid(CicError):
    """Input that cannot be taken as it stands; one problem per field at least."""

    def __init__(self, *problems: Problem) -> None:
        first = problems[0].text if problems else _("Please check the marked fields.")
        super().__init__(first)
        self.problems = problems


class NotAllowed(CicError):
    """The person's role does not include this."""

    def __init__(self) -> None:
        super().__init__(_("Your role does not allow this. Ask the system administrator."))


class Stale(CicError):
    """Somebody saved the same record first; both values are shown, nothing is overwritten."""

    def __init__(self) -> None:
        super().__init__(_("This record was changed in the meantime. Look at both versions and choose."))


class Missing(CicError):
    """The record asked for does not exist (any more)."""

    def __init__(self) -> None:
        super().__init__(_("This record does not exist any more."))


class Cancelled(CicError):
    """The user stopped a long task; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("Cancelled. Nothing was changed."))


def described(error: BaseException) -> str:
    """An unexpected fault for the log: its kind and place, innermost first, never its message.

    The message could hold what a row held; the name of a module that is not there cannot.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    missing = f" ({error.name})" if isinstance(error, ImportError) and error.name else ""
    return f"unexpected {type(error).__name__}{missing} at {place}"
