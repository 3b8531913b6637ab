"""What is asked about a need, a plan, a goal and a step. Pages put the colleagues into `account_id`."""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Condition, Field
from cic_desktop.i18n import _, pgettext

__all__ = ["CLOSING", "GOAL", "NEED", "PLAN", "STEP"]

_AREA = Field("area", _("Area of life"), "choice", options=options("need_area"), required=True, width=6)
_TITLE_LENGTH = 240

NEED: tuple[Field, ...] = (
    _AREA,
    Field("level", _("How great the need is"), "choice", options=options("need_level"), required=True, width=6),
    Field("description", _("In the person's own words"), "long_text", max_length=2000),
    Field("noted_on", _("Noted on"), "date", width=6, help=_("Today when empty.")),
    Field("met_on", _("Met on"), "date", width=6),
)
PLAN: tuple[Field, ...] = (
    Field("account_id", _("Who leads the plan"), "account", required=True, width=6),
    Field("opened_on", pgettext("plan", "Begun on"), "date", width=6, help=_("Today when empty.")),
    Field("review_on", _("Looked at again on"), "date", required=True, width=6),
    Field("agreed_on", _("Signed by the person on"), "date", width=6),
    Field("summary", _("Situation and strengths"), "long_text", max_length=4000),
)
CLOSING: tuple[Field, ...] = (
    Field("outcome", _("How it ended"), "choice", options=options("plan_outcome"), required=True, width=7),
    Field("closed_on", pgettext("plan", "Ended on"), "date", width=5, help=_("Today when empty.")),
)
GOAL: tuple[Field, ...] = (
    Field("title", _("What the person wants to reach"), required=True, max_length=_TITLE_LENGTH),
    _AREA,
    Field("state", _("State"), "choice", options=options("goal_state"), width=6),
    Field("reached_on", _("Reached on"), "date", width=6, when=Condition("state", ("reached",))),
)
STEP: tuple[Field, ...] = (
    Field("title", _("Step"), required=True, max_length=_TITLE_LENGTH),
    Field("account_id", _("Who does it"), "account", width=6, help=_("Empty: the person themselves.")),
    Field("due_on", _("By when"), "date", width=6),
    Field("done_on", pgettext("step", "Done on"), "date", width=6),
)
