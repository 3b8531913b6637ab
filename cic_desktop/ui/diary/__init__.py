"""The calendar: a painted week, the day by colleague, and what can be booked."""
