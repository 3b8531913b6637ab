"""The import of spreadsheets, step by step."""
