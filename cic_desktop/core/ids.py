"""The only source of ids: UUIDv7, made on the client, in the order they were made."""

from __future__ import annotations

import random
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from cic_desktop.core import clock

_bits: Callable[[int], int] = secrets.randbits
_last = 0  # milliseconds * 4096 + counter of the newest id
_lock = threading.Lock()


def new_id() -> str:
    """A new UUIDv7 in its 36-character form (RFC 9562, method 1: a counter follows the milliseconds).

    Ids of one process sort in the order they were made, even within one millisecond.
    """
    global _last
    with _lock:
        _last = max(_last + 1, int(clock.now().timestamp() * 1000) << 12)
        made = _last
    value = (made >> 12) << 80 | 0x7 << 76 | (made & 0xFFF) << 64 | 0b10 << 62 | _bits(62)
    return str(UUID(int=value))


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Repeatable ids (tests, the demo register)."""
    global _bits, _last
    before, _bits = (_bits, _last), random.Random(seed).getrandbits
    _last = 0
    try:
        yield
    finally:
        _bits, _last = before
