"""What is printed from a course's page, and saved as a spreadsheet."""

from __future__ import annotations

import pypdfium2
import pytest
from openpyxl import load_workbook

from cic_desktop import courses
from cic_desktop.ui.courses.page import CoursesPage
from cic_desktop.ui.courses.papers import CoursePapers, most_read, save_sheet
from cic_desktop.ui.printing import PdfDialog


@pytest.fixture
def printed(opened):
    """The previews opened so far."""
    return lambda: [dialog for dialog in opened if isinstance(dialog, PdfDialog)]


@pytest.mark.parametrize("paper", ["timetable", "cards", "list", "handout", "survey"])
def test_each_paper_is_shown_before_it_is_printed(autumn, page, opened, printed, paper):
    autumn.group(2, enrolled_on="2026-09-07")
    made = page(autumn.course_id)
    made.print_papers()
    dialog = opened[-1]
    dialog.grid.set_values({"paper": paper, "what": "Krok po kroku 1", "language": "uk"})
    dialog.show_paper()
    assert [type(shown) for shown in printed()] == [PdfDialog]


def test_the_language_chosen_for_the_survey_does_not_stay_for_the_next_paper(autumn, page, opened):
    """Cards are in each one's own language as long as nobody says otherwise."""
    autumn.group(3, enrolled_on="2026-09-07")
    page(autumn.course_id).print_papers()
    grid = opened[-1].grid

    def choose(**answers):
        grid.set_values(answers)
        for name in answers:
            grid.edited.emit(name)
        return grid.values().get("language", "")

    assert [choose(paper=paper) for paper in ("survey", "cards", "survey", "record", "list")] == [
        "uk",
        "",
        "uk",
        "",
        "",
    ]
    choose(paper="survey")
    assert choose(language="ru") == choose(paper="cards") == "ru", "somebody chose it"


def test_days_without_a_lesson_are_said(autumn, page, opened, printed):
    made = page(autumn.course_id)
    CoursePapers(made._shell, made.card, "list").open()
    dialog = opened[-1]
    dialog.grid.set_values({"first": "2027-03-01", "last": "2027-03-02"})
    dialog.show_paper()
    assert (printed(), dialog.banner._text.text()) == ([], "There is no lesson in these days.")
    dialog.grid.set_values({"last": ""})
    dialog.show_paper()
    assert dialog.grid.boxes["last"].severity == "error"


def test_a_lessons_list_and_certificates_are_printed_from_their_lines(autumn, page, printed, do):
    [person] = autumn.group(1, enrolled_on="2026-09-07")
    autumn.mark(autumn.lesson("2026-09-07").id, present=[person])
    day, why = autumn.lesson("2026-09-07").day, "wyjeżdża"
    do(lambda work: courses.award(work, autumn.course_id, [person], day, despite=why))
    made = page(autumn.course_id, "lessons")
    for section in ("lessons", "certificates"):
        made.visit(section)
        acts = {act.title.render("en"): act for act in made.part.shown(made.part.chosen()).acts}
        acts["List to sign" if section == "lessons" else "Print"].run()
    assert len(printed()) == 2


def test_enrolment_cards_of_one_of_several_and_of_whoever_waits(autumn, page, printed, do, opened):
    autumn.group(2, enrolled_on="2026-09-07")
    card = autumn.card()
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, {**card.answers, "capacity": "2"}))
    waits = autumn.enrol(autumn.person("Zinchenko")).id

    def cards(part, title):
        [found] = [act for act in part.shown(part.chosen()).acts if act.title.render("en") == title]
        found.run()
        return len(pypdfium2.PdfDocument(printed()[-1].pdf))

    part = page(autumn.course_id, "people").part
    assert cards(part, "Enrolment card") == 1
    part.table.selectAll()
    assert cards(part, "Enrolment cards") == 2
    assert cards(page(autumn.course_id, "people", waits).part, "Enrolment card") == 1


def test_cards_of_an_empty_group_are_refused_with_a_sentence(autumn, page, opened, printed):
    page(autumn.course_id).print_papers()
    dialog = opened[-1]
    dialog.grid.set_values({"paper": "cards"})
    dialog.show_paper()
    assert printed() == []
    assert dialog.banner._text.text() == "Nobody is in the group yet. Add people first, then print their cards."


def test_a_lessons_list_has_the_language_most_of_the_group_read_beside_the_polish(autumn, page, printed):
    autumn.group(2, enrolled_on="2026-09-07")
    part = page(autumn.course_id, "lessons", autumn.lesson("2026-09-07").id).part
    [paper] = [act for act in part.shown(part.chosen()).acts if act.title.render("en") == "List to sign"]
    paper.run()
    [sheet] = pypdfium2.PdfDocument(printed()[-1].pdf)
    words = sheet.get_textpage().get_text_range()
    assert "Czytelny podpis" in words and "Розбірливий підпис" in words


def test_the_list_of_courses_is_saved_as_a_spreadsheet(autumn, shell, qtbot, tmp_path):
    listed = CoursesPage(shell)
    qtbot.addWidget(listed)
    listed.arrive()
    listed.export(str(tmp_path / "courses.xlsx"))
    rows = list(load_workbook(tmp_path / "courses.xlsx").active.iter_rows(values_only=True))
    assert "Polski A1, grupa 1" in rows[1]
    assert shell.notes[-1] == "Saved."


def test_a_folder_that_does_not_take_the_file_is_told(autumn, shell, qtbot, tmp_path, page):
    from cic_desktop import reports
    from cic_desktop.i18n import Plain

    made, path = page(autumn.course_id), tmp_path / "nowhere" / "a.xlsx"
    book = reports.lessons_workbook
    save_sheet(made, shell, Plain("x"), lambda read, lang: book(read, autumn.course_id, lang), str(path))
    assert shell.notes
    assert shell.notes[-1] != "Saved."


def test_the_survey_is_a_tab_of_the_course(autumn, page):
    made = page(autumn.course_id, "survey")
    assert made.part.name.render("en") == "Polski A1, grupa 1"


def test_lists_come_in_from_a_spreadsheet_and_hours_go_out(autumn, page, opened, shell, qtbot):
    made = page(autumn.course_id)
    choices = {words.render("en"): run for words, run in made._choices()}
    for what in ("People", "Attendance"):
        choices[f"{what} from a spreadsheet…"]()
        assert opened[-1].windowTitle() == f"{what} from a spreadsheet"
    listed = CoursesPage(shell)
    qtbot.addWidget(listed)
    listed.arrive()
    listed.show_hours()
    assert opened[-1].windowTitle() == "Hours of teaching"


def test_the_survey_is_printed_in_the_language_most_of_the_group_read(autumn, page, opened, printed):
    autumn.group(3, enrolled_on="2026-09-07")
    made = page(autumn.course_id, "survey")
    made.part.print_sheets()
    dialog = opened[-1]
    assert dialog.grid.values()["paper"] == "survey"
    assert dialog.grid.values()["language"] == most_read(made.card) == "uk"
    dialog.show_paper()
    assert len(printed()) == 1
    dialog.grid.set_values({"language": ""})
    dialog.show_paper()
    assert len(printed()) == 2, "in Polish alone"
