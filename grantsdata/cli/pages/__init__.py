"""Commands about pages and files that are made from the raw data."""
