"""The bilingual proof: what the client reads and signs before the form itself goes to the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cic_desktop import centre
from cic_desktop.clients.shown import answer_text
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.forms.definition.model import Definition, Question, Step
from cic_desktop.forms.papers.model import Block, Paper, PaperFacts, read_papers
from cic_desktop.forms.papers.service import NOTHING, centre_contact, paper_facts
from cic_desktop.i18n import Joined, Plain, Text, Texts

__all__ = ["print_proof"]

Row = tuple[Text, ...]
DASH = Plain("—")


def print_proof(
    read: Read, definition: Definition, answers: Mapping[str, Answer], lang: str, person_id: str = ""
) -> bytes:
    """Every question that applies with its answer, in Polish and `lang`, as PDF.

    Raises Missing, Invalid (a letter that cannot be printed).
    """
    from cic_desktop.forms.papers.sheet import draw

    read.require(Right.FILL_FORMS)
    facts = paper_facts(read, person_id) if person_id else _nobody(read)
    tables = {step.name: tuple(_rows(definition, step, answers)) for step in definition.steps_for(answers)}
    words = {**facts.words, "form": Joined((Plain(definition.info.symbol), definition.info.title))}
    facts = replace(facts, words=words, tables={name: rows for name, rows in tables.items() if rows})
    return draw((_paper(definition, facts),), facts, lang)


def _paper(definition: Definition, facts: PaperFacts) -> Paper:
    """The proof's paper with a heading and a table for each step in the place of its one table."""
    (proof,) = (paper for paper in read_papers("slips") if paper.id == "proof")
    blocks: list[Block] = []
    for block in proof.blocks:
        if block.kind == "table":
            blocks += _tables(block, [step for step in definition.steps if step.name in facts.tables])
        else:
            blocks.append(block)
    return replace(proof, blocks=tuple(blocks))


def _tables(table: Block, steps: Iterable[Step]) -> Iterator[Block]:
    """One for each step under its title; only the first says what its columns are."""
    for number, step in enumerate(steps):
        yield Block("heading", (step.title,))
        yield replace(table, source=step.name)
        if not number:
            table = replace(table, columns=tuple(replace(column, label=NOTHING) for column in table.columns))


def _rows(definition: Definition, step: Step, answers: Mapping[str, Answer]) -> Iterator[Row]:
    shown = {question.name for question in definition.applicable(answers)}
    for question in step.questions:
        if question.name in shown:
            said = answer_text(question.field, answers.get(question.name))
            yield Plain(question.number), _asked(question), said if said.render("pl") else DASH


def _asked(question: Question) -> Text:
    """The office's wording in Polish; in the client's language the question as it was asked."""
    label = question.field.label
    if not question.official or not isinstance(label, Texts):
        return label
    return Texts({**label.by_lang, "pl": " ".join(question.official.split())})


def _nobody(read: Read) -> PaperFacts:
    head = centre_contact(read)
    words = {"centre": Plain(head[0]), "contact": Plain(head[1]), "name": NOTHING, "case_number": NOTHING}
    return PaperFacts("", "", "", head, words, "", centre.logo(read))
