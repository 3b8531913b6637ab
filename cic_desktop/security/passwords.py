"""Passwords: which ones are strong enough, a first one for a colleague, and how one becomes a key."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.i18n import Text, _

__all__ = [
    "MINIMUM_LENGTH",
    "STANDARD",
    "KdfProfile",
    "NotEnoughMemory",
    "WeakKdf",
    "first_password",
    "password_problem",
    "require_strong",
]

MINIMUM_LENGTH = 10
_FEWEST_DIFFERENT = 5

# Compared without case, digits and signs, so "Qwertyuiop2026!" is as common as "qwertyuiop".
_COMMON_WORDS = """
    abcdefgh abcdefghij adminadmin administrator asdfghjkl bezpieczenstwo bezpieczeństwo centrum
    changeme cicopole cudzoziemcy cudzoziemiec dupadupa haslo hasloadmin haslohaslo hasło hasłohasło
    iloveyou integracja kochamcie kochamcię letmein mojehaslo mojehasło opole passphrase passw
    password passwordpassword polonia polska polskapolska qazwsx qazwsxedc qwerty qwertyqwerty
    qwertyuiop qwertz qwertzuiop tajnehaslo tajnehasło ukraina warszawa welcome witamwitam zaqwsx
    zaqwsxcde zxcvbnm йцукен йцукенгшщз киевкиев київкиїв пароль парольпароль україна фывапролд
"""
_COMMON = frozenset(_COMMON_WORDS.split())

_CONSONANTS = "bdfgklmnprstwz"
_VOWELS = "aeiou"
_RUDE = frozenset({"dupa", "dupe", "dupo", "dupi", "dupu", "kupa", "pupa", "suka", "suki", "suko", "siki"})
_WORDS, _SYLLABLES = 5, 2


class WeakKdf(CicError):
    """The key file asks for a cheaper derivation than this program accepts (a downgrade)."""

    def __init__(self) -> None:
        super().__init__(_("The key file protects a password too weakly and is refused. Restore it from a backup."))


class NotEnoughMemory(CicError):
    """Argon2id could not get its memory."""

    def __init__(self) -> None:
        super().__init__(_("Too little free memory to check the password. Close other programs and try again."))


@dataclass(frozen=True)
class KdfProfile:
    """The price of one Argon2id guess: memory in KiB, passes over it, parallel lanes.

    Raises ValueError for what no computer could be asked to do (a damaged file wants terabytes).
    """

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        limits = ((self.memory_kib, 4 * 1024 * 1024), (self.passes, 20), (self.lanes, 16))
        if not all(type(value) is int and 1 <= value <= limit for value, limit in limits):
            raise ValueError("Argon2id parameters out of range")

    def at_least(self, floor: KdfProfile) -> bool:
        return self.memory_kib >= floor.memory_kib and self.passes >= floor.passes


STANDARD = KdfProfile()
_WEAKEST = KdfProfile(memory_kib=64 * 1024, passes=2)


@dataclass(frozen=True)
class Wrapped:
    """A secret under a password: Argon2id, then AES-256-GCM."""

    kdf: KdfProfile
    salt: bytes
    nonce: bytes
    box: bytes

    def open(self, password: str, context: bytes, trusted: KdfProfile) -> bytes:
        """The secret. `context` is what was given to `wrap`.

        Parameters read from a file are refused unless strong, or exactly the caller's `trusted`.
        Raises InvalidTag (wrong password or context), WeakKdf, NotEnoughMemory.
        """
        if self.kdf != trusted and not self.kdf.at_least(_WEAKEST):
            raise WeakKdf
        key = _stretch(password, self.salt, self.kdf)
        return AESGCM(key).decrypt(self.nonce, self.box, self._bound(context))

    def _bound(self, context: bytes) -> bytes:
        return f"{self.kdf.memory_kib},{self.kdf.passes},{self.kdf.lanes};".encode() + self.salt + context


def wrap(secret: bytes, password: str, context: bytes, profile: KdfProfile) -> Wrapped:
    """Put a secret under a password, bound to `context` (whose it is) and to the derivation."""
    empty = Wrapped(profile, secrets.token_bytes(16), secrets.token_bytes(12), b"")
    key = _stretch(password, empty.salt, profile)
    return replace(empty, box=AESGCM(key).encrypt(empty.nonce, secret, empty._bound(context)))


def _stretch(password: str, salt: bytes, profile: KdfProfile) -> bytes:
    """A 32-byte key; a password typed as NFD opens what NFC closed."""
    # A lone surrogate from a broken input method is merely a wrong password, never a crash.
    secret = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(
            secret, salt, profile.passes, profile.memory_kib, profile.lanes, 32, Type.ID, ARGON2_VERSION
        )
    except HashingError:
        raise NotEnoughMemory from None


def password_problem(password: str, login: str) -> Text | None:
    """What is wrong with a new password, as a sentence that says what to do; None if nothing."""
    password = unicodedata.normalize("NFKC", password)
    if len(password) < MINIMUM_LENGTH:
        return _("Use at least {n} characters. Several words are easy to remember.", n=MINIMUM_LENGTH)
    if len(set(password.casefold())) < _FEWEST_DIFFERENT:
        return _("Use more different characters; this password repeats a few.")
    if _letters(password) in _COMMON or _is_run(password):
        return _("This password is one of the first to be guessed. Choose another one.")
    if login and _same(password, login):
        return _("The password must not be the login.")
    return None


def require_strong(password: str, login: str, field: str = "password") -> None:
    """Raise Invalid with the problem beside `field` unless the password may be used."""
    problem = password_problem(password, login)
    if problem is not None:
        raise Invalid(Problem(field, problem))


def first_password() -> str:
    """Five pronounceable words for a colleague's first log-in, about 60 bits; easy to dictate."""
    return "-".join(_word() for _n in range(_WORDS))


def _word() -> str:
    while True:
        word = "".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _n in range(_SYLLABLES))
        if word not in _RUDE:
            return word


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


def _same(password: str, login: str) -> bool:
    """The login as it is, doubled, or with digits and signs around it."""
    login = unicodedata.normalize("NFKC", login).casefold()
    pairs = ((password.casefold(), login), (_letters(password), _letters(login)))
    return any(word in (name, name * 2) for word, name in pairs if name)


def _is_run(password: str) -> bool:
    """Neighbouring characters only: 1234567890, abcdefghij, 9876543210 and their turn-overs."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return steps <= {1, -9} or steps <= {-1, 9}
