"""Forms for half-yearly returns: made for each award, and read back when they are filled in."""
