"""What a person's history tells of help."""

from __future__ import annotations

from dataclasses import replace

from cic_desktop import assistance, clients
from tests.assistance.test_correcting import amend, service


def test_help_that_was_somebody_elses_is_told_in_their_history(desk, oksana, marko):
    def told(person):
        changes = desk.read(lambda read: clients.changes_of(read, person, more=assistance.HISTORY))
        return [(change.what, change.column) for change in changes if change.table == "service"]

    talk_id = desk.record(desk.service("information", oksana), signature="list")
    amend(desk, talk_id, replace(service(desk, talk_id), persons=(marko,)))
    amend(desk, talk_id, service(desk, talk_id, topic="work"))
    assert told(oksana) == []
    assert told(marko) == [("changed", "topic"), ("added", "")]
    desk.do(lambda work: assistance.take_talk_back(work, talk_id))
    assert told(marko)[0] == ("removed", "")
