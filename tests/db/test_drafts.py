"""Unfinished typing is kept in the register: encrypted, each colleague's own, and no change of it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from cic_desktop import db
from cic_desktop.core import clock
from cic_desktop.db.work import Actor
from cic_desktop.startup import Opened
from tests.conftest import NOW

TYPED = {"surname": "Ковал", "needs": ["stay"], "remarks": "two\nlines \u0000 and 🙂"}


def keep(register: Opened, note: db.DraftNote, actor: Actor | None = None) -> None:
    with register.database.write(actor or register.actor, "keep a draft") as work:
        db.keep_draft(work, note)


def mine(register: Opened, actor: Actor | None = None) -> list[db.DraftNote]:
    with register.database.read(actor or register.actor) as read:
        return db.my_drafts(read)


def test_a_draft_comes_back_as_it_was_typed(register: Opened) -> None:
    keep(register, db.DraftNote("intake", title="Ковал", step=2, answers=TYPED))
    (note,) = mine(register)
    assert (note.title, note.step, note.answers, note.saved_at) == ("Ковал", 2, TYPED, NOW)
    with register.database.read(register.actor) as read:
        assert db.load_draft(read, db.DraftNote("intake")) == note
        assert db.load_draft(read, db.DraftNote("intake", person_id="somebody")) is None
        assert db.load_draft(read, db.DraftNote("form:EL-W-1", edition="2026-11")) is None


def test_the_newest_state_replaces_the_one_before(register: Opened) -> None:
    keep(register, db.DraftNote("intake", answers={"surname": "K"}))
    with clock.frozen(NOW + timedelta(seconds=1)):
        keep(register, db.DraftNote("intake", answers={"surname": "Ko"}))
    with clock.frozen(NOW + timedelta(seconds=2)):
        keep(register, db.DraftNote("sitting", answers={}))
    assert [(note.what, note.answers) for note in mine(register)] == [("sitting", {}), ("intake", {"surname": "Ko"})]


def test_a_draft_is_its_authors_alone(register: Opened) -> None:
    other = Actor("other", "borys", register.actor.role)
    keep(register, db.DraftNote("intake", answers={"surname": "A"}))
    keep(register, db.DraftNote("intake", answers={"surname": "B"}), other)
    assert [note.answers for note in mine(register)] == [{"surname": "A"}]
    with register.database.write(other, "drop a draft") as work:
        db.drop_draft(work, db.DraftNote("intake"))
    assert mine(register, other) == []
    assert len(mine(register)) == 1


def test_typing_leaves_no_trace_in_the_journal(register: Opened) -> None:
    """A draft is nobody's record: it neither travels nor wakes the pages."""
    with closing(register.database.connect()) as raw:
        before = raw.execute("SELECT count(*) FROM op UNION ALL SELECT count(*) FROM act").fetchall()
        keep(register, db.DraftNote("intake", answers=TYPED))
        assert not register.database.last_changes
        assert raw.execute("SELECT count(*) FROM op UNION ALL SELECT count(*) FROM act").fetchall() == before
