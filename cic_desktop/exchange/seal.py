"""The sealed bundle `*.cicb`: a signed, encrypted package for somebody else's computer.

    CIC-BUNDLE 1 <bytes of the rest> <SHA-256 of the rest>\\n      tells damage from a wrong key
    age v1, X25519, one stanza per recipient, holding
      zstandard, holding
        zip (stored, sorted, dated 1980) with the package and `signature.json`:
        Ed25519 over b"cic-bundle-v1\\0" + datapackage.json, which has the SHA-256 of every file

Without this program: `tail -n +2 FILE | age -d -i KEY | zstd -d > package.zip`. The zip is the
same for the same package; the age layer differs every time.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from base64 import b32decode, b32encode, b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyrage
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotRead, write_atomically
from cic_desktop.exchange.package import MANIFEST, Content, Facts, verify_package
from cic_desktop.i18n import Msg, _

__all__ = [
    "BadKey",
    "BundleChanged",
    "BundleError",
    "BundleNewer",
    "BundleNotForUs",
    "BundleTooLarge",
    "BundleTruncated",
    "NotABundle",
    "Opened",
    "OpeningKey",
    "SenderKey",
    "SigningKey",
    "UnknownSender",
    "fingerprint",
    "open_sealed",
    "parse_recipient",
    "read_sealed",
    "seal",
    "write_sealed",
]

LARGEST = 256 * 1024 * 1024
_MAGIC = b"CIC-BUNDLE "
_HEADER = re.compile(rb"CIC-BUNDLE 1 (\d{1,12}) ([0-9a-f]{64})\n")
_VERSION_FOUND = re.compile(rb"CIC-BUNDLE (\d{1,4}) ")
_KEY_BYTES = 32
_HEADER_BYTES = 100
_SIGNATURE = "signature.json"
_SIGNED = b"cic-bundle-v1\0"
_MEMBER = re.compile(r"[a-z0-9][a-z0-9_.-]{0,80}(/[a-z0-9][a-z0-9_.-]{0,80}){0,3}")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1024 * 1024


class BundleError(CicError):
    """A bundle that cannot be opened; each kind has its own sentence."""

    message: Msg

    def __init__(self) -> None:
        super().__init__(self.message)


class NotABundle(BundleError):
    message = _("This is not a reporting bundle (*.cicb). Choose another file.")


class BundleNewer(BundleError):
    message = _("This bundle was made by a newer version of the program. Install the newest version.")


class BundleTruncated(BundleError):
    message = _("The end of this bundle is missing. Copy or download the file again.")


class BundleChanged(BundleError):
    message = _("This bundle was changed after it was sealed. Do not use it; ask the sender for a new one.")


class BundleNotForUs(BundleError):
    message = _("This bundle is sealed for somebody else: none of your keys opens it.")


class UnknownSender(CicError):
    """Signed well, but by a key nobody here has compared; `key` is that key."""

    def __init__(self, key: SenderKey) -> None:
        text = _(
            "The sender is not known here. Ask the sender to read the fingerprint aloud: {fingerprint}.",
            fingerprint=fingerprint(key.text),
        )
        super().__init__(text)
        self.key = key


class BundleTooLarge(BundleError):
    message = _("This bundle is too large to be opened.")


class BadKey(CicError):
    """A key that was typed or pasted cannot be one."""


@dataclass(frozen=True)
class SenderKey:
    """Somebody's public Ed25519 key: whose signature we believe."""

    raw: bytes

    _PREFIX = "cic-ed25519:"

    @classmethod
    def parse(cls, text: str) -> SenderKey:
        """Raises BadKey."""
        return cls(_parse_key(cls._PREFIX, text))

    @property
    def text(self) -> str:
        return _key_text(self._PREFIX, self.raw)

    def verifies(self, signature: bytes, manifest: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, _SIGNED + manifest)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The centre's own Ed25519 key; lives in the register."""

    raw: bytes = field(repr=False)

    _PREFIX = "cic-ed25519-secret:"

    @classmethod
    def generate(cls) -> SigningKey:
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """Raises BadKey."""
        return cls(_parse_key(cls._PREFIX, text))

    def export(self) -> str:
        """The secret as text, for the register only."""
        return _key_text(self._PREFIX, self.raw)

    @property
    def public(self) -> SenderKey:
        return SenderKey(Ed25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw())

    def sign(self, manifest: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.raw).sign(_SIGNED + manifest)


@dataclass(frozen=True)
class OpeningKey:
    """A private age key: opens what is sealed to its `public` one."""

    secret: str = field(repr=False)

    @classmethod
    def generate(cls) -> OpeningKey:
        return cls(str(pyrage.x25519.Identity.generate()))

    @classmethod
    def parse(cls, text: str) -> OpeningKey:
        """Raises BadKey."""
        try:
            return cls(str(pyrage.x25519.Identity.from_str(text.strip().upper())))
        except pyrage.IdentityError:
            raise BadKey(_("This is not a key to open bundles (AGE-SECRET-KEY-1…).")) from None

    def export(self) -> str:
        """The secret as text, for the register or a safe."""
        return self.secret

    @property
    def public(self) -> str:
        """`age1…`, to give to those who send."""
        return str(pyrage.x25519.Identity.from_str(self.secret).to_public())


@dataclass(frozen=True)
class Opened:
    """A bundle that is right. `sender`: the name its key is known under; `manifest`: as it was signed."""

    files: Mapping[str, bytes]
    sender: str
    sender_key: SenderKey
    manifest: bytes
    facts: Facts
    contents: tuple[Content, ...]


def parse_recipient(text: str) -> str:
    """The public age key in its one spelling. Raises BadKey."""
    try:
        return str(pyrage.x25519.Recipient.from_str(text.strip().lower()))
    except pyrage.RecipientError:
        raise BadKey(_("This is not a recipient's key (age1…). Copy the whole key again.")) from None


def fingerprint(key: str) -> str:
    """Six groups of five digits to compare aloud, about 100 bits, for a sender's or a recipient's key."""
    digest = hashlib.sha256(b"cic-fingerprint\0" + key.encode()).digest()
    numbers = (int.from_bytes(digest[start : start + 5], "big") % 100_000 for start in range(0, 30, 5))
    return " ".join(f"{number:05}" for number in numbers)


def seal(files: Mapping[str, bytes], signing_key: SigningKey, recipients: Sequence[str]) -> bytes:
    """A package made by `build_package`, signed and encrypted to all `recipients` (`age1…`).

    The manifest must name exactly these recipients, so that a bundle sealed again for others can
    be told. Raises BadKey; ValueError if the package is not right.
    """
    keys = [parse_recipient(recipient) for recipient in recipients]
    report = verify_package(files)
    if not report.ok or report.facts is None:
        raise ValueError("the package is not right")
    if not keys or sorted(report.facts.recipients) != sorted(map(fingerprint, keys)):
        raise ValueError("the manifest names other recipients")
    signed = b64encode(signing_key.sign(files[MANIFEST])).decode()
    signature = {"sender": signing_key.public.text, "signature": signed}
    packed = _zip(dict(files) | {_SIGNATURE: json.dumps(signature, indent=1, sort_keys=True).encode()})
    compressed = zstandard.ZstdCompressor(level=3).compress(packed)
    age = pyrage.encrypt(compressed, [pyrage.x25519.Recipient.from_str(key) for key in keys])
    return b"CIC-BUNDLE 1 %d %s\n" % (len(age), hashlib.sha256(age).hexdigest().encode()) + age


def open_sealed(
    data: bytes, identities: Iterable[OpeningKey], known_senders: Mapping[str, str], largest: int = LARGEST
) -> Opened:
    """Open a bundle and believe nothing in it before its signature.

    `known_senders` maps `cic-ed25519:…` keys, compared by people beforehand, to names; `largest`
    is how many bytes it may unpack to. Raises one of the
    BundleErrors or UnknownSender.
    """
    keys = list(identities)
    files = _unzip(_decompress(_decrypt(_without_header(data), keys), largest))
    sender = _sender(files.pop(_SIGNATURE, b""), files.get(MANIFEST, b""))
    names = {SenderKey.parse(text): name for text, name in known_senders.items()}
    if sender not in names:
        raise UnknownSender(sender)
    report = verify_package(files)
    if not report.ok or report.facts is None:
        raise BundleChanged
    if not {fingerprint(key.public) for key in keys} & set(report.facts.recipients):
        raise BundleNotForUs
    return Opened(files, names[sender], sender, files[MANIFEST], report.facts, report.contents)


def write_sealed(path: Path, data: bytes) -> None:
    """Write a bundle wholly or not at all. Raises CannotWrite."""
    write_atomically(path, data)


def read_sealed(path: Path) -> bytes:
    """The bytes of a bundle. Raises CannotRead, BundleTooLarge."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise CannotRead from None
    if len(data) > LARGEST:
        raise BundleTooLarge
    return data


def _without_header(data: bytes) -> bytes:
    found = _VERSION_FOUND.match(data)
    if found and int(found[1]) > 1:
        raise BundleNewer
    header = _HEADER.match(data)
    if header is None:
        raise _bad_header(data)
    age, size = data[header.end() :], int(header[1])
    if len(age) < size:
        raise BundleTruncated
    if len(age) > size or hashlib.sha256(age).hexdigest().encode() != header[2]:
        raise BundleChanged
    return age


def _bad_header(data: bytes) -> BundleError:
    if _MAGIC.startswith(data[: len(_MAGIC)]) and data:
        return BundleChanged() if b"\n" in data[:_HEADER_BYTES] else BundleTruncated()
    return NotABundle()


def _decrypt(age: bytes, keys: Iterable[OpeningKey]) -> bytes:
    identities = [pyrage.x25519.Identity.from_str(key.secret) for key in keys]
    try:
        opened: bytes = pyrage.decrypt(age, identities)
    except pyrage.DecryptError as error:
        # age has one error for everything; its words for a wrong key are part of its interface.
        raise (BundleNotForUs if "No matching keys" in str(error) else BundleChanged) from None
    return opened


def _decompress(data: bytes, largest: int) -> bytes:
    """Never more than `largest` bytes in memory, whatever the frame announces."""
    try:
        size = zstandard.get_frame_parameters(data).content_size
        if size == zstandard.CONTENTSIZE_UNKNOWN:
            raise BundleChanged
        if size > largest:
            raise BundleTooLarge
        reader = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(data)
        unpacked = bytearray()
        while len(unpacked) <= size and (chunk := reader.read(_CHUNK)):
            unpacked += chunk
    except zstandard.ZstdError:
        raise BundleChanged from None
    if len(unpacked) != size:
        raise BundleChanged
    return bytes(unpacked)


def _zip(files: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same files: stored, sorted, one date, one system."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            if not _MEMBER.fullmatch(name):
                raise ValueError(f"not a name for a file: {name}")
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return packed.getvalue()


def _unzip(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            honest = all(e.compress_type == zipfile.ZIP_STORED and _MEMBER.fullmatch(e.filename) for e in entries)
            # Overlapping entries could multiply stored bytes.
            if not honest or len(names) != len(entries) or sum(e.file_size for e in entries) > len(data):
                raise BundleChanged
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise BundleChanged from None


def _sender(signature: bytes, manifest: bytes) -> SenderKey:
    """Who signed the manifest; BundleChanged if nobody did."""
    try:
        raw = json.loads(signature)
        sender, signed = SenderKey.parse(raw["sender"]), b64decode(raw["signature"], validate=True)
    except (BadKey, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise BundleChanged from None
    if not sender.verifies(signed, manifest):
        raise BundleChanged
    return sender


def _key_text(prefix: str, raw: bytes) -> str:
    return prefix + b32encode(raw + _key_check(prefix, raw)).decode().lower()


def _parse_key(prefix: str, text: str) -> bytes:
    """32 bytes from `prefix` and base32 with 3 bytes of checksum; spaces and case do not matter."""
    typed = "".join(text.split()).lower()
    with suppress(ValueError):
        data = b32decode(typed.removeprefix(prefix).upper())
        raw, check = data[:_KEY_BYTES], data[_KEY_BYTES:]
        if typed.startswith(prefix) and len(raw) == _KEY_BYTES and check == _key_check(prefix, raw):
            return raw
    raise BadKey(_("This is not a sender's key (cic-ed25519:…). Copy the whole key again."))


def _key_check(prefix: str, raw: bytes) -> bytes:
    return hashlib.sha256(prefix.encode() + raw).digest()[:3]
