"""Invented people as they come to the desk: alone or as a family, with papers, numbers and an address."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from cic_desktop.core.fields import Answers
from cic_desktop.demo import data, names, numbers, stays
from cic_desktop.demo.data import chance, weighted
from cic_desktop.demo.names import Name, Sex

QUICK = (
    "surname", "given", "citizenship", "language", "birth_date", "sex", "phone", "stay_title", "rodo_given",
)  # fmt: skip
_OWN_LANGUAGE = {
    "RU": "ru", "GE": "ka", "VN": "vi", "IN": "hi", "NP": "ne", "CO": "es", "TR": "tr", "PH": "en", "UZ": "ru",
}  # fmt: skip
_LANGUAGES = {"UA": weighted({"uk": 74, "ru": 24, "pl": 2}), "BY": weighted({"ru": 75, "be": 20, "pl": 5})}
_SECOND = {"UA": "ru", "GE": "ru", "NP": "en", "IN": "en", "VN": "pl", "UZ": "en", "TR": "en", "CO": "en"}
_WOMEN = {"UA": 0.64, "BY": 0.5, "RU": 0.5, "GE": 0.35, "PH": 0.5}
_STATUS: dict[Sex, dict[str, str]] = {
    "F": {"single": "panna", "married": "mezatka", "divorced": "rozwiedziona", "widowed": "wdowa"},
    "M": {"single": "kawaler", "married": "zonaty", "divorced": "rozwiedziony", "widowed": "wdowiec"},
}
_MARRIED = weighted({"single": 30, "married": 48, "divorced": 17, "widowed": 5})
_TOPICS = weighted(
    {"stay": 28, "work": 20, "civil": 14, "benefits": 13, "health": 12, "school": 9, "housing": 7, "education": 6}
)
_INSURANCE = {
    "temporary_protection": "NFZ, ochrona czasowa", "temporary": "ZUS, umowa o pracę", "cukr": "ZUS, umowa o pracę",
    "permanent": "ZUS, umowa o pracę", "visa_d": "polisa prywatna",
}  # fmt: skip
_AGES = weighted({(18, 25): 17, (26, 45): 52, (46, 60): 20, (61, 82): 11})
_SETTLED = ("permanent", "eu_long_term", "refugee", "eu_family", "cukr")


@dataclass
class Invented:
    """Somebody who came: what the intake asks about them, and what the demo has to know to go on."""

    nation: str
    sex: Sex
    family: Name
    birth: date
    answers: Answers
    relation: str = "head"
    proof: str = ""
    needs: list[str] = field(default_factory=list)
    residence_card: str = ""

    @property
    def quick(self) -> Answers:
        """The part that fits into 90 seconds."""
        return {name: self.answers[name] for name in QUICK if name in self.answers}

    @property
    def traits(self) -> frozenset[str]:
        """What decides which help makes sense: see `only` in the list of help."""
        title = self.answers["stay_title"]
        return frozenset(
            name
            for name, holds in (
                ("no_pesel", "pesel" not in self.answers),
                ("card", bool(self.residence_card)),
                ("protected", title == "temporary_protection"),
                ("not_settled", title not in _SETTLED),
            )
            if holds
        )

    def is_adult(self, day: date) -> bool:
        return (day - self.birth).days > 18 * 365.25


def household(rng: random.Random, day: date, until: date, most: int) -> list[Invented]:
    """Who comes on a day to be registered: one person, or a family of at most `most`."""
    nation = names.NATIONS.draw(rng)
    head = _adult(rng, nation, day, until)
    members = [head]
    parent = 22 * 365 < (day - head.birth).days < 60 * 365
    if most > 1 and parent and chance(rng, 0.24 if nation == "UA" else 0.1):
        if chance(rng, 0.35):
            members.append(_spouse(rng, head, day, until))
        ages = rng.sample(range(18), rng.choice((1, 1, 1, 2, 2, 3)))
        members += [_child_of(rng, members[:2], day, age) for age in ages if age < (day - head.birth).days // 365 - 18]
    return members[:most]


def _adult(rng: random.Random, nation: str, day: date, until: date) -> Invented:
    sex: Sex = "F" if chance(rng, _WOMEN.get(nation, 0.25)) else "M"
    years = rng.randint(*_AGES.draw(rng))
    family = names.surname(rng, nation)
    person = _somebody(rng, nation, sex, family, _birth(rng, day, years))
    person.answers |= stays.draw_stay(rng, nation, day, until)
    person.answers |= _contact(rng, person) | _address(rng)
    _life(rng, person, years)
    _papers(rng, person, day)
    return person


def _spouse(rng: random.Random, head: Invented, day: date, until: date) -> Invented:
    sex: Sex = "M" if head.sex == "F" else "F"
    birth = head.birth + timedelta(days=rng.randint(-6 * 365, 6 * 365))
    birth = min(birth, day - timedelta(days=20 * 365))
    person = _somebody(rng, head.nation, sex, head.family, birth)
    person.relation = "spouse"
    if chance(rng, 0.8):
        person.answers |= stays.stay(rng, str(head.answers["stay_title"]), day, until)
    else:
        person.answers |= stays.draw_stay(rng, head.nation, day, until)
    person.answers |= _contact(rng, person) | _shared_address(head)
    _life(rng, person, (day - birth).days // 365)
    for one in (head, person):
        one.answers["marital_status"] = _STATUS[one.sex]["married"]
    _papers(rng, person, day)
    return person


def _child_of(rng: random.Random, parents: list[Invented], day: date, age: int) -> Invented:
    head = parents[0]
    birth = _birth(rng, day, age)
    person = _somebody(rng, head.nation, rng.choice(("F", "M")), head.family, birth)
    person.relation = "child"
    person.answers |= {name: head.answers[name] for name in head.answers if name.startswith("stay_")}
    if person.answers.get("stay_title") == "temporary":
        person.answers["stay_purpose"] = "family_foreigner"
    person.answers |= _shared_address(head) | {"language": head.answers["language"]}
    for parent in parents:
        person.answers["mother_name" if parent.sex == "F" else "father_name"] = parent.answers["given"]
    if age >= 7:
        person.needs, person.answers["needs"] = ["school"], ["school"]
    _papers(rng, person, day)
    return person


def _somebody(rng: random.Random, nation: str, sex: Sex, family: Name, birth: date) -> Invented:
    surname, given = names.borne_by(nation, family, sex), names.given(rng, nation, sex)
    father, mother = names.given(rng, nation, "M"), names.given(rng, nation, "F")
    place = data.weighted_rows("places", "country", nation).draw(rng)
    answers: Answers = {
        "surname": surname.latin, "given": given.latin, "sex": sex, "birth_date": birth.isoformat(),
        "citizenship": nation, "birth_country": nation, "birth_place": place["town"], "rodo_given": "yes",
        "father_name": father.latin, "mother_name": mother.latin,
    }  # fmt: skip
    if (surname.own, given.own) != (surname.latin, given.latin) and chance(rng, 0.9):
        answers |= {"original_surname": surname.own, "original_given": given.own}
    if sex == "F" and nation in ("UA", "BY", "RU") and birth.year < 2000 and chance(rng, 0.3):
        answers["birth_surname"] = names.borne_by(nation, names.surname(rng, nation), "F").latin
    return Invented(nation, sex, family, birth, answers)


def _birth(rng: random.Random, day: date, years: int) -> date:
    return date(day.year - years - 1, day.month, 1) + timedelta(days=rng.randint(31, 364))


def _contact(rng: random.Random, person: Invented) -> Answers:
    language = _LANGUAGES[person.nation].draw(rng) if person.nation in _LANGUAGES else _OWN_LANGUAGE[person.nation]
    answers: Answers = {"language": language}
    if chance(rng, 0.96):
        answers["phone"] = numbers.phone(rng, person.nation)
    if chance(rng, 0.4):
        answers["email"] = numbers.email(rng, str(person.answers["given"]), str(person.answers["surname"]))
    second = _SECOND.get(person.nation, "pl")
    if second != language and chance(rng, 0.5):
        answers["second_language"] = second
    return answers


def _address(rng: random.Random) -> Answers:
    place = data.weighted_rows("places", "country", "PL").draw(rng)
    answers: Answers = {
        "street": rng.choice(data.rows("streets"))["street"], "house": str(rng.randint(1, 96)), "town": place["town"],
        "postcode": data.filled(rng, place["postcode"]), "region": "16",
    }  # fmt: skip
    if chance(rng, 0.7):
        answers["flat"] = str(rng.randint(1, 48))
    return answers


def _shared_address(head: Invented) -> Answers:
    names_of = ("street", "house", "flat", "town", "postcode", "region")
    return {name: head.answers[name] for name in names_of if name in head.answers}


def _life(rng: random.Random, person: Invented, years: int) -> None:
    work = data.weighted_rows("work").draw(rng)
    title = str(person.answers["stay_title"])
    status = "single" if years < 23 else _MARRIED.draw(rng)
    person.needs = list(dict.fromkeys(_TOPICS.draw(rng) for _ in range(rng.choice((1, 2, 2, 3)))))
    person.answers |= {
        "marital_status": _STATUS[person.sex][status], "education": work["education"],
        "occupation": work["feminine" if person.sex == "F" else "masculine"], "needs": list(person.needs),
    }  # fmt: skip
    if chance(rng, 0.7) and title in _INSURANCE:
        person.answers["insurance"] = _INSURANCE[title]
    if chance(rng, 0.15):
        person.answers["remarks"] = rng.choice(data.rows("remarks"))["remark"]


def _papers(rng: random.Random, person: Invented, day: date) -> None:
    """Documents and numbers that go with the title, the age and the country."""
    title, answers = str(person.answers["stay_title"]), person.answers
    if title == "temporary_protection" or chance(rng, 0.72):
        answers["pesel"] = numbers.pesel(rng, person.birth, person.sex)
        answers["pesel_status"] = "UKR" if title == "temporary_protection" else "ordinary"
        if person.nation == "UA" and title in ("pending", "none"):
            answers["pesel_status"] = "NUE"
    else:
        answers["pesel_status"] = "none"
    small = person.relation == "child" and chance(rng, 0.35)
    answers["document_kind"] = "birth_certificate" if small else _passport_kind(person.nation, rng)
    answers["document_number"] = numbers.birth_certificate(rng) if small else numbers.passport(rng, person.nation)
    answers["document_country"] = person.nation
    if not small:
        answers["document_valid_to"] = (day + timedelta(days=rng.randint(60, 3400))).isoformat()
    if title in ("temporary", "permanent", "eu_long_term", "cukr", "humanitarian"):
        person.residence_card = numbers.residence_card(rng)
    if person.nation == "UA" and person.is_adult(day) and chance(rng, 0.6):
        answers["national_number"] = numbers.ukrainian_tax_number(rng, person.birth, person.sex)
    elif person.nation == "BY":
        answers["national_number"] = numbers.belarusian_number(rng, person.birth, person.sex)
    person.proof = stays.proof(title)


def _passport_kind(nation: str, rng: random.Random) -> str:
    return "passport_bio" if nation in ("UA", "GE", "TR") and chance(rng, 0.7) else "passport"
