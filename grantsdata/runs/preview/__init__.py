"""Shows the pages of a year in a browser while its raw data, notes and notebooks are being edited."""
