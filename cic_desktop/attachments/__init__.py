"""Scans and files kept with a person."""
