"""The recovery key: printed once, kept in a safe, opens the register when every password is lost.

Eleven groups of four characters of RFC 4648 base32:

    groups 1-8    the secret, 160 bits
    groups 9-10   one check character for each of groups 1-8: finds any single mistyped character
    group 11      20 bits of SHA-256 over the secret: finds everything else
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from base64 import b32decode, b32encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Text, _, ngettext

__all__ = ["RecoveryKey", "RecoveryKeyMistyped"]

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_SECRET_BYTES = 20
_SIZE = 4
_DATA_GROUPS = 8
_GROUPS = 11
# Odd weights: times any difference of two characters they are never 0 modulo 32.
_WEIGHTS = (1, 3, 5, 7)
# Digits the alphabet lacks, then Cyrillic capitals from a keyboard left in Ukrainian or Russian.
_CYRILLIC = "\u0410\u0412\u0415\u0406\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
_LOOKALIKES = str.maketrans("018" + _CYRILLIC, "OIB" + "ABEIKMHOPCTYX")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015.,_]+")


class RecoveryKeyMistyped(CicError):
    """What was typed is no recovery key; `groups` are the doubtful ones, counted from 1."""

    def __init__(self, text: Text, groups: tuple[int, ...] = ()) -> None:
        super().__init__(text)
        self.groups = groups


@dataclass(frozen=True)
class RecoveryKey:
    """160 random bits and their printed form."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> RecoveryKey:
        return cls(secrets.token_bytes(_SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> RecoveryKey:
        """Read what somebody typed: any case, any spacing, 0 for O, 1 for I, 8 for B.

        Raises RecoveryKeyMistyped, which names the group when it can be known.
        """
        groups = _groups(text)
        key = cls(b32decode("".join(groups[:_DATA_GROUPS])))
        # A secret that agrees with its hash is right even if a check character was misread.
        if _hash_group(key.secret) != groups[-1]:
            raise _mistyped(groups)
        return key

    @property
    def text(self) -> str:
        """As printed: `ABCD-EFGH-…`, eleven groups."""
        data = _cut(b32encode(self.secret).decode())
        return "-".join((*data, *_cut("".join(_checks(data))), _hash_group(self.secret)))

    def private_key(self, register_id: str) -> X25519PrivateKey:
        """The X25519 key of one register; the same paper opens no other register."""
        derive = HKDF(hashes.SHA256(), 32, register_id.encode(), b"cic-desktop/1/recovery")
        return X25519PrivateKey.from_private_bytes(derive.derive(self.secret))


def _groups(text: str) -> list[str]:
    typed = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    parts = [part for part in _SEPARATORS.split(typed) if part]
    joined = "".join(parts)
    groups = parts if len(parts) == _GROUPS else _cut(joined)
    # Strange characters first: they say more than a wrong length does.
    for number, group in enumerate(groups, 1):
        if set(group) - set(_ALPHABET):
            raise RecoveryKeyMistyped(
                _(
                    "Group {n} has a strange character. The key has only letters and the digits 2 to 7.",
                    n=number,
                ),
                (number,),
            )
    if len(joined) != _GROUPS * _SIZE:
        raise _wrong_length(parts, len(joined))
    return _cut(joined)


def _wrong_length(parts: list[str], length: int) -> RecoveryKeyMistyped:
    """Name the group that is too short or long, if it was typed in groups."""
    odd = tuple(number for number, part in enumerate(parts, 1) if len(part) != _SIZE)
    if len(parts) == _GROUPS and len(odd) == 1:
        return RecoveryKeyMistyped(_("Group {n} must have 4 characters.", n=odd[0]), odd)
    wanted = _GROUPS * _SIZE
    return RecoveryKeyMistyped(
        _("A recovery key has {wanted} characters; you typed {found}.", wanted=wanted, found=length)
    )


def _mistyped(groups: list[str]) -> RecoveryKeyMistyped:
    """Name the groups that disagree with their check characters."""
    pairs = zip(_checks(groups[:_DATA_GROUPS]), "".join(groups[_DATA_GROUPS:-1]), strict=True)
    wrong = tuple(number for number, (wanted, found) in enumerate(pairs, 1) if wanted != found)
    if not wrong:
        text = _("The recovery key is mistyped. Compare it with the paper, beginning with the last group.")
        return RecoveryKeyMistyped(text, (_GROUPS,))
    text = ngettext(
        "Compare group {groups} with the paper: it is mistyped.",
        "Compare groups {groups} with the paper: they are mistyped.",
        len(wrong),
        groups=", ".join(map(str, wrong)),
    )
    return RecoveryKeyMistyped(text, wrong)


def _checks(data: list[str]) -> list[str]:
    return [_ALPHABET[_weighted(group) % len(_ALPHABET)] for group in data]


def _weighted(group: str) -> int:
    values = (_ALPHABET.index(character) for character in group)
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))


def _hash_group(secret: bytes) -> str:
    digest = hashlib.sha256(b"cic-desktop/1/recovery-check\0" + secret).digest()
    return b32encode(digest[:5]).decode()[:_SIZE]


def _cut(text: str) -> list[str]:
    return [text[start : start + _SIZE] for start in range(0, len(text), _SIZE)]
