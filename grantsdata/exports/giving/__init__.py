"""The grants of a year in the 360Giving data standard."""
