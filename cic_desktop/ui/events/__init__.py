"""Trainings, conferences and events on the screen: the list, one event with its guests, programme and counts."""
