"""Protection of minors."""
