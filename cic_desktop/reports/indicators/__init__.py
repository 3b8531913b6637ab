"""The numbers of a month, each with its counting rule, and the ways to cut them."""

from cic_desktop.reports.indicators.base import Help, Indicator, Of, Period, Unit, chosen, tally
from cic_desktop.reports.indicators.cuts import CUTS, TABLES, Cut, cut
from cic_desktop.reports.indicators.numbers import INDICATORS

__all__ = [
    "CUTS", "INDICATORS", "TABLES", "Cut", "Help", "Indicator", "Of", "Period", "Unit",
    "chosen", "cut", "indicator", "tally",
]  # fmt: skip


def indicator(code: str) -> Indicator:
    """The indicator with this code; raises KeyError."""
    return {item.code: item for item in INDICATORS}[code]
