"""What everything stands on: clock, ids, text, checks, errors. No Qt, no database."""
