"""When two rows of one person say the same: what is compared, and what one row takes over from the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cic_desktop.core.checks import compact

__all__ = ["PREFERRED", "SAME_ROWS", "SameRows"]

_Row = Mapping[str, Any]
_NEVER_TAKEN = {
    "id", "revision", "created_at", "created_by", "updated_at", "updated_by", "deleted_at", "person_id", "preferred",
    "countable",
}  # fmt: skip
_COMPACT = {"number", "series"}  # spaces and dashes are a matter of taste there


@dataclass(frozen=True)
class SameRows:
    """`columns` together say it; of `earliest` days the first is true, of `either` flags one is enough."""

    columns: tuple[str, ...]
    needed: str = ""  # without it a row says nothing
    earliest: tuple[str, ...] = ()
    either: tuple[str, ...] = ()

    def key(self, row: _Row) -> tuple[str, ...] | None:
        """What the row says; None when it is too little to be the same as anything."""
        if self.needed and not row[self.needed]:
            return None
        return tuple(_plain(column, row) for column in self.columns)

    def completed(self, mine: _Row, theirs: _Row) -> Iterator[tuple[str, Any]]:
        """Columns of the row that stays which the other one knows better."""
        for column, value in theirs.items():
            if column in _NEVER_TAKEN or value in (None, ""):
                continue
            earlier = column in self.earliest and mine[column] and value < mine[column]
            if mine[column] in (None, "") or earlier or (column in self.either and value and not mine[column]):
                yield column, value


def _plain(column: str, row: _Row) -> str:
    if column == "value" and row["digits"]:
        return str(row["digits"])[-9:]  # the same telephone with and without the country's prefix
    text = str(row[column] or "").casefold().strip()
    return compact(text) if column in _COMPACT else text


SAME_ROWS: dict[str, SameRows] = {
    "person_name": SameRows(("kind", "surname", "given")),
    "citizenship": SameRows(("country", "valid_to"), earliest=("valid_from",)),
    "identity_document": SameRows(("kind", "series", "number"), needed="number"),
    "stay": SameRows(("title", "purpose", "valid_from", "valid_to")),
    "address": SameRows(("kind", "country", "town", "street", "house", "flat", "valid_to"), needed="town"),
    "contact": SameRows(("kind", "value", "valid_to"), needed="value"),
    "person_language": SameRows(("language",)),
    "consent": SameRows(("kind", "version", "language", "withdrawn_on"), earliest=("given_on",)),
    "household_member": SameRows(("household_id", "left_on"), earliest=("joined_on",), either=("dependant",)),
    "participation": SameRows(("project_id", "exited_on"), earliest=("enrolled_on", "declared_on")),
    "signature_line": SameRows(("sitting_id",)),
    "event_guest": SameRows(("event_id",)),
    "service_person": SameRows(("service_id",), needed="service_id"),
    "radar_mark": SameRows(("rule", "due_on")),
}
"""Tables where one person's two rows may say the same. Everything else simply comes along."""

PREFERRED = {"contact": "kind", "person_language": ""}
"""Tables with a preferred row, and the column within which there is one."""
