"""The manager sends October: looks at the data first, adds who pays, makes the file, keeps the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from cic_desktop import assistance, centre, exchange
from cic_desktop.centre.tables import Centre
from cic_desktop.exchange.seal import OpeningKey, SigningKey, open_sealed, read_sealed, seal
from cic_desktop.ui.reports.bundle_page import BundlePage
from cic_desktop.ui.settings.dialogs import EditDialog
from cic_desktop.ui.widgets import ConfirmDialog
from tests.reports.story import OCTOBER, Story
from tests.ui.conftest import NotingShell


@pytest.fixture
def page(story: Story, shell: NotingShell) -> BundlePage:
    made = BundlePage(shell)
    shell.ctx.changed.connect(lambda _changes: made.reload())
    made.arrive()
    made.show()
    return made


def words(widget: Any) -> str:
    QApplication.processEvents()  # widgets put in a layout appear with the next turn
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def add(page: BundlePage, name: str, key: str) -> EditDialog:
    page.add_recipient()
    dialog = page.findChildren(EditDialog)[-1]
    dialog.grid.set_values({"name": name, "key": key})
    dialog.save()
    return dialog


def test_starts_with_the_last_whole_month_and_its_rehearsal(page: BundlePage, shell: NotingShell) -> None:
    assert page.month.month == OCTOBER
    assert "2 services are still unsigned." in words(page)
    show = next(one for one in page.findChildren(QPushButton) if one.text() == "Show" and one.isVisibleTo(page))
    show.click()
    key, args = shell.opened[-1]
    assert (key, args["where"]) == ("help", assistance.UNSIGNED)


def test_a_month_without_help_cannot_be_sent(page: BundlePage) -> None:
    page.arrive(month="2024-02")
    assert not page.make_button.isEnabled()
    assert "nothing to send" in words(page)
    page.arrive(month="2026-10")
    assert page.make_button.isEnabled()


def test_making_leaves_a_file_a_fingerprint_and_a_receipt(page: BundlePage, tmp_path: Path) -> None:
    page.make_at(tmp_path / "october.cicb")
    said = words(page)
    own = page._ctx.opened.database
    with own.read(page._ctx.actor) as read:
        sent = exchange.sent_bundles(read)
        fingerprint = exchange.fingerprint(centre.keys(read, "sender")[0].public)
    assert f"Bundle 1 is ready: october.cicb. Tell the recipient your fingerprint: {fingerprint}." in said
    assert "Bundle 1 · October 2026" in said
    assert sent[0].sha256[:16] in said
    assert page.make_button.isEnabled()


def test_a_refused_folder_is_said_and_the_button_works_again(page: BundlePage, tmp_path: Path) -> None:
    page.make_at(tmp_path / "nowhere" / "october.cicb")
    assert not page.banner.isHidden()
    assert page.make_button.isEnabled()
    assert "No bundle yet" in words(page)


def test_a_recipient_is_added_by_name_and_key(page: BundlePage, tmp_path: Path) -> None:
    office = OpeningKey.generate()
    dialog = add(page, "Marshal's office", office.public)
    assert not dialog.isVisible()
    assert exchange.fingerprint(office.public) in words(page)
    page.make_at(tmp_path / "october.cicb")
    with pytest.raises(exchange.UnknownSender):
        open_sealed(read_sealed(tmp_path / "october.cicb"), [office], {})


def test_a_wrong_key_is_told_beside_its_field_and_nothing_is_lost(page: BundlePage) -> None:
    dialog = add(page, "Office", "age1nonsense")
    assert dialog.isVisible()
    assert "This is not a recipient's key" in words(dialog)
    assert dialog.grid.values()["name"] == "Office"
    dialog.reject()


def test_a_recipient_is_removed_after_a_question(page: BundlePage) -> None:
    add(page, "Office", OpeningKey.generate().public)
    with page._ctx.opened.database.read(page._ctx.actor) as read:
        key = centre.keys(read, "recipient")[0]
    page.retire(key)
    page.findChildren(ConfirmDialog)[-1].yes.click()
    assert exchange.fingerprint(key.public) not in words(page)


def test_rows_can_be_chosen_only_under_a_legal_basis(page: BundlePage, story: Story, tmp_path: Path) -> None:
    assert not page.profiles["rows"].isEnabled()
    assert "no legal basis" in words(page)

    def name_it(work: Any) -> None:
        work.amend(work.get(Centre, centre.centre(work).id), {"row_level_basis": "art. 6"})

    story.do(name_it)
    page.reload()
    page.profiles["rows"].click()
    page.make_at(tmp_path / "rows.cicb")
    page.check.check(tmp_path / "rows.cicb")
    assert "data/uczestnicy.csv: 4 rows" in words(page.check)


def test_a_file_is_checked_and_explained(page: BundlePage, tmp_path: Path) -> None:
    page.make_at(tmp_path / "october.cicb")
    page.check.check(tmp_path / "october.cicb")
    said = words(page.check)
    assert "The bundle is whole and was not changed." in said
    assert "Centre CIC-OP, month 2026-10, bundle 1" in said


def test_what_is_wrong_with_a_file_is_said_in_one_sentence(page: BundlePage, tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"not a bundle at all")
    page.check.check(tmp_path / "holiday.jpg")
    assert "This is not a reporting bundle" in words(page.check)
    page.make_at(tmp_path / "october.cicb")
    whole = (tmp_path / "october.cicb").read_bytes()
    (tmp_path / "cut.cicb").write_bytes(whole[:-10])
    page.check.check(tmp_path / "cut.cicb")
    assert "The end of this bundle is missing" in words(page.check)


def test_an_unknown_sender_is_believed_after_the_fingerprint_was_compared(
    page: BundlePage, story: Story, tmp_path: Path
) -> None:
    page.make_at(tmp_path / "own.cicb")

    def keys(read: Any) -> tuple[list[Any], dict[str, str]]:
        return centre.keys(read, "recipient"), {key.public: key.name for key in centre.keys(read, "sender")}

    own, senders = story.read(keys)
    opened = open_sealed(read_sealed(tmp_path / "own.cicb"), [OpeningKey.parse(own[0].private)], senders)
    other = SigningKey.generate()
    (tmp_path / "other.cicb").write_bytes(seal(opened.files, other, [own[0].public]))
    page.check.check(tmp_path / "other.cicb")
    assert exchange.fingerprint(other.public.text) in words(page.check)
    page.check._believe(other.public)
    dialog = page.check.findChildren(EditDialog)[-1]
    dialog.grid.set_values({"name": "CIC Brzeg"})
    dialog.save()
    assert "Sent by CIC Brzeg" in words(page.check)
