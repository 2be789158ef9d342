"""A PDF → the tables that are printed in it."""
