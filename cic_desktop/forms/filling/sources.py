"""What the register tells a form (`vocabulary.SOURCES`), and what a form can tell the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cic_desktop import clients
from cic_desktop.clients.rows import ClientCard, Part
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import clock
from cic_desktop.core.codes import code_list
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.db.work import Read
from cic_desktop.forms.definition.model import Definition, Question
from cic_desktop.forms.definition.transforms import EACH, number, series
from cic_desktop.forms.filling.answers import prefill
from cic_desktop.forms.filling.family import family, related
from cic_desktop.forms.filling.holdings import ONESELF, further, of_the_centre, word
from cic_desktop.forms.filling.places import place_of, travel_document
from cic_desktop.i18n import Text

__all__ = ["Difference", "client_sources", "common_sources", "differences", "represented"]

# source -> the intake's question that holds it; these answers can go back to the card as they are
CARD_ANSWERS: dict[str, str] = {
    "client.given_names": "given",
    "client.surname": "surname",
    "client.family_name": "birth_surname",
    "client.sex": "sex",
    "client.birth_date": "birth_date",
    "client.birth_place": "birth_place",
    "client.birth_country": "birth_country",
    "client.father_name": "father_name",
    "client.mother_name": "mother_name",
    "client.mother_family_name": "mother_maiden_name",
    "client.pesel": "pesel",
    "client.original_surname": "original_surname",
    "client.original_given": "original_given",
    "client.insurance": "insurance",
    "client.phone": "phone",
    "client.email": "email",
    "address.street": "street",
    "address.house": "house",
    "address.flat": "flat",
    "address.postal_code": "postcode",
    "address.city": "town",
}
CODE_ANSWERS: dict[str, tuple[str, str]] = {  # source -> its code list, the intake's question
    "client.marital_status": ("marital_status", "marital_status"),
    "client.education": ("education", "education"),
    "address.voivodeship": ("voivodeship", "region"),
}
CITIZENSHIP = "client.citizenship"
# An applicant who files for themselves is the client.
_ONESELF = {
    "applicant.given_names": "client.given_names",
    "applicant.surname": "client.surname",
    **{f"applicant.{part}": f"address.{part}" for part in ("street", "house", "flat", "postal_code", "city")},
}
_SPOUSE = {"spouse.given_names": "given", "spouse.family_name": "birth_surname", "spouse.pesel": "pesel"}


@dataclass(frozen=True)
class Difference:
    """An answer of a form that the client's record does not know, or knows otherwise."""

    question: str
    source: str
    prefill: str  # which part of the source the question asked for
    label: Text
    before: Text  # what the record says; nothing when it says nothing
    after: Text
    answer: str

    @property
    def target(self) -> tuple[str, str]:
        """What of the record it would change: of two differences with one target only one can hold."""
        return self.source, self.question if self.prefill == EACH else self.prefill


def client_sources(read: Read, person_id: str) -> dict[str, Answer]:
    """Everything the register knows that a form may ask of this client, by source. Raises Missing."""
    card = clients.card(read, person_id)
    document = travel_document(card)
    return {
        **further(read, card),
        **{source: card.answers.get(name, "") for source, name in CARD_ANSWERS.items()},
        CITIZENSHIP: [part.answers["country"] for part in reversed(card.parts_of("citizenship"))],
        "client.document_kind": word("document_kind", document.answers.get("kind")) if document else "",
        **_from_part(_residence(card), {"address.country": "country"}),
        **_spouse(read, card),
        **family(read, card),
        "today": clock.today().isoformat(),
    }


def common_sources(read: Read) -> dict[str, Answer]:
    """What is known without a client: the centre, who fills the form, the day."""
    return {**of_the_centre(read), "today": clock.today().isoformat()}


def differences(
    definition: Definition, answers: Mapping[str, Answer], sources: Mapping[str, Answer]
) -> list[Difference]:
    """What the form says and the record does not; an empty answer never counts."""
    known = prefill(definition, sources).answers
    found = {
        (item.target, _folded(item.answer)): item
        for question in _about_the_client(definition, answers, sources)
        for item in _difference(question, answers.get(question.name, ""), known, sources)
    }
    return list(found.values())


def _about_the_client(
    definition: Definition, answers: Mapping[str, Answer], sources: Mapping[str, Answer]
) -> Iterator[Question]:
    """The questions, those about an applicant as the client's own: unless the form asks about the client besides."""
    asked = definition.applicable(answers)
    oneself = sources.get("applicant.relation") == ONESELF
    own = {question.source for question in asked}
    for question in asked:
        meant = _ONESELF.get(question.source, "")
        if not meant:
            yield question
        elif oneself and meant not in own:
            yield replace(question, source=meant)


def represented(sources: Mapping[str, Answer]) -> bool:
    """Whether somebody else files for the client, as a parent does for a child."""
    return sources.get("applicant.relation", "") not in ("", ONESELF)


def restored(prefilled: str, known: str, answer: str) -> str:
    """The record's value with the part a question asked for replaced; the way back of a prefill."""
    return _RESTORE[prefilled](known.split(), answer)


def _difference(
    question: Question, answer: Answer, known: Answers, sources: Mapping[str, Answer]
) -> Iterator[Difference]:
    if isinstance(answer, list) or not answer.strip() or not _goes_back(question):
        return
    before = known.get(question.name, "")
    same = _folded(answer) == _folded(str(before))
    held = question.source == CITIZENSHIP and answer in sources.get(CITIZENSHIP, ())
    if not same and not held:
        shown = question.field
        given = _code(question, answer) if question.source in CODE_ANSWERS else answer.strip()
        if not given:
            return
        yield Difference(
            question.name,
            question.source,
            question.prefill,
            shown.label,
            answer_text(shown, before),
            answer_text(shown, answer),
            given,
        )


def _code(question: Question, answer: str) -> str:
    """The register's code for what a form calls by its own; nothing when the register has no such code."""
    meant = [words for choice in question.chosen(answer) for words in (*choice.matches, choice.label.render("pl"))]
    wanted = {_folded(words) for words in (meant or [answer])}
    codes = code_list(CODE_ANSWERS[question.source][0]).options()
    return next((option.code for option in codes if _folded(option.label.render("pl")) in wanted), "")


def _goes_back(question: Question) -> bool:
    """Whether the answer is about the client: the copies of a repeated step ask about others."""
    if question.copy and question.prefill != EACH:
        return False
    known = question.source in {*CARD_ANSWERS, *CODE_ANSWERS, CITIZENSHIP} or place_of(question.source)
    return bool(known) and question.prefill in _RESTORE


def _folded(text: str) -> str:
    """Forms are written in capitals and numbers without spaces: neither is a difference."""
    return "".join(text.split()).casefold()


def _residence(card: ClientCard) -> Part | None:
    found = (part for part in card.parts_of("address") if part.answers.get("kind") == "residence")
    return next(found, None)


def _from_part(part: Part | None, names: Mapping[str, str]) -> dict[str, Answer]:
    return {source: part.answers.get(name, "") if part else "" for source, name in names.items()}


def _spouse(read: Read, card: ClientCard) -> dict[str, Answer]:
    """The spouse in the household, whichever of the two was registered first."""
    spouse = next((person_id for person_id, relation in related(read, card) if relation == "spouse"), "")
    answers = clients.intake_answers(read, spouse) if spouse else {}
    return {source: answers.get(name, "") for source, name in _SPOUSE.items()}


def _first(words: Sequence[str], answer: str) -> str:
    return " ".join([answer, *words[1:]])


def _second(words: Sequence[str], answer: str) -> str:
    return " ".join([*words[:1], answer, *words[2:]])


def _later(words: Sequence[str], answer: str) -> str:
    return " ".join([*words[:2], answer])


_RESTORE: Mapping[str, Callable[[Sequence[str], str], str]] = {
    "": lambda _words, answer: answer,
    EACH: lambda _words, answer: answer,
    "rest_of_name": lambda words, answer: " ".join([*words[:1], answer]),
    "first_word": _first,
    "second_word": _second,
    "later_words": _later,
    "letters": lambda words, answer: " ".join(filter(None, (answer, number(" ".join(words))))),
    "digits": lambda words, answer: " ".join(filter(None, (series(" ".join(words)), answer))),
}
