"""A paper: blocks of text in four languages, read from one TOML of `resources/papers`.

Words in braces are filled in from the register (`PaperFacts.words`) or from the paper's `[law]`: statements
of law that a centre may have to correct stand there, apart from the text, each with its source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from cic_desktop.i18n import Text, Texts
from cic_desktop.paths import data_root

__all__ = ["Paper", "PaperFacts", "paper_list", "read_papers", "unconfirmed"]

BlockKind = Literal["text", "heading", "points", "data", "ticks", "table", "questions", "signatures"]


@dataclass(frozen=True)
class DataRow:
    """A fact about the client: its words and which fact; an empty one is a line to write on."""

    label: Text
    value: str
    wide: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and its share of the width."""

    label: Text
    share: float


@dataclass(frozen=True)
class Block:
    """One piece of a paper. `texts` are its words, or its points, boxes to tick, signature lines.

    A table names where its rows come from (`PaperFacts.tables`); `texts` say what stands there without any.
    So do questions: the first cell of a row is the question, the others its answers.
    """

    kind: BlockKind
    texts: tuple[Text, ...] = ()
    rows: tuple[DataRow, ...] = ()
    columns: tuple[Column, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Law:
    """A statement of law used in a text, with where it was found."""

    text: Text
    source: str
    confidence: str


@dataclass(frozen=True)
class Paper:
    """One paper in one version."""

    id: str
    version: str
    as_of: date
    confidence: str
    source: str
    title: Text
    blocks: tuple[Block, ...]
    law: Mapping[str, Law]
    scale: float = 1.0  # of the letters: what a client keeps on the wall is read from further away


@dataclass(frozen=True)
class PaperFacts:
    """What papers say of a client, the centre and the project; made on the read lane."""

    person_id: str
    case_number: str
    language: str  # the client's
    head: tuple[str, str]  # the centre's name, its address and contact
    words: Mapping[str, Text]
    project_id: str = ""
    logo: bytes = field(default=b"", repr=False)  # PNG
    tables: Mapping[str, tuple[tuple[Text, ...], ...]] = field(default_factory=dict)  # rows of cells


@lru_cache(maxsize=1)
def paper_list() -> tuple[Paper, ...]:
    """The papers in the order they are printed and signed."""
    return read_papers("papers")


def read_papers(folder: str) -> tuple[Paper, ...]:
    """The papers of a folder of `resources`, by file name."""
    return tuple(_paper(file) for file in sorted((data_root() / "resources" / folder).glob("*.toml")))


def unconfirmed(papers: tuple[Paper, ...]) -> list[Law]:
    """What of these papers somebody who knows the law has still to look at."""
    return [law for paper in papers for law in paper.law.values() if law.confidence == "unconfirmed"]


def _paper(file: Path) -> Paper:
    data = tomllib.loads(file.read_text("utf-8"))
    return Paper(
        id=data["id"],
        version=data["version"],
        as_of=data["as_of"],
        confidence=data["confidence"],
        source=data["source"],
        title=Texts(data["title"]),
        blocks=tuple(_block(block) for block in data["block"]),
        law={name: _law(law) for name, law in data.get("law", {}).items()},
    )


def _law(data: Mapping[str, Any]) -> Law:
    return Law(Texts(data["text"]), data["source"], data["confidence"])


def _block(data: Mapping[str, Any]) -> Block:
    texts = [data["text"]] if "text" in data else []
    for key in ("points", "options", "lines"):
        texts += data.get(key, [])
    rows = (DataRow(Texts(row["label"]), row["value"], row.get("wide", False)) for row in data.get("rows", ()))
    columns = tuple(Column(Texts(one["label"]), one["share"]) for one in data.get("columns", ()))
    return Block(data["kind"], tuple(Texts(text) for text in texts), tuple(rows), columns, data.get("source", ""))
