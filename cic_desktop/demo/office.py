"""Three years of a centre, day by day: who came, what was done, what was promised and how it went on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from cic_desktop.demo import rhythm
from cic_desktop.demo.bookings import Booking, Bookings
from cic_desktop.demo.centre import Centre
from cic_desktop.demo.reception import Reception
from cic_desktop.demo.talks import Talks

_WEEK = 7
_LAST_FORMS = timedelta(days=6)
_FEW = 50_000  # services; below, two months are written at a time, above a week


def _days_of_forms(services: int) -> int:
    """Half a dozen filled forms or more, whatever the size."""
    return max(3, min(400, 400_000 // max(services, 1)))


class Office:
    """Runs a centre until so many people are registered and so many services given."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._talks = centre, Talks(centre)
        self._reception, self._bookings = Reception(centre, self._talks), Bookings(centre, self._talks)

    def run(self, clients: int, services: int, tick: Callable[[float], None]) -> None:
        centre = self._centre
        centre.people_left, centre.services_left = clients, services
        centre.forms_from = centre.until - timedelta(days=_days_of_forms(services))
        calendar = rhythm.days(centre.until)
        people_by, services_by = rhythm.sums(calendar, clients), rhythm.sums(calendar, services)
        step = _WEEK if services > _FEW else 8 * _WEEK
        for start in range(0, len(calendar), step):
            tick(start / len(calendar))
            with centre.desk.batch():
                for place in range(start, min(start + step, len(calendar))):
                    self._day(calendar[place], clients - people_by[place], services - services_by[place])
        tick(1.0)

    def _day(self, day: date, people_after: int, services_after: int) -> None:
        """One day; how many people and services are to be left for the days after it."""
        centre = self._centre
        if day == centre.until:
            self._last_morning(day)
        elif rhythm.is_open(day):
            tasks, bookings = centre.promised(day), self._bookings.of(day)
            people, services = centre.people_left - people_after, centre.services_left - services_after
            centre.open(day, len(tasks) + len(bookings) + 2 * max(people, 0) + max(services, 0))
            for task in tasks:
                task()
            self._opening_hours(bookings, people_after, services_after)
            if centre.until - day <= _LAST_FORMS:
                self._talks.print_a_form()
            if day == self._eve():
                self._bookings.fill_the_diary()

    def _opening_hours(self, bookings: list[Booking], people_after: int, services_after: int) -> None:
        centre = self._centre
        while centre.people_left > people_after or centre.services_left > services_after or bookings:
            if bookings and self._bookings.is_over(bookings[0]):
                self._bookings.meet(bookings.pop(0))
            elif centre.people_left > people_after:
                self._reception.arrival()
            elif centre.services_left > services_after:
                self._talks.somebody_calls()
                self._bookings.somebody_books()
            else:
                self._bookings.wait_for(bookings[0])

    def _last_morning(self, day: date) -> None:
        """The last day has only begun: its first appointment is over, the rest stands in the agenda."""
        centre = self._centre
        bookings = self._bookings.of(day)
        centre.open(day, 6 + 2 * centre.people_left + centre.services_left)
        for booking in bookings[:1]:
            if booking.at.hour < 9:
                self._bookings.meet(booking)
        while centre.people_left:
            self._reception.arrival()
        while centre.services_left:
            self._talks.somebody_calls()

    def _eve(self) -> date:
        """The last working day before the last one."""
        day = self._centre.until - timedelta(days=1)
        while not rhythm.is_open(day):
            day -= timedelta(days=1)
        return day
