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

import errno
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.i18n import Msg, _
from cic_desktop.security.passwords import STANDARD, KdfProfile, Wrapped, wrap
from cic_desktop.security.recovery import RecoveryKey

__all__ = [
    "AccountExists",
    "CannotRead",
    "CannotWrite",
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
    "write_atomically",
]

_FAMILY = "cic-keys/"
_FORMAT = _FAMILY + "1"
_LARGEST_FILE = 1024 * 1024
_PAPER = ""  # the holder's name of the recovery key; no account can have it
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class VaultError(CicError):
    """A failure of the key file; each kind has its own sentence."""

    message: Msg

    def __init__(self) -> None:
        super().__init__(self.message)


class WrongPassword(VaultError):
    message = _("The login or the password is wrong. Check Caps Lock and the keyboard language.")


class WrongRecoveryKey(VaultError):
    message = _("This recovery key belongs to another register, or was replaced by a newer one.")


class VaultMissing(VaultError):
    message = _("The key file of the register is missing. Restore it from a backup.")


class VaultDamaged(VaultError):
    message = _("The key file of the register is damaged. Restore it from a backup.")


class VaultAltered(VaultError):
    message = _("The key file was altered outside this program. Restore it from a backup and report it.")


class VaultNewer(VaultError):
    message = _("The key file was made by a newer version of this program. Install the newest version.")


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


class CannotRead(CicError):
    """A file is there, but the system does not give it."""

    def __init__(self) -> None:
        super().__init__(_("The file cannot be read. Check that you have the right to open it."))


class CannotWrite(CicError):
    """The system refused to write; whatever was there before is still there."""

    def __init__(self, code: int | None) -> None:
        text = _("The file could not be written. Try again, or choose another folder.")
        if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            text = _("The disk is full. Free some space and try again.")
        elif code in (errno.EROFS, errno.EACCES, errno.EPERM):
            text = _("This folder is read-only, or the file is open in another program.")
        super().__init__(text)


def write_atomically(path: Path, data: bytes) -> None:
    """Put the whole of `data` at `path` or leave what was there; on disk (fsync) when it returns.

    Readable by the owner only. Raises CannotWrite.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        temporary.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise CannotWrite(error.errno) from None


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        # Some network and USB file systems cannot sync a folder; the file itself is synced.
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)


@dataclass(frozen=True)
class Keys:
    """What an unlocked register works with. `pending` is there while the root key is being changed."""

    id: str
    _root: bytes = field(repr=False)
    pending: Keys | None = field(default=None, repr=False)

    @property
    def database_key(self) -> bytes:
        """32 bytes: SQLCipher's raw key."""
        return _derive(self._root, "database")

    @property
    def drafts_key(self) -> bytes:
        """32 bytes: unfinished typing outside the register."""
        return _derive(self._root, "drafts")

    @property
    def backups_key(self) -> bytes:
        """32 bytes: backups."""
        return _derive(self._root, "backups")


@dataclass(frozen=True)
class _Account:
    """A key pair; the private key is under its owner's password."""

    public: bytes
    private: Wrapped


@dataclass(frozen=True)
class _Sealed:
    """One root key, sealed to the public key of every holder: the logins and the paper."""

    id: str
    to: dict[str, bytes]


@dataclass(frozen=True)
class _Document:
    register: str
    accounts: dict[str, _Account]
    paper: bytes  # public key of the recovery key
    current: _Sealed
    pending: _Sealed | None = None
    mac: bytes = b""

    @property
    def holders(self) -> dict[str, bytes]:
        """Name → public key of all who can open."""
        return {login: account.public for login, account in self.accounts.items()} | {_PAPER: self.paper}

    def signed(self, root: bytes) -> _Document:
        body = _canonical(asdict(replace(self, mac=b"")))
        return replace(self, mac=hmac.digest(_derive(root, "mac"), body, "sha256"))

    def is_authentic(self, root: bytes) -> bool:
        return hmac.compare_digest(self.signed(root).mac, self.mac)

    def to_bytes(self) -> bytes:
        body = self._plain()
        return json.dumps(body | {"checksum": _checksum(body)}, indent=1, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> _Document:
        """Raises VaultDamaged or VaultNewer."""
        try:
            body = json.loads(data)
            checksum = body.pop("checksum", "")
            if body["format"] != _FORMAT and body["format"].startswith(_FAMILY):
                raise VaultNewer
            document = _document(body)
            if checksum != _checksum(body) or document._plain() != body:
                raise VaultDamaged
            return document
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise VaultDamaged from None

    def _plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(_canonical(asdict(self)))
        return plain | {"format": _FORMAT}


def _document(body: dict[str, Any]) -> _Document:
    return _Document(
        str(body["register"]),
        {login: _account(raw) for login, raw in body["accounts"].items()},
        _bytes(body["paper"], 32),
        _sealed(body["current"]),
        _sealed(body["pending"]) if body["pending"] else None,
        _bytes(body["mac"], 32),
    )


def _account(raw: dict[str, Any]) -> _Account:
    private = raw["private"]
    sizes = {"salt": 16, "nonce": 12, "box": 32 + 16}
    salt, nonce, box = (_bytes(private[name], size) for name, size in sizes.items())
    return _Account(_bytes(raw["public"], 32), Wrapped(KdfProfile(**private["kdf"]), salt, nonce, box))


def _sealed(raw: dict[str, Any]) -> _Sealed:
    return _Sealed(str(raw["id"]), {holder: _bytes(box, 80) for holder, box in raw["to"].items()})


def _bytes(text: str, size: int) -> bytes:
    data = b64decode(text)
    if len(data) != size:
        raise ValueError("wrong length")
    return data


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def _canonical(value: object) -> bytes:
    """One spelling of a value: what is authenticated may not depend on spaces or order."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_base64).encode()


def _checksum(body: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _derive(root: bytes, purpose: str) -> bytes:
    return HKDFExpand(hashes.SHA256(), 32, b"cic-desktop/1/" + purpose.encode()).derive(root)


def _spare(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def _load(path: Path) -> _Document:
    """The key file, or its spare copy if the file is damaged or gone."""
    failure: VaultError = VaultMissing()
    for copy in (path, _spare(path)):
        try:
            return _read(copy)
        except VaultMissing:
            continue
        except (VaultDamaged, VaultNewer) as error:
            failure = failure if isinstance(failure, VaultNewer) else error
    raise failure


def _read(path: Path) -> _Document:
    try:
        with path.open("rb") as file:
            return _Document.from_bytes(file.read(_LARGEST_FILE))
    except FileNotFoundError:
        raise VaultMissing from None
    except OSError:
        raise CannotRead from None


def _save(path: Path, document: _Document) -> None:
    """The spare copy first: if the second write fails, the file itself still says what was true before."""
    data = document.to_bytes()
    write_atomically(_spare(path), data)
    write_atomically(path, data)


def _context(register_id: str, *whose: str) -> bytes:
    return _canonical([_FORMAT, register_id, *whose])


def _plain_login(login: str) -> str:
    """Logins differ by more than case, accents' encoding or spaces around them."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _new_account(register_id: str, login: str, password: str, profile: KdfProfile) -> _Account:
    if not login:
        raise Invalid(Problem("login", _("Type a login.")))
    key = X25519PrivateKey.generate()
    private = wrap(key.private_bytes_raw(), password, _context(register_id, login), profile)
    return _Account(key.public_key().public_bytes_raw(), private)


def _seal(document: _Document, root: bytes, key_id: str) -> _Sealed:
    """The root key for every holder of the document."""
    boxes = {
        holder: _HPKE.encrypt(
            root, X25519PublicKey.from_public_bytes(public), _context(document.register, key_id, holder)
        )
        for holder, public in document.holders.items()
    }
    return _Sealed(key_id, boxes)


def _unseal(document: _Document, sealed: _Sealed, holder: str, private: X25519PrivateKey) -> bytes:
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
        if path.exists() or _spare(path).exists():
            raise VaultExists
        root, recovery, name = secrets.token_bytes(32), RecoveryKey.generate(), _plain_login(login)
        account = _new_account(register_id, name, password, profile)
        paper = recovery.private_key(register_id).public_key().public_bytes_raw()
        blank = _Document(register_id, {name: account}, paper, _Sealed("", {}))
        document = replace(blank, current=_seal(blank, root, secrets.token_hex(16)))
        try:
            _save(path, document.signed(root))
        except CannotWrite:
            with suppress(OSError):  # else the next attempt would find half a register
                _spare(path).unlink()
            raise
        return cls(path, profile), Keys(document.current.id, root), recovery

    @classmethod
    def open(cls, path: Path, profile: KdfProfile = STANDARD) -> Vault:
        """The key file of an existing register."""
        _load(path)
        return cls(path, profile)

    def logins(self) -> tuple[str, ...]:
        """All accounts, sorted, as the file spells them."""
        return tuple(sorted(_load(self._path).accounts))

    def is_intact(self) -> bool:
        """Whether both copies can be read and agree; if not, `mend` rewrites them."""
        try:
            return _read(self._path) == _read(_spare(self._path))
        except (VaultDamaged, VaultMissing):
            return False

    def mend(self, keys: Keys) -> None:
        """Write both copies again from the good one."""
        self._change(keys, lambda document: document)

    def unlock(self, login: str, password: str) -> Keys:
        """Raises WrongPassword (also for an unknown login), WeakKdf, NotEnoughMemory."""
        document = _load(self._path)
        login = _plain_login(login)
        return self._keys(document, login, self._private_key(document, login, password))

    def unlock_with_recovery(self, text: str) -> Keys:
        """Raises RecoveryKeyMistyped, WrongRecoveryKey."""
        document = _load(self._path)
        private = RecoveryKey.parse(text).private_key(document.register)
        if private.public_key().public_bytes_raw() != document.paper:
            raise WrongRecoveryKey
        return self._keys(document, _PAPER, private)

    def add_account(self, keys: Keys, login: str, password: str) -> None:
        """Raises AccountExists."""
        login = _plain_login(login)

        def add(document: _Document) -> _Document:
            if login in document.accounts:
                raise AccountExists
            return self._with_account(document, keys, login, password)

        self._change(keys, add)

    def reset_password(self, keys: Keys, login: str, new: str) -> None:
        """Give an account a new password without the old one. Raises UnknownAccount."""
        login = _plain_login(login)

        def reset(document: _Document) -> _Document:
            if login not in document.accounts:
                raise UnknownAccount
            return self._with_account(document, keys, login, new)

        self._change(keys, reset)

    def change_password(self, login: str, old: str, new: str) -> None:
        """By the person. Raises WrongPassword, WeakKdf, NotEnoughMemory."""
        document, login = _load(self._path), _plain_login(login)
        private = self._private_key(document, login, old)
        keys = self._keys(document, login, private)
        context = _context(document.register, login)
        wrapped = wrap(private.private_bytes_raw(), new, context, self._profile)
        account = replace(document.accounts[login], private=wrapped)
        changed = replace(document, accounts=document.accounts | {login: account})
        _save(self._path, changed.signed(keys._root))

    def remove_account(self, keys: Keys, login: str) -> None:
        """Take an account out of this file; follow with `rotate`, for old copies of the file still open.

        Raises UnknownAccount, LastAccount.
        """
        login = _plain_login(login)

        def remove(document: _Document) -> _Document:
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

        def renew(document: _Document) -> _Document:
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
        _save(self._path, replace(document, current=sealed, pending=None).signed(new._root))
        return new

    def abandon_rotation(self, keys: Keys) -> Keys:
        """The database is still under `keys`: forget the new root key. Returns the old keys."""
        document, _sealed_new, _new = self._rotating(keys)
        _save(self._path, replace(document, pending=None).signed(keys._root))
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

    def _private_key(self, document: _Document, login: str, password: str) -> X25519PrivateKey:
        account = document.accounts.get(login)
        if account is None:
            raise WrongPassword
        context = _context(document.register, login)
        try:
            return X25519PrivateKey.from_private_bytes(account.private.open(password, context, self._profile))
        except InvalidTag:
            raise WrongPassword from None

    def _keys(self, document: _Document, holder: str, private: X25519PrivateKey) -> Keys:
        root = _unseal(document, document.current, holder, private)
        if not document.is_authentic(root):
            raise VaultAltered
        keys = Keys(document.current.id, root)
        if document.pending is None:
            return keys
        new = _unseal(document, document.pending, holder, private)
        return replace(keys, pending=Keys(document.pending.id, new))

    def _with_account(self, document: _Document, keys: Keys, login: str, password: str) -> _Document:
        account = _new_account(document.register, login, password, self._profile)
        return _resealed(replace(document, accounts=document.accounts | {login: account}), keys)

    def _authentic(self, keys: Keys) -> _Document:
        """The file as it is now, if it is the one these keys came from."""
        document = _load(self._path)
        if document.current.id != keys.id:
            raise KeysChanged
        if not document.is_authentic(keys._root):
            raise VaultAltered
        return document

    def _change(self, keys: Keys, edit: Callable[[_Document], _Document]) -> None:
        document = self._authentic(keys)
        if document.pending is not None:
            raise RotationUnfinished
        _save(self._path, edit(document).signed(keys._root))

    def _rotating(self, keys: Keys) -> tuple[_Document, _Sealed, Keys]:
        """The file, its new root key sealed and open, if it is this change that it waits for."""
        document = self._authentic(keys)
        sealed, new = document.pending, keys.pending
        if sealed is None or new is None or sealed.id != new.id:
            raise KeysChanged
        return document, sealed, new


def _resealed(document: _Document, keys: Keys) -> _Document:
    return replace(document, current=_seal(document, keys._root, document.current.id))
