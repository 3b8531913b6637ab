"""The key file as it lies on the disk: its shape, its checksum, its MAC and its two copies."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotRead, write_atomically
from cic_desktop.i18n import Msg, _
from cic_desktop.security.passwords import KdfProfile, Wrapped

_FAMILY = "cic-keys/"
FORMAT = _FAMILY + "1"
PAPER = ""  # the holder's name of the recovery key; no account can have it
_LARGEST_FILE = 1024 * 1024


class VaultError(CicError):
    """A failure of the key file; each kind has its own sentence."""

    message: Msg

    def __init__(self) -> None:
        super().__init__(self.message)


class VaultMissing(VaultError):
    message = _("The key file of the register is missing. Restore it from a backup.")


class VaultDamaged(VaultError):
    message = _("The key file of the register is damaged. Restore it from a backup.")


class VaultNewer(VaultError):
    message = _("The key file was made by a newer version of this program. Install the newest version.")


@dataclass(frozen=True)
class Account:
    """A key pair; the private key is under its owner's password."""

    public: bytes
    private: Wrapped


@dataclass(frozen=True)
class Sealed:
    """One root key, sealed to the public key of every holder: the logins and the paper."""

    id: str
    to: dict[str, bytes]


@dataclass(frozen=True)
class Document:
    register: str
    accounts: dict[str, Account]
    paper: bytes  # public key of the recovery key
    current: Sealed
    pending: Sealed | None = None
    mac: bytes = b""

    @property
    def holders(self) -> dict[str, bytes]:
        """Name → public key of all who can open."""
        return {login: account.public for login, account in self.accounts.items()} | {PAPER: self.paper}

    def signed(self, root: bytes) -> Document:
        body = canonical(asdict(replace(self, mac=b"")))
        return replace(self, mac=hmac.digest(derive(root, "mac"), body, "sha256"))

    def is_authentic(self, root: bytes) -> bool:
        return hmac.compare_digest(self.signed(root).mac, self.mac)

    def to_bytes(self) -> bytes:
        body = self._plain()
        return json.dumps(body | {"checksum": _checksum(body)}, indent=1, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Document:
        """Raises VaultDamaged or VaultNewer."""
        try:
            body = json.loads(data)
            checksum = body.pop("checksum", "")
            if body["format"] != FORMAT and body["format"].startswith(_FAMILY):
                raise VaultNewer
            document = _document(body)
            if checksum != _checksum(body) or document._plain() != body:
                raise VaultDamaged
            return document
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise VaultDamaged from None

    def _plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(canonical(asdict(self)))
        return plain | {"format": FORMAT}


def _document(body: dict[str, Any]) -> Document:
    return Document(
        str(body["register"]),
        {login: _account(raw) for login, raw in body["accounts"].items()},
        _bytes(body["paper"], 32),
        _sealed(body["current"]),
        _sealed(body["pending"]) if body["pending"] else None,
        _bytes(body["mac"], 32),
    )


def _account(raw: dict[str, Any]) -> Account:
    private = raw["private"]
    sizes = {"salt": 16, "nonce": 12, "box": 32 + 16}
    salt, nonce, box = (_bytes(private[name], size) for name, size in sizes.items())
    return Account(_bytes(raw["public"], 32), Wrapped(KdfProfile(**private["kdf"]), salt, nonce, box))


def _sealed(raw: dict[str, Any]) -> Sealed:
    return Sealed(str(raw["id"]), {holder: _bytes(box, 80) for holder, box in raw["to"].items()})


def _bytes(text: str, size: int) -> bytes:
    data = b64decode(text)
    if len(data) != size:
        raise ValueError("wrong length")
    return data


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def canonical(value: object) -> bytes:
    """One spelling of a value: what is authenticated may not depend on spaces or order."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_base64).encode()


def _checksum(body: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()


def derive(root: bytes, purpose: str) -> bytes:
    return HKDFExpand(hashes.SHA256(), 32, b"cic-desktop/1/" + purpose.encode()).derive(root)


def spare(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def load(path: Path) -> Document:
    """The key file, or its spare copy if the file is damaged or gone."""
    failure: VaultError = VaultMissing()
    for copy in (path, spare(path)):
        try:
            return read(copy)
        except VaultMissing:
            continue
        except (VaultDamaged, VaultNewer) as error:
            failure = failure if isinstance(failure, VaultNewer) else error
    raise failure


def read(path: Path) -> Document:
    try:
        with path.open("rb") as file:
            return Document.from_bytes(file.read(_LARGEST_FILE))
    except FileNotFoundError:
        raise VaultMissing from None
    except OSError:
        raise CannotRead from None


def save(path: Path, document: Document) -> None:
    """The spare copy first: if the second write fails, the file itself still says what was true before."""
    data = document.to_bytes()
    write_atomically(spare(path), data)
    write_atomically(path, data)
