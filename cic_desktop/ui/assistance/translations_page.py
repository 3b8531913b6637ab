"""Translation orders: at the translator, overdue, back, received with a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cic_desktop import assistance, forms
from cic_desktop.core import clock
from cic_desktop.core.codes import code_list
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Day, Joined, LanguageName, Number, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import (
    TAKEN_OUT,
    UNCOUNTED,
    Act,
    CaseworkPage,
    Found,
    Shown,
    follow_up_act,
    mistake_act,
    person_act,
)
from cic_desktop.ui.forms.signing import offer_paper
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column

if TYPE_CHECKING:
    from cic_desktop.assistance.translations import OrderLine, Which
    from cic_desktop.db.work import Read

_TYPED = ("document", "from_language", "to_language", "characters", "translator", "remarks")


def pair(line: OrderLine) -> Text:
    """Ukrainian → Polish."""
    return Joined((LanguageName(line.from_language), LanguageName(line.to_language)), " → ")


def size(line: OrderLine) -> Text:
    """Pages and what a page is."""
    kind = code_list("translation_page").label("sworn" if line.sworn else "ordinary")
    return Joined((ngettext("{n} page", "{n} pages", line.pages) if line.pages else NOTHING, kind))


def state(line: OrderLine) -> tuple[Text, Tone]:
    """Where the paper is."""
    found = line.state(clock.today())
    if found == "received":
        return _("received {day}", day=_short(line.received_on)), "ok"
    if found == "returned":
        return _("back, to be handed over"), "info"
    if found == "overdue":
        return _("overdue {day}", day=_short(line.due_on)), "bad"
    return (_("due {day}", day=_short(line.due_on)) if line.due_on else _("at the translator")), "warn"


def _state(line: OrderLine) -> Cell:
    words, tone = state(line)
    return Cell(words, chip=tone)


def _short(day: Any) -> Text:
    return Day(day, "short") if day else NOTHING


class TranslationsPage(CaseworkPage):
    """Pages follow from the characters; a signed receipt makes the service."""

    watches = ("translation_order", "person")
    heading = _("Translations")
    about = _("A page is 1125 characters in a sworn translation and 1800 in an ordinary one.")
    lists = (
        ("open", _("At the translator")),
        ("overdue", _("Overdue")),
        ("returned", _("Back, to hand over")),
        ("received", _("Received")),
    )
    empty = ("languages", _("No translation here"), _("Give a document to a translator with “New order”."))
    new_title = _("New order")
    columns = (
        Column(_("Client"), 26, lambda line: Cell(Plain(line.person), Day(line.ordered_on, "short")), strong=True),
        Column(_("Document"), 28, lambda line: Cell(Plain(line.document), pair(line))),
        Column(_("Size"), 18, lambda line: Cell(size(line), Plain(line.translator))),
        Column(_("State"), 26, _state),
    )

    def look(self, read: Read, which: str) -> Found:
        return Found(
            assistance.translations.orders(read, cast("Which", which)), assistance.translations.order_counts(read)
        )

    def shown(self, line: OrderLine) -> Shown:
        facts = (
            (_("Document"), Plain(line.document)),
            (_("Languages"), pair(line)),
            (_("Pages"), size(line)),
            (_("Characters"), Number(line.characters) if line.characters else NOTHING),
            (_("Translator"), Plain(line.translator)),
            (_("Ordered"), Joined((Day(line.ordered_on, "short"), Plain(line.advisor)))),
            (_("Due on"), _short(line.due_on)),
            (_("Came back"), _short(line.returned_on)),
            (_("Remarks"), Plain(line.remarks)),
        )
        return Shown(Plain(line.person), NOTHING, (state(line),), facts, NOTHING, self._acts(line))

    def _acts(self, line: OrderLine) -> tuple[Act, ...]:
        receipt = Act(_("Print the receipt"), "printer", lambda: self.print_receipt(line))
        promise = follow_up_act(self._shell, line.person_id, "translation_order", line.id)
        last = (promise, mistake_act(lambda: self._withdraw(line)), person_act(self._shell, line.person_id))
        if line.received_on:
            return (receipt, Act(_("Not received after all"), "undo", lambda: self._unreceive(line), "ghost"), *last)
        edit = Act(_("Edit"), "pencil", lambda: self.ask_order(line))
        handed = Act(_("Receipt signed"), "signature", lambda: self.receive(line))
        back = Act(_("Came back"), "check", lambda: self.bring_back(line))
        return (handed, receipt, edit, *last) if line.returned_on else (back, handed, receipt, edit, *last)

    def new(self) -> None:
        self.ask_order(None)

    def arrive(self, which: str = "", chosen: str = "", person_id: str = "", known: Answers | None = None) -> None:
        """With `person_id` what is `known` of the new line stands in it already."""
        self._known = known or {}
        super().arrive(which, chosen, person_id)

    def ask_for(self, person_id: str) -> None:
        self.begin_for(self.ask_order(None, person_id, self._known))

    def ask_order(self, line: OrderLine | None, person_id: str = "", known: Answers | None = None) -> AskDialog:
        """A new order or a correction; the pages are said while the characters are typed."""
        translations = assistance.translations

        def change(work: Any, person: str, answers: Answers, revision: int) -> Any:
            if line is None:
                return translations.order_translation(work, person, answers)
            return translations.amend_order(work, line.id, answers, revision)

        def latest(read: Read) -> tuple[int, Answers] | None:
            now = translations.order_line(read, line.id) if line else None
            return (now.revision, _answers(now)) if now else None

        first: Answers = {"from_language": "uk", "to_language": "pl", "sworn": "yes", **(known or {})}
        dialog = AskDialog(
            self._shell,
            _("Translation order"),
            translations.ORDER,
            change,
            verb="order a translation" if line is None else "amend a translation order",
            person_id=None if line else person_id,
            start=_answers(line) if line else first,
            then=lambda made: self.arrive("open", str(made)) if line is None else None,
            remark=_counted,
            revision=line.revision if line else 0,
            latest=latest,
        )
        dialog.open()
        return dialog

    def bring_back(self, line: OrderLine) -> None:
        """The translator returned it."""
        translations = assistance.translations
        self.do(
            lambda work: translations.return_order(work, line.id),
            "note a translation returned",
            _("Back from the translator."),
            lambda work: translations.return_order(work, line.id, back=False),
        )

    def receive(self, line: OrderLine) -> None:
        """The client signed: the service is recorded."""
        translations = assistance.translations
        self.do(
            lambda work: translations.receive_order(work, line.id),
            "hand a translation over",
            _("Received; the help is recorded."),
            lambda work: translations.unreceive_order(work, line.id),
        )

    def print_receipt(self, line: OrderLine) -> None:
        """The receipt in Polish and the client's language, to be printed or signed on the screen."""
        title = _("Receipt of a translation")

        def show(pdf: bytes) -> None:
            dialog = show_pdf(self, pdf, title, "receipt.pdf")
            offer_paper(self._shell.ctx, dialog, line.person_id, line.person, "receipt", title)

        self._shell.ctx.ask(
            lambda read: forms.translation_receipt(read, line.id), owner=self, then=show, failed=self._failed
        )

    def _unreceive(self, line: OrderLine) -> None:
        self.do(
            lambda work: assistance.translations.unreceive_order(work, line.id),
            "take a receipt back",
            _("The receipt and its service are taken back."),
            None,
        )

    def _withdraw(self, line: OrderLine) -> None:
        translations = assistance.translations
        self.do(
            lambda work: translations.withdraw_order(work, line.id),
            "take a translation order back",
            UNCOUNTED if line.service_id else TAKEN_OUT,
            lambda work: translations.restore_order(work, line.id),
        )


def _counted(answers: Answers) -> Text:
    """How many pages the characters make, while they are typed."""
    typed = str(answers.get("characters", "")).replace(" ", "")
    if not typed.isdecimal():
        return NOTHING
    return ngettext("{n} page", "{n} pages", assistance.translations.pages(int(typed), answers.get("sworn") == "yes"))


def _answers(line: OrderLine) -> Answers:
    typed: Answers = {name: str(getattr(line, name) or "") for name in _TYPED}
    due = line.due_on.isoformat() if line.due_on else ""
    return {**typed, "sworn": "yes" if line.sworn else "no", "due_on": due}
