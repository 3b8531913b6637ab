"""The centre's head on its own letters and certificates."""

from __future__ import annotations

from dataclasses import dataclass, field

from cic_desktop import centre
from cic_desktop.db.work import Read

__all__ = ["Head", "letterhead"]


@dataclass(frozen=True)
class Head:
    """The centre's name, its address and contact on one line, its logo (PNG)."""

    name: str
    contact: str
    logo: bytes = field(default=b"", repr=False)

    @property
    def lines(self) -> tuple[str, str]:
        return self.name, self.contact


def letterhead(read: Read) -> Head:
    """The head as the register knows it; handed to `fill`, which knows nothing of the register."""
    home = centre.centre(read)
    return Head(home.name, ", ".join(filter(None, (home.address, home.phone, home.email))), centre.logo(read))
