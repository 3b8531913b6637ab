"""Needs and individual support plans."""
