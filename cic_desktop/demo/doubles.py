"""Some people of the demo were registered twice, as it happens at a busy desk: one pair was merged, one held apart."""

from __future__ import annotations

from collections.abc import Callable

from cic_desktop import clients
from cic_desktop.core.fields import Answers
from cic_desktop.demo.scene import Scene

_NAMED = ("sex", "citizenship", "language", "birth_date", "phone")
Answer = Callable[[Answers], Answers]


def _by_ear(said: Answers) -> Answers:
    """Written as a Polish ear hears it."""
    heard = str(said["surname"]).replace("v", "w").replace("sh", "sz").replace("ch", "cz").replace("V", "W")
    return {"surname": heard.replace("Sh", "Sz").replace("Ch", "Cz"), "pesel": "", "phone": ""}


def _exchanged(said: Answers) -> Answers:
    return {"surname": said["given"], "given": said["surname"], "phone": ""}


def _day_and_month(said: Answers) -> Answers:
    year, month, day = str(said["birth_date"]).split("-")
    turned = f"{year}-{day}-{month}" if int(day) <= 12 else f"{year}-{month}-{int(day) - 1:02d}"
    return {"birth_date": turned}


def _married(said: Answers) -> Answers:
    return {"surname": f"{said['surname']}-Nowak", "given": said["given"]}


def _own_script(said: Answers) -> Answers:
    own = {name: said.get(f"original_{name}") or said[name] for name in ("surname", "given")}
    return {**own, "phone": ""}


_AGAIN: tuple[Answer, ...] = (_by_ear, _day_and_month, _exchanged, _own_script, _married, _by_ear, _day_and_month)


LIVING = len(_AGAIN) - 1  # more people afterwards: one of them is merged away


def tell(scene: Scene) -> None:
    """Register them again; the last two pairs are looked at."""
    if not scene.full:
        return
    grown = [one for one in scene.adults if len(one.birth) == 10]
    made = [
        _again(scene, one.id, change, 3 + place)
        for place, (one, change) in enumerate(zip(grown[5:], _AGAIN, strict=False))
    ]
    (kept, gone), (first, second) = made[-2:]
    with scene.act(scene.day(2), scene.advisors[0], "merge two records") as work:
        seen = clients.compare_people(work, kept, gone)
        picks = {field.name: field.pick for field in seen.fields if not field.alike}
        clients.merge_people(work, seen.kept.line.id, seen.gone.line.id, picks)
    with scene.act(scene.day(1), scene.advisors[0], "tell two people apart") as work:
        clients.hold_apart(work, first, second)


def _again(scene: Scene, person_id: str, change: Answer, before: int) -> tuple[str, str]:
    with scene.look() as read:
        said = clients.intake_answers(read, person_id)
    answers = (
        {name: said.get(name, "") for name in ("surname", "given", *_NAMED)} | change(said) | {"rodo_given": "yes"}
    )
    with scene.act(scene.day(before), scene.advisors[-1], "register a client") as work:
        return person_id, clients.register(work, answers).id
