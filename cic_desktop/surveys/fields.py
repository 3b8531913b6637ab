"""What stands on the anonymous sheet, in its order, as data."""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field, Option
from cic_desktop.i18n import Plain, _

__all__ = ["HELPFUL", "MARKS", "QUESTIONS", "SURVEY"]

MARKS = range(1, 6)  # 5 is the best
HELPFUL = ("yes", "rather_yes")
"""Which answers count as helpful (R.2.9; from memory, to be confirmed)."""

_MARKS = tuple(Option(str(mark), Plain(str(mark))) for mark in MARKS)
_AGES = tuple(option for option in options("age_band") if option.code != "unknown")
_SEXES = (Option("F", _("a woman")), Option("M", _("a man")))

QUESTIONS: tuple[Field, ...] = tuple(
    Field(option.code, option.label, "radio", options=_MARKS) for option in options("survey_question")
)

SURVEY: tuple[Field, ...] = (
    Field("helpful", _("Was it helpful?"), "radio", options=options("survey_helpful"), required=True),
    *QUESTIONS,
    Field("sex", _("Who answers"), "radio", options=_SEXES),
    Field("age_band", _("Age"), "radio", options=_AGES),
    Field("words", _("In their own words"), "long_text", max_length=1000, help=_("Without names and numbers.")),
)
