"""Grants in the 360Giving standard, of any size."""
