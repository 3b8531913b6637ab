"""An import without a window: one file, one act, counts and the rows that stayed out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cic_desktop.db.work import Read
from cic_desktop.exchange.importing.mapping import MapFile, read_map
from cic_desktop.exchange.importing.reading import read_table
from cic_desktop.exchange.importing.report import reasons
from cic_desktop.exchange.importing.rows import Answer, CellNote, Counts, Decision, Line, Plan, What
from cic_desktop.exchange.importing.run import carry_out, dry_run
from cic_desktop.i18n import Joined, Text, _

__all__ = ["Imported", "import_file"]


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do. Rows that stayed out are reported; they are no failure."""

    counts: Counts
    lines: tuple[Line, ...]
    dry: bool

    def as_json(self, lang: str) -> dict[str, Any]:
        """Counts, and each row that stayed out or was noted, with its cells and reasons."""
        left = [line for line in self.lines if line.state in ("rejected", "undecided")]
        noted = [line for line in self.lines if line.notes and line not in left]
        return {
            "dry_run": self.dry,
            **asdict(self.counts),
            "rows": [{"row": line.row, "state": line.state, "reasons": _told(reasons(line), lang)} for line in left],
            "notes": [{"row": line.row, "notes": _told(line.notes, lang)} for line in noted],
        }

    def words(self, lang: str) -> list[str]:
        """The counts in one line, then one line for each reason a row stayed out."""
        said = [_summary(self.counts).render(lang)]
        if self.dry:
            said.append(_("This was a dry run: nothing was changed.").render(lang))
        for line in self.lines:
            if line.state in ("rejected", "undecided"):
                said += [_line(note, lang) for note in reasons(line)]
        return said


def import_file(
    register: Any,
    what: What,
    path: Path,
    map_path: Path | None = None,
    *,
    dry: bool = False,
    undecided: Answer = "skip",
) -> Imported:
    """Import a file into an open register. `undecided` says what becomes of rows that look like somebody known.

    Raises BadFile and other CicErrors; then nothing is in.
    """
    given = read_map(map_path) if map_path else MapFile({})
    table = read_table(given.source(path))
    columns = given.applied(what, table)

    def plan(read: Read) -> Plan:
        return dry_run(read, what, table, columns)

    if dry:
        with register.database.read(register.actor) as read:
            made = plan(read)
        return Imported(made.counts, made.lines, dry)
    with register.database.write(register.actor, f"import {what}") as work:
        made = plan(work)
        result = carry_out(work, made, dict(_answers(made.of("undecided"), undecided)))
    return Imported(result.counts, (*result.left, *result.noted), dry)


def _answers(lines: Iterable[Line], answer: Answer) -> Iterable[tuple[int, Decision]]:
    for line in lines:
        yield line.row, Decision(answer, line.lookalikes[0].person_id)


def _told(notes: Iterable[CellNote], lang: str) -> list[dict[str, str]]:
    return [{"cell": note.cell, "column": note.heading, "reason": note.text.render(lang)} for note in notes]


def _line(note: CellNote, lang: str) -> str:
    return f"{note.cell}  {note.heading}: {note.text.render(lang)}" if note.heading else (
        f"{note.cell}  {note.text.render(lang)}"
    )  # fmt: skip


def _summary(counts: Counts) -> Text:
    return Joined(
        (
            _("imported: {n}", n=counts.imported),
            _("updated: {n}", n=counts.updated),
            _("unchanged: {n}", n=counts.unchanged),
            _("rejected: {n}", n=counts.rejected),
            _("to decide: {n}", n=counts.undecided),
        ),
        ", ",
    )
