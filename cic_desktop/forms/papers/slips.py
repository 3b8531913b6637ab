"""Small papers of everyday help: a visit's card and consent, its travel note, a receipt, an information sheet.

Their texts stand in `resources/slips`; what the client keeps is in Polish and in the client's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from cic_desktop import assistance, centre, clients
from cic_desktop.clients.fields import INTAKE
from cic_desktop.clients.shown import answer_text
from cic_desktop.core.codes import code_list
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Missing
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.forms.filling.places import travel_document
from cic_desktop.forms.papers.model import Block, Paper, PaperFacts, read_papers
from cic_desktop.forms.papers.service import paper_facts
from cic_desktop.forms.pdf import missing_glyphs
from cic_desktop.i18n import LANGUAGES, Day, Joined, LanguageName, Number, Plain, Text, _

__all__ = ["intake_card", "print_sheet", "translation_receipt", "travel_note", "visit_papers"]

_NOTHING = Plain("")
_POLISH = "pl"
_READ_FROM_AFAR = 1.45  # letters of an information sheet, as large as one page allows


@lru_cache(maxsize=1)
def _slips() -> Mapping[str, Paper]:
    return {paper.id: paper for paper in read_papers("slips")}


def visit_papers(read: Read, visit_id: str) -> bytes:
    """The client's card of a visit and, at a doctor's, the consent to sign. Raises Missing, Invalid."""
    line = _visit(read, visit_id)
    ids = ("visit", "authorisation") if line.at_a_doctor else ("visit",)
    facts = _facts(read, line.person_id, _visit_words(line))
    return _draw(tuple(_slips()[name] for name in ids), facts, _language(facts.language))


def travel_note(read: Read, visit_id: str) -> bytes:
    """The advisor's note of a visit outside, in Polish; nothing in it is about health. Raises Missing."""
    line = _visit(read, visit_id)
    return _draw((_slips()["travel"],), _facts(read, line.person_id, _visit_words(line)), _POLISH)


def translation_receipt(read: Read, order_id: str) -> bytes:
    """The receipt the client signs for a translation. Raises Missing, Invalid."""
    line = assistance.translations.order_line(read, order_id)
    if line is None:
        raise Missing()
    kind = code_list("translation_page").label("sworn" if line.sworn else "ordinary")
    words: dict[str, Text] = {
        "document_translated": Plain(line.document),
        "pair": Joined((LanguageName(line.from_language), LanguageName(line.to_language)), " – "),
        "kind": kind,
        "pages": Number(line.pages) if line.pages else _NOTHING,
        "page_size": Number(line.page_characters),
        "ordered_on": Day(line.ordered_on),
        "translator": Plain(line.translator),
    }
    facts = _facts(read, line.person_id, words)
    return _draw((_slips()["receipt"],), facts, _language(facts.language))


def intake_card(read: Read, lang: str, person_id: str = "") -> bytes:
    """The intake card in Polish and `lang`: of a client, or empty to be filled by hand. Raises Missing, Invalid."""
    read.require(Right.EDIT_CLIENTS)
    facts = _facts(read, person_id, _intake_words(read, person_id)) if person_id else _nobody(read)
    return _draw((_slips()["intake"],), facts, lang)


def _intake_words(read: Read, person_id: str) -> dict[str, Text]:
    """What the intake knows beyond the words of the other papers."""
    card = clients.card(read, person_id)
    asked = {item.name: item for step in INTAKE for item in step.fields}
    known = {name: answer_text(asked[name], card.answers.get(name)) for name in _OF_THE_INTAKE}
    document = travel_document(card)
    return known | {
        "original": Plain("" if missing_glyphs(card.line.original) else card.line.original),
        "document_valid_to": answer_text(
            asked["document_valid_to"], document.answers.get("valid_to") if document else ""
        ),
        "household": Joined(tuple(Plain(line.name) for line in card.household if line.id != person_id), ", "),
    }


_OF_THE_INTAKE = ("birth_place", "birth_country", "marital_status", "insurance", "occupation", "needs", "remarks")


def _nobody(read: Read) -> PaperFacts:
    """The facts of a paper about nobody yet: the centre's head."""
    home = centre.centre(read)
    contact = ", ".join(filter(None, (home.address, home.phone, home.email)))
    return PaperFacts("", "", _POLISH, (home.name, contact), {}, logo=centre.logo(read))


def print_sheet(read: Read, topic: str, language: str) -> bytes:
    """An information sheet in one language, with who keeps it true and as of when."""
    line = assistance.sheets.sheet(read, topic, language)
    as_of = _("As of {day}. Source: {source}", day=Day(line.as_of), source=line.source)
    blocks = (*_body(line.body), Block("text", (Plain(_escaped(as_of.render(line.language))),)))
    paper = Paper(
        f"sheet-{topic}", Day(line.as_of, "short").render(line.language), line.as_of, "", line.source,
        Plain(_escaped(line.title)), blocks, {}, _READ_FROM_AFAR,
    )  # fmt: skip
    return _draw((paper,), replace(_nobody(read), language=line.language), _POLISH)


def _body(text: str) -> Iterator[Block]:
    """Paragraphs and points of a sheet's text."""
    for line in filter(None, map(str.strip, text.splitlines())):
        point = line.startswith("- ")
        yield Block("points" if point else "text", (Plain(_escaped(line.removeprefix("- "))),))


def _escaped(text: str) -> str:
    """Braces typed by somebody are no places to fill in; a paper fills its words in twice."""
    return text.replace("{", "{{{{").replace("}", "}}}}")


def _visit(read: Read, visit_id: str) -> assistance.visits.VisitLine:
    line = assistance.visits.visit(read, visit_id)
    if line is None:
        raise Missing()
    return line


def _visit_words(line: assistance.visits.VisitLine) -> dict[str, Text]:
    told = line.answers
    prepare = {field.name: field for field in assistance.visits.PREPARE}
    who = next((option.label for option in prepare["interprets"].options if option.code == line.interprets), _NOTHING)
    bring = (code_label("visit_bring", code) for code in str(told.get("bring", "")).split())
    words: dict[str, Text] = {
        "day": Day(line.day, "weekday"),
        "starts_at": Plain(line.starts_at),
        "institution": line.where,
        "institution_kind": code_label("institution_kind", line.institution_kind),
        "address": Plain(line.address),
        "advisor": Plain(line.advisor),
        "case_number": Plain(line.case_number),
        "interprets": Joined((who, Plain(line.interpreted_by if line.interprets == "interpreter" else ""))),
        "bring": Joined((*bring,), ", "),
        "result": code_label("visit_result", told.get("result")),
        "next": code_label("visit_next", told.get("next")),
    }
    plain = ("department", "meet_at", "left_at", "began_at", "ended_at", "returned_at", "kilometres")
    return words | {name: Plain(str(told.get(name, ""))) for name in plain}


def _facts(read: Read, person_id: str, words: Mapping[str, Text]) -> PaperFacts:
    facts = paper_facts(read, person_id)
    return replace(facts, words={**facts.words, **words})


def _language(code: str) -> str:
    """The client's language as far as there are words in it."""
    return code if code in LANGUAGES else "en"


def _draw(papers: tuple[Paper, ...], facts: PaperFacts, lang: str) -> bytes:
    from cic_desktop.forms.papers.sheet import draw

    return draw(papers, facts, lang)
