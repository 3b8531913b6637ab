"""Papers for one client: what is printed on them, and what is recorded once they are signed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cic_desktop import centre, clients, projects
from cic_desktop.clients.rows import ClientCard
from cic_desktop.clients.tables import Consent
from cic_desktop.core import partial_date
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.filling.places import travel_document
from cic_desktop.forms.papers.model import PaperFacts, paper_list
from cic_desktop.i18n import Country, Day, Joined, LanguageName, Plain, Text
from cic_desktop.projects.tables import Project

__all__ = ["Signed", "centre_contact", "paper_facts", "papers_printed", "print_papers", "record_papers"]

NOTHING = Plain("")
INFORMATION = "rodo_information"  # the kind of `consent` that the RODO sheet leaves behind


@dataclass(frozen=True)
class Signed:
    """What was handed over or signed, each on its day; None: not yet."""

    informed_on: date | None = None
    enrolled_on: date | None = None
    declared_on: date | None = None
    project_id: str = ""


def paper_facts(read: Read, person_id: str, project_id: str = "") -> PaperFacts:
    """Everything the papers need; the project is the client's, else the current one. Raises Missing."""
    card = clients.card(read, person_id)
    head = centre_contact(read)
    project_id = project_id or _project_of(read, card)
    words = {
        "centre": Plain(head[0]),
        "contact": Plain(head[1]),
        **_client_words(card),
        **_project_words(read, project_id),
    }
    return PaperFacts(
        person_id,
        card.line.case_number,
        card.line.language,
        head,
        words,
        project_id,
        centre.logo(read),
    )


def centre_contact(read: Read) -> tuple[str, str]:
    """The head of every paper: the centre's name; its address, telephone and e-mail."""
    home = centre.centre(read)
    return home.name, ", ".join(filter(None, (home.address, home.phone, home.email)))


def print_papers(read: Read, person_id: str, ids: Collection[str], lang: str, project_id: str = "") -> bytes:
    """The chosen papers in Polish and `lang`, one PDF. Raises Missing, Invalid (a letter that cannot be printed)."""
    from cic_desktop.forms.papers.sheet import draw

    read.require(Right.EDIT_CLIENTS)
    papers = tuple(paper for paper in paper_list() if paper.id in ids)
    return draw(papers, paper_facts(read, person_id, project_id), lang)


def papers_printed(work: Work, person_id: str, ids: Collection[str]) -> None:
    """Write to the audit which papers of whom went to paper."""
    work.require(Right.EDIT_CLIENTS)
    work.note("print", "person", person_id, " ".join(sorted(ids)))


def record_papers(work: Work, person_id: str, signed: Signed, lang: str) -> None:
    """Keep with the client what was handed over and signed, in one step. Raises Invalid, Missing."""
    work.require(Right.EDIT_CLIENTS)
    card = clients.card(work, person_id)
    if signed.informed_on:
        version = clients.RODO_VERSION
        work.add(
            Consent(person_id=card.id, kind=INFORMATION, version=version, language=lang, given_on=signed.informed_on)
        )
    dates = {
        name: day.isoformat()
        for name, day in (("enrolled_on", signed.enrolled_on), ("declared_on", signed.declared_on))
        if day
    }
    if dates and signed.project_id:
        _participate(work, card, {"project_id": signed.project_id, **dates})


def _participate(work: Work, card: ClientCard, answers: Answers) -> None:
    """Put the dates on the living participation in the project, or begin one."""
    for part in card.parts_of("participation"):
        if part.answers["project_id"] == answers["project_id"] and not part.answers.get("exited_on"):
            clients.amend_part(work, "participation", part.id, part.revision, {**part.answers, **answers})
            return
    clients.add_part(work, card.id, "participation", answers)


def _project_of(read: Read, card: ClientCard) -> str:
    own = [part.answers["project_id"] for part in card.parts_of("participation") if not part.answers.get("exited_on")]
    return own[0] if own else projects.current_project(read)


def _project_words(read: Read, project_id: str) -> dict[str, Text]:
    row = next(iter(read.rows(Project, "id = ?", (project_id,))), None)
    blank = Plain("." * 40)
    number, name = (Plain(row.number), Plain(row.name)) if row else (blank, blank)
    return {
        "project_number": number,
        "project_name": name,
        "project": Plain(f"{row.number} {row.name}") if row else blank,
        "years": Plain(str(row.retention_years if row else Project.model_fields["retention_years"].default)),
    }


def _client_words(card: ClientCard) -> dict[str, Text]:
    """The client's facts by the names the papers use; an unknown one is a line to write on."""
    answers: dict[str, Any] = card.answers
    document = travel_document(card)
    shown = document.answers if document else {}
    return {
        "surname": Plain(card.line.surname),
        "given": Plain(card.line.given),
        "name": Joined((Plain(card.line.name), _bracketed(card.line.original)), " "),
        "case_number": Plain(card.line.case_number),
        "birth_date": partial_date.parse(card.line.birth_date).text() if card.line.birth_date else NOTHING,
        "sex": code_label("sex", answers.get("sex")),
        "citizenship": _listed(card, "citizenship", "country", Country),
        "pesel": Plain(answers.get("pesel", "")),
        "document": Joined((code_label("document_kind", shown.get("kind")), Plain(shown.get("number", ""))), " "),
        "stay_title": code_label("stay_title", card.line.stay_title) if card.line.stay_title else Plain("." * 40),
        "stay_valid_to": Day(card.line.stay_valid_to, "short") if card.line.stay_valid_to else NOTHING,
        "address": Plain(_address(answers)),
        "phone": Plain(answers.get("phone", "")),
        "email": Plain(answers.get("email", "")),
        "languages": _listed(card, "language", "language", LanguageName),
        "education": code_label("education", answers.get("education")),
    }  # fmt: skip


def _listed(card: ClientCard, kind: str, name: str, shown: Callable[[str], Text]) -> Text:
    """The values of a part of the card, the first one first."""
    return Joined(tuple(shown(part.answers[name]) for part in reversed(card.parts_of(kind))), ", ")


def _bracketed(original: str) -> Text:
    """The name in its own script, where the fonts of the papers have its letters."""
    from cic_desktop.forms.pdf import missing_glyphs

    return Plain(f"({original})") if original and not missing_glyphs(original) else NOTHING


def _address(answers: Mapping[str, str]) -> str:
    """As an envelope has it: street and numbers, code and town."""
    numbers = "/".join(filter(None, (answers.get("house", ""), answers.get("flat", ""))))
    street = " ".join(filter(None, (answers.get("street", ""), numbers)))
    town = " ".join(filter(None, (answers.get("postcode", ""), answers.get("town", ""))))
    return ", ".join(filter(None, (street, town)))
