"""What lies on disk → typed Python; each fault with file, row and column."""
