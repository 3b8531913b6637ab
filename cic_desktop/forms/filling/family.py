"""The members of a client's household as forms ask for family: a list for each question, in one order."""

from __future__ import annotations

from cic_desktop import clients
from cic_desktop.clients.relations import relation_between
from cic_desktop.clients.rows import ClientCard
from cic_desktop.core.fields import Answer
from cic_desktop.db.work import Read

__all__ = ["FAMILY", "family", "related"]

FAMILY = ("full_name", "sex", "birth_date", "kinship", "citizenship", "town", "dependent")
# What a relative is called by their sex, in the words of Dz.U. 2026 poz. 553, annex, E.II.
_KINSHIP = {
    ("spouse", "F"): "żona", ("spouse", "M"): "mąż", ("child", "F"): "córka", ("child", "M"): "syn",
    ("parent", "F"): "matka", ("parent", "M"): "ojciec", ("sibling", "F"): "siostra", ("sibling", "M"): "brat",
    ("grandparent", "F"): "babcia", ("grandparent", "M"): "dziadek",
}  # fmt: skip
_RELATED = {relation for relation, _sex in _KINSHIP} | {"grandchild"}
_PROVIDED = (
    "SELECT person_id FROM household_member WHERE supporter_id = ? AND dependant AND left_on IS NULL "
    "AND deleted_at IS NULL"
)


def family(read: Read, card: ClientCard) -> dict[str, Answer]:
    """By source (`family.full_name` …) the answers about the relatives who live with the client.

    Who only shares the flat is none, and where a kinship does not certainly follow the form asks.
    """
    provided = {row[0] for row in read.sql(_PROVIDED, (card.id,))}
    people = [
        {**_member(read, person_id, relation), "dependent": "yes" if person_id in provided else ""}
        for person_id, relation in related(read, card)
        if relation in _RELATED
    ]
    return {f"family.{name}": [person[name] for person in people] for name in FAMILY}


def related(read: Read, card: ClientCard) -> list[tuple[str, str]]:
    """The id of everybody who lives with the client and what they are to the client; "" where it does not follow."""
    own = read.sql(
        "SELECT relation FROM household_member WHERE person_id = ? AND left_on IS NULL AND deleted_at IS NULL",
        (card.id,),
    )
    mine, theirs = own[0][0] if own else "", card.household_relations
    return [(line.id, relation_between(mine, theirs.get(line.id, ""))) for line in card.household]


def _member(read: Read, person_id: str, relation: str) -> dict[str, str]:
    answers = {name: str(answer) for name, answer in clients.intake_answers(read, person_id).items()}
    return {
        "full_name": f"{answers.get('given', '')} {answers.get('surname', '')}".strip(),
        "sex": answers.get("sex", ""),
        "birth_date": answers.get("birth_date", ""),
        "kinship": _KINSHIP.get((relation, answers.get("sex", "")), ""),
        "citizenship": answers.get("citizenship", ""),
        "town": answers.get("town", ""),
    }
