"""The sheet “where to turn”: partners chosen for somebody, in Polish and in their language. Nobody's name is on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cic_desktop import centre, partners
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Missing
from cic_desktop.db.work import Read
from cic_desktop.forms.papers.model import Block, Paper, PaperFacts, read_papers
from cic_desktop.forms.papers.service import centre_contact
from cic_desktop.i18n import LANGUAGES, Day, Joined, LanguageName, Plain, Text
from cic_desktop.partners import PartnerLine

__all__ = ["print_turn"]

_READ_WALKING = 1.05  # of the letters: three partners fit on one page

Told = dict[str, Text]


@dataclass(frozen=True)
class AsWritten:
    """Words of the register: braces in them are no places to fill in."""

    words: Text

    def render(self, lang: str) -> str:
        return self.words.render(lang).replace("{", "{{").replace("}", "}}")


def print_turn(read: Read, partner_ids: Sequence[str], language: str) -> bytes:
    """Where these partners are, when they are open and what they help with, as PDF; `language` is the reader's.

    Raises Missing, Invalid (a letter that cannot be printed).
    """
    from cic_desktop.forms.papers.sheet import draw

    told = [_told(line) for line in partners.partners(read, partner_ids)]
    if not told:
        raise Missing()
    (paper,) = (paper for paper in read_papers("slips") if paper.id == "turn")
    words = {_place(name, n): AsWritten(text) for n, each in enumerate(told) for name, text in each.items()}
    facts = PaperFacts("", "", language, centre_contact(read), words, logo=centre.logo(read))
    return draw((_repeated(paper, told),), facts, language if language in LANGUAGES else "en")


def _told(line: PartnerLine) -> Told:
    """What a client is told of a partner, as far as it is known; the address is as a driver reads it."""
    told: Told = {
        "name": Plain(line.name),
        "kind": code_label("partner_kind", line.kind),
        "address": Plain(line.address),
        "phone": Plain(line.phone),
        "web": Plain(line.web),
        "hours": line.opening_hours,
        "topics": Joined(tuple(code_label("topic", code) for code in line.topics), ", "),
        "languages": Joined(tuple(LanguageName(code) for code in line.languages), ", "),
        "words": line.words,
        "checked": Day(line.checked_on),
    }
    return {name: text for name, text in told.items() if text.render("pl")}


def _repeated(paper: Paper, told: Sequence[Told]) -> Paper:
    """The paper with its data block once for each partner; both languages in letters of one size."""
    blocks: list[Block] = []
    for block in paper.blocks:
        if block.kind == "data":
            blocks += chain.from_iterable(_partner(block, n, each) for n, each in enumerate(told))
        else:
            blocks.append(block)
    return replace(paper, blocks=tuple(blocks), scale=_READ_WALKING)


def _partner(block: Block, number: int, told: Told) -> tuple[Block, ...]:
    """The name, and a line for everything known: there is nothing for the client to write."""
    lines = (Joined((row.label, _filled(row.value, number)), ": ") for row in block.rows if row.value in told)
    return Block("heading", (_filled("name", number),)), Block("text", tuple(lines))


def _filled(name: str, number: int) -> Text:
    return Plain(f"{{{_place(name, number)}}}")


def _place(name: str, number: int) -> str:
    return f"{name}{number}"
