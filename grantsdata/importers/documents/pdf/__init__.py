"""Read the tables that are printed in a PDF."""
