"""What can be done with help that was given: correct it, take it back, sign for it, name who it was, give it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from cic_desktop import assistance, courses
from cic_desktop.assistance.fields import SITTING
from cic_desktop.assistance.kinds import kind
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.correction import MISTAKE, TAKEN_BACK, note_undo
from cic_desktop.ui.assistance.enquiry import MAKE_CLIENT, promoter
from cic_desktop.ui.assistance.register_page import Act, person_act
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import ServiceLine
    from cic_desktop.assistance.talks import Talk
    from cic_desktop.clients.rows import ClientLine

_SIGNATURE = tuple(field for field in SITTING if field.name in ("signature", "unsigned_reason"))


class HelpActs:
    """The acts on a line of help; `failed` says what went wrong. `owner` is the page they stand on."""

    def __init__(self, shell: Shell, owner: QObject, failed: Callable[[CicError], None]) -> None:
        self._shell, self._owner, self._failed = shell, owner, failed

    def of(self, talk: Talk, line: ServiceLine) -> tuple[Act, ...]:
        """What can be done with a line, the usual first."""
        person = (person_act(self._shell, line.person_id),) if line.person_id else ()
        if talk.lesson:
            course = Act(_("Open the course"), "graduation-cap", lambda: self.open_course(line), "", Right.READ_CLIENTS)
            return (course, *person)
        if talk.hidden:
            return person
        named = () if line.person_id else self._nameless(talk, line)
        signature = Act(_("Correct the signature"), "signature", lambda: self.ask_signature(talk), "ghost")
        return (
            Act(_("Correct"), "pencil", lambda: self.correct(line)),
            *named,
            Act(_("Same again"), "redo", lambda: self.repeat(line), "ghost" if named else ""),
            *((signature,) if line.person_id else ()),
            *person,
            Act(_whole(talk), "trash", lambda: self.take_back(line.sitting_id), "ghost"),
        )

    def open(self, line: ServiceLine) -> None:
        """Enter on a line: where it is corrected; its card says why where that is not for this reader."""
        if not kind(line.kind).by_hand:
            self.open_course(line)
        elif not line.partly_hidden:
            self.correct(line)
        elif line.hidden and line.person_id:
            self._shell.open("client", person_id=line.person_id)

    def correct(self, line: ServiceLine) -> None:
        """The talk as it was recorded, to be written down as it was."""
        self._shell.open("sitting", sitting_id=line.sitting_id, service_id=line.id)

    def repeat(self, line: ServiceLine) -> None:
        """The same help once more, today, for everybody who took part."""
        persons = (line.person_id,) if line.person_id else ()
        self._shell.open("sitting", person_ids=persons, again=line.id)

    def open_course(self, line: ServiceLine) -> None:
        """The attendance of the course a lesson belongs to: a lesson is written and corrected there."""

        def show(course_id: str) -> None:
            if course_id:
                self._shell.open("course", course_id=course_id, section="attendance")

        self._shell.ctx.ask(
            lambda read: courses.course_of_help(read, line.id), owner=self._owner, then=show, failed=self._failed
        )

    def take_back(self, sitting_id: str) -> None:
        """The whole talk was recorded by mistake."""
        self._do(lambda work: assistance.take_talk_back(work, sitting_id), "withdraw help", TAKEN_BACK)

    def ask_signature(self, talk: Talk) -> None:
        """Signed, on the list or not signed: as it really is."""
        sitting_id = talk.id

        def change(work: Any, _person_id: str, answers: Answers, revision: int) -> Any:
            signature, reason = (str(answers.get(name, "")) for name in ("signature", "unsigned_reason"))
            return assistance.correct_signature(work, sitting_id, revision, signature, reason)

        def latest(read: Any) -> tuple[int, Answers]:
            now = assistance.talk(read, sitting_id)
            return now.revision, _signed(now)

        AskDialog(
            self._shell,
            _("Correct the signature"),
            _SIGNATURE,
            change,
            verb="note a signature",
            start=_signed(talk),
            revision=talk.revision,
            latest=latest,
            then=lambda before: note_undo(self._shell, _("Signature corrected."), before, self._owner),
        ).open()

    def name_person(self, service_id: str) -> None:
        """Somebody without a name is a client after all."""
        from cic_desktop.ui.clients.person_picker import PersonPicker

        def chosen(person: ClientLine) -> None:
            said = _("This help was given to {name}.", name=Plain(person.name))
            self._do(lambda work: assistance.give_name(work, service_id, person.id), "name who was helped", said)

        PersonPicker(self._shell, chosen, title=_("Who was it?")).open()

    def _nameless(self, talk: Talk, line: ServiceLine) -> tuple[Act, ...]:
        said = next((one for item in talk.services for one in item.anonymous if item.id == line.id), {})
        make = promoter(self._shell, line.id, {"language": talk.answers["language"], **said})
        making = (Act(MAKE_CLIENT, "user-plus", make, "", Right.EDIT_CLIENTS),) if make else ()
        return (*making, Act(_("It was …"), "user", lambda: self.name_person(line.id)))

    def _do(self, change: Callable[[Any], Any], verb: str, said: Text) -> None:
        def told(before: Any) -> None:
            note_undo(self._shell, said, before, self._owner)

        self._shell.ctx.do(change, verb=verb, owner=self._owner, then=told, failed=self._failed)


def _signed(talk: Talk) -> Answers:
    return {field.name: talk.answers[field.name] for field in _SIGNATURE}


def _whole(talk: Talk) -> Text:
    """Of several kinds of help one is taken away by correcting the talk."""
    return MISTAKE if len(talk.services) == 1 else _("The whole talk was recorded by mistake")
