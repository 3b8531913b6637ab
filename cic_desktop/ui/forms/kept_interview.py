"""An interview that loses nothing: a draft while one types, taken up again, saved in the register for any colleague."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from cic_desktop.core.errors import CicError, Stale
from cic_desktop.i18n import Moment, Text, _
from cic_desktop.ui.forms.interview import Interview, Wanted
from cic_desktop.ui.forms.interview_view import InterviewView
from cic_desktop.ui.forms.typing_keeper import TypingKeeper
from cic_desktop.ui.forms.words import language_for
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.ui.widgets.notes import Action, NoteTone


class KeptInterview(InterviewView):
    """What is typed and how far one got; the page says how to begin and where to go."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._wanted = Wanted()
        self._reached = 0
        self._kept_words: tuple[Text, Action] | None = None
        self.dirty = False
        self.interview: Interview | None = None
        self._typed = TypingKeeper(shell.ctx, self, self._typing)
        self._typed.kept.connect(self._draft_kept)

    def _begin(self, wanted: Wanted, *, afresh: bool = False) -> None:
        raise NotImplementedError

    def _go(self, at: int, name: str = "") -> None:
        raise NotImplementedError

    def _refused(self, error: CicError) -> None:
        raise NotImplementedError

    @property
    def _interview(self) -> Interview:
        assert self.interview is not None
        return self.interview

    def _take_up(self, draft: DraftNote) -> None:
        """Put a draft's typing back, and say that it is one; a colleague's newer answers come first."""
        kept = draft.answers or {}
        moment: Text = Moment(draft.saved_at) if draft.saved_at else _("earlier")
        if self._interview.opening.started.revision != kept.get("revision", 0):
            words = _("A colleague went on with this form. You typed something else before ({moment}).", moment=moment)
            self._say_kept("warn", words, (_("Take my answers"), partial(self._put_back, draft)))
            return
        self._put_back(draft, show=False)
        words = _("You typed this earlier ({moment}) and did not print it yet.", moment=moment)
        self._say_kept("info", words, (_("Start afresh"), self._start_afresh))

    def _say_kept(self, tone: NoteTone, words: Text, action: Action) -> None:
        """Said until one goes on; the review says it together with what it finds."""
        self._kept_words = words, action
        self.banner.say(tone, words, action)

    def _put_back(self, draft: DraftNote, *, show: bool = True) -> None:
        interview, kept = self._interview, draft.answers or {}
        interview.take_up(kept.get("answers", {}))
        self._reached = int(kept.get("reached", draft.step))
        for at in (self._reached, draft.step):  # as far as one got, then back to where one was
            interview.go(at)
        self.languages.set(language_for(kept.get("lang", self.languages.code)))
        self.dirty = True
        if show:
            self._go(interview.at)

    def _start_afresh(self) -> None:
        self._typed.drop()
        self.banner.hide()
        self._begin(self._wanted, afresh=True)

    def _touch(self) -> None:
        self.dirty = True
        self._typed.touch(self._interview)

    def _typing(self) -> tuple[str, int, dict[str, Any]]:
        interview, client = self._interview, self._interview.opening.client
        title = " · ".join(filter(None, (interview.name, client.name if client else "")))
        kept = {
            "answers": interview.answers, "lang": self.languages.code, "reached": self._reached,
            "revision": interview.opening.started.revision,
        }  # fmt: skip
        return title, interview.at, kept

    def _draft_kept(self, moment: Any) -> None:
        if not self.dirty:
            return  # printed meanwhile
        language.bind(self.state, "setText", _("Draft kept {time}", time=Moment(moment, "time")))

    def save_for_later(self) -> None:
        """Keep what is answered in the register: any colleague can go on, on any machine."""
        interview = self._interview
        if interview.opening.client is not None:
            self._typed.save(interview, self.languages.code, self._saved_for_later, self._not_saved)

    def _saved_for_later(self, _row_id: str) -> None:
        self.dirty = False
        self._wanted = Wanted()
        self._shell.note(_("Saved. It can be taken up under Forms or on the client's card, by any colleague."))
        self._shell.back()

    def _not_saved(self, error: CicError) -> None:
        """A colleague went on with the same form: theirs is shown, mine is a draft and can be taken."""
        if not isinstance(error, Stale):
            self._refused(error)
            return
        self._typed.close()  # behind the last typing's way to the disk
        self._shell.ctx.do(
            lambda _work: None, verb="load a draft", owner=self, then=lambda _done: self._begin(self._wanted)
        )
