"""The main job, through the real windows and lanes, on the real encrypted register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from cic_desktop import assistance, clients, demo, exchange, forms, startup
from cic_desktop.db.work import Read
from cic_desktop.tour import journey


@pytest.fixture(scope="module")
def walked(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """One walk through everything, looked at by several tests."""
    from cic_desktop.core import clock, ids
    from tests.conftest import NOW

    out = tmp_path_factory.mktemp("tour")
    with pytest.MonkeyPatch.context() as patch, clock.frozen(NOW), ids.seeded(11):
        patch.setattr(journey, "_CLIENTS", 40)
        patch.setattr(journey, "_SERVICES", 260)
        made = journey.run_tour(out)
    return out, made


@pytest.fixture
def read(walked: tuple[Path, list[Path]]) -> Iterator[Read]:
    """The register the walk left behind, opened again."""
    opened = startup.open_register(walked[0] / "register", demo.LOGIN, demo.PASSPHRASE, writing=False)
    with opened.database.read(opened.actor) as look:
        yield look
    opened.close()


def _text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_every_step_left_what_it_promises(walked: tuple[Path, list[Path]]) -> None:
    out, made = walked
    assert all(path.exists() and path.stat().st_size > 1000 for path in made)
    assert {"EL-W-1.pdf", "month.pdf", "bundle.cicb"} <= {path.name for path in made}
    assert len([path for path in made if path.suffix == ".png"]) >= 17
    assert "Hryhorenko" not in (out / "register" / "register.db").read_bytes().decode("latin-1")


def test_the_newcomer_is_in_the_register_with_everything_done_for_her(read: Read) -> None:
    found = clients.find_clients(read, "григоренко лариса")[0]
    assert (found.name, found.complete, found.original) == ("Hryhorenko Larysa", True, "Григоренко Лариса")
    help_given = assistance.services_of(read, found.id)
    assert [(line.kind, line.countable, line.signature) for line in help_given] == [("document_help", True, "now")]
    filled = forms.filled_forms(read, found.id)
    assert [(line.form_id, line.state) for line in filled] == [("EL-W-1", "printed")]


def test_the_form_kept_is_the_form_printed(walked: tuple[Path, list[Path]], read: Read) -> None:
    person = clients.find_clients(read, "Hryhorenko")[0]
    printed = (walked[0] / "EL-W-1.pdf").read_bytes()
    assert forms.filled_pdf(read, forms.filled_forms(read, person.id)[0].id) == printed
    assert "HRYHORENKO" in _text(walked[0] / "EL-W-1.pdf")


def test_the_month_is_a_polish_report(walked: tuple[Path, list[Path]]) -> None:
    text = _text(walked[0] / "month.pdf")
    assert "październik 2026" in text
    assert "Sprawozdanie miesięczne" in text


def test_the_bundle_can_be_opened_by_the_centre_and_by_nobody_who_changed_it(
    walked: tuple[Path, list[Path]], read: Read, tmp_path: Path
) -> None:
    bundle = walked[0] / "bundle.cicb"
    assert exchange.verify_bundle(bundle, read).facts.period == "2026-10"
    spoilt = bytearray(bundle.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    (tmp_path / "spoilt.cicb").write_bytes(spoilt)
    with pytest.raises(startup.CicError):
        exchange.verify_bundle(tmp_path / "spoilt.cicb", read)
