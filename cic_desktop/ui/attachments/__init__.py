"""Scans and files of a client."""
