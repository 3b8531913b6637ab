"""What to bring and to prepare, on paper: Polish beside the client's language. It is no application and says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cic_desktop import centre
from cic_desktop.db.work import Read
from cic_desktop.forms.mos.case import MosCase, mos_case
from cic_desktop.forms.mos.pack import Required, applying, fee_words, unsure
from cic_desktop.forms.papers.model import Block, BlockKind, DataRow, Paper, PaperFacts
from cic_desktop.forms.papers.service import paper_facts
from cic_desktop.i18n import LANGUAGES, Day, Joined, Plain, Text, _

__all__ = ["bring_sheet"]

_NEED = {"if": _("if it applies to you"), "usual": _("usually asked for")}
_WHO = (
    DataRow(_("Name and surname"), "name", wide=True),
    DataRow(_("Case number"), "case_number"),
    DataRow(_("Legal stay until"), "stay_valid_to"),
)
_TOPICS = ("sign", "representative", "receipt")


def bring_sheet(read: Read, form_id: str = "", person_id: str = "", filled_id: str = "", lang: str = "") -> bytes:
    """The sheet as PDF, for a worksheet, a person or nobody yet; `lang` is the client's unless named.

    Raises Missing, Invalid (a letter that cannot be printed), CicError.
    """
    from cic_desktop.forms.papers.sheet import draw

    case = mos_case(read, form_id, person_id, filled_id)
    facts = paper_facts(read, case.client.id) if case.client else _nobody(read)
    lang = lang or facts.language
    return draw((_paper(case),), facts, lang if lang in LANGUAGES else "en")


def _nobody(read: Read) -> PaperFacts:
    home = centre.centre(read)
    contact = ", ".join(filter(None, (home.address, home.phone, home.email)))
    return PaperFacts("", "", "", (home.name, contact), {}, logo=centre.logo(read))


def _paper(case: MosCase) -> Paper:
    pack = case.pack
    return Paper(
        "mos-bring", Day(pack.as_of, "short").render("pl"), pack.as_of, pack.confidence, pack.source,
        _("What to bring and prepare"), tuple(_blocks(case)), {},
    )  # fmt: skip


def _blocks(case: MosCase) -> Iterator[Block]:
    pack, answers = case.pack, case.answers
    yield Block("heading", (pack.title,))
    if case.client:
        yield Block("data", rows=_WHO)
    yield Block("text", (_("This is not an application. The application is filed only in the MOS portal."),))
    if pack.deadline:
        yield Block("text", (unsure(pack.deadline, pack.deadline.text),))
    here, there = ([unsure(one, one.text) for one in applying(pack.bring, answers) if one.to == to]
                   for to in ("centre", "office"))  # fmt: skip
    yield from _listed("ticks", _("Bring to the centre"), here)
    needed = [unsure(one, _required(one)) for one in pack.attachments if one.applies(answers)]
    yield from _listed("ticks", _("To attach in MOS"), needed)
    if any(one.applies(answers) is None for one in pack.attachments):
        yield Block("text", (_("What else is needed depends on answers still missing: ask the advisor."),))
    if pack.photo:
        rules = Joined(tuple(rule.text for rule in pack.photo.rule), "; ")
        yield from _listed("text", _("The photo"), [unsure(pack.photo, pack.photo.text), rules])
    yield from _listed("points", _("Fees"), [unsure(fee, fee_words(fee)) for fee in applying(pack.fees, answers)])
    for note in applying(pack.told(*_TOPICS), answers):
        yield from _listed("text", note.title, [unsure(note, note.text)])
    yield from _listed("ticks", _("Take to the office when it calls"), there)
    yield Block("text", (_("As of {day}. Source: {source}", day=Day(pack.as_of), source=Plain(pack.source)),))


def _required(one: Required) -> Text:
    return Joined((one.title, _NEED[one.need]), ", ") if one.need in _NEED else one.title


def _listed(kind: BlockKind, heading: Text, texts: Iterable[Text]) -> Iterator[Block]:
    """A heading with what stands below it; nothing at all for an empty list."""
    told = tuple(texts)
    if told:
        yield Block("heading", (heading,))
        yield Block(kind, told)
