"""Services called in acts of their own, queries in looks of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cic_desktop.startup import Opened

Do = Callable[..., Any]


@pytest.fixture
def do(register: Opened) -> Do:
    """Call a service in an act of its own."""

    def act(service: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        with register.database.write(register.actor, "work") as work:
            return service(work, *args, **kw)

    return act


@pytest.fixture
def look(register: Opened) -> Do:
    def see(query: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        with register.database.read(register.actor) as read:
            return query(read, *args, **kw)

    return see
