"""Needs and support plans on the screen."""
