"""The questions of a visit's preparation, with what the register knows: who interprets, where home is, what clashes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cic_desktop import assistance
from cic_desktop.core.fields import Answers, Option
from cic_desktop.i18n import Plain
from cic_desktop.ui.assistance.doubts import Doubts
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets.fields import FieldGrid

_DECIDE = ("day", "starts_at", "interprets", "interpreter_id")  # what clashes hang on


class PlanGrid(FieldGrid):
    """`begin` empties it, `about` says whom it is for and which appointment it has."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(assistance.visits.PREPARE)
        self._shell, self._doubts = shell, Doubts(self)
        self._home = ""  # the address filled in because the visit is at home
        self._person_id, self._appointment_id, self._over = "", "", False
        self.edited.connect(self._answered)

    def begin(self, known: Answers, interpreters: tuple[Option, ...]) -> None:
        """Nothing typed yet; `known` answers are shown."""
        self.offer(interpreters)
        self._home = ""
        self.clear_problems()
        self.set_values({field.name: "" for field in self.fields} | {"interprets": "advisor"} | known)

    def offer(self, interpreters: tuple[Option, ...]) -> None:
        """Who is there to interpret, by name; whoever is chosen stays so."""
        named = (
            replace(field, options=interpreters) if field.name == "interpreter_id" else field for field in self.fields
        )
        self.fields = tuple(named)
        editor: Any = self.boxes["interpreter_id"].editor
        chosen = editor.combo.code()
        editor.combo.set_options((Option("", Plain("—")), *interpreters))
        editor.combo.set_code(chosen)

    def about(self, person_id: str, appointment_id: str, *, over: bool) -> None:
        """Whom it is for; what speaks against a visit that is over is not asked any more."""
        self._person_id, self._appointment_id, self._over = person_id, appointment_id, over
        self._suggest_home()
        self._look_for_clashes()

    def _answered(self, name: str) -> None:
        if name == "institution_kind":
            self._suggest_home()
        if name in _DECIDE:
            self._look_for_clashes()

    def _suggest_home(self) -> None:
        """Of a visit at home the address is known; it goes again when the visit leads elsewhere."""
        answers, person_id = self.values(), self._person_id
        if answers["institution_kind"] != "home":
            if self._home and answers["address"] == self._home:
                self.set_values({"address": ""})
            self._home = ""
        elif person_id and not answers["address"]:
            self._shell.ctx.ask(
                lambda read: assistance.visits.home_address(read, person_id),
                owner=self,
                then=self._fill_home,
                latest="home",
            )

    def _fill_home(self, home: str) -> None:
        answers = self.values()
        if answers["institution_kind"] == "home" and not answers["address"]:
            self._home = home
            self.set_values({"address": home})

    def _look_for_clashes(self) -> None:
        if self._over:
            self._doubts.show([])
            return
        answers, person_id, appointment_id = self.values(), self._person_id, self._appointment_id
        self._shell.ctx.ask(
            lambda read: assistance.visits.clashes_of_visit(read, answers, person_id, appointment_id),
            owner=self,
            then=self._doubts.show,
            latest="clashes",
        )
