"""The day at a glance: the agenda, what ends soon, what was promised, what is unfinished."""
