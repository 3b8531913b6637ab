"""A bundle travels by e-mail and USB stick: nobody else reads it, nobody changes it unseen."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest
import zstandard

from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotRead, CannotWrite
from cic_desktop.exchange import seal as module
from cic_desktop.exchange.package import MANIFEST, Column, Facts, Resource, build_package
from cic_desktop.exchange.seal import (
    BadKey,
    BundleChanged,
    BundleError,
    BundleNewer,
    BundleNotForUs,
    BundleTooLarge,
    BundleTruncated,
    NotABundle,
    OpeningKey,
    SenderKey,
    SigningKey,
    UnknownSender,
    fingerprint,
    open_sealed,
    parse_recipient,
    read_sealed,
    seal,
    write_sealed,
)
from cic_desktop.i18n import LANGUAGES, Plain

CENTRE, MINISTRY, STRANGER = (OpeningKey.generate() for _n in range(3))
OPOLE, UNKNOWN = SigningKey.generate(), SigningKey.generate()
KNOWN = {OPOLE.public.text: "CIC Opole"}
FACTS = Facts(
    profile="month-aggregates",
    centre="CIC-OP",
    period="2026-10",
    created=datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
    sequence=7,
    schema_revision="0001",
    software_version="1.0.0",
    recipients=(fingerprint(CENTRE.public), fingerprint(MINISTRY.public)),
)
TABLE = Resource("counts", (Column("services", "integer", Plain("Usługi")),), ((42,), (17,)))
FILES = build_package([TABLE], FACTS)
SEALED = seal(FILES, OPOLE, [CENTRE.public, MINISTRY.public])
HEADER = SEALED.index(b"\n") + 1


def reopen(data: bytes) -> dict[str, bytes]:
    return dict(open_sealed(data, [CENTRE], KNOWN).files)


def header(age: bytes) -> bytes:
    return b"CIC-BUNDLE 1 %d %s\n" % (len(age), hashlib.sha256(age).hexdigest().encode())


def forge(packed: bytes) -> bytes:
    """What anybody who knows the public key of a recipient can send."""
    age = pyrage.encrypt(packed, [pyrage.x25519.Recipient.from_str(CENTRE.public)])
    return header(age) + age


def zipped(files: dict[str, bytes], kind: int = zipfile.ZIP_STORED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def signed(files: dict[str, bytes], key: SigningKey = OPOLE) -> dict[str, bytes]:
    inner = zstandard.decompress(inside(SEALED))
    with zipfile.ZipFile(io.BytesIO(inner)) as archive:
        signature = json.loads(archive.read("signature.json"))
    assert signature["sender"] == OPOLE.public.text
    return files | {"signature.json": json.dumps(signature | {"sender": key.public.text}).encode()}


def inside(sealed: bytes, key: OpeningKey = CENTRE) -> bytes:
    """The age layer taken off, without the module."""
    identity = pyrage.x25519.Identity.from_str(key.export())
    opened: bytes = pyrage.decrypt(sealed.split(b"\n", 1)[1], [identity])
    return opened


def test_the_ministry_and_the_centre_itself_open_it() -> None:
    for key in (CENTRE, MINISTRY):
        opened = open_sealed(SEALED, [STRANGER, key], KNOWN)
        assert opened.files == FILES
        assert (opened.sender, opened.sender_key) == ("CIC Opole", OPOLE.public)
        assert opened.facts == FACTS
        assert opened.manifest == FILES[MANIFEST]
        assert [content.rows for content in opened.contents] == [2]


def test_nothing_can_be_read_from_outside() -> None:
    assert b"counts" not in SEALED
    assert b"CIC-OP" not in SEALED


def test_age_and_zstd_alone_can_open_it() -> None:
    inner = zstandard.decompress(inside(SEALED, MINISTRY))
    with zipfile.ZipFile(io.BytesIO(inner)) as archive:
        assert archive.namelist() == ["data/counts.csv", "datapackage.json", "signature.json"]
        assert archive.read("data/counts.csv") == FILES["data/counts.csv"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_inside_is_the_same_every_time() -> None:
    again = seal(FILES, OPOLE, [CENTRE.public, MINISTRY.public])
    assert again != SEALED
    assert inside(again) == inside(SEALED)


def test_each_fault_has_a_sentence_of_its_own() -> None:
    faults = {
        NotABundle: b"%PDF-1.7 some other file",
        BundleNewer: SEALED.replace(b"CIC-BUNDLE 1 ", b"CIC-BUNDLE 2 ", 1),
        BundleTruncated: SEALED[:-1],
        BundleChanged: SEALED[:-1] + bytes([SEALED[-1] ^ 1]),
    }
    sentences: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for fault, data in faults.items():
        with pytest.raises(fault) as raised:
            reopen(data)
        for language in LANGUAGES:
            sentences[language].add(raised.value.text.render(language))
    for opening, known in ((STRANGER, KNOWN), (CENTRE, {})):
        with pytest.raises((BundleNotForUs, UnknownSender)) as stopped:
            open_sealed(SEALED, [opening], known)
        for language in LANGUAGES:
            sentences[language].add(stopped.value.text.render(language))
    assert {len(one) for one in sentences.values()} == {len(faults) + 2}


def test_every_changed_byte_is_noticed() -> None:
    places = [*range(HEADER + 40), *random.Random(1).sample(range(HEADER + 40, len(SEALED)), 200)]
    for place in places:
        for flip in (1, 2, 128):
            changed = bytearray(SEALED)
            changed[place] ^= flip
            with pytest.raises(BundleError):
                reopen(bytes(changed))


def test_every_cut_is_noticed() -> None:
    for length in range(1, len(SEALED)):
        with pytest.raises(BundleTruncated):
            reopen(SEALED[:length])
    with pytest.raises(NotABundle):
        reopen(b"")


def test_something_appended_is_noticed() -> None:
    with pytest.raises(BundleChanged):
        reopen(SEALED + b"\0")


def test_even_with_a_mended_header_a_changed_byte_is_noticed() -> None:
    age = bytearray(SEALED[HEADER:])
    age[-1] ^= 1
    with pytest.raises(BundleChanged):
        reopen(header(bytes(age)) + bytes(age))


def test_without_any_key_it_is_simply_not_for_us() -> None:
    with pytest.raises(BundleNotForUs):
        open_sealed(SEALED, [], KNOWN)


def test_an_unknown_sender_is_named_by_the_fingerprint_to_compare() -> None:
    with pytest.raises(UnknownSender) as raised:
        open_sealed(SEALED, [CENTRE], {UNKNOWN.public.text: "somebody else"})
    assert raised.value.key == OPOLE.public
    assert fingerprint(OPOLE.public.text) in raised.value.text.render("pl")


def test_somebody_elses_signature_does_not_pass_for_ours() -> None:
    for files in (
        dict(FILES),
        signed(FILES, UNKNOWN),
        signed(FILES | {MANIFEST: FILES[MANIFEST].replace(b'"CIC-OP"', b'"CIC-XX"')}),
        signed(FILES | {"data/counts.csv": b"services\r\n1000\r\n"}),
        signed(FILES | {"data/more.csv": b""}),
        FILES | {"signature.json": b"{}"},
        FILES | {"signature.json": b"["},
    ):
        with pytest.raises(BundleChanged):
            reopen(forge(zstandard.compress(zipped(files))))
    assert reopen(forge(zstandard.compress(zipped(signed(FILES))))) == FILES


def test_a_bundle_passed_on_to_people_it_was_not_made_for_is_refused() -> None:
    age = pyrage.encrypt(inside(SEALED), [pyrage.x25519.Recipient.from_str(STRANGER.public)])
    with pytest.raises(BundleNotForUs):
        open_sealed(header(age) + age, [STRANGER], KNOWN)


def test_a_bomb_does_not_go_off() -> None:
    bomb = forge(zstandard.compress(bytes(10_000_000)))
    with pytest.raises(BundleTooLarge):
        open_sealed(bomb, [CENTRE], KNOWN, largest=1_000_000)
    compressor = zstandard.ZstdCompressor(write_content_size=False)
    with pytest.raises(BundleChanged):
        open_sealed(forge(compressor.compress(bytes(10_000_000))), [CENTRE], KNOWN, largest=1_000_000)


def test_a_frame_that_ends_early_is_not_taken_for_whole() -> None:
    frame = zstandard.compress(os.urandom(300_000))
    with pytest.raises(BundleChanged):
        reopen(forge(frame[:-100_000]))


@pytest.mark.parametrize("name", ["../x.csv", "/etc/passwd", "C:\\x", "data/../../x", "data//x", "data/x\n"])
def test_a_file_name_cannot_lead_elsewhere(name: str) -> None:
    with pytest.raises(BundleChanged):
        reopen(forge(zstandard.compress(zipped(signed(FILES) | {name: b""}))))


def test_odd_archives_are_refused() -> None:
    doubled = io.BytesIO()
    with zipfile.ZipFile(doubled, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    for inner in (zipped(FILES, zipfile.ZIP_DEFLATED), doubled.getvalue(), b"PK no zip", b""):
        with pytest.raises(BundleChanged):
            reopen(forge(zstandard.compress(inner)))
    with pytest.raises(BundleChanged):
        reopen(forge(b"no zstandard"))


def test_a_wrong_package_is_never_sealed() -> None:
    with pytest.raises(ValueError, match="not right"):
        seal(FILES | {"data/counts.csv": b""}, OPOLE, [CENTRE.public, MINISTRY.public])
    with pytest.raises(ValueError, match="other recipients"):
        seal(FILES, OPOLE, [CENTRE.public])
    with pytest.raises(ValueError, match="other recipients"):
        seal(build_package([TABLE], replace(FACTS, recipients=())), OPOLE, [])
    with pytest.raises(BadKey):
        seal(FILES, OPOLE, [CENTRE.public, "age1nobody"])


def test_keys_survive_an_e_mail_but_not_a_typo() -> None:
    text = OPOLE.public.text
    assert SenderKey.parse(f"  {text[:30]}\n {text[30:].upper()} ") == OPOLE.public
    assert SigningKey.parse(OPOLE.export()) == OPOLE
    assert OpeningKey.parse(f" {CENTRE.export().lower()}\n") == CENTRE
    assert parse_recipient(f" {CENTRE.public.upper()} ") == CENTRE.public
    for place in range(len(text)):
        with pytest.raises(BadKey):
            SenderKey.parse(text[:place] + ("a" if text[place] != "a" else "b") + text[place + 1 :])
    for wrong in ("", "age1", "cic-ed25519:", text[:-1], OPOLE.export(), "ключ", "\0", text + "aaaaaaaa"):
        with pytest.raises(BadKey):
            SenderKey.parse(wrong)
        with pytest.raises(BadKey):
            parse_recipient(wrong)
        with pytest.raises(BadKey):
            OpeningKey.parse(wrong)


def test_secrets_are_not_shown_by_accident() -> None:
    assert CENTRE.export() not in repr(CENTRE)
    assert OPOLE.export() not in repr(OPOLE)
    assert repr(OPOLE.raw) not in repr(OPOLE)


def test_a_fingerprint_can_be_read_aloud() -> None:
    groups = fingerprint(OPOLE.public.text).split()
    assert [len(group) for group in groups] == [5] * 6
    assert "".join(groups).isdigit()
    assert fingerprint(OPOLE.public.text) != fingerprint(UNKNOWN.public.text)


def test_it_is_written_whole_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "2026-10.cicb"
    write_sealed(path, b"older")
    write_sealed(path, SEALED)
    assert read_sealed(path) == SEALED
    assert [one.name for one in tmp_path.iterdir()] == ["2026-10.cicb"]


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "not be written")],
)
def test_a_disk_that_refuses_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    path = tmp_path / "2026-10.cicb"
    write_sealed(path, b"older")

    def refuse(_number: int) -> None:
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CannotWrite) as raised:
        write_sealed(path, SEALED)
    assert words in str(raised.value)
    assert str(tmp_path) not in str(raised.value)
    assert read_sealed(path) == b"older"
    assert [one.name for one in tmp_path.iterdir()] == ["2026-10.cicb"]


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
def test_a_file_size_limit_is_a_full_disk(tmp_path: Path) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(CannotWrite, match="disk is full"):
            write_sealed(tmp_path / "x.cicb", SEALED)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        write_sealed(tmp_path / "no" / "x.cicb", SEALED)
    with pytest.raises(CannotRead):
        read_sealed(tmp_path / "x.cicb")
    with pytest.raises(CannotRead):
        read_sealed(tmp_path)


def test_a_giant_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1000)
    path = tmp_path / "x.cicb"
    path.write_bytes(bytes(1001))
    with pytest.raises(BundleTooLarge):
        read_sealed(path)


def test_all_failures_are_expected_ones() -> None:
    kinds = (BadKey, BundleError, UnknownSender, CannotRead, CannotWrite)
    assert all(issubclass(kind, CicError) for kind in kinds)
