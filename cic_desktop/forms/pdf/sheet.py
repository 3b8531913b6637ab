"""The continuation sheet: answers too long for their boxes, whole, with the boxes they belong to.

It goes to the office with the form, so its words are Polish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from cic_desktop.core.fields import Answer
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.page.layout import Overflow, Run, wrap
from cic_desktop.forms.pdf.content import GREY, INK, Content
from cic_desktop.forms.pdf.font import value_font

LEFT, TOP, WIDTH, BOTTOM = 56.0, 64.0, 483.0, 720.0
TITLE_SIZE, CAPTION_SIZE, VALUE_SIZE = 13.0, 9.0, 11.0

_Line = tuple[float, float, bool, str]  # height, size, grey, text


def sheets(
    definition: Definition, overflows: Sequence[Overflow], answers: Mapping[str, Answer], new: Callable[[], Content]
) -> list[Content]:
    """As many pages as the overflows need; none when everything fits. Each says whose form it belongs to."""
    whose = _whose(definition, answers)
    pages = list(_filled(definition, overflows, lambda: _opened(definition, whose, new))) if overflows else []
    for number, page in enumerate(pages, 1):
        _footer(page, definition, f"karta dodatkowa {number}/{len(pages)}")
    return pages


def _whose(definition: Definition, answers: Mapping[str, Answer]) -> str:
    """Surname and given names of who files the form: a loose sheet finds its way back."""
    found = []
    for part in ("surname", "given_names"):
        sources = (f"applicant.{part}", f"client.{part}")
        names = (question.name for question in definition.applicable(answers) if question.source in sources)
        found.append(next((str(answers[name]) for name in names if answers.get(name)), ""))
    return " ".join(filter(None, found))


def _filled(
    definition: Definition, overflows: Sequence[Overflow], opened: Callable[[], tuple[Content, float]]
) -> Iterator[Content]:
    page, y = opened()
    for lines in _kept_together(definition, overflows):
        if y + sum(line[0] for line in lines) > BOTTOM:
            yield page
            page, y = opened()
        for height, size, grey, text in lines:
            y += height
            _write(page, y, size, text, grey=grey)
    yield page


def _kept_together(definition: Definition, overflows: Sequence[Overflow]) -> Iterator[list[_Line]]:
    """A caption never stands without the beginning of its answer."""
    font = value_font()
    for number, overflow in enumerate(overflows, 1):
        caption = f"Poz. {number} · {definition.question(overflow.field).reference}"
        above: list[_Line] = [
            (12.0 if n else 30.0, CAPTION_SIZE, True, line)
            for n, line in enumerate(wrap(caption, WIDTH, CAPTION_SIZE, font))
        ]
        for n, line in enumerate(wrap(overflow.text, WIDTH, VALUE_SIZE, font)):
            yield [*([] if n else above), (14.0 if n else 17.0, VALUE_SIZE, False, line)]


def _opened(definition: Definition, whose: str, new: Callable[[], Content]) -> tuple[Content, float]:
    page = new()
    info = definition.info
    _write(page, TOP, TITLE_SIZE, f"Karta dodatkowa do formularza {info.symbol}")
    _write(page, TOP + 16, CAPTION_SIZE, info.title.render("pl"), grey=True)
    _write(page, TOP + 29, CAPTION_SIZE, "Dane, które nie mieszczą się w polach formularza.", grey=True)
    for n, line in enumerate(wrap(f"Wnioskodawca: {whose}", WIDTH, CAPTION_SIZE, value_font()) if whose else ()):
        _write(page, TOP + 44 + 12 * n, CAPTION_SIZE, line)
    page.line(LEFT, TOP + 64, WIDTH, 1.0)
    return page, TOP + 64


def _footer(page: Content, definition: Definition, text: str) -> None:
    page.line(LEFT, 775.0, 200.0)
    _write(page, 786.0, 8.0, "data i własnoręczny podpis wnioskodawcy", grey=True)
    shown = f"{definition.info.symbol} · {text}"
    x = LEFT + WIDTH - value_font().width(shown, CAPTION_SIZE)
    page.run(Run(0, x, 786.0, CAPTION_SIZE, shown))


def _write(page: Content, y: float, size: float, text: str, *, grey: bool = False) -> None:
    page.color(GREY if grey else INK)
    page.run(Run(0, LEFT, y, size, text))
