"""Settings: colleagues, the centre, projects, safety."""
