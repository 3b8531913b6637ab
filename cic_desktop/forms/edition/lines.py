"""Where in a TOML file something stands. tomllib gives values only; its errors deserve line numbers."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=\s*(.*?)\s*$")


class LineMap:
    """Lines of tables, keys and entries of multi-line arrays, by their path in the parsed data.

    A path is what leads to a value: `("step", 2, "question", 0, "options", 1)`.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {(): 1}
        self._counts: dict[Path, int] = {}
        self._table: Path = ()
        self._array: Path | None = None
        self._entries = 0
        for number, line in enumerate(text.splitlines(), 1):
            self._read(line, number)

    def __getitem__(self, path: Path) -> int:
        """The line of the value, or of the nearest thing around it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _read(self, line: str, number: int) -> None:
        if self._array is not None:
            self._read_entry(line, number)
        elif header := _HEADER.match(line):
            self._table = self._open(header[2].split("."), repeated=header[1] == "[[")
            self._lines.setdefault(self._table, number)
        elif key := _KEY.match(line):
            path = (*self._table, key[1])
            self._lines.setdefault(path, number)
            if key[2] == "[":
                self._array, self._entries = path, 0

    def _read_entry(self, line: str, number: int) -> None:
        start = line.lstrip()
        if start.startswith("]"):
            self._array = None
        elif start and not start.startswith("#") and self._array is not None:
            self._lines[(*self._array, self._entries)] = number
            self._entries += 1

    def _open(self, names: list[str], *, repeated: bool) -> Path:
        """The path of a table header: an array of tables continues in its last entry."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path])
        path = (*path, names[-1])
        if repeated:
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
        return path
