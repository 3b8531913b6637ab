"""The privacy key: whoever stands at the desk reads initials and case numbers, nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit

from cic_desktop import clients
from cic_desktop.i18n import Plain
from cic_desktop.ui.clients.list_page import ClientsPage
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import PdfView
from cic_desktop.ui.private.names import Names
from cic_desktop.ui.private.picture import PaperPicture
from cic_desktop.ui.private.privacy import Privacy
from cic_desktop.ui.widgets import label, strong

OKSANA = {"surname": "Kovalenko", "given": "Oksana Petrivna", "citizenship": "UA", "language": "uk"}


@pytest.fixture
def number(do) -> str:
    made = do(
        lambda work: clients.register(work, {**OKSANA, "original_surname": "Коваленко", "original_given": "Оксана"})
    )
    return str(made.case_number)


@pytest.fixture
def privacy(shell, qtbot, number):
    holder = QLabel()
    qtbot.addWidget(holder)
    made = Privacy(shell.ctx, holder)
    yield made
    made.forget()


def test_names_are_found_in_any_order_and_length():
    names = Names([("Nguyễn", "Văn Đức", "A-26-0001-Y"), ("O’Neil-Nowak", "Ewa", "A-26-0002-K"), ("Lis", "", "A-1")])
    for text, hidden in (
        ("Nguyễn Văn Đức · 12.03.1966", "NV A-26-0001-Y · 12.03.1966"),
        ("Văn Đức Nguyễn", "NV A-26-0001-Y"),
        ("nguyễn văn: umowa", "NV A-26-0001-Y: umowa"),
        ("Visit: O’Neil-Nowak Ewa, Ewa O’Neil-Nowak", "Visit: OE A-26-0002-K, OE A-26-0002-K"),
        ("Nguyễn", "N…"),
        ("Wypełniono wniosek w urzędzie", "Wypełniono wniosek w urzędzie"),
        ("", ""),
    ):
        assert names.hide(text) == hidden


def test_a_name_two_people_share_gets_nobodys_number():
    names = Names([("Bondar", "Oleh", "A-26-0010-C"), ("Bondar", "Oleh", "A-26-0054-H"), ("Bondar", "Olha", "A-26-3")])
    assert names.hide("Bondar Oleh; Bondar Olha") == "BO …; BO A-26-3"


def test_the_key_hides_everything_on_view_and_shows_it_again(privacy, qtbot, number):
    bound, bare, line = (
        strong(Plain("Kovalenko Oksana Petrivna")),
        label("Kovalenko Oksana, 12:00"),
        QLineEdit("Kovalenko"),
    )
    found = QListWidget()
    found.addItem("Oksana Kovalenko")
    for made in (bound, bare, line, found):
        qtbot.addWidget(made)
    bare.setWindowTitle("Kovalenko Oksana")
    seen: list[bool] = []
    privacy.changed.connect(seen.append)
    privacy.toggle()
    assert bound.text() == f"KO {number}"
    assert bare.text() == f"KO {number}, 12:00"
    assert bare.windowTitle() == f"KO {number}"
    assert found.item(0).text() == f"KO {number}"
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert line.text() == "Kovalenko", "the answer itself is never touched"
    assert strong(Plain("Коваленко Оксана")).text() == f"КО {number}"
    privacy.toggle()
    assert (bound.text(), bare.text()) == ("Kovalenko Oksana Petrivna", "Kovalenko Oksana, 12:00")
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    assert seen == [True, False]


def test_the_list_of_clients_shows_no_name(privacy, shell, qtbot, number):
    page = ClientsPage(shell)
    qtbot.addWidget(page)
    page.arrive()
    privacy.toggle()
    rows = page.list.rows
    spoken = str(rows.data(rows.index(0)))
    assert "Kovalenko" not in spoken
    assert number in spoken


def test_somebody_registered_meanwhile_is_hidden_too(privacy, do):
    privacy.toggle()
    do(lambda work: clients.register(work, {**OKSANA, "surname": "Beridze", "given": "Nino"}))
    privacy.refresh()
    assert language.text("Beridze Nino").startswith("BN ")


def test_a_closed_register_leaves_nothing_behind(privacy):
    privacy.toggle()
    privacy.forget()
    assert language.veil is None
    assert language.text("Kovalenko Oksana") == "Kovalenko Oksana"


ALL_OF_HER = {
    **OKSANA, "birth_date": "15.04.1992", "phone": "+48 512 345 678", "email": "oksana@example.org",
    "document_kind": "passport", "document_number": "FA 123456", "pesel": "92041517621",
}  # fmt: skip


@pytest.fixture
def her(do, privacy):
    made = do(lambda work: clients.register(work, ALL_OF_HER))
    privacy.toggle()
    return made


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [
        ("ur. 15.04.1992, Opole", "ur. •••, Opole"),
        ("1992-04-15", "•••"),
        ("512 345 678", "•••"),
        ("tel. +48 512-345-678 (po 16:00)", "tel. ••• (po 16:00)"),
        ("paszport FA123456 · UA", "paszport ••• · UA"),
        ("FA 123456; ważny do 10.12.2026", "•••; ważny do 10.12.2026"),
        ("PESEL: 92041517621", "PESEL: •••"),
        ("pisać: oksana@example.org", "pisać: •••"),
        ("Wizyta 24.11.2026, 10:15, pokój 214", "Wizyta 24.11.2026, 10:15, pokój 214"),
        ("12 345 zł · A-26-0417-K", "12 345 zł · A-26-0417-K"),
        ("31.02.1992", "31.02.1992"),
    ],
)
def test_what_leads_to_a_person_is_hidden_and_other_figures_are_not(her, shown, hidden):
    assert language.text(shown) == hidden


def test_lines_and_boxes_that_hold_such_a_number_are_unreadable(her, privacy, qtbot):
    line, area, plain = QLineEdit("FA 123456"), QPlainTextEdit("Tel. 512 345 678"), QPlainTextEdit("Bez danych")
    for made in (line, area, plain):
        qtbot.addWidget(made)
    privacy._hide_lines()
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert ("transparent" in area.styleSheet(), plain.styleSheet()) == (True, "")
    privacy.toggle()
    assert (line.echoMode(), area.styleSheet()) == (QLineEdit.EchoMode.Normal, "")


def test_pictures_of_papers_are_covered_from_the_first_moment(privacy, qtbot, monkeypatch):
    pdf = pdf_of_one_page()
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_pdf(pdf)
    [page] = view.findChildren(PaperPicture)
    bare = page.grab().toImage()
    privacy.toggle()
    assert page.grab().toImage() != bare
    other = PdfView()
    qtbot.addWidget(other)
    other.show_pdf(pdf)
    assert all(made.covered for made in other.findChildren(PaperPicture)), "one opened meanwhile too"
    privacy.toggle()
    assert page.grab().toImage() == bare


def pdf_of_one_page() -> bytes:
    import io

    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 400))
    canvas.drawString(40, 200, "Kovalenko Oksana")
    canvas.save()
    return out.getvalue()
