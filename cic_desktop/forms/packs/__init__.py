"""Several forms answered in one go: the pack, its merged questions, and what is kept of it."""
