"""Summarise agreements, conditions and payments beside the awards that they belong to."""
