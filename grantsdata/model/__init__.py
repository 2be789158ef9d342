"""Define awards, papers, amounts and financial years. Nothing here reads a file."""
