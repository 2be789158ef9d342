"""The data dictionary: what tables and columns mean, and how readers see them."""
