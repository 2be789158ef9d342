"""The contracts of a year in the Open Contracting Data Standard."""
