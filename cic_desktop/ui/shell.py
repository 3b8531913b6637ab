"""What a page may ask of the window it stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from cic_desktop.app.context import AppContext
from cic_desktop.i18n import Text


class Shell(Protocol):
    """The window as pages see it."""

    ctx: AppContext

    def open(self, page: str, **args: Any) -> None:
        """Go to a page by its key (`ui.pages`), with what it needs to know."""

    def back(self) -> None:
        """Go to where the user came from."""

    def note(
        self,
        text: Text,
        tone: str = "ok",
        action: Text | None = None,
        on_action: Callable[[], None] | None = None,
        more: Sequence[tuple[Text, Callable[[], None]]] = (),
    ) -> None:
        """A short note that goes away by itself, with an action (Undo); `more` are what usually comes next."""


class ShellPage(Protocol):
    """A page: a widget made once with its shell and told each time it is shown."""

    watches: tuple[str, ...]  # tables; a change of one of them calls `reload`

    def arrive(self, **args: Any) -> None: ...

    def reload(self) -> None: ...
