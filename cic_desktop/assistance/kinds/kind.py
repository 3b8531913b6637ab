"""What a kind of help is: its words, its questions, how its details read in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cic_desktop.core.fields import Field
from cic_desktop.core.rights import SECRET_KINDS
from cic_desktop.i18n import Text

Details = Mapping[str, Any]
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
Asker = Callable[[Details], Text | None]
Tone = Literal["", "primary", "ok", "warn", "bad", "info", "violet"]  # of the kind's icon


@dataclass(frozen=True)
class Kind:
    """A kind of help.

    `fields` are stored as the service's `details`; `upgrades[n]` turns details of version n into n + 1.
    `defaults` are answers to start from. `variant` names the question whose answer decides under which
    heading of a national catalogue the help counts (`assistance.catalogues`). `asker` says who it was given to
    when that is no client: an institution, for one.
    """

    code: str
    title: Text
    icon: str
    tone: Tone
    fields: tuple[Field, ...]
    summary: Callable[[Details], Text]
    places: tuple[str, ...] = ("office",)
    minutes: int = 30
    needs_person: bool = True
    deadline: str = ""  # a date among the details somebody has to be reminded of
    variant: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    upgrades: tuple[Upgrade, ...] = ()
    asker: Asker = lambda _details: None
    by_hand: bool = True  # False: it follows from something else that was recorded, and no wizard offers it

    @property
    def secret(self) -> bool:
        return self.code in SECRET_KINDS

    @property
    def version(self) -> int:
        return len(self.upgrades) + 1

    def read(self, details: dict[str, Any], version: int) -> dict[str, Any]:
        """Stored details in today's shape."""
        for upgrade in self.upgrades[version - 1 :]:
            details = upgrade(details)
        return details
