"""Code lists: dated, sourced data in `resources/codes/`, one TOML each, words in four languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from cic_desktop.core.fields import Option
from cic_desktop.i18n import Plain, Text, Texts
from cic_desktop.paths import data_root


@dataclass(frozen=True)
class CodeList:
    """One list: where it comes from, the day it was checked, and its codes in order."""

    name: str
    source: str
    as_of: date
    items: tuple[dict[str, Any], ...]

    def options(self, on: date | None = None) -> tuple[Option, ...]:
        """The codes in force on a day (all of them without one)."""
        return tuple(Option(item["code"], _texts(item)) for item in self.items if _in_force(item, on))

    def label(self, code: str | None) -> Text:
        """The words of a code; an unknown code shows itself, an absent one nothing."""
        for item in self.items:
            if item["code"] == code:
                return _texts(item)
        return Plain(code or "")

    def attribute(self, code: str, name: str) -> Any:
        """A further column of the list, e.g. the group a topic is counted in; None when not given."""
        return next((item.get(name) for item in self.items if item["code"] == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(item["code"] for item in self.items)


@lru_cache(maxsize=64)
def code_list(name: str) -> CodeList:
    with (data_root() / "resources" / "codes" / f"{name}.toml").open("rb") as file:
        data = tomllib.load(file)
    return CodeList(name, data["source"], data["as_of"], tuple(data["codes"]))


@lru_cache(maxsize=1)
def code_lists() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(sorted(path.stem for path in (data_root() / "resources" / "codes").glob("*.toml")))


def options(name: str) -> tuple[Option, ...]:
    """The options of a list by its name."""
    return code_list(name).options()


def label(name: str, code: str | None) -> Text:
    """The words of a code of a list."""
    return code_list(name).label(code)


def _texts(item: dict[str, Any]) -> Texts:
    return Texts({lang: item[lang] for lang in ("pl", "uk", "ru", "en") if lang in item})


def _in_force(item: dict[str, Any], on: date | None) -> bool:
    if on is None:
        return True
    return bool(item.get("from", date.min) <= on <= item.get("to", date.max))
