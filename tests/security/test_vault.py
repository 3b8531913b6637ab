"""The key file of a register: several colleagues, lost passwords, broken disks, and somebody curious."""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import stat
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cic_desktop.core.errors import Invalid
from cic_desktop.core.files import CannotRead, CannotWrite
from cic_desktop.i18n import LANGUAGES
from cic_desktop.security import vault as module
from cic_desktop.security.passwords import KdfProfile, WeakKdf
from cic_desktop.security.recovery import RecoveryKey, RecoveryKeyMistyped
from cic_desktop.security.vault import (
    AccountExists,
    Keys,
    KeysChanged,
    LastAccount,
    RotationUnfinished,
    UnknownAccount,
    Vault,
    VaultAltered,
    VaultDamaged,
    VaultError,
    VaultExists,
    VaultMissing,
    VaultNewer,
    WrongPassword,
    WrongRecoveryKey,
)

CHEAP = KdfProfile(memory_kib=64, passes=1)
REGISTER = "01930000-0000-7000-8000-000000000001"
ANNA, BORYS = "kawa o ósmej rano", "дощ у понеділок"


class Power(BaseException):
    """The plug was pulled."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.keys"


@pytest.fixture
def made(path: Path) -> tuple[Vault, Keys, RecoveryKey]:
    return Vault.create(path, REGISTER, "anna", ANNA, CHEAP)


@pytest.fixture
def vault(made: tuple[Vault, Keys, RecoveryKey]) -> Vault:
    return made[0]


@pytest.fixture
def keys(made: tuple[Vault, Keys, RecoveryKey]) -> Keys:
    return made[1]


@pytest.fixture
def paper(made: tuple[Vault, Keys, RecoveryKey]) -> str:
    return made[2].text


def spare(path: Path) -> Path:
    return path.with_name("register.keys.bak")


def tamper(path: Path, edit: Callable[[dict[str, Any]], None], mended: bool = True) -> None:
    """Change both copies by hand, with the checksum put right like somebody who read the source."""
    body = json.loads(path.read_bytes())
    edit(body)
    if mended:
        del body["checksum"]
        canonical = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
        body["checksum"] = hashlib.sha256(canonical).hexdigest()
    for copy in (path, spare(path)):
        copy.write_text(json.dumps(body), encoding="utf-8")


def pull_the_plug_at(monkeypatch: pytest.MonkeyPatch, write: int) -> None:
    """Die in the middle of the n-th file written from now on, half of it on the disk."""
    count = 0
    real = os.fsync

    def fsync(number: int) -> None:
        nonlocal count
        if stat.S_ISREG(os.fstat(number).st_mode):
            count += 1
            if count == write:
                os.ftruncate(number, os.fstat(number).st_size // 2)
                raise Power
        real(number)

    monkeypatch.setattr(os, "fsync", fsync)


# -- people ------------------------------------------------------------------------------------


def test_the_first_account_opens_what_was_made(vault: Vault, keys: Keys, path: Path) -> None:
    assert Vault.open(path, CHEAP).unlock("anna", ANNA) == keys
    assert vault.logins() == ("anna",)
    assert vault.is_intact()


def test_three_keys_of_one_register_are_three(keys: Keys) -> None:
    found = {keys.database_key, keys.drafts_key, keys.backups_key}
    assert len(found) == 3
    assert {len(key) for key in found} == {32}


def test_colleagues_open_the_same_register_with_own_passwords(vault: Vault, keys: Keys) -> None:
    vault.add_account(keys, "borys", BORYS)
    assert vault.unlock("borys", BORYS).database_key == keys.database_key
    assert vault.unlock("anna", ANNA).database_key == keys.database_key
    assert vault.logins() == ("anna", "borys")
    for login, password in (("anna", BORYS), ("borys", ANNA), ("celina", ANNA), ("", ANNA), ("anna", "")):
        with pytest.raises(WrongPassword):
            vault.unlock(login, password)


def test_the_keyboard_and_the_case_of_the_login_do_not_matter(vault: Vault, keys: Keys) -> None:
    vault.add_account(keys, unicodedata.normalize("NFC", "Łucja Żółw"), unicodedata.normalize("NFC", "zażółć gęślą"))
    opened = vault.unlock(unicodedata.normalize("NFD", " łucja żółw "), unicodedata.normalize("NFD", "zażółć gęślą"))
    assert opened == keys


def test_a_login_is_taken_once_and_never_empty(vault: Vault, keys: Keys, path: Path, tmp_path: Path) -> None:
    with pytest.raises(AccountExists):
        vault.add_account(keys, " ANNA", BORYS)
    before = path.read_bytes()
    for nobody in ("", "  "):
        with pytest.raises(Invalid, match="login"):
            vault.add_account(keys, nobody, BORYS)
        with pytest.raises(Invalid, match="login"):
            Vault.create(tmp_path / "other.keys", REGISTER, nobody, BORYS, CHEAP)
    assert path.read_bytes() == before


def test_anna_changes_her_password(vault: Vault, keys: Keys) -> None:
    vault.change_password("anna", ANNA, "nowe hasło Anny")
    assert vault.unlock("anna", "nowe hasło Anny") == keys
    with pytest.raises(WrongPassword):
        vault.unlock("anna", ANNA)
    with pytest.raises(WrongPassword):
        vault.change_password("anna", ANNA, "jeszcze inne")


def test_borys_forgot_his_and_gets_another(vault: Vault, keys: Keys) -> None:
    vault.add_account(keys, "borys", BORYS)
    vault.reset_password(keys, "borys", "pierwsze hasło")
    assert vault.unlock("borys", "pierwsze hasło") == keys
    with pytest.raises(WrongPassword):
        vault.unlock("borys", BORYS)
    with pytest.raises(UnknownAccount):
        vault.reset_password(keys, "celina", "pierwsze hasło")


def test_borys_leaves_and_the_key_is_changed_without_annas_password(vault: Vault, keys: Keys, path: Path) -> None:
    vault.add_account(keys, "borys", BORYS)
    kept_by_borys = path.read_bytes()
    vault.remove_account(keys, "borys")
    with pytest.raises(WrongPassword):
        vault.unlock("borys", BORYS)
    new = vault.confirm_rotation(vault.rotate(keys))
    assert vault.unlock("anna", ANNA) == new
    path.write_bytes(kept_by_borys)
    assert vault.unlock("borys", BORYS).database_key != new.database_key


def test_the_last_account_stays(vault: Vault, keys: Keys) -> None:
    with pytest.raises(LastAccount):
        vault.remove_account(keys, "anna")
    with pytest.raises(UnknownAccount):
        vault.remove_account(keys, "borys")


# -- the recovery key --------------------------------------------------------------------------


def test_all_passwords_lost_the_paper_opens(vault: Vault, keys: Keys, paper: str) -> None:
    opened = vault.unlock_with_recovery(paper.lower().replace("-", " "))
    assert opened == keys
    vault.reset_password(opened, "anna", "nowe hasło Anny")
    assert vault.unlock("anna", "nowe hasło Anny") == keys


def test_a_mistyped_and_a_strange_paper_are_told_apart(vault: Vault, paper: str) -> None:
    with pytest.raises(RecoveryKeyMistyped):
        vault.unlock_with_recovery(("A" if paper[0] != "A" else "B") + paper[1:])
    with pytest.raises(WrongRecoveryKey):
        vault.unlock_with_recovery(RecoveryKey.generate().text)


def test_a_new_paper_makes_the_old_one_worthless(vault: Vault, keys: Keys, paper: str) -> None:
    newer = vault.renew_recovery(keys)
    assert vault.unlock_with_recovery(newer.text) == keys
    with pytest.raises(WrongRecoveryKey):
        vault.unlock_with_recovery(paper)


# -- the file ----------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.usefixtures("vault")
def test_only_the_owner_may_read_it(path: Path) -> None:
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, spare(path))] == [0o600, 0o600]


def test_no_secret_stands_in_the_file_or_in_a_repr(vault: Vault, keys: Keys, path: Path, paper: str) -> None:
    rotating = vault.rotate(keys)
    text = path.read_text(encoding="utf-8") + repr(rotating) + str(rotating) + repr(vault)
    for secret in (
        keys._root,
        keys.database_key,
        keys.drafts_key,
        rotating.pending and rotating.pending._root,
    ):
        assert secret
        assert secret.hex() not in text
        assert repr(secret) not in text
        assert base64.b64encode(secret).decode() not in text
    assert ANNA not in text
    assert paper not in text


@pytest.mark.usefixtures("vault")
def test_a_register_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(VaultExists):
        Vault.create(path, REGISTER, "borys", BORYS, CHEAP)
    path.unlink()
    with pytest.raises(VaultExists):
        Vault.create(path, REGISTER, "borys", BORYS, CHEAP)
    assert spare(path).read_bytes() == before


def test_no_key_file(path: Path) -> None:
    with pytest.raises(VaultMissing):
        Vault.open(path, CHEAP)


def test_a_key_file_that_may_not_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "register.keys"
    folder.mkdir()
    with pytest.raises(CannotRead):
        Vault.open(folder, CHEAP)


@pytest.mark.parametrize("lost", ["register.keys", "register.keys.bak"])
@pytest.mark.parametrize("how", ["gone", "torn", "empty", "flipped"])
def test_one_good_copy_is_enough_and_mends_the_other(vault: Vault, keys: Keys, path: Path, lost: str, how: str) -> None:
    copy = path.with_name(lost)
    data = copy.read_bytes()
    broken = {"torn": data[: len(data) // 2], "empty": b"", "flipped": data.replace(b"anna", b"anma", 1)}
    copy.unlink() if how == "gone" else copy.write_bytes(broken[how])
    assert Vault.open(path, CHEAP).unlock("anna", ANNA) == keys
    assert not vault.is_intact()
    vault.mend(keys)
    assert vault.is_intact()
    assert copy.read_bytes() == data


@pytest.mark.parametrize("rubbish", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format": 5}', b"[" * 100_000])
@pytest.mark.usefixtures("vault")
def test_two_damaged_copies_are_damage(path: Path, rubbish: bytes) -> None:
    path.write_bytes(rubbish)
    spare(path).write_bytes(rubbish[: len(rubbish) // 2])
    with pytest.raises(VaultDamaged):
        Vault.open(path, CHEAP)


@pytest.mark.usefixtures("vault")
def test_any_flipped_bit_is_seen_before_a_password_is_asked(path: Path) -> None:
    data = path.read_bytes()
    told = json.loads(data)
    spare(path).unlink()
    for place in range(0, len(data), 3):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        try:
            Vault.open(path, CHEAP)
        except (VaultDamaged, VaultNewer):
            continue
        assert json.loads(changed) == told  # a space became another kind of space


@pytest.mark.usefixtures("vault")
def test_a_file_of_the_future_asks_for_the_newest_program(path: Path) -> None:
    tamper(path, lambda body: body.update(format="cic-keys/2", more=[1, 2]), mended=False)
    with pytest.raises(VaultNewer):
        Vault.open(path, CHEAP)


@pytest.mark.parametrize("write", [1, 2])
def test_a_torn_write_leaves_the_state_before_or_after(
    vault: Vault, keys: Keys, path: Path, monkeypatch: pytest.MonkeyPatch, write: int
) -> None:
    with monkeypatch.context() as patched:
        pull_the_plug_at(patched, write)
        with pytest.raises(Power):
            vault.add_account(keys, "borys", BORYS)
    again = Vault.open(path, CHEAP)
    assert again.unlock("anna", ANNA) == keys
    again.add_account(keys, "borys", BORYS)
    assert again.unlock("borys", BORYS) == keys
    assert again.is_intact()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_changes_nothing(
    vault: Vault, keys: Keys, path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    before = path.read_bytes()

    def refuse(_number: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(CannotWrite):
            vault.change_password("anna", ANNA, "nowe hasło Anny")
    assert path.read_bytes() == before
    assert vault.unlock("anna", ANNA) == keys


def test_a_first_start_on_a_full_disk_can_be_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = Path.replace, iter([True, False])

    def refuse_the_second(source: Path, target: Path) -> Path:
        if not next(calls):
            raise OSError(errno.ENOSPC, "full")
        return real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse_the_second)
        with pytest.raises(CannotWrite):
            Vault.create(path, REGISTER, "anna", ANNA, CHEAP)
    assert list(path.parent.iterdir()) == []
    Vault.create(path, REGISTER, "anna", ANNA, CHEAP)


# -- somebody curious --------------------------------------------------------------------------


def swap_boxes(body: dict[str, Any]) -> None:
    boxes = body["current"]["to"]
    boxes["anna"], boxes["borys"] = boxes["borys"], boxes["anna"]


def swap_accounts(body: dict[str, Any]) -> None:
    accounts = body["accounts"]
    accounts["anna"], accounts["borys"] = accounts["borys"], accounts["anna"]


def exchange_a_public_key(body: dict[str, Any]) -> None:
    body["accounts"]["borys"]["public"] = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "edit",
    [
        lambda body: body["accounts"].pop("borys"),
        lambda body: body["current"]["to"].pop("borys"),
        lambda body: body["current"]["to"].pop(""),
        lambda body: body["accounts"].update(mallory=body["accounts"]["borys"]),
        lambda body: body.update(mac=base64.b64encode(bytes(32)).decode()),
        lambda body: body.update(paper=base64.b64encode(bytes(32)).decode()),
        lambda body: body.update(pending=body["current"]),
        lambda body: body["current"].update(id="0" * 32),
        exchange_a_public_key,
        swap_boxes,
    ],
)
def test_an_altered_slot_is_told_after_unlocking(
    vault: Vault, keys: Keys, path: Path, edit: Callable[[dict[str, Any]], None]
) -> None:
    vault.add_account(keys, "borys", BORYS)
    tamper(path, edit)
    with pytest.raises(VaultAltered):
        vault.unlock("anna", ANNA)
    with pytest.raises((VaultAltered, KeysChanged)):
        vault.rotate(keys)


def test_swapped_accounts_open_for_nobody(vault: Vault, keys: Keys, path: Path) -> None:
    vault.add_account(keys, "borys", BORYS)
    tamper(path, swap_accounts)
    for login, password in (("anna", ANNA), ("anna", BORYS), ("borys", BORYS), ("borys", ANNA)):
        with pytest.raises(WrongPassword):
            vault.unlock(login, password)


def test_a_removed_slot_without_the_sums_put_right_is_damage_and_the_copy_is_used(
    vault: Vault, keys: Keys, path: Path
) -> None:
    good = path.read_bytes()
    tamper(path, lambda body: body["accounts"].pop("anna"), mended=False)
    spare(path).write_bytes(good)
    assert vault.unlock("anna", ANNA) == keys


@pytest.mark.parametrize("weaker", [{"memory_kib": 8}, {"passes": 1}])
def test_a_downgraded_derivation_is_refused(path: Path, weaker: dict[str, int]) -> None:
    strong = KdfProfile(memory_kib=64 * 1024, passes=2)
    _vault, keys, _paper = Vault.create(path, REGISTER, "anna", ANNA, strong)
    vault = Vault.open(path)
    assert vault.unlock("anna", ANNA) == keys
    tamper(path, lambda body: body["accounts"]["anna"]["private"]["kdf"].update(weaker))
    with pytest.raises(WeakKdf):
        vault.unlock("anna", ANNA)


@pytest.mark.usefixtures("vault")
def test_the_profile_of_the_tests_is_refused_by_the_program(path: Path) -> None:
    with pytest.raises(WeakKdf):
        Vault.open(path).unlock("anna", ANNA)


@pytest.mark.parametrize(
    "edit",
    [
        lambda body: body["accounts"]["anna"]["private"]["kdf"].update(memory_kib=2**50),
        lambda body: body["accounts"]["anna"]["private"]["kdf"].update(passes="3"),
        lambda body: body["accounts"]["anna"]["private"]["kdf"].update(more=1),
        lambda body: body["accounts"]["anna"]["private"].update(nonce=""),
        lambda body: body["accounts"]["anna"].update(public="AAAA"),
        lambda body: body["accounts"].update(anna=5),
        lambda body: body.update(accounts=[]),
        lambda body: body.update(pending=[1]),
        lambda body: body.update(register=7),
        lambda body: body.update(more="?"),
        lambda body: body.pop("paper"),
    ],
)
def test_a_file_of_another_shape_is_damage_not_a_crash(
    vault: Vault, path: Path, edit: Callable[[dict[str, Any]], None]
) -> None:
    tamper(path, edit)
    with pytest.raises(VaultDamaged):
        vault.unlock("anna", ANNA)


# -- a new root key, with the plug pulled at every moment ----------------------------------------


class Database:
    """A register that knows which key it is under."""

    def __init__(self, key: bytes) -> None:
        self.key = key

    def opens(self, key: bytes) -> bool:
        return key == self.key


def change_everything(vault: Vault, keys: Keys, database: Database) -> Keys:
    rotating = vault.rotate(keys)
    assert rotating.pending
    database.key = rotating.pending.database_key
    return vault.confirm_rotation(rotating)


def test_a_new_key_for_everybody_without_their_passwords(vault: Vault, keys: Keys, paper: str) -> None:
    vault.add_account(keys, "borys", BORYS)
    database = Database(keys.database_key)
    new = change_everything(vault, keys, database)
    assert new.database_key != keys.database_key
    for opened in (
        vault.unlock("anna", ANNA),
        vault.unlock("borys", BORYS),
        vault.unlock_with_recovery(paper),
    ):
        assert opened == new
        assert database.opens(opened.database_key)


@pytest.mark.parametrize("write", [1, 2, 3, 4])
@pytest.mark.parametrize("survivor", ["register.keys", "register.keys.bak"])
def test_a_crash_at_any_write_loses_nothing_even_with_one_copy_left(
    vault: Vault, keys: Keys, path: Path, monkeypatch: pytest.MonkeyPatch, write: int, survivor: str
) -> None:
    database = Database(keys.database_key)
    with monkeypatch.context() as patched:
        pull_the_plug_at(patched, write)
        with pytest.raises(Power):
            change_everything(vault, keys, database)
    for copy in (path, spare(path)):
        if copy.name != survivor:
            copy.unlink()
    settled = vault.settle_rotation(vault.unlock("anna", ANNA), database.opens)
    assert database.opens(settled.database_key)
    assert vault.unlock("anna", ANNA) == settled
    assert settled.pending is None


def test_a_crash_before_the_database_was_rekeyed_goes_back(vault: Vault, keys: Keys) -> None:
    vault.rotate(keys)
    opened = vault.unlock("anna", ANNA)
    assert opened.pending
    assert vault.settle_rotation(opened, Database(keys.database_key).opens) == keys
    assert vault.unlock("anna", ANNA) == keys


def test_a_crash_after_the_database_was_rekeyed_goes_on(vault: Vault, keys: Keys, paper: str) -> None:
    rotating = vault.rotate(keys)
    assert rotating.pending
    opened = vault.unlock_with_recovery(paper)
    assert vault.settle_rotation(opened, Database(rotating.pending.database_key).opens) == rotating.pending
    assert vault.unlock("anna", ANNA) == rotating.pending


def test_if_neither_key_opens_the_database_both_are_kept(vault: Vault, keys: Keys) -> None:
    rotating = vault.rotate(keys)
    assert vault.settle_rotation(rotating, lambda _key: False) == rotating
    assert vault.unlock("anna", ANNA) == rotating


def test_nothing_to_settle(vault: Vault, keys: Keys) -> None:
    assert vault.settle_rotation(keys, lambda _key: False) == keys


def test_while_the_key_is_changed_accounts_wait_but_a_password_may_change(vault: Vault, keys: Keys) -> None:
    rotating = vault.rotate(keys)
    for change in (
        lambda: vault.add_account(keys, "borys", BORYS),
        lambda: vault.remove_account(keys, "anna"),
        lambda: vault.reset_password(keys, "anna", BORYS),
        lambda: vault.renew_recovery(keys),
        lambda: vault.rotate(keys),
    ):
        with pytest.raises(RotationUnfinished):
            change()
    vault.change_password("anna", ANNA, "nowe hasło Anny")
    assert vault.unlock("anna", "nowe hasło Anny") == rotating


def test_keys_of_yesterday_change_nothing(vault: Vault, keys: Keys) -> None:
    new = vault.confirm_rotation(vault.rotate(keys))
    for change in (
        lambda: vault.add_account(keys, "borys", BORYS),
        lambda: vault.rotate(keys),
        lambda: vault.confirm_rotation(keys),
        lambda: vault.abandon_rotation(new),
    ):
        with pytest.raises(KeysChanged):
            change()
    assert vault.unlock("anna", ANNA) == new


def test_a_rotation_given_up_elsewhere_cannot_be_confirmed(vault: Vault, keys: Keys) -> None:
    abandoned = vault.rotate(keys)
    vault.abandon_rotation(abandoned)
    waiting = vault.rotate(keys)
    with pytest.raises(KeysChanged):
        vault.confirm_rotation(abandoned)
    assert vault.confirm_rotation(waiting) == waiting.pending


def test_every_failure_has_a_sentence_of_its_own() -> None:
    kinds = [kind for name in module.__all__ if isinstance(kind := getattr(module, name), type)]
    failures = [kind() for kind in kinds if issubclass(kind, VaultError) and kind is not VaultError]
    for language in LANGUAGES:
        sentences = {failure.text.render(language) for failure in failures}
        assert len(sentences) == len(failures)
