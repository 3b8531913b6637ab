"""Correcting a talk on the page it was recorded on: what is asked on the way, saving, taking back, undoing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from cic_desktop import assistance
from cic_desktop.assistance.fields import SERVICE, SITTING
from cic_desktop.assistance.kinds import kind
from cic_desktop.clients.shown import answer_text
from cic_desktop.core.errors import CicError, Stale
from cic_desktop.core.fields import Answer, Answers, Field
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.clients.dialog import Choice
from cic_desktop.ui.clients.versions import same
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button

if TYPE_CHECKING:
    from cic_desktop.assistance.correcting import Paper
    from cic_desktop.assistance.rows import SittingDraft
    from cic_desktop.assistance.talks import Talk
    from cic_desktop.assistance.undoing import TalkBefore
    from cic_desktop.ui.assistance.sitting_page import SittingPage
    from cic_desktop.ui.assistance.sitting_start import Attending

ENQUIRY: Text = _("An enquiry without a name")  # why such a talk is not signed for; stored as a code
_STORED = "enquiry"
MISTAKE: Text = _("Recorded by mistake")
TAKEN_BACK: Text = _("Taken back: it is in no list and no count any more.")


class Correction:
    """What a sitting page does besides when the talk is in the register already."""

    def __init__(self, shell: Shell, page: SittingPage) -> None:
        self._shell, self._page = shell, page
        self._talk: Talk | None = None
        self._revision = 0  # of the talk that was opened
        self.question = Choice()
        self.mistake_button = button(MISTAKE, "trash", "ghost", self.take_back)

    def begin(self, talk: Talk | None) -> None:
        """Another talk, or a new one."""
        self._talk, self._revision = talk, talk.revision if talk else 0
        self.question.hide()
        self.mistake_button.setVisible(talk is not None)
        if talk:
            self._page.page.set_title(_("Correct what was recorded"), _("Recorded by {name}", name=Plain(talk.advisor)))
        else:
            self._page.page.set_title(_("Record help"), _("One talk, as many kinds of help as were given."))

    # --- what is typed ------------------------------------------------------------------------------

    def show(self, persons: tuple[Attending, ...], service_id: str) -> None:
        """What was written down; of several services only the one asked for is unfolded."""
        assert self._talk is not None
        page, services = self._page, self._talk.services
        page.who.start(persons, self.said())
        for item in services:
            card = page.add_card(kind(item.kind))
            kept = {"answers": item.answers, "persons": [one.person_id for one in item.persons], "id": item.id}
            card.show_typing(kept, page.names())
            card.fold(len(services) > 1 and item.id != service_id)
        own = str(sum(card.minutes() for card in page.cards)) != self._talk.answers["minutes"]
        page.talk.show_talk(self.answers(), own_minutes=own)

    def answers(self) -> Answers:
        """The talk's own answers, with words where a code is stored."""
        assert self._talk is not None
        reason = self._talk.answers["unsigned_reason"]
        return self._talk.answers | {"unsigned_reason": language.text(ENQUIRY) if reason == _STORED else reason}

    def said(self) -> Answers:
        """What somebody without a name said of themselves."""
        nameless = [one for item in self._talk.services for one in item.anonymous] if self._talk else []
        return dict(nameless[0]) if nameless else {}

    def typing(self) -> dict[str, Any]:
        """What a draft keeps besides."""
        return {"revision": self._revision} if self._talk else {}

    def take_up(self, kept: dict[str, Any]) -> None:
        """A draft goes on from the talk it began with."""
        self._revision = kept.get("revision", self._revision)

    def completed(self, draft: SittingDraft) -> SittingDraft:
        """The draft with what the page does not ask: others without a name who were there too."""
        if self._talk is None:
            return draft
        before = {item.id: item.anonymous for item in self._talk.services}
        services = []
        for item in draft.services:
            there = before.get(item.id, ())
            if self._page.who.ids:  # whoever had no name then has one now, unless others with a name were there
                nameless = there if self._talk.persons else ()
            else:
                said = [{**old, **new} for old, new in zip(there[:1] or ({},), item.anonymous, strict=False)]
                nameless = (*(said or there[:1]), *there[1:])
            services.append(replace(item, anonymous=nameless))
        answers = dict(draft.answers)
        if answers.get("unsigned_reason") == language.text(ENQUIRY):
            answers["unsigned_reason"] = _STORED
        return replace(draft, answers=answers, services=tuple(services))

    # --- saving -------------------------------------------------------------------------------------

    def save(self, draft: SittingDraft, paper: Paper = "") -> None:
        """Write the talk down as it really was."""
        assert self._talk is not None
        sitting_id, revision = self._talk.id, self._revision
        self._page.keep(
            lambda work: assistance.amend_talk(work, sitting_id, revision, draft, paper),
            "correct help",
            lambda before: self._saved(before, _SIGN_AGAIN if paper == "again" else _("Corrected.")),
        )

    def take_back(self) -> None:
        """It was recorded by mistake; the note can bring it back."""
        assert self._talk is not None
        sitting_id = self._talk.id
        change = lambda work: assistance.take_talk_back(work, sitting_id)  # noqa: E731
        self._page.keep(change, "withdraw help", lambda before: self._saved(before, TAKEN_BACK))

    def asks(self, error: CicError) -> bool:
        """Whether the refusal is a question, which is then on the page."""
        if isinstance(error, assistance.SignedAlready):
            self.question.ask(
                error.text,
                (_("No, it is signed again"), lambda: self.save(self._page.sitting(), "again")),
                (_("Yes, the paper is right"), lambda: self.save(self._page.sitting(), "holds")),
                _("Date, time, minutes, kinds of help and people stand on the paper."),
            )
            self._page.page.verticalScrollBar().setValue(0)
            return True
        if isinstance(error, Stale) and self._talk is not None:
            sitting_id = self._talk.id
            self._shell.ctx.ask(
                lambda read: assistance.talk(read, sitting_id),
                owner=self._page,
                then=self._compare,
                failed=lambda gone: self._page.banner.say("bad", gone.text),
            )
            return True
        return False

    def _saved(self, before: TalkBefore, said: Text) -> None:
        changed = before.revision != self._revision
        self._page.save_button.setEnabled(True)
        self._page.leave(saved=True)
        self._shell.back()
        if changed:
            note_undo(self._shell, said, before, self._page)
        else:
            self._shell.note(_("Nothing was changed."), "info")

    def _compare(self, now: Talk) -> None:
        """A colleague was faster: what differs is said, and one of both is kept."""

        def save() -> None:
            self._revision = now.revision
            self.save(self._page.sitting())

        names = {person.id: person.line.name for person in self._page.who.people()}
        words = Joined(tuple(differences(now, self._page.sitting(), names)), "\n")
        keep = (_("Save what is typed"), save)
        self.question.ask(Stale().text, keep, (_("Take theirs"), self._page.start_afresh), words)
        self._page.page.verticalScrollBar().setValue(0)


_SIGN_AGAIN: Text = _("Corrected. It waits for a new signature on the list.")


def note_undo(shell: Shell, said: Text, before: TalkBefore, owner: QObject) -> None:
    """Say what was done with a talk, and offer the way back."""

    def back() -> None:
        shell.ctx.do(
            lambda work: assistance.put_talk_as_before(work, before),
            verb="undo: correct help",
            owner=owner,
            failed=lambda error: shell.note(error.text, "bad"),
        )

    shell.note(said, "ok", _("Undo"), back)


def differences(saved: Talk, typed: SittingDraft, names: dict[str, str]) -> Iterator[Text]:
    """What a talk in the register says otherwise than what is typed, in words."""
    yield from _differing(SITTING, saved.answers, typed.answers)
    mine = {item.id: item for item in typed.services}
    for item in saved.services:
        what = kind(item.kind)
        if item.id not in mine:
            yield _("{what}: only saved", what=what.title)
            continue
        yield from _differing((*what.fields, *SERVICE), item.answers, mine[item.id].answers)
        there = {one.person_id: one.name for one in item.persons}
        if there.keys() != set(mine[item.id].persons):
            both = (there.values(), [names.get(one, "") for one in mine[item.id].persons])
            yield _otherwise(_("Who was helped"), *(Plain(", ".join(people)) for people in both))
    for number, draft in enumerate(typed.services):
        if draft.id not in {item.id for item in saved.services}:
            yield _("{what}: only typed", what=kind(typed.services[number].kind).title)


def _differing(fields: tuple[Field, ...], saved: Answers, typed: dict[str, Answer]) -> Iterator[Text]:
    for field in fields:
        theirs, mine = saved.get(field.name, ""), typed.get(field.name, "")
        if not same(field, theirs, mine):
            yield _otherwise(field.label, answer_text(field, theirs), answer_text(field, mine))


def _otherwise(what: Text, theirs: Text, mine: Text) -> Text:
    shown = [words if language.text(words) else Plain("–") for words in (theirs, mine)]
    return _("{what}: saved “{theirs}”, typed “{mine}”", what=what, theirs=shown[0], mine=shown[1])
