"""A partner found by topic and language, printed for a client in Ukrainian, its review date overdue and done again."""

from __future__ import annotations

from typing import Any

import pypdfium2

from cic_desktop import assistance, partners
from cic_desktop.core import clock
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.partners.turn_dialog import TurnDialog
from cic_desktop.ui.printing import PdfDialog
from tests.journeys.conftest import Ask


def test_a_partner_for_a_client_in_ukrainian(guide: Guide, ask: Ask, sql: Any) -> None:
    ((person_id,),) = sql("SELECT person_id FROM person_language WHERE language = 'uk' AND preferred = 1 LIMIT 1")
    before = len(ask(lambda read: assistance.services_of(read, person_id)))

    page = guide.page("partners")
    page.filters.topics.set_code("health")
    page.filters.languages.set_code("be")
    page.filters.changed.emit()
    guide.settle()
    (line,) = page.table.rows.lines
    assert line.name.startswith("Gabinet psychologiczny")
    assert line.to_review(clock.today())

    page.open_line(line)
    dialog = guide.dialog(TurnDialog)
    assert dialog.grid is not None
    assert "agreement has ended" in dialog.grid.boxes["partner_ids"].problem_text()
    dialog.choose(ask(lambda read: _client(read, person_id)))
    guide.answer(dialog.grid, {"language": "uk"})
    dialog.show_sheet()
    guide.settle()
    pdf = guide.dialog(PdfDialog)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.pdf))
    for words in ("Dokąd się zwrócić", "Куди звернутися", "Адреса: ul. Modelowa 17", "вт 14:00–19:00", "медичні"):
        assert words in text
    assert "{" not in text
    pdf.save_to(guide.out / "sheet.pdf")
    guide.settle()
    pdf.reject()
    guide.settle()

    services = ask(lambda read: assistance.services_of(read, person_id))
    assert len(services) == before + 1
    assert (services[0].kind, services[0].details["partner"]) == ("signpost", line.name)
    assert sql("SELECT partner_id FROM service_partner WHERE service_id = ?", services[0].id) == [(line.id,)]

    follow_ups = guide.page("follow_ups")
    follow_ups.mine.setChecked(False)
    follow_ups.reload()
    guide.settle()
    (due,) = (one for one in follow_ups.table.rows.lines if one.about_id == line.id)
    follow_ups.set_done(due)
    guide.settle()
    assert guide.at("partners")
    assert page.chosen().id == line.id
    page.ask_review(page.chosen())
    guide.dialog(AskDialog).save()
    guide.settle()
    assert not ask(lambda read: partners.partner(read, line.id)).to_review(clock.today())
    follow_ups.reload()
    guide.settle()
    assert line.id not in {one.about_id for one in follow_ups.table.rows.lines}


def _client(read: Any, person_id: str) -> Any:
    from cic_desktop import clients

    return clients.client_lines(read, [person_id])[0]
