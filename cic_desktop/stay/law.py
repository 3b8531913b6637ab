"""The rules of legal stay: data with a source and an "as of" date; a centre's own version wins over the file's."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.i18n import Text, Texts, _, ngettext
from cic_desktop.paths import data_root
from cic_desktop.stay import terms

__all__ = ["CONFIDENCE", "Law", "Rule", "TRIGGERS", "law_in_force", "law_of", "shipped", "term_words"]

TRIGGERS = (
    "stay_end", "document_end", "letter", "event", "final_decision", "filed", "fixed", "crossing", "notice",
)  # fmt: skip
CONFIDENCE: dict[str, Text] = {
    "found": _("read in the source"),
    "secondary": _("read in a secondary source: confirm before relying on it"),
    "practice": _("practice: confirm before relying on it"),
    "centre": _("the centre's own version"),
}
_TERMS = {
    "days": lambda n: ngettext("{n} day", "{n} days", n),
    "working_days": lambda n: ngettext("{n} working day", "{n} working days", n),
    "months": lambda n: ngettext("{n} month", "{n} months", n),
}


@dataclass(frozen=True)
class Rule:
    """One deadline: what starts it, how long it runs, what it rests on. The vocabulary is explained in the file."""

    code: str
    trigger: str
    only: tuple[str, ...]
    amount: int
    unit: str
    direction: str
    moves: bool
    basis: str
    source: str
    as_of: date
    confidence: str
    warn: tuple[int, ...]
    title: Text
    text: Text
    fixed_on: date | None = None
    unless_stay: tuple[str, ...] = ()
    active: bool = True
    own_id: str = ""  # of the centre's version
    own_revision: int = 0

    def due(self, start: date, amount: int | None = None) -> date:
        """The deadline of something that happened, or ends, on `start`; `amount` when a letter names its own."""
        count = self.amount if amount is None else amount
        end = terms.shifted(start, -count if self.direction == "before" else count, self.unit)
        return terms.next_working_day(end) if self.moves else end

    @property
    def horizon(self) -> int:
        """Days before the deadline from which it is worth a warning."""
        return max(self.warn, default=0)


@dataclass(frozen=True)
class Law:
    """All rules as they hold in this register."""

    as_of: date
    source: str
    overdue_days: int
    window_days: int
    rules: tuple[Rule, ...]

    def rule(self, code: str) -> Rule:
        """The rule by its code; raises KeyError."""
        return next(rule for rule in self.rules if rule.code == code)

    def by(self, *triggers: str) -> tuple[Rule, ...]:
        """Rules in use that these triggers start."""
        return tuple(rule for rule in self.rules if rule.trigger in triggers and rule.active)

    @cached_property
    def notices(self) -> frozenset[str]:
        """Rules of a letter that waits at the post office: of interest only while it does."""
        return frozenset(rule.code for rule in self.rules if rule.trigger == "notice")

    def by_kind(self, trigger: str) -> dict[str, list[Rule]]:
        """Rules in use of a trigger by what they look at."""
        found: dict[str, list[Rule]] = {}
        for rule in self.by(trigger):
            for kind in rule.only:
                found.setdefault(kind, []).append(rule)
        return found


def rules_file() -> Path:
    return data_root() / "resources" / "law" / "stay_rules.toml"


@lru_cache(maxsize=1)
def shipped() -> Law:
    """The rules as the program brings them."""
    data = tomllib.loads(rules_file().read_text("utf-8"))
    rules = tuple(map(_rule, data.pop("rules")))
    return Law(**data, rules=rules)


def law_in_force(read: Read) -> Law:
    """The shipped rules with the centre's own versions over them, the newest living one of each code."""
    read.require(Right.READ_CLIENTS)
    return law_of(read.raw)


def law_of(raw: Any) -> Law:
    """`law_in_force` on a raw connection, for what is kept true inside every act."""
    own = {row[0]: row[1:] for row in raw.execute(_OWN)}
    whole = shipped()
    return replace(whole, rules=tuple(_over(rule, own.get(rule.code)) for rule in whole.rules))


def term_words(rule: Rule) -> Text:
    """How long the term is, in few words."""
    if rule.trigger == "fixed":
        return _("a fixed day")
    if not rule.amount:
        return _("that very day")
    words = _TERMS[rule.unit](rule.amount)
    return _("{term} before", term=words) if rule.direction == "before" else _("{term} after", term=words)


_OWN = """
SELECT code, amount, unit, basis, source, as_of, fixed_on, warn_days, active, id, revision FROM stay_rule
WHERE deleted_at IS NULL ORDER BY created_at, id
"""


def _over(rule: Rule, own: Any) -> Rule:
    if own is None:
        return rule
    amount, unit, basis, source, as_of, fixed_on, warn, active, row_id, revision = own
    return replace(
        rule,
        amount=amount,
        unit=unit,
        basis=basis or rule.basis,
        source=source or rule.source,
        as_of=date.fromisoformat(as_of),
        fixed_on=date.fromisoformat(fixed_on) if fixed_on else None,
        warn=tuple(map(int, warn.split())) or rule.warn,
        active=bool(active),
        confidence="centre",
        own_id=row_id,
        own_revision=revision,
    )


def _rule(data: Mapping[str, Any]) -> Rule:
    lists = {name: tuple(data[name]) for name in ("only", "warn", "unless_stay") if name in data}
    return Rule(**{**data, **lists, "title": Texts(data["title"]), "text": Texts(data["text"])})
