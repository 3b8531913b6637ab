"""Before a bundle is made: what stops it, and what its reader would ask about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cic_desktop import assistance, centre, courses
from cic_desktop.core import clock
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.reports.indicators import Period
from cic_desktop.reports.lists import Behind

__all__ = ["Finding", "rehearse"]

_NAMED = (
    "EXISTS (SELECT 1 FROM service_person p WHERE p.service_id = s.id AND p.deleted_at IS NULL "
    "AND p.person_id IS NOT NULL AND {lacks})"
)
# A condition on a service, and the sentence about how many there are.
_CHECKS: tuple[tuple[str, Callable[[int], Text]], ...] = (
    (
        assistance.UNSIGNED,
        lambda n: ngettext("{n} service is still unsigned.", "{n} services are still unsigned.", n),
    ),
    (
        _NAMED.format(lacks="p.citizenship = ''"),
        lambda n: ngettext(
            "{n} service is for somebody without a citizenship.",
            "{n} services are for people without a citizenship.",
            n,
        ),
    ),
    (
        _NAMED.format(lacks="(p.sex = '' OR p.age IS NULL)"),
        lambda n: ngettext(
            "{n} service is for somebody whose sex or age is not known.",
            "{n} services are for people whose sex or age is not known.",
            n,
        ),
    ),
    (
        _NAMED.format(lacks="p.stay_title IN ('', 'none')"),
        lambda n: ngettext(
            "{n} service is for somebody without a basis of stay.",
            "{n} services are for people without a basis of stay.",
            n,
        ),
    ),
    (
        _NAMED.format(lacks="NOT p.countable"),
        lambda n: ngettext(
            "{n} service is not countable for somebody: there was no declaration yet.",
            "{n} services are not countable for somebody: there was no declaration yet.",
            n,
        ),
    ),
)


@dataclass(frozen=True)
class Finding:
    """Something about a month's data. A block must be mended first; a warning is for a second look.

    `behind` are the services it is about, if it is about services.
    """

    blocks: bool
    text: Text
    behind: Behind | None = None


def rehearse(read: Read, of: Month) -> tuple[Finding, ...]:
    """What to mend and what to look at before the bundle of a month is made; the blocks first."""
    read.require(Right.EXPORT_BUNDLE)
    period = Period.of(of)
    return (
        *_blocks(read, of, period), *_about_services(read, period), *_about_lessons(read, of),
        *_about_the_bundle(read, of),
    )  # fmt: skip


def _blocks(read: Read, of: Month, period: Period) -> list[Finding]:
    if of.first > clock.today():
        return [Finding(True, _("This month has not begun yet. Choose an earlier one."))]
    if not _count(read, Behind("services", period, "1")):
        return [Finding(True, _("No help was recorded in this month, so there is nothing to send."))]
    return []


def _about_services(read: Read, period: Period) -> list[Finding]:
    findings = []
    for condition, say in _CHECKS:
        behind = Behind("services", period, condition)
        if count := _count(read, behind):
            findings.append(Finding(False, say(count), behind))
    return findings


def _about_lessons(read: Read, of: Month) -> list[Finding]:
    """Lessons nobody wrote the attendance of are no help, and nobody's teaching hours."""
    found = courses.unmarked(read, of.first, of.last)
    if not found:
        return []
    named = Joined(tuple(Plain(each.course) for each in found), ", ")
    lessons = sum(each.lessons for each in found)
    said = ngettext(
        "The attendance of {n} lesson is missing, so it is not counted: {courses}.",
        "The attendance of {n} lessons is missing, so they are not counted: {courses}.",
        lessons,
        courses=named,
    )
    return [Finding(False, said)]


def _about_the_bundle(read: Read, of: Month) -> list[Finding]:
    findings = []
    if of.last >= clock.today():
        findings.append(Finding(False, _("The month is not over: make the bundle again when it is.")))
    if not [key for key in centre.keys(read, "recipient") if not key.private]:
        findings.append(Finding(False, _("Only your own centre will be able to open it: add a recipient below.")))
    sent = read.sql("SELECT max(number) FROM sent_bundle WHERE period = ? AND deleted_at IS NULL", (str(of),))[0][0]
    if sent:
        findings.append(Finding(False, _("Bundle {n} of this month was made before; a new one replaces it.", n=sent)))
    return findings


def _count(read: Read, found: Behind) -> int:
    rows = read.sql(
        "SELECT count(*) FROM service s JOIN sitting t ON t.id = s.sitting_id "
        f"WHERE s.deleted_at IS NULL AND s.day BETWEEN ? AND ? AND ({found.sql})",
        found.period.days,
    )
    return int(rows[0][0])
