"""Every edition, filled for people whose data fit no form: nothing is cut, nothing leaves its page or its box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cic_desktop.core.fields import Answer, Answers
from cic_desktop.forms.definition.model import Block, Definition, Question
from cic_desktop.forms.definition.vocabulary import SOURCES
from cic_desktop.forms.edition.naming import PLACEHOLDER
from cic_desktop.forms.filling.answers import prefill
from cic_desktop.forms.page.foreign import pages_of
from cic_desktop.forms.page.layout import Layout, lay_out, printed_text
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.flow_parts import BOTTOM, HEIGHT, TOP
from cic_desktop.forms.pdf.flow_words import answer_words
from cic_desktop.forms.pdf.font import value_font

SLACK = 1.0  # points; borders are that thick
HYPHENATED = "Żółć-Świętochłowicka"
CYRILLIC = "Щербаківська"
SIXTY = "Maximilian-Konstanty Świętopełk Włodzimierz Bartholomäus-Abc"
ENDLESS = "Bardzo długa odpowiedź, która nigdzie się nie mieści, bo nikt jej nie przewidział. " * 4
assert len(SIXTY) == 60

BY_KIND: dict[str, str] = {
    "date": "1985-04-03", "partial_date": "1985", "time": "09:30", "number": "1234567890", "minutes": "90",
    "country": "XK", "language": "uk", "pesel": "90090515836", "phone": "+48 500 100 200 wewn. 17",
    "email": "wlodzimierz.swietochlowicki.konstanty@przyklad.example.org", "postcode": "45-820",
}  # fmt: skip
PEOPLE: dict[str, dict[str, str]] = {
    "hyphenated": {"surname": HYPHENATED, "other": HYPHENATED},
    "cyrillic": {"surname": CYRILLIC, "other": CYRILLIC},
    "sixty letters": {"surname": SIXTY, "other": SIXTY},
    "no surname": {"surname": "", "other": "Ўладзіслава Nguyễn"},
    "endless": {"surname": ENDLESS, "other": ENDLESS},
    "nothing known": {"surname": "", "other": "", **dict.fromkeys(BY_KIND, "")},
}


DAYS = [source for source in SOURCES if source.endswith(("expiry", "issued", "valid_to", "entered_on"))]
RECORD: Answers = {
    **dict.fromkeys(SOURCES, SIXTY),
    "client.surname": HYPHENATED,
    "client.family_name": CYRILLIC,
    "client.birth_date": "1985",
    "client.sex": "F",
    "client.citizenship": ["UA", "MD", "XX"],
    **dict.fromkeys(("client.birth_country", "address.country", "home.country"), "XK"),
    **dict.fromkeys(DAYS, "2026-02-03"),
    "today": "2026-11-23",
}


def answers_of(edition: Definition, person: dict[str, str]) -> Answers:
    """Everything answered, every box ticked, every copy of every step asked for; only no advice to stop."""
    stops = {step.stop.condition.field: step.stop.condition.values for step in edition.steps if step.stop}
    found = {question.name: _answer(question, person) for question in edition.questions}
    for name, values in stops.items():
        found[name] = [code for code in found[name] if code not in values]
    return found


def _answer(question: Question, person: dict[str, str]) -> Answer:
    if question.choices:
        return [choice.code for choice in question.choices]
    if question.field.kind == "yes_no":
        return ["yes", "no"]
    if question.field.kind in BY_KIND:
        return person.get(question.field.kind, BY_KIND[question.field.kind])
    return person["surname" if question.source.endswith("surname") else "other"]


@pytest.fixture(params=list(PEOPLE))
def answers(request: pytest.FixtureRequest, edition: Definition) -> Answers:
    return answers_of(edition, PEOPLE[request.param])


def test_everything_is_asked_of_one_or_the_other(edition: Definition) -> None:
    people = (answers_of(edition, PEOPLE[name]) for name in ("hyphenated", "nothing known"))
    asked = {question.name for answers in people for question in edition.applicable(answers)}
    assert asked == {question.name for question in edition.questions}


def test_nothing_is_cut(edition: Definition, answers: Answers) -> None:
    text = squeezed(body(edition, answers))
    for question, said in printed(edition, answers):
        assert squeezed(said) in text, (question.name, said)


def body(edition: Definition, answers: Answers) -> str:
    """All that is printed; of a running document what stands between the heads and feet of its pages."""
    edges = {"bottom": BOTTOM - SLACK, "top": HEIGHT - TOP + SLACK} if edition.layout == "flow" else {}
    with pages_of(fill(edition, answers).pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded(**edges) for page in document)


def test_what_the_register_knows_of_such_a_person_is_printed_whole(edition: Definition) -> None:
    known = prefill(edition, RECORD).answers
    text = squeezed(body(edition, known)).casefold()
    for question, said in printed(edition, {**dict.fromkeys((q.name for q in edition.questions), ""), **known}):
        assert squeezed(said).casefold() in text, (question.name, said)


def test_what_does_not_apply_is_not_printed(edition: Definition) -> None:
    """All typed answers of a client who chose nothing: what hangs on a choice stays off the paper."""
    typed: Answers = {q.name: "Zbędne" for q in edition.questions if not q.choices and q.field.kind not in BY_KIND}
    asked = {question.name for question in edition.applicable(typed)}
    said = {name: answer for name, answer in typed.items() if name in asked}
    assert fill(edition, typed) == fill(edition, said)
    hidden = {name: answer for name, answer in typed.items() if name not in asked}
    assert "zbędne" not in body(edition, hidden).casefold()


def test_nothing_leaves_its_page(edition: Definition, answers: Answers) -> None:
    with pages_of(fill(edition, answers).pdf) as document:
        for page in document:
            shown, (width, height) = page.get_textpage(), page.get_size()
            for n in range(shown.count_rects()):
                left, bottom, right, top = shown.get_rect(n)
                assert -SLACK <= left <= right <= width + SLACK
                assert -SLACK <= bottom <= top <= height + SLACK


def test_every_line_stands_in_a_box(edition: Definition, answers: Answers) -> None:
    layout, font = lay_out(edition, answers, value_font()), value_font()
    boxes = [(row.page, row.box) for q in edition.questions for place in q.places for row in place.rows]
    for run in layout.runs:
        last, step = (run.text[-1], run.steps[-1]) if run.steps else (run.text, 0.0)
        end = run.x + step + font.width(last, run.size)
        assert any(
            page == run.page and box.x - SLACK <= run.x and end <= box.right + SLACK and box.y <= run.y <= box.bottom
            for page, box in boxes
        ), run


def test_every_tick_is_on(edition: Definition, answers: Answers) -> None:
    layout: Layout = lay_out(edition, answers, value_font())
    assert len(layout.crosses) == sum(len(question.ticks) for question in edition.applicable(answers))
    assert layout.strikes == []  # nothing is struck out where everything was chosen


def printed(edition: Definition, answers: Answers) -> Iterator[tuple[Question, str]]:
    """Every text that has to stand somewhere on the paper."""
    mentioned = {name for block in edition.blocks for name in named(edition, block)}
    for question in edition.applicable(answers):
        for place in question.places:
            yield question, printed_text(question, answers[question.name], place.transform)
        if edition.layout == "flow" and (question.name in mentioned or not edition.blocks):
            for words in spoken(question, answers[question.name]):
                yield question, words


def spoken(question: Question, answer: Answer) -> list[str]:
    """What a running document says of an answer: several chosen ones may stand apart."""
    if question.choices:
        return [answer_words(question, choice.code) for choice in question.chosen(answer)]
    return [answer_words(question, answer)]


def named(edition: Definition, block: Block) -> Iterator[str]:
    """The questions a block of a running document prints."""
    yield from block.questions
    for text in (block.text, *block.points, *block.lines):
        yield from PLACEHOLDER.findall(text)
    for column in block.table:
        for copy in edition.copies(block.step):
            yield copy.question(column.question).name


def squeezed(text: str) -> str:
    """Without spaces and line breaks: where lines break says nothing about what is there."""
    return "".join(text.split()).replace("\u00ad", "").replace("\ufffe", "-").replace("\u2011", "-")
