"""What is printed of a course and an event for those who come, read back from the PDF and looked at."""

from __future__ import annotations

import io
import tomllib
from datetime import date
from typing import Any

import pikepdf
import pytest

from cic_desktop import clients, courses, diary, events, forms, startup, surveys
from cic_desktop.core.errors import Invalid, Missing
from cic_desktop.forms.papers.model import PaperFacts, read_papers
from cic_desktop.forms.papers.sheet import draw
from cic_desktop.i18n import LANGUAGES, Plain
from cic_desktop.paths import data_root
from tests.forms.looking import pages_text, pictures
from tests.groups import Groups, on

SLIPS = ("timetable", "course", "certificate", "programme", "invitation", "survey")


@pytest.fixture
def groups(register: startup.Opened) -> Groups:
    made = Groups(register)
    made.plan_course()
    made.enrol_people()
    made.plan_event()
    return made


def words(pdf: bytes) -> str:
    return " ".join(" ".join(pages_text(pdf)).split())


def has_all(text: str, *said: str) -> None:
    missing = [one for one in said if one not in text]
    assert not missing, f"{missing} not in {text}"


@pytest.mark.parametrize("name", SLIPS)
def test_every_word_on_them_is_said_in_every_language(name: str) -> None:
    paper = tomllib.loads((data_root() / "resources" / "slips" / f"{name}.toml").read_text("utf-8"))

    def texts(data: object) -> list[dict[str, str]]:
        if isinstance(data, dict) and "pl" in data:
            return [data]
        parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
        return [found for part in parts for found in texts(part)]

    assert all(set(LANGUAGES) <= text.keys() for text in texts(paper))


# --- the timetable and the cards --------------------------------------------------------------------------


def test_the_timetable_has_every_lesson_and_the_holiday(groups: Groups) -> None:
    text = words(groups.ask(lambda read: forms.course_timetable(read, groups.course, "uk")))
    has_all(
        text, "Plan zajęć", "Розклад занять", "Polski A1, grupa 2", "07.09.2026 – 20.11.2026", "poniedziałek",
        "понеділок", "Jolanta Górska", "11.11.2026", "Święto Niepodległości", "80 %", "{Wejście od podwórza}", "Sala 2",
    )  # fmt: skip
    assert text.count("17:00–18:30") == 2 + 20


def test_a_subject_another_room_and_a_lesson_called_off_are_told(groups: Groups) -> None:
    first, second, *_others = groups.card().lessons
    answers = {
        "day": "2026-09-07",
        "starts_at": "17:00",
        "minutes": "90",
        "title": "Moja rodzina",
        "place": "Biblioteka",
    }
    groups.do(lambda work: courses.amend_lesson(work, first.id, first.revision, answers))
    groups.do(lambda work: courses.call_off_lesson(work, second.id, "choroba"))
    text = words(groups.ask(lambda read: forms.course_timetable(read, groups.course)))
    has_all(text, "Moja rodzina · Biblioteka")
    assert "choroba" not in text, "why a teacher is away is nobody's business on the door"


def test_a_timetable_without_lessons_says_so(groups: Groups) -> None:
    asked = {"name": "Nowy kurs", "kind": "children", "starts_on": "2026-12-01", "ends_on": "2027-01-29"}
    course_id = groups.do(lambda work: courses.open_course(work, asked))
    has_all(words(groups.ask(lambda read: forms.course_timetable(read, course_id))), "Terminy podamy wkrótce")


def test_everybody_of_the_group_gets_a_card_in_their_own_language(groups: Groups) -> None:
    group = groups.card().group
    pages = pages_text(groups.ask(lambda read: forms.enrolment_cards(read, [line.id for line in group])))
    titles = ["Карта записи на курс", "Картка запису на курс", "Картка запису на курс", "Course enrolment card"]
    assert len(pages) == len(group) == len(titles)
    for page, line, title in zip(pages, group, titles, strict=True):
        has_all(" ".join(page.split()), "Karta zapisu na kurs", title, line.person, "Polski A1, grupa 2", "A0", "1 / 1")


@pytest.mark.parametrize("name", ["course", "enrolment"])
def test_signatures_never_go_to_the_next_page_alone(name: str) -> None:
    """What stands last before them goes with them, and the paper has no page more for it."""
    paper = next(one for source in ("slips", "papers") for one in read_papers(source) if one.id == name)
    last = [block for block in paper.blocks if block.kind == "points"][-1].texts[-1].render("pl").split()[0]
    asked = {row.value: row.wide for block in paper.blocks for row in block.rows}
    before = set()
    for times in range(1, 30):
        known = {value: Plain("Sala 2, wejście od podwórza; " * times if wide else "") for value, wide in asked.items()}
        facts = PaperFacts("", "", "uk", ("Centrum", ""), dict.fromkeys(("percent", "centre"), Plain("80")) | known)
        *pages, end = pages_text(draw((paper,), facts, "uk"))
        before.add(len(pages))
        assert last in end, times
    assert before >= {0, 1}, "it was short enough for one page, and too long"


def test_whoever_waits_reads_it_on_the_card(groups: Groups) -> None:
    card = groups.card()
    full = {**card.answers, "capacity": "4"}
    groups.do(lambda work: courses.amend_course(work, groups.course, card.line.revision, full))
    person = groups.do(
        lambda work: clients.register(work, {"surname": "Diallo", "citizenship": "SN", "language": "fr"})
    )
    made = groups.do(lambda work: courses.enrol(work, groups.course, person.id))
    has_all(words(groups.ask(lambda read: forms.enrolment_cards(read, [made.id], "pl"))), "lista rezerwowa")


# --- certificates -----------------------------------------------------------------------------------------


def test_certificates_have_a_page_each_and_say_what_was_reached(groups: Groups) -> None:
    groups.hold_lessons()
    given = groups.award()
    pages = pages_text(groups.ask(lambda read: forms.course_certificates(read, groups.course, given)))
    assert len(pages) == 3, "who came to every second lesson has none"
    for page, line in zip(pages, groups.card().people, strict=False):
        has_all(
            " ".join(page.split()), "ZAŚWIADCZENIE", line.certificate_number, "język polski dla dorosłych, A1",
            "07.09.2026 – 20.11.2026", "18.11.2026", "FAMI/2/2026", "Opole, 20 listopada 2026",
        )  # fmt: skip
    has_all(" ".join(pages[1].split()), "Oksana Iryna Kovalenko", "Коваленко Оксана", "Свідоцтво", "15.04.1992")
    assert "Свидетельство" in pages[0]


def test_who_left_before_the_end_took_part_and_did_not_complete(groups: Groups) -> None:
    groups.hold_lessons()
    line = groups.card().people[0]
    gone = {"left_on": "2026-11-19", "left_reason": "work"}
    with on(date(2026, 11, 20)):
        groups.do(lambda work: courses.leave(work, line.id, gone))
        day, why = date(2026, 11, 20), "Prosi o potwierdzenie"
        groups.do(lambda work: courses.award(work, groups.course, [line.id], day, despite=why))
    text = words(groups.ask(lambda read: forms.course_certificates(read, groups.course, [line.id], "uk")))
    has_all(text, "o uczestnictwie w kursie", "про участь у курсі")
    assert "o ukończeniu" not in text


def test_a_certificate_given_early_speaks_of_its_day_and_of_nothing_after_it(groups: Groups) -> None:
    """In mid-October somebody moves away; what was tested in November is no level of that paper."""
    group = [line.id for line in groups.card().group]
    early, why = date(2026, 10, 14), "Wyjeżdża"
    with on(early):
        for lesson in groups.card().lessons:
            if lesson.day <= early:
                marks = dict.fromkeys(group, "present")
                groups.do(lambda work, lesson=lesson, marks=marks: courses.save_marks(work, lesson.id, marks))
        groups.do(lambda work: courses.award(work, groups.course, group[:1], early, despite=why))
    for which, day, level in (("entry", "2026-10-20", "A1"), ("exit", "2026-11-20", "A2")):
        test = {"day": day, "level": level}
        groups.do(lambda work, which=which, test=test: courses.set_level(work, group[0], which, test))
    text = words(groups.ask(lambda read: forms.course_certificates(read, groups.course, group[:1], "pl")))
    has_all(text, "o uczestnictwie w kursie", "07.09.2026 – 14.10.2026", "Opole, 14 października 2026")
    assert not [said for said in ("o ukończeniu", "20.11.2026", "A2", "poziom osiągnięty") if said in text]


def test_a_lesson_called_off_after_the_day_of_a_certificate_is_none(groups: Groups) -> None:
    groups.hold_lessons()
    given = groups.award()
    lesson = {"day": "2026-11-23", "starts_at": "09:00", "minutes": "90"}
    late = groups.do(lambda work: courses.add_lesson(work, groups.course, lesson))
    groups.do(lambda work: courses.call_off_lesson(work, late, "choroba"))
    text = words(groups.ask(lambda read: forms.course_certificates(read, groups.course, given[:1], "pl")))
    has_all(text, "o ukończeniu kursu", "07.09.2026 – 20.11.2026")


def test_nobody_gets_a_paper_for_a_certificate_that_was_not_given(groups: Groups) -> None:
    groups.hold_lessons()
    given = groups.award()
    without = next(line.id for line in groups.card().people if line.id not in given)
    with pytest.raises(Missing):
        groups.ask(lambda read: forms.course_certificates(read, groups.course, [*given, without]))
    with pytest.raises(Missing):
        groups.ask(lambda read: forms.course_certificates(read, groups.course, []))


def test_equal_certificates_are_equal_bytes_and_nothing_runs_over_the_frame(groups: Groups) -> None:
    groups.hold_lessons()
    given = groups.award()
    pdf = groups.ask(lambda read: forms.course_certificates(read, groups.course, given, "uk"))
    assert pdf == groups.ask(lambda read: forms.course_certificates(read, groups.course, given, "uk"))
    for page in pictures(pdf, 72):
        margin = page.crop((0, 0, 26, page.height))
        assert min(margin.tobytes()) > 250
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {str(font.BaseFont) for page in opened.pages for font in page.resources.Font.values()}
    assert names and all("SourceSansPro" in name for name in names)


def test_a_copy_printed_later_says_what_the_certificate_said(groups: Groups) -> None:
    """Given early; five weeks later the group has had more lessons, and its own paper still says what was true."""
    lessons = groups.card().lessons
    group = [line.id for line in groups.card().group]
    early, why = date(2026, 10, 14), "Wyjeżdża"

    def hold(some: Any) -> None:
        for lesson in some:
            marks = dict.fromkeys(group, "present") | ({group[0]: "absent"} if lesson.day > early else {})
            groups.do(lambda work, lesson=lesson, marks=marks: courses.save_marks(work, lesson.id, marks))

    hold(lesson for lesson in lessons if lesson.day <= early)
    groups.do(lambda work: courses.award(work, groups.course, group[:1], early, despite=why))
    first = groups.ask(lambda read: forms.course_certificates(read, groups.course, group[:1]))
    has_all(words(first), "100% (12 z 12 zajęć)", "24 godziny dydaktyczne")
    hold(lesson for lesson in lessons if lesson.day > early)
    assert groups.ask(lambda read: forms.course_certificates(read, groups.course, group[:1])) == first


def test_an_adaptation_certificate_lists_the_blocks_that_were_held(groups: Groups) -> None:
    blocks = [
        {"block": "1", "title": "Prawa i obowiązki", "units": "4"},
        {"block": "2", "title": "Praca w Polsce", "units": "4"},
        {"block": "3", "units": "2"},
    ]
    groups.do(lambda work: courses.keep_blocks(work, groups.course, blocks))
    for lesson, block in zip(groups.card().lessons, ("1", "1", "3"), strict=False):
        answers = {**diary.gathering_answers(lesson), "block": block}
        groups.do(lambda work, lesson=lesson, answers=answers: courses.amend_lesson(
            work, lesson.id, lesson.revision, answers))  # fmt: skip
    groups.hold_lessons()
    given = groups.award()
    text = words(groups.ask(lambda read: forms.course_certificates(read, groups.course, given[:1], "pl")))
    has_all(text, "Prawa i obowiązki – 4 ", "; blok III – 2 ")
    assert "Praca w Polsce" not in text, "planned, never held"


# --- events -----------------------------------------------------------------------------------------------


def test_the_programme_has_its_points_speakers_and_place(groups: Groups) -> None:
    text = words(groups.ask(lambda read: forms.event_programme(read, groups.event, "uk")))
    has_all(
        text, "Program", "Програма", "Integracja zaczyna się w szkole", "czwartek, 3 grudnia 2026, 09:00",
        "четвер, 3 грудня", "09:30–10:30", "Uczeń, który nie zna jeszcze języka", "dr Maria Zielińska",
        "Uniwersytet Opolski", "pl. Kopernika 11", "Projekt", "FAMI/2/2026 Budowanie struktur dla integracji",
    )  # fmt: skip


def test_every_guest_gets_an_invitation_with_their_name_on_it(groups: Groups) -> None:
    ids = [guest.id for guest in groups.whole_event().guests]
    pages = pages_text(groups.ask(lambda read: forms.event_invitations(read, groups.event, ids)))
    assert len(pages) == 3
    has_all(" ".join(pages[0].split()), "Zaproszenie", "Ewa Łąka", "wizytatorka", "Kuratorium Oświaty", "bezpłatny")
    assert all("FAMI/2/2026 Budowanie struktur" in " ".join(page.split()) for page in pages)
    assert "Ewa Łąka" not in pages[1]
    assert "Radio Opole" in pages[2]


def test_one_invitation_has_no_name_for_whoever_it_is_handed_to(groups: Groups) -> None:
    [page] = pages_text(groups.ask(lambda read: forms.event_invitations(read, groups.event)))
    has_all(" ".join(page.split()), "Integracja zaczyna się w szkole", "O uczniach z doświadczeniem migracji")
    assert not any(guest.name in page for guest in groups.whole_event().guests if guest.name)


def test_braces_and_strange_letters_in_what_people_wrote(groups: Groups) -> None:
    groups.do(lambda work: events.add_guest(work, groups.event, {"name": "Jan {b} Kos"}))
    ids = [guest.id for guest in groups.whole_event().guests if guest.name.startswith("Jan {")]
    has_all(words(groups.ask(lambda read: forms.event_invitations(read, groups.event, ids))), "Jan {b} Kos")
    groups.do(lambda work: events.add_guest(work, groups.event, {"name": "ნინო"}))
    ids = [guest.id for guest in groups.whole_event().guests if guest.name == "ნინო"]
    with pytest.raises(Invalid, match="cannot be printed"):
        groups.ask(lambda read: forms.event_invitations(read, groups.event, ids))


def test_what_is_gone_is_missing(groups: Groups) -> None:
    with pytest.raises(Missing):
        groups.ask(lambda read: forms.course_timetable(read, "gone"))
    with pytest.raises(Missing):
        groups.ask(lambda read: forms.event_programme(read, "gone"))
    with pytest.raises(Missing):
        groups.ask(lambda read: forms.event_invitations(read, groups.event, ["gone"]))


# --- the anonymous sheet ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_asks_what_is_typed_in_later_with_the_same_digits(groups: Groups, lang: str) -> None:
    pdf = groups.ask(lambda read: forms.survey_sheet(read, course_id=groups.course, lang=lang))
    text = words(pdf)
    assert len(pages_text(pdf)) == 1, "one page is handed out"
    has_all(text, "Centrum Integracji Cudzoziemców w Opolu", "Polski A1, grupa 2", "Prosimy nie podpisywać")
    for field in surveys.SURVEY:
        if field.kind == "radio":
            has_all(text, field.label.render("pl"), field.label.render(lang))
            for digit, option in enumerate(field.options, start=1):
                mark = option.code == str(digit)
                has_all(text, str(digit) if mark else f"{digit}. {option.label.render(lang)}")


def test_the_sheet_of_an_event_has_its_day_and_no_braces_are_filled_in(groups: Groups) -> None:
    event = groups.whole_event()
    answers = {**event.line.answers, "name": "Integracja {w szkole}"}
    groups.do(lambda work: events.amend_event(work, groups.event, event.line.revision, answers))
    text = words(groups.ask(lambda read: forms.survey_sheet(read, event_id=groups.event, lang="uk")))
    has_all(text, "Integracja {w szkole}", "3 grudnia 2026", "Анонімна анкета", "скоріше так")


def test_nobody_gets_a_sheet_about_nothing(groups: Groups) -> None:
    with pytest.raises(Missing):
        groups.ask(lambda read: forms.survey_sheet(read, event_id="x"))
