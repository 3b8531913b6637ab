"""Legal stay: proceedings, letters, terms, and what is due."""
