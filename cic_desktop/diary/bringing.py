"""What to bring to an appointment: codes of `visit_bring`, said in the client's language, and lines in one's own words.

Both are kept in one column, a line each; a line that is a code begins with `#`.
"""

from __future__ import annotations

from cic_desktop.core.codes import code_list, label
from cic_desktop.i18n import Plain, Text

__all__ = ["bring_column", "bring_parts", "bring_words"]

_LIST, _CODE = "visit_bring", "#"


def bring_column(codes: str, words: str) -> str:
    """The column's text from codes, space separated, and further lines."""
    lines = (line.strip() for line in words.splitlines())
    return "\n".join((*(f"{_CODE}{code}" for code in codes.split()), *filter(None, lines)))


def bring_parts(column: str) -> tuple[str, str]:
    """(codes, space separated; the further lines) of a column's text."""
    lines = column.splitlines()
    codes = [line[1:] for line in lines if _is_code(line)]
    return " ".join(codes), "\n".join(line for line in lines if not _is_code(line))


def bring_words(column: str) -> tuple[Text, ...]:
    """Each thing to bring in words."""
    lines = filter(None, map(str.strip, column.splitlines()))
    return tuple(label(_LIST, line[1:]) if _is_code(line) else Plain(line) for line in lines)


def _is_code(line: str) -> bool:
    return line.startswith(_CODE) and line[1:] in code_list(_LIST).codes
