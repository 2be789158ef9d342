"""Sheets of Excel and OpenDocument → the tables on them, as they are shown."""
