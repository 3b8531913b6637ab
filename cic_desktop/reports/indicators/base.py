"""What an indicator is, and the help of a period it is counted from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Literal

from cic_desktop.core.periods import Month
from cic_desktop.i18n import Number, Text
from cic_desktop.reports.indicators.cuts import CUTS, Cut, Several

__all__ = ["TEACHING_HOUR", "Help", "Indicator", "Of", "Period", "Unit", "chosen", "counted", "tally"]

Unit = Literal["persons", "services", "minutes", "teaching", "forms", "questions", "answers", "heads", "events"]
# What the list behind a number holds.
Of = Literal["services", "persons", "forms", "questions", "answers", "events"]

TEACHING_HOUR = 45  # minutes, as Polish courses reckon


@dataclass(frozen=True)
class Period:
    """The days counted, both ends included, for one advisor or (empty) for all."""

    first: date
    last: date
    account_id: str = ""

    @classmethod
    def of(cls, month: Month, account_id: str = "") -> Period:
        return cls(month.first, month.last, account_id)

    @property
    def days(self) -> tuple[str, str]:
        return self.first.isoformat(), self.last.isoformat()


@dataclass(frozen=True)
class Help:
    """The help of a period as columns: one place per service and participant, in the order it was given.

    A service nobody was named for has one place with no person. `categories` holds a column per cut.
    """

    services: tuple[str, ...] = ()
    persons: tuple[str | None, ...] = ()
    minutes: tuple[int, ...] = ()
    signatures: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()  # of a lesson: the kind of its course, else empty
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def column(self, cut: Cut | None) -> Sequence[str]:
        """Each place's category; one category for all without a cut."""
        return self.categories[cut.code] if cut else ("",) * len(self.services)


Count = Callable[[Help, Cut | None], Mapping[str, int]]
_HOURS = {"minutes": 60, "teaching": TEACHING_HOUR}  # a number kept in minutes, and how many make an hour of it


@dataclass(frozen=True)
class Indicator:
    """A number of the month and its counting rule, in one sentence.

    `count` gives the number per category of a cut (all under "" without one). Without `count` the
    number is how long `listed` is: an SQL statement of `id`s for (first, last, account) days, each with its
    `category` where there is a cut; where one row of it stands for several heads, `summed` gives the number.
    `of` says what the list behind holds; `only` is the condition on its services.
    """

    code: str
    title: Text
    rule: Text
    unit: Unit
    of: Of
    cuts: tuple[Cut, ...] = ()
    count: Count | None = None
    only: str = ""
    listed: str = ""
    summed: str = ""

    def shown(self, value: int) -> Text:
        """The number as people read it: hours for minutes."""
        hour = _HOURS.get(self.unit)
        return Number(round(value / hour, 1) if hour else value)

    def adds_up(self, cut: Cut) -> bool:
        """Whether the categories exclude each other, so that they add up to the total."""
        if self.listed:
            return True
        if self.of == "persons":
            return cut.several != "each"
        return cut.several == "least" or (cut.of_service and not cut.parts)


def counted(
    code: str,
    title: Text,
    rule: Text,
    *,
    unit: Unit,
    of: Of = "services",
    cuts: tuple[Cut, ...] = CUTS,
    only: str = "",
) -> Callable[[Count], Indicator]:
    """Make the function that counts an indicator into the indicator."""
    return lambda count: Indicator(code, title, rule, unit, of, cuts, count, only)


# Loops of Python's own, not its faster functions: those keep the window waiting until they are done with the tens of
# thousands of places of a large register.


def tally(items: Sequence[str | None], categories: Sequence[str], several: Several) -> Counter[str]:
    """How many different items each category has; a place with None has no item."""
    if several != "each":
        return Counter(chosen(items, categories, several).values())
    places = {place for place in zip(items, categories, strict=True) if place[0] is not None}
    return Counter(category for _item, category in places)


def chosen(items: Sequence[str | None], categories: Sequence[str], several: Several) -> dict[str, str]:
    """The one category of every item where only one of several counts."""
    pairs: Iterable[tuple[str | None, str]] = zip(reversed(items), reversed(categories), strict=True)
    if several == "least":
        pairs = sorted(pairs, key=itemgetter(1), reverse=True)
    # The last pair of an item stays in the dict.
    return {item: category for item, category in pairs if item is not None}
