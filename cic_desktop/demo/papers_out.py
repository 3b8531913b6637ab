"""Official forms on their way: unfinished, printed, signed, at the office, called to complete, decided."""

from __future__ import annotations

from dataclasses import dataclass

from cic_desktop import forms
from cic_desktop.core.fields import Answers
from cic_desktop.demo.scene import Scene, Someone
from cic_desktop.demo.worksheets import invented
from cic_desktop.forms.pdf import FilledForm

__all__ = ["tell"]

Steps = tuple[tuple[str, int, Answers], ...]
_AT_OFFICE: Answers = {"submitted_how": "in_person", "office": "Urząd Miasta Opola (dane pokazowe)"}


@dataclass(frozen=True)
class Story:
    """A form, how many days ago it was filled, and its steps: name, days ago, answers."""

    form_id: str
    filled: int
    steps: Steps = ()


def _submitted(ago: int, reference: str) -> tuple[str, int, Answers]:
    return "submitted", ago, {**_AT_OFFICE, "reference": reference}


_CALL: Answers = {"kind": "call_defects", "term_days": "7"}
_STORIES: tuple[Story, ...] = (
    Story("EL-ZC-1", 1),
    Story("EL-ZC-1", 5, (("signed", 4, {}),)),
    Story("KARTA", 30, (("signed", 30, {}), _submitted(28, "SO.6151.204.2026"))),
    Story("EL-W-1", 12, (("signed", 12, {}), _submitted(11, "USC.5345.88.2026"))),
    Story("UTRATA", 9, (("signed", 9, {}), _submitted(8, "SO.6151.311.2026"), ("called", 4, _CALL))),
    Story("EL-W-1", 26, (_submitted(25, "USC.5345.61.2026"), ("called", 17, _CALL), ("completed", 12, {}))),
    Story("POZ-LEKARZ", 20, (("signed", 20, {}), ("submitted", 19, {"submitted_how": "clinic"}),
                             ("decided", 19, {"decision": "granted"}))),
    Story("EL-W-1", 60, (_submitted(58, "USC.5345.17.2026"), ("decided", 21, {"decision": "granted"}))),
)  # fmt: skip
_BEGUN = (("EL-ZC-1", 2, 2), ("KARTA", 6, 3), ("pack:arrival", 0, 1))  # form, days ago, step


def tell(scene: Scene) -> None:
    """One story each; the people who come next left a form half way."""
    if not scene.adults:
        return
    people = scene.adults[3:] or scene.adults
    known = {info.id for info in forms.catalogue()}
    for number, story in enumerate(story for story in _STORIES if story.form_id in known):
        _filled(scene, people[number % len(people)], story)
    for number, (form_id, ago, step) in enumerate(_BEGUN):
        if form_id in known or form_id in forms.pack_ids():
            _begun(scene, people[(number + len(_STORIES)) % len(people)], form_id, ago, step)


def _filled(scene: Scene, person: Someone, story: Story) -> None:
    definition = forms.load(story.form_id)
    with scene.look() as read:
        answers = {**invented(definition), **forms.prefilled(read, definition, person.id).answers}
    filled: FilledForm = forms.fill(definition, answers)
    with scene.act(scene.day(story.filled), scene.advisors[0], "print a form") as work:
        filled_id = forms.save_filled(work, person.id, definition, answers, filled, "printed")
    for name, ago, told in story.steps:
        day = scene.day(ago)
        with scene.act(day, scene.advisors[0], f"form {name}") as work:
            forms.take_step(work, filled_id, name, {**told, forms.step_of(name).day: day.isoformat()})


def _begun(scene: Scene, person: Someone, form_id: str, ago: int, step: int) -> None:
    """Left half way: what the record knows, and no more."""
    definition = forms.load_pack(form_id) if forms.is_pack(form_id) else forms.load(form_id)
    with scene.look() as read:
        answers = forms.prefilled(read, definition, person.id).answers
    with scene.act(scene.day(ago), scene.advisors[-1], "save a form for later") as work:
        started = forms.Started(step=step, language=person.language)
        forms.save_started(work, person.id, definition, answers, started)
