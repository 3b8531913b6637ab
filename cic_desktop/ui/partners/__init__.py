"""The directory of partners, and the sheet “where to turn”."""
