"""Commands about the raw data."""
