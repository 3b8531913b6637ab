"""Filling official forms and printing the centre's papers."""
