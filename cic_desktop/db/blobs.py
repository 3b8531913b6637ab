"""Bytes of printed forms, scans and logos: kept once, by their SHA-256, inside the encrypted file."""

from __future__ import annotations

import hashlib

from cic_desktop.core.errors import Missing
from cic_desktop.db.work import Read, Work

__all__ = ["LARGEST_FILE", "bytes_of", "keep_bytes"]

LARGEST_FILE = 20 * 1024 * 1024  # bytes; the limit of `blob`


def keep_bytes(work: Work, data: bytes) -> str:
    """Put a file's bytes in, once; returns their SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    work.raw.execute("INSERT INTO blob (sha256, bytes) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING", (sha256, data))
    return sha256


def bytes_of(read: Read, sha256: str) -> bytes:
    """The bytes kept under a SHA-256; raises Missing."""
    found = read.sql("SELECT bytes FROM blob WHERE sha256 = ?", (sha256,))
    if not found:
        raise Missing()
    return bytes(found[0][0])
