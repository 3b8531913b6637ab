"""One small window for everything that is asked about a register's line: questions, whom it is about, Save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from cic_desktop import clients, security
from cic_desktop.core.errors import CicError, Invalid, Missing, Stale
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.assistance.doubts import Doubts
from cic_desktop.ui.assistance.kept import with_kept
from cic_desktop.ui.assistance.person_finder import PersonFinder, person_words
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.clients.versions import Versions
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import box, hbox, muted, strong, tool_button
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.fit import fit

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.work import Read, Work
    from cic_desktop.diary.rows import Clash

Seen = tuple[int, Answers]  # the revision of what is changed, and its answers
Change = Callable[["Work", str, Answers, int], Any]  # (work, person's id, answers, revision) -> what `then` gets
Offers = dict[str, tuple[Option, ...]]  # options by the name of a question
_SAVE: Text = _("Save")


class AskDialog(ClientDialog):
    """Questions and Save. With `person_id` "" somebody is to be chosen first; None: it is about nobody.

    `start` answers are shown, `prefill` reads more of them once the person is known; `remark` says something about
    what is typed, `doubts` what speaks against it: read at each change and said beside its field, never in the way.
    `offers` reads what can be chosen. `change` runs on the write lane, `then` gets what it returns. What is there
    already is changed from `revision` on; `latest(read)` gives it as it is now, for whoever was too slow.
    """

    def __init__(
        self,
        shell: Shell,
        title: Words,
        fields: Sequence[Field],
        change: Change,
        *,
        verb: str,
        person_id: str | None = None,
        start: Answers | None = None,
        hint: Words = "",
        then: Callable[[Any], object] = lambda _made: None,
        save: Text = _SAVE,
        prefill: Callable[[Read, str], Answers] | None = None,
        remark: Callable[[Answers], Text] = lambda _answers: Plain(""),
        revision: int = 0,
        latest: Callable[[Read], Seen | None] | None = None,
        offers: Callable[[Read], Offers] = lambda _read: {},
        doubts: Callable[[Read, Answers], Sequence[Clash]] | None = None,
    ) -> None:
        super().__init__(shell, title, hint)
        self._fields, self._change, self._verb, self._then = tuple(fields), change, verb, then
        self._start, self._prefill, self._remark = dict(start or {}), prefill, remark
        self._revision, self._latest, self._doubts = revision, latest, doubts
        self._person: ClientLine | None = None
        self._asks_who = person_id is not None
        self.grid: FieldGrid | None = None
        self._shown: Doubts | None = None
        self.finder = PersonFinder(shell)
        self.save_button = default_button(save, self.save)
        self._build()
        asked, begun = self._fields, self._start
        self.ctx.ask(
            lambda read: (_offered(read, asked, offers, begun), _person(read, person_id or "")),
            owner=self,
            then=self._begin,
            failed=self._refused,
        )

    def choose(self, person: ClientLine | None) -> None:
        """Whom it is about."""
        self._person = person
        self._who.setVisible(self._asks_who and person is not None)
        self.finder.setVisible(self._asks_who and person is None)
        language.bind(self._name, "setText", person_words(person) if person else "")
        if person and self._prefill:
            prefill, person_id = self._prefill, person.id
            self.ctx.ask(lambda read: prefill(read, person_id), owner=self, then=self._fill, latest="prefill")
        self.fit()

    def save(self) -> None:
        """Hand the answers in; what is wrong is said beside its field."""
        if self.grid is None:
            return
        if self._asks_who and self._person is None:
            self.banner.say("bad", _("Choose the client first."))
            self.finder.box.setFocus()
            return
        person_id, answers = self._person.id if self._person else "", self.grid.values()
        change, revision = self._change, self._revision
        self.save_button.setEnabled(False)
        self.ctx.do(
            lambda work: change(work, person_id, answers, revision),
            verb=self._verb,
            owner=self,
            then=self._saved,
            failed=self._refused,
        )

    def _begin(self, known: tuple[Offers, ClientLine | None]) -> None:
        offered, person = known
        shown = (replace(field, options=offered.get(field.name, field.options)) for field in self._fields)
        self.grid = FieldGrid(tuple(shown))
        self._shown = Doubts(self.grid)
        self.grid.set_values(self._start)
        self.grid.edited.connect(lambda _name: self._edited())
        self._edited()
        self._place.column.insertWidget(2, self.grid)
        self.choose(person)
        if self._asks_who and person is None:
            self.finder.box.setFocus()
        else:
            self.grid.focus()
        QTimer.singleShot(0, self._settle)  # the questions have come after the window was shown

    def _settle(self) -> None:
        """As high as the questions need: it may have been higher before they came."""
        self.grow()
        fit(self)

    def _edited(self) -> None:
        if self.grid is not None:
            answers, doubts = self.grid.values(hidden=True), self._doubts
            language.bind(self.remark, "setText", self._remark(answers))
            if doubts is not None:
                self.ctx.ask(lambda read: doubts(read, answers), owner=self, then=self._show_doubts, latest="doubts")
        self.fit()

    def _show_doubts(self, found: Sequence[Clash]) -> None:
        assert self._shown is not None
        self._shown.show(found)
        QTimer.singleShot(0, self.grow)

    def _fill(self, answers: Answers) -> None:
        """What the register knows goes into questions nobody has answered yet."""
        if self.grid is not None:
            typed = self.grid.values(hidden=True)
            self.grid.set_values({name: answer for name, answer in answers.items() if not typed.get(name)})

    def _saved(self, made: Any) -> None:
        then = self._then
        self.accept()
        then(made)

    def _refused(self, error: CicError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Stale) and self._latest:
            self.ctx.ask(self._latest, owner=self, then=self._show_both, failed=self._refused)
            return
        homeless: Sequence[Any] = (error,)
        if isinstance(error, Invalid) and self.grid is not None:
            homeless = self.grid.show_problems(error.problems)
        if homeless:
            self.banner.say("bad", homeless[0].text)
        self.grow()

    def _show_both(self, theirs: Seen | None) -> None:
        """A colleague saved first: both values of everything that differs, and one of them is chosen."""
        if theirs is None or self.grid is None:
            self.banner.say("warn", Missing().text)
            return
        before, (self._revision, self._start) = self._start, theirs
        self.choice.show_both(self.grid, before, self._start, self.save)
        self._place.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self.grow)

    def _build(self) -> None:
        self._name = strong("", wrap=True)
        other = tool_button("x", _("Somebody else"), lambda: self.choose(None))
        self._who = box(hbox((self._name, 1), other))
        self.choice = Versions()
        self._place = DialogBody(self.choice, None)
        for widget in (self._who, self.finder):
            self.body.addWidget(widget)
        self.body.addWidget(self._place, 1)
        self.finder.chosen.connect(self.choose)
        self.finder.resized.connect(self.fit)
        self.remark = muted("", wrap=True)
        self.foot.addWidget(self.remark, 1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(self.save_button)


def _offered(read: Read, fields: Sequence[Field], offers: Callable[[Read], Offers], start: Answers) -> Offers:
    """What can be chosen: colleagues who are here, what the caller offers, and whatever was chosen before."""
    active = tuple(Option(line.id, Plain(line.name)) for line in security.colleagues(read) if line.active)
    colleagues = {field.name: active for field in fields if field.kind == "account"}
    return with_kept(read, colleagues | offers(read), start)


def _person(read: Read, person_id: str) -> ClientLine | None:
    found = clients.client_lines(read, [clients.living_id(read, person_id)]) if person_id else []
    return found[0] if found else None
