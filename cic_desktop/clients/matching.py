"""Who in the register may be the person being registered, and why: suggestions for a human, never a decision.

Candidates come from the search index (numbers, birth date, names in any spelling); the nearest are read
through a function of the caller, compared field by field, and given with their reasons in words. The points
below weigh how seldom two different persons agree in a field against how often one person's two records
differ in it; they were set by reasoning and
looked over on the corpus in `tests/benchmarks/corpus`, one register of which was only ever counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Any

from cic_desktop.clients import alike, search
from cic_desktop.core import text as names
from cic_desktop.core import transliteration
from cic_desktop.core.checks import compact
from cic_desktop.i18n import Plain, Text, _

__all__ = ["Candidate", "Fetch", "Match", "Probe", "candidates", "compare", "likeliest"]

MOST = 10
_READ = 40  # candidates read and compared in full
THRESHOLD = 0.5  # from here on a person is worth a look while somebody is typed
LISTED = 0.55  # from here on two cards are listed: a name alone, without a birth date, is not enough

Name = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Probe:
    """What is known of the person being typed; what is not known stays empty.

    `names` are (surname, given name) pairs in any script, former and original names included; `birth` is
    YYYY[-MM[-DD]]; `sex` "F" or "M".
    """

    names: tuple[Name, ...]
    birth: str = ""
    sex: str = ""
    pesel: str = ""
    documents: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Candidate(Probe):
    """The same of a person in the register."""

    person_id: str


Fetch = Callable[[Sequence[str]], Iterable[Candidate]]


@dataclass(frozen=True)
class Match:
    """A person who may be the same; `score` from 0.5 (look at it) to 1 (hardly anybody else)."""

    person_id: str
    score: float
    reasons: tuple[Text, ...]


@dataclass
class _Evidence:
    points: float = 0.0
    reasons: list[Text] = field(default_factory=list)

    def add(self, points: float, reason: Text | None = None) -> None:
        self.points += points
        if reason is not None:
            self.reasons.append(reason)


def candidates(con: Any, probe: Probe, fetch: Fetch) -> list[Match]:
    """At most ten persons of the register, the likeliest first. `fetch` reads persons by id, in any order."""
    near = search.near(con, map(" ".join, probe.names), _numbers(probe), birthdays(probe.birth))
    near.sort(key=lambda person: person.rank + _distance(probe.birth, person.birth))
    ids = [person.person_id for person in near[:_READ]]
    return likeliest(probe, fetch(ids))


def likeliest(probe: Probe, people: Iterable[Candidate]) -> list[Match]:
    """At most ten of some people who are worth a look, the likeliest first."""
    matches = [match for each in people if (match := compare(probe, each)).score >= THRESHOLD]
    return sorted(matches, key=lambda match: (-match.score, match.person_id))[:MOST]


def compare(probe: Probe, candidate: Candidate, at_least: float = 0.0) -> Match:
    """How likely the two are one person, with what speaks for it.

    Where not even the same name could lift the score to `at_least` names are not compared: the score is 0.
    """
    evidence = _Evidence()
    _compare_numbers(evidence, probe, candidate)
    _compare_births(evidence, probe.birth, candidate.birth)
    _compare_phones(evidence, probe.phones, candidate.phones)
    if probe.sex and candidate.sex and probe.sex != candidate.sex:
        evidence.add(-4)
    if _score(evidence.points + _WORTH_A_LOOK) < at_least:
        return Match(candidate.person_id, 0.0, ())
    _compare_names(evidence, probe, candidate)
    return Match(candidate.person_id, round(_score(evidence.points), 3), tuple(evidence.reasons))


def _score(points: float) -> float:
    return 1 / (1 + exp(-(points - 4.5) / 1.5))


# --- numbers and dates ------------------------------------------------------------------------------------


def _compare_numbers(evidence: _Evidence, probe: Probe, candidate: Candidate) -> None:
    mine, theirs = compact(probe.pesel), compact(candidate.pesel)
    if mine and theirs:
        if mine == theirs:
            evidence.add(8, _("same PESEL number"))
        elif _one_slip(mine, theirs):
            evidence.add(3, _("PESEL numbers differ in one digit"))
        else:
            evidence.add(-4)
    documents = [(compact(a), compact(b)) for a in probe.documents for b in candidate.documents if a and b]
    if any(a == b for a, b in documents):
        evidence.add(6, _("same document number"))
    elif any(_one_slip(a, b) for a, b in documents):
        evidence.add(2.5, _("document numbers differ in one character"))
    elif documents:
        evidence.add(-0.5)


def _compare_births(evidence: _Evidence, mine: str, theirs: str) -> None:
    if not mine or not theirs:
        return
    if mine == theirs and len(mine) == 10:
        evidence.add(4, _("same birth date"))
    elif mine.startswith(theirs) or theirs.startswith(mine):
        evidence.add(1, _("birth dates agree as far as they are known"))
    elif theirs in birthdays(mine):
        evidence.add(2.5, _("day and month of birth exchanged"))
    elif _one_slip(mine, theirs):
        evidence.add(2, _("birth dates differ in one digit"))
    else:
        evidence.add(-4)


def _compare_phones(evidence: _Evidence, mine: Iterable[str], theirs: Iterable[str]) -> None:
    pairs = [(a, b) for a in map(digits, mine) for b in map(digits, theirs) if min(len(a), len(b)) > 6]
    if any(a == b for a, b in pairs):
        evidence.add(1.5, _("same phone number"))
    elif any(_one_slip(a, b) for a, b in pairs):
        evidence.add(0.8, _("phone numbers differ in one digit"))


def _distance(mine: str, theirs: str) -> float:
    """How far two birth dates lie apart when choosing whom to compare in full."""
    if mine == theirs:
        return 0.0
    if not mine or not theirs or len(mine) != len(theirs):
        return 0.5
    return 0.3 if _one_slip(mine, theirs) or theirs in birthdays(mine) else 1.0


def _one_slip(a: str, b: str) -> bool:
    """One character replaced, or two neighbours exchanged."""
    if len(a) != len(b):
        return False
    differing = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differing) == 2:
        first, second = differing
        return second == first + 1 and a[first] == b[second] and a[second] == b[first]
    return len(differing) == 1


def birthdays(iso: str) -> tuple[str, ...]:
    """The birth date, and the one with day and month exchanged when that is a date."""
    if len(iso) != 10:
        return ()
    year, month, day = iso.split("-")
    return (iso, f"{year}-{day}-{month}") if int(day) <= 12 and day != month else (iso,)


def _numbers(probe: Probe) -> list[str]:
    return [number for number in (probe.pesel, *probe.documents, *map(digits, probe.phones)) if len(number) > 4]


def digits(phone: str) -> str:
    """The last nine digits: the same with and without the country's prefix."""
    return "".join(filter(str.isdigit, phone))[-9:]


# --- names ------------------------------------------------------------------------------------------------

_SAME, _SOUND, _SLIP, _PART, _OTHER = 2.0, 1.8, 1.2, 1.2, -4.0
_WORTH_A_LOOK = 4.5  # points of two names that agree, when a birth date is not known: just the threshold


def _compare_names(evidence: _Evidence, probe: Probe, candidate: Candidate) -> None:
    pairs = [(mine, theirs) for mine in probe.names for theirs in candidate.names]
    if not pairs:
        return
    found = [(*_name_points(mine, theirs), mine, theirs) for mine, theirs in pairs]
    surname, given, swapped, mine, theirs = max(found, key=lambda item: item[0] + item[1] - 0.5 * item[2])
    if surname == _OTHER and given > 0 and "F" in (probe.sex, candidate.sex):
        surname = -2.0  # a surname changes with a marriage
    evidence.add(surname + given - 0.5 * swapped)
    evidence.reasons += _name_reasons(surname, given, swapped, mine, theirs)
    if min(surname, given) >= _SOUND and not (probe.birth and candidate.birth):
        # Nothing contradicts, and one name is romanised in many ways: somebody should look.
        evidence.add(_WORTH_A_LOOK - surname - given)


def _name_points(mine: Name, theirs: Name) -> tuple[float, float, bool]:
    """Points of surname and given name, and whether they had to be exchanged to agree."""
    straight = (_word_points(mine[0], theirs[0]), _word_points(mine[1], theirs[1]))
    crossed = (_word_points(mine[0], theirs[1]), _word_points(mine[1], theirs[0]))
    swapped = sum(crossed) - 0.5 > sum(straight)
    return (*(crossed if swapped else straight), swapped)


def _word_points(mine: str, theirs: str) -> float:
    """How alike two names are; a missing one says nothing."""
    if not mine or not theirs:
        return 0.0
    spelled = (
        {s.replace(" ", "") for s in names.spellings(mine)},
        {s.replace(" ", "") for s in names.spellings(theirs)},
    )
    if spelled[0] & spelled[1]:
        return _SAME
    if any(transliteration.name_forms(spelling) & spelled[1] for spelling in spelled[0]):
        return _SOUND
    if _is_feminine(spelled[0], spelled[1]):
        return _OTHER
    return max(_sound_points(mine, theirs), _slip_points(spelled[0], spelled[1]), _part_points(mine, theirs))


def _is_feminine(mine: set[str], theirs: set[str]) -> bool:
    """Oleksandr and Oleksandra are brother and sister, not a slip of the finger."""
    return any(a == b + "a" or b == a + "a" for a in mine for b in theirs)


def _sound_points(mine: str, theirs: str) -> float:
    from rapidfuzz.distance import OSA

    for a in alike.heard(mine):
        for b in alike.heard(theirs):
            if a == b:
                return _SOUND
            if names.skeleton(a) == names.skeleton(b) and OSA.distance(a, b) <= max(len(a), len(b)) / 3:
                return _SLIP
    return _OTHER


def _slip_points(mine: set[str], theirs: set[str]) -> float:
    from rapidfuzz.distance import OSA

    for a in mine:
        for b in theirs:
            slips = 0 if min(len(a), len(b)) < 4 else 1 if min(len(a), len(b)) < 9 else 2
            if OSA.distance(a, b, score_cutoff=slips) <= slips:
                return _SLIP
    return _OTHER


def _part_points(mine: str, theirs: str) -> float:
    """One name is a part of the other: a double surname, a second given name."""
    first, second = ({frozenset(found) for _, found in search.words_of(name)} for name in (mine, theirs))
    return _PART if first and second and (first <= second or second <= first) else _OTHER


def _name_reasons(surname: float, given: float, swapped: bool, mine: Name, theirs: Name) -> Iterator[Text]:
    order = theirs[::-1] if swapped else theirs
    if surname == given == _SAME and " ".join(mine).casefold() == " ".join(order).casefold():
        yield _("same name")
    else:
        for points, typed, stored in zip((surname, given), mine, order, strict=True):
            if points > 0:
                yield _name_reason(points, typed, stored)
    if swapped:
        yield _("surname and given name exchanged")


def _name_reason(points: float, typed: str, stored: str) -> Text:
    if typed.casefold() == stored.casefold():
        return Plain(typed)
    if points in (_SAME, _SOUND):
        return Plain(f"{typed} = {stored}")
    return _("{typed} is near {stored}", typed=typed, stored=stored)
