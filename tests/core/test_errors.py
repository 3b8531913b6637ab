"""Every expected failure carries a sentence; its English is what the log sees."""

from __future__ import annotations

from cic_desktop.core.errors import Cancelled, CicError, Invalid, Missing, NotAllowed, Problem, Stale
from cic_desktop.i18n import Plain


def test_a_failure_says_itself() -> None:
    assert str(CicError(Plain("The disk is full."))) == "The disk is full."
    for kind in (NotAllowed, Stale, Missing, Cancelled):
        assert str(kind()).endswith(".")


def test_bad_input_names_its_fields_and_speaks_with_the_first_of_them() -> None:
    error = Invalid(Problem("born", Plain("Not a date.")), Problem("sex", Plain("Choose.")))
    assert [problem.field for problem in error.problems] == ["born", "sex"]
    assert str(error) == "Not a date."
    assert str(Invalid()) == "Please check the marked fields."
