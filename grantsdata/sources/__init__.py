"""Read files into typed Python objects; each fault names its file, row and column."""
