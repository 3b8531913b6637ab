"""The key file `register.keys`: who may open the encrypted register, and with what.

    password ──Argon2id──▶ AES-256-GCM ──▶ the account's private X25519 key ─┐
    recovery key ──HKDF──▶ the private X25519 key of the paper ──────────────┴─HPKE─▶ root key

All keys in use are derived from the random root key. It is sealed to public keys, so it can be
changed without anybody's password. Two identical copies lie side by side (`register.keys` and
`.bak`): a checksum tells a damaged one, the other is used. A deliberate change (an account put
in, taken out, exchanged) is told after unlocking, by a MAC under the root key.

Not promised: whoever has an old copy of this file and a password of that time opens a register
of that time; and the keys stay in the memory of the process while the program is unlocked.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.files import CannotWrite
from cic_desktop.i18n import _
from cic_desktop.security.keyfile import (
    FORMAT,
    PAPER,
    Account,
    Document,
    Sealed,
    VaultDamaged,
    VaultError,
    VaultMissing,
    VaultNewer,
    canonical,
    derive,
    load,
    read,
    save,
    spare,
)
from cic_desktop.security.passwords import STANDARD, KdfProfile, wrap
from cic_desktop.security.recovery import RecoveryKey

__all__ = [
    "AccountExists",
    "Keys",
    "KeysChanged",
    "LastAccount",
    "RotationUnfinished",
    "UnknownAccount",
    "Vault",
    "VaultAltered",
    "VaultDamaged",
    "VaultError",
    "VaultExists",
    "VaultMissing",
    "VaultNewer",
    "WrongPassword",
    "WrongRecoveryKey",
    "plain_login",
]

_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class WrongPassword(VaultError):
    message = _("The login or the password is wrong. Check Caps Lock and the keyboard language.")


class WrongRecoveryKey(VaultError):
    message = _("This recovery key belongs to another register, or was replaced by a newer one.")


class VaultAltered(VaultError):
    message = _("The key file was altered outside this program. Restore it from a backup and report it.")


class VaultExists(VaultError):
    message = _("This folder already holds the key file of a register. Choose another folder.")


class UnknownAccount(VaultError):
    message = _("The key file has no such account.")


class AccountExists(VaultError):
    message = _("This login is already taken. Choose another one.")


class LastAccount(VaultError):
    message = _("The last account cannot be removed. Add another account first.")


class RotationUnfinished(VaultError):
    message = _("The last change of the register's key is not finished. Unlock the program again.")


class KeysChanged(VaultError):
    message = _("The register's key was changed meanwhile. Lock the program and unlock it again.")


@dataclass(frozen=True)
class Keys:
    """What an unlocked register works with. `pending` is there while the root key is being changed."""

    id: str
    _root: bytes = field(repr=False)
    pending: Keys | None = field(default=None, repr=False)

    @property
    def database_key(self) -> bytes:
        """32 bytes: SQLCipher's raw key."""
        return derive(self._root, "database")

    @property
    def drafts_key(self) -> bytes:
        """32 bytes: unfinished typing outside the register."""
        return derive(self._root, "drafts")

    @property
    def backups_key(self) -> bytes:
        """32 bytes: backups."""
        return derive(self._root, "backups")


def _context(register_id: str, *whose: str) -> bytes:
    return canonical([FORMAT, register_id, *whose])


def plain_login(login: str) -> str:
    """The one spelling of a login: logins differ by more than case, encoding or spaces around them."""
    return unicodedata.normalize("NFKC", login).strip().lower()


def _new_account(register_id: str, login: str, password: str, profile: KdfProfile) -> Account:
    if not login:
        raise Invalid(Problem("login", _("Type a login.")))
    key = X25519PrivateKey.generate()
    private = wrap(key.private_bytes_raw(), password, _context(register_id, login), profile)
    return Account(key.public_key().public_bytes_raw(), private)


def _seal(document: Document, root: bytes, key_id: str) -> Sealed:
    """The root key for every holder of the document."""
    boxes = {
        holder: _HPKE.encrypt(
            root, X25519PublicKey.from_public_bytes(public), _context(document.register, key_id, holder)
        )
        for holder, public in document.holders.items()
    }
    return Sealed(key_id, boxes)


def _unseal(document: Document, sealed: Sealed, holder: str, private: X25519PrivateKey) -> bytes:
    try:
        return _HPKE.decrypt(sealed.to[holder], private, _context(document.register, sealed.id, holder))
    except (KeyError, InvalidTag):
        raise VaultAltered from None


class Vault:
    """The key file of one register. Every call reads the file anew and, if it changes it, saves it at once.

    Besides what each method names, all raise the errors of a missing, damaged, newer or unreadable file,
    VaultAltered, and those that change something CannotWrite.
    """

    def __init__(self, path: Path, profile: KdfProfile = STANDARD) -> None:
        self._path = path
        self._profile = profile

    @classmethod
    def create(
        cls, path: Path, register_id: str, login: str, password: str, profile: KdfProfile = STANDARD
    ) -> tuple[Vault, Keys, RecoveryKey]:
        """A new key file with its first account. Raises VaultExists."""
        if path.exists() or spare(path).exists():
            raise VaultExists
        root, recovery, name = secrets.token_bytes(32), RecoveryKey.generate(), plain_login(login)
        account = _new_account(register_id, name, password, profile)
        paper = recovery.private_key(register_id).public_key().public_bytes_raw()
        blank = Document(register_id, {name: account}, paper, Sealed("", {}))
        document = replace(blank, current=_seal(blank, root, secrets.token_hex(16)))
        try:
            save(path, document.signed(root))
        except CannotWrite:
            with suppress(OSError):  # else the next attempt would find half a register
                spare(path).unlink()
            raise
        return cls(path, profile), Keys(document.current.id, root), recovery

    @classmethod
    def open(cls, path: Path, profile: KdfProfile = STANDARD) -> Vault:
        """The key file of an existing register."""
        load(path)
        return cls(path, profile)

    def logins(self) -> tuple[str, ...]:
        """All accounts, sorted, as the file spells them."""
        return tuple(sorted(load(self._path).accounts))

    def is_intact(self) -> bool:
        """Whether both copies can be read and agree; if not, `mend` rewrites them."""
        try:
            return read(self._path) == read(spare(self._path))
        except (VaultDamaged, VaultMissing):
            return False

    def mend(self, keys: Keys) -> None:
        """Write both copies again from the good one."""
        self._change(keys, lambda document: document)

    def unlock(self, login: str, password: str) -> Keys:
        """Raises WrongPassword (also for an unknown login), WeakKdf, NotEnoughMemory."""
        document = load(self._path)
        login = plain_login(login)
        return self._keys(document, login, self._private_key(document, login, password))

    def unlock_with_recovery(self, text: str) -> Keys:
        """Raises RecoveryKeyMistyped, WrongRecoveryKey."""
        document = load(self._path)
        private = RecoveryKey.parse(text).private_key(document.register)
        if private.public_key().public_bytes_raw() != document.paper:
            raise WrongRecoveryKey
        return self._keys(document, PAPER, private)

    def add_account(self, keys: Keys, login: str, password: str) -> None:
        """Raises AccountExists."""
        login = plain_login(login)

        def add(document: Document) -> Document:
            if login in document.accounts:
                raise AccountExists
            return self._with_account(document, keys, login, password)

        self._change(keys, add)

    def reset_password(self, keys: Keys, login: str, new: str) -> None:
        """Give an account a new password without the old one. Raises UnknownAccount."""
        login = plain_login(login)

        def reset(document: Document) -> Document:
            if login not in document.accounts:
                raise UnknownAccount
            return self._with_account(document, keys, login, new)

        self._change(keys, reset)

    def change_password(self, login: str, old: str, new: str) -> None:
        """By the person. Raises WrongPassword, WeakKdf, NotEnoughMemory."""
        document, login = load(self._path), plain_login(login)
        private = self._private_key(document, login, old)
        keys = self._keys(document, login, private)
        context = _context(document.register, login)
        wrapped = wrap(private.private_bytes_raw(), new, context, self._profile)
        account = replace(document.accounts[login], private=wrapped)
        changed = replace(document, accounts=document.accounts | {login: account})
        save(self._path, changed.signed(keys._root))

    def remove_account(self, keys: Keys, login: str) -> None:
        """Take an account out of this file; follow with `rotate`, for old copies of the file still open.

        Raises UnknownAccount, LastAccount.
        """
        login = plain_login(login)

        def remove(document: Document) -> Document:
            if login not in document.accounts:
                raise UnknownAccount
            if len(document.accounts) == 1:
                raise LastAccount
            rest = {name: account for name, account in document.accounts.items() if name != login}
            return _resealed(replace(document, accounts=rest), keys)

        self._change(keys, remove)

    def renew_recovery(self, keys: Keys) -> RecoveryKey:
        """A new recovery key; the paper printed before opens nothing any more."""
        recovery = RecoveryKey.generate()

        def renew(document: Document) -> Document:
            paper = recovery.private_key(document.register).public_key().public_bytes_raw()
            return _resealed(replace(document, paper=paper), keys)

        self._change(keys, renew)
        return recovery

    def rotate(self, keys: Keys) -> Keys:
        """Begin to change the root key: the same keys, with the new ones as `pending`.

        Rekey the database (and re-encrypt drafts) from `keys` to `keys.pending`, then
        `confirm_rotation`. Until then the file holds both, so that a crash at any moment loses
        nothing: `unlock` gives `pending` again and `settle_rotation` finds out which one is true.
        """
        root, key_id = secrets.token_bytes(32), secrets.token_hex(16)
        self._change(keys, lambda document: replace(document, pending=_seal(document, root, key_id)))
        return replace(keys, pending=Keys(key_id, root))

    def confirm_rotation(self, keys: Keys) -> Keys:
        """The database is under `keys.pending`: forget the old root key. Returns the new keys."""
        document, sealed, new = self._rotating(keys)
        save(self._path, replace(document, current=sealed, pending=None).signed(new._root))
        return new

    def abandon_rotation(self, keys: Keys) -> Keys:
        """The database is still under `keys`: forget the new root key. Returns the old keys."""
        document, _sealed_new, _new = self._rotating(keys)
        save(self._path, replace(document, pending=None).signed(keys._root))
        return replace(keys, pending=None)

    def settle_rotation(self, keys: Keys, opens: Callable[[bytes], bool]) -> Keys:
        """After a crash: ask `opens(database_key)` which key the database has, and keep that one.

        If neither opens it, both stay, for the fault is elsewhere.
        """
        if keys.pending is None:
            return keys
        if opens(keys.pending.database_key):
            return self.confirm_rotation(keys)
        return self.abandon_rotation(keys) if opens(keys.database_key) else keys

    def _private_key(self, document: Document, login: str, password: str) -> X25519PrivateKey:
        account = document.accounts.get(login)
        if account is None:
            raise WrongPassword
        context = _context(document.register, login)
        try:
            return X25519PrivateKey.from_private_bytes(account.private.open(password, context, self._profile))
        except InvalidTag:
            raise WrongPassword from None

    def _keys(self, document: Document, holder: str, private: X25519PrivateKey) -> Keys:
        root = _unseal(document, document.current, holder, private)
        if not document.is_authentic(root):
            raise VaultAltered
        keys = Keys(document.current.id, root)
        if document.pending is None:
            return keys
        new = _unseal(document, document.pending, holder, private)
        return replace(keys, pending=Keys(document.pending.id, new))

    def _with_account(self, document: Document, keys: Keys, login: str, password: str) -> Document:
        account = _new_account(document.register, login, password, self._profile)
        return _resealed(replace(document, accounts=document.accounts | {login: account}), keys)

    def _authentic(self, keys: Keys) -> Document:
        """The file as it is now, if it is the one these keys came from."""
        document = load(self._path)
        if document.current.id != keys.id:
            raise KeysChanged
        if not document.is_authentic(keys._root):
            raise VaultAltered
        return document

    def _change(self, keys: Keys, edit: Callable[[Document], Document]) -> None:
        document = self._authentic(keys)
        if document.pending is not None:
            raise RotationUnfinished
        save(self._path, edit(document).signed(keys._root))

    def _rotating(self, keys: Keys) -> tuple[Document, Sealed, Keys]:
        """The file, its new root key sealed and open, if it is this change that it waits for."""
        document = self._authentic(keys)
        sealed, new = document.pending, keys.pending
        if sealed is None or new is None or sealed.id != new.id:
            raise KeysChanged
        return document, sealed, new


def _resealed(document: Document, keys: Keys) -> Document:
    return replace(document, current=_seal(document, keys._root, document.current.id))
