"""National catalogues of support, as dated data: under which heading each kind of help counts.

`resources/catalogues/<id>.toml`: a heading names its `kinds`, `consultation:lawyer` for one answer of the kind's
variant before `consultation` for all others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from cic_desktop.assistance.kinds import kind
from cic_desktop.i18n import Text, Texts
from cic_desktop.paths import data_root

__all__ = ["Catalogue", "Heading", "catalogues"]


@dataclass(frozen=True)
class Heading:
    """One form of support; `additional` when it is given beside the official list."""

    code: str
    title: Text
    kinds: tuple[str, ...]
    additional: bool


@dataclass(frozen=True)
class Catalogue:
    """One official list with the days it is in force (`ends` None: still)."""

    id: str
    title: Text
    source: str
    as_of: date
    starts: date
    ends: date | None
    headings: tuple[Heading, ...]

    def heading(self, code: str, details: Mapping[str, Any]) -> Heading | None:
        """Where help of a kind counts; None for a kind the list does not know."""
        by_kind = {name: heading for heading in self.headings for name in heading.kinds}
        variant = kind(code).variant
        return by_kind.get(f"{code}:{details.get(variant, '')}" if variant else code) or by_kind.get(code)

    def in_force(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@lru_cache(maxsize=1)
def catalogues() -> tuple[Catalogue, ...]:
    """Every list this program knows, the oldest first."""
    files = (data_root() / "resources" / "catalogues").glob("*.toml")
    read = (_catalogue(file.stem, tomllib.loads(file.read_text("utf-8"))) for file in files)
    return tuple(sorted(read, key=lambda item: item.starts))


def _catalogue(name: str, data: Mapping[str, Any]) -> Catalogue:
    headings = tuple(
        Heading(item["code"], Texts(_words(item)), tuple(item.get("kinds", ())), item.get("additional", False))
        for item in data["headings"]
    )
    return Catalogue(name, Texts(data["title"]), data["source"], data["as_of"], data["from"], data.get("to"), headings)


def _words(item: Mapping[str, Any]) -> dict[str, str]:
    return {lang: item[lang] for lang in ("pl", "uk", "ru", "en")}
