"""Courses: the list of groups, a group's own page with its lessons, people, attendance and certificates."""
