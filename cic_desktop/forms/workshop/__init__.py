"""For whoever adds a form: a blank measured, a definition begun from it, checked and previewed."""
