"""Protection of minors on the screen."""
